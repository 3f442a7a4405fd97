import { text, type Text } from '../../core/text';
import { databaseParameter } from './databaseFields';
import type { PropertySpec } from './property';

const expressionLink = (words: string) => `<a href="https://docs.n8n.io/code/expressions/">${words}</a>`;

interface DynamicOption {
	readonly name: string;
	readonly label: Text;
	/** Name of the node's loadOptions method. */
	readonly method: string;
	/** What the list depends on beside the database. */
	readonly dependsOn?: readonly string[];
	readonly required?: boolean;
}

/** A list that n8n fills from a method of the node, with the words n8n uses for it. */
export const dynamicOption = ({ name, label, method, dependsOn = [], required }: DynamicOption): PropertySpec => ({
	displayName: text`${label}${{ en: ' Name or ID', 'zh-CN': '（名称或 ID）' }}`,
	name,
	type: 'options',
	default: '',
	...(required && { required }),
	description: {
		en: `Choose from the list, or specify an ID using an ${expressionLink('expression')}`,
		'zh-CN': `从列表中选择，或使用${expressionLink('表达式')}指定 ID`,
	},
	typeOptions: { loadOptionsMethod: method, loadOptionsDependsOn: [databaseParameter, ...dependsOn] },
});

/** The same for a choice of several. */
export const dynamicOptions = (option: DynamicOption): PropertySpec => ({
	...dynamicOption(option),
	displayName: text`${option.label}${{ en: ' Names or IDs', 'zh-CN': '（名称或 ID）' }}`,
	type: 'multiOptions',
	default: [],
	description: {
		en: `Choose from the list, or specify IDs using an ${expressionLink('expression')}`,
		'zh-CN': `从列表中选择，或使用${expressionLink('表达式')}指定多个 ID`,
	},
});
