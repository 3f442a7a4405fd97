import { handOn, insertsOf, type Hand, type TableRows } from './baselines/cadenceSql';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { enrollAll, newLeads, openCadence } from './cadencePeople';
import { engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const people = 10_000;
const target = 0.3;

/** `npm run bench -- --only enroll` */
export const enroll: Bench = {
	id: 'enroll',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(await measure(engine, options));
		return rowOf('enroll', parts);
	},
};

async function measure(engine: EngineName, { quick, say }: BenchOptions): Promise<Measure> {
	const database = await openDatabase(engine);
	const [ours, theirs]: [number[], number[]] = [[], []];
	try {
		const connection = database.connection('cadences');
		const crm = await openCadence(connection);
		const hand = await handOn(connection);
		for (let i = 0; i < (quick ? 3 : 6); i++) {
			const ids = await newLeads(crm, i * people, people);
			const watch = stopwatch();
			await enrollAll(crm, ids);
			const mine = watch();
			const other = await again(hand);
			say(`${engine}: ours ${mine.toFixed(2)} s, theirs ${other.toFixed(2)} s`);
			// The first round warms up.
			if (i > 0) ours.push(people / mine);
			if (i > 0) theirs.push(people / other);
		}
		await hand.close();
		crm.release();
	} finally {
		await database.close();
	}
	const ratio = median(ours.map((perSecond, i) => perSecond / theirs[i]));
	return {
		work: `${engine}: have ${people.toLocaleString('en')} leads enter a cadence`,
		unit: 'people/s',
		...sides(ours, theirs, 'more is better'),
		ratio: round(ratio),
		target: `≥ ${target} ×`,
		met: ratio >= target,
		notes: [
			settingsNote,
			`${ours.length} rounds; theirs: the same rows taken out and put in again by plain inserts: enrolment, due work, event`,
		],
	};
}

/** Takes the newest enrolments out, with all that was written with them, and puts the same rows in by hand. */
async function again(hand: Hand): Promise<number> {
	const newest = `(SELECT "id" FROM "crm_enrolment" ORDER BY "id" DESC LIMIT ${people})`;
	const tables: TableRows[] = [];
	for (const [table, key] of [
		['crm_due', 'id'],
		['crm_event', 'recordId'],
		['crm_enrolment', 'id'],
	]) {
		const found = await hand.query(`SELECT * FROM "${table}" WHERE "${key}" IN ${newest}`);
		if (found.length !== people) throw new Error(`${table} has ${found.length} rows of them`);
		const columns = Object.keys(found[0]).filter((name) => name !== 'rowId');
		const cell = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
		tables.unshift({ table, columns, rows: found.map((row) => columns.map((name) => cell(row[name]))) });
		if (table !== 'crm_enrolment') await hand.query(`DELETE FROM "${table}" WHERE "${key}" IN ${newest}`);
	}
	await hand.query(`DELETE FROM "crm_enrolment" WHERE "id" IN ${newest}`);
	const watch = stopwatch();
	await hand.run(insertsOf(tables));
	return watch();
}
