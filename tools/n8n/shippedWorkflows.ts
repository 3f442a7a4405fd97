import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../core/text';
import type { N8nClient, WorkflowJson } from './client';
import { onOwnFile, withDatabase, type Credential } from './database';
import { checkout } from './locations';
import { readState, remember } from './startState';

/** What happened to one shipped workflow at a start. */
export interface Shipped {
	readonly workflow: WorkflowJson;
	/** `edited`: somebody changed it in n8n, so it was left alone although the file changed too. */
	readonly outcome: 'published' | 'unchanged' | 'needsSetup' | 'edited';
	/** Nodes of a workflow that was left alone and that work with the SQLite file although this start names a database. */
	readonly onOwnFile: readonly string[];
}

interface Shipping {
	readonly locale: Locale;
	/** Chosen in every CRM node; without it they work with the SQLite file. */
	readonly database?: Credential;
}

/** The shipped workflows, by file name; the Chinese ones have the same ids and paths. */
async function shippedWorkflows(locale: Locale): Promise<WorkflowJson[]> {
	const folder = join(checkout, 'workflows', locale === 'en' ? '' : locale);
	const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.json')).sort() : [];
	return await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as WorkflowJson));
}

/**
 * Imports the shipped workflows that changed since the last start, and publishes those that need no credential of the
 * user's. The package must be installed already: a workflow published without its nodes stays broken.
 */
export async function shipWorkflows(client: N8nClient, data: string, { locale, database }: Shipping): Promise<Shipped[]> {
	const shipped: Shipped[] = [];
	for (const workflow of await shippedWorkflows(locale)) {
		const complete = !needsSetup(workflow);
		const outcome = await ship(client, data, { workflow: withDatabase(workflow, database), complete });
		const kept = database && ['edited', 'unchanged'].includes(outcome) ? await client.storedWorkflow(workflow.id) : undefined;
		shipped.push({ workflow, outcome, onOwnFile: kept ? onOwnFile(kept) : [] });
	}
	return shipped;
}

interface Parcel {
	readonly workflow: WorkflowJson;
	/** Whether it works as it is. */
	readonly complete: boolean;
}

async function ship(client: N8nClient, data: string, { workflow, complete }: Parcel): Promise<Shipped['outcome']> {
	const file = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
	const known = readState(data).workflows ?? {};
	const last = known[workflow.id];
	if (last?.file === file) return 'unchanged';
	const current = await client.storedWorkflow(workflow.id);
	if (last && current && current.versionId !== last.version) return 'edited';
	const version = await client.saveWorkflow(workflow);
	if (complete) await client.publish(workflow.id, version);
	await remember(data, { workflows: { ...known, [workflow.id]: { file, version } } });
	return complete ? 'published' : 'needsSetup';
}

/** A node that names a credential works only once the user has made one. */
function needsSetup(workflow: WorkflowJson): boolean {
	return workflow.nodes.some((node) => !node.disabled && Object.keys(node.credentials ?? {}).length > 0);
}

const formPaths = (workflows: readonly WorkflowJson[]): string[] =>
	workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type, disabled }) => type === 'n8n-nodes-base.formTrigger' && !disabled)
		.map(({ parameters, webhookId }) => {
			const options = (parameters.options ?? {}) as { path?: string };
			return (parameters.path as string | undefined) || options.path || webhookId;
		})
		.filter((path): path is string => Boolean(path));

/**
 * The path of the form a visitor fills in: of several form triggers the one whose path speaks the language
 * (`…-zh`, `…/en`), else the first.
 */
export function formPath(workflows: readonly WorkflowJson[], language: string): string | undefined {
	const paths = formPaths(workflows);
	return paths.find((path) => new RegExp(`\\b${language}\\b`).test(path)) ?? paths[0];
}

/** The path of the form that takes a list of records. */
export const importFormPath = (workflows: readonly WorkflowJson[]): string | undefined =>
	formPaths(workflows).find((path) => path.endsWith('/import'));
