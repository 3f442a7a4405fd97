import type { Channel, ChannelTools, ProviderFault, SendResult } from '../channels/channel';
import { channelOf } from '../channels/registry';
import { replaceButtons } from '../channels/weComApp/replaceButtons';
import type { WeComCredential } from '../channels/weCom/credential';
import { clock } from '../clock';
import type { CardsOver, CrmRecord, Sender } from '../crm';
import type { Session } from '../records';
import { Bindings, insertRows, type StoreTx } from '../store';
import type { Locale } from '../text';
import type { Job, SendCall } from './call';
import { partsOf } from './parts';
import { isoAt } from './gate/rules';
import { toolsOf } from './tools';
import { step } from './transaction';

/** Milliseconds in which a card may be changed (channels.md, Template card). */
const life = 72 * 3_600_000;

const columns = ['messageId', 'account', 'kind', 'aboutId', 'address', 'language', 'responseCode', 'expiresAt'];

/** A card whose buttons wait to be pressed. */
interface Card {
	readonly messageId: string;
	/** The app's. */
	readonly account: string;
	/** The page's kind that its buttons belong to, and the record that it is about. */
	readonly kind: string;
	readonly aboutId: string;
	/** The member who has it, and the language it is in. */
	readonly address: string;
	readonly language: Locale;
	/** Lets it be changed, once. */
	readonly responseCode: string;
}

interface Handed {
	readonly job: Job;
	readonly id: string;
	readonly result: SendResult;
}

/** The cards among messages that were sent, whose buttons have keys of ours. */
export const cardsAmong = ({ account }: SendCall, handed: readonly Handed[]): Card[] =>
	handed.flatMap(({ job, id, result }) => {
		const { links, language, message } = job;
		const responseCode = result.status === 'sent' ? result.data?.responseCode : undefined;
		const kind = links?.slots.find(({ word }) => word !== undefined)?.kind;
		if (!links || responseCode === undefined || kind === undefined) return [];
		return [{ messageId: id, account, kind, aboutId: links.about.id, address: String(message.address), language, responseCode }];
	});

/** Keeps what lets cards be changed when somebody else has pressed. */
export async function keepCards(tx: StoreTx, cards: readonly Card[]): Promise<void> {
	if (cards.length === 0) return;
	const now = clock.now();
	await tx.send('DELETE FROM "crm_card" WHERE "expiresAt" <= ?', [isoAt(now)]);
	const rows = cards.map((card) => [...columns.slice(0, -1).map((name) => card[name as keyof Card]), isoAt(now + life)]);
	await insertRows(tx, { table: 'crm_card', columns, key: ['messageId'] }, rows);
}

/** What stands on a button of a sent card; undefined where it is not known. */
export function buttonText(message: CrmRecord, channel: Channel, { kind, word }: { kind: string; word: string }): string | undefined {
	const { card, links } = partsOf(message, channel);
	const slot = links?.slots.find((each) => each.kind === kind && each.word === word);
	return slot && card?.buttons.find(({ key }) => key === slot.placeholder)?.text;
}

/** A card has its answer: nobody changes it a second time. */
export const forgetCard = async (tx: StoreTx, messageId: string): Promise<void> =>
	await tx.send('DELETE FROM "crm_card" WHERE "messageId" = ?', [messageId]);

type Taken = Pick<Card, 'address' | 'language' | 'responseCode'>;

/** Takes the cards about some records that still wait: each code works once, so that nobody else tries it. */
const takeCards = async (session: Session, { aboutIds, kind }: CardsOver, account: string): Promise<Taken[]> =>
	await step(session, async (tx) => {
		const bindings = new Bindings(tx);
		const where = [
			bindings.among('"aboutId"', aboutIds),
			`"kind" = ${bindings.add(kind)}`,
			`"account" = ${bindings.add(account)}`,
			`"expiresAt" > ${bindings.add(clock.iso())}`,
		];
		return await tx.query<Taken>(
			`DELETE FROM "crm_card" WHERE ${where.join(' AND ')} RETURNING "address", "language", "responseCode"`,
			bindings.values,
		);
	});

/**
 * Puts a word in the place of the buttons of all cards about a record that still have them. What fails is told and harms
 * nobody: whoever presses later is told then.
 * @param app the app whose cards they are; `warn` is told of each that could not be changed
 */
export async function updateCards(session: Session, app: Omit<Sender, 'channel'>, over: CardsOver): Promise<void> {
	const channel = channelOf('weComApp');
	const tools = toolsOf(session, { ...app, channel }) as ChannelTools<WeComCredential>;
	const cards = await takeCards(session, over, channel.senderOf(tools.credential));
	await Promise.all(
		cards.map(async ({ address, language, responseCode }) => {
			const fault = await replaceButtons(tools, { address, responseCode, text: over.text[language] });
			if (fault) app.warn?.(toldOf(fault), fault);
		}),
	);
}

const toldOf = ({ code, message }: ProviderFault): string => `a card could not be changed (${code} ${message})`;
