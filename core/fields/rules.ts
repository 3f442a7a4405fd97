import type { Problem } from '../errors';
import { customField } from '../schema/customFields';
import type { FieldRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { isObjectName } from '../schema/parseFields';
import type { CrmObject, Field } from '../schema/types';
import type { Text } from '../text';

const maxFields = 200;
const maxIndexed = 20;

const fold = (label: string) => label.normalize('NFKC').trim().toLowerCase();

const saysTheSame = (a: Text, b: Text) => fold(a.en) === fold(b.en) || fold(a['zh-CN']) === fold(b['zh-CN']);

const isIndexed = ({ active, unique, indexed }: FieldRecord) => active !== false && (unique === true || indexed === true);

/** The object that fields can be added to: people's records, not the set-up or what the product writes. */
function objectFor(name: string): CrmObject | undefined {
	const object = isObjectName(name) ? objects.get(name) : undefined;
	return object?.policy || object?.log ? undefined : object;
}

/** What is wrong with a definition among the others of its object, beyond what its schema says. */
export function definitionProblems(definition: FieldRecord, others: readonly FieldRecord[]): Problem[] {
	const object = objectFor(definition.object);
	if (!object) return [problem('object', 'cannot have custom fields', '不能添加自定义字段')];
	const siblings = others.filter((other) => other.object === definition.object);
	return [
		...nameProblems(definition, object, siblings),
		...typeProblems(definition),
		...indexProblems(definition),
		...limitProblems(definition, siblings),
	];
}

const problem = (field: keyof FieldRecord, en: string, zh: string): Problem => ({ field, message: { en, 'zh-CN': zh } });

function nameProblems(definition: FieldRecord, object: CrmObject, siblings: readonly FieldRecord[]): Problem[] {
	const { name, active } = definition;
	const problems: Problem[] = [];
	if (object.byName.has(name)) problems.push(problem('name', 'is the name of a built-in field', '与内置字段同名'));
	if (siblings.some((other) => other.name.toLowerCase() === name.toLowerCase()))
		problems.push(problem('name', 'differs from that of another field only in upper and lower case', '与其他字段名仅大小写不同'));
	const { label } = customField(definition);
	const shown: Field[] = [...object.fields, ...siblings.filter((other) => other.active !== false).map(customField)];
	if (active !== false && shown.some((other) => saysTheSame(other.label, label)))
		problems.push(problem('label', 'is that of another field of these records', '与该记录类型的其他字段名称相同'));
	return problems;
}

function typeProblems(definition: FieldRecord): Problem[] {
	const { type, refersTo, options } = definition;
	if (type === 'reference' && !refersTo) return [problem('refersTo', 'is needed for a reference', '类型为“引用记录”时必填')];
	if (type !== 'option') return [];
	if (!options?.length) return [problem('options', 'are needed for a choice: add at least one', '类型为“单选”时至少需要一个选项')];
	const labels = customField(definition).options ?? [];
	const repeated = labels.some(
		({ value, label }, i) => labels.findIndex((other) => fold(other.value) === fold(value) || saysTheSame(other.label, label)) < i,
	);
	return repeated ? [problem('options', 'name one choice twice', '含有重复的选项')] : [];
}

function indexProblems({ type, unique, indexed }: FieldRecord): Problem[] {
	if (type === 'longText' && (unique || indexed))
		return [problem(unique ? 'unique' : 'indexed', 'is not possible for long texts', '不适用于多行文本')];
	return type === 'boolean' && unique ? [problem('unique', 'is not possible for yes or no', '不适用于是/否')] : [];
}

function limitProblems(definition: FieldRecord, siblings: readonly FieldRecord[]): Problem[] {
	if (siblings.length >= maxFields) return [problem('object', `has ${maxFields} custom fields already`, `已有 ${maxFields} 个自定义字段`)];
	const indexed = siblings.filter(isIndexed).length;
	if (!isIndexed(definition) || indexed < maxIndexed) return [];
	return [
		problem(
			definition.unique ? 'unique' : 'indexed',
			`is not possible: ${maxIndexed} fields of these records are indexed or unique already`,
			`无法设置：该记录类型已有 ${maxIndexed} 个建立索引或唯一的字段`,
		),
	];
}

/** What says which indexes a field has. */
const indexForm = (definition: FieldRecord) => {
	const { type, unique, indexed } = definition;
	return isIndexed(definition) ? [unique === true, indexed === true, type] : [];
};

/** The state of the indexes once the definition is stored. */
export function indexState(definition: FieldRecord, before: FieldRecord | undefined): Pick<FieldRecord, 'indexState' | 'indexProblem'> {
	const settled = before ? ['none', 'ready'].includes(before.indexState ?? 'none') : true;
	const same = JSON.stringify(indexForm(definition)) === JSON.stringify(before ? indexForm(before) : []);
	if (settled && same) return { indexState: before?.indexState ?? 'none', indexProblem: null };
	return { indexState: 'building', indexProblem: null };
}
