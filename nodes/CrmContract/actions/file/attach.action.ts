import { isBlank } from '../../../../core/blank';
import type { AttachInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { readRequiredRecord, recordPropertiesFor } from '../../../shared/aboutRecord';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { formProperty } from '../../../shared/schemaForm';
import { fieldOf } from '../../contractFields';

const fieldLabel: Text = { en: 'Input Binary Field', 'zh-CN': '输入的二进制字段' };

const binaryProperty: PropertySpec = {
	displayName: fieldLabel,
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: {
		en: 'The name of the binary field with the file, up to 100 MB',
		'zh-CN': '文件所在的二进制字段名，文件不超过 100 MB',
	},
};

const [kind, note] = [fieldOf('file', 'kind'), fieldOf('file', 'note')];
const nameLabel: Text = { en: 'File Name', 'zh-CN': '文件名' };

const nameOption: PropertySpec = {
	displayName: nameLabel,
	name: 'name',
	type: 'string',
	default: '',
	description: { en: 'In place of the name that the file has', 'zh-CN': '替代文件原有的名称' },
};

function givenFile(parameter: Parameters): ReturnType<Parameters['file']> {
	if (isBlank(parameter.value('binaryPropertyName')))
		throw badParameter(fieldLabel, 'binaryPropertyName', { en: 'is missing', 'zh-CN': '不能为空' });
	return parameter.file('binaryPropertyName', fieldLabel);
}

export const attachFile = defineAction<Omit<AttachInput, 'item'>>({
	resource: 'file',
	operation: 'attach',
	text: { en: ['Attach', 'Attach a file to a record'], 'zh-CN': ['上传附件', '为记录上传附件'] },
	description: {
		en: 'Keep a file with a record of any type, such as the signed scan of a contract',
		'zh-CN': '将文件保存到任意类型的记录，例如合同的签署扫描件',
	},
	properties: [
		...recordPropertiesFor('contract'),
		binaryProperty,
		formProperty(kind),
		optionsProperty([nameOption, formProperty(note), idempotencyOption]),
	],
	read: (parameter) => {
		const { name, mimeType, bytes, open } = givenFile(parameter);
		return {
			...readRequiredRecord(parameter),
			file: { name: parameter.text('options.name', nameLabel) ?? name, mimeType, bytes, open: async () => await open() },
			kind: parameter.text('kind', kind.label),
			note: parameter.text('options.note', note.label),
			idempotencyKey: readIdempotencyKey(parameter),
		};
	},
	run: async (crm, inputs) => await crm.files.attach(inputs),
});
