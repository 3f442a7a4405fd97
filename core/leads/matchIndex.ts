import type { IdentityKind } from '../schema/types';
import { type Candidate, decideMatch, type KnownLead, type MatchDecision } from './match';

/**
 * The leads that a batch may match, found by key: those read from the store, and those the batch itself makes, so
 * that the second of two items about one person meets the first. Constant time per key, however many leads.
 */
export class MatchIndex {
	private readonly leads = new Map<string, KnownLead>();
	private readonly byTerm = new Map<string, Set<string>>();

	constructor(known: Iterable<KnownLead> = []) {
		for (const lead of known) this.put(lead);
	}

	/** Adds a lead, or replaces what is known of it after it was enriched. */
	put(lead: KnownLead): void {
		this.leads.set(lead.id, lead);
		for (const term of termsOf(lead)) {
			const ids = this.byTerm.get(term) ?? new Set();
			this.byTerm.set(term, ids.add(lead.id));
		}
	}

	decide(candidate: Candidate): MatchDecision {
		const ids = new Set(termsOf(candidate).flatMap((term) => [...(this.byTerm.get(term) ?? [])]));
		if (ids.size === 0) return { kind: 'created' };
		return decideMatch(
			candidate,
			[...ids].map((id) => this.leads.get(id)).filter((lead) => lead !== undefined),
		);
	}
}

/** NUL keeps the parts apart: no stored text holds one. */
function termsOf({ keys, nameKey, companyKey }: Candidate): string[] {
	const terms: string[] = [];
	for (const kind of Object.keys(keys)) for (const value of keys[kind as IdentityKind] ?? []) terms.push(`${kind}\0${value}`);
	if (nameKey && companyKey) terms.push(`nameAndCompany\0${nameKey}\0${companyKey}`);
	return terms;
}
