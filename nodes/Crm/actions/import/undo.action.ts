import type { UndoResult } from '../../../../core/importTypes';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';
import { emitEventsProperty, importNameProperty, readRequiredImportName } from './importProperties';

export const undoImport = defineAction<{ name: string; emitEvents: boolean }, UndoResult>({
	resource: 'import',
	operation: 'undo',
	text: { en: ['Undo Import', 'Undo an import'], 'zh-CN': ['撤销导入', '撤销一次导入'] },
	description: {
		en: 'Delete what an import made and put back what it changed; records that somebody changed or worked on since stay as they are',
		'zh-CN': '删除该次导入新建的记录，还原其修改的内容；之后被修改或已有跟进的记录保持不变',
	},
	properties: [importNameProperty, emitEventsProperty],
	read: (parameter) => ({ name: readRequiredImportName(parameter), emitEvents: parameter.flag('emitEvents') }),
	run: async (crm, inputs) => await each(inputs, async ({ name, emitEvents }) => await crm.imports.undo(name, { emitEvents })),
	emit: (result) => [{ json: localise(result, instanceLocale()) as Record<string, unknown> }],
});
