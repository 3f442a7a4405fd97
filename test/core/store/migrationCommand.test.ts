import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cloneCheckout } from '../../support/startCommand';
import { testFolder } from '../../support/testCrm';

const migrationsFolder = 'core/store/migrations';

describe('npm run migration', () => {
	const clone = path.join(testFolder(), 'clone');
	const migrationsIn = () => readdirSync(path.join(clone, migrationsFolder)).filter((file) => /^\d{13}-/.test(file));

	/** Runs the command as its user does; the answer is what it prints. */
	const migration = (name: string) =>
		execFileSync('npm', ['run', '--silent', 'migration', '--', name], { cwd: clone, encoding: 'utf8', stdio: 'pipe' });

	beforeAll(() => {
		mkdirSync(clone);
		cloneCheckout(clone);
	});
	afterAll(() => rmSync(clone, { recursive: true, force: true }));

	it('writes what a new field needs, after which the store is what the schemas say', () => {
		const file = path.join(clone, 'schemas/objects/team.schema.json');
		const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, unknown> };
		schema.properties.floor = { type: 'integer', 'x-crm': { label: { en: 'Floor', 'zh-CN': '楼层' } } };
		writeFileSync(file, JSON.stringify(schema));
		const before = migrationsIn();

		expect(migration('teamFloor')).toMatch(/^wrote core\/store\/migrations\/\d{13}-teamFloor\.ts \(1 change/);

		const [written, ...more] = migrationsIn().filter((name) => !before.includes(name));
		expect(more).toEqual([]);
		const source = readFileSync(path.join(clone, migrationsFolder, written), 'utf8');
		expect(source).toContain('sqlite: [\n\t\t`ALTER TABLE "crm_team" ADD COLUMN "floor" INTEGER`,\n\t],');
		expect(source).toContain(`at: ${written.slice(0, 13)},`);
		// The command compares the schemas with what all listed migrations make, the new one among them.
		expect(() => migration('again')).toThrow('nothing to migrate: the store already is what schemas/ says');
		expect(migrationsIn()).toHaveLength(before.length + 1);
	});

	it('refuses a name that could not be one in code', () => {
		expect(() => migration('team-floor')).toThrow('usage: npm run migration -- <camelCaseName>');
	});
});
