import type { Session } from '../records';
import { quote, scopeSql, type Bindings } from '../store';

/**
 * The SQL condition of the due work that the caller may see: what is about no record, and about records they may see;
 * `alias` is the table's name in the statement.
 */
export function workScopeSql({ objects, context: { scope } }: Session, bindings: Bindings, alias = 'd'): string {
	if (scope.kind === 'all') return 'TRUE';
	const visible = objects.all.map((object) => {
		const about = `${alias}."object" = ${bindings.add(object.name)}`;
		return `${about} AND EXISTS (SELECT 1 FROM ${quote(object.table)} s WHERE s."id" = ${alias}."recordId" AND ${scopeSql(object, scope, bindings, 's')})`;
	});
	return `(${alias}."object" IS NULL OR ${visible.join(' OR ')})`;
}
