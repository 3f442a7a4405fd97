import { clock } from '../clock';
import { isPresent } from '../leads';
import { objects } from '../schema/objects';
import type { UserRecord } from '../schema/generated/records';
import { formatOf, quote, type Sql } from '../store';

const user = objects.get('user');

/** Whoever is asked in place of an approver. */
interface Acting {
	readonly id: string;
	readonly via: 'policy' | 'substitute';
}

/** The company's people: who is above whom, who is there, and who stands in for whom. Read once for a call. */
export class Directory {
	private constructor(
		private readonly users: ReadonlyMap<string, UserRecord>,
		private readonly today: string,
	) {}

	static async read(sql: Sql, timeZone: string | undefined): Promise<Directory> {
		const format = formatOf(user);
		const rows = await sql.query(`SELECT ${format.select} FROM ${quote(user.table)} t ORDER BY "id"`);
		const users = rows.map((row) => format.decode(row) as unknown as UserRecord);
		return new Directory(new Map(users.map((one) => [one.id, one])), clock.today(timeZone));
	}

	/** A user, also one who has left. */
	get(id: string | null | undefined): UserRecord | undefined {
		return this.users.get(id ?? '');
	}

	nameOf(id: string | null | undefined): string {
		return this.get(id)?.name ?? '–';
	}

	/** Whether somebody belongs to the company. */
	isActive(id: string | null | undefined): boolean {
		const one = this.get(id);
		return one?.active === true && one.deletedAt === null;
	}

	/** Whether somebody is at work today. */
	isHere(id: string | null | undefined): boolean {
		const one = this.get(id);
		return one !== undefined && one.deletedAt === null && isPresent(one, this.today);
	}

	withRole(role: string | undefined): UserRecord[] {
		return [...this.users.values()].filter((one) => one.role === role && this.isActive(one.id));
	}

	/** The first user above somebody who is active and not left out. */
	above(id: string, leftOut: ReadonlySet<string> = new Set()): string | undefined {
		const seen = new Set([id]);
		for (let next = this.get(id)?.managerId; next != null && !seen.has(next); next = this.get(next)?.managerId) {
			if (this.isActive(next) && !leftOut.has(next)) return next;
			seen.add(next);
		}
		return undefined;
	}

	/**
	 * Who is asked for an approver: the approver, or the first of the substitutes, each the one of the one before, who is at
	 * work and not left out. Where nobody is, it stays with the approver: a list of who is waited for tells.
	 */
	acting(approverId: string, leftOut: ReadonlySet<string> = new Set()): Acting {
		const seen = new Set<string>();
		for (let id: string | null | undefined = approverId; id != null && !seen.has(id); id = this.get(id)?.substituteId) {
			seen.add(id);
			if (this.isHere(id) && !leftOut.has(id)) return { id, via: id === approverId ? 'policy' : 'substitute' };
		}
		return { id: approverId, via: 'policy' };
	}
}
