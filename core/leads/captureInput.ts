import type { CaptureInput, CaptureOptions, CaptureResult } from '../crm';
import type { Problem } from '../errors';
import { objects } from '../schema/objects';
import { parseFields, type ParsedFields } from '../schema/parseFields';
import type { CrmObject, IdentityKind } from '../schema/types';
import { keptKey, matchKey } from '../store';
import type { Candidate } from './match';

const touchpoint = objects.get('touchpoint');

/** Fields that a captured lead may not bring: they are decided here, or by people. */
const notCaptured = new Set(['possibleDuplicateOf']);
const identityFields = objects.get('lead').fields.filter((field) => field.identity);

/** A captured item after validation and normalisation. */
export interface Captured {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly touchpoint: Readonly<Record<string, unknown>>;
	readonly candidate: Candidate;
	readonly ignored: readonly string[];
	readonly problems: readonly Problem[];
	/** The key under which the result for this content is kept: same for two posts that say the same. */
	readonly contentKey: string;
}

const nobody: Candidate = { keys: {}, nameKey: '', companyKey: '' };

/** Keys by which a record is known. */
export function candidateOf(fields: Readonly<Record<string, unknown>>): Candidate {
	const keys: Partial<Record<IdentityKind, readonly string[]>> = {};
	for (const { name, identity } of identityFields) {
		const value = fields[name];
		if (identity && typeof value === 'string') keys[identity] = [value];
	}
	return { keys, nameKey: matchKey('name', fields.name) ?? '', companyKey: matchKey('company', fields.company) ?? '' };
}

/** Reads one captured item: keys the schema does not know are set aside, everything else is checked at once. */
export function readCaptured(lead: CrmObject, input: CaptureInput, now: string): Captured {
	const known: Record<string, unknown> = {};
	const ignored: string[] = [];
	for (const [name, value] of Object.entries(input.fields)) {
		const field = lead.byName.get(name);
		if (!field || field.system || field.readOnly || notCaptured.has(name)) ignored.push(name.slice(0, 100));
		else known[name] = value;
	}
	const parsed = parseFields(lead, known, { mode: 'create', idsOnly: true });
	const touch = parseFields(
		touchpoint,
		{ ...input.touchpoint, message: input.touchpoint.message ?? known.message, at: input.touchpoint.at ?? now },
		{ mode: 'create', idsOnly: true },
	);
	const problems = problemsOf(lead, parsed, touch);
	// What was refused is not looked at any further: it may be of any size.
	const sound = problems.length === 0;
	return {
		fields: parsed.fields,
		touchpoint: touch.fields,
		candidate: sound ? candidateOf(parsed.fields) : nobody,
		ignored,
		problems,
		contentKey: sound ? contentKey(parsed.fields, touch.fields) : '',
	};
}

/** All that is wrong with what was sent, in the form's order; the message, which both hold, is named once. */
function problemsOf(lead: CrmObject, parsed: ParsedFields, touch: ParsedFields): Problem[] {
	const isNamed = (name: string) => parsed.problems.some(({ field }) => field === name);
	const problems = [...parsed.problems, ...touch.problems.filter(({ field }) => field !== 'message' || !isNamed(field))];
	if (!identityFields.some(({ name }) => parsed.fields[name] != null || isNamed(name))) {
		problems.push({
			field: 'phone',
			message: { en: 'is missing: any one of phone, e-mail and WeChat ID will do', 'zh-CN': '未填写：电话、电子邮箱、微信号至少填写一项' },
		});
	}
	const place = ({ field }: Problem): number => lead.fields.findIndex(({ name }) => name === field);
	return problems.sort((a, b) => place(a) - place(b));
}

/** The content in one order, whatever order it came in; when it came does not belong to it. */
function contentKey(fields: Readonly<Record<string, unknown>>, touch: Readonly<Record<string, unknown>>): string {
	const said: unknown[] = [];
	for (const name of Object.keys(fields).sort()) if (fields[name] !== null) said.push(name, fields[name]);
	said.push('touchpoint');
	for (const name of Object.keys(touch).sort()) if (name !== 'at' && touch[name] !== null) said.push(name, touch[name]);
	return keptKey('lead.capture.content', JSON.stringify(said));
}

/** A rejected item's result; `status` is what a web service answers. */
export function rejected(
	problems: readonly Problem[],
	more: { status: number; ignored?: readonly string[]; body?: Record<string, unknown> },
): CaptureResult {
	const { status, ignored = [], body = { errors: problems } } = more;
	return { output: 'rejected', answer: { status, body }, errors: problems, ignored, repeated: false };
}

/** What is refused before the content is looked at: robots and oversized posts. */
export function refusedAtTheDoor(input: CaptureInput, options: CaptureOptions): CaptureResult | undefined {
	if (input.honeypot) {
		const problem = {
			field: 'honeypot',
			message: { en: 'was filled in: only a robot sees this field', 'zh-CN': '隐藏字段被填写：应为机器人提交' },
		};
		// The robot is told what a person would be told, so that it learns nothing.
		return rejected([problem], { status: 200, body: { received: true } });
	}
	if (options.maxBytes !== undefined && (input.bytes ?? 0) > options.maxBytes) {
		const limit = `${Math.round(options.maxBytes / 1024)} KB`;
		return rejected([{ field: '', message: { en: `The message is larger than ${limit}`, 'zh-CN': `提交内容超过 ${limit}` } }], {
			status: 413,
		});
	}
	return undefined;
}

export const tooMany = (): CaptureResult =>
	rejected([{ field: '', message: { en: 'Too many messages from this sender; try again later', 'zh-CN': '提交过于频繁，请稍后再试' } }], {
		status: 429,
	});
