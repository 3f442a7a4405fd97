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

const core = {
	...project('core'),
	// The stand-ins of the vendors have tests of their own, which need neither a store nor n8n.
	testMatch: ['<rootDir>/test/{core,servers}/**/*.test.ts'],
	testPathIgnorePatterns: ['/test/core/store/postgres/'],
};

/** What PostgreSQL stores, by the tests of SQLite: all of them but those of files, of what needs no store, and of SQLite itself. */
const postgres = {
	...project('core'),
	displayName: 'postgres',
	testPathIgnorePatterns: [
		'/test/core/store/sqlite/',
		'/test/core/(normalise|schema|lifecycle|channels/protocol)/',
		'/core/imports/files',
		'/core/(demoClock|calendar/workingTime|messages/template|money)',
		'/wholeDays',
		'/eventNames',
		'/migrationCommand',
	],
	setupFiles: ['<rootDir>/test/support/postgresEngine.ts'],
	globalSetup: '<rootDir>/test/support/postgresServer.setup.ts',
	globalTeardown: '<rootDir>/test/support/postgresServer.teardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
	// Jest reads this from the root only; a project's own is ignored.
	testTimeout: 120_000,
	projects: [core, postgres, project('nodes'), project('workflows'), project('pages')],
};
