import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';
import { defineConfig } from 'eslint/config';
import nodesBase from 'eslint-plugin-n8n-nodes-base';

/** style.md's sizes; a comment or a blank line costs nothing. */
const size = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

const off = (prefix, rules) => Object.fromEntries(rules.map((rule) => [`${prefix}/${rule}`, 'off']));

/** tsc answers these questions already, in a fraction of the time. */
const answeredByTypes = off('import-x', [
	'default',
	'export',
	'named',
	'namespace',
	'no-unresolved',
	'no-named-as-default',
	'no-named-as-default-member',
	'no-duplicates',
]);

/** Rules for code that runs inside a node: what never leaves this repository may start processes and throw its own errors. */
const insideNodesOnly = off('@n8n/community-nodes', ['no-dangerous-functions', 'require-node-api-error', 'no-silent-error-swallowing']);

/** n8n's configuration brings 1.16 of this plug-in along; the rule sets have the same names in 2.0. */
const withNodesBase2 = configWithoutCloudSupport.map((part) =>
	part.plugins?.['n8n-nodes-base'] ? { ...part, plugins: { ...part.plugins, 'n8n-nodes-base': nodesBase } } : part,
);

/** What SQLite alone reads, in the texts of statements; PostgreSQL says each of these in another way or not at all. */
const sqliteOnly = String.raw`/json_(each|extract)|->>|REPLACE INTO|INSERT OR |PRAGMA|sqlite_master|\browid\b|\bMATCH\b|\bLIKE\b|printf\(|(^|WHERE |AND |OR |\()\S*" = [01]\b/`;

/** Ways to ask what time it is that tests and the demo cannot move. */
const ownTime = ["MemberExpression[object.name='Date'][property.name='now']", "NewExpression[callee.name='Date'][arguments.length=0]"].map(
	(selector) => ({ selector, message: 'All of "now" comes from core/clock.ts: tests and the demo move it.' }),
);

export default defineConfig(
	{ ignores: ['dist/', 'node_modules/', '.cache/', 'core/schema/generated/'] },
	withNodesBase2,
	{
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			...answeredByTypes,
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
			// Third-party libraries load inside the function that first needs them: n8n's start pays for what is required eagerly.
			'@typescript-eslint/no-require-imports': 'off',
			'max-lines': size(250),
			'max-lines-per-function': size(50),
			'max-depth': ['error', 3],
			'max-params': ['error', 4],
		},
	},
	// The core knows nothing of n8n: its errors become n8n's in one place, nodes/shared.
	{ files: ['core/**/*.ts'], rules: off('@n8n/community-nodes', ['require-node-api-error']) },
	{
		files: ['core/**/*.ts', 'nodes/**/*.ts'],
		ignores: ['core/{clock,demoClock}.ts'],
		rules: { 'no-restricted-syntax': ['error', ...ownTime] },
	},
	{
		files: ['core/**/*.ts'],
		ignores: ['core/{clock,demoClock}.ts', 'core/store/{sqlite,postgres}/**', 'core/store/migrations/**'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...ownTime,
				...[`TemplateElement[value.raw=${sqliteOnly}]`, `Literal[value=${sqliteOnly}]`].map((selector) => ({
					selector,
					message: "Only SQLite reads this: write SQL that every engine reads, or ask the connection's dialect (core/store/sql.ts).",
				})),
			],
		},
	},
	// Texts here are in two languages, which these rules cannot read; test/nodes/shared/naming lints the built descriptions.
	{
		files: ['nodes/**/*.ts'],
		ignores: ['nodes/**/*.node.ts'],
		rules: off('n8n-nodes-base', [
			'node-param-default-missing',
			'node-param-default-wrong-for-options',
			'node-param-description-missing-for-return-all',
			'node-param-description-missing-from-limit',
		]),
	},
	// The rules cannot see that every node names the test button's method, which test/nodes/shared/naming does, and the
	// name is the one that messages and guides tell the user to look for.
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...off('@n8n/community-nodes', ['credential-test-required']),
			...off('n8n-nodes-base', ['cred-class-field-display-name-missing-api']),
		},
	},
	// Raw SQL, written by `npm run migration` and never edited after its release.
	{ files: ['core/store/migrations/**/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
	// Data, not code.
	{ files: ['core/system/demoCompany.ts'], rules: { 'max-lines': 'off' } },
	{ files: ['test/**/*.ts', 'tools/**/*.ts'], rules: { ...insideNodesOnly, 'no-console': 'off' } },
	{ files: ['test/**/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off', 'max-params': 'off' } },
	// The package has no address of its own; npm shows its publisher's.
	{ files: ['package.json'], rules: off('@n8n/community-nodes', ['valid-author']) },
);
