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

/** Replaces every {@link Text} in a value of any depth by its words in one language; the rest is copied. */
export function localise(value: unknown, locale: Locale): unknown {
	if (Array.isArray(value)) return value.map((entry) => localise(entry, locale));
	if (typeof value !== 'object' || value === null) return value;
	if (isText(value)) return value[locale];
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, localise(entry, locale)]));
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
	return localise(withSortedOptions(spec, locale), locale) as INodeProperties;
}
