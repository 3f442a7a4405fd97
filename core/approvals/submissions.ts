import type { ApprovalRequestInput, CrmRecord, Requested } from '../crm';
import type { CrmError } from '../errors';
import { notFound, type Batch, type Session } from '../records';
import type { CrmObject } from '../schema/types';
import { Bindings, breathe, chunksOf, formatOf, quote, recordsById, type Sql, type StoreTx } from '../store';
import { approvableObject } from './approvable';
import { approvalObject, type Approval } from './approvalRecords';
import { waitsAlready } from './requestFaults';

/** A record that is submitted. */
export interface Submission {
	readonly index: number;
	readonly input: ApprovalRequestInput;
	readonly object: CrmObject;
	readonly record: CrmRecord;
	readonly round: number;
}

/** The records that are there and wait for nothing yet, which nobody else changes until the end. */
export async function submissionsOf(tx: StoreTx, session: Session, batch: Batch<ApprovalRequestInput, Requested>): Promise<Submission[]> {
	const open = [...batch.inputs.entries()].filter(([index]) => batch.isOpen(index));
	const byObject = Map.groupBy(open, ([, { object }]) => object);
	const found: Submission[] = [];
	for (const name of [...byObject.keys()].sort()) {
		const object = approvableObject(session.objects, name);
		const list = byObject.get(name) ?? [];
		const ids = list.map(([, { id }]) => id);
		const records = await recordsById(tx, object, { ids, scope: session.context.scope, lock: 'change' });
		const earlier = await earlierOf(tx, name, [...records.keys()]);
		const taken = new Map<string, CrmError>();
		for (const [index, input] of list) {
			const record = records.get(input.id);
			const { rounds = 0, pending } = earlier.get(input.id) ?? {};
			const fault = taken.get(input.id) ?? (pending && waitsAlready(object, pending, session.context.timeZone));
			if (!record || record.deletedAt !== null) batch.fail(index, notFound(object, input.id, record !== undefined));
			else if (fault) batch.fail(index, fault);
			else {
				taken.set(input.id, waitsAlready(object, undefined, session.context.timeZone));
				found.push({ index, input, object, record, round: rounds + 1 });
			}
			await breathe();
		}
	}
	return found.sort((a, b) => a.index - b.index);
}

interface Earlier {
	readonly rounds: number;
	readonly pending?: Approval;
}

/** How often records were submitted before, and what they wait for. */
async function earlierOf(sql: Sql, object: string, ids: readonly string[]): Promise<Map<string, Earlier>> {
	const found = new Map<string, Earlier>();
	const format = formatOf(approvalObject);
	for (const chunk of chunksOf(ids, 250)) {
		const bindings = new Bindings(sql);
		const where = `"object" = ${bindings.add(object)} AND ${bindings.among('"recordId"', chunk)}`;
		for (const row of await sql.query(format.reading(`${quote(approvalObject.table)} t WHERE ${where} ORDER BY "id"`), bindings.values)) {
			const approval = format.decode(row) as Approval;
			const { rounds = 0, pending } = found.get(approval.recordId) ?? {};
			found.set(approval.recordId, { rounds: rounds + 1, pending: approval.status === 'pending' ? approval : pending });
		}
		await breathe();
	}
	return found;
}
