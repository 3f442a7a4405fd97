import type { CrmError } from '../../errors';
import type { Text } from '../../text';
import { unavailable, type BuiltOn, type Fault, type Faults } from '../unavailable';

const nothingStored: Text = { en: 'Nothing was stored.', 'zh-CN': '没有写入任何数据。' };

const unreachable: Fault = {
	text: { en: 'The PostgreSQL server of the CRM cannot be reached', 'zh-CN': '无法连接 CRM 的 PostgreSQL 服务器' },
	hint: {
		en: `Check Host and Port in the CRM Database credential, and that the server runs and accepts connections from n8n. ${nothingStored.en}`,
		'zh-CN': `请检查“CRM Database”凭据中的主机和端口，以及服务器是否在运行并接受来自 n8n 的连接。${nothingStored['zh-CN']}`,
	},
};

const signIn: Fault = {
	text: { en: 'PostgreSQL refused the user or the password of the CRM', 'zh-CN': 'PostgreSQL 拒绝了 CRM 的用户名或密码' },
	hint: {
		en: 'Correct User and Password in the CRM Database credential.',
		'zh-CN': '请在“CRM Database”凭据中修改用户名和密码。',
	},
	retryable: false,
};

const noDatabase: Fault = {
	text: { en: 'PostgreSQL has no database of this name', 'zh-CN': 'PostgreSQL 中没有该名称的数据库' },
	hint: {
		en: 'Correct Database in the CRM Database credential, or have an administrator create it (CREATE DATABASE).',
		'zh-CN': '请在“CRM Database”凭据中修改数据库名称，或请管理员创建该数据库（CREATE DATABASE）。',
	},
	retryable: false,
};

const noRight: Fault = {
	text: { en: 'The PostgreSQL user of the CRM lacks a right that it needs', 'zh-CN': 'CRM 的 PostgreSQL 用户缺少所需权限' },
	hint: {
		en: 'Let an administrator make the user the owner of the schema: CREATE SCHEMA <schema> AUTHORIZATION <user>.',
		'zh-CN': '请管理员将该用户设为模式（schema）的所有者：CREATE SCHEMA <模式> AUTHORIZATION <用户>。',
	},
	retryable: false,
};

const busyServer: Fault = {
	text: { en: 'PostgreSQL has no free connection for the CRM', 'zh-CN': 'PostgreSQL 没有可供 CRM 使用的空闲连接' },
	hint: {
		en: `Lower Pool Size in the CRM Database credential or raise max_connections of the server; each n8n process opens its own pool. ${nothingStored.en}`,
		'zh-CN': `请在“CRM Database”凭据中减小连接池大小，或调大服务器的 max_connections；每个 n8n 进程都有自己的连接池。${nothingStored['zh-CN']}`,
	},
};

const busyPool: Fault = {
	text: {
		en: 'All connections of the CRM to PostgreSQL were in use for 15 seconds',
		'zh-CN': 'CRM 与 PostgreSQL 的全部连接在 15 秒内均被占用',
	},
	hint: {
		en: `Raise Pool Size in the CRM Database credential, or let fewer executions run at once. ${nothingStored.en}`,
		'zh-CN': `请在“CRM Database”凭据中增大连接池大小，或减少同时运行的执行。${nothingStored['zh-CN']}`,
	},
};

const tookTooLong: Fault = {
	text: {
		en: 'PostgreSQL ended this because it took longer than the server allows',
		'zh-CN': '操作超过 PostgreSQL 服务器允许的时间，已被终止',
	},
	hint: {
		en: `Let the node work on fewer items at once, or have an administrator raise statement_timeout for the user of the CRM. ${nothingStored.en}`,
		'zh-CN': `请减少节点一次处理的数据量，或请管理员为 CRM 的用户调大 statement_timeout。${nothingStored['zh-CN']}`,
	},
};

const noMemory: Fault = {
	text: { en: 'The PostgreSQL server has not enough memory for this', 'zh-CN': 'PostgreSQL 服务器内存不足' },
	hint: {
		en: `Let the node work on fewer items at once, or have an administrator raise max_locks_per_transaction or the memory of the server. ${nothingStored.en}`,
		'zh-CN': `请减少节点一次处理的数据量，或请管理员调大 max_locks_per_transaction 或服务器内存。${nothingStored['zh-CN']}`,
	},
};

const full: Fault = {
	text: {
		en: 'The disk of the PostgreSQL server is full: the CRM could not store this',
		'zh-CN': 'PostgreSQL 服务器磁盘已满，CRM 无法保存数据',
	},
	hint: {
		en: `Free some disk space on the server, then run the node again. ${nothingStored.en}`,
		'zh-CN': `请清理服务器磁盘空间后重新运行。${nothingStored['zh-CN']}`,
	},
};

const readOnly: Fault = {
	text: { en: 'The PostgreSQL server of the CRM only allows reading', 'zh-CN': 'CRM 的 PostgreSQL 服务器为只读' },
	hint: {
		en: `Point the CRM Database credential at the primary server, not at a replica. ${nothingStored.en}`,
		'zh-CN': `请将“CRM Database”凭据指向主服务器，而不是只读副本。${nothingStored['zh-CN']}`,
	},
};

const contended: Fault = {
	text: { en: 'Another execution was changing the same records', 'zh-CN': '其他执行正在修改相同的记录' },
	hint: {
		en: `Run the node again; switch on Retry On Fail in its settings if this happens often. ${nothingStored.en}`,
		'zh-CN': `请重新运行节点；如经常发生，请在节点设置中启用“失败时重试”。${nothingStored['zh-CN']}`,
	},
};

const untrusted: Fault = {
	text: { en: 'The certificate of the PostgreSQL server is not trusted', 'zh-CN': 'PostgreSQL 服务器的证书不受信任' },
	hint: {
		en: 'Enter the certificate of the authority that signed it under CA Certificate in the CRM Database credential.',
		'zh-CN': '请在“CRM Database”凭据的“CA 证书”中填写签发该证书的机构的证书。',
	},
	retryable: false,
};

const otherName: Fault = {
	text: { en: 'The certificate of the PostgreSQL server is for another host', 'zh-CN': 'PostgreSQL 服务器的证书属于另一台主机' },
	hint: {
		en: 'Enter the name that the certificate is for under Host in the CRM Database credential, or give the server a certificate for the host you entered.',
		'zh-CN': '请在“CRM Database”凭据的“主机”中填写证书所对应的名称，或为服务器换用所填主机的证书。',
	},
	retryable: false,
};

const expired: Fault = {
	text: { en: 'The certificate of the PostgreSQL server is not valid today', 'zh-CN': 'PostgreSQL 服务器的证书已过期或尚未生效' },
	hint: {
		en: 'Let an administrator renew the certificate of the server, and check the clock of the machine that n8n runs on.',
		'zh-CN': '请管理员更新服务器证书，并检查运行 n8n 的机器的时钟。',
	},
	retryable: false,
};

const notLetIn: Fault = {
	text: {
		en: 'PostgreSQL does not let this user into this database over such a connection',
		'zh-CN': 'PostgreSQL 不允许该用户以这种连接方式访问该数据库',
	},
	hint: {
		en: 'Switch TLS on in the CRM Database credential where the server insists on it; otherwise let an administrator allow the connection in pg_hba.conf.',
		'zh-CN': '若服务器要求加密，请在“CRM Database”凭据中开启 TLS；否则请管理员在 pg_hba.conf 中允许该连接。',
	},
	retryable: false,
};

const noTls: Fault = {
	text: { en: 'The PostgreSQL server offers no TLS', 'zh-CN': 'PostgreSQL 服务器不支持 TLS' },
	hint: {
		en: 'Switch TLS off in the CRM Database credential where the network is trusted, or enable it on the server (ssl = on).',
		'zh-CN': '若网络可信，请在“CRM Database”凭据中关闭 TLS；否则请在服务器上启用（ssl = on）。',
	},
	retryable: false,
};

const gone: Fault = {
	text: { en: 'The tables of the CRM are gone from the PostgreSQL database', 'zh-CN': 'PostgreSQL 数据库中的 CRM 数据表不见了' },
	hint: {
		en: `Restore the schema from a backup, or restart n8n to begin with an empty one. ${nothingStored.en}`,
		'zh-CN': `请从备份恢复该模式；如需使用空数据库，请重启 n8n。${nothingStored['zh-CN']}`,
	},
	breaks: true,
};

const each = (codes: readonly string[], fault: Fault): Faults => Object.fromEntries(codes.map((code) => [code, fault]));

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), and by the codes of Node's sockets and TLS. */
export const postgresFaults: Faults = {
	...each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'], unreachable),
	...each(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', 'GUANXI_CONNECTION_LOST'], unreachable),
	...each(['28000', '28P01', 'GUANXI_NO_PASSWORD'], signIn),
	...each(['3D000'], noDatabase),
	...each(['42501'], noRight),
	...each(['53300', '53400'], busyServer),
	...each(['GUANXI_POOL_BUSY'], busyPool),
	...each(['57014'], tookTooLong),
	...each(['53200'], noMemory),
	...each(['53100'], full),
	...each(['25006'], readOnly),
	...each(['40P01', '40001', '55P03'], contended),
	...each(['42P01', '3F000'], gone),
	...each(
		[
			'SELF_SIGNED_CERT_IN_CHAIN',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'UNABLE_TO_GET_ISSUER_CERT',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		],
		untrusted,
	),
	...each(['ERR_TLS_CERT_ALTNAME_INVALID'], otherName),
	...each(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'], expired),
	...each(['GUANXI_NOT_LET_IN'], notLetIn),
	...each(['GUANXI_NO_TLS'], noTls),
};

/** SQLSTATEs of transactions that met each other: the same call may be made again, for nothing of it was stored. */
export const contention: ReadonlySet<string> = new Set(['40P01', '40001']);

/** The connection broke while a transaction was being committed: the server may have stored it or not. */
export const uncertain = (): CrmError =>
	unavailable({
		text: {
			en: 'The connection to PostgreSQL broke at the last moment: it is not known whether this was stored',
			'zh-CN': '与 PostgreSQL 的连接在最后一刻中断，无法确定数据是否已写入',
		},
		hint: {
			en: 'Look whether the records are there before running the node again; with a key against repeats (idempotency key) it can simply be run again.',
			'zh-CN': '重新运行节点前，请先检查记录是否已写入；若设置了防重复键，可直接重新运行。',
		},
	});

/** The tables were there when the store opened and now are not. */
export const tablesGone = (): CrmError => unavailable(gone);

/** @param version as `SHOW server_version` says it */
export const tooOld = (version: string): CrmError =>
	unavailable({
		text: { en: `PostgreSQL ${version} is too old for the CRM`, 'zh-CN': `PostgreSQL ${version} 版本过低，CRM 无法使用` },
		hint: { en: 'Use PostgreSQL 14 or newer.', 'zh-CN': '请使用 PostgreSQL 14 或更高版本。' },
		retryable: false,
	});

/** Words that stand in the server's message whatever its language, and tell more than the code it gives. */
export const codeInMessage = (code: string, message: string): string =>
	code === '28000' && message.includes('pg_hba.conf') ? 'GUANXI_NOT_LET_IN' : code;

/** A database that cannot hold every character that people write. */
export const notUnicode = (encoding: string): CrmError =>
	unavailable({
		text: {
			en: `The PostgreSQL database of the CRM cannot store all characters: its encoding is ${encoding}`,
			'zh-CN': `CRM 的 PostgreSQL 数据库无法保存所有字符：其编码为 ${encoding}`,
		},
		hint: {
			en: `Have an administrator make a database for the CRM with CREATE DATABASE <name> ENCODING 'UTF8' TEMPLATE template0, and name it in the CRM Database credential.`,
			'zh-CN': `请管理员用 CREATE DATABASE <名称> ENCODING 'UTF8' TEMPLATE template0 为 CRM 新建数据库，并在“CRM Database”凭据中填写其名称。`,
		},
		retryable: false,
	});

/** What to do about an index that does not serve. */
export const unfinishedHint: Text = {
	en: 'Nothing is lost. If a custom field says that its index failed, define the field again; otherwise have an administrator run REINDEX INDEX on it, or DROP INDEX when it is not one of the CRM.',
	'zh-CN':
		'数据没有丢失。若某个自定义字段显示索引失败，请重新定义该字段；否则请管理员对该索引执行 REINDEX INDEX，若不是 CRM 的索引则执行 DROP INDEX。',
};

/** Node's driver gives no code for these, only words. */
const byMessage: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/^Connection terminated|^Client has encountered a connection error|^Connection ended|not queryable|^Cannot use a pool after/,
		'GUANXI_CONNECTION_LOST',
	],
	[/^timeout exceeded when trying to connect/, 'GUANXI_POOL_BUSY'],
	[/The server does not support SSL/, 'GUANXI_NO_TLS'],
	[/client password must be a string|no password/i, 'GUANXI_NO_PASSWORD'],
];

/** The code under which {@link postgresFaults} knows an error of the driver that has none of its own. */
export const codeOfMessage = (message: string): string | undefined => byMessage.find(([words]) => words.test(message))?.[1];

/** SQLSTATEs with which PostgreSQL refuses to change or to drop what something else is built on. */
const dependedOn: ReadonlySet<string> = new Set(['0A000', '2BP01']);

/** What is built on a table that a migration was to change; a server that speaks another language is quoted as it says it. */
export function builtOnPostgres({ code, detail }: { code: string; detail?: string }): BuiltOn | undefined {
	if (!dependedOn.has(code) || !detail) return undefined;
	const found = [...detail.matchAll(/^(?:rule \S+ on )?(materialized view|view|trigger|policy) (.+?) depends on /gm)];
	if (found.length === 0) return { names: detail };
	return { kind: found[0][1], names: found.map(([, , name]) => name).join(', ') };
}
