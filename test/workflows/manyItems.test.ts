import type { INode } from 'n8n-workflow';

import { frontDesk } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';
import { fieldsOf, inARow, webhook } from '../support/workflows';

const total = 10_000;
const bad = 37;

/** A list that a webhook gets and a CRM node stores. */
const importer = (path: string, onError: INode['onError']): WorkflowJson =>
	inARow(`Import ${path}`, [
		webhook('List', path),
		{ name: 'Items', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.leads', options: {} } },
		{
			name: 'Store',
			type: 'n8n-nodes-guanxi.crm',
			parameters: { resource: 'lead', operation: 'create', fields: fieldsOf(), options: {} },
			...(onError && { onError }),
		},
	]);

const isBad = (item: number) => item % 270 === 1 && item / 270 < bad;

const leads = (prefix: string) =>
	Array.from({ length: total }, (_, item) => ({
		name: `${prefix}${item}`,
		phone: isBad(item) ? 'not a number' : `139${String(item).padStart(8, '0')}`,
	}));

describe(`${total} items of which ${bad} are bad`, () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);

	const run = async (workflow: WorkflowJson, path: string) => {
		await n8n.publish(workflow);
		expect((await n8n.post(path, { leads: leads('客户') })).status).toBe(200);
		return (await n8n.untilExecutions(workflow.id, 1, 90_000))[0];
	};

	it('stores nothing and lists the bad items when the node stops on an error', async () => {
		const execution = await run(importer('all-or-nothing', undefined), 'all-or-nothing');
		expect(execution.status).toBe('error');
		const { message, description } = execution.data.resultData.error as { message: string; description?: string | null };
		expect(message).toContain(`${bad} of ${total}`);
		expect(description?.match(/Item \d+:/g)).toHaveLength(bad);
		expect(await desk.crm.records.count('lead', {})).toBe(0);
	}, 120_000);

	it('stores the good ones and gives an error with its item’s number for each bad one when it continues', async () => {
		const execution = await run(importer('as-many-as-possible', 'continueErrorOutput'), 'as-many-as-possible');
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Store')).toHaveLength(total - bad);
		const errors = itemsOf(execution, 'Store', 1) as Array<{ error: string; details: { item: number }; name: string }>;
		expect(errors.map(({ details }) => details.item)).toEqual(Array.from({ length: total }, (_, item) => item).filter(isBad));
		expect(errors.every(({ name, details }) => name === `客户${details.item}`)).toBe(true);
		expect(await desk.crm.records.count('lead', {})).toBe(total - bad);
	}, 120_000);
});
