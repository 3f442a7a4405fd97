import type { ContractStepVerb } from '../../../../core/crm';
import { defineAction, type Action, type ActionText } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty } from '../../../shared/schemaForm';
import type { Text } from '../../../../core/text';
import { fieldOf, readEntered } from '../../contractFields';

interface StepSpec {
	readonly text: ActionText;
	readonly description: Text;
	/** What is said with the step, the fields that it cannot do without first. */
	readonly required?: readonly string[];
	readonly fields?: readonly string[];
}

interface StepParams {
	readonly id: string;
	readonly fields: Record<string, unknown>;
	readonly version?: number;
}

/** One step of a contract: which, and what is said with it. */
function stepAction(verb: ContractStepVerb, { text, description, required = [], fields = [] }: StepSpec): Action {
	const said = [...required, ...fields].map((name) => fieldOf('contract', name));
	const property = (field: (typeof said)[number]) =>
		required.includes(field.name) ? { ...formProperty(field), required: true } : formProperty({ ...field, default: undefined });
	return defineAction<StepParams>({
		resource: 'contract',
		operation: verb,
		text,
		description,
		properties: [locatorFor('contract'), ...said.map(property), optionsProperty([versionOption])],
		read: (parameter) => ({
			id: readLocator(parameter, 'contract'),
			fields: readEntered(
				said.map((field) => ({ ...field, default: undefined })),
				parameter,
				(name) => parameter.value(name),
			),
			version: readVersion(parameter),
		}),
		run: async (crm, inputs) => await crm.contracts.step(verb, inputs),
	});
}

export const sealContract = stepAction('seal', {
	text: { en: ['Seal', 'Record the seal of a contract'], 'zh-CN': ['用印', '登记合同用印'] },
	description: {
		en: 'Record that an approved contract was sealed: with which seal, by whom and when',
		'zh-CN': '登记已批准合同的用印：印章、用印人和日期',
	},
	required: ['sealKind'],
	fields: ['sealedById', 'sealedOn', 'copies', 'sealNote'],
});

export const signContract = stepAction('sign', {
	text: { en: ['Sign', 'Record that a contract was signed'], 'zh-CN': ['签订', '登记合同已签订'] },
	description: {
		en: "Record that both parties signed an approved contract, on paper or through an e-signature service; needs the customer's signatory or an envelope ID",
		'zh-CN': '登记双方已签订合同（纸质或电子签），须填写客户签署人或电子签流程编号',
	},
	fields: [
		'signedOn',
		'customerSignatory',
		'customerSignatoryTitle',
		'ourSignatory',
		'ourSignatoryTitle',
		'signatureProvider',
		'envelopeId',
	],
});

export const activateContract = stepAction('activate', {
	text: { en: ['Activate', 'Activate a contract'], 'zh-CN': ['生效', '使合同生效'] },
	description: {
		en: 'Begin a signed contract; refused before its start date',
		'zh-CN': '使已签订的合同开始履行；早于开始日期时会拒绝',
	},
});

export const completeContract = stepAction('complete', {
	text: { en: ['Complete', 'Complete a contract'], 'zh-CN': ['完成', '完成合同'] },
	description: { en: 'End an active contract of which everything was done', 'zh-CN': '将履行完毕的合同标记为已完成' },
	fields: ['completedOn'],
});

export const terminateContract = stepAction('terminate', {
	text: { en: ['Terminate', 'Terminate a contract'], 'zh-CN': ['终止', '终止合同'] },
	description: {
		en: 'End an approved, signed or active contract early, with the reason',
		'zh-CN': '提前终止已批准、已签订或履行中的合同，须填写原因',
	},
	required: ['terminationReason'],
	fields: ['terminatedOn'],
});
