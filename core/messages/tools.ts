import { HttpFault, type ChannelTools } from '../channels/channel';
import { sharedTokens } from '../channels/tokens/sharedTokens';
import type { Sender } from '../crm';
import type { Session } from '../records';

/** Nobody gave a way to make requests: whoever needs one sends nothing. */
const noHttp = () => Promise.reject(new HttpFault('no', 'NO_HTTP'));

/** What a channel works with. @throws CrmError ValidationFailed for a bad credential */
export const toolsOf = ({ store }: Session, { channel, fields = {}, http = noHttp }: Sender): ChannelTools<unknown> => ({
	http,
	tokens: sharedTokens(store),
	credential: channel.readCredential(fields),
});
