import type { CrmRecord, SendOutcome, SendOutput } from '../crm';
import { unclearWords, words, type RuleCode } from './gate/verdicts';

const outputs: Readonly<Record<string, SendOutput>> = {
	sent: 'sent',
	delivered: 'sent',
	awaitingStaff: 'deferred',
	deferred: 'deferred',
	sending: 'deferred',
	unclear: 'unclear',
	refused: 'refused',
	failed: 'refused',
	cancelled: 'refused',
};

const ruleOf = ({ status, rule }: CrmRecord): RuleCode | undefined => {
	if (status === 'sending') return 'inFlight';
	if (status === 'awaitingStaff' || status === 'cancelled') return status;
	return typeof rule === 'string' ? (rule as RuleCode) : undefined;
};

/** What a caller is told of a message, by how it stands. */
export function outcomeOf(message: CrmRecord, more: Partial<SendOutcome> = {}): SendOutcome {
	const rule = ruleOf(message);
	const output = outputs[String(message.status)] ?? 'refused';
	const said = output === 'unclear' ? unclearWords : output === 'sent' || !rule ? undefined : words[rule];
	const earliestAt = message.status === 'sending' ? message.sendUntil : message.earliestAt;
	return {
		output,
		message,
		...(output !== 'sent' && rule && { rule }),
		...(said && { reason: said.reason, hint: said.hint }),
		...(output === 'deferred' && typeof earliestAt === 'string' && { earliestAt }),
		repeated: false,
		...more,
	};
}
