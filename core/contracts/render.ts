import { escapeHtml } from '../channels/escapes';
import type { Outcome } from '../context';
import type { CrmRecord, RenderContractInput, RenderedContract } from '../crm';
import { fillTemplate } from '../messages';
import { Batch, notFound, recordPlaces, withIds, type Session } from '../records';
import { linesOf } from '../sales';
import type { ContractTemplateRecord } from '../schema/generated/records';
import type { ObjectName } from '../schema/types';
import { breathe, recordsById } from '../store';
import { localeOf, type Locale } from '../text';
import { contractLines } from './contractLines';
import { chineseDocument } from './document/chinese';
import { documentContext } from './document/context';
import { englishDocument } from './document/english';
import { readTemplates, type Templates } from './templates';

const builtIn: Readonly<Record<Locale, string>> = { 'zh-CN': chineseDocument, en: englishDocument };

/** The zone of a company that has not said where it is. */
const china = 'Asia/Shanghai';

/** Renders contracts as pages to print; nothing is stored. A template that names what there is not says what and where. */
export async function renderContracts(session: Session, given: readonly RenderContractInput[]): Promise<Array<Outcome<RenderedContract>>> {
	const contract = session.objects.get('contract');
	const inputs = await withIds(session, given, recordPlaces(contract));
	const batch = new Batch<RenderContractInput, RenderedContract>(inputs);
	const { read } = session.store;
	const { scope, partial } = session.context;
	const contracts = await recordsById(read, contract, { ids: inputs.map(({ id }) => id), scope });
	const templates = await readTemplates(read, inputs, [...contracts.values()]);
	const lines = await linesOf(read, contractLines, [...contracts.keys()]);
	const related = await readRelated(session, [...contracts.values()]);
	for (const [index, input] of inputs.entries()) {
		await breathe();
		const record = contracts.get(input.id);
		if (!record || record.deletedAt !== null) batch.fail(index, notFound(contract, input.id, record !== undefined));
		else
			await batch.attempt(index, () =>
				batch.done(index, renderOne(session, input, { record, lines: lines.get(record.id) ?? [], related, templates })),
			);
	}
	batch.settle(partial);
	return batch.outcomes();
}

const ways = [
	['customer', 'customerId'],
	['contact', 'contactId'],
	['user', 'ownerId'],
	['opportunity', 'opportunityId'],
] as const satisfies ReadonlyArray<readonly [ObjectName, string]>;

type Related = ReadonlyMap<ObjectName, ReadonlyMap<string, CrmRecord>>;

/** What contracts refer to, whoever may see it: it stands in the contract. */
async function readRelated({ store, objects }: Session, contracts: readonly CrmRecord[]): Promise<Related> {
	const related = new Map<ObjectName, ReadonlyMap<string, CrmRecord>>();
	for (const [object, field] of ways) {
		const ids = contracts.flatMap((record) => (typeof record[field] === 'string' ? [record[field]] : []));
		related.set(object, await recordsById(store.read, objects.get(object), { ids, scope: { kind: 'all' } }));
	}
	return related;
}

interface Parts {
	readonly record: CrmRecord;
	readonly lines: readonly CrmRecord[];
	readonly related: Related;
	readonly templates: Templates;
}

function renderOne({ context }: Session, input: RenderContractInput, { record, lines, related, templates }: Parts): RenderedContract {
	const [customer, contact, owner, opportunity] = ways.map(([object, field]) => related.get(object)?.get(String(record[field])) ?? null);
	const template = templates.of(record, input.template);
	const wanted = input.language ?? localeOf(String(customer?.language ?? 'zh-CN'));
	const { source, language } = sourceOf(template, wanted);
	const data = documentContext({ contract: record, lines, customer, contact, owner, opportunity, template, language });
	const html = fillTemplate(
		source,
		{ ...data, ...input.variables },
		{
			locale: language,
			timeZone: context.timeZone ?? china,
			escape: escapeHtml,
			field: 'template',
		},
	);
	return { contract: record, html, language, template: template ? String(template.name) : null, fileName: fileNameOf(record) };
}

/** The template's own text in the language, else in another one that it has, else the built-in one. */
function sourceOf(template: CrmRecord | null, language: Locale): { source: string; language: Locale } {
	const versions = (template as ContractTemplateRecord | null)?.versions ?? [];
	const version = versions.find((one) => one.language === language) ?? versions[0];
	return version ? { source: version.html, language: version.language } : { source: builtIn[language], language };
}

/** Characters that a file system may not take. */
// eslint-disable-next-line no-control-regex
const forbidden = /[\\/:*?"<>|\u0000-\u001f]+/g;

const fileNameOf = ({ number, name }: CrmRecord): string =>
	`${`${String(number)} ${String(name)}`.replace(forbidden, ' ').replace(/\s+/g, ' ').slice(0, 120).trim()}.html`;
