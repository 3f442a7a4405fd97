export type Method = 'roundRobin' | 'leastOpenWork';

/** A user as far as assigning is concerned. */
export interface Person {
	readonly id: string;
	readonly name: string;
	readonly teamId?: string | null;
	readonly active: boolean;
	/** YYYY-MM-DD, both days included. */
	readonly absences?: ReadonlyArray<{ readonly from: string; readonly to: string }> | null;
	/** Open items this person has now. */
	readonly openWork: number;
}

/** Who got something when, by whatever rule: each item given takes the next number. */
export interface AssignmentState {
	readonly next: number;
	/** User id → number of the last item given to this user. */
	readonly last: Readonly<Record<string, number>>;
}

type Compare = (a: Person, b: Person) => number;

/** The people who are present, with the counts that change while a batch is handed out. */
export class Pool {
	readonly present: readonly Person[];
	private next: number;
	private readonly last: Map<string, number>;
	private readonly open: Map<string, number>;

	constructor(people: readonly Person[], state: AssignmentState, today: string) {
		this.present = people.filter((person) => isPresent(person, today)).sort(byNameAndId);
		this.next = state.next;
		this.last = new Map(Object.entries(state.last));
		this.open = new Map(people.map(({ id, openWork }) => [id, openWork]));
	}

	team(teamId: string): readonly Person[] {
		return this.present.filter((person) => person.teamId === teamId);
	}

	user(userId: string): readonly Person[] {
		return this.present.filter(({ id }) => id === userId);
	}

	/** Chooses one of the candidates and counts the item; undefined when there are none. */
	choose(candidates: readonly Person[], method: Method): Person | undefined {
		const order = this.orders[method];
		const [first, ...others] = candidates;
		// Candidates stand in the order of their names, so the first of equals is always the same.
		const chosen = others.reduce<Person | undefined>((best, person) => (best && order(best, person) <= 0 ? best : person), first);
		if (chosen) this.count(chosen);
		return chosen;
	}

	/** The state after everything chosen so far; people who are gone keep their numbers, they may come back. */
	get state(): AssignmentState {
		return { next: this.next, last: Object.fromEntries(this.last) };
	}

	private readonly longestWithout: Compare = (a, b) => (this.last.get(a.id) ?? -1) - (this.last.get(b.id) ?? -1);

	private readonly orders: Record<Method, Compare> = {
		roundRobin: this.longestWithout,
		leastOpenWork: (a, b) => (this.open.get(a.id) ?? 0) - (this.open.get(b.id) ?? 0) || this.longestWithout(a, b),
	};

	private count({ id }: Person): void {
		this.last.set(id, this.next);
		this.next += 1;
		this.open.set(id, (this.open.get(id) ?? 0) + 1);
	}
}

/** Whether someone works on a day (YYYY-MM-DD): did not leave and is not absent. */
export const isPresent = ({ active, absences }: { active: boolean | null } & Pick<Person, 'absences'>, today: string): boolean =>
	active === true && !(absences ?? []).some(({ from, to }) => from <= today && today <= to);

/** By code units, which no locale changes. */
const byNameAndId: Compare = (a, b) => compare(a.name, b.name) || compare(a.id, b.id);

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
