import { matcherFor, matchersOf, noKey, type Matcher } from '../../records';
import type { CrmObject } from '../../schema/types';

/** A record that is known by its own name, as a company is; people are not. */
const knownByName = ({ title }: CrmObject, { kind, fields }: Matcher): boolean =>
	kind === 'name' && fields.length === 1 && fields[0] === title;

/**
 * How rows find their records, the surest way first: among what the file has, the unique keys, then the company's name or
 * a person's numbers and addresses. A switchboard's number is no company's key.
 * @param wanted the fields of one way, where somebody chose it
 * @throws CrmError for fields that no record can be found by
 */
export function chooseMatchers(object: CrmObject, mapped: ReadonlySet<string>, wanted: readonly string[] = []): readonly Matcher[] {
	if (wanted.length > 0) {
		const matcher = matcherFor(object, wanted);
		if (!matcher) throw noKey(object, wanted);
		return [matcher];
	}
	const possible = matchersOf(object).filter(({ fields }) => fields.every((field) => mapped.has(field)));
	const named = possible.some((matcher) => knownByName(object, matcher));
	return possible.filter(({ kind }) => !named || kind !== 'identity');
}
