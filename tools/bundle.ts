import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { checkout } from './n8n/locations';

/** Where the build goes; package.json's `files` and `n8n` point into it. */
export const dist = path.join(checkout, 'dist');

/** TypeORM's drivers and extras that this product does not use; TypeORM requires each only when asked for it. */
const unusedByTypeorm = [
	'@google-cloud/spanner',
	'@sap/hana-client',
	'better-sqlite3',
	'expo-sqlite',
	'ioredis',
	'mongodb',
	'mssql',
	'mysql',
	'mysql2',
	'oracledb',

	'pg-native',
	'pg-query-stream',
	'react-native-sqlite-storage',
	'redis',
	'sql.js',
	'sqlite3',
	'ts-node',
	'typeorm-aurora-data-api-driver',
];

interface Export {
	/** The class, which n8n expects under the file's own name. */
	readonly className: string;
	/** Of the source, from the repository's top, without extension. */
	readonly source: string;
	/** As package.json names it. */
	readonly built: string;
}

/** What n8n loads, by package.json's `n8n.nodes` and `n8n.credentials`, the only list of them. */
function exportsOfPackage(): Export[] {
	const { n8n } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	return [...n8n.nodes, ...n8n.credentials].map((built) => ({
		className: path.basename(built).split('.')[0],
		source: path.relative('dist', built).replace(/\.js$/, ''),
		built,
	}));
}

/**
 * One CommonJS bundle for all nodes: bundled one by one, each would bring its own store and its own writer of the same file.
 * Nothing is minified, so that a stack trace from a user can be read. `keepNames` would also keep the few names that two
 * files share, by a call for every function that is made while the package runs: a fifth of the time of a read by id.
 */
export function bundleOptions() {
	return {
		stdin: {
			contents: exportsOfPackage()
				.map(({ className, source }) => `export { ${className} } from './${source}.ts';`)
				.join('\n'),
			resolveDir: checkout,
			sourcefile: 'entry.ts',
			loader: 'ts',
		},
		outfile: path.join(dist, 'guanxi.js'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		metafile: true,
		// Their texts are shipped whole, in THIRD-PARTY-LICENCES.txt.
		legalComments: 'none',
		external: ['n8n-workflow', ...unusedByTypeorm],
		logLevel: 'warning',
	} as const satisfies BuildOptions;
}

/** Writes the one-line files that n8n loads each class from. */
export function writeStubs(): void {
	for (const { className, built } of exportsOfPackage()) {
		const file = path.join(checkout, built);
		const bundle = path.posix.relative(path.posix.dirname(built), 'dist/guanxi.js');
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, `exports.${className} = require('${bundle}').${className};\n`);
	}
}
