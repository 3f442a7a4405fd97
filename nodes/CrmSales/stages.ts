import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { isBlank } from '../../core/blank';
import type { Crm, CrmRecord } from '../../core/crm';
import type { PipelineRecord } from '../../core/schema/generated/records';
import type { Text } from '../../core/text';
import { dynamicOption } from '../shared/dynamicOption';
import { withEditorCrm } from '../shared/editor';
import { collectRecords } from '../shared/paging';

export const stageLabel: Text = { en: 'Stage', 'zh-CN': '阶段' };

/** A stage of the chosen opportunity's pipeline; of any pipeline where the opportunity comes from an expression. */
export const stageOption = dynamicOption({
	name: 'stage',
	label: stageLabel,
	method: 'stages',
	dependsOn: ['opportunityId.value'],
	required: true,
});

/** More pipelines than a company has. */
const pipelineLimit = 100;

async function chosenPipeline(crm: Crm, opportunityId: unknown): Promise<unknown> {
	if (typeof opportunityId !== 'string' || isBlank(opportunityId) || opportunityId.startsWith('=')) return undefined;
	const [opportunity] = await crm.records.get('opportunity', [{ item: 0, id: opportunityId }]);
	return opportunity.ok ? (opportunity.value.pipelineId ?? undefined) : undefined;
}

function optionsOf(pipelines: readonly CrmRecord[]): INodePropertyOptions[] {
	const list = pipelines as ReadonlyArray<CrmRecord & Pick<PipelineRecord, 'name' | 'stages'>>;
	const options = list.flatMap(({ name, stages }) =>
		stages.map((stage) => ({ name: list.length > 1 ? `${name} · ${stage.name}` : stage.name, value: stage.key ?? stage.name })),
	);
	// Two pipelines may have a stage of one key; the opportunity's own counts.
	return [...new Map(options.map((option) => [option.value, option])).values()];
}

/** n8n's `methods.loadOptions` for the stages, in their order. */
export const stageMethods = {
	async stages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const opportunityId = this.getCurrentNodeParameter('opportunityId', { extractValue: true });
		return await withEditorCrm(this, async (crm) => {
			const all = await collectRecords(crm, 'pipeline', { sort: [{ field: 'name', direction: 'asc' }] }, pipelineLimit);
			const chosen = await chosenPipeline(crm, opportunityId);
			return optionsOf(all.filter(({ id, active }) => (chosen === undefined ? active !== false : id === chosen)));
		});
	},
};
