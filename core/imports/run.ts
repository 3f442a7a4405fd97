import type { ImportResult, ImportRun } from '../importTypes';
import type { Session } from '../records';
import { BadRowsFile } from './badRowsFile';
import { batchOf, ImportLog } from './importLog';
import { checkName } from './importName';
import { ImportPass } from './importPass';
import { planImport, refuseUnmapped, type ImportPlan } from './importPlan';
import { columnsToKeep } from './rememberedColumns';

/**
 * Imports a file by Create or Update, some hundred rows in a transaction, each of which also says how far the import got:
 * the same file under the same name goes on where it was interrupted, and does nothing when it is done.
 */
export async function runImport(session: Session, given: ImportRun): Promise<ImportResult> {
	const input = { ...given, name: checkName(given.name) };
	const plan = await planImport(session, input);
	try {
		refuseUnmapped(plan);
		if (input.dryRun) return await passOf(session, plan, { input, outcome: 'dryRun' });
		if (input.onBadRows === 'stop') {
			const dry = await passOf(session, plan, { input, outcome: 'refused' });
			if (dry.bad > 0) return dry;
		}
		return await write(session, plan, input);
	} finally {
		await plan.table.close();
	}
}

interface Pass {
	readonly input: ImportRun;
	readonly outcome: ImportResult['outcome'];
	readonly log?: ImportLog;
}

async function write(session: Session, plan: ImportPlan, input: ImportRun): Promise<ImportResult> {
	const { name, file, emitEvents = false } = input;
	const of = { name, object: plan.object.name, file: file.name, fileHash: plan.hash, ...columnsToKeep(plan.columns) };
	const log = await ImportLog.begin(session, { ...of, emitEvents });
	const result = await passOf(session, plan, { input, outcome: 'imported', log });
	if (log.before.state === 'running') await log.finish(session);
	return result;
}

async function passOf(session: Session, plan: ImportPlan, { input, outcome, log }: Pass): Promise<ImportResult> {
	const { name, file, language = 'en' } = input;
	const columns = plan.columns.map(({ column }) => column);
	const badRows = new BadRowsFile({ table: plan.table, columns, source: file.name, language });
	const context = { ...session.context, partial: true, batch: batchOf(name), silent: !input.emitEvents };
	const pass = new ImportPass({ ...session, context }, plan, { log, badRows });
	try {
		await pass.run();
		const { row = 0, rows = 0, created = 0, updated = 0, unchanged = 0, bad = 0, state } = log?.before ?? {};
		return {
			name,
			object: plan.object.name,
			file: file.name,
			outcome,
			repeated: state === 'done',
			...(row > 0 && state === 'running' && { continuedAfter: row }),
			rows: rows + pass.counts.rows,
			created: created + pass.counts.created,
			updated: updated + pass.counts.updated,
			unchanged: unchanged + pass.counts.unchanged,
			bad: bad + pass.counts.bad,
			badRows: pass.badRows,
			overwriting: pass.overwriting,
			overwrites: pass.overwrites,
			badRowsFile: await badRows.end(),
		};
	} catch (error) {
		await badRows.discard();
		throw error;
	}
}
