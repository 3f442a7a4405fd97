import type { INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { crmRegistry } from '../../../nodes/Crm/registry';
import { editorContext, runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const run = async (type: 'crm' | 'crmSales', parameters: INodeParameters) => await runNode({ type, parameters, items: [{}] });

const defined = async (name: string) => {
	const stages = { items: [{ name: '接触' }, { name: '赢单', kind: 'won' }] };
	const done = await run('crmSales', { resource: 'pipeline', operation: 'define', name, stages });
	if (done.error) throw done.error;
	return done.json[0];
};

const named = (resource: string) => crmRegistry.actions.filter((action) => action.resource === resource).map(({ operation }) => operation);

describe('set-up in the CRM node', () => {
	it('is listed, deleted and put back, whichever node defined it', async () => {
		await defined('标准流程');
		const { id } = await defined('渠道流程');
		const gone = await run('crm', { resource: 'pipeline', operation: 'delete', pipelineId: byId(id) });
		expect(gone.error).toBeUndefined();
		const list = async () => (await run('crm', { resource: 'pipeline', operation: 'getAll', returnAll: true })).json;
		expect((await list()).map(({ name }) => name)).toEqual(['标准流程']);
		await run('crm', { resource: 'pipeline', operation: 'restore', pipelineId: byId(id) });
		expect(await list()).toHaveLength(2);
	});

	it('is found by a part of its name in the list to choose from', async () => {
		await defined('标准流程');
		await defined('渠道流程');
		const found = async (text: string) => (await new Crm().methods.listSearch.searchPipeline.call(editorContext('crm', {}), text)).results;
		expect((await found('渠')).map(({ name }) => name)).toEqual(['渠道流程']);
		expect(await found('没有')).toEqual([]);
	});

	it('is made and changed by its Define form alone, which judges it as a whole', () => {
		for (const resource of ['pipeline', 'messageTemplate', 'sendPolicy'])
			expect(named(resource)).toEqual(['getAll', 'get', 'timeline', 'count', 'delete', 'restore']);
		expect(named('holidayCalendar')).toEqual(['define', 'getAll', 'get', 'timeline', 'count', 'delete', 'restore']);
	});
});
