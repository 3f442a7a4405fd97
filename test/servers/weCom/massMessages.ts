import { second } from '../standIn/clock';
import { bytesOf } from '../standIn/httpServer';
import { listOf, newId, ok, recordOf, textOf, wrong, type Result, type World } from './world';

/** What became of one customer: 0 not sent yet, 1 sent, 2 no friend any more, 3 the customer's quota is used up. */
type Status = 0 | 1 | 2 | 3;

interface Mass {
	readonly id: string;
	readonly at: number;
	readonly content: Record<string, unknown>;
	/** Customers by the member who is to send to them. */
	readonly tasks: Map<string, Map<string, Status>>;
	readonly confirmed: Map<string, number>;
}

/** Milliseconds in which a new mass message is still being given out to the members. */
const dispatch = 2 * second;

/** Mass messages to customers: nothing goes out until the member confirms it on the phone. */
export class MassMessages {
	readonly #all = new Map<string, Mass>();
	readonly #received = new Map<string, number>();

	constructor(private readonly world: World) {}

	/** POST …/add_msg_template */
	add(body: Record<string, unknown>): Result {
		const text = textOf(recordOf(body.text).content);
		const attachments = Array.isArray(body.attachments) ? body.attachments : [];
		if (!text && attachments.length === 0) return wrong(40058, 'text and attachments are both empty');
		if (bytesOf(text) > 4000 || attachments.length > 9) return wrong(45002, 'content size out of limit');
		const wanted = listOf(body.external_userid);
		const sender = textOf(body.sender);
		if ((wanted.length === 0 && !sender) || wanted.length > 10_000) return wrong(40058, 'invalid external_userid');
		const tasks = this.#tasks(wanted, sender);
		const reached = new Set([...tasks.values()].flatMap((customers) => [...customers.keys()]));
		const fail_list = wanted.filter((customer) => !reached.has(customer));
		if (reached.size === 0) return { ...wrong(41048, 'no customer to send to'), fail_list };
		const at = this.world.clock.now();
		const mass = { id: newId('msg'), at, content: { content: text, attachments }, tasks, confirmed: new Map() };
		this.#all.set(mass.id, mass);
		return ok({ fail_list, msgid: mass.id });
	}

	/** The member presses Send on the phone: only now do customers see it. */
	confirm(msgid: string, userId: string): void {
		const mass = this.#all.get(msgid);
		const customers = mass?.tasks.get(userId);
		if (!mass || !customers || mass.confirmed.has(userId)) throw new Error(`${userId} has no such mass message to confirm`);
		mass.confirmed.set(userId, this.world.seconds());
		for (const customer of customers.keys()) customers.set(customer, this.#reach(mass, userId, customer));
	}

	/** POST …/get_groupmsg_task */
	task(body: Record<string, unknown>): Result {
		const mass = this.#all.get(textOf(body.msgid));
		if (!mass) return wrong(40058, 'invalid msgid');
		if (this.#dispatching(mass)) return wrong(41063, 'the message is still being dispatched');
		return ok({
			task_list: [...mass.tasks.keys()].map((userid) => ({
				userid,
				status: mass.confirmed.has(userid) ? 2 : 0,
				...(mass.confirmed.has(userid) ? { send_time: mass.confirmed.get(userid) } : {}),
			})),
			next_cursor: '',
		});
	}

	/** POST …/get_groupmsg_send_result */
	result(body: Record<string, unknown>): Result {
		const mass = this.#all.get(textOf(body.msgid));
		const userid = textOf(body.userid);
		const customers = mass?.tasks.get(userid);
		if (!mass || !customers) return wrong(40058, 'invalid msgid or userid');
		if (this.#dispatching(mass)) return wrong(41063, 'the message is still being dispatched');
		const limit = Math.min(Number(body.limit ?? 500), 1000);
		const from = Number(textOf(body.cursor) || 0);
		const page = [...customers].slice(from, from + limit);
		return ok({
			send_list: page.map(([external_userid, status]) => ({
				external_userid,
				userid,
				status,
				...(status === 1 ? { send_time: mass.confirmed.get(userid) } : {}),
			})),
			next_cursor: from + limit < customers.size ? String(from + limit) : '',
		});
	}

	#dispatching({ at }: Mass): boolean {
		return this.world.clock.now() - at < dispatch;
	}

	#tasks(wanted: readonly string[], sender: string): Map<string, Map<string, Status>> {
		const tasks = new Map<string, Map<string, Status>>();
		const customers = wanted.length > 0 ? wanted : [...this.world.customers.keys()];
		for (const externalUserId of customers) {
			const follows = this.world.customers.get(externalUserId)?.follows;
			const member = sender ? (follows?.has(sender) ? sender : undefined) : follows?.keys().next().value;
			if (member === undefined) continue;
			tasks.set(member, (tasks.get(member) ?? new Map<string, Status>()).set(externalUserId, 0));
		}
		return tasks;
	}

	#reach(mass: Mass, userId: string, customer: string): Status {
		if (!this.world.customers.get(customer)?.follows.has(userId)) return 2;
		const today = new Date(this.world.clock.now());
		const month = `${customer}:${today.getUTCFullYear()}-${today.getUTCMonth()}`;
		const before = this.#received.get(month) ?? 0;
		if (before >= new Date(today.getUTCFullYear(), today.getUTCMonth() + 1, 0).getDate()) return 3;
		this.#received.set(month, before + 1);
		const { id: msgid, content } = mass;
		this.world.delivered.push({ to: customer, msgid, msgtype: 'mass', content, at: this.world.clock.now(), from: userId });
		return 1;
	}
}
