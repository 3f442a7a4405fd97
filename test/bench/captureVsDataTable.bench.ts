import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closeStores, openCrm } from '../../core';
import type { WorkflowJson } from '../../tools/n8n/client';
import { n8nDatabase } from '../../tools/n8n/locations';
import { RealN8n } from '../support/realN8n';
import { dataTableUpsert, inspectDataTable, makeDataTable } from './baselines/dataTable';
import { rowOf, type Bench, type Measure } from './bench';
import { leadOf } from './people';
import { median, round, sides } from './statistics';
import { publish, timed, type NodeUnderTest } from './storeWorkflow';

const size = 1000;
/** A list four times as long: a Data Table, which has no index, takes sixteen times as long for it. */
const longer = 4000;
const target = 50;
/** Leads of a call that opens a file. */
const few = 20;
/** Until the engine has compiled what a capture runs, as it has in an n8n that has been up for a while. */
const warmUps = 40;
/** Our rounds before and after each of theirs, which takes as long as fifty of ours. */
const aRound = 4;

const capture: NodeUnderTest = {
	type: 'n8n-nodes-guanxi.crmLead',
	typeVersion: 1,
	parameters: { resource: 'lead', operation: 'capture' },
};

/** `npm run bench -- --only capture-vs-datatable` */
export const captureVsDataTable: Bench = {
	id: 'capture-vs-datatable',
	async run({ quick, deadline, say }) {
		const n8n = new RealN8n({});
		try {
			await n8n.begin();
			const ours = await publish(n8n, 'capture', capture);
			const people = supply();
			const times = { ours: [] as number[], theirs: [] as number[] };
			await warmUp(n8n, ours, people);
			const grown = await rounds(n8n, ours, people);
			const empty = await emptyCrm(n8n);
			let plan = '';
			// Both sides begin empty each time: with the rows of the rounds before, either gets slower.
			const oursOnce = async (leads: object[]) => {
				copyFileSync(empty, `${n8n.crmFile}.next`);
				renameSync(`${n8n.crmFile}.next`, n8n.crmFile);
				await timed(n8n, ours, people(few));
				const took = await timed(n8n, ours, leads);
				assertCaptured(n8n.crmFile, leads.length + few);
				return took;
			};
			for (let i = 0; i < (quick ? 1 : 3); i++) {
				const tableId = await makeDataTable(n8n.client, `Leads ${i}`);
				const theirs = await publish(n8n, `table${i}`, dataTableUpsert(tableId));
				const leads = people(size);
				for (let n = 0; n < aRound; n++) times.ours.push(await oursOnce(n === 0 ? leads : people(size)));
				times.theirs.push(await timed(n8n, theirs, leads));
				for (let n = 0; n < aRound; n++) times.ours.push(await oursOnce(people(size)));
				say(
					`ours ${times.ours
						.slice(-2 * aRound)
						.map(Math.round)
						.join(', ')} ms, theirs ${Math.round(times.theirs[i])} ms`,
				);
				const table = inspectDataTable(n8nDatabase(n8n.userFolder), tableId);
				if (table.rows !== size) throw new Error(`the Data Table has ${table.rows} rows after ${size} leads`);
				plan = table.plan;
			}
			const ratio = median(times.theirs) / median(times.ours);
			// One round of theirs takes a minute or more.
			const more = !quick || Date.now() + longer * 30 < deadline ? [await longerList(n8n, { people, oursOnce, shortRatio: ratio })] : [];
			const fullSetUp = await withPolicies(n8n, ours, people);
			say(`with a scoring model and an assignment rule, half of the leads known: ${round(fullSetUp)} ms`);
			return rowOf('capture-vs-datatable', [
				{
					work: `webhook → split out → ${size.toLocaleString('en')} leads captured with matching → respond, in one n8n`,
					unit: 'ms',
					...sides(times.ours, times.theirs),
					ratio: round(ratio),
					target: `≥ ${target} ×`,
					met: ratio >= target,
					notes: [
						`${times.ours.length} and ${times.theirs.length} rounds in turn; each into an empty CRM and an empty table`,
						`ours into a CRM that has ${(warmUps * size).toLocaleString('en')} leads: ${round(grown)} ms`,
						"theirs: n8n's Data Table node, upsert of the same leads as one of our rounds on the phone, in the same workflow",
						`theirs finds a row by: ${plan}`,
						`ours with a scoring model and an assignment rule too, half of the leads known: ${round(fullSetUp)} ms`,
					],
				},
				...more,
			]);
		} finally {
			await n8n.end();
		}
	},
};

interface LongerList {
	readonly people: (count: number) => object[];
	readonly oursOnce: (leads: object[]) => Promise<number>;
	/** How many times faster ours is with the shorter list. */
	readonly shortRatio: number;
}

/** One round of theirs between rounds of ours. */
async function longerList(n8n: RealN8n, { people, oursOnce, shortRatio }: LongerList): Promise<Measure> {
	const tableId = await makeDataTable(n8n.client, 'Longer');
	const theirs = await publish(n8n, 'longer', dataTableUpsert(tableId));
	const leads = people(longer);
	const ours = [];
	for (let n = 0; n < aRound; n++) ours.push(await oursOnce(n === 0 ? leads : people(longer)));
	const took = [await timed(n8n, theirs, leads)];
	for (let n = 0; n < aRound; n++) ours.push(await oursOnce(people(longer)));
	const { rows } = inspectDataTable(n8nDatabase(n8n.userFolder), tableId);
	if (rows !== longer) throw new Error(`the Data Table has ${rows} rows after ${longer} leads`);
	const ratio = median(took) / median(ours);
	return {
		work: `the same with ${longer.toLocaleString('en')} leads`,
		unit: 'ms',
		...sides(ours, took),
		ratio: round(ratio),
		target: `≥ ${target} ×, and more than with ${size.toLocaleString('en')}`,
		met: ratio >= target && ratio > shortRatio,
		notes: [`${longer.toLocaleString('en')} leads: ${ours.length} rounds of ours, one of theirs`],
	};
}

/** Leads that nobody has sent yet. */
function supply(): (count: number) => object[] {
	let next = 0;
	return (count) => Array.from({ length: count }, () => leadOf(next++));
}

/** The first use loads libraries, opens files and compiles; both sides get it over with few leads, ours also with many. */
async function warmUp(n8n: RealN8n, ours: WorkflowJson, people: (count: number) => object[]): Promise<void> {
	await timed(n8n, ours, people(few));
	const table = await makeDataTable(n8n.client, 'Warm-up');
	await timed(n8n, await publish(n8n, 'warm-up', dataTableUpsert(table)), people(few));
	// The Data Table runs the same code a thousand times within a measured round, ours only once.
	for (let i = 0; i < warmUps; i++) await timed(n8n, ours, people(size));
}

/** Milliseconds of a round, the median of some, into a CRM as it is. */
async function rounds(n8n: RealN8n, ours: WorkflowJson, people: (count: number) => object[]): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < 2 * aRound; i++) times.push(await timed(n8n, ours, people(size)));
	return median(times);
}

/** The file of a CRM that nobody has used. */
async function emptyCrm(n8n: RealN8n): Promise<string> {
	const file = join(n8n.userFolder, 'empty.sqlite');
	const crm = openCrm({ kind: 'sqlite', path: file }, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });
	try {
		await crm.records.count('lead', {});
	} finally {
		crm.release();
		await closeStores();
	}
	return file;
}

/** Milliseconds of a round, the median of some, in a CRM that also scores and assigns and knows half of the people. */
async function withPolicies(n8n: RealN8n, ours: WorkflowJson, people: (count: number) => object[]): Promise<number> {
	const crm = openCrm({ kind: 'sqlite', path: n8n.crmFile }, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });
	try {
		await crm.system.loadDemo();
	} finally {
		crm.release();
		await closeStores();
	}
	const times: number[] = [];
	let known = people(size / 2);
	for (let i = 0; i <= aRound; i++) {
		const fresh = people(size / 2);
		times.push(await timed(n8n, ours, [...known, ...fresh]));
		known = fresh;
	}
	// In the first round nobody is known yet.
	return median(times.slice(1));
}

function assertCaptured(file: string, leads: number): void {
	const database = new DatabaseSync(file, { readOnly: true });
	const count = Number(database.prepare('SELECT count(*) AS n FROM "crm_lead"').get()?.n);
	database.close();
	if (count !== leads) throw new Error(`the CRM has ${count} leads after ${leads} captures`);
}
