const project = (name) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: {
		'\\.[cm]?[jt]s$': [
			'@swc/jest',
			{ jsc: { target: 'es2023', parser: { syntax: 'typescript' }, keepClassNames: true }, module: { type: 'commonjs' } },
		],
	},
	// Build output and the product as n8n installed it carry the same package name.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
});

/** @type {import('jest').Config} */
module.exports = {
	// Jest reads this from the root only; a project's own is ignored.
	testTimeout: 120_000,
	projects: [project('core'), project('nodes'), project('workflows'), project('pages')],
};
