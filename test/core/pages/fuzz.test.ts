import fc from 'fast-check';
import { byManager, company, deal, policy, request, tasksOf } from '../approvals/approving';
import { ask, page, tokenFor } from './approvalPages';

const seed = 20260302;
const numRuns = process.env.GUANXI_SOAK ? 100_000 : 2000;

const strange = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.constantFrom('approve', 'reject', '__proto__', 'constructor', '1', '<script>', "' OR 1=1"),
);

it('answers every request with a page of its own, stores nothing for it, and tells nothing of itself', async () => {
	const co = await company();
	await co.crm.pages.register(page);
	await policy(co, [byManager]);
	const { approval } = await request(co, await deal(co));
	const [task] = await tasksOf(co, approval.id);
	const token = await tokenFor(co, task, co.leader);
	const stored = async () =>
		await Promise.all(
			['crm_event', 'crm_approval_decision', 'crm_consent', 'crm_page_token'].map((table) =>
				co.crm.rows(`SELECT count(*) AS n FROM "${table}"`),
			),
		);
	const before = await stored();
	const requests = fc.record({
		method: fc.constantFrom('GET', 'HEAD', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'x'),
		token: fc.oneof(
			fc.constant(undefined),
			fc.constant(token),
			fc.constant(`${token.slice(0, -1)}_`),
			strange,
			fc.string({ minLength: 43, maxLength: 43 }),
		),
		form: fc.dictionary(fc.oneof(strange, fc.constantFrom('verdict', 'version', 'reason', 'choice')), strange, { maxKeys: 5 }),
		size: fc.nat(200_000),
		language: fc.constantFrom('en' as const, 'zh-CN' as const),
	});
	await fc.assert(
		fc.asyncProperty(requests, async (given) => {
			// What would decide is another test's.
			const { version: _, ...form } = given.form;
			const { status, headers, body, item } = await ask(co, { ...given, form });
			expect([200, 404, 405, 413, 422]).toContain(status);
			expect(item).toBeUndefined();
			expect(headers['Content-Security-Policy']).toContain('sandbox allow-forms');
			expect([headers['Referrer-Policy'], headers['Cache-Control'], headers['X-Frame-Options']]).toEqual([
				'no-referrer',
				'no-store',
				'DENY',
			]);
			expect(body).toMatch(/^<!DOCTYPE html>/);
			expect(body).not.toMatch(/<script|\bat .+\.(?:ts|js):\d+|node_modules|SQLITE|CrmError/);
		}),
		{ seed, numRuns },
	);
	expect(await stored()).toEqual(before);
}, 600_000);
