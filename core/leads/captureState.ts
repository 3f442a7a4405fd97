import { clock } from '../clock';
import type { Scope } from '../context';
import type { CrmRecord } from '../crm';
import type { ScoringModelRecord } from '../schema/generated/records';
import type { CrmObject } from '../schema/types';
import { assignedName, withAssignment } from '../records';
import { Bindings, breathe, changedRecord, chunksOf, newRecord, recordsById, type Change, type Sql } from '../store';
import type { Captured } from './captureInput';
import { candidateOf } from './captureInput';
import type { EngagementEvent } from './engagementRule';
import { engagementOf } from './engagement';
import { leadLifecycle } from './lead.lifecycle';
import { enrich, type Candidate, type Identities, type KnownLead } from './match';
import { MatchIndex } from './matchIndex';
import { scoreLead } from './score';

/** One lead during a capture: as it was, as it is now, and what happened to it. */
export interface Working {
	readonly before?: CrmRecord;
	now: CrmRecord;
	readonly events: EngagementEvent[];
	readonly emits: Set<string>;
	item: number;
}

/** Something that was said and is not what the lead has. */
export interface Differing {
	readonly field: string;
	readonly value: string;
}

/** What belongs to one message and not to the person. */
const ofTheMessage = new Set(['message', 'source', 'ownerId']);

function differing(lead: CrmRecord, said: Readonly<Record<string, unknown>>): Differing[] {
	return Object.entries(said)
		.filter(([field, value]) => value !== null && !ofTheMessage.has(field) && lead[field] !== value)
		.map(([field, value]) => ({ field, value: String(value) }));
}

/** Reasons for which a disqualified lead stays so when the person writes again. */
const final = new Set(['invalid', 'duplicate']);

/** The leads a capture may touch: those it may match, read in a few statements, and those it makes. */
export class CaptureState {
	readonly leads = new Map<string, Working>();
	readonly #index = new MatchIndex();

	constructor(
		private readonly lead: CrmObject,
		private readonly model: ScoringModelRecord | undefined,
	) {}

	/** Reads every lead that shares a key, or name and company, with one of the captured, and keeps others from capturing these people meanwhile. */
	async load(sql: Sql, captured: readonly Captured[], scope: Scope): Promise<void> {
		const found = new Map<string, CrmRecord>();
		await sql.dialect.takeTurns(
			sql,
			'person',
			captured.flatMap(({ candidate }) => knownBy(candidate)),
		);
		for (const chunk of chunksOf(captured, 200)) {
			for (const record of await leadsByKeys(sql, this.lead, { captured: chunk, scope })) found.set(record.id, record);
			await breathe();
		}
		const events = this.model ? await engagementOf(sql, [...found.keys()]) : new Map<string, EngagementEvent[]>();
		for (const record of found.values()) {
			this.leads.set(record.id, { before: record, now: record, events: events.get(record.id) ?? [], emits: new Set(), item: 0 });
			this.#index.put(known(record));
			await breathe();
		}
	}

	decide(captured: Captured): ReturnType<MatchIndex['decide']> {
		return this.#index.decide(captured.candidate);
	}

	create(captured: Captured, more: { item: number; possibleDuplicateOf?: string }): Working {
		const record = newRecord(this.lead, { ...captured.fields, possibleDuplicateOf: more.possibleDuplicateOf ?? null });
		const working: Working = {
			now: withAssignment(this.lead, undefined, record),
			events: [],
			emits: new Set(['lead.captured', ...assignedName(this.lead, undefined, record)]),
			item: more.item,
		};
		this.leads.set(record.id, working);
		this.#index.put({ id: record.id, ...captured.candidate });
		return working;
	}

	/** Fills the blanks of a matched lead; one that was given up on is taken up again. */
	fill(working: Working, captured: Captured, more: { item: number; withheld: readonly string[] }): Differing[] {
		const { status, ...fields } = captured.fields;
		this.change(working, enrich(working.now, fields, more.withheld));
		working.item = more.item;
		working.emits.add('lead.captured');
		if (working.now.status === 'disqualified' && !final.has(String(working.now.disqualifyReason))) {
			const step = leadLifecycle.apply({ status: 'disqualified' }, 'reopen');
			this.change(working, { status: step.to, disqualifyReason: null, disqualifyDetail: null });
			if (step.emits) working.emits.add(step.emits);
		}
		this.#index.put(known(working.now));
		return differing(working.now, fields);
	}

	change(working: Working, fields: Readonly<Record<string, unknown>>): void {
		const changed = changedRecord(working.now, fields);
		for (const name of assignedName(this.lead, working.now, changed)) working.emits.add(name);
		working.now = withAssignment(this.lead, working.now, changed);
	}

	score(working: Working, event: EngagementEvent): void {
		if (!this.model) return;
		working.events.push(event);
		const { score, parts } = scoreLead(working.now, working.events, this.model, clock.now());
		this.change(working, { score, scoreParts: parts, scoredAt: clock.iso() });
	}

	/** One change per lead that was touched, however often. */
	async changes(): Promise<Change[]> {
		const changes: Change[] = [];
		for (const { before, now, emits, item } of this.leads.values()) {
			await breathe();
			if (emits.size === 0) continue;
			const scored = this.model !== undefined && before?.score !== now.score;
			changes.push({
				object: this.lead,
				before,
				after: Object.assign(now, { version: before ? (now === before ? before.version : before.version + 1) : 1 }),
				kind: before && before === now ? 'happened' : undefined,
				emits: scored ? [...emits, 'lead.scored'] : [...emits],
				item,
			});
		}
		return changes;
	}
}

const known = (record: CrmRecord): KnownLead => ({ id: record.id, ...candidateOf(record) });

const pairsOf = (keys: Identities): Array<[string, string]> =>
	Object.entries(keys).flatMap(([kind, values]) => values.map((value): [string, string] => [kind, value]));

/** What two messages of one person have in common: only one of them at a time may look for the lead and make it. */
const knownBy = ({ keys, nameKey, companyKey }: Candidate): string[] => [
	...pairsOf(keys).map((pair) => pair.join(' ')),
	...(nameKey && companyKey ? [`${nameKey} ${companyKey}`] : []),
];

async function idsOf(sql: Sql, wanted: readonly unknown[], statement: (bindings: Bindings) => string): Promise<string[]> {
	if (wanted.length === 0) return [];
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(statement(bindings), bindings.values);
	return rows.map((row) => row.id);
}

async function leadsByKeys(
	sql: Sql,
	lead: CrmObject,
	{ captured, scope }: { captured: readonly Captured[]; scope: Scope },
): Promise<CrmRecord[]> {
	const pairs = captured.flatMap(({ candidate }) => pairsOf(candidate.keys));
	const names = captured.flatMap(({ candidate }) =>
		candidate.nameKey && candidate.companyKey ? [[candidate.nameKey, candidate.companyKey]] : [],
	);
	// Driven by the wanted keys: each is one look-up in an index, however many leads there are.
	const byKey = idsOf(
		sql,
		pairs,
		(bindings) => `SELECT i."recordId" AS id FROM ${bindings.rows(pairs, { kind: 'text', value: 'text' })} w CROSS JOIN "crm_identity" i
		WHERE i."kind" = w."kind" AND i."value" = w."value" AND i."object" = 'lead'`,
	);
	const byName = idsOf(
		sql,
		names,
		(bindings) => `SELECT t."id" AS id FROM ${bindings.rows(names, { name: 'text', company: 'text' })} w CROSS JOIN "crm_lead" t
		WHERE t."nameKey" = w."name" AND t."companyKey" = w."company" AND t."deletedAt" IS NULL`,
	);
	const ids = (await Promise.all([byKey, byName])).flat();
	await breathe();
	const records = await recordsById(sql, lead, { ids, scope, lock: 'change' });
	return [...records.values()].filter((record) => record.deletedAt === null);
}
