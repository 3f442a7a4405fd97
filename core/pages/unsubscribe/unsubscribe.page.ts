import type { AddressKind, Purpose } from '../../channels/channel';
import { clock } from '../../clock';
import { personTargets, stoppedAlready, writeConsents, writeSuppressions, type PersonTargets } from '../../consents';
import { localeOf } from '../../text';
import { definePageKind, type TokenSubject } from '../pageKind';
import { alreadyStopped, askWhat, nothingChosen, stopped, type Choice } from './views';

/** What the law lets nobody send against somebody's will; service and transactions go on unless everything is stopped. */
const stoppable: readonly Purpose[] = ['marketing', 'care'];

interface Data extends PersonTargets {
	readonly address: string;
	/** Who wrote, where the link says. */
	readonly sender?: string;
	/** What this link's address does not get any more. */
	readonly stopped?: Choice;
}

/** RFC 8058: the mail program posts this for its user, and nothing else. */
const oneClick = 'List-Unsubscribe';

function readChoice(form: Readonly<Record<string, string>>): Choice | undefined {
	if (form.choice === 'all' || form.choice === 'marketing') return form.choice;
	// Also an empty form, as some mail programs send it.
	return form.choice === undefined && (oneClick in form || Object.keys(form).length === 0) ? 'marketing' : undefined;
}

const addressOf = ({ data }: TokenSubject) => ({ addressKind: data.addressKind as AddressKind, address: data.address });

/** Takes a person off the list: no more marketing and care, or nothing at all. May be done again; then it says so. */
export const unsubscribePage = definePageKind<Data, { choice: Choice; oneClick: boolean }>({
	id: 'unsubscribe',
	text: { en: 'Unsubscribed', 'zh-CN': '已退订' },
	life: 400 * 86_400_000,
	singleUse: false,
	load: async (sql, subject) => {
		const { sender, language } = subject.data;
		const person = await personTargets(sql, { object: subject.object, id: subject.recordId, ...addressOf(subject) });
		const before = await stoppedAlready(sql, addressOf(subject));
		// The reader knows the language of the message.
		return { ...person, language: language ?? person.language, address: subject.data.address, sender, stopped: before };
	},
	languageOf: ({ language }) => (language === undefined ? undefined : localeOf(language)),
	show: (data) => (data.stopped === 'all' ? alreadyStopped('all') : askWhat(data)),
	read: (form, data) => {
		const choice = readChoice(form);
		return choice ? { answer: { choice, oneClick: oneClick in form } } : { wrong: nothingChosen(data) };
	},
	act: async (tx, { subject, data, answer }) => {
		const at = clock.iso();
		const source = answer.oneClick ? 'one-click unsubscribe' : 'unsubscribe page';
		const said = data.targets.flatMap((target) =>
			stoppable.map((purpose) => ({ ...target, purpose, state: 'withdrawn' as const, at, source })),
		);
		const consents = await writeConsents(tx, said);
		const everything = answer.choice === 'all' ? data.targets.map((target) => ({ ...target, reason: 'optOut' as const, at, source })) : [];
		const suppressions = await writeSuppressions(tx, everything);
		const isNew = consents.some(({ turned }) => turned) || suppressions.some(({ changed }) => changed);
		if (!isNew) return { view: alreadyStopped(answer.choice) };
		const { object = null, recordId = null } = subject;
		const { messageId = null, addressKind, address } = subject.data;
		return {
			view: stopped(answer.choice),
			item: {
				choice: answer.choice,
				oneClick: answer.oneClick,
				purposes: stoppable,
				at,
				object,
				recordId,
				addressKind,
				address,
				messageId,
			},
		};
	},
});
