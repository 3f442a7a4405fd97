import type { Channel, Outgoing } from '../channels/channel';
import type { CrmRecord } from '../crm';
import type { MessageLinks } from './links';
import type { Rendered } from './render';

/** What a channel needs beside the text; kept with a message, so that it can go later as it is. */
type Parts = Pick<Outgoing, 'form' | 'card' | 'vendor' | 'data'> & { readonly links?: MessageLinks };

interface Kept {
	readonly rendered: Pick<Rendered, 'form' | 'card' | 'vendor'>;
	readonly data: Outgoing['data'];
	readonly links?: MessageLinks;
}

interface Part {
	readonly name: string;
	readonly value: string;
}

/** Null where the text is all there is. */
export function storedParts({ rendered: { form, card, vendor }, data, links }: Kept, channel: Channel): Part[] | null {
	const parts: Part[] = [];
	if (form !== channel.forms[0]) parts.push({ name: 'form', value: form });
	if (card) parts.push({ name: 'card', value: JSON.stringify(card) });
	if (vendor) parts.push({ name: 'vendor', value: JSON.stringify(vendor) });
	if (Object.keys(data).length > 0) parts.push({ name: 'data', value: JSON.stringify(data) });
	if (links) parts.push({ name: 'links', value: JSON.stringify(links) });
	return parts.length > 0 ? parts : null;
}

/** The same as it was stored. */
export function partsOf({ parts }: CrmRecord, channel: Channel): Parts {
	const stored = new Map((Array.isArray(parts) ? (parts as Part[]) : []).map(({ name, value }) => [name, value]));
	const read = <Value>(name: string): Value | undefined => {
		const value = stored.get(name);
		return value === undefined ? undefined : (JSON.parse(value) as Value);
	};
	const form = channel.forms.find((known) => known === stored.get('form')) ?? channel.forms[0];
	return { form, card: read('card'), vendor: read('vendor'), data: read('data') ?? {}, links: read('links') };
}
