import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowJson } from '../../tools/n8n/client';
import { checkout } from '../../tools/n8n/locations';
import { inChinese, type Chinese } from '../../tools/workflows/inChinese';

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(checkout, ...path), 'utf8'));
const chinese = {
	words: read('tools', 'workflows', 'zh-CN.json'),
	heights: read('tools', 'workflows', 'zh-CN.heights.json'),
} as Chinese;
const names = readdirSync(join(checkout, 'workflows')).filter((name) => name.endsWith('.json'));

describe('the Chinese workflows', () => {
	it.each(names)('%s is what its English file says, in Chinese', (name) => {
		const english = read('workflows', name) as WorkflowJson;
		expect(read('workflows', 'zh-CN', name)).toEqual(inChinese(english, chinese, new Set()));
	});

	it('refuse a text that has no Chinese words', () => {
		const [english] = names.map((name) => read('workflows', name) as WorkflowJson);
		const nodes = english.nodes.map((node) => ({ ...node, name: `${node.name}!` }));
		expect(() => inChinese({ ...english, nodes }, chinese, new Set())).toThrow('has no words for');
	});
});
