import { CrmError } from '../errors';
import { noSuchNumber, numberFormOf, type NumberForm } from '../schema/numbers';
import type { CrmObject } from '../schema/types';
import type { Text } from '../text';

/**
 * The record is not there, or not the caller's to see.
 * @param id what the caller named it by: its number is told, and nothing else is repeated
 */
export function notFound(object: CrmObject, id: string, deleted: boolean): CrmError {
	const form = numberFormOf(object.name);
	if (deleted)
		return new CrmError(
			'RecordNotFound',
			{ en: `This ${object.label.en.toLowerCase()} was deleted`, 'zh-CN': `该${object.label['zh-CN']}已删除` },
			{ hint: { en: 'Use Restore first, or choose another record.', 'zh-CN': '请先恢复该记录，或选择其他记录。' }, field: 'id' },
		);
	return new CrmError('RecordNotFound', missing(object, form, id), {
		hint: {
			en: `Choose a record from the list, or use the "id"${form ? ' or the number' : ''} that an earlier CRM node gave.`,
			'zh-CN': `请从列表中选择记录，或使用前面 CRM 节点输出的 id${form ? ' 或编号' : ''}。`,
		},
		field: 'id',
	});
}

function missing({ label }: CrmObject, form: NumberForm | undefined, id: string): Text {
	const number = form?.read(id);
	if (!form || number === undefined)
		return { en: `There is no ${label.en.toLowerCase()} with this ID`, 'zh-CN': `没有该 ID 的${label['zh-CN']}` };
	const said = noSuchNumber(form, number);
	return { ...said, en: said.en.replace(/^t/, 'T') };
}

/** The record has moved on since the caller read it. */
export const versionConflict = (object: CrmObject, now: number): CrmError =>
	new CrmError(
		'VersionConflict',
		{
			en: `This ${object.label.en.toLowerCase()} was changed by someone else in the meantime (it is at version ${now})`,
			'zh-CN': `该${object.label['zh-CN']}已被他人修改（当前版本 ${now}）`,
		},
		{
			hint: { en: 'Get the record again and repeat the change on its new version.', 'zh-CN': '请重新获取记录后再修改。' },
			field: 'version',
		},
	);

/** The key names a record that is there and not the caller's to see. */
export const notYours = (object: CrmObject, field: string): CrmError =>
	new CrmError(
		'Refused',
		{
			en: `This ${object.label.en.toLowerCase()} belongs to someone else`,
			'zh-CN': `该${object.label['zh-CN']}归他人负责`,
		},
		{ hint: { en: 'Ask its owner, or someone who may see all records.', 'zh-CN': '请联系其负责人或有权查看全部数据的人员。' }, field },
	);

/**
 * The object, where people write its records.
 * @throws CrmError Refused for one whose records come with what the product does
 */
export function entered(object: CrmObject): CrmObject {
	if (!object.log) return object;
	throw new CrmError(
		'Refused',
		{
			en: `${object.plural.en} are written by the CRM itself and cannot be made, changed or deleted by hand`,
			'zh-CN': `${object.plural['zh-CN']}由 CRM 自动写入，不能手工新建、修改或删除`,
		},
		{
			hint: {
				en: 'Use Get or Get Many to read them; a CRM Message node sends messages and sets consents.',
				'zh-CN': '请用“获取”或“获取多条”查看；发送消息和设置同意请使用“CRM 消息”节点。',
			},
		},
	);
}
