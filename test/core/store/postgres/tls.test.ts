import { chownSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import { closeStores, openCrm } from '../../../../core';
import type { Crm } from '../../../../core/crm';
import { readDatabase } from '../../../../nodes/shared/readDatabase';
import { startPostgres, type PostgresServer } from '../../../../tools/servers/postgres';
import { newAuthority } from '../../../support/certificates';
import { whenOver } from '../../../support/endings';
import { failureOf } from '../../../support/testCrm';
import { eventually } from '../../triggers/listener';

const authority = newAuthority('Authority of the tests');
const ours = authority.issue('DNS:localhost,IP:127.0.0.1');

let server: PostgresServer;
let administrator: Client;
let data: string;

/** Writes a file of the server, which is to be its user's and nobody else's to read. */
function put(name: string, content: string): void {
	const file = path.join(data, name);
	const { uid, gid } = statSync(data);
	writeFileSync(file, content, { mode: 0o600 });
	chownSync(file, uid, gid);
}

/** Gives the server a certificate. New connections meet it at once, or as soon as the server has read it. */
async function present({ certificate, key }: { certificate: string; key: string }): Promise<void> {
	put('server.key', key);
	put('server.crt', certificate);
	const [before] = (await administrator.query<{ at: string }>('SELECT pg_conf_load_time()::text AS at')).rows;
	await administrator.query('ALTER SYSTEM SET ssl = on');
	await administrator.query('SELECT pg_sleep(0.01), pg_reload_conf()');
	await eventually(async () => {
		const client = new Client(server.address);
		await client.connect();
		const { rows } = await client.query<{ at: string; ssl: string }>(
			`SELECT pg_conf_load_time()::text AS at, current_setting('ssl') AS ssl`,
		);
		await client.end();
		return rows[0].at !== before.at && rows[0].ssl === 'on';
	});
}

beforeAll(async () => {
	server = await startPostgres({ own: true });
	administrator = new Client(server.address);
	await administrator.connect();
	({ data } = (await administrator.query<{ data: string }>(`SELECT current_setting('data_directory') AS data`)).rows[0]);
	await administrator.query('CREATE ROLE crm LOGIN');
	await administrator.query('CREATE SCHEMA guanxi AUTHORIZATION crm');
	// The administrator as before; the CRM over TLS alone.
	put('pg_hba.conf', 'host all postgres 127.0.0.1/32 trust\nhostssl all crm 127.0.0.1/32 trust');
	await present(ours);
}, 60_000);

afterAll(async () => {
	await administrator.end();
	await server.stop();
});

/** A CRM by the fields of a CRM Database credential. */
function open(fields: Record<string, string>): Crm {
	const { port, database } = server.address;
	const connection = readDatabase({ engine: 'postgres', host: 'localhost', port, database, user: 'crm', poolSize: 2, ...fields });
	// The same credential would find its store open.
	whenOver(closeStores);
	return openCrm(connection, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
}

const verified = { tls: 'verified', ca: authority.certificate };

describe('a server that insists on TLS', () => {
	it.each([
		['its certificate is of the authority entered', 'localhost', verified],
		['it is reached by its address, for which the certificate is too', '127.0.0.1', verified],
		['nobody asks who it is', 'localhost', { tls: 'unverified' }],
	])('is used, encrypted, when %s', async (_, host, fields) => {
		await open({ host, ...fields }).records.create('lead', [{ item: 0, fields: { name: 'Ada' } }]);
		const { rows } = await administrator.query(
			`SELECT DISTINCT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'crm'`,
		);
		expect(rows).toEqual([{ ssl: true }]);
	});

	it('refuses to talk without it, and the error says to switch it on', async () => {
		expect(await failureOf(open({ tls: 'off' }).records.count('lead', {}))).toMatchObject({
			code: 'StoreUnavailable',
			retryable: false,
			text: {
				en: 'PostgreSQL does not let this user into this database over such a connection',
				'zh-CN': 'PostgreSQL 不允许该用户以这种连接方式访问该数据库',
			},
			hint: {
				en: expect.stringContaining('Switch TLS on in the CRM Database credential') as string,
				'zh-CN': expect.stringContaining('凭据中开启 TLS') as string,
			},
		});
	});
});

describe('a certificate that is verified is refused', () => {
	const untrusted = {
		text: { en: 'The certificate of the PostgreSQL server is not trusted', 'zh-CN': 'PostgreSQL 服务器的证书不受信任' },
		hint: {
			en: expect.stringContaining('under CA Certificate in the CRM Database credential') as string,
			'zh-CN': expect.stringContaining('“CA 证书”') as string,
		},
	};
	const otherHost = {
		text: { en: 'The certificate of the PostgreSQL server is for another host', 'zh-CN': 'PostgreSQL 服务器的证书属于另一台主机' },
		hint: {
			en: expect.stringContaining('under Host in the CRM Database credential') as string,
			'zh-CN': expect.stringContaining('“主机”') as string,
		},
	};
	const pastItsDay = {
		text: { en: 'The certificate of the PostgreSQL server is not valid today', 'zh-CN': 'PostgreSQL 服务器的证书已过期或尚未生效' },
		hint: {
			en: expect.stringContaining('renew the certificate of the server') as string,
			'zh-CN': expect.stringContaining('更新服务器证书') as string,
		},
	};

	it.each([
		['its authority is none that is known', { tls: 'verified' }, ours, untrusted],
		['another authority was entered', { tls: 'verified', ca: newAuthority('Another').certificate }, ours, untrusted],
		['it is for another host', verified, authority.issue('DNS:db.example.com'), otherHost],
		['it has expired', verified, authority.issue('DNS:localhost', -1), pastItsDay],
	])('when %s, with what to do', async (_, fields, certificate, refusal) => {
		await present(certificate);
		const error = await failureOf(open(fields).records.count('lead', {}));
		expect(error).toMatchObject({ code: 'StoreUnavailable', retryable: false, ...refusal });
	});
});
