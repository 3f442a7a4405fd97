import { contractLifecycle, type ContractStep, type ContractVerb } from '../../../core/contracts/contract.lifecycle';
import { CrmError } from '../../../core/errors';
import { objects } from '../../../core/schema/objects';

/** A contract of which everything is said that any step asks for. */
const complete = (status: ContractStep['status']): ContractStep => ({
	status,
	amount: '10.00',
	copies: 2,
	startOn: '2026-03-01',
	customerSignatory: '王芳',
	signedOn: '2026-03-02',
	signatureProvider: null,
	envelopeId: null,
	sealKind: 'contract',
	sealedOn: '2026-03-02',
	rejectionReason: '价格',
	completedOn: '2026-03-02',
	terminatedOn: '2026-03-02',
	terminationReason: '客户取消',
	today: '2026-03-02',
	approvedOn: '2026-03-01',
	approvedCopies: 2,
});

/** Where each step leads from each status; what is missing is refused. */
const table: Readonly<Record<string, Partial<Record<ContractVerb, string>>>> = {
	draft: { submit: 'inApproval' },
	inApproval: { approve: 'approved', reject: 'rejected', recall: 'draft' },
	approved: { seal: 'approved', sign: 'signed', terminate: 'terminated' },
	rejected: { submit: 'inApproval' },
	signed: { activate: 'active', terminate: 'terminated' },
	active: { complete: 'completed', terminate: 'terminated' },
	completed: {},
	terminated: {},
};

const verbs: readonly ContractVerb[] = ['submit', 'approve', 'reject', 'recall', 'seal', 'sign', 'activate', 'complete', 'terminate'];

const statuses =
	objects
		.get('contract')
		.byName.get('status')
		?.options?.map(({ value }) => value) ?? [];

function outcome(status: string, verb: ContractVerb): string {
	try {
		return contractLifecycle.apply(complete(status as ContractStep['status']), verb).to;
	} catch (error) {
		if (error instanceof CrmError && error.code === 'TransitionRefused') return error.text['zh-CN'];
		throw error;
	}
}

describe('a contract', () => {
	it('has the statuses that the table below has', () => expect(Object.keys(table).sort()).toEqual([...statuses].sort()));

	it.each(Object.keys(table).flatMap((status) => verbs.map((verb) => [status, verb] as const)))(
		'that is %s, asked to %s',
		(status, verb) => {
			const to = table[status][verb];
			if (to === undefined) expect(outcome(status, verb)).toContain('当前状态为');
			else expect(outcome(status, verb)).toBe(to);
		},
	);
});
