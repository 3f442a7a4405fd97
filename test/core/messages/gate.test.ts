import fc from 'fast-check';

import type { Purpose } from '../../../core/channels/channel';
import { clock } from '../../../core/clock';
import type { SendOutcome } from '../../../core/crm';
import { sentMessage } from '../../support/sentMessage';
import { failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider } from './provider';

const runs = process.env.GUANXI_SOAK ? 600 : 60;

let crm: TestCrm;

beforeEach(async () => {
	setNow('2026-03-02T02:00:00Z');
	// As n8n is until somebody sets its time zone; where customers are it is another time.
	crm = openTestCrm({ timeZone: 'America/New_York' });
	await crm.pages.register({ id: 'w1:n1', workflowId: 'w1', workflowName: 'Pages', url: 'https://n8n.example.com/webhook/crm' });
});

/** One an hour to each address. */
const vendor = provider({ budgets: { recipient: [{ max: 1, perMinutes: 60 }] } });

interface Case {
	readonly purpose: Purpose;
	readonly hasAddress: boolean;
	readonly consent: 'none' | 'granted' | 'withdrawn';
	readonly suppressed: boolean;
	/** In Shanghai. */
	readonly day: keyof typeof days;
	readonly hour: number;
	/** Whether one of the same purpose went two hours before. */
	readonly hadOne: boolean;
	readonly usedBudget: boolean;
}

const days = {
	workday: '2026-03-03',
	weekend: '2026-03-07',
	makeUpDay: '2026-02-28',
	nationalDay: '2026-10-01',
	newYear2027: '2027-01-01',
} as const;

const cases: fc.Arbitrary<Case> = fc.record({
	purpose: fc.constantFrom('marketing', 'care', 'service', 'transaction'),
	hasAddress: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
	consent: fc.constantFrom('none', 'granted', 'granted', 'withdrawn'),
	suppressed: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
	day: fc.constantFrom(...(Object.keys(days) as Array<keyof typeof days>)),
	hour: fc.integer({ min: 7, max: 22 }),
	hadOne: fc.boolean(),
	usedBudget: fc.boolean(),
});

/** The rule that says no first, in the order of the design: consent, suppression, quiet hours, holidays, caps, budgets. */
function ruleOf({ purpose, hasAddress, consent, suppressed, day, hour, hadOne, usedBudget }: Case): string | undefined {
	const isMarketing = purpose === 'marketing';
	const keepsHours = isMarketing || purpose === 'care';
	if (!hasAddress) return 'noAddress';
	if (consent === 'withdrawn') return 'withdrawn';
	if (isMarketing && consent === 'none') return 'consent';
	if (suppressed) return 'suppressed';
	if (isMarketing && day === 'newYear2027') return 'unknownYear';
	if (keepsHours && (hour < 9 || hour >= 20)) return 'quietHours';
	if (isMarketing && day === 'nationalDay') return 'holiday';
	if (keepsHours && hadOne) return 'maxPerDay';
	return usedBudget ? 'budget' : undefined;
}

let people = 0;

async function judged(given: Case): Promise<SendOutcome> {
	const address = `p${++people}@example.com`;
	const time = Date.parse(`${days[given.day]}T${String(given.hour).padStart(2, '0')}:20:00+08:00`);
	setNow(new Date(time).toISOString());
	const lead = await crm.given.lead(given.hasAddress ? { email: address } : {});
	const target = { item: 0, address, addressKind: 'email' } as const;
	const send = async (purpose: Purpose, recipient: object) =>
		valueOf(
			(
				await crm.messages.send([{ item: 0, recipient: recipient as never, purpose, content: { body: 'x' } }], { channel: vendor.channel })
			)[0],
		);
	if (given.usedBudget) await send(given.purpose === 'service' ? 'transaction' : 'service', { address });
	if (given.consent !== 'none') await crm.consents.set([{ ...target, purposes: [given.purpose], state: given.consent }]);
	if (given.suppressed) await crm.consents.suppress([{ ...target, reason: 'manual' }]);
	if (given.hadOne) await sentMessage(crm, { address, purpose: given.purpose, at: new Date(time - 7_200_000).toISOString() });
	return await send(given.purpose, { object: 'lead', id: lead.id });
}

it(`asks consent, suppression, quiet hours, holidays, caps and budgets in this order (${runs} cases)`, async () => {
	await fc.assert(
		fc.asyncProperty(cases, async (given) => {
			const before = vendor.got.length + (given.usedBudget ? 1 : 0);
			const { output, rule, earliestAt, message } = await judged(given);
			const expected = ruleOf(given);
			expect(rule).toBe(expected);
			expect(output === 'sent').toBe(expected === undefined);
			expect(vendor.got.length - before).toBe(expected === undefined ? 1 : 0);
			// What may go later says when; then it is in the future, and the same rule does not say no again.
			expect(output === 'deferred').toBe(earliestAt !== undefined);
			if (earliestAt === undefined) return;
			expect(Date.parse(earliestAt)).toBeGreaterThan(clock.now());
			setNow(earliestAt);
			const [again] = await crm.messages.send([{ item: 0, messageId: message.id }], { channel: vendor.channel });
			expect(valueOf(again).rule).not.toBe(expected);
			expect(valueOf(again).rule).not.toBe('quietHours');
		}),
		{ seed: 4, numRuns: runs },
	);
});

it.each([
	['2026-09-30T12:30:00Z', 'quietHours', '2026-10-08T01:00:00.000Z'],
	['2026-10-05T02:00:00Z', 'holiday', '2026-10-08T01:00:00.000Z'],
	['2026-03-06T12:30:00Z', 'quietHours', '2026-03-07T01:00:00.000Z'],
])('at %s marketing waits (%s) until %s', async (now, rule, earliestAt) => {
	setNow(now);
	const target = { item: 0, address: 'wang@example.com', addressKind: 'email' } as const;
	await crm.consents.set([{ ...target, purposes: ['marketing'], state: 'granted' }]);
	const input = { item: 0, recipient: { address: target.address }, purpose: 'marketing', content: { body: 'x' } } as const;
	const [outcome] = await crm.messages.send([input], { channel: vendor.channel });
	expect(valueOf(outcome)).toMatchObject({ output: 'deferred', rule, earliestAt });
});

const care = { item: 0, recipient: { address: 'wang@example.com' }, purpose: 'care', content: { body: 'x' } } as const;

const sendCare = async () => valueOf((await crm.messages.send([care], { channel: vendor.channel }))[0]);

it.each([
	// The clocks of New York go from 2:00 to 3:00 on 8 March, and back on 1 November: neither day is 24 hours long.
	['the evening before they go forward', { from: '09:00' }, '2026-03-08T04:30:00Z', '2026-03-08T13:00:00.000Z'],
	['an hour that they leave out', { from: '02:30' }, '2026-03-08T05:30:00Z', '2026-03-08T07:30:00.000Z'],
	['the day they go back', { from: '09:00' }, '2026-11-01T05:30:00Z', '2026-11-01T14:00:00.000Z'],
	['an hour that they show twice', { from: '01:30' }, '2026-11-01T04:30:00Z', '2026-11-01T05:30:00.000Z'],
	['hours over midnight', { from: '21:00', until: '06:00' }, '2026-03-08T11:30:00Z', '2026-03-09T01:00:00.000Z'],
])(
	'knows when messages go where clocks change: %s',
	async (_, { from, until = '20:00' }: { from: string; until?: string }, now, expected) => {
		setNow(now);
		const rules = [{ purpose: 'care' as const, quietHours: true }];
		await crm.given.sendPolicy({ timeZone: 'America/New_York', openFrom: from, openUntil: until, rules });
		expect(await sendCare()).toMatchObject({ rule: 'quietHours', earliestAt: expected });
	},
);

it('goes by the hours of the company calendar where the policy names no time zone', async () => {
	await crm.given.holidayCalendar({ timeZone: 'Europe/Berlin' });
	setNow('2026-03-02T02:00:00Z');
	const { rule, earliestAt, reason } = await sendCare();
	expect({ rule, earliestAt }).toEqual({ rule: 'quietHours', earliestAt: '2026-03-02T08:00:00.000Z' });
	expect(reason).toEqual({
		en: 'It is outside the hours for such messages; earliest 2026-03-02 09:00 (Europe/Berlin)',
		'zh-CN': '当前不在此类消息的发送时段内；最早 2026-03-02 09:00（Europe/Berlin）',
	});
	const input = { item: 0, recipient: { address: 'li@example.com' }, purpose: 'care', content: { body: 'x' } } as const;
	const [preview] = await crm.messages.preview([input], vendor.channel);
	expect(valueOf(preview).verdict).toMatchObject({ output: 'deferred', rule, earliestAt, reason });
});

it('says when a cap leaves room again: within the hours, and also where more went than are allowed', async () => {
	const at = ['2026-02-24T03:00:00.000Z', '2026-02-25T14:00:00.000Z', '2026-02-26T03:00:00.000Z', '2026-02-27T03:00:00.000Z'];
	for (const time of at) await sentMessage(crm, { purpose: 'care', at: time });
	await crm.given.sendPolicy({ rules: [{ purpose: 'care', quietHours: true, maxPerWeek: 3 }] });
	// The second of the four must be a week old, which it is at 22:00 in Shanghai.
	expect(await sendCare()).toMatchObject({ rule: 'maxPerWeek', earliestAt: '2026-03-05T01:00:00.000Z' });
});

it('counts what a channel takes in a day, whatever it is for', async () => {
	await sentMessage(crm, { purpose: 'service', channel: vendor.channel.id, at: '2026-03-01T05:00:00.000Z' });
	await crm.given.sendPolicy({ channels: [{ channel: vendor.channel.id, maxPerDay: 2 }] });
	const outcomes = (await crm.messages.send(inputsOf([care, { ...care, purpose: 'service' as const }]), { channel: vendor.channel })).map(
		valueOf,
	);
	expect(outcomes.map(({ output }) => output)).toEqual(['sent', 'deferred']);
	expect(outcomes[1]).toMatchObject({ rule: 'channelMaxPerDay', earliestAt: '2026-03-02T05:00:00.000Z' });
});

it.each([
	['timeZone', { timeZone: 'Asia/Bejing' }],
	['openUntil', { openFrom: '10:00', openUntil: '10:00' }],
	['openUntil', { openUntil: '09:00' }],
	['rules[1].purpose', { rules: [{ purpose: 'care' }, { purpose: 'care', maxPerDay: 1 }] }],
	['channels[1].channel', { channels: [{ channel: 'email' }, { channel: 'email' }] }],
])('takes no policy by which nobody knows when messages go: %s', async (field, fields) => {
	const error = await failureOf(crm.messages.definePolicy([{ item: 0, fields: { name: '策略', ...fields } }]));
	expect(error.items[0].error.problems.map((problem) => problem.field)).toEqual([field]);
});

it.each([
	['timeZone', { timeZone: '上海' }, 'Asia/Shanghai'],
	['openFrom', { openFrom: '9点' }, '09:00'],
	['openUntil', { openUntil: '25:00' }, '09:00'],
])('says what it expects instead of a wrong %s', async (field, fields, example) => {
	const error = await failureOf(crm.messages.definePolicy([{ item: 0, fields: { name: '策略', ...fields } }]));
	const [problem] = error.items[0].error.problems;
	expect(problem).toMatchObject({ field, message: { 'zh-CN': expect.stringContaining(example) as string } });
});

it.each([
	['stays with what is usual where it does not say', {}, 'consent'],
	['is off where the policy switches it off', { needsConsent: false, quietHours: false, holidays: false }, undefined],
])('consent for marketing under a rule with a cap %s', async (_, more, rule) => {
	await crm.given.sendPolicy({ rules: [{ purpose: 'marketing', maxPerDay: 5, ...more }] });
	const [outcome] = (await crm.messages.send(inputsOf([{ ...care, purpose: 'marketing' as const }]), { channel: vendor.channel })).map(
		valueOf,
	);
	expect(outcome.rule).toBe(rule);
});

it('says that a message goes by itself, not how to have it do so', async () => {
	setNow('2026-03-02T14:00:00Z');
	const send = async (sendLater: boolean) =>
		valueOf((await crm.messages.send(inputsOf([care]), { channel: vendor.channel }, { sendLater }))[0]);
	expect((await send(false)).hint?.en).toContain('Send Later by Itself');
	const { hint } = await send(true);
	expect(hint).toEqual({ en: 'It will be sent then by itself.', 'zh-CN': '届时将自动发送。' });
});

it('keeps to the holidays that the company entered itself', async () => {
	await crm.given.holidayCalendar({
		days: [
			{ on: '2027-01-01', kind: 'holiday' },
			{ on: '2027-01-02', kind: 'workday' },
		],
	});
	setNow('2027-01-01T02:00:00Z');
	await crm.consents.set([{ item: 0, address: 'wang@example.com', addressKind: 'email', purposes: ['marketing'], state: 'granted' }]);
	const input = { item: 0, recipient: { address: 'wang@example.com' }, purpose: 'marketing', content: { body: 'x' } } as const;
	const [outcome] = await crm.messages.send([input], { channel: vendor.channel });
	expect(valueOf(outcome)).toMatchObject({ rule: 'holiday', earliestAt: '2027-01-02T01:00:00.000Z' });
});

it('lets no two workers together exceed a cap or a budget', async () => {
	const limited = provider({ budgets: { sender: [{ max: 5, perMinutes: 60 }] } });
	const one = async () => await crm.messages.send([care], { channel: limited.channel });
	const outcomes = (await Promise.all(Array.from({ length: 8 }, one))).map(([outcome]) => valueOf(outcome));
	expect(outcomes.filter(({ output }) => output === 'sent')).toHaveLength(1);
	expect(limited.got).toHaveLength(1);
	const many = async (n: number) =>
		await crm.messages.send(inputsOf([0, 1].map((i) => ({ recipient: { address: `p${n}-${i}@example.com` }, content: { body: 'x' } }))), {
			channel: limited.channel,
		});
	await Promise.all(Array.from({ length: 8 }, (_, n) => many(n)));
	expect(limited.got).toHaveLength(5);
});
