import { isBlank } from '../blank';
import { defineLifecycle, type Guard } from '../lifecycle/lifecycle';
import type { ContractRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { text, type Text } from '../text';

/** A contract as it would be after a step, and what a step is measured by: the company's days are YYYY-MM-DD. */
export type ContractStep = Pick<
	ContractRecord,
	| 'status'
	| 'amount'
	| 'copies'
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
> & {
	readonly today: string;
	/** The day of its approval; null before that. */
	readonly approvedOn: string | null;
	/** The copies that its approvers saw. */
	readonly approvedCopies: ContractRecord['copies'];
};

const statuses = objects.get('contract').byName.get('status')?.options ?? [];

const hasAmount: Guard<ContractStep> = ({ amount }) =>
	isBlank(amount) ? { en: 'it has neither products nor an amount', 'zh-CN': '合同既没有产品明细，也没有金额' } : undefined;

const hasRejectionReason: Guard<ContractStep> = ({ rejectionReason }) =>
	isBlank(rejectionReason) ? { en: 'a rejection needs a reason', 'zh-CN': '驳回需要填写原因' } : undefined;

const hasSeal: Guard<ContractStep> = ({ sealKind }) =>
	isBlank(sealKind) ? { en: 'the kind of the seal is needed', 'zh-CN': '需要填写印章类型' } : undefined;

const copiesAsApproved: Guard<ContractStep> = ({ copies, approvedCopies }) =>
	copies === approvedCopies
		? undefined
		: { en: `the contract has ${approvedCopies} copies, as it was approved`, 'zh-CN': `合同按 ${approvedCopies} 份获批，份数不能更改` };

/** An e-signature service vouches for who signed; on paper somebody has to say. */
const customerSigned: Guard<ContractStep> = ({ customerSignatory, envelopeId }) =>
	isBlank(customerSignatory) && isBlank(envelopeId)
		? {
				en: "the customer's signatory is needed, or the envelope ID of an e-signature",
				'zh-CN': '需要填写客户签署人，或电子签流程编号',
			}
		: undefined;

type StepDay = 'sealedOn' | 'signedOn' | 'completedOn' | 'terminatedOn';

/** A day of a step lies between the signature or, before that, the approval, and today. */
const onDay =
	(field: StepDay, label: Text): Guard<ContractStep> =>
	({ today, approvedOn, ...step }) => {
		const day = step[field];
		if (!day) return undefined;
		if (day > today) return text`${label} ${day}${{ en: ' is in the future', 'zh-CN': ' 晚于今天' }}`;
		const signedOn = field === 'completedOn' || field === 'terminatedOn' ? step.signedOn : null;
		if (signedOn && day < signedOn)
			return text`${label} ${day}${{ en: ` is before the signature on ${signedOn}`, 'zh-CN': ` 早于签订日期 ${signedOn}` }}`;
		if (!signedOn && approvedOn && day < approvedOn)
			return text`${label} ${day}${{ en: ` is before the approval on ${approvedOn}`, 'zh-CN': ` 早于批准日期 ${approvedOn}` }}`;
		return undefined;
	};

const sealedInTime = onDay('sealedOn', { en: 'Sealed On', 'zh-CN': '用印日期' });
const signedInTime = onDay('signedOn', { en: 'Signed On', 'zh-CN': '签订日期' });
const completedInTime = onDay('completedOn', { en: 'Completed On', 'zh-CN': '完成日期' });
const terminatedInTime = onDay('terminatedOn', { en: 'Terminated On', 'zh-CN': '终止日期' });

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
			guards: [hasSeal, copiesAsApproved, sealedInTime],
			emits: 'contract.sealed',
		},
		sign: {
			label: { en: 'Sign', 'zh-CN': '签订' },
			from: ['approved'],
			to: 'signed',
			guards: [customerSigned, signedInTime],
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
			guards: [completedInTime],
			emits: 'contract.completed',
		},
		terminate: {
			label: { en: 'Terminate', 'zh-CN': '终止' },
			from: ['approved', 'signed', 'active'],
			to: 'terminated',
			guards: [hasTerminationReason, terminatedInTime],
			emits: 'contract.terminated',
		},
	},
});

export type ContractVerb = Parameters<typeof contractLifecycle.apply>[1];
