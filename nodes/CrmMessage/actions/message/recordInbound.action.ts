import type { InboundInput, InboundResult } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { simplifyProperty } from '../../../shared/simplify';
import { emitInbound, inboundOutputs } from '../../inbound/resultItem';
import { readInbound, sourceProperty } from '../../inbound/source';

export const recordInbound = defineAction<Omit<InboundInput, 'item'> & { readonly simplify: boolean }, readonly InboundResult[]>({
	resource: 'message',
	operation: 'recordInbound',
	text: { en: ['Record Inbound', 'Record an inbound message'], 'zh-CN': ['记录收到的消息', '记录收到的消息或回执'] },
	description: {
		en: 'Store replies, bounces and delivery reports once each, with whom they are from and which message they are about',
		'zh-CN': '保存回复、退信和送达回执，每条只保存一次，并关联发件人和对应的消息',
	},
	properties: [sourceProperty, simplifyProperty],
	outputs: inboundOutputs,
	errorOutput: 'ignored',
	read: (parameter) => ({ ...readInbound(parameter), simplify: parameter.flag('simplify') }),
	run: async (crm, inputs) => await crm.inbound.record(inputs),
	emit: (results, { simplify }) => emitInbound(results, simplify),
});
