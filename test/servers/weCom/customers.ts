import { setTimeout as sleep } from 'node:timers/promises';
import { second } from '../standIn/clock';
import { bytesOf } from '../standIn/httpServer';
import { listOf, newId, ok, recordOf, textOf, wrong, type Customer, type Result, type World } from './world';

const welcomeLife = 20 * second;

interface Welcome {
	readonly member: string;
	readonly customer: string;
	readonly at: number;
	used: boolean;
	/** Whether another app is sending its welcome at this moment. */
	busy: boolean;
}

/** Customer contact: who they are, their tags, and the one greeting of a new one. */
export class Customers {
	readonly #welcomes = new Map<string, Welcome>();
	readonly #beingTagged = new Set<string>();
	/** Milliseconds that tagging takes; two at once on one customer is refused. */
	taggingMs = 20;
	/** Members without a licence for customer contact. */
	readonly unlicensed = new Set<string>();

	constructor(private readonly world: World) {}

	/** A new customer's code, which the event add_external_contact carries. */
	newWelcome(member: string, customer: string): string {
		const code = newId('welcome-');
		this.#welcomes.set(code, { member, customer, at: this.world.clock.now(), used: false, busy: false });
		return code;
	}

	/** Whether another app is sending its greeting for this code. */
	setBusy(code: string, busy: boolean): void {
		const welcome = this.#welcomes.get(code);
		if (welcome) welcome.busy = busy;
	}

	/** GET …/list?userid */
	list(userId: string): Result {
		const own = this.#of(userId).map(({ externalUserId }) => externalUserId);
		return own.length > 0 ? ok({ external_userid: own }) : wrong(84061, 'not external contact');
	}

	/** GET …/get?external_userid */
	get(externalUserId: string): Result {
		const customer = this.world.customers.get(externalUserId);
		if (!customer) return wrong(40096, 'invalid external userid');
		if (customer.follows.size === 0) return wrong(84061, 'not external contact');
		const follow_user = [...customer.follows.keys()].map((userId) => this.#follow(customer, userId));
		return ok({ external_contact: contactOf(customer), follow_user, next_cursor: '' });
	}

	/** POST …/batch/get_by_user */
	batch(body: Record<string, unknown>): Result {
		const users = listOf(body.userid_list);
		const limit = Number(body.limit ?? 50);
		if (users.length === 0 || users.length > 100 || limit > 100) return wrong(40058, 'invalid userid_list or limit');
		const licensed = users.filter((user) => !this.unlicensed.has(user));
		if (licensed.length === 0) return wrong(701008, 'all users are unlicensed');
		const all = licensed.flatMap((user) => this.#of(user).map((customer) => ({ customer, user })));
		const from = Number(textOf(body.cursor) || 0);
		const page = all.slice(from, from + limit);
		return ok({
			external_contact_list: page.map(({ customer, user }) => ({
				external_contact: contactOf(customer),
				follow_info: this.#follow(customer, user),
			})),
			next_cursor: from + limit < all.length ? String(from + limit) : '',
			fail_info: { unlicensed_userid_list: users.filter((user) => this.unlicensed.has(user)) },
		});
	}

	/** POST …/mark_tag */
	async tag(body: Record<string, unknown>): Promise<Result> {
		const customer = textOf(body.external_userid);
		const follow = this.world.customers.get(customer)?.follows.get(textOf(body.userid));
		if (!follow) return wrong(84061, 'not external contact');
		if (this.#beingTagged.has(customer)) return wrong(45035, 'concurrent edit');
		this.#beingTagged.add(customer);
		await sleep(this.taggingMs);
		this.#beingTagged.delete(customer);
		for (const tag of listOf(body.add_tag)) follow.tags.add(tag);
		for (const tag of listOf(body.remove_tag)) follow.tags.delete(tag);
		return ok();
	}

	/** POST …/send_welcome_msg */
	welcome(body: Record<string, unknown>): Result {
		const welcome = this.#welcomes.get(textOf(body.welcome_code));
		const now = this.world.clock.now();
		if (!welcome || now - welcome.at > welcomeLife) return wrong(41050, 'welcome_code expired or invalid');
		if (welcome.used) return wrong(41051, 'the customer was greeted already or is in a chat');
		if (welcome.busy) return wrong(41096, 'another app is sending the welcome message');
		const text = textOf(recordOf(body.text).content);
		const attachments = Array.isArray(body.attachments) ? body.attachments : [];
		if (!text && attachments.length === 0) return wrong(40058, 'text and attachments are both empty');
		if (bytesOf(text) > 4000 || attachments.length > 9) return wrong(45002, 'content size out of limit');
		welcome.used = true;
		const content = { content: text, attachments };
		this.world.delivered.push({ to: welcome.customer, msgid: newId(), msgtype: 'welcome', content, at: now, from: welcome.member });
		return ok();
	}

	#of(userId: string): Customer[] {
		return [...this.world.customers.values()].filter(({ follows }) => follows.has(userId));
	}

	#follow(customer: Customer, userId: string): Record<string, unknown> {
		const follow = customer.follows.get(userId)!;
		return {
			userid: userId,
			remark: customer.name,
			description: '',
			createtime: follow.createtime,
			tags: [...follow.tags].map((tag_id) => ({ group_name: '', tag_name: tag_id, type: 1, tag_id })),
			remark_mobiles: follow.mobiles,
			add_way: 1,
			state: follow.state,
		};
	}
}

const contactOf = ({ externalUserId, name, unionId }: Customer): Record<string, unknown> => ({
	external_userid: externalUserId,
	name,
	type: 1,
	...(unionId ? { unionid: unionId } : {}),
});
