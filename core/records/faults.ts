import { CrmError } from '../errors';
import type { CrmObject } from '../schema/types';

/** The record is not there, or not the caller's to see. */
export const notFound = (object: CrmObject, deleted: boolean): CrmError =>
	new CrmError(
		'RecordNotFound',
		deleted
			? { en: `This ${object.label.en.toLowerCase()} was deleted`, 'zh-CN': `该${object.label['zh-CN']}已删除` }
			: { en: `There is no ${object.label.en.toLowerCase()} with this ID`, 'zh-CN': `没有该 ID 的${object.label['zh-CN']}` },
		{
			hint: deleted
				? { en: 'Use Restore first, or choose another record.', 'zh-CN': '请先恢复该记录，或选择其他记录。' }
				: {
						en: 'Choose a record from the list, or use the "id" that an earlier CRM node gave.',
						'zh-CN': '请从列表中选择记录，或使用前面 CRM 节点输出的 id。',
					},
			field: 'id',
		},
	);

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
