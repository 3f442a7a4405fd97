import type { ExportRequest, ExportResult } from '../../../../core/importTypes';
import type { CrmObject } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { conditionProperties, readSort, sortProperty } from '../../../shared/conditions';
import { dynamicOptions } from '../../../shared/dynamicOption';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import type { PropertySpec } from '../../../shared/property';
import { listOptions, readQuery } from './listOptions';
import { actionText } from './wording';

const nameLabel: Text = { en: 'File Name', 'zh-CN': '文件名' };

const formatProperty: PropertySpec = {
	displayName: { en: 'Format', 'zh-CN': '格式' },
	name: 'format',
	type: 'options',
	default: 'xlsx',
	ordered: true,
	options: [
		{ name: { en: 'Excel Workbook (XLSX)', 'zh-CN': 'Excel 工作簿（XLSX）' }, value: 'xlsx' },
		{ name: { en: 'CSV (UTF-8)', 'zh-CN': 'CSV 文件（UTF-8）' }, value: 'csv' },
		{ name: { en: 'CSV (GBK)', 'zh-CN': 'CSV 文件（GBK）' }, value: 'csvGbk' },
	],
};

const fieldsProperty = dynamicOptions({
	name: 'exportFields',
	label: { en: 'Field', 'zh-CN': '字段' },
	method: 'filterFields',
	dependsOn: ['resource'],
});

const fileNameProperty: PropertySpec = {
	displayName: nameLabel,
	name: 'fileName',
	type: 'string',
	default: '',
	description: { en: 'Without its ending; the object and the day when empty', 'zh-CN': '不含扩展名；不填则为对象名和日期' },
};

const chosenFields = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export const exportRecords = (object: CrmObject) =>
	defineAction<ExportRequest, ExportResult>({
		resource: object.name,
		operation: 'export',
		text: actionText(object, {
			name: { en: 'Export', 'zh-CN': '导出' },
			action: { en: 'Export {} to a file', 'zh-CN': '导出{}到文件' },
			many: true,
		}),
		description: {
			en: 'Write records into an XLSX or CSV file that Import Records understands again',
			'zh-CN': '将记录写入 XLSX 或 CSV 文件，可再由“导入记录”读取',
		},
		properties: [formatProperty, fieldsProperty, ...conditionProperties, sortProperty, fileNameProperty, listOptions],
		read: (parameter) => ({
			...readQuery(parameter, object.name),
			object: object.name,
			format: parameter.value('format') === 'xlsx' ? 'xlsx' : 'csv',
			encoding: parameter.value('format') === 'csvGbk' ? 'gb18030' : 'utf-8',
			fields: chosenFields(parameter.value('exportFields')),
			sort: readSort(parameter),
			fileName: parameter.text('fileName', nameLabel),
			language: instanceLocale(),
		}),
		run: async (crm, inputs) => await each(inputs, async (request) => await crm.imports.export(request)),
		emit: ({ rows, file }) => [{ json: { rows, fileName: file.name, bytes: file.bytes }, files: { data: file } }],
	});
