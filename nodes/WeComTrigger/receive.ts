import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { StoredWeComEvent, WeComCallbackAnswer } from '../../core/crm';
import { openWeComCallback } from '../../core/inbound';
import { asWorkflow } from '../shared/asWorkflow';
import { httpOf } from '../shared/http';
import { answerWith, receivedBy } from '../shared/webhook';
import { eventItem, eventOutputs } from './eventItem';
import { greet } from './greet';
import { loggedText } from './loggedText';

async function answerOf(context: IWebhookFunctions): Promise<WeComCallbackAnswer> {
	const { method, query, raw: body, size } = receivedBy(context);
	try {
		const credential = await context.getCredentials('weComApi');
		const call = { method, query, body, size };
		const opened = openWeComCallback(credential, call);
		const answer =
			'answer' in opened ? opened.answer : await asWorkflow(context, async ({ inbound }) => await inbound.answerWeCom(credential, call));
		if (answer.refused) context.logger.warn(`WeCom Trigger: ${loggedText(answer.refused)}`);
		return answer;
	} catch (error) {
		context.logger.error(`WeCom Trigger: ${loggedText(error)}`);
		// The platform sends it again.
		return { status: 503, headers: { 'Retry-After': '60' }, body: '' };
	}
}

async function welcome(context: IWebhookFunctions, event: StoredWeComEvent): Promise<Readonly<Record<string, unknown>>> {
	const more = await greet(context, event);
	try {
		await asWorkflow(context, async ({ inbound }) => await inbound.weComGiven(event));
	} catch (error) {
		// It comes a second time as due work, with the same key.
		context.logger.warn(`WeCom Trigger: ${loggedText(error)}`);
	}
	return more;
}

/** The cards of everybody else who was asked; whatever fails is told and stops nothing. */
async function updateCards(context: IWebhookFunctions, { cardsOver }: StoredWeComEvent): Promise<void> {
	if (!cardsOver) return;
	const warn = (text: string) => context.logger.warn(`WeCom Trigger: ${text}`);
	try {
		const app = { fields: await context.getCredentials('weComApi'), http: httpOf(context), warn };
		await asWorkflow(context, async ({ messages }) => await messages.updateCards(app, cardsOver));
	} catch (error) {
		warn(loggedText(error));
	}
}

/** Answers the platform as soon as its event is stored, and gives the event to the workflow afterwards. */
export async function receiveCall(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const answer = await answerOf(context);
	answerWith(context, answer);
	const { event } = answer;
	if (!event) return { noWebhookResponse: true };
	// Nobody waits for the other cards: what was pressed is the workflow's at once.
	void updateCards(context, event);
	const more = event.kind === 'contactAdded' ? await welcome(context, event) : {};
	const items = [{ json: eventItem(event, more) as IDataObject }];
	return { noWebhookResponse: true, workflowData: eventOutputs.map(({ name }) => (name === event.kind ? items : [])) };
}
