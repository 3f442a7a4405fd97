import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const createLeads = (items: readonly IDataObject[], extra: Partial<NodeSetup> = {}): NodeSetup => ({
	type: 'crm',
	parameters: { resource: 'lead', operation: 'create', fields: automatic },
	items,
	...extra,
});

const count = async () => (await runNode({ type: 'crm', parameters: { resource: 'lead', operation: 'count' } })).json[0].count;

async function withVariable<T>(name: string, value: string, work: () => Promise<T>): Promise<T> {
	process.env[name] = value;
	try {
		return await work();
	} finally {
		delete process.env[name];
	}
}

/** 37 bad ones among 10,000, at places that are no pattern. */
const manyLeads = Array.from({ length: 10_000 }, (_, at): IDataObject => {
	const bad = at % 271 === 5;
	return { name: `线索 ${at}`, phone: bad ? 'abc' : `138${String(10_000_000 + at)}` };
});

describe('ten thousand items of which 37 are bad', () => {
	it('stores 9,963 and gives 37 errors with their item numbers when the node continues on fail', async () => {
		const run = await runNode(createLeads(manyLeads, { onError: 'continueErrorOutput' }));
		expect(run.outputs.map((items) => items.length)).toEqual([9963, 37]);
		expect(run.outputs[1].every(({ json }) => ((json.details as IDataObject).item as number) % 271 === 5)).toBe(true);
		expect(await count()).toBe(9963);
	});

	it('stores nothing and lists the bad ones otherwise', async () => {
		const run = await runNode(createLeads(manyLeads));
		expect(run.error?.message).toContain('37 of 10000');
		expect(run.error?.description?.match(/<li>Item \d+: /g)).toHaveLength(37);
		expect(await count()).toBe(0);
	});
});

it('says once what is wrong with items that follow each other', async () => {
	const run = await runNode(createLeads(Array.from({ length: 80 }, () => ({ phone: 'abc' }))));
	expect(run.error?.description?.match(/<li>.*?<\/li>/g)).toEqual([expect.stringMatching(/<li>Items 0–79: .*Name is required/)]);
});

it('lists fifty bad items and counts the rest', async () => {
	const faults = [{ phone: 'abc' }, { email: 'abc' }];
	const run = await runNode(createLeads(Array.from({ length: 80 }, (_, item) => faults[item % 2])));
	expect(run.error?.description?.match(/<li>Item \d+: /g)).toHaveLength(50);
	expect(run.error?.description).toContain('30 more');
});

it('keeps __proto__ and constructor keys harmless', async () => {
	const item = JSON.parse('{"name":"张伟","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as IDataObject;
	const run = await runNode(createLeads([item]));
	expect(run.error?.description ?? run.error?.message).toBeTruthy();
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('answers in Chinese on a Chinese instance', async () => {
	await withVariable('N8N_DEFAULT_LOCALE', 'zh-CN', async () => {
		const run = await runNode(createLeads([{ name: '张伟', phone: 'abc' }]));
		expect(run.error?.message).toMatch(/[\u4e00-\u9fff]/);
		expect(run.error?.description).toMatch(/[\u4e00-\u9fff]/);
	});
});

it('refuses SQLite in queue mode and says what to do', async () => {
	await withVariable('EXECUTIONS_MODE', 'queue', async () => {
		const run = await runNode(createLeads([{ name: '张伟' }]));
		expect(run.error?.message).toBe('Queue mode needs PostgreSQL: create a CRM Database credential.');
		expect(run.error?.description).toContain('In every CRM node of the workflow');
	});
});

it('gives every item the error when the store is not there and the node continues on fail', async () => {
	await withVariable('EXECUTIONS_MODE', 'queue', async () => {
		const run = await runNode(createLeads([{ name: '张伟' }, { name: '李娜' }], { onError: 'continueRegularOutput' }));
		expect(run.json).toHaveLength(2);
		expect(run.json[1]).toMatchObject({ error: expect.stringContaining('PostgreSQL'), details: { code: 'StoreUnavailable', item: 1 } });
	});
});

it('keeps the data in the guanxi folder of n8n’s user folder', async () => {
	await runNode(createLeads([{ name: '张伟' }]));
	const file = join(process.env.N8N_USER_FOLDER as string, '.n8n', 'guanxi', 'crm.sqlite');
	expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
});
