import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { descriptionOf, nodeClasses } from '../../support/descriptions';

const nodesFolder = join(__dirname, '../../../nodes');

describe.each(nodeClasses.map((Node) => ({ Node, name: Node.name })))('$name', ({ Node, name }) => {
	it('has a light and a dark icon beside it', () => {
		const { icon } = descriptionOf(Node, 'en');
		const { light, dark } = icon as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const file of [light, dark]) expect(existsSync(join(nodesFolder, name, file.replace('file:', '')))).toBe(true);
	});

	it('is found in n8n’s list by its category and by Chinese words', () => {
		const codex = JSON.parse(readFileSync(join(nodesFolder, name, `${name}.node.json`), 'utf8')) as Record<string, unknown>;
		expect(codex).toMatchObject({
			node: `n8n-nodes-guanxi.${descriptionOf(Node, 'en').name}`,
			categories: expect.arrayContaining(['Sales']),
		});
		expect(String(codex.alias)).toMatch(/[\u4e00-\u9fff]/);
	});
});
