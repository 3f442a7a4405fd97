// Generated from schemas/ by `npm run generate`. Do not edit.

import activity from '../../../schemas/objects/activity.schema.json';
import approval from '../../../schemas/objects/approval.schema.json';
import approvalDecision from '../../../schemas/objects/approvalDecision.schema.json';
import approvalPolicy from '../../../schemas/objects/approvalPolicy.schema.json';
import approvalTask from '../../../schemas/objects/approvalTask.schema.json';
import assignmentRule from '../../../schemas/objects/assignmentRule.schema.json';
import cadence from '../../../schemas/objects/cadence.schema.json';
import consent from '../../../schemas/objects/consent.schema.json';
import contact from '../../../schemas/objects/contact.schema.json';
import contract from '../../../schemas/objects/contract.schema.json';
import contractProduct from '../../../schemas/objects/contractProduct.schema.json';
import contractTemplate from '../../../schemas/objects/contractTemplate.schema.json';
import customer from '../../../schemas/objects/customer.schema.json';
import enrolment from '../../../schemas/objects/enrolment.schema.json';
import exchangeRate from '../../../schemas/objects/exchangeRate.schema.json';
import field from '../../../schemas/objects/field.schema.json';
import file from '../../../schemas/objects/file.schema.json';
import holidayCalendar from '../../../schemas/objects/holidayCalendar.schema.json';
import lead from '../../../schemas/objects/lead.schema.json';
import message from '../../../schemas/objects/message.schema.json';
import messageTemplate from '../../../schemas/objects/messageTemplate.schema.json';
import opportunity from '../../../schemas/objects/opportunity.schema.json';
import opportunityContact from '../../../schemas/objects/opportunityContact.schema.json';
import opportunityProduct from '../../../schemas/objects/opportunityProduct.schema.json';
import pipeline from '../../../schemas/objects/pipeline.schema.json';
import price from '../../../schemas/objects/price.schema.json';
import priceBook from '../../../schemas/objects/priceBook.schema.json';
import product from '../../../schemas/objects/product.schema.json';
import productLine from '../../../schemas/objects/productLine.schema.json';
import scoringModel from '../../../schemas/objects/scoringModel.schema.json';
import sendPolicy from '../../../schemas/objects/sendPolicy.schema.json';
import suppression from '../../../schemas/objects/suppression.schema.json';
import task from '../../../schemas/objects/task.schema.json';
import team from '../../../schemas/objects/team.schema.json';
import touchpoint from '../../../schemas/objects/touchpoint.schema.json';
import user from '../../../schemas/objects/user.schema.json';

export const objectSchemas = {
	activity,
	approval,
	approvalDecision,
	approvalPolicy,
	approvalTask,
	assignmentRule,
	cadence,
	consent,
	contact,
	contract,
	contractProduct,
	contractTemplate,
	customer,
	enrolment,
	exchangeRate,
	field,
	file,
	holidayCalendar,
	lead,
	message,
	messageTemplate,
	opportunity,
	opportunityContact,
	opportunityProduct,
	pipeline,
	price,
	priceBook,
	product,
	productLine,
	scoringModel,
	sendPolicy,
	suppression,
	task,
	team,
	touchpoint,
	user,
};
