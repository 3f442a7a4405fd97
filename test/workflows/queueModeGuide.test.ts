import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureN8n } from '../../tools/n8n/cache';
import { checkout } from '../../tools/n8n/locations';
import { queueEnvironment, workerEnvironment } from '../../tools/n8n/queueEnvironment';
import { commandOf } from '../../tools/n8n/role';

interface Service {
	readonly image: string;
	readonly command?: string;
	readonly environment: Record<string, string>;
	readonly depends_on?: Record<string, unknown>;
	readonly volumes?: string[];
}

interface Compose {
	readonly services: Record<string, Service>;
	readonly volumes: Record<string, unknown>;
}

const roles = ['main', 'worker', 'webhook'] as const;
const address = { host: 'postgres', port: 5432, user: 'n8n', password: '${POSTGRES_PASSWORD:?}', database: 'n8n' };
const needed = queueEnvironment({ postgres: address, redis: { host: 'redis', port: 6379 } });

/** Every name of a variable in n8n's own configuration, and where executions are handed to workers. */
function variablesOf(n8n: string): Set<string> {
	const modules = join(n8n, 'node_modules');
	const folders = [join(modules, '@n8n', 'config', 'dist'), join(modules, 'n8n', 'dist', 'modules', 'community-packages')];
	const files = folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.js'))
			.map((name) => join(folder, name)),
	);
	files.push(join(modules, 'n8n', 'dist', 'workflow-runner.js'));
	return new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g) ?? []));
}

describe('the example of a queue-mode installation', () => {
	let compose: Compose;
	let known: Set<string>;

	beforeAll(async () => {
		const n8n = await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
		const { parse } = createRequire(join(n8n, 'node_modules', 'n8n', 'package.json'))('yaml') as {
			parse(text: string, options: { merge: boolean }): Compose;
		};
		compose = parse(readFileSync(join(checkout, 'docs', 'guides', 'docker-compose.yml'), 'utf8'), { merge: true });
		known = variablesOf(n8n);
	}, 20 * 60_000);

	it.each(roles)('gives the %s process what the test of queue mode gives it', (role) => {
		const { environment } = compose.services[role];
		expect(environment).toMatchObject(needed);
		expect(Object.keys(environment)).toEqual(
			expect.arrayContaining(['N8N_ENCRYPTION_KEY', 'N8N_DEFAULT_LOCALE', 'GENERIC_TIMEZONE', 'N8N_UNVERIFIED_PACKAGES_ENABLED']),
		);
	});

	it('lets each process do its own work', () => {
		const commands = roles.map((role) => compose.services[role].command ?? 'start');
		expect(commands.map((command) => command.split(' ')[0])).toEqual(roles.map((role) => commandOf[role].args[0]));
		const { environment } = compose.services.worker;
		expect(environment).toMatchObject(workerEnvironment(Number(environment.QUEUE_HEALTH_CHECK_PORT)));
		expect(compose.services.main.environment).not.toHaveProperty('QUEUE_HEALTH_CHECK_PORT');
	});

	it('names only variables that n8n knows, the same in every process but the worker’s own', () => {
		for (const role of roles) {
			expect(Object.keys(compose.services[role].environment).filter((name) => !known.has(name))).toEqual([]);
		}
		const { QUEUE_HEALTH_CHECK_ACTIVE: _active, QUEUE_HEALTH_CHECK_PORT: _port, ...shared } = compose.services.worker.environment;
		expect(shared).toEqual(compose.services.main.environment);
		expect(compose.services.webhook.environment).toEqual(compose.services.main.environment);
	});

	it('runs the n8n that is tested, and refers to nothing that is not there', () => {
		const { dependencies } = JSON.parse(readFileSync(join(checkout, 'tools', 'n8n', 'package.json'), 'utf8')) as {
			dependencies: Record<string, string>;
		};
		for (const role of roles) expect(compose.services[role].image).toBe(`docker.n8n.io/n8nio/n8n:${dependencies.n8n}`);
		const services = Object.values(compose.services);
		const named = services.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
		expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
		const waitedFor = services.flatMap(({ depends_on = {} }) => Object.keys(depends_on));
		expect(waitedFor.filter((name) => !(name in compose.services))).toEqual([]);
		expect(needed).toMatchObject({ QUEUE_BULL_REDIS_HOST: 'redis', DB_POSTGRESDB_HOST: 'postgres' });
		expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['redis', 'postgres']));
	});
});
