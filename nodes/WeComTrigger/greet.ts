import { setTimeout as sleep } from 'node:timers/promises';
import type { IWebhookFunctions } from 'n8n-workflow';

import { channelOf } from '../../core';
import { ChannelFault } from '../../core/channels/channel';
import type { NewMessage, SendOutcome, StoredWeComEvent, WeComContact } from '../../core/crm';
import { asWorkflow } from '../shared/asWorkflow';
import { httpOf } from '../shared/http';
import { instanceLocale } from '../shared/locale';
import { localise } from '../shared/property';
import { loggedText } from './loggedText';

type Added = StoredWeComEvent;
type Said = Readonly<Record<string, unknown>>;

/** Milliseconds that the welcome waits for the customer's name: it must be through within 20 seconds. */
const patience = 4000;

/** What a provider or the CRM said, free of secrets. */
function faultOf(context: IWebhookFunctions, error: unknown): Said {
	context.logger.warn(`WeCom Trigger: ${loggedText(error)}`);
	return error instanceof ChannelFault
		? { code: error.fault.code, message: error.fault.message }
		: { code: '', message: loggedText(error) };
}

async function detailsOf(context: IWebhookFunctions, event: Added): Promise<{ contact?: WeComContact; contactFault?: Said }> {
	if (context.getNodeParameter('contactDetails', true) !== true) return {};
	try {
		const app = { fields: await context.getCredentials('weComApi'), http: httpOf(context) };
		return { contact: await asWorkflow(context, async ({ inbound }) => await inbound.weComContact(app, event)) };
	} catch (error) {
		return { contactFault: faultOf(context, error) };
	}
}

/** What the node says the welcome is; undefined for none. */
function contentOf(context: IWebhookFunctions): Pick<NewMessage, 'template' | 'content'> | undefined {
	const kind = context.getNodeParameter('welcome', 'none') as string;
	const text = (name: string) => String(context.getNodeParameter(name, '')).trim();
	if (kind === 'written' && text('welcomeText') !== '') return { content: { body: text('welcomeText') } };
	return kind === 'template' && text('welcomeTemplate') !== '' ? { template: text('welcomeTemplate') } : undefined;
}

function said({ output, message, reason, hint, repeated }: SendOutcome): Said {
	const { id, status, providerCode, providerMessage } = message;
	const why = localise({ reason, hint }, instanceLocale()) as Said;
	return {
		outcome: output,
		status,
		messageId: id,
		...why,
		code: providerCode ?? undefined,
		message: providerMessage ?? undefined,
		repeated,
	};
}

async function welcomeOf(context: IWebhookFunctions, event: Added, contact: WeComContact | undefined): Promise<Said | undefined> {
	const content = contentOf(context);
	const { welcomeCode, externalUserId, state = '', key } = event;
	if (!content || welcomeCode === undefined || externalUserId === undefined) return undefined;
	const name = contact?.name ?? '';
	const member = typeof event.user?.name === 'string' ? event.user.name : '';
	const message = {
		...content,
		item: 0,
		recipient: { address: externalUserId, name: name || undefined },
		purpose: 'service' as const,
		idempotencyKey: `welcome ${key}`,
		variables: { name, member, state },
		data: { welcomeCode },
	};
	try {
		const sender = { channel: channelOf('weComWelcome'), fields: await context.getCredentials('weComApi'), http: httpOf(context) };
		const [outcome] = await asWorkflow(context, async ({ messages }) => await messages.send([message], sender));
		if (!outcome.ok) throw outcome.error;
		return said(outcome.value);
	} catch (error) {
		return { outcome: 'refused', ...faultOf(context, error) };
	}
}

/** Asks who was added, and welcomes them while the platform takes it. Whatever fails is told and stops nothing. */
export async function greet(context: IWebhookFunctions, event: Added): Promise<Said> {
	const details = detailsOf(context, event);
	const soon = await Promise.race([details, sleep(patience, {} as Awaited<typeof details>, { ref: false })]);
	const welcome = await welcomeOf(context, event, soon.contact);
	return { ...(await details), welcome };
}
