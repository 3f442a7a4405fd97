import type { Outcome, Input } from '../../../../core/context';
import { objects } from '../../../../core';
import type { Crm, Enrolled } from '../../../../core/crm';
import type { FilterGroup } from '../../../../core/filter';
import { defineAction, type Emission, type OutputSpec } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { conditionsOf, readFilter } from '../../../shared/conditions';
import { instanceLocale } from '../../../shared/locale';
import { pagingProperties, readLimit } from '../../../shared/paging';
import type { Parameters } from '../../../shared/parameters';
import { localise, type PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { filledIn, simplified, simplifyProperty } from '../../../shared/simplify';
import { cadenceProperty, personKindProperty, readCadence, readPersonKind } from '../../cadenceParameter';

const outputs: readonly OutputSpec[] = [
	{ name: 'enrolled', text: { en: 'Enrolled', 'zh-CN': '已加入' } },
	{ name: 'alreadyIn', text: { en: 'Already In', 'zh-CN': '已在其中' } },
	{ name: 'rejected', text: { en: 'Rejected', 'zh-CN': '已拒绝' } },
];

const whoProperty: PropertySpec = {
	displayName: { en: 'Who', 'zh-CN': '加入对象' },
	name: 'who',
	type: 'options',
	noDataExpression: true,
	default: 'one',
	ordered: true,
	options: [
		{ name: { en: 'One Person per Item', 'zh-CN': '每条数据一位客户' }, value: 'one' },
		{ name: { en: 'Everybody Who Matches', 'zh-CN': '所有符合条件的客户' }, value: 'matching' },
	],
};

const shownFor = (who: 'one' | 'matching', properties: readonly PropertySpec[]): PropertySpec[] =>
	properties.map((property) => ({ ...property, displayOptions: { show: { ...property.displayOptions?.show, who: [who] } } }));

const locators = (['lead', 'contact'] as const).map((name) => ({ ...locatorFor(name), displayOptions: { show: { object: [name] } } }));

interface Params {
	readonly cadence: string;
	readonly object: 'lead' | 'contact';
	/** Absent: everybody who matches. */
	readonly id?: string;
	readonly idempotencyKey?: string;
	readonly filter?: FilterGroup;
	readonly limit?: number;
	readonly simplify: boolean;
}

function read(parameter: Parameters): Params {
	const object = readPersonKind(parameter);
	const common = { cadence: readCadence(parameter), object, simplify: parameter.flag('simplify') };
	if (parameter.value('who') === 'matching') return { ...common, filter: readFilter(parameter, object), limit: readLimit(parameter) };
	return { ...common, id: readLocator(parameter, object), idempotencyKey: readIdempotencyKey(parameter) };
}

type Given = Params & Input;

const isOne = (input: Given): input is Given & { readonly id: string } => input.id !== undefined;

/** People one by one are one call; each filter is one of its own. */
async function run(crm: Crm, inputs: readonly Given[]): Promise<Array<Outcome<readonly Enrolled[]>>> {
	const single = await crm.cadences.enroll(inputs.filter(isOne));
	const several = await crm.cadences.enrollMatching(inputs.filter((input) => !isOne(input)));
	const [one, many] = [single.values(), several.values()];
	return inputs.map((input) => {
		if (!isOne(input)) return many.next().value as Outcome<readonly Enrolled[]>;
		const outcome = one.next().value as Outcome<Enrolled>;
		return outcome.ok ? { ok: true, value: [outcome.value] } : outcome;
	});
}

function emitOne({ output, enrolment, ...rest }: Enrolled, simplify: boolean): Emission {
	const said = localise(rest, instanceLocale()) as Readonly<Record<string, unknown>>;
	const record = enrolment && (simplify ? filledIn(simplified(objects.get('enrolment'), enrolment)) : { ...enrolment });
	return { json: { outcome: output, enrolmentId: enrolment?.id ?? null, ...said, enrolment: record }, output };
}

export const enroll = defineAction<Params, readonly Enrolled[]>({
	resource: 'enrolment',
	operation: 'enroll',
	text: { en: ['Enroll', 'Enroll people in a cadence'], 'zh-CN': ['加入节奏', '将客户加入跟进节奏'] },
	description: {
		en: 'Have people enter a cadence; who is in it already stays where they are',
		'zh-CN': '将客户加入跟进节奏；已在其中的客户保持当前步骤不变',
	},
	properties: [
		cadenceProperty,
		personKindProperty,
		whoProperty,
		...shownFor('one', locators),
		...shownFor('matching', [...conditionsOf('object'), ...pagingProperties]),
		simplifyProperty,
		...shownFor('one', [optionsProperty([idempotencyOption])]),
	],
	outputs,
	errorOutput: 'rejected',
	read,
	run,
	emit: (people, { simplify }) => people.map((person) => emitOne(person, simplify)),
});
