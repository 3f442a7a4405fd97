/** Folders of core/ below the domains; every other folder of core/ is a domain. */
const below = 'schema|store|lifecycle|channels|normalise';
const product = '^(core|nodes|credentials)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		rule('no-cycles', 'What imports itself in a circle cannot be read or loaded in parts.', {}, { circular: true }),
		rule(
			'core-knows-no-n8n',
			'The core runs without n8n; nodes/ is the only adapter.',
			{ path: '^core/' },
			{ path: ['^(nodes|credentials)/', 'node_modules/(n8n-|@n8n/)'] },
		),
		rule(
			'core-layers',
			'domains → lifecycle, channels, store → schema → errors: nothing below imports a domain.',
			{ path: `^core/(${below})/` },
			{ path: '^core/[^/]+/', pathNot: `^core/(${below})/` },
		),
		rule(
			'schema-is-lowest',
			'The schema layer stands on errors, texts and normalisation only.',
			{ path: '^core/(schema|normalise)/' },
			{
				path: '^core/(store|lifecycle|channels)/',
			},
		),
		rule(
			'store-beside-lifecycle',
			'The store neither knows states nor channels.',
			{ path: '^core/store/' },
			{
				path: '^core/(lifecycle|channels)/',
			},
		),
		rule(
			'domains-meet-at-their-index',
			"A domain's files are its own; others import its index.",
			{ path: `^core/(?!(?:${below})/)([^/]+)/` },
			{ path: '^core/[^/]+/', pathNot: [`^core/(${below})/`, '^core/$1/', '^core/[^/]+/index\\.ts$'] },
		),
		rule(
			'typeorm-in-store-and-schema',
			'Everyone else asks the store.',
			{ path: product, pathNot: '^core/(store|schema)/' },
			{ path: 'node_modules/typeorm/' },
		),
		rule(
			'libraries-load-on-first-use',
			'n8n pays for an eager import at its start: require the library inside the function, import only its types.',
			{ path: product },
			{ path: 'node_modules/', pathNot: 'node_modules/n8n-workflow/', dependencyTypes: ['import'], dependencyTypesNot: ['type-only'] },
		),
		rule('schemas-through-core', 'Only the core reads schema files.', { path: '^(nodes|credentials)/' }, { path: '^schemas/' }),
		rule('product-alone', 'What is shipped imports nothing of tests and tools.', { path: product }, { path: '^(test|tools)/' }),
		rule('no-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true }),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'types'],
		},
	},
};
