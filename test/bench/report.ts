import type { Measure, Row } from './bench';

const measuresOf = (row: Row): readonly Measure[] => row.parts ?? [row];

const figure = (value: number | null, unit: string) => (value === null ? '–' : `${value.toLocaleString('en')} ${unit}`);

/** The verdict of one measure in a word; none where there is nothing to meet. */
function verdict({ target, met }: Measure): string {
	if (target === null) return '';
	return met ? 'met' : 'NOT MET';
}

/** What is held against the target: how many times better, how much more, or the figure itself. */
function outcome({ ratio, added, ours, unit }: Measure): string {
	if (ratio !== null) return `${ratio} ×`;
	return added === undefined ? figure(ours, unit) : `+ ${figure(added, unit)}`;
}

const heads = ['', 'ours (p99)', 'theirs (p99)', 'result', 'target', ''];

function cells(measure: Measure): string[] {
	const { unit, ours, oursP99, theirs, theirsP99, target } = measure;
	const tail = (p99: number | null) => (p99 === null ? '' : ` (${p99.toLocaleString('en')})`);
	return [
		`  ${measure.work}`,
		figure(ours, unit) + tail(oursP99),
		figure(theirs, unit) + tail(theirsP99),
		outcome(measure),
		target ?? '–',
		verdict(measure),
	];
}

/** A table for people: a line for each measure below its row's id, and the notes under it. */
export function report(rows: readonly Row[]): string {
	const lines = rows.flatMap((row) => measuresOf(row).map(cells));
	const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i].length)));
	const line = (parts: readonly string[]) =>
		parts.map((part, i) => (i === 0 ? part.padEnd(widths[i]) : part.padStart(widths[i]))).join('  ');
	const body = rows.flatMap((row) => [row.id, ...measuresOf(row).map((measure) => line(cells(measure))), ...notes(row)]);
	return [line(heads), ...body].join('\n');
}

function notes(row: Row): string[] {
	const said = new Set(measuresOf(row).flatMap((measure) => measure.notes ?? []));
	if (row.stolen) said.add(`this machine's host gave ${(row.stolen * 100).toFixed(1)} % of the time to others`);
	return [...said].map((note) => `    · ${note}`);
}
