import { planOf } from '../../../support/sqlitePlan';
import { inputsOf, openTestCrm } from '../../../support/testCrm';

const crm = openTestCrm();

describe('the plan of a query', () => {
	const scans = (plan: string[]) => plan.filter((line) => /^SCAN t(?! USING (COVERING )?INDEX)/.test(line));

	beforeAll(async () => {
		await crm.records.create(
			'lead',
			inputsOf(Array.from({ length: 3000 }, (_, i) => ({ fields: { name: `路人 ${i}`, phone: `139${String(i).padStart(8, '0')}` } }))),
		);
	});

	it('of a search reads the search index and the records it names, not the table', async () => {
		const plan = await planOf(crm, () => crm.records.list('lead', { limit: 7, search: '张伟' }));
		expect(plan.join('\n')).toMatch(/VIRTUAL TABLE INDEX/);
		expect(plan.join('\n')).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
		expect(scans(plan)).toEqual([]);
	});

	it('of a page in the usual order, and of the one after it, walks the index of ids', async () => {
		const { nextCursor } = await crm.records.list('lead', { limit: 3 });
		const plan = await planOf(crm, () => crm.records.list('lead', { limit: 4, cursor: nextCursor }));
		expect(plan.join('\n')).toMatch(/SEARCH t USING INDEX uq_crm_lead_id \(id<\?\)/);
		expect(scans(plan)).toEqual([]);
	});

	it.each([
		['desc', '2026-03-01', /\(dueOn<\?\)[^]*\(dueOn=\?\)/],
		['desc', null, /\(dueOn=\? AND id<\?\)/],
		['asc', '2026-03-01', /\(dueOn>\?\)/],
		['asc', null, /\(dueOn=\? AND id>\?\)[^]*\(dueOn>\?\)/],
	] as const)(
		'of a page %s behind %s, by a field that may be empty, begins there and not with the first page',
		async (direction, dueOn, ranges) => {
			const sort = [{ field: 'dueOn', direction }];
			const own = openTestCrm();
			for (const day of [dueOn, dueOn]) await own.given.task({ dueOn: day });
			await own.given.task({ dueOn: dueOn === null ? '2026-03-02' : null });
			const filter = {
				match: 'all' as const,
				conditions: [
					{ field: 'dueOn', ...(dueOn === null ? { operator: 'isEmpty' as const } : { operator: 'equals' as const, value: dueOn }) },
				],
			};
			const { nextCursor } = await own.records.list('task', { limit: 1, sort, filter });
			const plan = await planOf(own, () => own.records.list('task', { limit: 5, sort, cursor: nextCursor }));
			expect(plan.join('\n')).toMatch(ranges);
			expect(plan.filter((line) => !line.startsWith('SEARCH t USING INDEX ix_crm_task_dueOn'))).toEqual([]);
		},
	);

	it.each([[['L000001']], [['L000001', 'L000002']]])(
		'of a look-up by %s uses the indexes of live and of deleted numbers',
		async (numbers) => {
			const plan = await planOf(crm, () => crm.records.get('lead', inputsOf(numbers.map((id) => ({ id })))), 'UNION ALL');
			expect(plan.join('\n')).toMatch(/USING INDEX uq_crm_lead_number[^]*USING (COVERING )?INDEX ix_crm_lead_number_deleted/);
			expect(scans(plan)).toEqual([]);
		},
	);

	it('of a look-up by id or key uses its unique index', async () => {
		const user = await crm.given.user();
		const plan = await planOf(crm, async () => {
			await crm.records.get('user', [{ item: 0, id: user.id }]);
			await crm.records.upsert('user', [{ item: 0, matchOn: ['email'], fields: { name: 'a', email: 'a@example.com' } }]);
		});
		expect(plan.join('\n')).toMatch(/uq_crm_user_id \(id=\?\)[^]*uq_crm_user_email \(email=\?\)/);
		expect(scans(plan)).toEqual([]);
	});
});
