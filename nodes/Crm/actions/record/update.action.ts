import type { UpdateInput } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { dynamicOptions } from '../../../shared/dynamicOption';
import { readFields, updateMapper } from '../../../shared/fieldMapper';
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

export const updateRecord = (object: CrmObject) =>
	defineAction<Omit<UpdateInput, 'item'>>({
		resource: object.name,
		operation: 'update',
		text: actionText(object, { name: { en: 'Update', 'zh-CN': '更新' }, action: { en: 'Update {}', 'zh-CN': '更新{}' } }),
		properties: [locatorFor(object.name), updateMapper, updateOptions],
		read: (parameter) => ({
			id: readLocator(parameter, object.name),
			fields: { ...readCleared(parameter), ...readFields(parameter, object.name) },
			version: readVersion(parameter),
		}),
		run: async (crm, inputs) => await crm.records.update(object.name, inputs),
	});
