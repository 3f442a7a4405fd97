import { breathe, recordsByKey } from '../store';
import { candidateOf, rejected } from './captureInput';
import type { Run } from './captureRun';
import { decideMatch, type Candidate } from './match';

/** Rejects inputs whose value of a unique custom field is that of another person, stored or earlier in the call. */
export async function refuseTakenKeys(run: Run): Promise<void> {
	const lead = run.session.objects.get('lead');
	const unique = lead.fields.filter(({ name, custom }) => custom !== undefined && lead.keys.some(([key]) => key === name));
	for (const { name } of unique) await refuseTaken(run, name);
}

async function refuseTaken({ tx, session, batch, captured }: Run, name: string): Promise<void> {
	const concerned = [...captured.keys()].filter((index) => batch.isOpen(index) && captured[index].fields[name] != null);
	if (concerned.length === 0) return;
	const tuples = concerned.map((index) => [captured[index].fields[name]]);
	const holders = new Map<string, Candidate>();
	for (const [tuple, record] of await recordsByKey(tx, session.objects.get('lead'), { fields: [name], tuples }))
		holders.set(tuple, candidateOf(record));
	for (const [i, index] of concerned.entries()) {
		const tuple = JSON.stringify(tuples[i]);
		const { candidate, ignored } = captured[index];
		const holder = holders.get(tuple);
		if (!holder) holders.set(tuple, candidate);
		else if (decideMatch(candidate, [{ id: '', ...holder }]).kind !== 'matched') {
			const message = { en: 'is that of another lead already', 'zh-CN': '已被其他线索使用' };
			batch.done(index, rejected([{ field: name, message }], { status: 400, ignored }));
		}
		await breathe();
	}
}
