/**
 * Writes core/schema/generated/ from schemas/objects/: the list of schema files and the TypeScript types of the records;
 * and the guide to the error codes of channels, docs/guides/error-codes.md, from core/channels/.
 * `--check` writes nothing and fails when a file would change.
 */
import { readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { format, resolveConfig } from 'prettier';
import { errorCodeGuide } from './errorCodes';

const root = path.join(__dirname, '..');
const objectsDir = path.join(root, 'schemas/objects');
const outDir = path.join(root, 'core/schema/generated');
const guides = path.join(root, 'docs/guides');

interface Property {
	type?: string;
	enum?: string[];
	items?: Property & { properties?: Record<string, Property>; required?: string[] };
	properties?: Record<string, Property>;
	required?: string[];
	'x-crm'?: { label: { en?: string; 'zh-CN': string }; money?: string };
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Property & { title: string; properties: Record<string, Property> };

function typeOf(property: Property): string {
	if (property.enum) return property.enum.map((value) => JSON.stringify(value)).join(' | ');
	// An amount leaves the store as a decimal text.
	if (property['x-crm']?.money) return 'string';
	switch (property.type) {
		case 'integer':
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'array':
			return `ReadonlyArray<${property.items ? typeOf(property.items) : 'unknown'}>`;
		case 'object':
			if (!property.properties) return 'Readonly<Record<string, unknown>>';
			return `{ ${Object.entries(property.properties)
				.map(([name, inner]) => `readonly ${name}${property.required?.includes(name) ? '' : '?'}: ${typeOf(inner)};`)
				.join(' ')} }`;
		default:
			return 'string';
	}
}

function interfaceOf(name: string, schema: ReturnType<typeof read>): string {
	const fields = Object.entries(schema.properties).map(([field, property]) => {
		const nullable = schema.required?.includes(field) ? '' : ' | null';
		return `/** ${property['x-crm']?.label['zh-CN'] ?? ''} */\n${field}: ${typeOf(property)}${nullable};`;
	});
	return `export interface ${name[0].toUpperCase()}${name.slice(1)}Record extends BaseRecord {\n${fields.join('\n')}\n}`;
}

async function main(): Promise<void> {
	const names = readdirSync(objectsDir)
		.filter((file) => file.endsWith('.schema.json'))
		.map((file) => file.replace('.schema.json', ''))
		.sort();
	const ajv = new Ajv2020({ allErrors: true, strict: false });
	const validate = ajv.compile(read(path.join(root, 'schemas/x-crm.schema.json')));
	for (const name of names) {
		const schema = read(path.join(objectsDir, `${name}.schema.json`));
		if (!validate(schema))
			throw new Error(`schemas/objects/${name}.schema.json: ${ajv.errorsText(validate.errors, { separator: '\n  ' })}`);
	}
	const header = '// Generated from schemas/ by `npm run generate`. Do not edit.\n';
	const types = [
		header,
		`export type ObjectName = ${names.map((name) => `'${name}'`).join(' | ')};`,
		'/** What every record has. */',
		'export interface BaseRecord { id: string; version: number; createdAt: string; updatedAt: string; deletedAt: string | null; }',
		...names.map((name) => interfaceOf(name, read(path.join(objectsDir, `${name}.schema.json`)))),
	].join('\n\n');
	const list = [
		header,
		...names.map((name) => `import ${name} from '../../../schemas/objects/${name}.schema.json';`),
		`\nexport const objectSchemas = { ${names.join(', ')} };`,
	].join('\n');
	for (const [target, content] of [
		[path.join(outDir, 'records.ts'), types],
		[path.join(outDir, 'schemas.ts'), list],
		[path.join(guides, 'error-codes.md'), errorCodeGuide('en')],
		[path.join(guides, 'error-codes.zh-CN.md'), errorCodeGuide('zh-CN')],
	] as const) {
		const next = await format(content, { ...(await resolveConfig(target)), filepath: target });
		const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
		if (next === current) continue;
		if (process.argv.includes('--check'))
			throw new Error(`${path.relative(root, target)} is not what it is written from. Run: npm run generate`);
		writeFileSync(target, next);
		console.log(`wrote ${path.relative(root, target)}`);
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exit(1);
});
