import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm';
import { objects } from './objects';
import type { CrmObject, Field } from './types';

function columnOf(field: Field): EntitySchemaColumnOptions {
	const nullable = !field.system || field.name === 'deletedAt';
	switch (field.type) {
		case 'integer':
		case 'money':
			return { type: 'integer', nullable };
		case 'number':
			return { type: 'real', nullable };
		case 'boolean':
			return { type: 'boolean', nullable };
		case 'list':
			return { type: 'simple-json', nullable };
		default:
			return { type: 'text', nullable };
	}
}

function entityOf(object: CrmObject, EntitySchemaClass: typeof EntitySchema): EntitySchema {
	const columns = object.fields.map((field) => [field.name, { ...columnOf(field), primary: field.name === 'id' }] as const);
	const derived = Object.keys(object.matchKeys).map((name) => [name, { type: 'text', nullable: true }] as const);
	return new EntitySchemaClass({
		name: object.name,
		tableName: object.table,
		columns: { ...Object.fromEntries(columns), ...Object.fromEntries(derived) } as Record<string, EntitySchemaColumnOptions>,
	});
}

let entities: EntitySchema[] | undefined;

/** One TypeORM entity per object, for entity work through repositories. Decorators would clash with n8n's own TypeORM. */
export function crmEntities(): EntitySchema[] {
	const { EntitySchema: EntitySchemaClass } = require('typeorm') as typeof import('typeorm');
	entities ??= objects.all.map((object) => entityOf(object, EntitySchemaClass));
	return entities;
}
