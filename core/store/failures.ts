import { CrmError } from '../errors';
import { customPrefix } from '../schema/customFields';
import { uniqueFieldOf } from './fieldIndexes';
import type { Text } from '../text';
import { builtOnPostgres, codeInMessage, codeOfMessage, contention, postgresFaults } from './postgres/failures';
import { builtOnSqlite, sqliteFaults } from './sqlite/failures';
import { hindered, unavailable, type Fault } from './unavailable';

/** The core checks references and required fields itself, so that this should never be read. */
const refusedHint: Text = {
	en: 'Nothing was stored. Check that the records this one refers to exist and that required fields are filled in. If they are, this is probably a defect of n8n-nodes-guanxi: please report it with the operation and its fields.',
	'zh-CN':
		'没有写入任何数据。请检查所引用的记录是否存在、必填字段是否已填写。如均无误，则可能是 n8n-nodes-guanxi 的缺陷，请附上所用操作和字段进行反馈。',
};

const faults: Readonly<Record<string, Fault | undefined>> = { ...sqliteFaults, ...postgresFaults };

interface DriverError {
	readonly code?: string;
	readonly message?: string;
	/** PostgreSQL's name of the constraint that refused a row, and of its table. */
	readonly constraint?: string;
	readonly table?: string;
	/** What PostgreSQL says besides: of a refused row its values, of a refused change of a table what depends on it. */
	readonly detail?: string;
}

/** The driver's own error under TypeORM's wrapper, whose parameters hold personal data and must go no further. */
function driverError(error: unknown): DriverError {
	return ((error as { driverError?: unknown } | undefined)?.driverError ?? error ?? {}) as DriverError;
}

export const isBusy = (error: unknown): boolean => ['SQLITE_BUSY', 'SQLITE_LOCKED'].includes(driverError(error).code ?? '');

const contended = new WeakSet<Error>();

/** True for the error of a call that met another one half-way: nothing of it was stored, and it can be made again. */
export const metAnother = (error: unknown): boolean => error instanceof Error && contended.has(error);

/** What a failure of the database means to a user; errors that are not the database's pass unchanged. */
export function asCrmError(error: unknown): Error {
	if (error instanceof CrmError) return error;
	const driver = driverError(error);
	const message = driver.message ?? '';
	const code = driver.code ? codeInMessage(driver.code, message) : (codeOfMessage(message) ?? '');
	const known = faults[code] ?? faults[code.split('_').slice(0, 2).join('_')];
	if (known) {
		const failure = unavailable(known);
		if (contention.has(code)) contended.add(failure);
		return failure;
	}
	const field = violatedKey(code, driver);
	if (field !== undefined) return duplicate(field);
	if (code.startsWith('SQLITE_CONSTRAINT') || code.startsWith('23')) {
		return new CrmError(
			'ValidationFailed',
			{ en: 'The database refused this: a reference or a required value is missing', 'zh-CN': '数据库拒绝写入：缺少引用记录或必填值' },
			{ hint: refusedHint },
		);
	}
	// A driver's error carries the values it was given; class 22 even says them.
	if ('severity' in driver && code.startsWith('22')) return new Error('the database refused a value');
	const carries = (typeof error === 'object' && error !== null && 'driverError' in error) || 'severity' in driver;
	return carries ? new Error(message || 'the database refused a statement') : (error as Error);
}

/** What a failed step of a migration means to a user: something of their own may be built on the table it was to change. */
export function asMigrationError(error: unknown): Error {
	const { code = '', message = '', detail } = driverError(error);
	const builtOn = builtOnSqlite(message) ?? builtOnPostgres({ code, detail });
	return builtOn ? hindered(builtOn) : asCrmError(error);
}

/** The field of a unique key that refused a row, '' when it is not known which; undefined for any other error. */
function violatedKey(code: string, { message = '', constraint = '', table = '' }: DriverError): string | undefined {
	if (code !== 'SQLITE_CONSTRAINT_UNIQUE' && code !== '23505') return undefined;
	const custom = uniqueFieldOf(constraint || (/index '(\w+)'/.exec(message)?.[1] ?? ''));
	if (custom !== undefined) return customPrefix + custom;
	return constraint ? constraint.replace(`uq_${table}_`, '') : (/\.(\w+)$/.exec(message)?.[1] ?? '');
}

function duplicate(field: string): CrmError {
	return new CrmError(
		'DuplicateRecord',
		{ en: `Another record has the same ${field || 'key'}`, 'zh-CN': `已有记录使用相同的 ${field || '唯一键'}` },
		{ hint: { en: 'Use Create or Update, or change the value.', 'zh-CN': '请使用“创建或更新”，或修改该值。' }, field: field || undefined },
	);
}
