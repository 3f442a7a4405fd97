import type { ImportPreview, PreviewRequest } from '../../../../core/importTypes';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';
import { formPage } from './formPage';
import { importFileOptions, importFileProperties, previewNameOption, readImportFile, readImportName } from './importProperties';

export const previewImport = defineAction<PreviewRequest, ImportPreview>({
	resource: 'import',
	operation: 'preview',
	text: { en: ['Preview File', 'Preview a file to import'], 'zh-CN': ['预览文件', '预览待导入的文件'] },
	description: {
		en: 'Say which column fills which field and how many rows are new, matched and bad; nothing is written',
		'zh-CN': '显示各列对应的字段，以及新增、匹配和有误的行数，不写入任何数据',
	},
	properties: [...importFileProperties, optionsProperty([previewNameOption, ...importFileOptions])],
	read: (parameter) => ({ ...readImportFile(parameter), name: readImportName(parameter) }),
	run: async (crm, inputs) => await each(inputs, async (input) => await crm.imports.preview(input)),
	emit: (preview, { name: wanted }) => {
		const locale = instanceLocale();
		return [{ json: { ...(localise(preview, locale) as Record<string, unknown>), page: formPage(preview, locale, wanted) } }];
	},
});
