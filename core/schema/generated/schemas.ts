// Generated from schemas/ by `npm run generate`. Do not edit.

import activity from '../../../schemas/objects/activity.schema.json';
import assignmentRule from '../../../schemas/objects/assignmentRule.schema.json';
import contact from '../../../schemas/objects/contact.schema.json';
import customer from '../../../schemas/objects/customer.schema.json';
import lead from '../../../schemas/objects/lead.schema.json';
import scoringModel from '../../../schemas/objects/scoringModel.schema.json';
import task from '../../../schemas/objects/task.schema.json';
import team from '../../../schemas/objects/team.schema.json';
import touchpoint from '../../../schemas/objects/touchpoint.schema.json';
import user from '../../../schemas/objects/user.schema.json';

export const objectSchemas = { activity, assignmentRule, contact, customer, lead, scoringModel, task, team, touchpoint, user };
