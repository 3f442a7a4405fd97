import type { ChannelTools, ProviderFault } from '../channel';
import { callWeCom } from '../weCom/api';
import type { WeComCredential } from '../weCom/credential';
import { replacedText } from '../weCom/reply';

/**
 * Puts a word in the place of a card's buttons: https://developer.work.weixin.qq.com/document/path/94888
 * @returns why that failed
 */
export async function replaceButtons(
	tools: ChannelTools<WeComCredential>,
	{ address, responseCode, text }: { readonly address: string; readonly responseCode: string; readonly text: string },
): Promise<ProviderFault | undefined> {
	const { agentId: agentid } = tools.credential;
	const body = { userids: [address], agentid, response_code: responseCode, button: { replace_name: replacedText(text) } };
	const call = await callWeCom(tools, { path: 'message/update_template_card', body, sends: false }, [address, responseCode]);
	return call.ok ? undefined : call.result.fault;
}
