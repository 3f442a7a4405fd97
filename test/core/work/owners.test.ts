import type { CrmRecord } from '../../../core/crm';
import type { Session, WorkOwner } from '../../../core/records';
import type { StoreTx } from '../../../core/store';
import { claimWork } from '../../../core/work/claim';
import { completeWork } from '../../../core/work/change';
import { tellOwners } from '../../../core/work/owned';
import type { WorkRow } from '../../../core/work/row';
import { errorOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { claimSteps, endWell, enroll, enrolmentOf, givenCadence, message, monday } from '../cadences/running';
import { after, schedule, start } from './working';

let crm: TestCrm;

beforeEach(() => {
	setNow(start);
	crm = openTestCrm();
});

const owning = async (owner: Partial<WorkOwner>): Promise<Session> => ({
	store: crm.store,
	context: crm.context,
	rules: {},
	subjects: {},
	workOwners: { 'message.deferred': { claimed: (_, __, works) => Promise.resolve(works.map(() => 'done')), ...owner } },
	objects: await crm.store.catalogue.current(),
});

const claimAs = async (session: Session): Promise<WorkRow[]> =>
	await crm.store.write(
		crm.context,
		async (tx) => await claimWork(tx, { kinds: ['message.deferred'], limit: 100, lease: 30_000 }, session),
	);

const items = async (...keys: string[]) =>
	(
		await schedule(
			crm,
			keys.map((key) => ({ key })),
		)
	).map(({ work }) => work.id);
const rows = async () =>
	await crm.rows<Pick<WorkRow, 'key' | 'state' | 'attempts' | 'nextAt' | 'reason' | 'payload'>>(
		'SELECT "key", "state", "attempts", "nextAt", "reason", "payload" FROM "crm_due" ORDER BY "key"',
	);

/** What an owner writes of its own. */
const note = async (tx: StoreTx, keys: readonly string[]) => {
	for (const key of keys) await tx.query('INSERT INTO "crm_sequence" ("name", "value") VALUES (?, 1)', [`note ${key}`]);
};
const notes = async () =>
	(await crm.rows<{ name: string }>(`SELECT "name" FROM "crm_sequence" WHERE "name" LIKE 'note %' ORDER BY "name"`)).map(({ name }) =>
		name.slice(5),
	);

const bad = (works: ReadonlyArray<{ readonly key: string }>) => works.some(({ key }) => key === 'c');

describe('what is thrown for one item', () => {
	it.each([
		['an error of the code', () => Promise.reject(new TypeError('x is undefined'))],
		['an error of the database', async (tx: StoreTx) => await tx.query('INSERT INTO "crm_sequence" ("name", "value") VALUES (NULL, 1)')],
	])('when it is claimed fails that one alone, with its reason, and nothing of it is written: %s', async (_, trouble) => {
		await items('a', 'b', 'c', 'd', 'e');
		const session = await owning({
			claimed: async (tx, __, works) => {
				await note(
					tx,
					works.map(({ key }) => key),
				);
				if (bad(works)) await trouble(tx);
				return works.map(({ key }) => ({ payload: { given: key } }));
			},
		});
		expect((await claimAs(session)).map(({ key, payload }) => [key, payload])).toEqual(
			['a', 'b', 'd', 'e'].map((key) => [key, `{"given":"${key}"}`]),
		);
		expect(await notes()).toEqual(['a', 'b', 'd', 'e']);
		const [, , poisoned] = await rows();
		expect(poisoned).toMatchObject({ state: 'waiting', attempts: 1 });
		expect(String(poisoned.nextAt) > start).toBe(true);
		expect(JSON.parse(String(poisoned.reason))).toMatchObject({ en: expect.stringMatching(/./) as string });
	});

	it('when its workflow has ended fails that one alone, however the others ended', async () => {
		const ids = await items('a', 'b', 'c');
		const session = await owning({
			done: async (tx, _, works) => {
				await note(
					tx,
					works.map(({ key }) => key),
				);
				if (bad(works)) throw new Error('poisoned');
			},
		});
		const works = await crm.store.write(
			crm.context,
			async (tx) => await claimWork(tx, { kinds: ['message.deferred'], limit: 9, lease: 30_000 }),
		);
		const failed = await crm.store.write(crm.context, async () => await tellOwners(session, works));
		expect(failed.map(({ work }) => work.id)).toEqual([ids[2]]);
		expect(await notes()).toEqual(['a', 'b']);
	});

	it('when a node completes it fails that input alone, and the item stays as it is', async () => {
		const ids = await items('a', 'b', 'c');
		const session = await owning({ done: (_, __, works) => (bad(works) ? Promise.reject(new Error('poisoned')) : Promise.resolve()) });
		const inputs = ids.map((id, item) => ({ item, id }));
		await expect(completeWork(session, inputs)).rejects.toMatchObject({ items: [{ item: 2 }] });
		expect((await rows()).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
		const outcomes = await completeWork({ ...session, context: { ...session.context, partial: true } }, inputs);
		expect(outcomes.slice(0, 2).map((outcome) => valueOf(outcome).state)).toEqual(['done', 'done']);
		expect(errorOf(outcomes[2])).toBeDefined();
		expect((await rows()).map(({ state }) => state)).toEqual(['done', 'done', 'waiting']);
	});
});

it('does what an owner says about each of its items, and shows it what it had kept', async () => {
	await items('a', 'b', 'c', 'd');
	const seen: unknown[] = [];
	const session = await owning({
		claimed: (_, __, works) => {
			seen.push(...works.map(({ key, payload }) => [key, payload]));
			const verdicts = {
				a: { payload: { n: 1 }, keep: true },
				b: { until: after(60) },
				c: { dead: { en: 'no template', 'zh-CN': '没有模板' } },
				d: 'done',
			} as const;
			return Promise.resolve(works.map(({ key }) => verdicts[key as keyof typeof verdicts]));
		},
	});
	expect((await claimAs(session)).map(({ key }) => key)).toEqual(['a']);
	expect((await rows()).map(({ key, state, nextAt }) => [key, state, nextAt])).toEqual([
		['a', 'running', after(30)],
		['b', 'waiting', after(60)],
		['c', 'dead', null],
		['d', 'done', null],
	]);
	setNow(after(31));
	await claimAs(session);
	expect(seen.at(-1)).toEqual(['a', { n: 1 }]);
});

describe('an enrolment that nothing can be done with', () => {
	let leads: CrmRecord[];
	const poison = async (id: string) =>
		await crm.store.write(crm.context, async (tx) => {
			await tx.query(`UPDATE "crm_enrolment" SET "cadenceId" = ? WHERE "id" = ?`, [await brokenCadence(tx), id]);
		});
	/** A cadence whose steps are none. */
	const brokenCadence = async (tx: StoreTx): Promise<string> => {
		const [{ id }] = await tx.query<{ id: string }>('SELECT "id" FROM "crm_cadence" WHERE "name" = ?', ['坏']);
		await tx.query(`UPDATE "crm_cadence" SET "steps" = '[null]' WHERE "id" = ?`, [id]);
		return id;
	};

	beforeEach(async () => {
		setNow(monday);
		await givenCadence(crm, [message('一'), message('二', { delay: 1, delayUnit: 'days' })]);
		await crm.cadences.define([{ item: 0, fields: { name: '坏', window: 'always', steps: [message('一')] } }]);
		leads = await Promise.all(['a', 'b', 'c'].map(async (name) => await crm.given.lead({ name, email: `${name}@example.com` })));
	});

	it('holds up nobody else when its step comes due, and is listed with the reason', async () => {
		const ids = (await enroll(crm, leads)).map(({ enrolment }) => String(enrolment?.id));
		await poison(ids[1]);
		expect((await claimSteps(crm)).map(({ enrolmentId }) => enrolmentId).sort()).toEqual([ids[0], ids[2]].sort());
		const failed = await crm.rows<WorkRow>('SELECT * FROM "crm_due" WHERE "id" = ?', [ids[1]]);
		expect(failed).toMatchObject([{ state: 'waiting', attempts: 1, reason: expect.stringMatching(/./) as string }]);
	});

	it('holds up nobody else when its workflow has ended', async () => {
		const ids = (await enroll(crm, leads)).map(({ enrolment }) => String(enrolment?.id));
		const given = await claimSteps(crm);
		await poison(ids[1]);
		await endWell(crm, given);
		const steps = await Promise.all(ids.map(async (id) => (await enrolmentOf(crm, id)).stepName));
		expect(steps).toEqual(['二', '一', '二']);
		expect(await crm.rows<WorkRow>('SELECT "state", "attempts" FROM "crm_due" WHERE "id" = ?', [ids[1]])).toEqual([
			{ state: 'waiting', attempts: 1 },
		]);
	});
});
