import { CrmError } from '../errors';
import type { Text } from '../text';

/** What a fault of the database means to a user. */
export interface Fault {
	readonly text: Text;
	/** What to do about it. */
	readonly hint: Text;
	/** False where the same call fails until someone mends something; default true. */
	readonly retryable?: boolean;
	/** True where the connection stays useless until it is opened anew. */
	readonly breaks?: boolean;
}

/** Known faults by the code of the engine's driver, or of the operating system. */
export type Faults = Readonly<Record<string, Fault>>;

const brokenFailures = new WeakSet<Error>();

/** True when the connection that gave this error must be opened anew before it can work again. */
export const needsReopening = (error: Error): boolean => brokenFailures.has(error);

export function unavailable({ text, hint, retryable = true, breaks }: Fault): CrmError {
	const error = new CrmError('StoreUnavailable', text, { hint, retryable });
	if (breaks) brokenFailures.add(error);
	return error;
}

/** What the database says of something that is built on the tables of the CRM and not its own. */
export interface BuiltOn {
	/** In the database's words: `view`, `trigger`; undefined where only `names` says what it is. */
	readonly kind?: string;
	/** Several are told as the database lists them. */
	readonly names: string;
}

const kinds: Readonly<Record<string, string | undefined>> = {
	view: '视图',
	'materialized view': '物化视图',
	trigger: '触发器',
	policy: '行安全策略',
};

/** The tables of the CRM cannot be changed as long as these are there. */
export const hindered = ({ kind, names }: BuiltOn): CrmError =>
	unavailable({
		text: {
			en: `The CRM database cannot be updated: ${kind ? `the ${kind} ` : ''}${names}, which is not one of the CRM, is built on its tables`,
			'zh-CN': `无法升级 CRM 数据库：非 CRM 自带的${kind ? `${kinds[kind] ?? kind} ` : ''}${names} 依赖其数据表`,
		},
		hint: {
			en: 'Save how it is defined, drop it, run the node again, and then make it anew: the changelog says which columns hold something else now. Nothing was changed.',
			'zh-CN': '请保存其定义并将其删除，重新运行节点后再重新创建；哪些列的内容有变化，请参阅更新日志（CHANGELOG）。没有更改任何数据。',
		},
		retryable: false,
	});
