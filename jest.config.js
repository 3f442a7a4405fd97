/** Packages published as ES modules only; everything else under node_modules is loaded as it is. */
const esModulesOnly = ['uuid'];

const project = (name, timeout) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testTimeout: timeout,
	transform: {
		'\\.[cm]?[jt]s$': [
			'@swc/jest',
			{ jsc: { target: 'es2023', parser: { syntax: 'typescript' }, keepClassNames: true }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join('|')})/)`],
	// Build output and the product as n8n installed it carry the same package name.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [project('core', 15_000), project('nodes', 30_000), project('workflows', 120_000), project('pages', 120_000)],
};
