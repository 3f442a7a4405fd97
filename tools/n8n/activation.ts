import { setTimeout as sleep } from 'node:timers/promises';
import { n8nDatabase } from './locations';

/**
 * Resolves when every trigger that lives in n8n's memory has been activated again (or has failed to) since `since`.
 * n8n says that it is ready before that, and has no interface that tells; its own table does.
 * Gives up silently after `timeoutMs`: an n8n whose triggers fail is still an n8n.
 */
export async function untilTriggersActive(userFolder: string, since: Date, timeoutMs = 20_000): Promise<void> {
	const { DatabaseSync } = await import('node:sqlite');
	const database = new DatabaseSync(n8nDatabase(userFolder), { readOnly: true, timeout: 5_000 });
	const outstanding = database.prepare(`
		SELECT (SELECT count(*) FROM workflow_publication_outbox WHERE status IN ('pending', 'in_progress'))
		     + (SELECT count(*) FROM workflow_publication_trigger_status s JOIN workflow_entity w ON w.id = s.workflowId
		        WHERE s.triggerKind = 'in-memory' AND w.activeVersionId IS NOT NULL AND s.updatedAt < ?) AS n`);
	const mark = since.toISOString().replace('T', ' ').replace('Z', '');
	try {
		for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
			if (outstanding.get(mark)?.n === 0) return;
			await sleep(50);
		}
	} finally {
		database.close();
	}
}
