import type { Connection } from '../../core/crm';
import type { Text } from '../../core/text';
import type { Range } from './parameters';
import type { PropertySpec } from './property';

/** What n8n calls the credential; workflows name it, so it never changes. */
export const databaseCredential = 'crmDatabaseApi';

/** The parameter of every node that says whether the credential counts; workflows name it too. */
export const databaseParameter = 'database';

/** What {@link databaseParameter} holds: the SQLite file in n8n's user folder, or the database of the credential. */
export type DatabaseChoice = 'own' | 'credential';

/** How the connection to PostgreSQL is encrypted. */
export type TlsChoice = 'off' | 'unverified' | 'verified';

export const databaseLabels = {
	engine: { en: 'Engine', 'zh-CN': '数据库类型' },
	path: { en: 'File Path', 'zh-CN': '文件路径' },
	host: { en: 'Host', 'zh-CN': '主机' },
	port: { en: 'Port', 'zh-CN': '端口' },
	database: { en: 'Database', 'zh-CN': '数据库' },
	schema: { en: 'Schema', 'zh-CN': '模式（schema）' },
	user: { en: 'User', 'zh-CN': '用户名' },
	password: { en: 'Password', 'zh-CN': '密码' },
	tls: { en: 'TLS', 'zh-CN': 'TLS' },
	ca: { en: 'CA Certificate', 'zh-CN': 'CA 证书' },
	poolSize: { en: 'Pool Size', 'zh-CN': '连接池大小' },
} satisfies Record<string, Text>;

export const portRange = { min: 1, max: 65_535 } satisfies Range;
export const poolRange = { min: 2, max: 100 } satisfies Range;

/** What a field holds when nothing is filled in. */
export const databaseDefaults = { host: 'localhost', port: 5432, schema: 'guanxi', poolSize: 5 } as const;

type FieldName = keyof typeof databaseLabels;

const field = (name: FieldName, spec: Partial<PropertySpec>): PropertySpec => ({
	displayName: databaseLabels[name],
	name,
	type: 'string',
	default: '',
	...spec,
});

const only = (kind: Connection['kind'], spec: PropertySpec): PropertySpec => ({
	...spec,
	displayOptions: { show: { engine: [kind], ...spec.displayOptions?.show } },
});

const engine = field('engine', {
	type: 'options',
	noDataExpression: true,
	default: 'postgres',
	options: [
		{
			name: { en: 'PostgreSQL', 'zh-CN': 'PostgreSQL' },
			value: 'postgres',
			description: {
				en: 'A server, version 14 or newer; what queue mode and more than one n8n need',
				'zh-CN': '数据库服务器，14 或更高版本；队列模式和多个 n8n 进程必须使用',
			},
		},
		{
			name: { en: 'SQLite', 'zh-CN': 'SQLite' },
			value: 'sqlite',
			description: { en: 'A file on the machine of a single n8n process', 'zh-CN': '单个 n8n 进程所在机器上的文件' },
		},
	],
});

const path = field('path', {
	placeholder: { en: 'e.g. /home/node/.n8n/guanxi/sales.sqlite', 'zh-CN': '例如 /home/node/.n8n/guanxi/sales.sqlite' },
	description: {
		en: "The whole path of the file, which is made when it is missing, in a folder that is there; when empty, crm.sqlite in the folder guanxi of n8n's user folder, the built-in SQLite file",
		'zh-CN':
			'文件的完整路径，文件不存在时自动创建，但文件夹须已存在；留空则使用 n8n 用户目录下 guanxi 文件夹中的 crm.sqlite，即自带的 SQLite 文件',
	},
});

const tls = field('tls', {
	type: 'options',
	noDataExpression: true,
	ordered: true,
	default: 'off',
	options: [
		{ name: { en: 'Off', 'zh-CN': '关闭' }, value: 'off' },
		{
			name: { en: 'On, Without Verifying the Server', 'zh-CN': '开启，不验证服务器' },
			value: 'unverified',
			description: { en: 'Keeps listeners out, but not a server that pretends to be yours', 'zh-CN': '可防窃听，但无法识别冒充的服务器' },
		},
		{
			name: { en: 'On, With a Verified Server', 'zh-CN': '开启，并验证服务器' },
			value: 'verified',
			description: { en: 'Refuses a server whose certificate is not right for its name', 'zh-CN': '拒绝证书与其名称不符的服务器' },
		},
	],
});

const server: readonly PropertySpec[] = [
	field('host', { default: databaseDefaults.host, required: true }),
	field('port', { type: 'number', default: databaseDefaults.port, typeOptions: { minValue: portRange.min, maxValue: portRange.max } }),
	field('database', { required: true, placeholder: { en: 'e.g. crm', 'zh-CN': '例如 crm' } }),
	field('schema', {
		default: databaseDefaults.schema,
		description: {
			en: 'Where the tables of the CRM are, made when it is missing; several CRMs in one database have a schema each',
			'zh-CN': 'CRM 的表所在的模式，不存在时自动创建；同一数据库中的多个 CRM 各用一个模式',
		},
	}),
	field('user', { required: true }),
	field('password', { typeOptions: { password: true } }),
	tls,
	field('ca', {
		typeOptions: { rows: 4 },
		displayOptions: { show: { tls: ['verified'] } },
		placeholder: { en: 'e.g. -----BEGIN CERTIFICATE-----', 'zh-CN': '例如 -----BEGIN CERTIFICATE-----' },
		description: {
			en: 'The certificate of the authority that signed the server’s, as PEM text; leave it empty for a known authority',
			'zh-CN': '签发服务器证书的机构的证书（PEM 文本）；由公认机构签发时留空',
		},
	}),
	field('poolSize', {
		type: 'number',
		default: databaseDefaults.poolSize,
		typeOptions: { minValue: poolRange.min, maxValue: poolRange.max },
		description: {
			en: 'The most connections that each n8n process opens to this database',
			'zh-CN': '每个 n8n 进程与该数据库之间的最大连接数',
		},
	}),
];

/** The form of the credential: only the fields of the chosen engine show. */
export const databaseFields: readonly PropertySpec[] = [engine, only('sqlite', path), ...server.map((spec) => only('postgres', spec))];
