import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCodeGuide } from '../../../tools/errorCodes';

const root = path.join(__dirname, '../../../core');

/** Names in capitals that the product itself puts in the place of a provider's number. */
const ownCodes = ['channels', 'messages']
	.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(root, folder, file)),
	)
	.filter((file) => file.endsWith('.ts'))
	.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:code: |notHanded\(\w+, |networkFault\()'([A-Z][A-Z_]{2,})'/g)])
	.map(([, code]) => code);

it.each([...new Set(ownCodes)])('tells in the guide what %s means, in both languages', (code) => {
	for (const locale of ['en', 'zh-CN'] as const) expect(errorCodeGuide(locale)).toContain(`| \`${code}\` |`);
});

it('finds the codes', () => {
	expect(ownCodes).toEqual(expect.arrayContaining(['NO_LINK', 'MASS_QUOTA', 'TOKEN_BUSY', 'NO_RESULT', 'INTERRUPTED', 'BUSY']));
});
