import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isBlank } from '../../core/blank';
import type { Connection, PostgresConnection, SqliteConnection } from '../../core/crm';
import { CrmError, type Problem } from '../../core/errors';
import { text, type Text } from '../../core/text';
import { databaseDefaults, databaseLabels, poolRange, portRange, type TlsChoice } from './databaseFields';
import { outOfRange, type Range } from './parameters';

type FieldName = keyof typeof databaseLabels;

/** Small letters only: PostgreSQL would take "CRM" and "crm" for two schemas. */
const schemaName = /^[a-z_][a-z0-9_]{0,62}$/;

const texts = {
	missing: { en: 'is missing', 'zh-CN': '不能为空' },
	notWhole: { en: 'must be a whole number', 'zh-CN': '应为整数' },
	relative: {
		en: 'must be a whole path that begins at the root of the file system',
		'zh-CN': '应为从文件系统根目录开始的完整路径',
	},
	noFolder: {
		en: 'is in a folder that does not exist or that n8n may not open: make the folder first, or correct the path',
		'zh-CN': '所在的文件夹不存在，或 n8n 无权访问：请先创建文件夹，或更正路径',
	},
	n8nsOwn: { en: "must not be n8n's own database", 'zh-CN': '不能是 n8n 自己的数据库' },
	schema: {
		en: 'must consist of small letters, digits and underscores, at most 63, and begin with no digit and not with "pg_"',
		'zh-CN': '只能包含小写字母、数字和下划线，最长 63 个字符，且不能以数字或“pg_”开头',
	},
	certificate: {
		en: 'must be PEM text that begins with -----BEGIN CERTIFICATE-----',
		'zh-CN': '应为以 -----BEGIN CERTIFICATE----- 开头的 PEM 文本',
	},
	unknown: { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' },
} satisfies Record<string, Text>;

/** The folder in which n8n keeps its own data (n8n-core's InstanceSettings). */
const n8nFolder = (): string => path.join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');

const n8nsOwnFile = (): string => path.resolve(n8nFolder(), process.env.DB_SQLITE_DATABASE ?? 'database.sqlite');

/** The store of nodes that need no credential: a SQLite file in n8n's user folder. */
export const defaultConnection = (): SqliteConnection => ({ kind: 'sqlite', path: path.join(n8nFolder(), 'guanxi', 'crm.sqlite') });

/** Reads the credential's fields and gathers what is wrong with them; no problem repeats a value. */
class Fields {
	readonly problems: Array<Problem & { field: FieldName }> = [];

	constructor(private readonly data: ICredentialDataDecryptedObject) {}

	refuse(field: FieldName, message: Text): void {
		this.problems.push({ field, message });
	}

	text(field: FieldName, fallback?: string): string {
		const value = this.data[field];
		if (!isBlank(value)) return String(value).trim();
		if (fallback === undefined) this.refuse(field, texts.missing);
		return fallback ?? '';
	}

	number(field: FieldName, range: Range, fallback: number): number {
		const value = this.data[field];
		const number = isBlank(value) ? fallback : Number(value);
		if (!Number.isInteger(number)) this.refuse(field, texts.notWhole);
		else if (number < range.min || number > (range.max ?? Infinity)) this.refuse(field, outOfRange(range));
		return number;
	}
}

/** A folder is not made for a path: a wrong one, or a disk that is away, would begin an empty CRM. The product's own is. */
function hasFolder(file: string): boolean {
	const folder = path.dirname(path.resolve(file));
	return folder === path.dirname(defaultConnection().path) || existsSync(folder);
}

function readSqlite(fields: Fields): SqliteConnection {
	const file = fields.text('path', '');
	if (file === '') return defaultConnection();
	if (!path.isAbsolute(file)) fields.refuse('path', texts.relative);
	else if (path.resolve(file) === n8nsOwnFile()) fields.refuse('path', texts.n8nsOwn);
	else if (!hasFolder(file)) fields.refuse('path', texts.noFolder);
	return { kind: 'sqlite', path: path.normalize(file) };
}

function readTls(fields: Fields, choice: unknown): PostgresConnection['tls'] {
	switch ((isBlank(choice) ? 'off' : choice) as TlsChoice) {
		case 'off':
			return undefined;
		case 'unverified':
			return { verify: false };
		case 'verified': {
			const ca = fields.text('ca', '');
			if (ca !== '' && !ca.startsWith('-----BEGIN CERTIFICATE-----')) fields.refuse('ca', texts.certificate);
			return { verify: true, ...(ca !== '' && { ca }) };
		}
		default:
			fields.refuse('tls', texts.unknown);
			return undefined;
	}
}

function readPostgres(fields: Fields, data: ICredentialDataDecryptedObject): PostgresConnection {
	const schema = fields.text('schema', databaseDefaults.schema);
	if (!schemaName.test(schema) || schema.startsWith('pg_')) fields.refuse('schema', texts.schema);
	return {
		kind: 'postgres',
		host: fields.text('host'),
		port: fields.number('port', portRange, databaseDefaults.port),
		database: fields.text('database'),
		schema,
		user: fields.text('user'),
		// As it is: a password may begin or end with a blank.
		password: String(data.password ?? ''),
		tls: readTls(fields, data.tls),
		poolSize: fields.number('poolSize', poolRange, databaseDefaults.poolSize),
	};
}

function badCredential(problems: Fields['problems']): CrmError {
	const sentences = problems.map(({ field, message }) => text`${databaseLabels[field]}${{ en: ' ', 'zh-CN': '' }}${message}`);
	const joined = sentences.slice(1).reduce((all, sentence) => text`${all}${{ en: '; ', 'zh-CN': '；' }}${sentence}`, sentences[0]);
	return new CrmError('ValidationFailed', text`${{ en: 'CRM Database: ', 'zh-CN': 'CRM Database：' }}${joined}`, {
		hint: {
			en: 'Correct it in the CRM Database credential and press its test button.',
			'zh-CN': '请在“CRM Database”凭据中更正，并点击测试。',
		},
		field: problems[0].field,
		problems,
	});
}

function readEngine(fields: Fields, data: ICredentialDataDecryptedObject): Connection | undefined {
	if (data.engine === 'sqlite') return readSqlite(fields);
	if (data.engine === 'postgres') return readPostgres(fields, data);
	fields.refuse('engine', texts.unknown);
	return undefined;
}

/**
 * The store that the fields of a CRM Database credential describe.
 * @throws CrmError ValidationFailed that names every field that is wrong
 */
export function readDatabase(data: ICredentialDataDecryptedObject): Connection {
	const fields = new Fields(data);
	const connection = readEngine(fields, data);
	if (!connection || fields.problems.length > 0) throw badCredential(fields.problems);
	return connection;
}
