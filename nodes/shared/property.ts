import type { INodeProperties, INodePropertyMode, NodeParameterValueType, NodePropertyTypes } from 'n8n-workflow';

import type { Locale, Text } from '../../core/text';

/** One choice of a property of type options or multiOptions. */
export interface OptionSpec {
	readonly name: Text;
	readonly value: string | number | boolean;
	readonly description?: Text;
	readonly action?: Text;
}

/** One section of a fixed collection. */
export interface GroupSpec {
	readonly name: string;
	readonly displayName: Text;
	readonly values: readonly PropertySpec[];
}

/** One way to point at a record in a resource locator. */
export interface ModeSpec extends Omit<INodePropertyMode, 'displayName' | 'placeholder' | 'hint' | 'validation'> {
	readonly displayName: Text;
	readonly placeholder?: Text;
	readonly validation?: ReadonlyArray<{
		readonly type: 'regex';
		readonly properties: { readonly regex: string; readonly errorMessage: Text };
	}>;
}

/** n8n's property with every text in every language; {@link localiseProperty} makes n8n's form of it. */
export interface PropertySpec {
	readonly displayName: Text;
	readonly name: string;
	readonly type: NodePropertyTypes;
	readonly default: NodeParameterValueType;
	readonly description?: Text;
	readonly placeholder?: Text;
	readonly hint?: Text;
	readonly required?: boolean;
	readonly noDataExpression?: boolean;
	readonly typeOptions?: Readonly<Record<string, unknown>>;
	readonly displayOptions?: INodeProperties['displayOptions'];
	readonly options?: ReadonlyArray<OptionSpec | PropertySpec | GroupSpec>;
	readonly modes?: readonly ModeSpec[];
	/** The options stand in an order that means something; otherwise they are sorted by name, as n8n does. */
	readonly ordered?: boolean;
}

const isText = (value: object): value is Text => 'en' in value && 'zh-CN' in value;

/**
 * Replaces every {@link Text} in a value of any depth by its words in one language. What holds none comes back as it
 * is, not as a copy: most of a record has no texts.
 */
export function localise(value: unknown, locale: Locale): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return localiseList(value, locale);
	if (isText(value)) return value[locale];
	const record = value as Readonly<Record<string, unknown>>;
	let changed: Map<string, unknown> | undefined;
	for (const key of Object.keys(record)) {
		const entry = record[key];
		const said = localise(entry, locale);
		if (said !== entry) (changed ??= new Map()).set(key, said);
	}
	// A key such as __proto__ stays plain data: spreading and fromEntries define own properties.
	return changed ? { ...record, ...Object.fromEntries(changed) } : record;
}

function localiseList(list: readonly unknown[], locale: Locale): readonly unknown[] {
	const said = list.map((entry) => localise(entry, locale));
	return said.some((entry, i) => entry !== list[i]) ? said : list;
}

const nameOf = (entry: OptionSpec | PropertySpec | GroupSpec, locale: Locale): string =>
	('displayName' in entry ? entry.displayName : entry.name)[locale];

/** In n8n's own lists the choices stand in alphabetical order; Chinese ones stand by pinyin. */
function sorted(spec: PropertySpec, locale: Locale): PropertySpec['options'] {
	if (!spec.options) return undefined;
	const options = spec.options.map((entry) => {
		if ('values' in entry) return { ...entry, values: entry.values.map((value) => withSortedOptions(value, locale)) };
		return 'type' in entry ? withSortedOptions(entry, locale) : entry;
	});
	if (spec.ordered) return options;
	return options.sort((a, b) => nameOf(a, locale).localeCompare(nameOf(b, locale), locale));
}

function withSortedOptions({ ordered, ...spec }: PropertySpec, locale: Locale): PropertySpec {
	const options = sorted({ ...spec, ordered }, locale);
	return options ? { ...spec, options } : spec;
}

/** n8n's property in one language. */
export function localiseProperty(spec: PropertySpec, locale: Locale): INodeProperties {
	// n8n adds to descriptions, and one spec may serve several nodes.
	return structuredClone(localise(withSortedOptions(spec, locale), locale)) as INodeProperties;
}
