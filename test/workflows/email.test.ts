import { bounceOf, mailOf } from '../core/inbound/mails';
import { MailServer, sampleLogin } from '../servers/mail/mailServer';
import { sampleMailbox } from '../servers/mail/mailbox';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { inARow, messageStep, type Step } from '../support/workflows';

describe('emails through a mail server', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let server: MailServer;
	let received: string;

	beforeAll(async () => {
		server = await MailServer.start();
		const { id, name } = await n8n.credential('imap', { ...sampleMailbox, host: '127.0.0.1', port: server.mailbox.port, secure: false });
		const trigger: Step = {
			name: 'Mail',
			type: 'n8n-nodes-base.emailReadImap',
			typeVersion: 2.1,
			parameters: { mailbox: 'INBOX', postProcessAction: 'read', format: 'resolved', options: {} },
			credentials: { imap: { id, name } },
		};
		const record = messageStep('Record Inbound', { operation: 'recordInbound', source: 'email' });
		received = (await n8n.publish(inARow('Inbox', [trigger, record]))).id;
	}, 120_000);
	afterAll(async () => await server?.close());

	/** Sends a letter to a lead with an SMTP credential, and gives its Message-ID. */
	async function write(leadId: string, step: string): Promise<string> {
		const { type, ...credential } = await n8n.credential('smtp', {
			...sampleLogin,
			host: '127.0.0.1',
			port: server.port,
			secure: false,
			disableStartTls: true,
		});
		const send = messageStep('Send', {
			operation: 'send',
			channel: 'email',
			recipientType: 'lead',
			leadId: { __rl: true, mode: 'id', value: leadId },
			contentFrom: 'written',
			subject: '报价',
			body: '您好，{{name}}',
			options: { step },
		});
		const run = await n8n.run(
			inARow('Write', [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ ...send, credentials: { [type]: credential } },
			]),
			'Start',
		);
		expect(itemsOf(run, 'Send')).toMatchObject([{ outcome: 'sent' }]);
		return String(server.letters.at(-1)?.headers.get('message-id'));
	}

	it('go out with the SMTP credential; the answer and the bounce come in with the IMAP trigger', async () => {
		const [outcome] = await desk.crm.records.create('lead', [{ item: 0, fields: { name: '王芳', email: 'wang@example.com' } }]);
		const lead = valueOf(outcome);
		const first = await write(lead.id, 'offer');
		server.mailbox.deliver(mailOf({ 'In-Reply-To': first }));
		await until(async () => (await desk.all('message')).some(({ direction }) => direction === 'inbound'), 60_000);
		const ours = (await desk.all('message')).find(({ providerId }) => providerId === first);
		const answer = (await desk.all('message')).find(({ direction }) => direction === 'inbound');
		expect(answer).toMatchObject({ leadId: lead.id, inReplyToId: ours?.id, body: expect.stringContaining('请发报价') });
		const second = await write(lead.id, 'reminder');
		server.mailbox.deliver(bounceOf({ messageId: second, recipient: 'wang@example.com' }));
		await until(async () => (await desk.all('suppression')).length > 0, 60_000);
		expect(await desk.all('suppression')).toMatchObject([{ address: 'wang@example.com', reason: 'hardBounce' }]);
		const bounced = (await desk.all('message')).find(({ providerId }) => providerId === second);
		expect(bounced).toMatchObject({ status: 'failed' });
		const executions = await n8n.untilExecutions(received, 2);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
	}, 240_000);
});
