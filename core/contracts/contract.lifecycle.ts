import { isBlank } from '../blank';
import { defineLifecycle, type Guard } from '../lifecycle/lifecycle';
import type { ContractRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';

/** A contract as it would be after a step, and the company's day on which that is made, YYYY-MM-DD. */
export type ContractStep = Pick<
	ContractRecord,
	| 'status'
	| 'amount'
	| 'startOn'
	| 'customerSignatory'
	| 'signedOn'
	| 'signatureProvider'
	| 'envelopeId'
	| 'sealKind'
	| 'sealedOn'
	| 'rejectionReason'
	| 'completedOn'
	| 'terminatedOn'
	| 'terminationReason'
> & { readonly today: string };

const statuses = objects.get('contract').byName.get('status')?.options ?? [];

const hasAmount: Guard<ContractStep> = ({ amount }) =>
	isBlank(amount) ? { en: 'it has neither products nor an amount', 'zh-CN': '合同既没有产品明细，也没有金额' } : undefined;

const hasRejectionReason: Guard<ContractStep> = ({ rejectionReason }) =>
	isBlank(rejectionReason) ? { en: 'a rejection needs a reason', 'zh-CN': '驳回需要填写原因' } : undefined;

const hasSeal: Guard<ContractStep> = ({ sealKind }) =>
	isBlank(sealKind) ? { en: 'the kind of the seal is needed', 'zh-CN': '需要填写印章类型' } : undefined;

/** An e-signature service vouches for who signed; on paper somebody has to say. */
const customerSigned: Guard<ContractStep> = ({ customerSignatory, envelopeId }) =>
	isBlank(customerSignatory) && isBlank(envelopeId)
		? {
				en: "the customer's signatory is needed, or the envelope ID of an e-signature",
				'zh-CN': '需要填写客户签署人，或电子签流程编号',
			}
		: undefined;

const notInFuture =
	(field: 'sealedOn' | 'signedOn' | 'completedOn' | 'terminatedOn', label: { en: string; 'zh-CN': string }): Guard<ContractStep> =>
	({ today, ...step }) => {
		const day = step[field];
		return day && day > today ? { en: `${label.en} ${day} is in the future`, 'zh-CN': `${label['zh-CN']} ${day} 晚于今天` } : undefined;
	};

const notSealedInFuture = notInFuture('sealedOn', { en: 'Sealed On', 'zh-CN': '用印日期' });
const notSignedInFuture = notInFuture('signedOn', { en: 'Signed On', 'zh-CN': '签订日期' });
const notCompletedInFuture = notInFuture('completedOn', { en: 'Completed On', 'zh-CN': '完成日期' });
const notTerminatedInFuture = notInFuture('terminatedOn', { en: 'Terminated On', 'zh-CN': '终止日期' });

const hasStarted: Guard<ContractStep> = ({ startOn, today }) =>
	startOn && startOn > today ? { en: `it starts on ${startOn}`, 'zh-CN': `合同于 ${startOn} 开始` } : undefined;

const hasTerminationReason: Guard<ContractStep> = ({ terminationReason }) =>
	isBlank(terminationReason) ? { en: 'a termination needs a reason', 'zh-CN': '终止需要填写原因' } : undefined;

/**
 * A contract from its first draft to its end. What it says can be changed while it is a draft, and after a rejection, in
 * place: it keeps its reason until it is submitted again. `submit`, `approve`, `reject` and `recall` are steps of its approval,
 * so that every approved contract has its decisions; the others are operations of CRM Contract.
 */
export const contractLifecycle = defineLifecycle<ContractStep>()({
	states: ['draft', 'inApproval', 'approved', 'rejected', 'signed', 'active', 'completed', 'terminated'],
	labels: Object.fromEntries(statuses.map(({ value, label }) => [value, label])),
	initial: 'draft',
	transitions: {
		submit: {
			label: { en: 'Submit', 'zh-CN': '提交审批' },
			from: ['draft', 'rejected'],
			to: 'inApproval',
			guards: [hasAmount],
			emits: 'contract.submitted',
		},
		approve: { label: { en: 'Approve', 'zh-CN': '批准' }, from: ['inApproval'], to: 'approved', emits: 'contract.approved' },
		reject: {
			label: { en: 'Reject', 'zh-CN': '驳回' },
			from: ['inApproval'],
			to: 'rejected',
			guards: [hasRejectionReason],
			emits: 'contract.rejected',
		},
		recall: { label: { en: 'Recall', 'zh-CN': '撤回' }, from: ['inApproval'], to: 'draft', emits: 'contract.recalled' },
		seal: {
			label: { en: 'Seal', 'zh-CN': '用印' },
			from: ['approved'],
			to: 'approved',
			guards: [hasSeal, notSealedInFuture],
			emits: 'contract.sealed',
		},
		sign: {
			label: { en: 'Sign', 'zh-CN': '签订' },
			from: ['approved'],
			to: 'signed',
			guards: [customerSigned, notSignedInFuture],
			emits: 'contract.signed',
		},
		activate: {
			label: { en: 'Activate', 'zh-CN': '生效' },
			from: ['signed'],
			to: 'active',
			guards: [hasStarted],
			emits: 'contract.activated',
		},
		complete: {
			label: { en: 'Complete', 'zh-CN': '完成' },
			from: ['active'],
			to: 'completed',
			guards: [notCompletedInFuture],
			emits: 'contract.completed',
		},
		terminate: {
			label: { en: 'Terminate', 'zh-CN': '终止' },
			from: ['approved', 'signed', 'active'],
			to: 'terminated',
			guards: [hasTerminationReason, notTerminatedInFuture],
			emits: 'contract.terminated',
		},
	},
});

export type ContractVerb = Parameters<typeof contractLifecycle.apply>[1];
