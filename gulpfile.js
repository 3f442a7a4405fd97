const { dest, parallel, src } = require('gulp');

const copy = (name, files) => {
	const task = () => src(files, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));
	return Object.assign(task, { displayName: name });
};

/** Everything n8n or the product reads as a file; the code is one bundle, made by tools/build.ts. */
exports.default = parallel(
	copy('schemas', 'schemas/**/*.json'),
	copy('icons', ['nodes/**/*.svg', 'credentials/**/*.svg']),
	copy('codex', 'nodes/**/*.node.json'),
	copy('templates', 'templates/**/*'),
	copy('workflows', 'workflows/**/*.json'),
);
