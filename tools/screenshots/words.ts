import type { Locale } from '../../core/text';

/** What a reader of the guides looks for on the screen, and what they type. */
export interface Words {
	readonly crm: string;
	readonly crmLead: string;
	readonly capture: string;
	readonly mapFields: string;
	/** The trigger's entry in the node list. */
	readonly trigger: string;
	readonly leadAssigned: string;
	readonly logActivity: string;
	readonly note: string;
	readonly detail: string;
	readonly timeline: string;
	readonly person: { readonly name: string; readonly company: string; readonly phone: string; readonly email: string };
	readonly visitor: { readonly name: string; readonly company: string; readonly phone: string; readonly message: string };
	readonly form: { readonly path: string; readonly labels: readonly [string, string, string, string]; readonly send: string };
	readonly thanks: string;
	readonly captureNode: string;
	readonly workflows: Readonly<Record<'capture' | 'reaction' | 'timeline' | 'field' | 'pipeline' | 'move' | 'review', string>>;
	readonly importing: Readonly<
		Record<'customer' | 'name' | 'fair' | 'check' | 'wouldHappen' | 'proceed' | 'next' | 'done' | 'undo' | 'undoIt' | 'undone', string>
	>;
	readonly field: Readonly<Record<'define' | 'type' | 'create', string>>;
	readonly crmSales: string;
	readonly messages: Readonly<Record<'start' | 'send' | 'sent', string>>;
	readonly deal: Readonly<Record<'define' | 'pipeline' | 'move' | 'review', string>> & { readonly stages: readonly [string, string] };
}

const words: Record<Locale, Words> = {
	en: {
		crm: 'CRM',
		crmLead: 'CRM Lead',
		capture: 'Capture a lead',
		mapFields: 'Map Fields Below',
		trigger: 'On lead assigned',
		leadAssigned: 'Lead Assigned',
		logActivity: 'Log an activity',
		note: 'Note',
		detail: 'New lead: call today',
		timeline: 'Get the timeline of a lead',
		person: { name: 'Anna Larsen', company: 'Fjord Analytics', phone: '138 0013 8000', email: 'anna@fjord.example.com' },
		visitor: { name: 'David Chen', company: 'Harbour Labs', phone: '139 1666 0021', message: 'Please send a price list.' },
		form: { path: 'guanxi/lead-en', labels: ['Name', 'Company', 'Phone', 'How Can We Help?'], send: 'Send' },
		thanks: 'Thank You',
		captureNode: 'Capture Lead',
		workflows: {
			capture: 'My first workflow',
			reaction: 'Note on a new lead',
			timeline: 'Look at a lead',
			field: 'A field of our own',
			pipeline: 'Our pipeline',
			move: 'Move a deal',
			review: 'Deals to look at',
		},
		importing: {
			customer: 'Customer',
			name: 'Import Name (optional, to undo it later)',
			fair: 'Spring fair',
			check: 'Check the File',
			wouldHappen: 'What Would Happen',
			proceed: 'Import',
			next: 'Continue',
			done: 'Imported, with Rows to Correct',
			undo: 'Undo an Import',
			undoIt: 'Undo',
			undone: 'Undone',
		},
		field: {
			define: 'Define a field',
			type: 'Option',
			create: 'Create a customer',
		},
		crmSales: 'CRM Sales',
		messages: { start: 'Start by Hand', send: 'Send', sent: 'Sent' },
		deal: {
			define: 'Define a pipeline',
			pipeline: 'Small orders',
			stages: ['In talks', 'Quoted'],
			move: 'Move an opportunity to a stage',
			review: 'Get many opportunities to review',
		},
	},
	'zh-CN': {
		crm: 'CRM',
		crmLead: 'CRM 线索',
		capture: '收集线索',
		mapFields: '在下方映射字段',
		trigger: 'On new CRM event',
		leadAssigned: '线索已分配',
		logActivity: '记录一次跟进',
		note: '备注',
		detail: '新线索，今天联系',
		timeline: '获取线索的时间线',
		person: { name: '李晓', company: '青岛海川仪器有限公司', phone: '138 0013 8000', email: 'lixiao@haichuan.example.com' },
		visitor: { name: '赵一鸣', company: '宁波东港检测有限公司', phone: '139 1666 0021', message: '请发一份报价单。' },
		form: { path: 'guanxi/lead-zh', labels: ['姓名', '公司', '电话', '您的需求'], send: '提交' },
		thanks: '谢谢',
		captureNode: '收集线索',
		workflows: {
			capture: '我的第一个工作流',
			reaction: '新线索备注',
			timeline: '查看线索',
			field: '自定义字段',
			pipeline: '我们的销售管道',
			move: '推进商机',
			review: '待检视的商机',
		},
		importing: {
			customer: '客户',
			name: '导入名称（可不填，用于日后撤销）',
			fair: '春季展',
			check: '检查文件',
			wouldHappen: '检查结果',
			proceed: '导入',
			next: '继续',
			done: '已导入，部分行需修正',
			undo: '撤销一次导入',
			undoIt: '撤销',
			undone: '已撤销',
		},
		field: {
			define: '定义自定义字段',
			type: '单选',
			create: '创建客户',
		},
		crmSales: 'CRM 销售',
		messages: { start: '手动开始', send: '发送', sent: '已发送' },
		deal: {
			define: '定义销售管道',
			pipeline: '小额订单',
			stages: ['洽谈', '已报价'],
			move: '推进商机阶段',
			review: '获取待检视的商机',
		},
	},
};

export const wordsOf = (locale: Locale): Words => words[locale];
