import { cutBytes } from '../channels/cutBytes';
import { escapeHtml } from '../channels/escapes';
import type { Outcome } from '../context';
import type { CrmRecord, RenderContractInput, RenderedContract } from '../crm';
import { CrmError } from '../errors';
import { fillTemplate } from '../messages';
import { Batch, notFound, recordPlaces, withIds, type Session } from '../records';
import { linesOf } from '../sales';
import { breathe, recordsById } from '../store';
import { localeOf } from '../text';
import { contractLines } from './contractLines';
import { withPolicy } from './document/checkHtml';
import { documentContext } from './document/context';
import { documentIn } from './document/form';
import { readKeptParts } from './keptParts';
import { readParts, type ContractParts } from './parts';

/** The zone of a company that has not said where it is. */
const china = 'Asia/Shanghai';

/**
 * Renders contracts as pages to print; nothing is stored. One that was submitted is rendered with what was kept then. A
 * template that names what there is not says what and where.
 */
export async function renderContracts(session: Session, given: readonly RenderContractInput[]): Promise<Array<Outcome<RenderedContract>>> {
	const contract = session.objects.get('contract');
	const inputs = await withIds(session, given, recordPlaces(contract));
	const batch = new Batch<RenderContractInput, RenderedContract>(inputs);
	const { read } = session.store;
	const { scope, partial } = session.context;
	const contracts = await recordsById(read, contract, { ids: inputs.map(({ id }) => id), scope });
	const kept = await readKeptParts(read, [...contracts.values()]);
	const open = [...contracts.values()].filter(({ id }) => !kept.has(id));
	const live = await readParts(read, session.objects, open, inputs);
	const lines = await linesOf(read, contractLines, [...contracts.keys()]);
	for (const [index, input] of inputs.entries()) {
		await breathe();
		const record = contracts.get(input.id);
		if (!record || record.deletedAt !== null) batch.fail(index, notFound(contract, input.id, record !== undefined));
		else
			await batch.attempt(index, () => {
				const parts = asKept(kept.get(record.id), input) ?? live.of(record, input.template);
				batch.done(index, renderOne(session, input, { record, lines: lines.get(record.id) ?? [], parts }));
			});
	}
	batch.settle(partial);
	return batch.outcomes();
}

/** @throws CrmError Refused where another template is named than the contract was submitted with */
function asKept(parts: ContractParts | undefined, { template }: RenderContractInput): ContractParts | undefined {
	if (!parts || template === undefined || [parts.form.id, parts.form.name].includes(template)) return parts;
	const form = parts.form.name;
	throw new CrmError(
		'Refused',
		{
			en: `The contract was submitted ${form === null ? 'without a template' : `with the template "${form}"`} and is printed as it was approved`,
			'zh-CN': `合同提交审批时${form === null ? '未使用模板' : `使用模板“${form}”`}，只能按审批时的文本打印`,
		},
		{
			hint: {
				en: 'Leave the template empty. Another text needs another approval: recall the contract, or draft a new one with that template.',
				'zh-CN': '请将模板留空。如需更换文本须重新审批：请撤回合同，或用该模板重新起草。',
			},
			field: 'template',
		},
	);
}

interface Printed {
	readonly record: CrmRecord;
	readonly lines: readonly CrmRecord[];
	readonly parts: ContractParts;
}

function renderOne({ context }: Session, input: RenderContractInput, { record, lines, parts }: Printed): RenderedContract {
	const { form, related } = parts;
	const wanted = input.language ?? localeOf(String(related.customer?.language ?? 'zh-CN'));
	const { html: source, language } = documentIn(form, wanted);
	const data = documentContext({ contract: record, lines, related, form, language });
	refuseNames(input.variables ?? {}, data);
	const html = fillTemplate(
		source,
		{ ...input.variables, ...data },
		{
			locale: language,
			timeZone: context.timeZone ?? china,
			escape: escapeHtml,
			field: 'template',
		},
	);
	return { contract: record, html: withPolicy(html), language, template: form.name, fileName: fileNameOf(record) };
}

/** @throws CrmError ValidationFailed for a variable that would stand in place of what the contract says */
function refuseNames(variables: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): void {
	const taken = Object.keys(variables).filter((name) => Object.hasOwn(data, name));
	if (taken.length === 0) return;
	const names = taken.slice(0, 10).join(', ').slice(0, 200);
	throw new CrmError(
		'ValidationFailed',
		{ en: `The contract itself says what these are: ${names}`, 'zh-CN': `以下名称由合同本身决定，不能另作变量：${names}` },
		{ hint: { en: 'Give the variable another name.', 'zh-CN': '请为变量换一个名称。' }, field: 'variables' },
	);
}

/** Characters that a file system may not take. */
// eslint-disable-next-line no-control-regex
const forbidden = /[\\/:*?"<>|\u0000-\u001f]+/g;

const fileNameOf = ({ number, name }: CrmRecord): string =>
	`${cutBytes(`${String(number)} ${String(name)}`.replace(forbidden, ' ').replace(/\s+/g, ' '), 200, '').trim()}.html`;
