import { Readable } from 'node:stream';

import type { RenderContractInput, RenderedContract } from '../../../../core/crm';
import type { MadeFile } from '../../../../core/importTypes';
import type { Locale, Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

const templateLabel: Text = { en: 'Contract Template', 'zh-CN': '合同模板' };

const templateOption: PropertySpec = {
	...dynamicOption({ name: 'template', label: templateLabel, method: 'contractTemplates' }),
};

const languageOption: PropertySpec = {
	displayName: { en: 'Language', 'zh-CN': '语言' },
	name: 'language',
	type: 'options',
	default: 'zh-CN',
	options: [
		{ name: { en: 'Chinese', 'zh-CN': '中文' }, value: 'zh-CN' },
		{ name: { en: 'English', 'zh-CN': '英文' }, value: 'en' },
	],
	description: { en: "Default: the customer's, and Chinese where nobody said", 'zh-CN': '默认使用客户的语言；未填写时为中文' },
};

const variablesOption: PropertySpec = {
	displayName: { en: 'Variables', 'zh-CN': '变量' },
	name: 'variables',
	type: 'fixedCollection',
	default: {},
	placeholder: { en: 'Add Variable', 'zh-CN': '添加变量' },
	typeOptions: { multipleValues: true },
	description: { en: 'What the template may name beside the contract', 'zh-CN': '模板中除合同字段外可引用的内容' },
	options: [
		{
			name: 'items',
			displayName: { en: 'Variable', 'zh-CN': '变量' },
			values: [
				{ displayName: { en: 'Name', 'zh-CN': '名称' }, name: 'name', type: 'string', default: '' },
				{ displayName: { en: 'Value', 'zh-CN': '值' }, name: 'value', type: 'string', default: '' },
			],
		},
	],
};

const readLanguage = (parameter: Parameters): Locale | undefined => {
	const language = parameter.value('options.language');
	return language === 'en' || language === 'zh-CN' ? language : undefined;
};

const readVariables = (parameter: Parameters): Record<string, unknown> =>
	Object.fromEntries(
		parameter
			.entries('options.variables.items')
			.filter(({ name }) => typeof name === 'string' && name.trim() !== '')
			.map(({ name, value }) => [String(name).trim(), value]),
	);

function fileOf({ html, fileName }: RenderedContract): MadeFile {
	const bytes = Buffer.from(html);
	return {
		name: fileName,
		mimeType: 'text/html',
		bytes: bytes.length,
		open: () => Readable.from([bytes]),
		close: () => Promise.resolve(),
	};
}

export const renderContract = defineAction<Omit<RenderContractInput, 'item'>, RenderedContract>({
	resource: 'contract',
	operation: 'render',
	text: { en: ['Render', 'Render the text of a contract'], 'zh-CN': ['生成文本', '生成合同文本'] },
	description: {
		en: 'Write the contract as a page to print on A4, as text and as a file; without a template of your own the built-in contract is used',
		'zh-CN': '将合同生成可按 A4 打印的网页，同时输出文本和文件；没有自定义模板时使用内置合同文本',
	},
	properties: [locatorFor('contract'), optionsProperty([templateOption, languageOption, variablesOption])],
	read: (parameter) => ({
		id: readLocator(parameter, 'contract'),
		template: parameter.text('options.template', templateLabel),
		language: readLanguage(parameter),
		variables: readVariables(parameter),
	}),
	run: async (crm, inputs) => await crm.contracts.render(inputs),
	emit: (rendered) => {
		const { contract, html, language, template, fileName } = rendered;
		const { id, number, name } = contract;
		return [{ json: { id, number, name, language, template, fileName, html }, files: { data: fileOf(rendered) } }];
	},
});
