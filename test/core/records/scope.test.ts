import type { Scope } from '../../../core/context';
import type { ObjectName } from '../../../core/schema/types';
import { errorOf, failureOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

/** Two people of one team, one of another, each with one record of every owned object. */
async function company() {
	const crm = openTestCrm({ partial: true });
	const [north, south] = [await crm.given.team(), await crm.given.team()];
	const people = {
		li: await crm.given.user({ teamId: north.id }),
		wang: await crm.given.user({ teamId: north.id }),
		chen: await crm.given.user({ teamId: south.id }),
	};
	const owned: Partial<Record<ObjectName, Record<string, string>>> = {
		lead: {},
		customer: {},
		contact: {},
		task: {},
		activity: {},
		touchpoint: {},
	};
	for (const [name, { id }] of Object.entries(people)) {
		const lead = await crm.given.lead({ name: `欧阳 ${name}`, ownerId: id });
		const records = {
			lead,
			customer: await crm.given.customer({ ownerId: id }),
			contact: await crm.given.contact({ ownerId: id }),
			task: await crm.given.task({ assigneeId: id, leadId: lead.id }),
			activity: await crm.given.activity({ userId: id, leadId: lead.id }),
			touchpoint: await crm.given.touchpoint({ leadId: lead.id }),
		};
		for (const [object, record] of Object.entries(records)) (owned[object as ObjectName] as Record<string, string>)[name] = record.id;
	}
	await crm.given.lead({ name: '欧阳 nobody' });
	const scopes: Record<string, { scope: Scope; sees: string[] }> = {
		own: { scope: { kind: 'own', userId: people.li.id }, sees: ['li'] },
		team: { scope: { kind: 'team', teamId: north.id }, sees: ['li', 'wang'] },
		all: { scope: { kind: 'all' }, sees: ['li', 'wang', 'chen'] },
	};
	return { crm, people, owned, scopes };
}

async function visible(crm: TestCrm, object: ObjectName, ids: Record<string, string>): Promise<Record<string, string[]>> {
	const names = (found: Iterable<string>) => Object.keys(ids).filter((name) => [...found].includes(ids[name]));
	const list = (await crm.records.list(object, { limit: 100 })).records.map((record) => record.id);
	const got = (
		await crm.records.get(
			object,
			Object.values(ids).map((id, item) => ({ item, id })),
		)
	).flatMap((outcome) => (outcome.ok ? outcome.value.id : []));
	return { list: names(list), get: names(got) };
}

describe('a caller with a scope', () => {
	it.each(['own', 'team', 'all'])('of %s lists, counts, finds and gets only what it may see', async (kind) => {
		const { crm, owned, scopes } = await company();
		const { scope, sees } = scopes[kind];
		const caller = crm.as({ scope, partial: true });
		for (const [object, ids] of Object.entries(owned)) {
			expect({ object, ...(await visible(caller, object as ObjectName, ids)) }).toEqual({ object, list: sees, get: sees });
		}
		const leads = sees.length + (kind === 'all' ? 1 : 0);
		expect(await caller.records.count('lead', {})).toBe(leads);
		expect(await caller.records.count('lead', { search: '欧阳' })).toBe(leads);
		expect(
			await caller.records.count('lead', {
				filter: {
					match: 'any',
					conditions: [
						{ field: 'name', operator: 'contains', value: '欧阳' },
						{ field: 'name', operator: 'isNotEmpty' },
					],
				},
			}),
		).toBe(leads);
	});

	it('updates, deletes and restores nothing beyond it, and cannot tell such a record from none', async () => {
		const { crm, owned, scopes } = await company();
		const caller = crm.as({ scope: scopes.own.scope, partial: true });
		for (const [object, ids] of Object.entries(owned) as Array<[ObjectName, Record<string, string>]>) {
			const id = ids.chen;
			const outcomes = [
				...(await caller.records.update(object, [{ item: 0, id, fields: {} }])),
				...(await caller.records.delete(object, [{ item: 0, id }])),
				...(await caller.records.restore(object, [{ item: 0, id }])),
			];
			const unknown = errorOf((await caller.records.get(object, [{ item: 0, id: crypto.randomUUID() }]))[0]);
			for (const outcome of outcomes) expect(errorOf(outcome).text).toEqual(unknown.text);
			expect((await failureOf(caller.records.timeline(object, id, { limit: 5 }))).code).toBe('RecordNotFound');
		}
		expect(
			valueOf((await caller.records.update('lead', [{ item: 0, id: owned.lead?.li as string, fields: { city: '杭州' } }]))[0]).city,
		).toBe('杭州');
	});

	it('refers to nothing beyond it', async () => {
		const { crm, owned, scopes } = await company();
		const caller = crm.as({ scope: scopes.team.scope, partial: true });
		const [no] = await caller.records.create('task', [{ item: 0, fields: { subject: 'x', leadId: owned.lead?.chen } }]);
		expect(errorOf(no).field).toBe('leadId');
		const [yes] = await caller.records.create('task', [{ item: 0, fields: { subject: 'x', leadId: owned.lead?.wang } }]);
		expect(yes.ok).toBe(true);
	});

	it('sees in a timeline only the follow-ups it may see', async () => {
		const { crm, people, owned, scopes } = await company();
		const lead = owned.lead?.li as string;
		await crm.given.activity({ leadId: lead, userId: people.chen.id, detail: '机密' });
		const seen = async (scope: Scope) =>
			(await crm.as({ scope }).records.timeline('lead', lead, { limit: 50 })).entries.filter((entry) => entry.kind === 'activity').length;
		expect([await seen(scopes.own.scope), await seen(scopes.all.scope)]).toEqual([1, 2]);
	});

	it('goes on paging within it', async () => {
		const { crm, scopes } = await company();
		const caller = crm.as({ scope: scopes.team.scope });
		const first = await caller.records.list('lead', { limit: 1, sort: [{ field: 'name', direction: 'asc' }] });
		const second = await caller.records.list('lead', { limit: 5, sort: [{ field: 'name', direction: 'asc' }], cursor: first.nextCursor });
		expect([...first.records, ...second.records].map((record) => record.name)).toEqual(['欧阳 li', '欧阳 wang']);
	});
});
