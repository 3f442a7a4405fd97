import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { setConsent } from './actions/consent/set.action';
import { suppressAddress } from './actions/consent/suppress.action';
import { unsuppressAddress } from './actions/consent/unsuppress.action';
import { cancelMessage } from './actions/message/cancel.action';
import { previewMessage } from './actions/message/preview.action';
import { recordInbound } from './actions/message/recordInbound.action';
import { resolveUnclear } from './actions/message/resolveUnclear.action';
import { sendMessage } from './actions/message/send.action';
import { sendVarious } from './actions/message/sendVarious.action';
import { tellUser } from './actions/message/tellUser.action';
import { defineSendPolicy } from './actions/sendPolicy/define.action';
import { defineTemplate } from './actions/template/define.action';

/** What the CRM Message node can do. */
export const messageRegistry: Registry = {
	resources: [
		{ name: 'message', text: objects.get('message').label },
		{ name: 'consent', text: objects.get('consent').label },
		{ name: 'template', text: objects.get('messageTemplate').label },
		{ name: 'sendPolicy', text: objects.get('sendPolicy').label },
	],
	actions: [
		sendMessage,
		sendVarious,
		tellUser,
		previewMessage,
		cancelMessage,
		resolveUnclear,
		recordInbound,
		setConsent,
		suppressAddress,
		unsuppressAddress,
		defineTemplate,
		defineSendPolicy,
	],
};
