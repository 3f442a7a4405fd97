import { inMs, lease } from '../attempts';
import { clock } from '../clock';
import type { WorkSpec } from '../crm';
import { CrmError } from '../errors';
import { Bindings, type StoreTx } from '../store';
import { text, type Text } from '../text';
import { kindText } from './kinds';

/** One activation of a CRM Trigger. */
export interface Holder extends Pick<WorkSpec, 'id' | 'workflowId' | 'workflowName' | 'nodeName' | 'kinds'> {
	/** Another one each time. */
	readonly session: string;
}

interface Row {
	readonly kind: string;
	readonly holder: string;
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	readonly seenAt: string;
}

/** Whether a holder lives: not seen for as long as a lease, its process has gone; seen later than now, the clock was set back. */
const lives = ({ seenAt }: Row) => seenAt > inMs(-lease) && seenAt <= inMs(lease);

/**
 * Makes an activation the one that gets its kinds. The same node of the same workflow takes them over at once, others
 * only from one whose process has gone.
 *
 * @returns kinds that another one has, and who
 */
async function take(tx: StoreTx, { id, session, workflowId, workflowName, nodeName, kinds }: Holder): Promise<Row[]> {
	await tx.dialect.takeTurns(tx, 'subscription', kinds.map((kind) => `due ${kind}`).sort());
	const bindings = new Bindings(tx);
	const rows = await tx.query<Row>(`SELECT * FROM "crm_due_holder" WHERE ${bindings.among('"kind"', kinds)}`, bindings.values);
	const taken = rows.filter((row) => row.holder !== id && lives(row));
	const free = kinds.filter((kind) => !taken.some((row) => row.kind === kind));
	for (const kind of free)
		await tx.send(
			`INSERT INTO "crm_due_holder" ("kind", "holder", "session", "workflowId", "workflowName", "nodeName", "seenAt") VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT ("kind") DO UPDATE SET "holder" = excluded."holder", "session" = excluded."session", "workflowId" = excluded."workflowId",
			"workflowName" = excluded."workflowName", "nodeName" = excluded."nodeName", "seenAt" = excluded."seenAt"`,
			[kind, id, session, workflowId, workflowName, nodeName, clock.iso()],
		);
	return taken;
}

/** @throws CrmError Refused, when another workflow or node has one of the kinds */
export async function takeKinds(tx: StoreTx, holder: Holder): Promise<void> {
	const [other] = await take(tx, holder);
	if (other) throw takenByOther(other);
}

/** What an activation still has of its kinds. */
export interface Held {
	readonly kinds: readonly string[];
	/** Who has the first of the others. */
	readonly lost?: CrmError;
}

/** Looks which kinds an activation still has, and takes back what nobody has: its process may have been held up, or the store replaced. */
export async function heldKinds(tx: StoreTx, holder: Holder): Promise<Held> {
	const rows = await tx.query<{ kind: string }>('SELECT "kind" FROM "crm_due_holder" WHERE "session" = ?', [holder.session]);
	if (rows.length === holder.kinds.length) return { kinds: holder.kinds };
	const own = await tx.query<{ n: number }>('SELECT count(*) AS n FROM "crm_due_holder" WHERE "holder" = ? AND "session" <> ?', [
		holder.id,
		holder.session,
	]);
	const kept = rows.map(({ kind }) => kind);
	// A later activation of the same node has them: this one is on its way out.
	if (own[0].n > 0) return { kinds: kept };
	const others = await take(tx, holder);
	return {
		kinds: holder.kinds.filter((kind) => !others.some((row) => row.kind === kind)),
		lost: others.length > 0 ? takenByOther(others[0]) : undefined,
	};
}

/** Says that an activation lives. */
export const beSeen = async (tx: StoreTx, { session }: Holder): Promise<void> =>
	await tx.send('UPDATE "crm_due_holder" SET "seenAt" = ? WHERE "session" = ?', [clock.iso(), session]);

/** Lets others have the kinds. */
export const leaveKinds = async (tx: StoreTx, { session }: Holder): Promise<void> =>
	await tx.send('DELETE FROM "crm_due_holder" WHERE "session" = ?', [session]);

function takenByOther({ kind, workflowName, workflowId, nodeName }: Row): CrmError {
	const name = workflowName || workflowId;
	const what: Text = kindText(kind);
	return new CrmError(
		'Refused',
		text`${{ en: 'Due work of the kind "', 'zh-CN': '到期事项“' }}${what}${{
			en: `" already goes to the node "${nodeName}" of the workflow "${name}"`,
			'zh-CN': `”已由工作流“${name}”的节点“${nodeName}”处理`,
		}}`,
		{
			hint: {
				en: `Each kind has one active workflow, so that nothing is done twice. Deactivate "${name}" (ID ${workflowId}), or choose other kinds here. After n8n was killed, wait half a minute.`,
				'zh-CN': `每类到期事项只能有一个启用的工作流，以免重复处理。请停用“${name}”（ID ${workflowId}），或在此选择其他类型。若 n8n 刚被强行终止，请等待半分钟。`,
			},
			field: 'dueKinds',
		},
	);
}
