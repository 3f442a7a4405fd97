import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import Ajv2020 from 'ajv/dist/2020';

import { objectOf, objects, schemaOf, type ObjectSchema } from '../../../core/schema/objects';
import { isObjectName } from '../../../core/schema/parseFields';
import type { Field, ObjectName } from '../../../core/schema/types';

const root = path.join(__dirname, '../../..');
const folder = path.join(root, 'schemas/objects');

type Json = { [key: string]: Json } & { [key: number]: Json };
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Json;
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(read(path.join(root, 'schemas/x-crm.schema.json')));

describe('the meta-schema', () => {
	it.each(readdirSync(folder))('accepts %s', (file) => {
		expect(validate(read(path.join(folder, file))) || validate.errors).toBe(true);
	});

	it.each<[string, (schema: Json) => unknown]>([
		['a misspelt annotation of a field', (s) => ((s.properties.phone['x-crm'] as Json).identitty = 'phone' as never)],
		['a misspelt annotation of the object', (s) => ((s['x-crm'] as Json).serach = [] as never)],
		['a misspelt JSON Schema keyword', (s) => (s.properties.name.maxLenght = 5 as never)],
		['a format that we do not know', (s) => (s.properties.email.format = 'e-mail' as never)],
		['an identity that we do not know', (s) => ((s.properties.phone['x-crm'] as Json).identity = 'fax' as never)],
		['a field without a Chinese label', (s) => delete (s.properties.name['x-crm'].label as Json)['zh-CN']],
		['an option label in one language', (s) => delete s.properties.source['x-crm'].options.web['zh-CN']],
		['a field without a label', (s) => delete (s.properties.name as Json)['x-crm']],
		['a table that is not ours', (s) => ((s['x-crm'] as Json).table = 'users; DROP' as never)],
		['a field name that is none', (s) => (s.properties['first name'] = s.properties.name)],
		['an object that takes any field', (s) => (s.additionalProperties = true as never)],
	])('refuses %s', (_name, spoil) => {
		const schema = read(path.join(folder, 'lead.schema.json'));
		expect(validate(schema)).toBe(true);
		spoil(schema);
		expect(validate(schema)).toBe(false);
	});
});

describe('the objects', () => {
	it('are those the schemas describe, and the names of no others are taken', () => {
		expect(objects.all.map((object) => `${object.name}.schema.json`).sort()).toEqual(readdirSync(folder).sort());
		expect([isObjectName('lead'), isObjectName('__proto__'), isObjectName('constructor')]).toEqual([true, false, false]);
	});

	const spoilt = (change: (schema: Json) => unknown) => {
		const schema = read(path.join(folder, 'lead.schema.json'));
		change(schema);
		return () => objectOf('lead', schema as unknown as ObjectSchema);
	};

	it.each<[string, (schema: Json) => unknown]>([
		['title', (s) => ((s['x-crm'] as Json).title = 'titel' as never)],
		['key', (s) => ((s['x-crm'] as Json).keys = [['numbr']] as never)],
		['index', (s) => ((s['x-crm'] as Json).indexes = [['owner']] as never)],
		['search field', (s) => ((s['x-crm'] as Json).search = ['nmae'] as never)],
		['owner', (s) => ((s['x-crm'] as Json).scope = { owner: 'owner' } as never)],
		['reference', (s) => ((s.properties.ownerId['x-crm'] as Json).ref = 'usr' as never)],
	])('refuse at load a %s that does not exist', (_name, change) => {
		expect(spoilt(() => undefined)).not.toThrow();
		expect(spoilt(change)).toThrow(/unknown (field|object)/);
	});

	const everyField = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...everyField(field.items ?? [])]);

	it.each(objects.all.map((object) => [object.name, object] as const))(
		'have every label of %s in English and in Chinese',
		(_name, object) => {
			const texts = [
				object.label,
				object.plural,
				...everyField(object.fields).flatMap((field) => [
					field.label,
					...(field.description ? [field.description] : []),
					...(field.options ?? []).map((option) => option.label),
				]),
			];
			for (const text of texts) {
				expect(text.en).toMatch(/^[\x20-\x7e–—’“”…]+$/);
				expect(text['zh-CN'].trim()).not.toBe('');
			}
			const translated = everyField(object.fields).filter((field) => /[\u4e00-\u9fff]/.test(field.label['zh-CN']));
			expect(
				everyField(object.fields)
					.filter((field) => !translated.includes(field))
					.map((field) => field.name),
			).toEqual(['id']);
		},
	);

	it.each(objects.all.map((object) => object.name))('bound every text of %s', (name) => {
		for (const [field, property] of Object.entries(schemaOf(name).properties)) {
			const bounded =
				property.type !== 'string' || property.maxLength !== undefined || ['uuid', 'date', 'date-time'].includes(property.format ?? '');
			expect([field, bounded]).toEqual([field, true]);
		}
	});

	it('have defaults that their own fields accept', () => {
		for (const field of objects.all.flatMap((object) => object.fields)) {
			if (field.default !== undefined && field.options) expect(field.options.map((option) => option.value)).toContain(field.default);
		}
	});

	it('have the fields that the users of this product asked for', () => {
		const fields = (name: ObjectName) => [...objects.get(name).byName.keys()];
		expect(fields('user')).toEqual(
			expect.arrayContaining(['teamId', 'managerId', 'role', 'email', 'mobile', 'weComUserId', 'active', 'absences']),
		);
		expect(fields('customer')).toEqual(
			expect.arrayContaining(['type', 'parentId', 'industry', 'region', 'tier', 'unifiedSocialCreditCode', 'invoiceTitle', 'bankAccount']),
		);
		expect(
			objects
				.get('customer')
				.byName.get('type')
				?.options?.map((option) => option.value),
		).toEqual(['endCustomer', 'distributor', 'agent', 'partner']);
		expect(objects.get('customer').keys).toContainEqual(['unifiedSocialCreditCode']);
		const owners = objects.all.flatMap(({ name, scope, byName }) =>
			scope && 'owner' in scope ? [[name, byName.get(scope.owner)?.ref]] : [],
		);
		expect(owners.map(([name]) => name)).toEqual(expect.arrayContaining(['customer', 'lead', 'task']));
		expect(owners.filter(([, to]) => to !== 'user')).toEqual([]);
	});

	it("mark every key that people are matched on as personal, except the customer's own", () => {
		const open = objects.all
			.filter((object) => object.name !== 'customer')
			.flatMap((object) => object.fields.filter((field) => field.identity && !field.personal));
		expect(open).toEqual([]);
	});
});

describe('the generated files', () => {
	it('are what the schemas say', async () => {
		const tsx = path.join(root, 'node_modules/.bin/tsx');
		await expect(promisify(execFile)(tsx, [path.join(root, 'tools/generate.ts'), '--check'], { cwd: root })).resolves.toMatchObject({
			stdout: '',
		});
	});
});
