import fc from 'fast-check';

import { objects } from '../../../core/schema/objects';
import { define } from '../../support/fields';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const update = async (crm: TestCrm, id: string, fields: Record<string, unknown>) =>
	valueOf((await crm.records.update('customer', [{ item: 0, id, fields }]))[0]);

describe('a defined field', () => {
	it('is a field of its records at once: written, read, kept in the history, cleared', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Delivery Area', labelZh: '配送区域' });
		const made = await crm.given.customer({ custom_deliveryArea: '  华东 ' });
		expect(made).toMatchObject({ custom_deliveryArea: '华东' });
		expect(made).not.toHaveProperty('custom');
		const [read] = (await crm.records.get('customer', [{ item: 0, id: made.id }])).map(valueOf);
		expect(read).toEqual(made);
		await update(crm, made.id, { custom_deliveryArea: '华南' });
		expect(await update(crm, made.id, { custom_deliveryArea: null })).toMatchObject({ custom_deliveryArea: null, version: 3 });
		const changes = (await crm.eventsOf(made)).map((event) => event.changes.custom_deliveryArea);
		expect(changes).toEqual([
			[null, '华东'],
			['华东', '华南'],
			['华南', null],
		]);
		expect(await crm.rows('SELECT custom FROM crm_customer')).toEqual([{ custom: '{}' }]);
	});

	it('writes nothing when its value stays as it is', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		const { id } = await crm.given.customer({ custom_area: 'a' });
		expect((await update(crm, id, { custom_area: 'a' })).version).toBe(1);
	});

	it('keeps personal values out of the permanent history', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Passport', personal: true });
		const [event] = await crm.eventsOf(await crm.given.customer({ custom_passport: 'E123' }));
		expect(event.changes.custom_passport).toBeNull();
		expect(event.personal).toMatchObject({ custom_passport: [null, 'E123'] });
	});

	it('is unknown to other objects and to other databases in the same process', async () => {
		const [crm, other] = [openTestCrm(), openTestCrm()];
		await define(crm, { label: 'Area' });
		await define(other, { label: 'Area', type: 'integer' }, { label: 'Size' });
		expect(await crm.given.customer({ custom_area: 'x' })).toMatchObject({ custom_area: 'x' });
		expect(await other.given.customer({ custom_area: '7', custom_size: 'L' })).toMatchObject({ custom_area: 7, custom_size: 'L' });
		expect(await failureOf(crm.given.customer({ custom_size: 'L' }))).toMatchObject({ code: 'ValidationFailed', field: 'custom_size' });
		expect(await failureOf(crm.given.lead({ custom_area: 'x' }))).toMatchObject({ field: 'custom_area' });
	});

	it('is blank in records from before, which need no value for another change', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.customer();
		await define(crm, { label: 'Area', required: true });
		expect(await update(crm, id, { city: '苏州' })).toMatchObject({ custom_area: null, city: '苏州' });
	});

	it('refers to records that exist, and lets them be deleted', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Engineer', type: 'reference', refersTo: 'user' });
		const user = await crm.given.user();
		const made = await crm.given.customer({ custom_engineer: user.id });
		expect(made.custom_engineer).toBe(user.id);
		const missing = await failureOf(crm.given.customer({ custom_engineer: made.id }));
		expect(missing).toMatchObject({ code: 'ValidationFailed', field: 'custom_engineer' });
		valueOf((await crm.records.delete('user', [{ item: 0, id: user.id }]))[0]);
	});

	it('stays what it was when another one is defined or it is defined the same again', async () => {
		const crm = openTestCrm();
		const [first] = await define(crm, { label: 'Area' });
		const [again, other] = await define(crm, { name: 'area', label: 'Area' }, { label: 'Size' });
		expect([again.id, again.version]).toEqual([first.id, 1]);
		expect(other.id).not.toBe(first.id);
	});

	it('is hidden when it is switched off, keeps its values through other changes, and shows them when it is on again', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' }, { label: 'Size' });
		const made = await crm.given.customer({ custom_area: '华东', custom_size: 'L' });
		await define(crm, { name: 'area', active: false });
		expect(await update(crm, made.id, { custom_size: 'XL' })).not.toHaveProperty('custom_area');
		expect(await failureOf(update(crm, made.id, { custom_area: 'x' }))).toMatchObject({ field: 'custom_area' });
		await define(crm, { name: 'area', active: true });
		expect(await update(crm, made.id, { city: '苏州' })).toMatchObject({ custom_area: '华东', custom_size: 'XL' });
	});

	it('shows in the timeline of its record under its name', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		const made = await crm.given.customer({ custom_area: '华东' });
		const { entries } = await crm.records.timeline('customer', made.id, { limit: 5 });
		expect(entries[0].changes).toMatchObject({ custom_area: { from: null, to: '华东' } });
	});
});

describe('the name of a field', () => {
	it.each([
		['the English label', { label: 'VIP Level' }, 'vipLevel', ['VIP Level', 'VIP Level']],
		['the label without its signs', { label: 'Müller’s area (2nd)' }, 'mullerSArea2nd', ['Müller’s area (2nd)', 'Müller’s area (2nd)']],
		['what was entered', { label: 'Area', labelZh: '区域一', name: 'sales_area' }, 'salesArea', ['Area', '区域一']],
		['what was entered with the prefix', { labelZh: '区域一', name: 'custom_areaCode' }, 'areaCode', ['区域一', '区域一']],
	])('comes from %s', async (_from, definition, name, labels) => {
		const [field] = await define(openTestCrm(), definition);
		expect([field.name, [field.label, field.labelZh]]).toEqual([name, labels]);
	});

	it('is asked for when the label has no Latin letters', async () => {
		const error = await failureOf(define(openTestCrm(), { labelZh: '区域一' }));
		expect(error).toMatchObject({ code: 'ValidationFailed', problems: [{ field: 'name' }] });
		expect(error.text['zh-CN']).toContain('字段名：为必填项，因为没有可用于生成字段名的英文名称');
	});

	it('needs one label, and says so once', async () => {
		const error = await failureOf(define(openTestCrm(), { type: 'text' }));
		expect(error.text).toEqual({
			en: 'Field: Label is required, or the Chinese label',
			'zh-CN': '自定义字段：英文名称：与中文名称至少填写一项',
		});
	});

	it.each(['配送', '2nd', '——'])('is made of letters and digits: %s is told what it takes', async (name) => {
		const error = await failureOf(define(openTestCrm(), { labelZh: '配送区域', name }));
		expect(error.text['zh-CN']).toBe('自定义字段：字段名：只能由英文字母 a–z 和数字组成，且以字母开头');
	});

	it('never breaks a statement or a record, whatever is entered', async () => {
		const crm = openTestCrm();
		const entered = fc.oneof(
			fc.string({ maxLength: 40 }),
			fc.string({ unit: 'binary', maxLength: 40 }),
			fc.constantFrom(
				'constructor',
				'__proto__',
				'toString',
				"a' OR 1=1 --",
				'id',
				'Name',
				'🙂',
				'\u0000',
				'x'.repeat(200),
				5,
				null,
				[],
				{},
			),
		);
		await fc.assert(
			fc.asyncProperty(entered, entered, async (label, name) => {
				const [outcome] = await crm
					.as({ partial: true })
					.fields.define([{ item: 0, fields: { object: 'contact', type: 'text', label, name } }]);
				if (!outcome.ok) {
					expect(['ValidationFailed', 'Refused']).toContain(outcome.error.code);
					return;
				}
				const key = `custom_${String(outcome.value.name)}`;
				const made = await crm.given.contact({ [key]: 'value' });
				expect(made[key]).toBe('value');
				const filter = { match: 'all' as const, conditions: [{ field: key, operator: 'equals' as const, value: 'value' }] };
				expect(await crm.records.count('contact', { filter })).toBeGreaterThan(0);
			}),
			{ numRuns: process.env.GUANXI_SOAK ? 500 : 60, seed: 7 },
		);
	});
});

describe('a definition is refused', () => {
	it.each<[string, Record<string, unknown>, string]>([
		['without a record type', { object: '', label: 'Area' }, 'object'],
		['for a record type that does not exist', { object: 'ship', label: 'Area' }, 'object'],
		['for a rule', { object: 'scoringModel', label: 'Area' }, 'object'],
		['without any label', { label: ' ' }, 'label'],
		['with a label that is too long', { label: 'a'.repeat(61) }, 'label'],
		['with a name that is too long', { label: 'Area', name: 'a'.repeat(33) }, 'name'],
		['with the name of a built-in field', { label: 'My Region', name: 'region' }, 'name'],
		['with the label of a built-in field', { label: 'City ', name: 'town' }, 'label'],
		['with the Chinese label of a built-in field', { label: 'Town', labelZh: '城市' }, 'label'],
		['with a type that does not exist', { label: 'Area', type: 'colour' }, 'type'],
		['as a choice without options', { label: 'Area', type: 'option' }, 'options'],
		['with two options of one name', { label: 'Area', type: 'option', options: [{ value: 'a' }, { value: 'b', label: 'A' }] }, 'options'],
		['as a reference to nothing', { label: 'Area', type: 'reference' }, 'refersTo'],
		['unique, as a long text', { label: 'Area', type: 'longText', unique: true }, 'unique'],
		['indexed, as a long text', { label: 'Area', type: 'longText', indexed: true }, 'indexed'],
		['unique, as yes or no', { label: 'Area', type: 'boolean', unique: true }, 'unique'],
		['with the state of its index', { label: 'Area', indexState: 'ready' }, 'indexState'],
	])('%s', async (_why, definition, field) => {
		const crm = openTestCrm();
		const error = await failureOf(define(crm, definition));
		expect(error).toMatchObject({ code: 'ValidationFailed', field });
		expect(error.text['zh-CN']).toMatch(/^自定义字段：/);
		expect(await crm.rows('SELECT * FROM crm_field')).toEqual([]);
	});

	it('with the label, or nearly the name, of another one, also in the same call', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area Code' });
		const inputs = inputsOf([
			{ fields: { object: 'customer', type: 'text', label: 'Size' } },
			{ fields: { object: 'customer', type: 'text', label: 'area code', name: 'other' } },
			{ fields: { object: 'customer', type: 'text', label: 'Other', name: 'areacode' } },
			{ fields: { object: 'customer', type: 'text', label: 'Size', name: 'size2' } },
			{ fields: { object: 'lead', type: 'text', label: 'Area Code' } },
		]);
		const outcomes = await crm.as({ partial: true }).fields.define(inputs);
		expect(outcomes.map((outcome) => (outcome.ok ? 'made' : outcome.error.field))).toEqual(['made', 'label', 'name', 'label', 'made']);
	});

	it('as a whole when one of several is bad', async () => {
		const crm = openTestCrm();
		const error = await failureOf(define(crm, { label: 'Size' }, { label: 'City' }));
		expect(error.items).toMatchObject([{ item: 1 }]);
		expect(await crm.rows('SELECT * FROM crm_field')).toEqual([]);
	});

	it('when there are too many: 200 of an object, and 20 indexed ones', async () => {
		const crm = openTestCrm();
		const many = (count: number, more: object) => Array.from({ length: count }, (_, i) => ({ label: `F${i}`, name: `f${i}`, ...more }));
		await define(crm, ...many(200, {}));
		expect(await failureOf(define(crm, { label: 'One More' }))).toMatchObject({ field: 'object' });
		await define(crm, { label: 'F0', name: 'f0', required: true });
		await define(crm, ...many(20, { indexed: true }));
		expect(await failureOf(define(crm, { name: 'f20', unique: true }))).toMatchObject({ field: 'unique' });
		await define(crm, { name: 'f3', indexed: false }, { name: 'f20', unique: true });
	});
});

describe('a change of type', () => {
	it.each([
		['text', 'longText', '华东'],
		['integer', 'number', 7],
		['option', 'text', 'a'],
		['date', 'text', '2026-03-01'],
		['mobile', 'phone', '+8613800138000'],
		['email', 'text', 'a@example.com'],
	])('from %s to %s keeps the values', async (from, to, value) => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', type: from, options: [{ value: 'a' }] });
		const { id } = await crm.given.customer({ custom_area: value });
		await define(crm, { name: 'area', type: to });
		expect(await update(crm, id, { city: '苏州' })).toMatchObject({ custom_area: value });
	});

	it('that could lose values is refused while there are some, and says what to do', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		const { id } = await crm.given.customer({ custom_area: '华东' });
		await crm.records.delete('customer', [{ item: 0, id }]);
		const error = await failureOf(define(crm, { name: 'area', type: 'number' }));
		expect(error).toMatchObject({ code: 'Refused', field: 'type' });
		expect(error.hint.en).toContain('define another one');
		await crm.records.restore('customer', [{ item: 0, id }]);
		await update(crm, id, { custom_area: null });
		await define(crm, { name: 'area', type: 'number' });
		expect(await update(crm, id, { custom_area: '2.5' })).toMatchObject({ custom_area: 2.5 });
	});

	it('takes no option away that a record has', async () => {
		const crm = openTestCrm();
		const options = (...values: string[]) => ({ name: 'area', label: 'Area', type: 'option', options: values.map((value) => ({ value })) });
		await define(crm, options('a', 'b', 'c'));
		await crm.given.customer({ custom_area: 'b' });
		const error = await failureOf(define(crm, options('a')));
		expect(error).toMatchObject({ code: 'Refused', field: 'options' });
		expect(error.text.en).toContain('1 record');
		await define(crm, options('b', 'd'));
		expect(await failureOf(crm.given.customer({ custom_area: 'a' }))).toMatchObject({ field: 'custom_area' });
	});
});

describe('a value is refused', () => {
	it.each<[string, object, unknown]>([
		['no option', { type: 'option', options: [{ value: 'a' }] }, 'c'],
		['no whole number', { type: 'integer' }, 2.5],
		['no number', { type: 'number' }, 'many'],
		['no yes or no', { type: 'boolean' }, 'perhaps'],
		['no date', { type: 'date' }, '2026-02-30'],
		['no time', { type: 'dateTime' }, 'noon'],
		['no e-mail', { type: 'email' }, 'a@'],
		['no phone', { type: 'phone' }, 'abc'],
		['no id', { type: 'reference', refersTo: 'user' }, 'Ada'],
		['too long', { type: 'text' }, '长'.repeat(501)],
		['much too long', { type: 'text' }, 'x'.repeat(100_000)],
		['too long for a long text', { type: 'longText' }, 'x'.repeat(5001)],
		['a list', { type: 'text' }, ['a']],
		['missing', { type: 'text', required: true }, ' '],
	])('that is %s', async (_why, definition, value) => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', labelZh: '片区', ...definition });
		const error = await failureOf(crm.given.customer({ custom_area: value }));
		expect(error).toMatchObject({ code: 'ValidationFailed', field: 'custom_area' });
		expect(error.text.en).toContain('Area');
		expect(error.text['zh-CN']).toContain('片区');
	});

	it('without harm to the other items', async () => {
		const crm = openTestCrm({ partial: true });
		await define(crm, { label: 'Size', type: 'integer' });
		const inputs = inputsOf([1, 'x', 3].map((custom_size) => ({ fields: { name: 'a', custom_size } })));
		const outcomes = await crm.records.create('customer', inputs);
		expect(errorOf(outcomes[1])).toMatchObject({ field: 'custom_size' });
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
	});

	it('of 500 characters outside the basic plane only when one more is there', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		await crm.given.customer({ custom_area: '𠮷'.repeat(500) });
		expect(await failureOf(crm.given.customer({ custom_area: '𠮷'.repeat(501) }))).toMatchObject({ field: 'custom_area' });
	});
});

describe('all types', () => {
	it.each<[string, object, unknown, unknown]>([
		['text', {}, 5, '5'],
		['longText', {}, 'a\r\nb', 'a\nb'],
		['integer', {}, '42', 42],
		['number', {}, 0.1, 0.1],
		['boolean', {}, '否', false],
		['date', {}, '2026年3月1日', '2026-03-01'],
		['dateTime', {}, '2026-03-01T09:00:00+08:00', '2026-03-01T01:00:00.000Z'],
		['option', { options: [{ value: 'e', label: 'East', labelZh: '东部' }] }, '东部', 'e'],
		['email', {}, 'Ada@Example.com', 'ada@example.com'],
		['mobile', {}, '138 0013 8000', '+8613800138000'],
	])('%s is stored in its own form', async (type, more, entered, stored) => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', type, ...more });
		const made = await crm.given.customer({ custom_area: entered });
		expect(made.custom_area).toEqual(stored);
		expect(valueOf((await crm.records.get('customer', [{ item: 0, id: made.id }]))[0])).toEqual(made);
	});

	it('are those that the schema of definitions offers', () => {
		expect(
			objects
				.get('field')
				.byName.get('type')
				?.options?.map(({ value }) => value),
		).toHaveLength(12);
	});
});
