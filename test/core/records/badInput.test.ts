import { objects } from '../../../core/schema/objects';
import type { Field, ObjectName } from '../../../core/schema/types';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

const isText = (field: Field) => ['text', 'longText'].includes(field.type) && !field.readOnly && !field.system;
const writable = (name: ObjectName) => objects.get(name).fields.filter((field) => !field.readOnly && !field.system);

/** Text fields of an object that take any text. */
const textFields = (name: ObjectName) =>
	objects
		.get(name)
		.fields.filter(isText)
		.map((field) => field.name)
		.filter((field) => field !== 'bankAccount');

const everywhere = (name: ObjectName, value: unknown) => Object.fromEntries(textFields(name).map((field) => [field, value]));

describe('text of every kind', () => {
	it.each([
		['SQL', `'); DROP TABLE crm_customer; --`],
		['SQL with double quotes', `" OR 1=1; DELETE FROM crm_event WHERE ("a`],
		['templates and expressions', '{{ $json.secret }} ={{7*7}} ${7*7} <%= 7*7 %> {{{x}}}'],
		['HTML', '<script>alert(1)</script>&lt;'],
		['emoji and combining characters', '👩‍👩‍👧‍👦 e\u0301 ä 𠮷 ᄒᆞᆫ'],
		['placeholders and LIKE signs', '? ?1 :a @b $c %_\\'],
		['JSON', '{"a":[1,"\\u0000"]}'],
		['right to left', 'שלום مرحبا'],
	])('%s is stored as it is in every text field', async (_kind, text) => {
		const crm = openTestCrm();
		for (const name of ['customer', 'lead', 'contact', 'task', 'activity', 'user', 'touchpoint'] as const) {
			const fields = everywhere(name, text);
			const record = await crm.given[name](fields);
			const [read] = await crm.records.get(name, [{ item: 0, id: record.id }]);
			expect(valueOf(read)).toMatchObject(everywhere(name, text.normalize('NFC')));
			expect(
				await crm.records.count(name, {
					filter: { match: 'all', conditions: [{ field: textFields(name)[0], operator: 'equals', value: text }] },
				}),
			).toBe(1);
		}
		expect(await crm.store.check()).toEqual({ status: 'ok' });
	});

	it('a text of 1 MB is refused in every field, quickly and without being repeated', async () => {
		const crm = openTestCrm({ partial: true });
		const started = performance.now();
		for (const { name } of objects.all) {
			for (const field of writable(name).filter(({ type }) => type !== 'list')) {
				const huge = (isText(field) ? '字' : '9').repeat(1_048_576);
				const [outcome] = await crm.records.create(name, [{ item: 0, fields: { [field.name]: huge } }]);
				const error = errorOf(outcome);
				expect(error.problems.map((problem) => problem.field)).toContain(field.name);
				expect(JSON.stringify([error.text, error.problems]).length).toBeLessThan(5000);
			}
		}
		expect(performance.now() - started).toBeLessThan(12_000);
	});

	it('NUL and control characters are refused, half characters too', async () => {
		const crm = openTestCrm({ partial: true });
		for (const text of ['a\u0000b', 'a\u001bb', 'a\ud800b']) {
			const [outcome] = await crm.records.create('lead', [{ item: 0, fields: { name: text, message: text, company: text } }]);
			expect(errorOf(outcome).problems.map((problem) => problem.field)).toEqual(['name', 'message', 'company']);
		}
	});
});

describe('values that are no values of their field', () => {
	const wrong: Record<string, unknown[]> = {
		text: [true, {}, [], ['a'], () => 1, Symbol('x'), NaN, Infinity, 10n],
		integer: ['1.5', 'ten', {}, true, NaN, 2 ** 60],
		number: ['ten', {}, true, Infinity],
		money: ['ten', '1.2.3', '1,20', '1200.5678', '¥', '5 XYZ', '-1', 2 ** 60, 0.1 + 0.2, NaN, {}, true, '1e3', '１２，３'],
		price: ['ten', '1.2.3', '1,20', '0.03850001', '¥', '5 XYZ', '-0.01', 2 ** 60, 0.1 + 0.2, 3.85e-7, NaN, {}, true, '1e3', '１２，３'],
		currency: ['XXX', 'yuan', 'C', 7, {}, '¥¥', '__proto__'],
		boolean: ['maybe', 2, {}, []],
		date: ['2026-02-30', '2026-13-01', '2025-02-29', 'tomorrow', '2026-03-01Tmorrow', 20260301, {}, new Date(NaN)],
		dateTime: ['2026-02-30T10:00:00Z', '2026-03-01T25:00:00Z', '2026-03-01T10:61', 'now', {}, 5, '2026-03-01 at noon', '2026-3-1T12:00'],
		option: ['mars', 1, {}, [], '__proto__', 'constructor'],
		reference: ['1', 7, {}, "' OR 1=1 --", '0192f0c1-0000-7000-8000-00000000000g'],
		email: ['a@@b.cn', 'a@b@c.cn', 'a', 'a@', '@b.cn', 'a b@c.cn', {}, 'a@localhost'],
		phone: ['abc', 'call me', '123', {}, '13812345678,13912345678', '＋＋86'],
		mobile: ['010-62345678', 'abc', '1381234567'],
		uscc: ['123', '91350211M000100Y45', {}],
		list: ['[]', {}, 5, [[]], ['x'], [{ no: 1 }]],
	};
	wrong.longText = wrong.text;

	it.each(objects.all.map(({ name }) => name))('are refused for every field of %s', async (name) => {
		const crm = openTestCrm({ partial: true });
		for (const field of writable(name)) {
			for (const value of wrong[field.type]) {
				const [outcome] = await crm.records.create(name, [{ item: 0, fields: { [field.name]: value } }]);
				const places = errorOf(outcome).problems.map((problem) => problem.field);
				expect({
					field: field.name,
					value: String(Object(value) === value ? JSON.stringify(value) : String(value)),
					found: places.some((place) => place === field.name || place.startsWith(`${field.name}[`)),
				}).toMatchObject({ found: true });
			}
		}
		expect(await crm.rows(`SELECT * FROM ${objects.get(name).table}`)).toEqual([]);
	});

	it('are told apart from absent ones: a missing required field is named as required', async () => {
		const crm = openTestCrm();
		expect(
			(await failureOf(crm.records.create('activity', [{ item: 0, fields: {} }]))).problems.map(({ field, message }) => [
				field,
				message.en,
			]),
		).toEqual([
			['method', 'is required'],
			['at', 'is required'],
		]);
	});
});

describe('keys that are no fields', () => {
	it('are refused by name, also those of the language itself', async () => {
		const crm = openTestCrm();
		const fields = JSON.parse(
			'{"name":"a","__proto__":{"admin":true},"constructor":"x","toString":"y","hasOwnProperty":1,"unknown":2}',
		) as Record<string, unknown>;
		const error = await failureOf(crm.records.create('lead', [{ item: 0, fields }]));
		expect(error.problems.map((problem) => problem.field).sort()).toEqual(
			['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'unknown'].sort(),
		);
		expect(({} as { admin?: boolean }).admin).toBeUndefined();
	});

	it('are refused inside lists too', async () => {
		const crm = openTestCrm();
		const absences = JSON.parse('[{"from":"2026-01-01","to":"2026-01-02","__proto__":{"x":1}}]') as unknown;
		expect((await failureOf(crm.given.user({ absences }))).problems[0]).toMatchObject({
			field: 'absences',
			message: { en: 'entry 1: has an unknown entry "__proto__"' },
		});
	});

	it('and fields that only the CRM sets cannot be entered, on create and on update', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const given = {
			id: crypto.randomUUID(),
			version: 9,
			createdAt: '2020-01-01',
			deletedAt: '2020-01-01',
			status: 'qualified',
			score: 99,
			number: 'L1',
		};
		const [created] = await crm.records.create('lead', [{ item: 0, fields: { name: 'x', ...given } }]);
		const [updated] = await crm.records.update('lead', [{ item: 0, id: lead.id, fields: given }]);
		for (const outcome of [created, updated])
			expect(
				errorOf(outcome)
					.problems.map((problem) => problem.field)
					.sort(),
			).toEqual(Object.keys(given).sort());
	});
});

describe('ids that are none', () => {
	it.each([undefined, null, 5, {}, '', "' OR 1=1", '__proto__', '\u0000', 'x'.repeat(1_048_576)])(
		'%# find nothing and break nothing',
		async (id) => {
			const crm = openTestCrm({ partial: true });
			await crm.given.lead();
			const input = { item: 0, id: id as string };
			const outcomes = [
				...(await crm.records.get('lead', [input])),
				...(await crm.records.update('lead', [{ ...input, fields: { name: 'x' } }])),
				...(await crm.records.delete('lead', [input])),
				...(await crm.records.restore('lead', [input])),
			];
			expect(outcomes.map((outcome) => errorOf(outcome).code)).toEqual(Array(4).fill('RecordNotFound'));
			expect((await failureOf(crm.records.timeline('lead', id as string, { limit: 5 }))).code).toBe('RecordNotFound');
		},
	);
});

describe('what people really type', () => {
	it('is understood: labels of options in both languages, dates in Chinese writing, yes and no', async () => {
		const crm = openTestCrm();
		const contact = await crm.given.contact({ primary: '是', birthday: '1990年3月8日' });
		expect(contact).toMatchObject({ primary: true, birthday: '1990-03-08' });
		const customers = await crm.records.create(
			'customer',
			inputsOf(['经销商', 'Distributor', 'distributor', ' DISTRIBUTOR '].map((type) => ({ fields: { name: 'x', type } }))),
		);
		expect(customers.map((outcome) => valueOf(outcome).type)).toEqual(Array(4).fill('distributor'));
		const activity = await crm.given.activity({ at: '2026-03-01T09:00:00+08:00', nextStepOn: '2026/3/5' });
		expect(activity).toMatchObject({ at: '2026-03-01T01:00:00.000Z', nextStepOn: '2026-03-05' });
	});

	it('comes out of a second parsing unchanged', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ phone: '021-62345678转123', email: 'A@例子.中国', name: 'Ｊosé', message: '第一行\r\n第二行' });
		const { phone, email, name, message } = lead;
		const [same] = await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { phone, email, name, message } }]);
		expect(valueOf(same)).toEqual(lead);
	});
});
