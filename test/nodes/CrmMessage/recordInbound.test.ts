import type { IDataObject } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { defaultConnection } from '../../../nodes/shared/readDatabase';
import { bounceOf, mailOf, resolvedItem } from '../../core/inbound/mails';
import { crm } from '../../support/capturing';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';
import { sentMessage } from '../../support/sentMessage';
import { openTestCrm } from '../../support/testCrm';

beforeEach(freshCrm);
afterAll(closeStores);

const record = async (source: string, items: readonly object[], more: Partial<NodeSetup> = {}) =>
	await runNode({
		type: 'crmMessage',
		parameters: { resource: 'message', operation: 'recordInbound', source, simplify: true },
		items: items as IDataObject[],
		...more,
	});

const countsOf = ({ outputs }: Awaited<ReturnType<typeof record>>) => outputs.map((items) => items.length);

const messages = async () => await crm({ resource: 'message', operation: 'getAll', returnAll: true, simplify: false });

/** A message of ours in the store that the node uses. */
const sent = async (fields: Record<string, unknown> = {}) => await sentMessage(openTestCrm({ store: defaultConnection().path }), fields);

it('lets a reply leave by Reply with our message, a stranger by Message and a newsletter by Ignored', async () => {
	const ours = await sent();
	const mails = [
		mailOf({ 'In-Reply-To': '<offer-1@shop.example>' }),
		mailOf({ From: 'new@example.com', 'Message-ID': '<question@example.com>' }),
		mailOf({ From: 'news@example.com', 'Message-ID': '<news@example.com>', 'List-Id': 'news' }),
	];
	const run = await record('email', await Promise.all(mails.map(async (mail) => (await resolvedItem(mail)).json)));
	expect(run.error).toBeUndefined();
	expect(countsOf(run)).toEqual([1, 1, 0, 0, 1]);
	expect(run.json[0]).toMatchObject({
		outcome: 'reply',
		known: true,
		repeated: false,
		about: { id: ours.id },
		message: { inReplyToId: ours.id },
	});
	expect(run.outputs[1][0].json).toMatchObject({ outcome: 'message', known: false });
	expect(run.outputs.flat().map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});

it('reads a bounce from the files of its item, and puts the address on the list', async () => {
	const ours = await sent();
	const { json, files } = await resolvedItem(bounceOf({ messageId: '<offer-1@shop.example>', recipient: 'wang@example.com' }));
	const [part] = files;
	const file = { name: part.name, type: part.type, bytes: Buffer.from(await part.text()) };
	const run = await record('email', [json], { file });
	expect(countsOf(run)).toEqual([0, 0, 0, 1, 0]);
	expect(run.outputs[3][0].json).toMatchObject({ outcome: 'report', kind: 'failed', about: { id: ours.id, status: 'failed' } });
	const listed = await crm({ resource: 'suppression', operation: 'getAll', returnAll: true, simplify: false });
	expect(listed).toMatchObject([{ address: 'wang@example.com', reason: 'hardBounce' }]);
});

it('reads what Aliyun posts, lets a refusal leave by Opt-Out, and a second delivery by Ignored', async () => {
	await sent({ channel: 'smsAliyun', addressKind: 'phone', address: '+8613800138000', providerId: 'biz-1' });
	const body = [
		{ phone_number: '13800138000', biz_id: 'biz-1', success: true, report_time: '2026-03-01 09:00:05', err_code: 'DELIVERED' },
		{ phone_number: '13800138000', content: 'R', send_time: '2026-03-02 09:00:00', sequence_id: '77', dest_code: '1' },
	];
	const first = await record('smsAliyun', [{ headers: {}, query: {}, body }]);
	expect(countsOf(first)).toEqual([0, 0, 1, 1, 0]);
	expect(first.outputs[2][0].json).toMatchObject({ outcome: 'optOut', optedOut: true, message: { body: 'R' } });
	const second = await record('smsAliyun', [{ headers: {}, query: {}, body }]);
	expect(countsOf(second)).toEqual([0, 0, 0, 0, 2]);
	expect(second.outputs[4].map(({ json }) => json.repeated)).toEqual([true, true]);
	expect(await messages()).toHaveLength(2);
});

it('gives an item with nothing in it out by Ignored', async () => {
	const run = await record('email', [{ hello: 'world' }]);
	expect(countsOf(run)).toEqual([0, 0, 0, 0, 1]);
	expect(run.outputs[4][0].json).toMatchObject({ outcome: 'ignored', kind: 'ignored' });
	expect(await messages()).toEqual([]);
});
