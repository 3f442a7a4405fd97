import type { ObjectName } from '../schema/types';
import type { Text } from '../text';

/** An event that can be asked for. */
export interface EventName {
	readonly value: string;
	readonly text: Text;
	/** The only object it happens to; absent for events of every object. */
	readonly object?: ObjectName;
}

/** The name for an update that changed a chosen field; the only one that stands in no event itself. */
export const fieldChanged = 'fieldChanged';

/** What can happen to a record of any object. */
export const recordEvents: readonly EventName[] = [
	{ value: 'created', text: { en: 'Record Created', 'zh-CN': '记录已创建' } },
	{ value: 'updated', text: { en: 'Record Updated', 'zh-CN': '记录已更新' } },
	{ value: fieldChanged, text: { en: 'Field Changed', 'zh-CN': '字段已变更' } },
	{ value: 'deleted', text: { en: 'Record Deleted', 'zh-CN': '记录已删除' } },
	{ value: 'restored', text: { en: 'Record Restored', 'zh-CN': '记录已恢复' } },
];

/** The steps of the customer's lifecycle, as the core emits them. */
export const lifecycleEvents: readonly EventName[] = [
	{ value: 'lead.captured', object: 'lead', text: { en: 'Lead Captured', 'zh-CN': '线索已收集' } },
	{ value: 'lead.scored', object: 'lead', text: { en: 'Lead Scored', 'zh-CN': '线索已评分' } },
	{ value: 'lead.assigned', object: 'lead', text: { en: 'Lead Assigned', 'zh-CN': '线索已分配' } },
	{ value: 'lead.qualified', object: 'lead', text: { en: 'Lead Qualified', 'zh-CN': '线索已确认' } },
	{ value: 'lead.disqualified', object: 'lead', text: { en: 'Lead Disqualified', 'zh-CN': '线索已淘汰' } },
	{ value: 'lead.converted', object: 'lead', text: { en: 'Lead Converted', 'zh-CN': '线索已转化' } },
	{ value: 'lead.reopened', object: 'lead', text: { en: 'Lead Reopened', 'zh-CN': '线索已重新跟进' } },
	{ value: 'customer.assigned', object: 'customer', text: { en: 'Customer Assigned', 'zh-CN': '客户已分配' } },
	{ value: 'contact.assigned', object: 'contact', text: { en: 'Contact Assigned', 'zh-CN': '联系人已分配' } },
	{ value: 'opportunity.assigned', object: 'opportunity', text: { en: 'Opportunity Assigned', 'zh-CN': '商机已分配' } },
	{ value: 'opportunity.stageMoved', object: 'opportunity', text: { en: 'Opportunity Stage Moved', 'zh-CN': '商机阶段已变更' } },
	{ value: 'opportunity.won', object: 'opportunity', text: { en: 'Opportunity Won', 'zh-CN': '商机已赢单' } },
	{ value: 'opportunity.lost', object: 'opportunity', text: { en: 'Opportunity Lost', 'zh-CN': '商机已输单' } },
	{ value: 'opportunity.reopened', object: 'opportunity', text: { en: 'Opportunity Reopened', 'zh-CN': '商机已重新打开' } },
	{ value: 'task.assigned', object: 'task', text: { en: 'Task Assigned', 'zh-CN': '任务已分配' } },
	{ value: 'message.delivered', object: 'message', text: { en: 'Message Delivered', 'zh-CN': '消息已送达' } },
	{ value: 'message.failed', object: 'message', text: { en: 'Message Failed', 'zh-CN': '消息发送失败' } },
	{ value: 'message.received', object: 'message', text: { en: 'Message Received', 'zh-CN': '收到消息' } },
	{ value: 'consent.granted', object: 'consent', text: { en: 'Consent Granted', 'zh-CN': '已同意接收' } },
	{ value: 'consent.withdrawn', object: 'consent', text: { en: 'Consent Withdrawn', 'zh-CN': '已撤回同意' } },
	{ value: 'address.suppressed', object: 'suppression', text: { en: 'Address Suppressed', 'zh-CN': '地址已列入拒收' } },
	{ value: 'address.released', object: 'suppression', text: { en: 'Address Released', 'zh-CN': '地址已解除拒收' } },
	{ value: 'enrolment.replied', object: 'enrolment', text: { en: 'Replied in Cadence', 'zh-CN': '节奏中已回复' } },
	{ value: 'enrolment.finished', object: 'enrolment', text: { en: 'No Reply in Cadence', 'zh-CN': '节奏走完未回复' } },
	{ value: 'enrolment.exited', object: 'enrolment', text: { en: 'Cadence Exited', 'zh-CN': '已退出节奏' } },
	{ value: 'enrolment.started', object: 'enrolment', text: { en: 'Cadence Started', 'zh-CN': '已加入节奏' } },
	{ value: 'enrolment.paused', object: 'enrolment', text: { en: 'Cadence Paused', 'zh-CN': '节奏已暂停' } },
	{ value: 'enrolment.resumed', object: 'enrolment', text: { en: 'Cadence Resumed', 'zh-CN': '节奏已恢复' } },
	{ value: 'message.sent', object: 'message', text: { en: 'Message Sent', 'zh-CN': '消息已发送' } },
	{ value: 'message.deferred', object: 'message', text: { en: 'Message Deferred', 'zh-CN': '消息已推迟' } },
	{ value: 'message.refused', object: 'message', text: { en: 'Message Refused', 'zh-CN': '消息未获准' } },
	{ value: 'approval.requested', object: 'approval', text: { en: 'Approval Requested', 'zh-CN': '已发起审批' } },
	{ value: 'approval.stepWaiting', object: 'approvalTask', text: { en: 'Approver Waited For', 'zh-CN': '等待审批人审批' } },
	{ value: 'approval.nextStep', object: 'approval', text: { en: 'Approval at Next Step', 'zh-CN': '审批进入下一步' } },
	{ value: 'approval.approved', object: 'approval', text: { en: 'Approval Granted', 'zh-CN': '审批已通过' } },
	{ value: 'approval.rejected', object: 'approval', text: { en: 'Approval Rejected', 'zh-CN': '审批已拒绝' } },
	{ value: 'approval.recalled', object: 'approval', text: { en: 'Approval Recalled', 'zh-CN': '审批已撤回' } },
	{ value: 'approval.delegated', object: 'approvalTask', text: { en: 'Approval Delegated', 'zh-CN': '审批已转审' } },
	{ value: 'approval.escalated', object: 'approvalTask', text: { en: 'Approval Passed On at Deadline', 'zh-CN': '审批超时已转交' } },
	{ value: 'approval.reminded', object: 'approvalTask', text: { en: 'Approver Reminded', 'zh-CN': '已提醒审批人' } },
	{ value: 'contract.drafted', object: 'contract', text: { en: 'Contract Drafted', 'zh-CN': '合同已起草' } },
	{ value: 'contract.submitted', object: 'contract', text: { en: 'Contract Submitted', 'zh-CN': '合同已提交审批' } },
	{ value: 'contract.approved', object: 'contract', text: { en: 'Contract Approved', 'zh-CN': '合同已批准' } },
	{ value: 'contract.rejected', object: 'contract', text: { en: 'Contract Rejected', 'zh-CN': '合同已驳回' } },
	{ value: 'contract.recalled', object: 'contract', text: { en: 'Contract Recalled', 'zh-CN': '合同已撤回' } },
	{ value: 'contract.sealed', object: 'contract', text: { en: 'Contract Sealed', 'zh-CN': '合同已用印' } },
	{ value: 'contract.signed', object: 'contract', text: { en: 'Contract Signed', 'zh-CN': '合同已签订' } },
	{ value: 'contract.activated', object: 'contract', text: { en: 'Contract Activated', 'zh-CN': '合同已生效' } },
	{ value: 'contract.completed', object: 'contract', text: { en: 'Contract Completed', 'zh-CN': '合同已完成' } },
	{ value: 'contract.terminated', object: 'contract', text: { en: 'Contract Terminated', 'zh-CN': '合同已终止' } },
	{ value: 'contract.assigned', object: 'contract', text: { en: 'Contract Assigned', 'zh-CN': '合同已分配' } },
	{ value: 'file.attached', object: 'file', text: { en: 'File Attached', 'zh-CN': '已上传附件' } },
];
