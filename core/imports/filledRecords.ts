import { isBlank } from '../blank';
import type { CrmRecord } from '../crm';
import { tupleOf, type Matcher } from '../records';
import type { CrmObject, Field } from '../schema/types';
import { KeyNumbers } from './keyNumbers';

/** What a row found in the record that it fills, where an earlier row of the file filled it too. */
export interface Met {
	/** The first row that filled the record. */
	readonly earlierRow: number;
	/** The fields that both have, by which records are told apart; empty where the rows have none in common. */
	readonly matchedOn: readonly Field[];
	/** Fields that an earlier row filled with something else. */
	readonly overwritten: readonly Field[];
	/** False where earlier rows gave the record all of this. */
	readonly changed: boolean;
}

/** A record that a row fills, as it is or would be afterwards. */
interface Filling {
	readonly row: number;
	/** The row's own fields. */
	readonly fields: Readonly<Record<string, unknown>>;
	/** False for a record that was found. */
	readonly created: boolean;
	readonly record: CrmRecord;
}

/**
 * Which record each row of a file filled, and with what. Of a value 32 bits of a hash are kept, so that a hundred thousand
 * rows of ten columns take some nine megabytes.
 */
export class FilledRecords {
	readonly #entries = new KeyNumbers();
	#count = 0;
	/** By record: its first row, then what its fields hold; 0 where no row filled one. */
	#cells: Uint32Array;
	readonly #width: number;
	/** The ways to match by name, by the field that is the whole of it. */
	readonly #named: ReadonlyMap<Field | undefined, Matcher>;

	constructor(
		private readonly object: CrmObject,
		/** Those that columns of the file fill. */
		private readonly fields: readonly Field[],
		private readonly how: { readonly matchers: readonly Matcher[]; readonly dryRun: boolean },
	) {
		this.#width = fields.length + 1;
		const named = how.matchers.filter((matcher) => matcher.kind === 'name' && matcher.fields.length === 1);
		this.#named = new Map(named.map((matcher) => [object.byName.get(matcher.fields[0]), matcher]));
		this.#cells = new Uint32Array(256 * this.#width);
	}

	/** Takes note of a row. @returns undefined for the first that fills its record */
	note(filling: Filling): Met | undefined {
		const now = this.fields.map((field) => this.#valueOf(field, filling));
		const known = this.#find(filling, now);
		const entry = known ?? this.#add(filling.row);
		for (const key of this.#keysOf(filling)) if (!this.#entries.has(key)) this.#entries.set(key, entry);
		const start = entry * this.#width + 1;
		const before = this.#cells.slice(start, start + this.fields.length);
		for (const [i, value] of now.entries()) if (value !== 0) this.#cells[start + i] = value;
		if (known === undefined) return undefined;
		const differs = (i: number) => now[i] !== 0 && before[i] !== now[i];
		return {
			earlierRow: this.#cells[start - 1],
			matchedOn: this.#common(before, now),
			overwritten: this.fields.filter((_, i) => before[i] !== 0 && differs(i)),
			changed: now.some((_, i) => differs(i)),
		};
	}

	/** In a dry run nothing is stored: a record that an earlier row would have made is known by its keys. */
	#find(filling: Filling, now: readonly number[]): number | undefined {
		const found = this.#entries.get(idKey(filling.record));
		if (found !== undefined || !this.how.dryRun || !filling.created) return found;
		for (const [place, matcher] of this.how.matchers.entries()) {
			const key = this.#tupleKey(matcher, filling.record);
			const entry = key === undefined ? undefined : this.#entries.get(key);
			if (entry !== undefined && !this.#toldApart(entry, { place, now })) return entry;
		}
		return undefined;
	}

	/** As Create or Update tells them apart: the company of the same name with another tax number is another company. */
	#toldApart(entry: number, { place, now }: { place: number; now: readonly number[] }): boolean {
		const { matchers } = this.how;
		return matchers.slice(0, place).some((surer) => {
			if (surer.kind !== 'key' && matchers[place].kind !== 'name') return false;
			const places = this.#placesOf(surer);
			const pairs = places.map((i) => [i < 0 ? 0 : now[i], i < 0 ? 0 : this.#cells[entry * this.#width + 1 + i]]);
			return pairs.every((pair) => !pair.includes(0)) && pairs.some(([own, other]) => own !== other);
		});
	}

	#keysOf({ record }: Filling): string[] {
		const tuples = this.how.dryRun ? this.how.matchers.flatMap((matcher) => this.#tupleKey(matcher, record) ?? []) : [];
		return [idKey(record), ...tuples];
	}

	#tupleKey(matcher: Matcher, record: CrmRecord): string | undefined {
		const tuple = matcher.fields[0] === 'id' ? undefined : tupleOf(this.object, matcher, record);
		return tuple === undefined ? undefined : `${matcher.fields.join()} ${tuple}`;
	}

	/** A hash of what a row puts into a field, 0 for nothing. A name is the same in another spelling where records are found by it. */
	#valueOf(field: Field, { fields, record }: Filling): number {
		const value = record[field.name];
		if (!Object.hasOwn(fields, field.name) || isBlank(value)) return 0;
		const named = this.#named.get(field);
		return hashOf((named && tupleOf(this.object, named, record)) ?? JSON.stringify(value));
	}

	#common(before: Uint32Array, now: readonly number[]): readonly Field[] {
		const places = this.how.matchers
			.map((matcher) => this.#placesOf(matcher))
			.find((of) => of.every((i) => i >= 0 && now[i] !== 0 && before[i] === now[i]));
		return (places ?? []).map((i) => this.fields[i]);
	}

	#placesOf({ fields }: Matcher): number[] {
		return fields.map((name) => this.fields.findIndex((field) => field.name === name));
	}

	#add(row: number): number {
		const start = this.#count * this.#width;
		if (start + this.#width > this.#cells.length) {
			const larger = new Uint32Array(this.#cells.length * 2);
			larger.set(this.#cells);
			this.#cells = larger;
		}
		this.#cells[start] = row;
		this.#count += 1;
		return this.#count - 1;
	}
}

const idKey = ({ id }: CrmRecord): string => `id ${id}`;

/** FNV-1a of 32 bits; never 0, which marks a field that no row filled. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash >>> 0 || 1;
}
