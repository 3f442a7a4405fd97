import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { openCrm } from '../../../../core';
import type { Crm, PostgresConnection } from '../../../../core/crm';
import { writeChanges } from '../../../../core/store';
import { startPostgres } from '../../../../tools/servers/postgres';
import { connectionTo } from '../../../support/connection';
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
