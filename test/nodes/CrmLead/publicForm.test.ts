import type { IDataObject } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { allOf, capture, counts, first, posted } from '../../support/capturing';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

describe('what a marketing link says', () => {
	const person = { name: '张伟', phone: '13800138000' };
	const captured = async (said: IDataObject) => {
		const run = await capture([posted({ ...person, ...said })]);
		expect(counts(run)).toEqual([1, 0, 0, 0]);
		const [touchpoint] = await allOf('touchpoint');
		return { ...first(run), touchpoint };
	};

	it('becomes the source Other when nobody knows it, and its words are kept as UTM source', async () => {
		const { lead, touchpoint } = await captured({ source: 'douyin' });
		expect(lead.source).toBe('other');
		expect(touchpoint).toMatchObject({ channel: 'other', utmSource: 'douyin' });
	});

	it('keeps the words as state where the link has a UTM source, and names them as ignored where it has both', async () => {
		expect((await captured({ source: 'douyin', utm_source: 'spring' })).touchpoint).toMatchObject({ utmSource: 'spring', state: 'douyin' });
		await freshCrm();
		const both = await captured({ source: 'douyin', utm_source: 'spring', state: 'stand 12' });
		expect(both.touchpoint).toMatchObject({ utmSource: 'spring', state: 'stand 12' });
		expect(both.ignored).toContain('source');
	});

	it('still knows a source by its name or label', async () => {
		expect((await captured({ source: '展会' })).lead.source).toBe('exhibition');
	});

	it('takes an empty, repeated or nested source and channel', async () => {
		expect((await captured({ source: '', channel: ' ' })).touchpoint).toMatchObject({ channel: 'webhook' });
		await freshCrm();
		expect((await captured({ source: ['web', 'douyin'] })).touchpoint).toMatchObject({ channel: 'other', utmSource: 'web, douyin' });
		await freshCrm();
		expect((await captured({ channel: { a: 1 }, utm_term: { a: 1 } })).touchpoint).toMatchObject({ channel: 'webhook', utmTerm: null });
	});

	it('is cut at a character when it is too long', async () => {
		const { touchpoint } = await captured({
			utm_content: 'x'.repeat(201),
			utm_term: '😀'.repeat(300),
			referrer: `https://example.com/?${'q'.repeat(5000)}`,
			state: 's'.repeat(1_000_000),
		});
		expect(touchpoint.utmContent).toBe('x'.repeat(200));
		expect(touchpoint.utmTerm).toBe('😀'.repeat(200));
		expect(touchpoint.referrer).toHaveLength(1000);
		expect(touchpoint.state).toBe('s'.repeat(200));
	});

	it('loses what no text can hold, and the person stays', async () => {
		const { touchpoint } = await captured({ utm_source: 'a\u0000b\ud83d', utm_campaign: ['spring', 'sale'], utm_medium: true });
		expect(touchpoint).toMatchObject({ utmCampaign: 'spring, sale', utmMedium: 'true' });
		expect(touchpoint.utmSource).toMatch(/^a b/);
	});
});

describe('a form that everybody can reach', () => {
	it('answers only that the message was received', async () => {
		const options = { publicAnswer: true };
		await capture([posted({ name: '张伟', phone: '13800138000' })], { options });
		const run = await capture([posted({ name: '张伟', phone: '13800138000', city: '上海' })], { options });
		expect(first(run, 1).answer).toEqual({ status: 200, body: { received: true } });
	});

	it('stores nothing from a robot that fills in the honeypot, and does not tell it', async () => {
		const run = await capture([posted({ name: 'Bot', phone: '13800138000', website: 'http://spam.example' })], {
			options: { honeypotField: 'website' },
		});
		expect(first(run, 3).answer).toEqual({ status: 200, body: { received: true } });
		expect(await allOf('lead')).toEqual([]);
	});

	it.each([[['bot']], [['', 'bot']], [1], [0], [true], [{ a: 'bot' }]])('takes %j in the honeypot for a robot', async (leave_blank) => {
		const run = await capture([posted({ name: 'Bot', phone: '13800138000', leave_blank })], { options: { honeypotField: 'leave_blank' } });
		expect(counts(run)).toEqual([0, 0, 0, 1]);
		expect(first(run, 3).answer).toEqual({ status: 200, body: { received: true } });
		expect(await allOf('lead')).toEqual([]);
	});

	it.each([[''], ['  '], [null], [[]], [['', '']], [false]])('takes %j in the honeypot for a person', async (leave_blank) => {
		const run = await capture([posted({ name: '张伟', phone: '13800138000', leave_blank })], { options: { honeypotField: 'leave_blank' } });
		expect(counts(run)).toEqual([1, 0, 0, 0]);
	});

	it('rejects a post that was small only because it was compressed', async () => {
		const headers = { 'content-length': '300', 'content-encoding': 'gzip' };
		const run = await capture([posted({ name: '张伟', phone: '13800138000', message: 'x'.repeat(3000) }, headers)], {
			options: { maxSize: 2 },
		});
		expect(first(run, 3).answer.status).toBe(413);
	});

	it('rejects a post that announces to be too large', async () => {
		const run = await capture([posted({ name: '张伟', phone: '13800138000' }, { 'content-length': '3000' })], { options: { maxSize: 2 } });
		expect(first(run, 3).answer.status).toBe(413);
	});

	it.each([
		'name',
		'company',
		'position',
		'phone',
		'email',
		'wechat',
		'city',
		'region',
		'message',
		'source',
		'utm_source',
		'colour',
		'website',
	])('answers a megabyte in %s within two seconds', async (key) => {
		await capture([{ name: '热身', phone: '13700137000' }]);
		for (const filler of ['ltd ', 'x', '有限公司', '1', ' ', 'a@']) {
			const started = performance.now();
			const run = await capture([posted({ name: '张伟', phone: '13800138000', [key]: filler.repeat(1_000_000 / filler.length) })]);
			expect(performance.now() - started).toBeLessThan(2000);
			expect(run.error).toBeUndefined();
		}
	});

	it('rejects a post that is too large', async () => {
		const run = await capture([posted({ name: '张伟', phone: '13800138000', message: 'x'.repeat(3000) })], { options: { maxSize: 2 } });
		expect(first(run, 3).answer.status).toBe(413);
	});

	it('counts posts by the address that the proxy saw, not by the one a caller makes up', async () => {
		const options = { rateLimit: { limit: { max: 2, perMinutes: 10 } } };
		const post = async (made: string, phone: string) =>
			await capture([posted({ name: '张伟', phone }, { 'x-forwarded-for': `${made}, 203.0.113.9` })], { options });
		await post('198.51.100.1', '13800138001');
		await post('198.51.100.2', '13800138002');
		const third = await post('198.51.100.3', '13800138003');
		expect(first(third, 3).answer.status).toBe(429);
		const other = await capture([posted({ name: '李娜', phone: '13800138004' }, { 'x-real-ip': '203.0.113.10' })], { options });
		expect(counts(other)[0]).toBe(1);
	});

	it('takes the address that the proxy added last rather than a header that it passes on as the caller made it', async () => {
		const options = { rateLimit: { limit: { max: 1, perMinutes: 10 } } };
		const post = async (made: string, phone: string) =>
			await capture([posted({ name: '张伟', phone }, { 'x-real-ip': made, 'x-forwarded-for': '203.0.113.9' })], { options });
		await post('198.51.100.1', '13800138001');
		expect(first(await post('198.51.100.2', '13800138002'), 3).answer.status).toBe(429);
	});

	it('counts posts whose sender nobody knows together, so that the limit is never off', async () => {
		const options = { rateLimit: { limit: { max: 2, perMinutes: 10 } } };
		const run = await capture(
			[1, 2, 3].map((digit) => posted({ name: '张伟', phone: `1380013800${digit}` })),
			{ options },
		);
		expect(counts(run)).toEqual([2, 0, 0, 1]);
		expect(first(run, 3).answer.status).toBe(429);
	});
});
