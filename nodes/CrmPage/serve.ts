import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { PageAnswer } from '../../core/crm';
import { pageKindInfos, unavailablePage } from '../../core/pages';
import { localeOf, type Locale } from '../../core/text';
import { asWorkflow } from '../shared/asWorkflow';
import { instanceLocale } from '../shared/locale';
import { answerWith, receivedBy, type WebhookRequest } from '../shared/webhook';

/** The browser's first language; without one, that of n8n. */
function languageOf({ headers }: WebhookRequest): Locale {
	const [first = ''] = String(headers['accept-language'] ?? '').split(/[,;]/);
	return first.trim() === '' || first.trim() === '*' ? instanceLocale() : localeOf(first.trim());
}

async function answerOf(context: IWebhookFunctions, request: WebhookRequest): Promise<PageAnswer> {
	const language = languageOf(request);
	const { method, query, form, size } = request;
	try {
		return await asWorkflow(context, async ({ pages }) => await pages.answer({ method, token: query.t, form, size, language }));
	} catch (error) {
		// What is wrong is for those who run n8n; the person is told to come again.
		context.logger.error(`CRM Page: ${error instanceof Error ? error.message : String(error)}`);
		return unavailablePage(language);
	}
}

/** Answers a request, and starts the workflow where something new came of it. */
export async function servePage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const answer = await answerOf(context, receivedBy(context));
	answerWith(context, answer);
	const { item } = answer;
	if (!item) return { noWebhookResponse: true };
	const items: INodeExecutionData[] = [{ json: { kind: item.kind, ...item.json } as IDataObject }];
	return { noWebhookResponse: true, workflowData: pageKindInfos.map(({ id }) => (id === item.kind ? items : [])) };
}
