import { parseArgs } from 'node:util';
import { localeOf, type Locale, type Text } from '../../core/text';
import { databaseFields, type DatabaseFields } from './database';
import { cacheRoot, dataFolder } from './locations';
import { readJump } from './jump';
import { SetupError } from './setupError';
import { readState } from './startState';

export interface StartOptions {
	readonly help: boolean;
	readonly fresh: boolean;
	/** Milliseconds by which the demo's clock is to be put ahead, in place of a start. */
	readonly jump?: number;
	readonly port: number;
	/** n8n's user folder: its database, the CRM's data, the login. */
	readonly data: string;
	/** Where the CRM's data is, in place of a SQLite file in `data`. */
	readonly database?: DatabaseFields;
	readonly locale: Locale;
}

/** Reads the command line of `npm start -- …`. @throws SetupError naming the option that is wrong */
export function readStartOptions(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): StartOptions {
	const values = parse(argv);
	const port = Number(values.port ?? 5678);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new SetupError({
			en: `--port takes a number from 1 to 65535, not “${values.port}”.`,
			'zh-CN': `--port 应为 1 到 65535 之间的整数，而不是“${values.port}”。`,
		});
	}
	const data = values.data ?? dataFolder(env);
	// A jump speaks to whoever looks at the instance that runs, from whatever window.
	const running = values.jump === undefined ? undefined : readState(data).locale;
	return {
		help: values.help ?? false,
		fresh: values.fresh ?? false,
		jump: values.jump === undefined ? undefined : readJump(values.jump),
		port,
		data,
		database: values.database === undefined ? undefined : databaseFields(values.database),
		locale: localeOf(values.locale ?? running ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG)),
	};
}

function parse(argv: readonly string[]) {
	try {
		return parseArgs({
			args: [...argv],
			options: {
				help: { type: 'boolean', short: 'h' },
				fresh: { type: 'boolean' },
				jump: { type: 'string' },
				port: { type: 'string' },
				data: { type: 'string' },
				database: { type: 'string' },
				locale: { type: 'string' },
			},
		}).values;
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new SetupError(
			{ en: `${reason} (npm start -- --help lists the options)`, 'zh-CN': `${reason}（用 npm start -- --help 查看全部选项）` },
			{ cause },
		);
	}
}

/** What `npm start -- --help` prints. */
export function helpText(): Text {
	return {
		en: `npm start -- [options]

Starts a real n8n with this package installed, sample data and the shipped workflows, and prints where to look.

  --port N          n8n's port (5678)
  --locale zh-CN    language of the nodes and of this command: en or zh-CN (from LANG)
  --fresh           first remove n8n's database, the CRM's data and the login of this checkout
  --jump 7d         put the clock of the demo's CRM ahead (m, h, d or w), in another window while it runs
  --data FOLDER     keep them there instead of ${dataFolder()}
  --database URL    the CRM's data in PostgreSQL: postgres://user:password@host:port/database
  --help

n8n itself is kept in ${cacheRoot()} (2.9 GB, shared by all checkouts); it may be deleted at any time.`,
		'zh-CN': `npm start -- [选项]

启动一个真实的 n8n，其中已安装本软件包、示例数据和随附的工作流，并打印访问地址。

  --port N          n8n 的端口（5678）
  --locale zh-CN    节点与本命令的语言：en 或 zh-CN（默认取自 LANG）
  --fresh           先删除本检出目录对应的 n8n 数据库、CRM 数据和登录信息
  --jump 7d         将演示用 CRM 的时钟拨快（m 分、h 时、d 天、w 周），可在演示运行时于另一窗口执行
  --data 目录       改用该目录存放数据，而不是 ${dataFolder()}
  --database URL    将 CRM 数据存入 PostgreSQL：postgres://用户名:密码@主机:端口/数据库
  --help

n8n 本身存放在 ${cacheRoot()}（2.9 GB，所有检出目录共用），可随时删除。`,
	};
}
