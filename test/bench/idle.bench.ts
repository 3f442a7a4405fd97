import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeStores } from '../../core';
import { RealN8n, type WorkflowJson } from '../support/realN8n';
import { rowOf, type Bench } from './bench';
import { crmOn } from './engines';
import { median, round, sides } from './statistics';

const triggers = 10;
const planned = 1000;
/** Percent of one core. */
const limit = 1;
/** Milliseconds until n8n has done what it does after a workflow is published. */
const settling = 5_000;

/** `npm run bench -- --only idle` */
export const idle: Bench = {
	id: 'idle',
	long: true,
	async run({ quick, say }) {
		const n8n = new RealN8n({});
		const [on, off]: [number[], number[]] = [[], []];
		const seconds = quick ? 15 : 30;
		try {
			await n8n.begin();
			await plan(n8n);
			const workflows = Array.from({ length: triggers }, (_, i) => listener(i));
			for (let i = 0; i < (quick ? 3 : 5); i++) {
				off.push(await share(n8n, seconds));
				await Promise.all(workflows.map(async (workflow) => await n8n.publish(workflow)));
				on.push(await share(n8n, seconds));
				await Promise.all(workflows.map(async ({ id }) => await n8n.client.unpublish(id)));
				say(`${on[i].toFixed(2)} and ${off[i].toFixed(2)} % of one core`);
			}
		} finally {
			await closeStores();
			await n8n.end();
		}
		const more = median(on.map((value, i) => value - off[i]));
		return rowOf('idle', [
			{
				work: `CPU that ${triggers} active CRM Triggers with nothing due add to an idle n8n`,
				unit: '% of one core',
				...sides(on, off),
				ratio: null,
				added: round(more),
				target: `+ ≤ ${limit} %`,
				met: more <= limit,
				notes: [
					`${on.length} times ${seconds} s of each, in turn; half of them wait for events, half for due work, of which ${planned} items are not due yet`,
				],
			},
		]);
	},
};

async function plan(n8n: RealN8n): Promise<void> {
	const crm = crmOn(n8n.connection);
	const dueAt = new Date(Date.now() + 86_400_000).toISOString();
	await crm.work.schedule(Array.from({ length: planned }, (_, item) => ({ item, kind: `custom:bench ${item % triggers}`, dueAt })));
	crm.release();
}

function listener(i: number): WorkflowJson {
	const due = { events: ['dueWork'], dueKinds: ['custom'], dueNames: `bench ${i}` };
	const parameters = i % 2 ? due : { events: ['created'], objects: ['lead'] };
	const node = {
		id: randomUUID(),
		name: 'Listen',
		type: 'n8n-nodes-guanxi.crmTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
	};
	return { id: randomUUID().slice(0, 13), name: `Idle ${i}`, nodes: [{ ...node, parameters }], connections: {}, settings: {} };
}

/** The share of one core that n8n uses for some seconds, in percent. */
async function share({ instance }: RealN8n, seconds: number): Promise<number> {
	await sleep(settling);
	const [before, begun] = [cpuSeconds(instance.pid ?? 0), performance.now()];
	await sleep(seconds * 1000);
	return ((cpuSeconds(instance.pid ?? 0) - before) / ((performance.now() - begun) / 1000)) * 100;
}

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Of all threads of a process, since it began (Linux). */
function cpuSeconds(pid: number): number {
	const [user, system] = (/\) .*/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[0] ?? '').split(' ').slice(12, 14);
	return (Number(user) + Number(system)) / ticks;
}
