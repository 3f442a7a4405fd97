/** What the demo's company sells and is about to sell. Days are relative to today; 0 is today. */
export const pipeline = {
	name: '标准销售流程',
	isDefault: true,
	stages: [
		{ name: '初步接触', key: 'contact', probability: 10, maxAgeDays: 14 },
		{ name: '需求确认', key: 'needs', probability: 30, maxAgeDays: 21, requiredFields: ['customerId', 'expectedCloseOn'] },
		{
			name: '方案报价',
			key: 'quote',
			probability: 60,
			maxAgeDays: 30,
			requiredFields: ['amount'],
			conditions: [{ field: 'amount', operator: 'greaterThan', value: '0' }],
		},
		{ name: '赢单', key: 'won', kind: 'won', probability: 100 },
		{ name: '输单', key: 'lost', kind: 'lost', probability: 0 },
	],
};

export const productLines = [
	{ name: '水处理设备' },
	{ name: '实验室纯水机', parent: '水处理设备' },
	{ name: '工业纯水设备', parent: '水处理设备' },
	{ name: '耗材与服务' },
];

export const products = [
	{ code: 'LAB-10', name: '实验室纯水机 10 L/h', line: '实验室纯水机', unit: '台', taxRate: 13, defaultPrice: '18800.00' },
	{ code: 'LAB-30', name: '实验室纯水机 30 L/h', line: '实验室纯水机', unit: '台', taxRate: 13, defaultPrice: '32800.00' },
	{ code: 'IND-2T', name: '工业纯水设备 2 t/h', line: '工业纯水设备', unit: '套', taxRate: 13, defaultPrice: '168000.00' },
	{ code: 'IND-5T', name: '工业纯水设备 5 t/h', line: '工业纯水设备', unit: '套', taxRate: 13, defaultPrice: '320000.00' },
	{ code: 'FLT-01', name: '滤芯套装', line: '耗材与服务', unit: '套', taxRate: 13, defaultPrice: '1280.00' },
	{ code: 'SVC-01', name: '年度维保', line: '耗材与服务', unit: '年', taxRate: 6, defaultPrice: '6000.00' },
];

export const priceBooks = [
	{ name: '标准价格表', validFrom: -365 },
	{ name: '经销商价格表', validFrom: -180, parent: '标准价格表' },
];

/** Price book, product, minimum quantity, unit price. */
export const prices = [
	['标准价格表', 'LAB-10', 1, '18800.00'],
	['标准价格表', 'LAB-10', 5, '17900.00'],
	['标准价格表', 'LAB-30', 1, '32800.00'],
	['标准价格表', 'FLT-01', 1, '1280.00'],
	['标准价格表', 'FLT-01', 20, '1150.00'],
	['经销商价格表', 'LAB-10', 5, '15800.00'],
	['经销商价格表', 'LAB-30', 5, '27900.00'],
] as const;

/** Base currency, quote currency, day, rate. */
export const rates = [
	['USD', 'CNY', -30, '7.1205'],
	['USD', 'CNY', -1, '7.0938'],
	['EUR', 'CNY', -1, '8.2416'],
	['JPY', 'CNY', -1, '0.045812'],
] as const;

interface DemoDeal {
	readonly name: string;
	readonly customer: string;
	readonly owner: string;
	readonly stage: 'contact' | 'needs' | 'quote' | 'won' | 'lost';
	/** Made on that day. */
	readonly day: number;
	readonly enteredStage: number;
	readonly closes: number;
	readonly amount?: string;
	readonly currency?: string;
	readonly priceBook?: string;
	/** Product code, quantity, unit price, discount in percent. */
	readonly lines?: ReadonlyArray<readonly [code: string, quantity: number, unitPrice: string, discount?: number]>;
	readonly people: Readonly<Record<string, 'user' | 'influencer' | 'decider' | 'approver' | 'buyer' | 'gatekeeper'>>;
	/** The next step and the day it is due. */
	readonly next?: readonly [subject: string, day: number];
	readonly lossReason?: string;
	readonly competitor?: string;
}

/** Of the open ones one has no decider, one is too long in its stage, and one has no next step. */
export const deals: readonly DemoDeal[] = [
	{
		name: '实验室纯水机更新',
		customer: '苏州赛诺生物科技有限公司',
		owner: 'chen',
		stage: 'quote',
		day: -25,
		enteredStage: -6,
		closes: 20,
		priceBook: '标准价格表',
		lines: [
			['LAB-30', 2, '32800.00', 5],
			['SVC-01', 2, '6000.00'],
		],
		people: { 高翔: 'decider', 徐静: 'buyer' },
		next: ['确认付款方式', 2],
	},
	{
		name: '检测实验室扩建',
		customer: '上海长宁检测技术有限公司',
		owner: 'lin',
		stage: 'needs',
		day: -18,
		enteredStage: -9,
		closes: 45,
		amount: '98000.00',
		people: { 蒋伟: 'user' },
		next: ['拜访设备部，了解决策流程', 3],
	},
	{
		name: '年度经销框架',
		customer: '杭州西溪环境仪器有限公司',
		owner: 'chen',
		stage: 'quote',
		day: -70,
		enteredStage: -45,
		closes: 10,
		priceBook: '经销商价格表',
		lines: [['LAB-10', 10, '15800.00']],
		people: { 沈丽: 'decider' },
		next: ['跟进框架协议用印', 1],
	},
	{
		name: '医院检验科纯水系统',
		customer: '广州越秀医疗器械有限公司',
		owner: 'wu',
		stage: 'contact',
		day: -5,
		enteredStage: -5,
		closes: 60,
		people: { 何俊: 'decider' },
	},
	{
		name: '电池材料产线纯水',
		customer: '深圳南山新材料有限公司',
		owner: 'wu',
		stage: 'needs',
		day: -12,
		enteredStage: -4,
		closes: 75,
		lines: [['IND-5T', 1, '320000.00']],
		people: { 罗凯: 'decider' },
		next: ['提交方案初稿', 4],
	},
	{
		name: 'Nordlab demo units',
		customer: 'Nordlab Instruments (Shanghai) Co., Ltd.',
		owner: 'lin',
		stage: 'won',
		day: -60,
		enteredStage: -10,
		closes: -10,
		amount: '12800.00',
		currency: 'USD',
		people: { 'Erik Lindqvist': 'decider' },
	},
	{
		name: '滤芯年度采购',
		customer: '苏州赛诺生物科技有限公司',
		owner: 'chen',
		stage: 'lost',
		day: -50,
		enteredStage: -15,
		closes: -15,
		lines: [['FLT-01', 40, '1150.00']],
		people: { 徐静: 'buyer' },
		lossReason: 'price',
		competitor: '本地耗材商',
	},
];
