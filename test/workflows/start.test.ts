import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient } from '../../tools/n8n/client';
import { crmDatabase } from '../../tools/n8n/demoData';
import { freePort, isFree } from '../../tools/n8n/ports';
import { alive, cloneBare, cloneCheckout, Command } from '../support/startCommand';

const READY = /Ctrl-C stops everything/;
const STOPPED = /Stopped; nothing is left running\.\s*$/;
const NO_NETWORK = 'The npm registry cannot be reached: check the network (or npm’s proxy setting) and run the same command again.';
/** On a quiet machine the second start takes less than 20 s; a machine that runs tests is not quiet. */
const SECOND_START_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'guanxi-start-'));
const clone = join(folder, 'clone');
const data = join(folder, 'data');
const commands: Command[] = [];

const run = (program: string, args: readonly string[], env: Record<string, string> = {}, cwd = clone) => {
	const command = new Command(program, args, { cwd, env });
	commands.push(command);
	return command;
};
const start = (args: readonly string[], env?: Record<string, string>) =>
	run(process.execPath, ['--import', 'tsx', 'tools/n8n/start.ts', ...args], env);
/** The command's only words of complaint, without a stack. */
const complaint = async (command: Command) => {
	expect(await command.ended).toBe(1);
	return command.stderr.trim();
};

const unreachable = (cache: string) => ({
	npm_config_registry: 'http://127.0.0.1:9',
	npm_config_cache: join(folder, cache),
	npm_config_fetch_retries: '0',
});

jest.setTimeout(240_000);

beforeAll(async () => {
	await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
	mkdirSync(clone);
	cloneCheckout(clone);
}, 20 * 60_000);

afterAll(async () => {
	for (const command of commands) command.tellGroup('SIGKILL');
	await Promise.all(commands.map(({ ended }) => ended));
	rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
	let port: number;
	let url: string;
	let first: Command;
	let login: { email: string; password: string };
	let lead: unknown;

	const visitor = { name: '王小明', phone: '13912345678', company: '上海测试有限公司' };
	const post = async (body: unknown) => {
		const headers = { 'Content-Type': 'application/json' };
		const response = await fetch(`${url}/webhook/guanxi/lead`, { method: 'POST', headers, body: JSON.stringify(body) });
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};
	const count = (table: string) => {
		const database = new DatabaseSync(crmDatabase(data), { readOnly: true });
		const { n } = database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
		database.close();
		return n;
	};
	const loginShown = (output: string) => {
		const [, email, password] = /E-mail +(\S+@\S+)\n +Password +(\S+)\n/.exec(output) ?? [];
		return { email, password };
	};

	beforeAll(async () => {
		port = await freePort();
		url = `http://127.0.0.1:${port}`;
		// Whatever time zone this machine has set, this start knows none.
		first = start(['--port', String(port), '--data', data], { GENERIC_TIMEZONE: '', TZ: '' });
		await first.prints(READY);
	});

	it('builds, installs and fills an n8n, with a time for every step, and says where to look', async () => {
		const steps = [
			'Building the package',
			'Looking for n8n',
			'Installing the package as n8n does',
			'Starting n8n',
			'Loading the demo data',
			'Importing and publishing the workflows',
		];
		for (const step of steps) expect(first.stdout).toMatch(new RegExp(`\\[ *[\\d.]+ s\\] ${step}: done in [\\d.]+ s\n`));
		expect(first.stdout).toMatch(/\[ *[\d.]+ s\] Ready\n/);
		const form = new RegExp(`First the lead form: .*\n +(${url}/form/guanxi/lead-en)\n`).exec(first.stdout)?.[1] ?? '';
		expect(first.stdout).toMatch(new RegExp(`Then n8n: .*\n +${url}\n`));
		const lists = new RegExp(`import a list of customers, open (${url}/form/guanxi/import)\n`).exec(first.stdout)?.[1] ?? '';
		const [formPage, editor, listForm] = await Promise.all([fetch(form), fetch(url), fetch(lists)]);
		expect([formPage.status, editor.status, listForm.status]).toEqual([200, 200, 200]);
		expect(await formPage.text()).toMatch(/<form/);
		expect(await editor.text()).toMatch(/<title>n8n/);

		login = loginShown(first.stdout);
		const client = new N8nClient(url);
		await client.login(login);
		expect(await client.rest('GET', '/settings')).toMatchObject({ timezone: 'Asia/Shanghai' });
	});

	it('has sample data, and workflows that take a lead at once', async () => {
		expect(count('crm_user')).toBe(6);
		expect(count('crm_customer')).toBeGreaterThan(0);
		expect(count('crm_lead')).toBeGreaterThan(0);
		const answer = await post(visitor);
		expect(answer).toMatchObject({ status: 200, body: { outcome: 'created' } });
		lead = answer.body.leadId;
	});

	it('--jump puts the clock of the running demo ahead, so that reminders of the coming week come', async () => {
		const reminders = () => count(`crm_due WHERE "kind" = 'custom:跟进提醒' AND "closedAt" IS NULL`);
		expect(reminders()).toBeGreaterThan(0);
		const jump = start(['--jump', '8d', '--data', data]);
		expect(await jump.ended).toBe(0);
		expect(jump.stdout).toMatch(/For the demo's CRM it is \d{4}-\d\d-\d\d \d\d:\d\d now \(China\)\. What is due by then starts its workflow within seconds/);
		for (const deadline = Date.now() + 30_000; reminders() > 0 && Date.now() < deadline;) await sleep(100);
		expect(reminders()).toBe(0);
	});

	it('--jump is refused for a folder without a demo, and for what is no time', async () => {
		const nowhere = start(['--jump', '7d', '--data', join(folder, 'nowhere')]);
		expect(await complaint(nowhere)).toMatch(/^There is no demo in \S+, and --jump moves the clock of nothing else: start it first/);
		expect(existsSync(join(folder, 'nowhere'))).toBe(false);
		expect(await complaint(start(['--jump', 'soon', '--data', data]))).toBe(
			'--jump takes a time such as 90m, 12h, 7d or 2w, not “soon”.',
		);
	});

	it('refuses a taken port in one sentence, in the language asked for', async () => {
		const refused = ['en', 'zh-CN'].map((locale) =>
			start(['--port', String(port), '--data', join(folder, locale), '--locale', locale]),
		);
		const [en, zh] = await Promise.all(refused.map(complaint));
		expect(en).toMatch(
			/^Port \d+ is taken by another program: end that program, or take another port, for example npm start -- --port \d+\.$/,
		);
		expect(zh).toMatch(/^端口 \d+ 已被其他程序占用：请关闭该程序，或改用其他端口，例如 npm start -- --port \d+。$/);
	});

	it('refuses a second start on the same data in one sentence', async () => {
		const second = start(['--port', String(await freePort()), '--data', data]);
		expect(await complaint(second)).toMatch(/^npm start is running already for this folder: stop it first .*\.$/);
	});

	it('stops everything it started at Ctrl-C, and says so', async () => {
		const started = first.descendants();
		expect(started.length).toBeGreaterThanOrEqual(2);
		first.tellGroup('SIGINT');
		expect(await first.ended).toBe(0);
		expect(first.stdout).toMatch(STOPPED);
		expect(first.stderr).toBe('');
		expect(alive(started)).toEqual([]);
		expect(await isFree(port)).toBe(true);
	});

	it('says in one sentence that n8n cannot be fetched: no room on the disk, no network', async () => {
		// /proc says of itself that it has no byte to spare.
		mkdirSync(join(folder, 'full'));
		symlinkSync('/proc', join(folder, 'full', 'n8n-nodes-guanxi'));
		const full = start(['--port', String(port), '--data', data], { XDG_CACHE_HOME: join(folder, 'full') });
		expect(await complaint(full)).toMatch(/^n8n needs 4 GB of disk at \S+ and 0\.0 GB are free: free some space, .*\.$/);

		const cache = join(folder, 'empty');
		const offline = start(['--port', String(port), '--data', data], { ...unreachable('npm'), XDG_CACHE_HOME: cache });
		expect(await complaint(offline)).toBe(NO_NETWORK);
	});

	describe('a second time', () => {
		let second: Command;

		it('starts soon: nothing is built, installed, loaded or imported again, and login and data are the same', async () => {
			const begun = Date.now();
			// By way of npm, as a user starts it.
			second = run('npm', ['start', '--', '--port', String(port), '--data', data]);
			await second.prints(READY);
			const took = Date.now() - begun;
			const [, own] = await second.prints(/\[ *([\d.]+) s\] Ready/);
			process.stderr.write(`second npm start: ${(took / 1000).toFixed(1)} s, ${own} s of it after npm and the check of the packages\n`);
			expect(took).toBeLessThanOrEqual(SECOND_START_MS);
			expect(second.stdout).not.toMatch(/Installing|Loading the demo data/);
			const state = JSON.parse(readFileSync(join(data, 'guanxi.json'), 'utf8')) as unknown;
			expect(state).toEqual(stateBefore);

			expect(loginShown(second.stdout)).toEqual(login);
			await new N8nClient(url).login(login);
			expect(await post({ ...visitor, message: 'again' })).toMatchObject({ status: 200, body: { outcome: 'matched', leadId: lead } });
			expect(count('crm_user')).toBe(6);
		});

		let stateBefore: unknown;
		beforeAll(() => {
			stateBefore = JSON.parse(readFileSync(join(data, 'guanxi.json'), 'utf8'));
		});

		it('stops everything when npm alone is told to stop', async () => {
			const started = second.descendants();
			expect(started.length).toBeGreaterThanOrEqual(3);
			// A shell between npm and us keeps SIGINT to itself until we have ended; it cannot keep its own end.
			second.tell('SIGTERM');
			await second.ended;
			expect(second.stdout).toMatch(STOPPED);
			expect(alive(started)).toEqual([]);
			expect(await isFree(port)).toBe(true);
		});
	});

	it('--fresh leaves a folder alone that it has not made', async () => {
		const foreign = join(folder, 'foreign');
		mkdirSync(foreign);
		writeFileSync(join(foreign, 'thesis.txt'), 'three years');
		const refused = start(['--fresh', '--port', String(port), '--data', foreign]);
		expect(await complaint(refused)).toMatch(/was not made by npm start, so --fresh leaves it alone: name another folder with --data\.$/);
		expect(refused.stdout).not.toMatch(/removing/);
		expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('three years');
	});

	it('--fresh empties its own folder and nothing beside it; Ctrl-C in the middle of a start stops that too', async () => {
		const beside = join(folder, 'data.txt');
		writeFileSync(beside, 'beside');
		const fresh = start(['--fresh', '--port', String(port), '--data', data]);
		await fresh.prints(/--fresh: removing[^\n]*\n.*Building the package …/s);
		expect(existsSync(join(data, 'login.json'))).toBe(false);
		expect(existsSync(crmDatabase(data))).toBe(false);
		expect(readFileSync(beside, 'utf8')).toBe('beside');

		const started = fresh.descendants();
		fresh.tellGroup('SIGINT');
		expect(await fresh.ended).toBe(130);
		expect(fresh.stdout).toMatch(STOPPED);
		expect(alive(started)).toEqual([]);
	});

	it('says in one sentence that the disk is full when that happens in the middle', async () => {
		const full = join(folder, 'fullData');
		mkdirSync(full);
		symlinkSync('/dev/full', join(full, 'guanxi.json.new'));
		const command = start(['--port', String(port), '--data', full]);
		expect(await complaint(command)).toBe('The disk is full: free at least 4 GB and run the same command again.');
	});
});

describe('npm start with nothing installed', () => {
	const bare = join(folder, 'bare');
	const npmStandIn = join(folder, 'npm-cli.js');
	const bootstrap = (env: Record<string, string>) => run(process.execPath, ['tools/bootstrap.mjs', 'start'], env, bare);

	beforeAll(() => cloneBare(bare));

	it('says in one sentence that there is no network', async () => {
		expect(await complaint(bootstrap(unreachable('npm-bare')))).toBe(NO_NETWORK);
	});

	it('says in one sentence, in the language of the terminal, that the disk is full', async () => {
		writeFileSync(npmStandIn, `require('node:fs').writeFileSync('/dev/full', 'a package');`);
		const env = { npm_execpath: npmStandIn };
		const [en, zh] = await Promise.all([bootstrap(env), bootstrap({ ...env, LANG: 'zh_CN.UTF-8' })].map(complaint));
		expect(en).toMatch(/^The disk is full: 2 GB are needed in \S+\. Free some space and run the same command again\.$/);
		expect(zh).toMatch(/^磁盘空间不足：\S+ 所在磁盘需要 2 GB。请腾出空间后重新运行同一命令。$/);
	});

	it('stops the installation when it alone is told to stop', async () => {
		writeFileSync(npmStandIn, 'setInterval(() => {}, 1000);');
		const command = bootstrap({ npm_execpath: npmStandIn });
		await command.prints(/Installing the development packages/);
		let started = command.descendants();
		while (started.length === 0) {
			await sleep(20);
			started = command.descendants();
		}
		command.tell('SIGINT');
		expect(await command.ended).toBe(130);
		expect(command.stderr.trim()).toBe('Stopped; nothing is left running.');
		expect(alive(started)).toEqual([]);
	});
});
