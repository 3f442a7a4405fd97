import { DatabaseSync } from 'node:sqlite';
import { n8nDatabase } from '../../tools/n8n/locations';
import { RealN8n } from '../support/realN8n';
import { dataTableInsert, inspectDataTable, makeDataTable } from './baselines/dataTable';
import { rowOf, type Bench } from './bench';
import { customerOf } from './people';
import { median, round, sides } from './statistics';
import { publish, timed, type NodeUnderTest } from './storeWorkflow';

const size = 10_000;
const target = 2;
/** Customers of a call that opens files and compiles. */
const few = 500;

const create: NodeUnderTest = {
	type: 'n8n-nodes-guanxi.crm',
	typeVersion: 1,
	parameters: { resource: 'customer', operation: 'create', fields: { mappingMode: 'autoMapInputData', value: null } },
};

/** `npm run bench -- --only create-vs-datatable` */
export const createVsDataTable: Bench = {
	id: 'create-vs-datatable',
	async run({ quick, say }) {
		// n8n takes 16 MB in a post.
		const n8n = new RealN8n({ env: { N8N_PAYLOAD_SIZE_MAX: '64' } });
		try {
			await n8n.begin();
			let next = 0;
			const customers = (count: number) => Array.from({ length: count }, () => customerOf(next++));
			const tableId = await makeDataTable(n8n.client, 'Customers', Object.keys(customerOf(0)));
			const ours = await publish(n8n, 'create', create);
			const theirs = await publish(n8n, 'insert', dataTableInsert(tableId));
			const times = { ours: [] as number[], theirs: [] as number[] };
			for (let i = 0; i < 5; i++) for (const workflow of [ours, theirs]) await timed(n8n, workflow, customers(few));
			const rounds = quick ? 3 : 7;
			for (let i = 0; i < rounds; i++) {
				times.ours.push(await timed(n8n, ours, customers(size)));
				times.theirs.push(await timed(n8n, theirs, customers(size)));
				say(`ours ${Math.round(times.ours[i])} ms, theirs ${Math.round(times.theirs[i])} ms`);
			}
			assertStored(n8n, tableId, rounds * size + 5 * few);
			const ratio = median(times.theirs) / median(times.ours);
			return rowOf('create-vs-datatable', [
				{
					work: `webhook → split out → ${size.toLocaleString('en')} customers created and returned as items → respond, in one n8n`,
					unit: 'ms',
					...sides(times.ours, times.theirs),
					ratio: round(ratio),
					target: `≥ ${target} ×`,
					met: ratio >= target,
					notes: [
						`${rounds} rounds of each, in turn; both keep what the rounds before stored`,
						"theirs: n8n's Data Table node, insert of as many rows with the same columns, which returns them",
					],
				},
			]);
		} finally {
			await n8n.end();
		}
	},
};

function assertStored(n8n: RealN8n, tableId: string, count: number): void {
	const crm = new DatabaseSync(n8n.crmFile, { readOnly: true });
	const ours = Number(crm.prepare('SELECT count(*) AS n FROM "crm_customer"').get()?.n);
	crm.close();
	const { rows } = inspectDataTable(n8nDatabase(n8n.userFolder), tableId);
	if (ours !== count || rows !== count)
		throw new Error(`the CRM has ${ours} customers and the Data Table ${rows} rows after ${count} of each`);
}
