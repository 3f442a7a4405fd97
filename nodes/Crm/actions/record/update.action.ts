import type { UpdateInput } from '../../../../core/crm';
import { CrmError } from '../../../../core/errors';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { dynamicOptions } from '../../../shared/dynamicOption';
import { hasNoFields, readFields, updateMapper } from '../../../shared/fieldMapper';
import type { Parameters } from '../../../shared/parameters';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { actionText } from './wording';

const clearOption = dynamicOptions({
	name: 'clear',
	label: { en: 'Clear Field', 'zh-CN': '清空字段' },
	method: 'clearableFields',
	dependsOn: ['resource'],
});

const updateOptions = optionsProperty([clearOption, versionOption]);

/** A blank value in the form is a field not given; this list says which fields are to become empty. */
function readCleared(parameter: Parameters): Record<string, null> {
	const cleared = parameter.value('options.clear');
	return Array.isArray(cleared) ? Object.fromEntries(cleared.map((name) => [String(name), null])) : {};
}

const nothingToChange = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'There is nothing to change', 'zh-CN': '没有要修改的内容' },
		{
			hint: {
				en: 'Add at least one field with a value, or choose one in Options → Clear Field.',
				'zh-CN': '请至少添加一个有值的字段，或在“选项 → 清空字段”中选择。',
			},
			field: 'fields',
		},
	);

export const updateRecord = (object: CrmObject) =>
	defineAction<Omit<UpdateInput, 'item'>>({
		resource: object.name,
		operation: 'update',
		text: actionText(object, { name: { en: 'Update', 'zh-CN': '更新' }, action: { en: 'Update {}', 'zh-CN': '更新{}' } }),
		properties: [locatorFor(object.name), updateMapper, updateOptions],
		read: (parameter) => {
			const id = readLocator(parameter, object.name);
			const fields = { ...readCleared(parameter), ...readFields(parameter, object.name) };
			// Values that happen to be blank leave a record as it is; a form without a field is a mistake.
			if (Object.keys(fields).length === 0 && hasNoFields(parameter)) throw nothingToChange();
			return { id, fields, version: readVersion(parameter) };
		},
		run: async (crm, inputs) => await crm.records.update(object.name, inputs),
	});
