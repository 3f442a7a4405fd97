import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CrmRecord } from '../../core/crm';
import { sampleCredential, WeComServer } from '../servers/weCom/weComServer';
import { Posts, postWorkflow } from '../support/duePosts';
import { frontDesk, until } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

const soak = Boolean(process.env.GUANXI_SOAK);

describe('messages of due work while n8n is killed', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	const send = '/message/send';
	let weCom: WeComServer;

	beforeAll(async () => {
		weCom = await WeComServer.start();
	});

	afterAll(async () => await weCom?.close());

	async function givenUsers(count: number, prefix: string): Promise<CrmRecord[]> {
		const ids = Array.from({ length: count }, (_, at) => `${prefix}${at}`);
		weCom.world.addMembers(...ids);
		const users = await desk.crm.records.create(
			'user',
			ids.map((weComUserId, item) => ({ item, fields: { name: weComUserId, weComUserId } })),
		);
		return users.map(valueOf);
	}

	/** How often each user got a message, and how the CRM says it stands once nobody can be sending any more. */
	async function fates(posts: Posts, users: readonly CrmRecord[]): Promise<Array<{ got: number; status: unknown; messages: number }>> {
		const messages = await posts.settledMessages();
		return users.map(({ id, weComUserId }) => {
			const own = messages.filter(({ userId }) => userId === id);
			return { got: weCom.world.seenBy(String(weComUserId)).length, status: own[0]?.status, messages: own.length };
		});
	}

	/** Kills n8n and starts it again when something holds. */
	async function killWhen(holds: () => boolean | Promise<boolean>): Promise<void> {
		await until(holds);
		await n8n.killAndRestart();
	}

	describe('at one point each', () => {
		const posts = new Posts(() => desk.crm, 'points');
		let users: CrmRecord[];

		beforeAll(async () => {
			const credential = await n8n.credential('weComApi', { ...sampleCredential, baseUrl: weCom.url });
			users = await givenUsers(5, 'point');
			await n8n.publish(postWorkflow({ name: posts.name, channel: 'weComApp', credential, pause: 1 }));
		}, 60_000);

		const post = async (point: number) => await posts.schedule([users[point]], () => `第 ${point} 条`);

		it('reserved, while the provider is asked for a token', async () => {
			weCom.faults.next('/gettoken', { kind: 'delay', ms: 60_000 });
			await post(0);
			await killWhen(() => weCom.countOf('/gettoken') > 0);
		});

		it('claimed, before it is reserved', async () => {
			await post(1);
			await killWhen(async () => (await posts.messagesOf(users[1])).length === 0 && (await posts.isRunning(users[1])));
		});

		it('with the provider, which has sent it and not answered', async () => {
			weCom.faults.next(send, { kind: 'delay', ms: 60_000 }, { saying: '第 2 条' });
			await post(2);
			await killWhen(() => weCom.world.seenBy('point2').length > 0);
		});

		it('answered by the provider, before that is recorded', async () => {
			weCom.faults.next(send, { kind: 'delay', ms: 3000 }, { saying: '第 3 条' });
			await post(3);
			await until(() => weCom.world.seenBy('point3').length > 0);
			// Nobody else can write while this connection does.
			const lock = new DatabaseSync(n8n.crmFile, { timeout: 2000 });
			lock.exec('BEGIN IMMEDIATE');
			await sleep(4000);
			await n8n.instance.kill();
			lock.exec('ROLLBACK');
			lock.close();
			await n8n.instance.start();
		});

		it('recorded, before the work is completed', async () => {
			await post(4);
			await killWhen(async () => (await posts.messagesOf(users[4])).some(({ status }) => status === 'sent'));
		});

		it('leaves every message sent once, or unclear where a send was under way', async () => {
			await posts.untilDone();
			expect(await fates(posts, users)).toEqual([
				{ got: 0, status: 'unclear', messages: 1 },
				{ got: 1, status: 'sent', messages: 1 },
				{ got: 1, status: 'unclear', messages: 1 },
				{ got: 1, status: 'unclear', messages: 1 },
				{ got: 1, status: 'sent', messages: 1 },
			]);
		}, 150_000);
	});

	it(
		'leaves none of the outbox unclear, whenever it happens',
		async () => {
			const posts = new Posts(() => desk.crm, 'outbox');
			const users = await givenUsers(soak ? 200 : 20, 'kept');
			await n8n.publish(postWorkflow({ name: posts.name, channel: 'outbox' }));
			await posts.schedule(users, (at) => `${at}`);
			await killAtRandom(posts, soak ? 10 : 2);
			await posts.untilDone(soak ? 600 : 120);
			const stored = await fates(posts, users);
			expect(stored.map(({ status, messages }) => `${String(status)} ${messages}`)).toEqual(users.map(() => 'sent 1'));
		},
		soak ? 1_500_000 : 240_000,
	);

	if (soak)
		it(
			'sends each of 200 messages once over 50 kills, but for the few that were under way',
			async () => {
				const posts = new Posts(() => desk.crm, 'soak');
				const users = await givenUsers(200, 'soak');
				const credential = await n8n.credential('weComApi', { ...sampleCredential, baseUrl: weCom.url });
				await n8n.publish(postWorkflow({ name: posts.name, channel: 'weComApp', credential }));
				for (let i = 0; i < users.length; i++) weCom.faults.next(send, { kind: 'delay', ms: Math.floor(Math.random() * 400) });
				await posts.schedule(users, (at) => `第 ${at} 条`);
				const underWay = await killAtRandom(posts, 50);
				await posts.untilDone(900);
				const all = await fates(posts, users);
				expect(all.filter(({ got, messages }) => got > 1 || messages !== 1)).toEqual([]);
				expect(all.filter(({ got, status }) => got === 0 && status !== 'unclear')).toEqual([]);
				expect(all.filter(({ status }) => !['sent', 'unclear'].includes(String(status)))).toEqual([]);
				expect(all.filter(({ status }) => status === 'unclear').length).toBeLessThanOrEqual(underWay);
			},
			2_400_000,
		);

	/** Kills as long as there is work; gives how many messages were being sent at the kills in all. */
	async function killAtRandom(posts: Posts, kills: number): Promise<number> {
		let underWay = 0;
		for (let kill = 0; kill < kills && (await posts.open()).length > 0; kill++) {
			await until(async () => {
				const open = await posts.open();
				return open.length === 0 || open.some(({ state }) => state === 'running');
			});
			await sleep(Math.random() * 600);
			await n8n.instance.kill();
			underWay += (await posts.messages()).filter(({ status }) => status === 'sending').length;
			await n8n.instance.start();
		}
		return underWay;
	}
});
