import type { CrmError } from '../../errors';
import type { Text } from '../../text';
import { unavailable, type BuiltOn, type Fault, type Faults } from '../unavailable';

const tryAgain: Text = { en: 'Nothing was stored. Run the node again in a moment.', 'zh-CN': '没有写入任何数据，请稍后重新运行。' };

export const damagedHint: Text = {
	en: 'Stop n8n and put a backup of the file in its place (copies made before updates stand beside it).',
	'zh-CN': '请停止 n8n，并用备份替换该文件（升级前的副本在同一文件夹中）。',
};

const busy: Fault = {
	text: { en: 'The CRM database is locked by another program', 'zh-CN': 'CRM 数据库被其他程序锁定' },
	hint: {
		en: 'Close the program that has the database file open, then run the node again. Nothing was stored.',
		'zh-CN': '请关闭正在打开数据库文件的程序后重新运行。没有写入任何数据。',
	},
};

const readOnly: Fault = {
	text: { en: 'The CRM database cannot be written', 'zh-CN': 'CRM 数据库不可写' },
	hint: {
		en: 'Give the user that runs n8n write permission on the database file and its folder.',
		'zh-CN': '请为运行 n8n 的用户授予数据库文件及其所在文件夹的写入权限。',
	},
};

const full: Fault = {
	text: { en: 'The disk is full: the CRM could not store this', 'zh-CN': '磁盘已满，CRM 无法保存数据' },
	hint: {
		en: 'Free some disk space, then run the node again. Nothing was stored.',
		'zh-CN': '请清理磁盘空间后重新运行。没有写入任何数据。',
	},
};

const corrupt: Fault = {
	text: { en: 'The CRM database file is damaged', 'zh-CN': 'CRM 数据库文件已损坏' },
	hint: damagedHint,
	retryable: false,
	breaks: true,
};

const cannotOpen: Fault = {
	text: { en: 'The CRM database file cannot be opened', 'zh-CN': '无法打开 CRM 数据库文件' },
	hint: {
		en: 'Check that the folder exists and that the user that runs n8n may write in it.',
		'zh-CN': '请检查文件夹是否存在，以及运行 n8n 的用户是否有写入权限。',
	},
};

const diskError: Fault = {
	text: { en: 'The disk of the CRM database reported an error', 'zh-CN': 'CRM 数据库所在磁盘报告错误' },
	hint: tryAgain,
	breaks: true,
};

const noSqlite: Fault = {
	text: { en: 'This Node.js has no built-in SQLite', 'zh-CN': '当前 Node.js 没有内置 SQLite' },
	hint: { en: 'Run n8n on Node.js 24 or newer (n8n 2.x needs it too).', 'zh-CN': '请使用 Node.js 24 或更高版本运行 n8n。' },
	retryable: false,
};

/** By the codes that nodeSqlite.ts gives, and those of the file system. */
export const sqliteFaults: Faults = {
	SQLITE_BUSY: busy,
	SQLITE_LOCKED: busy,
	SQLITE_READONLY: { ...readOnly, breaks: true },
	SQLITE_FULL: full,
	SQLITE_CORRUPT: corrupt,
	SQLITE_NOTADB: corrupt,
	SQLITE_CANTOPEN: { ...cannotOpen, breaks: true },
	SQLITE_IOERR: diskError,
	// A write that was waiting while the file was replaced finds its connection closed.
	ERR_INVALID_STATE: diskError,
	ERR_UNKNOWN_BUILTIN_MODULE: noSqlite,
	...Object.fromEntries(['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT'].map((code) => [code, cannotOpen])),
	EROFS: readOnly,
	ENOSPC: full,
};

/** The database file was there when the store opened and now is not. */
export const fileGone = (): CrmError =>
	unavailable({
		text: { en: 'The CRM database file has disappeared', 'zh-CN': 'CRM 数据库文件不见了' },
		hint: {
			en: 'Put the file back, or restart n8n to begin with an empty database. Nothing was stored.',
			'zh-CN': '请将文件放回原处；如需使用空数据库，请重启 n8n。没有写入任何数据。',
		},
	});

/** What is built on a table that a migration was to change, by the words with which SQLite then refuses. */
export function builtOnSqlite(message: string): BuiltOn | undefined {
	const found = /^error in (view|trigger) (.+?)(?: after (?:rename|drop column|add column))?: /.exec(message);
	return found ? { kind: found[1], names: found[2] } : undefined;
}
