import { objects } from '../../../../core';
import { encodings, leaveOut } from '../../../../core/imports';
import type { ImportFile } from '../../../../core/importTypes';
import type { ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { badParameter } from '../../../shared/errors';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { columnAnswer, leftOut } from './importLists';

const objectLabel: Text = { en: 'Object', 'zh-CN': '对象' };
const fileLabel: Text = { en: 'Input Binary Field', 'zh-CN': '文件所在的二进制字段' };
const nameLabel: Text = { en: 'Import Name', 'zh-CN': '导入名称' };
const sheetLabel: Text = { en: 'Sheet', 'zh-CN': '工作表' };
const rowLabel: Text = { en: 'Heading Row', 'zh-CN': '标题行' };

const objectProperty = dynamicOption({ name: 'object', label: objectLabel, method: 'importObjects', required: true });

const fileProperty: PropertySpec = {
	displayName: fileLabel,
	name: 'file',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: { en: 'e.g. data', 'zh-CN': '例如 data' },
	description: {
		en: 'Name of the binary field that holds the XLSX or CSV file, or an expression that gives the file of an earlier node',
		'zh-CN': '存放 XLSX 或 CSV 文件的二进制字段名；也可用表达式引用更早节点的文件',
	},
};

const mappingProperties: readonly PropertySpec[] = [
	{
		displayName: { en: 'Columns', 'zh-CN': '列' },
		name: 'columns',
		type: 'options',
		default: 'guess',
		ordered: true,
		description: {
			en: 'How each column of the file finds its field',
			'zh-CN': '文件中的各列如何对应字段',
		},
		options: [
			{ name: { en: 'Recognise by Heading and Content', 'zh-CN': '按标题和内容自动识别' }, value: 'guess' },
			{ name: { en: 'Recognise, with Exceptions Below', 'zh-CN': '自动识别，例外见下' }, value: 'define' },
			{ name: { en: 'As in the Last Import with These Headings', 'zh-CN': '同上次标题相同的导入' }, value: 'last' },
			{ name: { en: 'As an Earlier Node Says', 'zh-CN': '由前面的节点指定' }, value: 'given' },
		],
	},
	{
		displayName: { en: 'Exceptions', 'zh-CN': '例外' },
		name: 'exceptions',
		type: 'fixedCollection',
		placeholder: { en: 'Add Column', 'zh-CN': '添加列' },
		default: {},
		typeOptions: { multipleValues: true },
		displayOptions: { show: { columns: ['define'] } },
		options: [
			{
				name: 'columns',
				displayName: { en: 'Columns', 'zh-CN': '列' },
				values: [
					{
						displayName: { en: 'Heading', 'zh-CN': '标题' },
						name: 'heading',
						type: 'string',
						default: '',
						description: {
							en: 'As it stands in the file; a column without one is called Column D',
							'zh-CN': '与文件中一致；没有标题的列写作 Column D',
						},
					},
					dynamicOption({ name: 'field', label: { en: 'Field', 'zh-CN': '字段' }, method: 'importFields', dependsOn: ['object'] }),
				],
			},
		],
	},
	{
		displayName: { en: 'Fields by Heading', 'zh-CN': '各标题对应的字段' },
		name: 'mapping',
		type: 'json',
		default: '={{ $json }}',
		description: {
			en: 'An object with a field name or label for each heading, such as the answers of a form made of the page that Preview gives; - leaves a column out, other keys are passed over',
			'zh-CN': '以标题为键、字段名或字段标签为值的对象，例如用“预览”给出的页面做成的表单的答案；- 表示不导入，其他键会被忽略',
		},
		displayOptions: { show: { columns: ['given'] } },
	},
];

/** What a file is and how it is read; the same for every operation on one. */
export const importFileProperties: readonly PropertySpec[] = [objectProperty, fileProperty, ...mappingProperties];

/** The rarer settings of these operations. */
export const importFileOptions: readonly PropertySpec[] = [
	{
		...dynamicOption({ name: 'matchOn', label: { en: 'Match On', 'zh-CN': '匹配字段' }, method: 'importMatches', dependsOn: ['object'] }),
		hint: {
			en: 'Without it, rows find their records by the surest that the file has: a number, a tax number, then the name of a company, or phone and email of a person',
			'zh-CN': '不选时按文件中最可靠的内容匹配：编号、税号，其次是公司名称，或个人的电话和邮箱',
		},
	},
	{
		displayName: sheetLabel,
		name: 'sheet',
		type: 'string',
		default: '',
		description: {
			en: 'Name of the sheet of a workbook; the first one that is shown when empty',
			'zh-CN': '工作簿中的工作表名称；不填则为第一个可见工作表',
		},
	},
	{
		displayName: rowLabel,
		name: 'headingRow',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: { en: 'The row in which the headings stand, where it is not recognised', 'zh-CN': '标题所在行，自动识别有误时填写' },
	},
	{
		displayName: { en: 'Encoding', 'zh-CN': '编码' },
		name: 'encoding',
		type: 'options',
		default: 'utf-8',
		description: { en: 'The encoding of a CSV, where it is not recognised', 'zh-CN': 'CSV 的编码，自动识别有误时选择' },
		options: encodings.map((value) => ({ name: { en: value.toUpperCase(), 'zh-CN': `${value.toUpperCase()} 编码` }, value })),
	},
];

export const dryRunOption: PropertySpec = {
	displayName: { en: 'Dry Run', 'zh-CN': '试运行' },
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: { en: 'Whether to judge everything and write nothing', 'zh-CN': '只检查，不写入任何数据' },
};

const namedImport: Text = {
	en: 'Names what is written, so that Undo Import can take it back; the same name goes on where it was',
	'zh-CN': '为写入的数据命名，以便用“撤销导入”撤回；使用相同名称则继续',
};

export const importNameOption: PropertySpec = {
	displayName: nameLabel,
	name: 'importName',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. Trade fair March 2026', 'zh-CN': '例如 2026年3月展会名单' },
	description: namedImport,
};

/** Of Preview File, which names nothing itself. */
export const previewNameOption: PropertySpec = {
	...importNameOption,
	description: {
		en: 'The name that the import shall have, else the name of the file: the output has it as name, or a free one like it where it stands for another import',
		'zh-CN': '导入时要用的名称，不填则用文件名：输出的 name 即该名称；若已用于其他导入，则为相近的可用名称',
	},
};

export const importNameProperty: PropertySpec = { ...importNameOption, required: true };

export const emitEventsProperty: PropertySpec = {
	displayName: { en: 'Emit Events', 'zh-CN': '触发事件' },
	name: 'emitEvents',
	type: 'boolean',
	default: false,
	description: {
		en: 'Whether CRM Triggers hear of each record and start their workflows; the log has all changes either way',
		'zh-CN': '是否让 CRM Trigger 收到每条记录的事件并启动工作流；无论如何变更都会记入日志',
	},
};

export const readImportName = (parameter: Parameters) => parameter.text('options.importName', nameLabel);

export const readRequiredImportName = (parameter: Parameters) => parameter.requiredText('importName', nameLabel);

function readMapping(parameter: Parameters): Record<string, unknown> {
	const columns = parameter.value('columns');
	if (columns === 'define')
		return Object.fromEntries(parameter.entries('exceptions.columns').map(({ heading, field }) => [String(heading).trim(), field]));
	if (columns !== 'given') return {};
	const given = parameter.value('mapping');
	if (typeof given === 'object' && given !== null) return given as Record<string, unknown>;
	try {
		const parsed: unknown = JSON.parse(String(given));
		if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
	} catch {
		// No JSON: told below.
	}
	throw badParameter({ en: 'Fields by Heading', 'zh-CN': '各标题对应的字段' }, 'mapping', { en: 'must be an object', 'zh-CN': '应为对象' });
}

/** Of a form's answers those about columns, by heading; such an answer says in words that a column is left out. */
function fieldsByHeading(mapping: Record<string, unknown>): Record<string, unknown> {
	const given = Object.entries(mapping);
	const answers = given.filter(([name]) => name.startsWith(columnAnswer));
	const fields = answers.length > 0 ? answers.map(([name, field]) => [name.slice(columnAnswer.length), field] as const) : given;
	return Object.fromEntries(fields.map(([heading, field]) => [heading, Object.values(leftOut).includes(String(field)) ? leaveOut : field]));
}

/** The object by its name, or by what it is called in either language, as a form's answer says it. */
function readObject(parameter: Parameters): ObjectName {
	const wanted = parameter.requiredText('object', objectLabel).toLowerCase();
	const object = objects.all.find(({ name, label, plural, policy, log }) => {
		const names = [name, label.en, label['zh-CN'], plural.en, plural['zh-CN']];
		return !policy && !log && names.some((known) => known.toLowerCase() === wanted);
	});
	if (object) return object.name;
	throw badParameter(objectLabel, 'object', { en: 'is not one of the CRM', 'zh-CN': '不是 CRM 的对象' });
}

/** Which file, and how it is to be read. Throws CrmError. */
export function readImportFile(parameter: Parameters): ImportFile {
	const matchOn = parameter.text('options.matchOn', { en: 'Match On', 'zh-CN': '匹配字段' });
	return {
		object: readObject(parameter),
		file: parameter.file('file', fileLabel),
		mapping: fieldsByHeading(readMapping(parameter)),
		asLastTime: parameter.value('columns') === 'last',
		matchOn: matchOn?.split('+'),
		sheet: parameter.text('options.sheet', sheetLabel),
		headingRow: parameter.number('options.headingRow', rowLabel, { min: 1, max: 1_048_576 }),
		encoding: parameter.text('options.encoding', { en: 'Encoding', 'zh-CN': '编码' }),
	};
}
