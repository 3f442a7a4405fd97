import type { CrmRecord, RenderContractInput } from '../crm';
import { CrmError } from '../errors';
import { templateFault } from '../messages';
import type { RecordRule } from '../records';
import type { ContractTemplateRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { htmlFault } from './document/checkHtml';
import { Bindings, breathe, formatOf, quote, type Sql } from '../store';

const contractTemplate = objects.get('contractTemplate');

/** A template whose texts can be read and do nothing but show; whether a contract has what they name shows when it is rendered. */
export const contractTemplateRule: RecordRule = {
	async complete(_tx, { drafts, fail }) {
		for (const { index, after } of drafts) {
			const { versions } = after as unknown as ContractTemplateRecord;
			const problems = (versions ?? []).flatMap(({ html }, i) => {
				const message = templateFault(html) ?? htmlFault(html);
				return message ? [{ field: `versions[${i}].html`, message }] : [];
			});
			if (problems.length > 0) fail(index, validationFailed(contractTemplate, problems));
			await breathe();
		}
	},
};

/** The templates that some contracts may be rendered from. */
export interface Templates {
	/**
	 * The named one, else that of the contract, else the oldest active one; null for the built-in text alone.
	 * @throws CrmError RecordNotFound for a name that no template has
	 */
	of(contract: CrmRecord, named: string | undefined): CrmRecord | null;
}

export async function readTemplates(sql: Sql, inputs: readonly RenderContractInput[], contracts: readonly CrmRecord[]): Promise<Templates> {
	const format = formatOf(contractTemplate);
	const bindings = new Bindings(sql);
	const named = [...inputs.map(({ template }) => template), ...contracts.map(({ templateId }) => templateId)].filter(
		(name) => typeof name === 'string',
	);
	const rows = await sql.query(
		`SELECT ${format.select} FROM ${quote(contractTemplate.table)} t
		WHERE "deletedAt" IS NULL AND ("active" = TRUE OR ${bindings.among('"id"', named)} OR ${bindings.among('"name"', named)}) ORDER BY "id"`,
		bindings.values,
	);
	const all = rows.map((row) => format.decode(row));
	const find = (name: unknown) => all.find((one) => one.id === name || one.name === name);
	return {
		of: ({ templateId }, name) => {
			if (name === undefined) return find(templateId) ?? all.find(({ active }) => active === true) ?? null;
			const template = find(name);
			if (!template) throw unknown(name);
			return template;
		},
	};
}

const unknown = (name: string): CrmError =>
	new CrmError(
		'RecordNotFound',
		{ en: `There is no contract template "${name.slice(0, 60)}"`, 'zh-CN': `没有名为“${name.slice(0, 60)}”的合同模板` },
		{
			hint: {
				en: 'Choose one from the list, or make it with Template → Define in a CRM Contract node.',
				'zh-CN': '请从列表中选择，或在“CRM 合同”节点中用“模板 → 定义”创建。',
			},
			field: 'template',
		},
	);
