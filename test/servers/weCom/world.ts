import { randomBytes } from 'node:crypto';
import { bytesOf } from '../standIn/httpServer';
import type { StandInClock } from '../standIn/clock';

/** One app of the company, with the callback that receives its events. */
export interface App {
	readonly agentId: number;
	readonly secret: string;
	/** Whether customer contact may be used with it. */
	readonly customers: boolean;
	callback?: Callback;
}

export interface Callback {
	readonly url: string;
	readonly token: string;
	/** EncodingAESKey: 43 characters. */
	readonly aesKey: string;
}

export interface Member {
	readonly userId: string;
	readonly mobile?: string;
}

/** A person outside who is the contact of some members. */
export interface Customer {
	readonly externalUserId: string;
	readonly name: string;
	readonly unionId?: string;
	/** By member. */
	readonly follows: Map<string, Follow>;
}

export interface Follow {
	readonly createtime: number;
	readonly state: string;
	readonly tags: Set<string>;
	readonly mobiles: readonly string[];
}

/** What somebody really got to see. */
export interface Delivery {
	readonly to: string;
	readonly msgid: string;
	readonly msgtype: string;
	/** The part of the request that carries what is seen, cut like the vendor cuts it. */
	content: Record<string, unknown>;
	readonly at: number;
	/** The app, robot key or member it came from. */
	readonly from: string;
	recalled?: boolean;
}

/** The company of the platform's own examples. */
export const exampleCorpId = 'wx5823bf96d3bd56c7';

/** The company as the vendor keeps it: everything here may be read and set by tests. */
export class World {
	readonly corpId = exampleCorpId;
	readonly apps = new Map<number, App>();
	readonly members = new Map<string, Member>();
	readonly customers = new Map<string, Customer>();
	readonly robots = new Set<string>();
	readonly delivered: Delivery[] = [];
	/** False: the caller's address is not on the app's list of trusted ones. */
	trusted = true;

	constructor(readonly clock: StandInClock) {}

	/** What one person, robot or customer got to see. */
	seenBy(to: string): Delivery[] {
		return this.delivered.filter((delivery) => delivery.to === to && !delivery.recalled);
	}

	addMembers(...userIds: string[]): void {
		for (const userId of userIds) this.members.set(userId, { userId });
	}

	/** Makes somebody the customer of a member. */
	befriend(member: string, externalUserId: string, state = ''): Customer {
		const known = this.customers.get(externalUserId);
		const customer = known ?? { externalUserId, name: externalUserId, follows: new Map<string, Follow>() };
		this.customers.set(externalUserId, customer);
		customer.follows.set(member, { createtime: this.seconds(), state, tags: new Set(), mobiles: [] });
		return customer;
	}

	/** Seconds since the Unix epoch. */
	seconds(): number {
		return Math.floor(this.clock.now() / 1000);
	}
}

export const newId = (prefix = ''): string => prefix + randomBytes(18).toString('base64url');

/** What every call answers: HTTP 200, and an error only in here. */
export interface Result {
	readonly errcode: number;
	readonly errmsg: string;
	readonly [field: string]: unknown;
}

export const ok = (more: Record<string, unknown> = {}): Result => ({ errcode: 0, errmsg: 'ok', ...more });

/** The texts are the vendor's habit: a number, a hint for support and the caller's address; nobody should read them. */
export const wrong = (errcode: number, errmsg: string): Result => ({
	errcode,
	errmsg: `${errmsg}, hint: [${Date.now()}_1_${randomBytes(8).toString('hex')}], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
});

/** Cut to so many bytes like the vendor does: in the middle of a character when that is where the limit falls. */
export function cutLikeVendor(text: string, bytes: number): string {
	return bytesOf(text) <= bytes ? text : Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8');
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const recordOf = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
