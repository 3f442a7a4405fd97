import type { ImportResult, ImportRun } from '../../../../core/importTypes';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';
import { resultHtml } from './formPage';
import {
	dryRunOption,
	emitEventsProperty,
	importFileOptions,
	importFileProperties,
	importNameProperty,
	readImportFile,
	readRequiredImportName,
} from './importProperties';

const runOptions = optionsProperty([
	dryRunOption,
	{
		displayName: { en: 'On Bad Rows', 'zh-CN': '遇到有误的行' },
		name: 'onBadRows',
		type: 'options',
		default: 'skip',
		ordered: true,
		description: { en: 'What to do when some rows cannot be imported', 'zh-CN': '部分行无法导入时如何处理' },
		options: [
			{ name: { en: 'Import the Others', 'zh-CN': '导入其余行' }, value: 'skip' },
			{ name: { en: 'Import Nothing', 'zh-CN': '全部不导入' }, value: 'stop' },
		],
	},
	...importFileOptions,
]);

export const importRecords = defineAction<ImportRun, ImportResult>({
	resource: 'import',
	operation: 'run',
	text: { en: ['Import Records', 'Import records from a file'], 'zh-CN': ['导入记录', '从文件导入记录'] },
	description: {
		en: 'Create or update a record for each row of an XLSX or CSV file; gives the counts, and the bad rows as a file',
		'zh-CN': '按 XLSX 或 CSV 文件的每一行创建或更新记录，返回计数以及有误行的文件',
	},
	properties: [...importFileProperties, importNameProperty, emitEventsProperty, runOptions],
	read: (parameter) => ({
		...readImportFile(parameter),
		name: readRequiredImportName(parameter),
		emitEvents: parameter.flag('emitEvents'),
		dryRun: parameter.flag('options.dryRun'),
		onBadRows: parameter.value('options.onBadRows') === 'stop' ? 'stop' : 'skip',
		language: instanceLocale(),
	}),
	run: async (crm, inputs) => await each(inputs, async (input) => await crm.imports.run(input)),
	emit: ({ badRowsFile, ...result }) => {
		const json = { ...(localise(result, instanceLocale()) as Record<string, unknown>), badRowsHtml: resultHtml(result, instanceLocale()) };
		return [{ json, ...(badRowsFile && { files: { badRows: badRowsFile } }) }];
	},
});
