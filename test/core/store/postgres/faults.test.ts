import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Pool } from 'pg';

import { openCrm } from '../../../../core';
import type { Crm, PostgresConnection } from '../../../../core/crm';
import { writeChanges } from '../../../../core/store';
import { asCrmError } from '../../../../core/store/failures';
import { connectAlone } from '../../../../core/store/postgres/open';
import { startPostgres } from '../../../../tools/servers/postgres';
import { connectionTo, serverAddress } from '../../../support/connection';
import { newDatabase } from '../../../support/databases';
import { administer } from '../../../support/postgresDatabases';
import { failureOf, inputsOf, openTestCrm, valueOf } from '../../../support/testCrm';
import { eventually, leadsOnly, listen } from '../../triggers/listener';

const passphrase = randomUUID();

const to = (more: Partial<PostgresConnection> = {}): PostgresConnection => ({
	...(connectionTo(newDatabase()) as PostgresConnection),
	password: passphrase,
	...more,
});

const open = (connection: PostgresConnection): Crm =>
	openCrm(connection, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });

/** The error of the first use of a database that cannot be used; it never says the password. */
async function refusalOf(connection: PostgresConnection) {
	const error = await failureOf(open(connection).records.count('lead', {}));
	expect(JSON.stringify([error.text, error.hint, error.message, error.stack])).not.toContain(passphrase);
	return error;
}

describe('a server that cannot be used', () => {
	it('because nobody listens there is told apart from one whose name is unknown only by its hint: check host and port', async () => {
		for (const connection of [to({ port: 1 }), to({ host: 'no-such-host.invalid' })]) {
			expect(await refusalOf(connection)).toMatchObject({
				code: 'StoreUnavailable',
				retryable: true,
				text: { en: 'The PostgreSQL server of the CRM cannot be reached' },
				hint: { en: expect.stringContaining('Host and Port') as string },
			});
		}
	});

	it('because the database is not there says so', async () => {
		expect(await refusalOf(to({ database: 'no_such_database' }))).toMatchObject({
			retryable: false,
			text: { en: 'PostgreSQL has no database of this name' },
		});
	});

	it('because it offers no TLS says so', async () => {
		expect(await refusalOf(to({ tls: { verify: false } }))).toMatchObject({ text: { en: 'The PostgreSQL server offers no TLS' } });
	});

	it('because the user is unknown, or may make no schema, says what the administrator has to do', async () => {
		expect(await refusalOf(to({ user: 'nobody_we_know' }))).toMatchObject({
			text: { en: 'PostgreSQL refused the user or the password of the CRM' },
		});
		await administer('DROP ROLE IF EXISTS guanxi_limited; CREATE ROLE guanxi_limited LOGIN');
		expect(await refusalOf(to({ user: 'guanxi_limited' }))).toMatchObject({
			text: { en: 'The PostgreSQL user of the CRM lacks a right that it needs' },
			hint: { en: expect.stringContaining('CREATE SCHEMA') as string },
		});
	});

	it('works for a user without the right to make schemas, in a schema that was made for it', async () => {
		const connection = to({ user: 'guanxi_owner' });
		await administer('DROP OWNED BY guanxi_owner; DROP ROLE guanxi_owner').catch(() => undefined);
		await administer(`CREATE ROLE guanxi_owner LOGIN; CREATE SCHEMA "${connection.schema}" AUTHORIZATION guanxi_owner`);
		expect(valueOf((await open(connection).records.create('team', [{ item: 0, fields: { name: '一组' } }]))[0]).name).toBe('一组');
	});

	it('because something else listens there is an error in a sentence too', async () => {
		const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		expect(await refusalOf(to({ host: '127.0.0.1', port }))).toMatchObject({ code: 'StoreUnavailable' });
		server.close();
	});
});

describe('a database that cannot hold every character', () => {
	it('is refused before anything is stored in it, with what to do', async () => {
		const database = `guanxi_latin_${randomUUID().replaceAll('-', '')}`;
		await administer(`CREATE DATABASE ${database} ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`);
		expect(await refusalOf(to({ database }))).toMatchObject({
			retryable: false,
			text: { en: expect.stringContaining('its encoding is LATIN1') as string },
			hint: { en: expect.stringContaining("ENCODING 'UTF8'") as string },
		});
		await administer(`DROP DATABASE ${database} WITH (FORCE)`);
	});
});

describe('a process that opens a new CRM', () => {
	it('waits for the one that is making it, however long that takes', async () => {
		const connection = to();
		const other = new Client(connection);
		await other.connect();
		await other.query(`BEGIN; SELECT pg_advisory_xact_lock(${0x6775_616e}); CREATE SCHEMA "${connection.schema}"`);
		const opened = open(connection).records.count('lead', {});
		await Promise.race([opened, sleep(16_000)]);
		await other.query('COMMIT');
		await other.end();
		expect(await opened).toBe(0);
	}, 60_000);
});

describe('a limit of the server', () => {
	it('on time is told as one', async () => {
		const crm = openTestCrm();
		const slow = crm.store.write(crm.context, async (tx) => {
			await tx.query('SET LOCAL statement_timeout = 20');
			await tx.query('SELECT pg_sleep(5)');
		});
		expect(await failureOf(slow)).toMatchObject({
			code: 'StoreUnavailable',
			hint: { en: expect.stringContaining('statement_timeout') as string },
		});
	});

	it('on memory, which the locks of a huge call may need, is told as one', async () => {
		const crm = openTestCrm();
		const huge = crm.store.read.query(`DO $$ BEGIN RAISE EXCEPTION 'out of shared memory' USING ERRCODE = '53200'; END $$`);
		expect(await failureOf(huge)).toMatchObject({
			code: 'StoreUnavailable',
			hint: { en: expect.stringContaining('fewer items') as string },
		});
	});

	it('of our own, on connections, asks for a larger pool', async () => {
		const pool = new Pool({ ...serverAddress(), max: 1, connectionTimeoutMillis: 20 });
		const held = await pool.connect();
		const failure = asCrmError(await failureOf(pool.query('SELECT 1')));
		held.release();
		await pool.end();
		expect(failure).toMatchObject({ code: 'StoreUnavailable', hint: { en: expect.stringContaining('Raise Pool Size') as string } });
	});
});

it('reports an index that was left unfinished, with what to do on a server', async () => {
	const crm = openTestCrm();
	await Promise.all([crm.given.team(), crm.given.team()]);
	const client = await connectAlone(crm.store.connection as PostgresConnection);
	await failureOf(client.query('CREATE UNIQUE INDEX CONCURRENTLY broken ON crm_team ("version")'));
	await client.end();
	const health = await crm.system.health();
	expect(health).toMatchObject({
		status: 'damaged',
		problem: 'unfinished index broken',
		hint: { en: expect.stringContaining('REINDEX') as string },
	});
});

describe('a server that goes away', () => {
	it('and comes back is used again; what was being written is not there, and events are heard as before', async () => {
		// One that keeps what it has said was stored.
		const server = await startPostgres({ own: true, settings: {} });
		const connection: PostgresConnection = { kind: 'postgres', ...server.address, schema: 'guanxi', poolSize: 3 };
		const crm = open(connection);
		const listener = await listen(crm, { filter: leadsOnly });
		await crm.records.create('lead', [{ item: 0, fields: { name: '之前' } }]);
		await eventually(() => listener.items.length === 1);
		await server.restart();
		await eventually(async () => {
			const outcome = await crm.records
				.create('lead', [{ item: 0, fields: { name: '之后' }, idempotencyKey: 'after' }])
				.catch(() => undefined);
			return outcome !== undefined;
		});
		expect(await crm.records.count('lead', {})).toBe(2);
		await eventually(() => listener.items.length === 2, 20);
		await listener.close();
		await server.stop();
		expect(await failureOf(crm.records.count('lead', {}))).toMatchObject({
			text: { en: 'The PostgreSQL server of the CRM cannot be reached' },
		});
	}, 60_000);

	it('in the middle of a call leaves nothing of it', async () => {
		const crm = openTestCrm();
		await crm.given.team({ name: '一组' });
		const lead = (await crm.objects()).get('lead');
		const cut = crm.store.write(crm.context, async (tx) => {
			const given = await crm.given.team({ name: '二组' }).catch(() => undefined);
			expect(given).toBeDefined();
			const [{ pid }] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
			await administer('SELECT pg_terminate_backend($1)', [pid]);
			await sleep(50);
			await writeChanges(tx, [{ object: lead, after: { id: 'x', version: 1 } }]);
		});
		expect(await failureOf(cut)).toMatchObject({ code: 'StoreUnavailable' });
		expect(await crm.records.count('team', {})).toBe(1);
	});
});

describe('more calls at once than the pool has connections', () => {
	it('all come through, also those that read while they write', async () => {
		const crm = openTestCrm();
		await crm.given.team();
		const calls = Array.from({ length: 12 }, () =>
			crm.store.write(crm.context, async (tx) => {
				await tx.query(`SELECT count(*) FROM crm_team`);
				return await crm.records.count('team', {});
			}),
		);
		expect(await Promise.all(calls)).toEqual(Array(12).fill(1));
	}, 10_000);
});

describe('two calls that wait for each other', () => {
	it('are both done in the end', async () => {
		const crm = openTestCrm();
		const customers = await crm.records.create('customer', inputsOf([{ fields: { name: 'a' } }, { fields: { name: 'b' } }]));
		const [a, b] = customers.map((outcome) => valueOf(outcome).id);
		const meet = Promise.withResolvers<void>();
		// Holds one record and then wants the other, as no call of ours does: the server ends one of the two.
		const rival = crm.store
			.write(crm.context, async (tx) => {
				await tx.query('SELECT 1 FROM crm_customer WHERE id = ? FOR UPDATE', [b]);
				meet.resolve();
				await sleep(300);
				await tx.query('SELECT 1 FROM crm_customer WHERE id = ? FOR UPDATE', [a]);
			})
			.catch((error: Error) => error);
		await meet.promise;
		const outcomes = await crm.records.update('customer', inputsOf([a, b].map((id) => ({ id, fields: { city: '苏州' } }))));
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
		const met = await rival;
		if (met)
			expect(met).toMatchObject({
				code: 'StoreUnavailable',
				retryable: true,
				text: { en: 'Another execution was changing the same records' },
			});
		expect(await crm.rows('SELECT DISTINCT city, version FROM crm_customer')).toEqual([{ city: '苏州', version: 2 }]);
	}, 30_000);
});
