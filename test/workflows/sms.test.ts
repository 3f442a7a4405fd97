import { AliyunServer, sampleAccount } from '../servers/aliyun/aliyunServer';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { inARow, messageStep, webhook, type Step } from '../support/workflows';

const number = '13800138000';

describe('short messages by Aliyun', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let aliyun: AliyunServer;

	beforeAll(async () => void (aliyun = await AliyunServer.start()));
	afterAll(async () => await aliyun?.close());

	it('go out with a template; the receipt and the refusal come in by a webhook as the guide has it', async () => {
		const [outcome] = await desk.crm.records.create('lead', [{ item: 0, fields: { name: '王芳', phone: number } }]);
		const lead = valueOf(outcome);
		const version = {
			language: 'zh-CN',
			channel: 'smsAliyun',
			body: '{{name}}您好，您的预约时间为10点。',
			vendorTemplateId: 'SMS_100002',
			vendorSign: '关系科技',
			variables: [
				{ name: 'name', value: '{{name}}' },
				{ name: 'time', value: '10点' },
			],
		};
		const [defined] = await desk.crm.messages.defineTemplate([{ item: 0, fields: { name: '预约', versions: [version] } }]);
		valueOf(defined);
		const { type, ...credential } = await n8n.credential('aliyunSmsApi', { ...sampleAccount, baseUrl: aliyun.url });
		const send = messageStep('Send', {
			operation: 'send',
			channel: 'smsAliyun',
			recipientType: 'lead',
			leadId: { __rl: true, mode: 'id', value: lead.id },
			contentFrom: 'template',
			template: '预约',
			purpose: 'service',
		});
		const start: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const run = await n8n.run(inARow('Remind', [start, { ...send, credentials: { [type]: credential } }]), 'Start');
		expect(run.data.resultData.error).toBeUndefined();
		expect(itemsOf(run, 'Send')).toMatchObject([{ outcome: 'sent' }]);
		expect(aliyun.smsTo(number)).toMatchObject([{ text: '【关系科技】王芳您好，您的预约时间为10点。' }]);

		const hook = webhook('Aliyun', 'aliyun-a4f1c0');
		const options = { responseData: '{"code":0,"msg":"成功"}' };
		const listening = { ...hook, parameters: { ...hook.parameters, options } };
		await n8n.publish(inARow('Receipts', [listening, messageStep('Record Inbound', { operation: 'recordInbound', source: 'smsAliyun' })]));
		const url = `${n8n.url}/webhook/aliyun-a4f1c0`;
		// A busy machine is no fault of the workflow's.
		aliyun.pushes.patience = 20_000;
		aliyun.sent[0].receipt = { code: 'DELIVERED', at: Date.now() };
		await until(async () => (await fetch(url, { method: 'POST', body: '[]', headers: { 'Content-Type': 'application/json' } })).ok);
		expect((await aliyun.pushes.receipts(url, { doubled: true })).map(({ accepted }) => accepted)).toEqual([true, true]);
		await until(async () => (await desk.all('message')).some(({ status }) => status === 'delivered'));
		expect(await aliyun.pushes.reply(url, { number, content: 'R' })).toMatchObject([{ accepted: true }]);
		await until(async () => (await desk.all('consent')).some(({ state }) => state === 'withdrawn'));
		const consents = (await desk.all('consent')).filter(({ state }) => state === 'withdrawn');
		expect(consents.map(({ purpose }) => purpose).sort()).toEqual(['care', 'marketing']);
	}, 180_000);
});
