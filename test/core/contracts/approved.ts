import type { ApprovalVerb } from '../../../core/records';
import type { CrmRecord } from '../../../core/crm';
import { contractSubject } from '../../../core/contracts/subject';
import { CrmError } from '../../../core/errors';
import { recordsById, writeChanges } from '../../../core/store';
import { valueOf, type TestCrm } from '../../support/testCrm';

/** Makes steps of a contract's approval, as its approval does. */
export async function decide(crm: TestCrm, id: string, ...verbs: ApprovalVerb[]): Promise<CrmRecord> {
	const objects = await crm.store.catalogue.current();
	const session = { store: crm.store, context: crm.context, rules: {}, subjects: {}, workOwners: {}, objects };
	await crm.store.write(crm.context, async (tx) => {
		for (const verb of verbs) {
			const records = await recordsById(tx, objects.get('contract'), { ids: [id], scope: { kind: 'all' }, lock: 'change' });
			const record = records.get(id) as CrmRecord;
			const [step] = await contractSubject.steps(session, tx, [{ record, verb, ...(verb === 'reject' && { reason: '折扣过高' }) }]);
			if (step instanceof CrmError) throw step;
			await writeChanges(tx, [step]);
		}
	});
	return valueOf((await crm.records.get('contract', [{ item: 0, id }]))[0]);
}
