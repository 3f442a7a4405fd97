import fc from 'fast-check';

import type { Purpose } from '../../../core/channels/channel';
import type { SendOutcome } from '../../../core/crm';
import { sentMessage } from '../../support/sentMessage';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider } from './provider';

const runs = process.env.GUANXI_SOAK ? 600 : 60;

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
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
			const { output, rule, earliestAt } = await judged(given);
			const expected = ruleOf(given);
			expect(rule).toBe(expected);
			expect(output === 'sent').toBe(expected === undefined);
			expect(vendor.got.length - before).toBe(expected === undefined ? 1 : 0);
			// What may go later says when, and then is in the future.
			expect(output === 'deferred').toBe(earliestAt !== undefined);
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
	const care = { recipient: { address: 'wang@example.com' }, purpose: 'care', content: { body: 'x' } } as const;
	const one = async () => await crm.messages.send([{ ...care, item: 0 }], { channel: limited.channel });
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
