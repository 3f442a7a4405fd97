import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { channels } from '../../../core';
import type { Locale, Text } from '../../../core/text';
import { workKinds } from '../../../core/work/kinds';
import { aliyunSmsApiFields, weComApiFields, weComRobotApiFields } from '../../../nodes/shared/channelFields';
import { databaseFields } from '../../../nodes/shared/databaseFields';
import { descriptionOf, entriesOf, nodeClasses } from '../../support/descriptions';

const root = join(__dirname, '../../..');

const filesIn = (folder: string, end: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith(end))
		.map((name) => join(root, folder, name));

/** What n8n, WeCom's console and Aliyun's call their own menus, buttons and fields. */
const ofOthers = new Set([
	...['Settings', 'Community nodes', 'Install', 'Credentials', 'Create', 'Workflows', '⋯', 'Import from File', 'Create credential'],
	...['Options', 'Allowed Origins (CORS)', 'SMTP', '凭据', '新建', '设置', '社区节点', '失败时重试'],
	...['My Company', 'App Management', 'Customer Contact', 'API', '我的企业', '应用管理', '客户联系', '接收消息', '企业可信 IP'],
]);

/** What somebody enters, and no label. */
const entered = new Set(['2026年3月展会名单', '是', '否', 'pg_', '销售部 &lt;sales@example.com&gt;']);

/** Every Text of a value of any depth, in one language. */
function textsIn(value: unknown, locale: Locale): string[] {
	if (typeof value !== 'object' || value === null) return [];
	if ('en' in value && typeof value.en === 'string') return [(value as Text)[locale]];
	return Object.values(value).flatMap((entry) => textsIn(entry, locale));
}

function labelsOf(locale: Locale): Set<string> {
	const ofNodes = nodeClasses.flatMap((Node) => {
		const { displayName, properties, outputs } = descriptionOf(Node, locale);
		const said = entriesOf(properties).flatMap(({ entry }) => {
			const modes = 'modes' in entry ? (entry.modes ?? []).map((mode) => mode.displayName) : [];
			return ['displayName' in entry ? entry.displayName : entry.name, 'action' in entry ? String(entry.action) : '', ...modes];
		});
		return [displayName, ...said, ...[...JSON.stringify(outputs).matchAll(/displayName\\":\\"(.*?)\\"/g)].map(([, name]) => name)];
	});
	const folder = locale === 'en' ? 'workflows' : 'workflows/zh-CN';
	const ofWorkflows = filesIn(folder, '.json').flatMap((file) => {
		const { name, nodes = [] } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; nodes?: Array<{ name: string }> };
		return [name, ...nodes.map((node) => node.name)];
	});
	const ofCredentials = filesIn('credentials', '.ts').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/displayName = '(.*?)'/g)].map(([, name]) => name),
	);
	const schemas = filesIn('schemas/objects', '.json').map((file): unknown => JSON.parse(readFileSync(file, 'utf8')));
	return new Set([
		...ofNodes,
		...ofWorkflows,
		...ofCredentials,
		...filesIn('docs/guides', '.md').flatMap((file) => /^# (.*)/.exec(readFileSync(file, 'utf8'))?.[1] ?? []),
		...textsIn([channels, workKinds, schemas, databaseFields, weComApiFields, weComRobotApiFields, aliyunSmsApiFields], locale),
	]);
}

/** With or without what stands in brackets at its end. */
const bare = (label: string) => label.replace(/ ?[（(][^（(]*[)）]$/, '');

describe.each(['en', 'zh-CN'] as const)('in %s, what a text sends a user to', (locale) => {
	const labels = labelsOf(locale);
	const known = new Set([...labels, ...[...labels].map(bare), ...ofOthers]);
	const isKnown = (name: string) => known.has(name.trim());
	const guides = [...filesIn('docs/guides', '.md'), ...filesIn('workflows', '.md'), join(root, 'README.md'), join(root, 'README.zh-CN.md')];

	it('stands in the nodes in that spelling: paths in guides', () => {
		const paths = guides
			.filter((file) => file.includes('zh-CN') === (locale === 'zh-CN'))
			.flatMap((file) =>
				[...readFileSync(file, 'utf8').matchAll(/\*\*([^*\n]+)\*\*/g)].map(([, path]) => ({ file: relative(root, file), path })),
			)
			.filter(({ path }) => path.includes(' → '));
		expect(paths.length).toBeGreaterThan(10);
		const unknown = paths.flatMap(({ file, path }) =>
			path.split(/ → |, |、/).flatMap((name) => (isKnown(name) ? [] : [`${file}: ${name} of ${path}`])),
		);
		expect(unknown).toEqual([]);
	});
});

it('names in Chinese hints what the nodes show', () => {
	const labels = labelsOf('zh-CN');
	const known = new Set([...labels, ...[...labels].map(bare), ...ofOthers, ...entered]);
	const quoted = [...filesIn('core', '.ts'), ...filesIn('nodes', '.ts')].flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/'zh-CN':\s.*/g)].flatMap(([line]) =>
			[...line.matchAll(/“([^”$]+)”/g)].map(([, name]) => ({ file: relative(root, file), name })),
		),
	);
	const unknown = quoted.flatMap(({ file, name }) => name.split(/ → |、/).flatMap((part) => (known.has(part) ? [] : [`${file}: ${part}`])));
	expect(unknown).toEqual([]);
});
