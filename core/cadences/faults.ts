import { CrmError } from '../errors';

export const noCadence = (name: string): CrmError =>
	new CrmError(
		'RecordNotFound',
		{ en: `There is no cadence “${name}”`, 'zh-CN': `没有跟进节奏“${name}”` },
		{
			hint: { en: 'Choose one from the list, or make it with Cadence → Define.', 'zh-CN': '请从列表中选择，或用“跟进节奏 → 定义”创建。' },
			field: 'cadence',
		},
	);

export const switchedOff = (name: string): CrmError =>
	new CrmError(
		'Refused',
		{ en: `The cadence “${name}” is switched off`, 'zh-CN': `跟进节奏“${name}”已停用` },
		{ hint: { en: 'Switch it on with Cadence → Define.', 'zh-CN': '请用“跟进节奏 → 定义”启用。' }, field: 'cadence' },
	);

export const wrongAudience = (name: string, wanted: 'lead' | 'contact'): CrmError =>
	new CrmError(
		'Refused',
		wanted === 'lead'
			? { en: `The cadence “${name}” is for leads`, 'zh-CN': `跟进节奏“${name}”仅适用于线索` }
			: { en: `The cadence “${name}” is for contacts`, 'zh-CN': `跟进节奏“${name}”仅适用于联系人` },
		{
			hint: { en: 'Choose another cadence, or change whom it is for.', 'zh-CN': '请选择其他跟进节奏，或修改其适用对象。' },
			field: 'object',
		},
	);
