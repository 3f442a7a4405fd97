import type { CrmRecord } from '../../core/crm';
import { unsubscribeUrls } from '../../core/pages';
import { frontDesk, until } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { openTestCrm, valueOf } from '../support/testCrm';

const id = 'guanxiCrmPages01';

describe('the shipped CRM pages', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let lead: CrmRecord;

	beforeAll(async () => {
		const [made] = await desk.crm.records.create('lead', [
			{ item: 0, fields: { name: '王芳', email: 'wang@example.com', phone: '13812345678', language: 'zh-CN' } },
		]);
		lead = valueOf(made);
		await n8n.publishShipped('crm-pages.json');
	}, 60_000);

	/** A link as marketing by e-mail carries it; it is there once the node has registered its address. */
	const linkTo = async ({ id: recordId, email }: CrmRecord): Promise<string> => {
		const { store, context } = openTestCrm({ store: n8n.crmFile });
		const subject = { object: 'lead', recordId, addressKind: 'email', address: String(email), purpose: 'marketing' } as const;
		let url = '';
		await until(async () => {
			[url] = await store.write(context, async (tx) => await unsubscribeUrls(tx, [subject])).catch(() => ['']);
			return url !== '';
		});
		return url;
	};

	it('changes nothing for a scanner that follows the link, and serves the page without a script', async () => {
		const link = await linkTo(lead);
		for (const method of ['GET', 'HEAD', 'GET']) {
			const page = await fetch(link, { method });
			expect(page.status).toBe(200);
			expect(page.headers.get('content-security-policy')).toContain("sandbox allow-forms; default-src 'none'");
			expect(page.headers.get('referrer-policy')).toBe('no-referrer');
			expect(await page.text()).not.toContain('<script');
		}
		expect(await desk.all('consent')).toEqual([]);
		expect(await desk.all('suppression')).toEqual([]);
		expect(await n8n.client.executions({ workflowId: id, limit: 10 })).toEqual([]);
	});

	it('takes one click of a mail program (RFC 8058), and notes it on the timeline once', async () => {
		const link = await linkTo(lead);
		const click = async () => await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
		expect((await click()).status).toBe(200);
		expect((await click()).status).toBe(200);
		const [execution] = await n8n.untilExecutions(id);
		expect(execution.status).toBe('success');
		const states = (await desk.all('consent')).map(({ state, addressKind }) => `${String(addressKind)} ${String(state)}`);
		expect(new Set(states)).toEqual(new Set(['email withdrawn', 'phone withdrawn', 'record withdrawn']));
		const notes = (await desk.all('activity')).filter(({ leadId }) => leadId === lead.id);
		expect(notes).toMatchObject([{ method: 'note', detail: 'Unsubscribed from marketing and care (one click in the mail program).' }]);
	});

	it('answers an unknown link with a page that says so', async () => {
		const answer = await fetch(`${n8n.url}/webhook/guanxi/page?t=${'x'.repeat(43)}`);
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain('<h1>');
	});
});
