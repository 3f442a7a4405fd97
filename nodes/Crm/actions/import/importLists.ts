import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objects } from '../../../../core';
import { importFields, leaveOut } from '../../../../core/imports';
import { matchersOf } from '../../../../core/records';
import type { ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { withEditorCrm } from '../../../shared/editor';
import { instanceLocale } from '../../../shared/locale';

export const leftOut: Text = { en: '– Leave Out –', 'zh-CN': '— 不导入 —' };

/**
 * Begins the names of a form's answers about columns, so that these are told from the form's other answers and from what
 * n8n adds to them, whatever a column is called. No heading begins so: none has two blanks in a row.
 */
export const columnAnswer = 'column:  ';

/** The object chosen in the node, with the fields that users added to it. */
const chosenObject = async (context: ILoadOptionsFunctions) =>
	await withEditorCrm(context, async (crm) =>
		(await crm.objects()).all.find(({ name }) => name === (context.getCurrentNodeParameter('object') as ObjectName)),
	);

const sorted = (options: INodePropertyOptions[]) => options.sort((a, b) => a.name.localeCompare(b.name, instanceLocale()));

/** n8n's `methods.loadOptions` for imports. */
export const importOptionMethods = {
	async importObjects(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const kept = objects.all.filter(({ policy, log }) => !policy && !log);
		return await Promise.resolve(sorted(kept.map(({ name, label }) => ({ name: label[instanceLocale()], value: name }))));
	},
	async importFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const object = await chosenObject(this);
		const fields = object ? importFields(object).map(({ name, label }) => ({ name: label[instanceLocale()], value: name })) : [];
		return [{ name: leftOut[instanceLocale()], value: leaveOut }, ...sorted(fields)];
	},
	async importMatches(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const object = await chosenObject(this);
		const labelOf = (field: string) => object?.byName.get(field)?.label[instanceLocale()] ?? field;
		const ways = object ? matchersOf(object).map(({ fields }) => ({ name: fields.map(labelOf).join(' + '), value: fields.join('+') })) : [];
		return ways;
	},
};
