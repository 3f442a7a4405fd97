import type { Upserted, UpsertInput } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { readFields, readMatchOn, upsertMapper } from '../../../shared/fieldMapper';
import { dryRunOption, importNameOption, readImportName } from '../import/importProperties';
import { actionText } from './wording';

const upsertOptions = optionsProperty([dryRunOption, importNameOption, idempotencyOption]);

interface Settings {
	readonly dryRun: boolean;
	readonly importName?: string;
}

export const upsertRecord = (object: CrmObject) =>
	defineAction<Omit<UpsertInput, 'item'>, Upserted & { dryRun: boolean }, Settings>({
		resource: object.name,
		operation: 'upsert',
		text: actionText(object, {
			name: { en: 'Create or Update', 'zh-CN': '创建或更新' },
			action: { en: 'Create or update {}', 'zh-CN': '创建或更新{}' },
		}),
		description: {
			en: 'Create a new record, or update the current one if it already exists (upsert)',
			'zh-CN': '创建新记录；若记录已存在则更新（upsert）',
		},
		properties: [upsertMapper, upsertOptions],
		read: (parameter) => ({
			fields: readFields(parameter, object.name),
			matchOn: readMatchOn(parameter),
			idempotencyKey: readIdempotencyKey(parameter),
		}),
		settings: (parameter) => ({ dryRun: parameter.flag('options.dryRun'), importName: readImportName(parameter) }),
		run: async (crm, inputs, { dryRun, importName }) => {
			const outcomes =
				importName === undefined || dryRun
					? await crm.records.upsert(object.name, inputs, { dryRun })
					: await crm.imports.upsert(importName, object.name, inputs);
			return outcomes.map((outcome) => (outcome.ok ? { ok: true, value: { ...outcome.value, dryRun } } : outcome));
		},
		// A record that a dry run would make has no id yet.
		emit: ({ created, record, dryRun }) => [
			{ json: { ...record, ...(dryRun && created && { id: null }), created, ...(dryRun && { dryRun }) } },
		],
	});
