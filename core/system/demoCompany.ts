/** The demo's small company: a maker of laboratory water purifiers in Suzhou. Days are relative to today; 0 is today. */
export const teams = [
	{ key: 'east', name: '华东销售部', description: '上海、江苏、浙江' },
	{ key: 'south', name: '华南销售部', description: '广东、福建' },
] as const;

interface DemoUser {
	readonly key: string;
	readonly name: string;
	readonly role: 'sales' | 'manager';
	readonly team: 'east' | 'south';
	readonly manager?: string;
	readonly email: string;
	readonly mobile: string;
	readonly weComUserId?: string;
	/** Absent from … to, in days from today. */
	readonly absent?: readonly [number, number];
}

export const users: readonly DemoUser[] = [
	{ key: 'zhou', name: '周敏', role: 'manager', team: 'east', email: 'zhou.min@example.com', mobile: '13900010001', weComUserId: 'ZhouMin' },
	{ key: 'chen', name: '陈晓东', role: 'sales', team: 'east', manager: 'zhou', email: 'chen.xiaodong@example.com', mobile: '13900010002', weComUserId: 'ChenXiaoDong' },
	{ key: 'lin', name: '林佳', role: 'sales', team: 'east', manager: 'zhou', email: 'lin.jia@example.com', mobile: '13900010003' },
	{ key: 'huang', name: '黄志强', role: 'sales', team: 'south', manager: 'zhou', email: 'huang.zhiqiang@example.com', mobile: '13900010004', absent: [-1, 5] },
	{ key: 'wu', name: '吴婷', role: 'sales', team: 'south', manager: 'zhou', email: 'wu.ting@example.com', mobile: '13900010005', weComUserId: 'WuTing' },
];

export const customers = [
	{ name: '苏州赛诺生物科技有限公司', type: 'endCustomer', industry: '生物医药', region: '华东', city: '苏州', tier: 'A', uscc: '91320594MA1DEM501D', phone: '0512-62880001', owner: 'chen', source: 'exhibition', contacts: [{ name: '徐静', position: '采购经理', mobile: '13862100001', email: 'xu.jing@saino.example.com', primary: true }, { name: '高翔', position: '实验室主任', mobile: '13862100002' }] },
	{ name: '上海长宁检测技术有限公司', type: 'endCustomer', industry: '检测认证', region: '华东', city: '上海', tier: 'B', phone: '021-62330002', owner: 'lin', source: 'web', contacts: [{ name: '蒋伟', position: '设备主管', mobile: '13761200003', primary: true }] },
	{ name: '杭州西溪环境仪器有限公司', type: 'distributor', industry: '仪器经销', region: '华东', city: '杭州', tier: 'A', phone: '0571-88990003', owner: 'chen', source: 'referral', contacts: [{ name: '沈丽', position: '总经理', mobile: '13588200004', primary: true }] },
	{ name: '广州越秀医疗器械有限公司', type: 'agent', industry: '医疗器械', region: '华南', city: '广州', tier: 'B', phone: '020-83880004', owner: 'wu', source: 'exhibition', contacts: [{ name: '何俊', position: '副总经理', mobile: '13602400005', primary: true }] },
	{ name: '深圳南山新材料有限公司', type: 'endCustomer', industry: '新材料', region: '华南', city: '深圳', tier: 'C', phone: '0755-26550005', owner: 'huang', source: 'advertising', contacts: [{ name: '罗凯', position: '研发工程师', mobile: '13714500006', primary: true }] },
	{ name: 'Nordlab Instruments (Shanghai) Co., Ltd.', type: 'partner', industry: '仪器经销', region: '华东', city: '上海', tier: 'B', phone: '021-50800006', owner: 'lin', source: 'referral', contacts: [{ name: 'Erik Lindqvist', position: 'Country Manager', mobile: '13918600007', email: 'erik.lindqvist@nordlab.example.com', primary: true }] },
] as const;

export const leads = [
	{ name: '王芳', company: '南京江北药业有限公司', position: '质量经理', phone: '13813800011', email: 'wang.fang@jbyy.example.com', city: '南京', region: '华东', industry: '生物医药', productLine: '实验室纯水机', source: 'web', message: '需要两台 20L/h 超纯水机，请报价。', owner: 'chen', day: -1, utm: { utmSource: 'baidu', utmMedium: 'cpc', utmCampaign: '超纯水机' } },
	{ name: '李强', company: '宁波海曙检测中心', position: '主任', phone: '13905740012', city: '宁波', region: '华东', industry: '检测认证', productLine: '实验室纯水机', source: 'exhibition', message: '展会上看过样机，想约时间现场演示。', owner: 'lin', day: -3, activity: { method: 'call', result: 'interested', detail: '已电话沟通，对 10L/h 型号感兴趣，预算约 8 万元。', nextStep: '上门演示', in: 2, at: -2 } },
	{ name: '张伟', company: '厦门鹭岛食品有限公司', position: '品控主管', phone: '13606090013', wechat: 'zhangwei_ld', city: '厦门', region: '华南', industry: '食品', productLine: '工业纯水设备', source: 'wecom', message: '', owner: 'wu', day: -5, activity: { method: 'wechat', result: 'callBack', detail: '已加微信，下周再联系。', nextStep: '发送方案书', in: 1, at: -4 } },
	{ name: 'Maria Schneider', company: 'Helbig Analytics China', position: 'Lab Manager', phone: '13816700014', email: 'm.schneider@helbig.example.com', city: '上海', region: '华东', industry: '检测认证', productLine: '实验室纯水机', source: 'web', message: 'We are looking for a replacement of our ultrapure water system.', owner: 'lin', day: 0, utm: { utmSource: 'bing', utmMedium: 'organic' } },
	{ name: '刘洋', company: '佛山顺德电镀厂', position: '厂长', phone: '13902800015', city: '佛山', region: '华南', industry: '电镀', productLine: '工业纯水设备', source: 'phone', message: '现有设备产水不足，想扩容。', owner: 'wu', day: -12, activity: { method: 'visit', result: 'interested', detail: '已到现场勘察，需提供 2 吨/小时方案。', nextStep: '提交方案与报价', in: -1, at: -7 } },
	{ name: '赵磊', company: '常州钟楼职业学院', position: '实训中心教师', email: 'zhao.lei@czzl.example.com', city: '常州', region: '华东', industry: '教育', productLine: '实验室纯水机', source: 'advertising', message: '', owner: 'chen', day: -20 },
	{ name: '孙悦', company: '东莞松山湖电池材料有限公司', position: '采购', phone: '13712300016', city: '东莞', region: '华南', industry: '新材料', productLine: '工业纯水设备', source: 'web', message: '急需 5 吨/小时 EDI 设备报价', owner: 'wu', day: -2, utm: { utmSource: 'wechat', utmMedium: 'social', utmCampaign: '公众号推文' } },
	{ name: 'James Carter', company: 'Pacific Biotech Suzhou', position: 'Facilities Lead', phone: '13771800017', email: 'j.carter@pacificbio.example.com', city: '苏州', region: '华东', industry: '生物医药', productLine: '实验室纯水机', source: 'referral', message: 'Referred by Nordlab. Please call in English.', owner: 'chen', day: -8, activity: { method: 'email', result: 'done', detail: '已发送英文资料。', nextStep: '电话回访', in: 3, at: -6 } },
] as const;

export const scoring = {
	name: '默认评分',
	fitCap: 60,
	engagementCap: 40,
	fitRules: [
		{ name: '重点行业', field: 'industry', operator: 'in', value: '生物医药,检测认证,医疗器械', points: 25 },
		{ name: '填写了公司', field: 'company', operator: 'isSet', points: 10 },
		{ name: '留下电话', field: 'phone', operator: 'isSet', points: 15 },
		{ name: '决策岗位', field: 'position', operator: 'contains', value: '经理', points: 10 },
	],
	engagementRules: [
		{ name: '主动来访', event: 'touchpoint', points: 12, cap: 30, halfLifeDays: 30 },
		{ name: '转介绍', event: 'touchpoint', match: 'referral', points: 10, halfLifeDays: 90 },
		{ name: '有效沟通', event: 'activity', points: 8, cap: 24, halfLifeDays: 45 },
	],
} as const;
