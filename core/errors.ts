import type { Text } from './text';

export type ErrorCode =
	| 'ValidationFailed'
	| 'RecordNotFound'
	| 'DuplicateRecord'
	| 'TransitionRefused'
	| 'VersionConflict'
	| 'Refused'
	| 'StoreUnavailable'
	/** A channel's provider refused a question, or gave no answer. */
	| 'ChannelFailed'
	/** A fault that nobody foresaw; the same call fails again. */
	| 'Unexpected';

/** One thing that is wrong with one field. `message` never repeats the value: it may be personal or a secret. */
export interface Problem {
	readonly field: string;
	/** What people call the place, where it is no field of the object itself. */
	readonly place?: Text;
	readonly message: Text;
}

/** One input item that could not be done; `item` is its index in the node's input. */
export interface ItemFailure {
	readonly item: number;
	readonly error: CrmError;
}

interface CrmErrorOptions {
	/** What the user can do about it. */
	hint: Text;
	field?: string;
	/** True when the same call may succeed later without any change. */
	retryable?: boolean;
	/** Every violation found, not only the first. */
	problems?: readonly Problem[];
	/** For a batch that was refused as a whole: each bad item. */
	items?: readonly ItemFailure[];
	cause?: unknown;
}

/** The only error that leaves the core: says what happened (`text`) and what to do (`hint`), in both languages. */
export class CrmError extends Error {
	readonly hint: Text;
	readonly field?: string;
	readonly retryable: boolean;
	readonly problems: readonly Problem[];
	readonly items: readonly ItemFailure[];

	constructor(
		readonly code: ErrorCode,
		readonly text: Text,
		options: CrmErrorOptions,
	) {
		super(text.en, { cause: options.cause });
		this.name = 'CrmError';
		this.hint = options.hint;
		this.field = options.field;
		this.retryable = options.retryable ?? false;
		this.problems = options.problems ?? [];
		this.items = options.items ?? [];
	}
}

/** The error of a call that was refused as a whole, for its bad items; of a single item, that item's own error. */
export function batchError(items: readonly ItemFailure[], total: number): CrmError {
	const first = items[0].error;
	if (total === 1) return new CrmError(first.code, first.text, { ...first, items });
	return new CrmError(
		first.code,
		{
			en: `${items.length} of ${total} items cannot be processed, so nothing was stored`,
			'zh-CN': `${total} 条数据中有 ${items.length} 条无法处理，因此没有写入任何数据`,
		},
		{
			hint: {
				en: 'Correct the listed items, or set On Error to "Continue" in this node\'s settings to store the others.',
				'zh-CN': '请修改所列数据；或在节点的 Settings 中将 On Error 设为 Continue，以保存其余数据。',
			},
			field: first.field,
			retryable: items.every(({ error }) => error.retryable),
			items,
		},
	);
}

/** What `work` gives, or the CrmError that it throws; whatever else it throws is a bug and goes on. */
export function attempt<T>(work: () => T): T | CrmError {
	try {
		return work();
	} catch (error) {
		if (error instanceof CrmError) return error;
		throw error;
	}
}
