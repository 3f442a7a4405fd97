import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { objects } from '../schema/objects';
import { text, type Text } from '../text';

const contract = objects.get('contract');
const statuses = new Map(contract.byName.get('status')?.options?.map(({ value, label }) => [value, label]));

/** A contract is written until it is submitted, and again after it was rejected. */
const open = new Set<unknown>(['draft', 'rejected']);

const isOpen = ({ status }: CrmRecord): boolean => open.has(status);

const recall: Text = {
	en: 'Recall or reject its approval in a CRM Approval node first.',
	'zh-CN': '请先在“CRM 审批”节点中撤回或驳回其审批。',
};

const anew: Text = {
	en: 'Terminate this contract and draft a new one: what was approved stays as the approvers saw it.',
	'zh-CN': '请终止该合同并重新起草：已批准的内容须与审批时一致。',
};

const ended: Text = {
	en: 'It has ended and stays as it is; draft a new one instead.',
	'zh-CN': '合同已结束，内容不能再改；如有需要请重新起草一份。',
};

const hints: Readonly<Record<string, Text>> = { inApproval: recall, completed: ended, terminated: ended };

interface Wanted {
	readonly field: string;
	/** What somebody wants to change; absent: all of it goes. */
	readonly labels?: Text;
}

const products: Wanted = { field: 'status', labels: { en: 'its products', 'zh-CN': '产品明细' } };

/** Why what a contract says cannot be changed now; undefined while it is being written. @param wanted default: its products */
export function closedContract(record: CrmRecord, { field, labels }: Wanted = products): CrmError | undefined {
	if (isOpen(record)) return undefined;
	const status = statuses.get(String(record.status)) ?? { en: String(record.status), 'zh-CN': String(record.status) };
	const refused = labels
		? text`${{ en: '', 'zh-CN': '不能修改' }}${labels}${{ en: ' cannot be changed', 'zh-CN': '' }}`
		: { en: 'it cannot be deleted', 'zh-CN': '不能删除' };
	return new CrmError(
		'TransitionRefused',
		text`${{ en: 'The contract ', 'zh-CN': '合同 ' }}${String(record.number)}${{ en: ' is ', 'zh-CN': ' 的状态为' }}“${status}”${{ en: ': ', 'zh-CN': '，' }}${refused}`,
		{ hint: hints[String(record.status)] ?? anew, field },
	);
}
