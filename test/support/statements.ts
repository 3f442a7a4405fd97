import { Client } from 'pg';

import { engine } from './connection';

/** Statements a piece of work sends to the database, counted under TypeORM. */
export async function statementsOf(work: () => Promise<unknown>): Promise<number> {
	const spies = engine === 'sqlite' ? spiesOnSqlite() : [jest.spyOn(Client.prototype, 'query' as never)];
	await work();
	const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
	spies.forEach((spy) => spy.mockRestore());
	return count;
}

function spiesOnSqlite(): jest.SpyInstance[] {
	const { NodeSqliteDatabase } = jest.requireActual<typeof import('../../core/store/sqlite/nodeSqlite')>(
		'../../core/store/sqlite/nodeSqlite',
	);
	const prototype = Object.getPrototypeOf(new NodeSqliteDatabase(':memory:').prepare('SELECT 1')) as {
		all: () => unknown;
		run: () => unknown;
	};
	return [jest.spyOn(prototype, 'all'), jest.spyOn(prototype, 'run')];
}
