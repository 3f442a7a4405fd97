import type { Outcome } from '../context';
import type { DeadLetter, IdInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import type { ObjectName } from '../schema/types';
import { Bindings, decodeCursor, encodeCursor, pageLimit, type Sql } from '../store';
import type { Text } from '../text';
import { reviveDeliveries } from '../triggers';

interface Row {
	readonly id: string;
	readonly workflowId: string;
	readonly names: string;
	readonly object: ObjectName;
	readonly recordId: string;
	readonly attempts: number;
	readonly reason: string;
	readonly at: string;
}

const rowsSql = `SELECT d."id", s."workflowId", e."names", d."object", d."recordId", d."attempts", d."reason", d."nextAt" AS at
	FROM "crm_delivery" d JOIN "crm_subscription" s ON s."id" = d."subscriptionId" JOIN "crm_event" e ON e."seq" = d."seq" WHERE d."state" = 'dead'`;

const letterOf = ({ names, reason, ...row }: Row): DeadLetter => ({
	...row,
	event: namesOf(names),
	reason: JSON.parse(reason) as Text,
});

/** An event may be given up on just because it cannot be read. */
function namesOf(names: string): string {
	try {
		return (JSON.parse(names) as string[]).join(', ');
	} catch {
		return '?';
	}
}

const listName = 'dead letters';

/** Events that were given up on, the latest first. */
export async function listDeadLetters(
	session: Session,
	page: { limit: number; cursor?: string },
): Promise<{ letters: DeadLetter[]; nextCursor?: string }> {
	const limit = pageLimit(page.limit);
	const bindings = new Bindings(session.store.read);
	const after = page.cursor ? decodeCursor(listName, 2, page.cursor) : undefined;
	const where = after ? `AND (d."nextAt", d."id") < (${bindings.add(after[0])}, ${bindings.add(after[1])})` : '';
	const rows = await session.store.read.query<Row>(
		`${rowsSql} ${where} ORDER BY d."nextAt" DESC, d."id" DESC LIMIT ${limit + 1}`,
		bindings.values,
	);
	const letters = rows.slice(0, limit).map(letterOf);
	const last = rows.length > limit ? letters[limit - 1] : undefined;
	return { letters, nextCursor: last && encodeCursor(listName, [last.at, last.id]) };
}

/** Gives events to their workflows again, as often as new ones. Answers with the letters as they were. */
export async function retryDeadLetters(session: Session, inputs: readonly IdInput[]): Promise<Array<Outcome<DeadLetter>>> {
	const batch = new Batch<IdInput, DeadLetter>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const letters = await lettersById(
			tx,
			inputs.map((input) => input.id),
		);
		for (const [index, { id }] of inputs.entries()) {
			const letter = letters.get(id);
			if (letter) batch.done(index, letter);
			else batch.fail(index, noLetter());
		}
		batch.settle(session.context.partial);
		await reviveDeliveries(tx, [...letters.keys()]);
		return batch.outcomes();
	});
}

async function lettersById(sql: Sql, ids: readonly string[]): Promise<Map<string, DeadLetter>> {
	const bindings = new Bindings(sql);
	const rows = await sql.query<Row>(`${rowsSql} AND ${bindings.among('d."id"', ids)}`, bindings.values);
	return new Map(rows.map((row) => [row.id, letterOf(row)]));
}

const noLetter = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no failed event (dead letter) with this ID', 'zh-CN': '没有该 ID 的失败事件（死信）' },
		{
			hint: {
				en: 'Use an ID that Get Many Failed Events (Dead Letters) gives; an event that was retried is no longer among them.',
				'zh-CN': '请使用“获取多条失败事件（死信）”返回的 ID；已重试的事件不再列出。',
			},
			field: 'id',
		},
	);
