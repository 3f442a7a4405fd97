import { cadenceWork } from '../../core/cadences';
import type { Crm } from '../../core/crm';
import { acquireStore, newId, type Store } from '../../core/store';
import { claimWork } from '../../core/work/claim';
import { handOn, type Hand, type RowWork } from './baselines/cadenceSql';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { enrollAll, newLeads, openCadence } from './cadencePeople';
import { inTransaction } from './dueItems';
import { engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const underWay = 100_000;
const due = 1_000;
const batch = 10_000;
const target = 0.4;
const kinds = ['cadence.message'];

/** `npm run bench -- --only cadence-tick` */
export const cadenceTick: Bench = {
	id: 'cadence-tick',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(await measure(engine, options));
		return rowOf('cadence-tick', parts);
	},
};

async function measure(engine: EngineName, { quick, say }: BenchOptions): Promise<Measure> {
	const database = await openDatabase(engine);
	const [ours, theirs]: [number[], number[]] = [[], []];
	try {
		const connection = database.connection('cadences');
		const crm = await openCadence(connection);
		const { store, release } = acquireStore(connection);
		for (let from = 0; from < underWay; from += batch) await enrollAll(crm, await newLeads(crm, from, batch));
		const hand = await handOn(connection);
		for (let i = 0; i < (quick ? 4 : 9); i++) {
			await comeDue(hand);
			const mine = await tickOurs(crm, store);
			await comeDue(hand);
			const other = await tickTheirs(hand);
			say(`${engine}: ours ${mine.toFixed(3)} s, theirs ${other.toFixed(3)} s`);
			// The first round warms up.
			if (i > 0) ours.push(due / mine);
			if (i > 0) theirs.push(due / other);
		}
		await hand.close();
		release();
		crm.release();
	} finally {
		await database.close();
	}
	const ratio = median(ours.map((perSecond, i) => perSecond / theirs[i]));
	return {
		work: `${engine}: ${due.toLocaleString('en')} steps due among ${underWay.toLocaleString('en')} people: claim, complete, next one due`,
		unit: 'steps/s',
		...sides(ours, theirs, 'more is better'),
		ratio: round(ratio),
		target: `≥ ${target} ×`,
		met: ratio >= target,
		notes: [
			settingsNote,
			`${ours.length} rounds, in turn; theirs: the same rows by hand-written statements, which look at the due time and the person and at no rule`,
		],
	};
}

/** So many who have had no step yet are due now. */
const comeDue = async (hand: Hand): Promise<void> =>
	void (await hand.query(
		`UPDATE "crm_due" SET "nextAt" = ?, "dueAt" = ? WHERE "id" IN (SELECT "id" FROM "crm_enrolment" WHERE "stepName" = 'one' ORDER BY "id" LIMIT ${due})`,
		[past(), past()],
	));

const past = () => new Date(Date.now() - 1000).toISOString();

async function tickOurs(crm: Crm, store: Store): Promise<number> {
	const { context } = crm;
	const session = { store, context, rules: {}, subjects: {}, workOwners: cadenceWork, objects: await store.catalogue.current() };
	const watch = stopwatch();
	const claimed = await inTransaction(store, async (tx) => await claimWork(tx, { kinds, limit: due, lease: 30_000 }, session));
	if (claimed.length !== due) throw new Error(`${claimed.length} were given out`);
	await crm.cadences.completeStep(claimed.map(({ id }, item) => ({ item, enrolmentId: id, step: 'one', result: 'sent' })));
	return watch();
}

/** Numbers of events by hand: below those of the product, which has no gaps. */
let events = 0;

/** Claims, writes what is reached, and in a second transaction what became of it and what is next. */
async function tickTheirs(hand: Hand): Promise<number> {
	const watch = stopwatch();
	const now = new Date().toISOString();
	const next = new Date(Date.now() + 30 * 86_400_000).toISOString();
	const claimed = await hand.query(
		`UPDATE "crm_due" SET "state" = 'running', "nextAt" = ?, "lease" = ?, "updatedAt" = ? WHERE "id" IN (
			SELECT "id" FROM "crm_due" WHERE "kind" = 'cadence.message' AND "nextAt" <= ? ORDER BY "nextAt", "id" LIMIT ${due}) RETURNING "id", "recordId"`,
		[new Date(Date.now() + 30_000).toISOString(), newId(), now, now],
	);
	if (claimed.length !== due) throw new Error(`${claimed.length} were claimed`);
	// Whom it goes to, and where: nobody can send it without that.
	const ids = claimed.map(({ id }) => id);
	await hand.query(
		`SELECT e.*, l.* FROM "crm_enrolment" e JOIN "crm_lead" l ON l."id" = e."leadId" WHERE e."id" IN (${ids.map(() => '?').join(', ')})`,
		ids,
	);
	const day = now.slice(0, 10);
	await hand.run([
		values(
			'crm_enrolment_step',
			['enrolmentId', 'step', 'position', 'kind', 'reachedAt', 'channel'],
			claimed.map(({ id }) => [id, 'one', 1, 'message', now, 'outbox']),
		),
		values(
			'crm_cadence_day',
			['day', 'person'],
			claimed.flatMap(({ recordId }) => [1, 2, 3].map((n) => [day, `${String(recordId)} ${n}`])),
		),
	]);
	const [{ callId }] = await hand.query('SELECT max("callId") AS "callId" FROM "crm_event"');
	const changes = JSON.stringify({ stepName: ['one', 'two'], nextAt: [now, next] });
	await hand.run([
		update('crm_enrolment_step', 'enrolmentId', { doneAt: now, result: 'sent' }, claimed),
		update('crm_enrolment', 'id', { stepName: 'two', nextAt: next, updatedAt: now, version: 2 }, claimed),
		values(
			'crm_event',
			['seq', 'callId', 'at', 'kind', 'names', 'object', 'recordId', 'recordVersion', 'changes'],
			claimed.map(({ id }) => [-++events, callId, now, 'updated', '["updated"]', 'enrolment', id, 2, changes]),
		),
		update('crm_due', 'id', { state: 'waiting', dueAt: next, nextAt: next, lease: null, key: null, updatedAt: now }, claimed),
	]);
	return watch();
}

const values = (table: string, columns: readonly string[], rows: readonly unknown[][]): RowWork => ({
	each: `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
	all: (list) => `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) ${list}`,
	rows,
});

/** The same for all rows but the key of the work, which is the enrolment's and its step's. */
function update(
	table: string,
	key: string,
	sets: Readonly<Record<string, unknown>>,
	claimed: ReadonlyArray<Record<string, unknown>>,
): RowWork {
	const names = Object.keys(sets);
	const cells = claimed.map(({ id }) => [...names.map((name) => (name === 'key' ? `${String(id)}.two` : sets[name])), id]);
	const typed = (name: string, i: number) => (name === 'version' ? `CAST(v."c${i}" AS BIGINT)` : `v."c${i}"`);
	const columns = [...names, key].map((_, i) => `"c${i}"`).join(', ');
	return {
		each: `UPDATE "${table}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE "${key}" = ?`,
		all: (list) =>
			`UPDATE "${table}" t SET ${names.map((name, i) => `"${name}" = ${typed(name, i)}`).join(', ')} FROM (${list}) v(${columns}) WHERE t."${key}" = v."c${names.length}"`,
		rows: cells,
	};
}
