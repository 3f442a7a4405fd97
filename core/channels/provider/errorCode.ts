import type { Text } from '../../text';
import type { ProviderFault } from '../channel';

/** A code of a provider's that is known: what the channel does about it, and what the guide says. */
export interface ErrorCode {
	readonly code: string;
	readonly meaning: Text;
	/** What the user can do about it. */
	readonly todo: Text;
	/** Seconds after which the same may go well, or those after each time in a row and no more; absent: it never will by itself. */
	readonly retryAfter?: number | readonly number[];
	/** What it says about the address. */
	readonly address?: ProviderFault['address'];
}

/** Most characters of what a provider said. */
const maxMessage = 300;

/** What a provider said, without the secrets and addresses that it likes to repeat. */
function cleaned(message: string, hide: readonly string[]): string {
	const hidden = hide.filter((text) => text.length > 3).reduce((said, text) => said.replaceAll(text, '…'), message);
	return hidden.replace(/\s+/g, ' ').trim().slice(0, maxMessage);
}

/** A provider's refusal, with what is known of its code. */
export function faultOf(codes: readonly ErrorCode[], said: { code: string; message: string }, hide: readonly string[]): ProviderFault {
	const known = codes.find(({ code }) => code === said.code);
	return {
		code: said.code.slice(0, 100),
		message: cleaned(said.message, hide),
		...(known && { hint: known.todo }),
		...(known?.address && { address: known.address }),
		...(typeof known?.retryAfter === 'object' && { pauses: known.retryAfter }),
	};
}
