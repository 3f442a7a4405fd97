import { isBlank } from '../blank';
import type { IdentityKind } from '../schema/types';

/** The normalised keys a person is known by; several of one kind where a record holds several. */
export type Identities = Readonly<Partial<Record<IdentityKind, readonly string[]>>>;

/** What arrived, in normalised form. */
export interface Candidate {
	readonly keys: Identities;
	/** `foldName` of the person's name and `foldCompany` of the company's; '' when unknown. */
	readonly nameKey: string;
	readonly companyKey: string;
}

/** A lead in the store, or one made earlier in the same batch. */
export interface KnownLead extends Candidate {
	readonly id: string;
}

export type MatchedBy = IdentityKind | 'nameAndCompany';

export type MatchDecision =
	| { readonly kind: 'created' }
	| { readonly kind: 'possibleDuplicate'; readonly of: string }
	| {
			readonly kind: 'matched';
			readonly leadId: string;
			readonly by: MatchedBy;
			/** Other leads that hold one of the candidate's keys: probably the same person twice. */
			readonly alsoMatched: readonly string[];
			/** Kinds of which those hold the candidate's key; `enrich` must not copy these to the matched lead. */
			readonly heldByOthers: readonly IdentityKind[];
	  };

/**
 * Strongest first. A unionid is one person's across all accounts of one WeChat platform, an external_userid one
 * person's within one WeCom company; a phone number changes hands or belongs to a switchboard; an e-mail address may
 * be a department's; a WeChat id is typed by hand and can be changed by its owner.
 */
const STRENGTH: readonly IdentityKind[] = ['unionId', 'externalUserId', 'phone', 'email', 'wechat'];

/**
 * Which lead a candidate is, judged by the leads it may be.
 *
 * 1. A lead that shares a key is the person. When several do, the one that shares the strongest key, of equals the
 *    one with the smallest id (UUIDv7: the oldest); the others are reported.
 * 2. Otherwise a lead of the same name at the same company, both known, is the person unless a key contradicts it:
 *    both hold keys of one kind and none in common. Contradicted by all of them, the candidate is a possible
 *    duplicate of the oldest. When two or more fit, nothing tells which, and it is a possible duplicate too.
 * 3. Otherwise it is new.
 *
 * @param known leads that share a key, or name and company, with the candidate; others are harmless. The caller
 * leaves out deleted leads, and decides whether a disqualified one is matched (and reopened).
 */
export function decideMatch(candidate: Candidate, known: readonly KnownLead[]): MatchDecision {
	const oldestFirst = [...known].sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
	return matchByKey(candidate, oldestFirst) ?? matchByName(candidate, oldestFirst) ?? { kind: 'created' };
}

function matchByKey(candidate: Candidate, known: readonly KnownLead[]): MatchDecision | undefined {
	const by = STRENGTH.find((kind) => known.some((lead) => shares(candidate, lead, kind)));
	const match = by && known.find((lead) => shares(candidate, lead, by));
	if (!by || !match) return undefined;
	const others = known.filter((lead) => lead.id !== match.id && STRENGTH.some((kind) => shares(candidate, lead, kind)));
	const heldByOthers = STRENGTH.filter((kind) => others.some((lead) => shares(candidate, lead, kind)));
	return { kind: 'matched', leadId: match.id, by, alsoMatched: others.map(({ id }) => id), heldByOthers };
}

function matchByName(candidate: Candidate, known: readonly KnownLead[]): MatchDecision | undefined {
	if (candidate.nameKey === '' || candidate.companyKey === '') return undefined;
	const namesakes = known.filter(({ nameKey, companyKey }) => nameKey === candidate.nameKey && companyKey === candidate.companyKey);
	if (namesakes.length === 0) return undefined;
	const fitting = namesakes.filter((lead) => !STRENGTH.some((kind) => contradicts(candidate, lead, kind)));
	if (fitting.length !== 1) return { kind: 'possibleDuplicate', of: (fitting[0] ?? namesakes[0]).id };
	return { kind: 'matched', leadId: fitting[0].id, by: 'nameAndCompany', alsoMatched: [], heldByOthers: [] };
}

const keysOf = (person: Candidate, kind: IdentityKind) => person.keys[kind] ?? [];

const shares = (a: Candidate, b: Candidate, kind: IdentityKind) => keysOf(a, kind).some((key) => keysOf(b, kind).includes(key));

const contradicts = (a: Candidate, b: Candidate, kind: IdentityKind) =>
	keysOf(a, kind).length > 0 && keysOf(b, kind).length > 0 && !shares(a, b, kind);

/**
 * The fields of `captured` that fill a blank of `existing`; what is there is never overwritten.
 *
 * @param captured validated fields that a capture may write; the caller leaves out owner, status and the like
 * @param withheld fields to leave alone: the decision's `heldByOthers` (on a lead a key's field is named like its
 * kind), so that one key does not come to stand on two leads
 */
export function enrich(
	existing: Readonly<Record<string, unknown>>,
	captured: Readonly<Record<string, unknown>>,
	withheld: readonly string[] = [],
): Record<string, unknown> {
	const holdsNothing = (value: unknown) => isBlank(value) || (Array.isArray(value) && value.length === 0);
	const open = (field: string) => !withheld.includes(field) && (!Object.hasOwn(existing, field) || holdsNothing(existing[field]));
	return Object.fromEntries(Object.entries(captured).filter(([field, value]) => !holdsNothing(value) && open(field)));
}
