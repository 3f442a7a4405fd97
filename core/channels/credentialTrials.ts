import { clock } from '../clock';
import { dayAt } from '../day';
import { ChannelFault, HttpFault, type Http, type ProviderFault, type SharedTokens } from './channel';
import { textIn, type CredentialFields } from './credentialFields';
import { unanswered } from './provider/results';
import { callAliyun } from './smsAliyun/api';
import { readAliyunCredential } from './smsAliyun/credential';
import { tokenOf } from './weCom/api';
import { readCallbackKeys, readWeComCredential, weComFields } from './weCom/credential';
import { tryRobot } from './weComRobot/weComRobot';
import { readRobotCredential } from './weComRobot/credential';

/** Asks the provider whether a credential is right, without sending anything; undefined when it is. */
type Trial = (fields: CredentialFields, http: Http) => Promise<ProviderFault | undefined>;

/** It is asked for by hand, and whoever asks wants to know now: neither kept nor held back. */
const ownTokens: SharedTokens = { get: async (token) => (await token.fetch()).token, drop: () => Promise.resolve() };

/** Providers answer with HTTP 200 whatever is wrong: what they say counts. @throws CrmError ValidationFailed */
export const credentialTrials: Readonly<Record<string, Trial>> = {
	weComApi: async (fields, http) => {
		const credential = readWeComCredential(fields);
		if (textIn(fields, weComFields.callbackToken) || textIn(fields, weComFields.encodingAesKey)) readCallbackKeys(fields);
		try {
			await ownTokens.get(tokenOf(credential, http));
			return undefined;
		} catch (error) {
			if (error instanceof ChannelFault) return error.fault;
			if (error instanceof HttpFault) return unanswered(error, false).fault;
			throw error;
		}
	},
	weComRobotApi: async (fields, http) => await tryRobot({ http, tokens: ownTokens, credential: readRobotCredential(fields) }),
	aliyunSmsApi: async (fields, http) => {
		const tools = { http, tokens: ownTokens, credential: readAliyunCredential(fields) };
		// Of a number that gets nothing: what counts is that the question is allowed.
		const query = {
			PhoneNumber: '13000000000',
			SendDate: dayAt(clock.now()).replaceAll('-', ''),
			PageSize: '1',
			CurrentPage: '1',
		};
		const call = await callAliyun(tools, { action: 'QuerySendDetails', query });
		return call.ok ? undefined : call.result.fault;
	},
};
