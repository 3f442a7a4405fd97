import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { decideApproval } from './actions/approval/decide.action';
import { delegateApproval } from './actions/approval/delegate.action';
import { recallApproval } from './actions/approval/recall.action';
import { requestApproval } from './actions/approval/request.action';
import { getStatus } from './actions/approval/status.action';
import { definePolicy } from './actions/policy/define.action';

/** What the CRM Approval node can do. */
export const approvalRegistry: Registry = {
	resources: [
		{ name: 'approval', text: objects.get('approval').label },
		{ name: 'policy', text: objects.get('approvalPolicy').label },
	],
	actions: [requestApproval, decideApproval, delegateApproval, recallApproval, getStatus, definePolicy],
};
