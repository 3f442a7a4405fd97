import { join } from 'node:path';
import type { Locale } from '../../core/text';
import { npmEnvironment } from './npm';

/** The person who owns an n8n instance. */
export interface Owner {
	readonly email: string;
	readonly password: string;
	/** bcrypt of the password; n8n takes only this. */
	readonly passwordHash: string;
}

export interface EnvironmentOptions {
	/** n8n's N8N_USER_FOLDER: n8n keeps its things in `.n8n` below it. */
	readonly userFolder: string;
	readonly port: number;
	/** The port of n8n's task broker; each process on a machine needs its own. */
	readonly brokerPort: number;
	readonly owner?: Owner;
	/** Without it n8n makes a key and keeps it in the user folder. */
	readonly encryptionKey?: string;
	/** Language of our nodes' texts, and of n8n's own forms and pages where it has translations. */
	readonly locale?: Locale;
	/** Of workflows that set none, and so of their days: "today", whole-day filters, absences. Shanghai unless given. */
	readonly timezone?: string;
	/** Serve the editor; without it n8n starts faster and answers REST, forms and webhooks only. */
	readonly editor?: boolean;
	/** Folder where Node keeps compiled code between starts: the second start is about 1.5 s faster. */
	readonly compileCache?: string;
	/** Added last, so it overrules everything above. */
	readonly env?: Readonly<Record<string, string>>;
}

const OFF = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	'N8N_PYTHON_ENABLED',
	// The user folder is private to this machine's user; the cookie must work over http on 127.0.0.1.
	'N8N_SECURE_COOKIE',
];

/** Modules of n8n that ask its makers' servers for something at start, or talk to language models. */
const MODULES_OFF = ['mcp-registry', 'instance-ai', 'agents', 'chat-hub'];

/** The whole environment of an n8n process: reachable from this machine only, and calling nobody by itself. */
export function n8nEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
	const url = baseUrl(options.port);
	return {
		...inherited(),
		...Object.fromEntries(OFF.map((name) => [name, 'false'])),
		NODE_ENV: 'production',
		NO_COLOR: '1',
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DEFAULT_LOCALE: options.locale ?? 'en',
		// n8n's own default is America/New_York, whatever the machine's clock says.
		GENERIC_TIMEZONE: options.timezone ?? 'Asia/Shanghai',
		N8N_DISABLE_UI: String(options.editor === false),
		N8N_DISABLED_MODULES: MODULES_OFF.join(','),
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		...(options.compileCache && { NODE_COMPILE_CACHE: options.compileCache }),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		...(options.encryptionKey && { N8N_ENCRYPTION_KEY: options.encryptionKey }),
		...(options.owner && ownerEnvironment(options.owner)),
		...options.env,
	};
}

/** Where an instance on `port` is reached, without a slash at the end. */
export function baseUrl(port: number): string {
	return `http://127.0.0.1:${port}`;
}

/** The time zone a user has set for n8n or for everything; undefined when neither names one, as TZ=CST-8 does not. */
export function ownTimezone(env: NodeJS.ProcessEnv = process.env): string | undefined {
	return [env.GENERIC_TIMEZONE, env.TZ].find((zone) => zone && isTimezone(zone));
}

function isTimezone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

function ownerEnvironment(owner: Owner): NodeJS.ProcessEnv {
	return {
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Guanxi',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Demo',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: owner.passwordHash,
	};
}

/** Ours without what would steer n8n, its database or its Node; and this Node first in PATH, for n8n's own npm. */
function inherited(): NodeJS.ProcessEnv {
	const steering =
		/^(N8N_|DB_|EXECUTIONS_|QUEUE_|GENERIC_TIMEZONE$|NODE_COMPILE_CACHE$|WEBHOOK_URL$|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|JEST_)/;
	const kept = Object.entries(npmEnvironment()).filter(([name]) => !steering.test(name));
	const path = `${join(process.execPath, '..')}:${process.env.PATH ?? ''}`;
	return { ...Object.fromEntries(kept), PATH: path };
}
