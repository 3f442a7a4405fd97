import type { Text } from '../../core/text';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';

/** Name of the collection of options in every action that has some. */
const optionsName = 'options';

const idempotencyLabel: Text = { en: 'Key Against Repeats (Idempotency Key)', 'zh-CN': '防重复键' };
const versionLabel: Text = { en: 'Version', 'zh-CN': '版本' };

export const idempotencyOption: PropertySpec = {
	displayName: idempotencyLabel,
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. {{ $json.key }}', 'zh-CN': '例如 {{ $json.key }}' },
	description: {
		en: 'A text that is the same whenever the same thing is asked for again; a repeated key returns the first result instead of doing it twice',
		'zh-CN': '同一请求重复提交时保持不变的文本；重复的键会返回首次结果，而不会再次执行',
	},
};

export const versionOption: PropertySpec = {
	displayName: versionLabel,
	name: 'version',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: {
		en: 'The version of the record that was read before; the operation is refused when someone has changed it since',
		'zh-CN': '之前读取到的记录版本；若此后被他人修改，则拒绝本次操作',
	},
};

/** n8n's collection of options. */
export const optionsProperty = (options: readonly PropertySpec[]): PropertySpec => ({
	displayName: { en: 'Options', 'zh-CN': '选项' },
	name: optionsName,
	type: 'collection',
	placeholder: { en: 'Add option', 'zh-CN': '添加选项' },
	default: {},
	options,
});

export const readIdempotencyKey = (parameter: Parameters) => parameter.text(`${optionsName}.idempotencyKey`, idempotencyLabel);

export const readVersion = (parameter: Parameters) => parameter.number(`${optionsName}.version`, versionLabel, { min: 1 });
