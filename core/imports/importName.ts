import path from 'node:path';
import { CrmError } from '../errors';
import type { Session } from '../records';
import { Bindings } from '../store';
import { isOf, type ImportOf, type Stored } from './importLog';

/** Characters of an Import Name. */
const longestName = 200;

/** @throws CrmError when it is blank or too long */
export function checkName(name: string): string {
	const trimmed = name.trim();
	if (trimmed !== '' && trimmed.length <= longestName) return trimmed;
	throw new CrmError(
		'ValidationFailed',
		{ en: `The Import Name must have 1 to ${longestName} characters`, 'zh-CN': `导入名称须为 1 至 ${longestName} 个字符` },
		{
			hint: { en: 'Name it by what it brings, such as "Trade fair March 2026".', 'zh-CN': '请按内容命名，例如“2026年3月展会名单”。' },
			field: 'importName',
		},
	);
}

/** Names looked at in one statement. */
const namesAtOnce = 100;

/** The `n`th name like another one. */
function numbered(name: string, n: number): string {
	const ending = n === 1 ? '' : ` ${n}`;
	return name.slice(0, longestName - ending.length) + ending;
}

/**
 * The name where it is free or stands for this import, else the first free one of "name 2", "name 3" …
 * Without one, the file's is taken, which stands for this import as long as it is not done: the same file may come again.
 */
export async function freeName({ store }: Session, wanted: { name?: string; file: string }, of: ImportOf): Promise<string> {
	const { name, file } = wanted;
	const base = checkName(name ?? (path.parse(file).name.slice(0, longestName).trim() || file));
	const fits = (known: Stored) => isOf(known, of) && (name === undefined ? known.state === 'running' : known.state !== 'undone');
	for (let first = 1; ; first += namesAtOnce) {
		const names = Array.from({ length: namesAtOnce }, (_, i) => numbered(base, first + i));
		const bindings = new Bindings(store.read);
		const listed = names.map((candidate) => bindings.add(candidate)).join(', ');
		const rows = await store.read.query<Stored>(`SELECT * FROM "crm_import" WHERE "name" IN (${listed})`, bindings.values);
		const taken = new Map(rows.map((row) => [row.name, row]));
		const free = names.find((candidate) => {
			const known = taken.get(candidate);
			return !known || fits(known);
		});
		if (free !== undefined) return free;
	}
}
