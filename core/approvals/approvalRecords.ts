import type { CrmRecord } from '../crm';
import type { ApprovalDecisionRecord, ApprovalPolicyRecord, ApprovalRecord, ApprovalTaskRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';

export const approvalObject = objects.get('approval');
export const taskObject = objects.get('approvalTask');
export const decisionObject = objects.get('approvalDecision');
export const policyObject = objects.get('approvalPolicy');

export type Approval = ApprovalRecord & CrmRecord;
export type Task = ApprovalTaskRecord & CrmRecord;
export type Decision = ApprovalDecisionRecord & CrmRecord;
export type Policy = ApprovalPolicyRecord & CrmRecord;

/** A step of a policy, with its rules for who is asked. */
export type PolicyStep = NonNullable<ApprovalPolicyRecord['steps']>[number];
/** The same as it is kept with an approval: with the people who are asked. */
export type FrozenStep = NonNullable<ApprovalRecord['steps']>[number];

export type Place = NonNullable<ApprovalDecisionRecord['place']>;

/** While it stands in an approval there can be no other one of that record. */
export const pendingKeyOf = (object: string, recordId: string): string => `${object} ${recordId}`;
