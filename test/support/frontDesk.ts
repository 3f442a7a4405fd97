import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';

import { closeStores, openCrm } from '../../core';
import type { Connection, Crm, CrmRecord } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';
import { allRecords } from './allRecords';
import type { N8nActions, WorkflowJson } from './n8nActions';
import { valueOf } from './testCrm';

/** What a sender gets back. */
export interface Answer {
	readonly status: number;
	readonly body: Record<string, unknown>;
}

export interface FrontDesk {
	/** The CRM that this n8n works on, opened beside it. */
	readonly crm: Crm;
	/** Posts to the shipped webhook, or to another path. */
	post(body: unknown, options?: { path?: string; headers?: Record<string, string> }): Promise<Answer>;
	/** Every live record of an object. */
	all(object: ObjectName): Promise<CrmRecord[]>;
	lead(answer: Answer): Promise<CrmRecord>;
	tasksOf(answer: Answer): Promise<CrmRecord[]>;
}

afterAll(closeStores);

/** An n8n, and the database of the CRM in it. */
type Reception = Pick<N8nActions, 'post'> & { readonly connection: Connection };

/** What a visitor, and someone with a view into the CRM, see of an n8n. */
export function frontDesk(n8n: Reception): FrontDesk {
	const open = () => openCrm(n8n.connection, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
	let crm: Crm | undefined;
	const desk: FrontDesk = {
		get crm() {
			return (crm ??= open());
		},
		post: async (body, { path = 'guanxi/lead', headers } = {}) => await answerOf(await n8n.post(path, body, headers)),
		all: async (object) => await allRecords(desk.crm, object),
		lead: async ({ body }) => valueOf((await desk.crm.records.get('lead', [{ item: 0, id: String(body.leadId) }]))[0]),
		tasksOf: async ({ body }) => (await desk.all('task')).filter(({ leadId }) => leadId === body.leadId),
	};
	return desk;
}

/** An answer with its JSON read; a body that is no JSON fails the test with its text. */
export async function answerOf(response: Response): Promise<Answer> {
	const text = await response.text();
	try {
		return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
	} catch {
		throw new Error(`${response.status} and no JSON: ${text.slice(0, 300)}`);
	}
}

/** Users who get the leads in turn. */
export async function givenSalesTeam(crm: Crm, names: readonly string[]): Promise<CrmRecord[]> {
	const users = await crm.records.create(
		'user',
		names.map((name, item) => ({ item, fields: { name } })),
	);
	const [rule] = await crm.leads.defineAssignment([{ item: 0, fields: { name: 'In turn', method: 'roundRobin' } }]);
	valueOf(rule);
	return users.map(valueOf);
}

let people = 0;

/** Somebody nobody knows yet. */
export function somebody(fields: Record<string, unknown> = {}): Record<string, unknown> {
	const number = ++people;
	return { name: `访客${number}`, phone: `138${String(number).padStart(8, '0')}`, ...fields };
}

/** A shipped workflow under other ids and paths, with other settings, so that several can be published at once. */
export function variant(workflow: WorkflowJson, path: string, change: (node: INode) => Partial<INode>): WorkflowJson {
	const nodes = workflow.nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.formTrigger')
		.map((node) => ({ ...node, ...(node.webhookId && { webhookId: randomUUID() }) }))
		.map((node) => (node.type === 'n8n-nodes-base.webhook' ? { ...node, parameters: { ...node.parameters, path } } : node))
		.map((node) => ({ ...node, ...change(node) }));
	const connections = Object.fromEntries(Object.entries(workflow.connections).filter(([from]) => nodes.some(({ name }) => name === from)));
	return { ...workflow, connections, id: randomUUID().replaceAll('-', '').slice(0, 16), name: `${workflow.name} (${path})`, nodes };
}

/** Resolves when `happened` says so. Throws after half a minute, or after `timeoutMs`. */
export async function until(happened: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
	for (const deadline = Date.now() + timeoutMs; !(await happened()); await sleep(50)) {
		if (Date.now() > deadline) throw new Error(`It has not happened within ${timeoutMs / 1000} s.`);
	}
}
