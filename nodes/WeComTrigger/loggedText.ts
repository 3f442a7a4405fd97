import { CrmError } from '../../core/errors';
import { ChannelFault } from '../../core/channels/channel';
import { instanceLocale } from '../shared/locale';

/** What is wrong, and what to do: errors of the CRM and refusals hold no secrets; of others only the name is said. */
export function loggedText(error: unknown): string {
	if (error instanceof CrmError) return `${error.text[instanceLocale()]} ${error.hint[instanceLocale()]}`;
	if (error instanceof ChannelFault)
		return `${error.fault.code} ${error.fault.message} ${error.fault.hint?.[instanceLocale()] ?? ''}`.trim();
	return error instanceof Error ? error.name : 'unexpected error';
}
