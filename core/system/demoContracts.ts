import { approvalsOf } from '../approvals';
import { contractsOf } from '../contracts';
import type { CrmRecord } from '../crm';
import type { Outcome } from '../context';
import type { Session } from '../records';
import { dateOf, type Draftboard } from './draftboard';

const seller = '苏州清源水处理设备有限公司';

const template = {
	name: '设备购销合同',
	ourName: seller,
	ourRegistration: '91320505MA1DEM001X',
	ourAddress: '苏州市虎丘区科技城锦峰路 8 号',
	ourPhone: '0512-66880000',
	ourBank: '中国工商银行苏州科技城支行',
	ourAccount: '1102 0261 0900 0012 345',
};

/** The first that fits a contract is the one that counts. */
const policies = [
	{
		name: '大额合同审批',
		object: 'contract',
		order: 1,
		conditions: [{ field: 'amount', operator: 'greaterOrEqual', value: '50000' }],
		steps: [
			{
				name: '销售经理审批',
				approvers: [{ kind: 'manager', level: 1 }],
				deadlineAmount: 8,
				deadlineUnit: 'hours',
				remindAmount: 2,
				atDeadline: 'remind',
			},
			{ name: '财务审批', approvers: [{ kind: 'role', role: 'finance' }], deadlineAmount: 1, deadlineUnit: 'days', atDeadline: 'remind' },
		],
	},
	{ name: '一般合同审批', object: 'contract', order: 2, steps: [{ name: '销售经理审批', approvers: [{ kind: 'manager', level: 1 }] }] },
] as const;

function valuesOf<T>(outcomes: ReadonlyArray<Outcome<T>>): T[] {
	return outcomes.map((outcome) => {
		if (!outcome.ok) throw outcome.error;
		return outcome.value;
	});
}

/** Who approves which contracts, and the seller on them: set-up, which stays when the demo goes. */
export async function ensureApprovals(session: Session): Promise<void> {
	valuesOf(await approvalsOf(session).definePolicy(policies.map((fields, item) => ({ item, fields }))));
	valuesOf(await contractsOf(session).defineTemplate([{ item: 0, fields: template }]));
}

/** A contract of the deal that is nearest to its end, which waits for the seller's manager. */
export async function addContract(session: Session, board: Draftboard): Promise<CrmRecord> {
	const deal = board.find('opportunity', 'name', '实验室纯水机更新');
	const terms = {
		startOn: dateOf(10),
		endOn: dateOf(375),
		paymentTerms: '合同签订后 7 日内支付 30%，到货验收合格后 30 日内支付 65%，余 5% 为质保金，质保期满后 7 日内付清。',
		deliveryTerms: '收到预付款后 20 个工作日内送货至甲方实验室，安装调试由乙方负责。',
		ourSignatory: '周敏',
		ourSignatoryTitle: '销售总监',
		customerSignatory: '徐静',
		customerSignatoryTitle: '采购经理',
		copies: 2,
	};
	const contact = board.find('contact', 'name', '徐静');
	const [contract] = valuesOf(
		await contractsOf(session).draft([
			{ item: 0, opportunityId: deal.id, fields: { name: '实验室纯水机购销合同', contactId: contact.id, ...terms } },
		]),
	);
	const note = '客户希望本周内签订，折扣已按年度框架价申请。';
	valuesOf(
		await approvalsOf(session).request([{ item: 0, object: 'contract', id: contract.id, submitterId: String(contract.ownerId), note }]),
	);
	return contract;
}
