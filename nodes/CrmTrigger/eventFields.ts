import type { INodePropertyOptions } from 'n8n-workflow';

import type { Objects } from '../../core/schema/objects';
import type { Locale } from '../../core/text';

/** The fields whose change can be asked for: those of the chosen objects, or of all; one entry a name. */
export function eventFieldOptions(objects: Objects, chosen: unknown, locale: Locale): INodePropertyOptions[] {
	const names = Array.isArray(chosen) ? chosen : [];
	const wanted = objects.all.filter(({ name, policy }) => (names.length > 0 ? names.includes(name) : !policy));
	const labels = new Map<string, Set<string>>();
	for (const field of wanted.flatMap(({ fields }) => fields)) {
		if (field.system) continue;
		labels.set(field.name, (labels.get(field.name) ?? new Set()).add(field.label[locale]));
	}
	return [...labels]
		.map(([value, words]) => ({ name: [...words].join(' / '), value }))
		.sort((a, b) => a.name.localeCompare(b.name, locale));
}
