import { isBlank } from '../../../../core/blank';
import type { CaptureInput, CaptureOptions, CaptureResult } from '../../../../core/crm';
import type { Problem } from '../../../../core/errors';
import type { Objects } from '../../../../core/schema/objects';
import { localeOf, type Locale, type Text } from '../../../../core/text';
import { defineAction, type Emission, type OutputSpec } from '../../../shared/action';
import { readIdempotencyKey } from '../../../shared/commonOptions';
import { readFields } from '../../../shared/fieldMapper';
import { instanceLocale } from '../../../shared/locale';
import type { Parameters } from '../../../shared/parameters';
import { localise } from '../../../shared/property';
import { filledIn, simplifyProperty } from '../../../shared/simplify';
import { toStoredTime } from '../../../shared/time';
import {
	answerLanguageLabel,
	captureOptions,
	honeypotLabel,
	mapProperty,
	maxSizeLabel,
	maxSizeRange,
	rateMaxLabel,
	rateMaxRange,
	rateMinutesLabel,
	rateMinutesRange,
	repeatWindowLabel,
	repeatWindowRange,
	senderLabel,
	takeFromProperty,
	touchpointFields,
	touchpointProperty,
} from '../../capture/properties';
import { readPost, type Post } from '../../capture/readPost';
import { readAssignmentRule, readScoringModel } from './policyOptions';

interface Params extends Omit<CaptureInput, 'item'> {
	/** Keys that a sender must not set; they are answered with the keys that the core ignores. */
	readonly refused: readonly string[];
	/** The sender's language, in which the result says what is wrong. */
	readonly language: Locale;
	/** Whether the records of the result come without their empty fields. */
	readonly simplify: boolean;
}

const outputs: readonly OutputSpec[] = [
	{ name: 'created', text: { en: 'Created', 'zh-CN': '已创建' } },
	{ name: 'matched', text: { en: 'Matched', 'zh-CN': '已匹配' } },
	{ name: 'possibleDuplicate', text: { en: 'Possible Duplicate', 'zh-CN': '疑似重复' } },
	{ name: 'rejected', text: { en: 'Rejected', 'zh-CN': '已拒绝' } },
];

/** Posts whose sender nobody knows are counted together, so that a rate limit is never silently off. */
const unknownSender = 'unknown';

/** What the node's form says about the touchpoint. */
function readTouchpoint(parameter: Parameters): Record<string, unknown> {
	const entered = parameter.group('touchpoint');
	if (Object.keys(entered).length === 0) return {};
	const given = touchpointFields.map(({ name, type }) => [name, toStoredTime(entered[name], type, parameter.timezone)] as const);
	return Object.fromEntries(given.filter(([, value]) => !isBlank(value)));
}

/** In the form's mapping the fields come from the mapper, but sender, size and honeypot still from the item. */
function mappedPost(parameter: Parameters, { sender, bytes, honeypot }: Post): Post {
	const fields = readFields(parameter, 'lead');
	return { fields, touchpoint: { channel: fields.source ?? 'other' }, refused: [], sender, bytes, honeypot };
}

function readInput(parameter: Parameters): Params {
	const sent = readPost(parameter.json, parameter.objects, {
		honeypotField: parameter.text('options.honeypotField', honeypotLabel),
		measured: parameter.value('options.maxSize') !== undefined,
	});
	const post = parameter.value('takeFrom') === 'map' ? mappedPost(parameter, sent) : sent;
	return {
		...post,
		touchpoint: { ...post.touchpoint, ...readTouchpoint(parameter) },
		sender: parameter.text('options.sender', senderLabel) ?? post.sender ?? unknownSender,
		idempotencyKey: readIdempotencyKey(parameter),
		language: localeOf(parameter.text('options.answerLanguage', answerLanguageLabel) ?? instanceLocale()),
		simplify: parameter.flag('simplify'),
	};
}

function readRateLimit(parameter: Parameters): CaptureOptions['rateLimit'] {
	const max = parameter.number('options.rateLimit.limit.max', rateMaxLabel, rateMaxRange);
	const perMinutes = parameter.number('options.rateLimit.limit.perMinutes', rateMinutesLabel, rateMinutesRange);
	return max === undefined || perMinutes === undefined ? undefined : { max, perMinutes };
}

function readOptions(parameter: Parameters): CaptureOptions {
	const kilobytes = parameter.number('options.maxSize', maxSizeLabel, maxSizeRange);
	return {
		repeatWindowMinutes: parameter.number('options.repeatWindow', repeatWindowLabel, repeatWindowRange),
		scoringModel: readScoringModel(parameter),
		assignmentRule: parameter.flag('options.leaveUnassigned') ? null : readAssignmentRule(parameter),
		publicAnswer: parameter.flag('options.publicAnswer'),
		maxBytes: kilobytes === undefined ? undefined : kilobytes * 1024,
		rateLimit: readRateLimit(parameter),
	};
}

/** A problem with what people call its field; without a label where it is not about one field. */
function withLabel(objects: Objects, problem: Problem): Problem & { label: Text | '' } {
	const field = objects.get('lead').byName.get(problem.field) ?? objects.get('touchpoint').byName.get(problem.field);
	return { ...problem, label: field?.label ?? '' };
}

type Plain = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Items must not share a record, such as their owner: what a workflow changes in one would change in the others. In
 * the simplified result the parts of the score stand beside the lead, not in it too.
 */
function withOwnRecords(result: Plain, simplify: boolean): Plain {
	const own: Record<string, unknown> = { ...result };
	for (const [name, value] of Object.entries(result)) {
		if (isRecord(value)) own[name] = simplify ? filledIn(value, 'scoreParts') : { ...value };
	}
	return own;
}

function emitResult(
	{ output, answer, errors, ...rest }: CaptureResult,
	{ refused, language, simplify }: Params,
	objects: Objects,
): Emission[] {
	const ignored = [...rest.ignored, ...refused];
	const body = Array.isArray(answer.body.ignored) ? { ...answer.body, ignored } : answer.body;
	const told = localise(
		{ ...(errors && { errors: errors.map((problem) => withLabel(objects, problem)) }), answer: { ...answer, body } },
		language,
	) as object;
	const known = withOwnRecords(localise(rest, instanceLocale()) as Plain, simplify);
	return [{ json: { outcome: output, ...known, ...told, ignored }, output }];
}

export const captureLead = defineAction<Params, CaptureResult, CaptureOptions>({
	resource: 'lead',
	operation: 'capture',
	text: { en: ['Capture', 'Capture a lead'], 'zh-CN': ['收集', '收集线索'] },
	description: {
		en: 'Check, match, create or complete, score and assign in one step',
		'zh-CN': '一步完成校验、查重、创建或补全、评分和分配',
	},
	properties: [takeFromProperty, mapProperty, touchpointProperty, simplifyProperty, captureOptions],
	outputs,
	errorOutput: 'rejected',
	read: readInput,
	settings: readOptions,
	run: async (crm, inputs, options) => await crm.leads.capture(inputs, options),
	emit: emitResult,
});
