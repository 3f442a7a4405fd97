import { CrmError } from '../errors';
import { customPrefix } from '../schema/customFields';
import { uniqueFieldOf } from './fieldIndexes';
import type { Text } from '../text';

const unavailable = (text: Text, hint: Text, retryable: boolean) => new CrmError('StoreUnavailable', text, { hint, retryable });

const tryAgain: Text = { en: 'Nothing was stored. Run the node again in a moment.', 'zh-CN': '没有写入任何数据，请稍后重新运行。' };

export const damagedHint: Text = {
	en: 'Stop n8n and put a backup of the file in its place (copies made before updates stand beside it).',
	'zh-CN': '请停止 n8n，并用备份替换该文件（升级前的副本在同一文件夹中）。',
};

/** The core checks references and required fields itself, so that this should never be read. */
const refusedHint: Text = {
	en: 'Nothing was stored. Check that the records this one refers to exist and that required fields are filled in. If they are, this is probably a defect of n8n-nodes-guanxi: please report it with the operation and its fields.',
	'zh-CN':
		'没有写入任何数据。请检查所引用的记录是否存在、必填字段是否已填写。如均无误，则可能是 n8n-nodes-guanxi 的缺陷，请附上所用操作和字段进行反馈。',
};

const byCode: Record<string, () => CrmError> = {
	SQLITE_BUSY: () =>
		unavailable(
			{ en: 'The CRM database is locked by another program', 'zh-CN': 'CRM 数据库被其他程序锁定' },
			{
				en: 'Close the program that has the database file open, then run the node again. Nothing was stored.',
				'zh-CN': '请关闭正在打开数据库文件的程序后重新运行。没有写入任何数据。',
			},
			true,
		),
	SQLITE_READONLY: () =>
		unavailable(
			{ en: 'The CRM database cannot be written', 'zh-CN': 'CRM 数据库不可写' },
			{
				en: 'Give the user that runs n8n write permission on the database file and its folder.',
				'zh-CN': '请为运行 n8n 的用户授予数据库文件及其所在文件夹的写入权限。',
			},
			true,
		),
	SQLITE_FULL: () =>
		unavailable(
			{ en: 'The disk is full: the CRM could not store this', 'zh-CN': '磁盘已满，CRM 无法保存数据' },
			{ en: 'Free some disk space, then run the node again. Nothing was stored.', 'zh-CN': '请清理磁盘空间后重新运行。没有写入任何数据。' },
			true,
		),
	SQLITE_CORRUPT: () => unavailable({ en: 'The CRM database file is damaged', 'zh-CN': 'CRM 数据库文件已损坏' }, damagedHint, false),
	SQLITE_CANTOPEN: () =>
		unavailable(
			{ en: 'The CRM database file cannot be opened', 'zh-CN': '无法打开 CRM 数据库文件' },
			{
				en: 'Check that the folder exists and that the user that runs n8n may write in it.',
				'zh-CN': '请检查文件夹是否存在，以及运行 n8n 的用户是否有写入权限。',
			},
			true,
		),
	SQLITE_IOERR: () =>
		unavailable({ en: 'The disk of the CRM database reported an error', 'zh-CN': 'CRM 数据库所在磁盘报告错误' }, tryAgain, true),
	ERR_UNKNOWN_BUILTIN_MODULE: () =>
		unavailable(
			{ en: 'This Node.js has no built-in SQLite', 'zh-CN': '当前 Node.js 没有内置 SQLite' },
			{ en: 'Run n8n on Node.js 24 or newer (n8n 2.x needs it too).', 'zh-CN': '请使用 Node.js 24 或更高版本运行 n8n。' },
			false,
		),
};
// A write that was waiting while the file was replaced finds its connection closed.
byCode.ERR_INVALID_STATE = byCode.SQLITE_IOERR;
byCode.SQLITE_NOTADB = byCode.SQLITE_CORRUPT;
byCode.SQLITE_LOCKED = byCode.SQLITE_BUSY;
byCode.EACCES = byCode.SQLITE_CANTOPEN;
for (const code of ['EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT']) byCode[code] = byCode.SQLITE_CANTOPEN;
byCode.EROFS = byCode.SQLITE_READONLY;
byCode.ENOSPC = byCode.SQLITE_FULL;

/** The driver's own error under TypeORM's wrapper, whose parameters hold personal data and must go no further. */
function driverError(error: unknown): { code?: string; message?: string } {
	return ((error as { driverError?: unknown }).driverError ?? error) as { code?: string; message?: string };
}

export const isBusy = (error: unknown): boolean => ['SQLITE_BUSY', 'SQLITE_LOCKED'].includes(driverError(error).code ?? '');

/** The database file was there when the store opened and now is not. */
export const fileGone = (): CrmError =>
	unavailable(
		{ en: 'The CRM database file has disappeared', 'zh-CN': 'CRM 数据库文件不见了' },
		{
			en: 'Put the file back, or restart n8n to begin with an empty database. Nothing was stored.',
			'zh-CN': '请将文件放回原处；如需使用空数据库，请重启 n8n。没有写入任何数据。',
		},
		true,
	);

/** Codes after which a connection stays useless until it is opened anew. */
const broken = new Set(['SQLITE_READONLY', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_IOERR', 'ERR_INVALID_STATE']);
const brokenFailures = new WeakSet<Error>();

function markBroken(error: CrmError): CrmError {
	brokenFailures.add(error);
	return error;
}

/** True when the connection that gave this error must be opened anew before it can work again. */
export const needsReopening = (error: Error): boolean => brokenFailures.has(error);

/** What a failure of the database means to a user; errors that are not the database's pass unchanged. */
export function asCrmError(error: unknown): Error {
	if (error instanceof CrmError) return error;
	const { code = '', message = '' } = driverError(error);
	const known = byCode[code] ?? byCode[code.split('_').slice(0, 2).join('_')];
	if (known) return broken.has(code) ? markBroken(known()) : known();
	if (code === 'SQLITE_CONSTRAINT_UNIQUE') return duplicate(message);
	if (code.startsWith('SQLITE_CONSTRAINT')) {
		return new CrmError(
			'ValidationFailed',
			{ en: 'The database refused this: a reference or a required value is missing', 'zh-CN': '数据库拒绝写入：缺少引用记录或必填值' },
			{ hint: refusedHint },
		);
	}
	if (error instanceof Error && 'driverError' in error) return new Error(message || 'the database refused a statement');
	return error as Error;
}

function duplicate(message: string): CrmError {
	const column = /\.(\w+)$/.exec(message)?.[1];
	const custom = uniqueFieldOf(/index '(\w+)'/.exec(message)?.[1] ?? '');
	const field = custom === undefined ? column : customPrefix + custom;
	return new CrmError(
		'DuplicateRecord',
		{ en: `Another record has the same ${field ?? 'key'}`, 'zh-CN': `已有记录使用相同的 ${field ?? '唯一键'}` },
		{ hint: { en: 'Use Create or Update, or change the value.', 'zh-CN': '请使用“创建或更新”，或修改该值。' }, field },
	);
}
