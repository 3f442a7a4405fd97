import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { draftContract } from './actions/contract/draft.action';
import { renderContract } from './actions/contract/render.action';
import { activateContract, completeContract, sealContract, signContract, terminateContract } from './actions/contract/steps.action';
import { submitContract } from './actions/contract/submit.action';
import { attachFile } from './actions/file/attach.action';
import { deleteFile } from './actions/file/delete.action';
import { getFile } from './actions/file/get.action';
import { defineContractTemplate } from './actions/template/define.action';

/** What the CRM Contract node can do. */
export const contractRegistry: Registry = {
	resources: [
		{ name: 'contract', text: objects.get('contract').label },
		{ name: 'file', text: objects.get('file').label },
		{ name: 'template', text: { en: 'Template', 'zh-CN': '模板' } },
	],
	actions: [
		draftContract,
		renderContract,
		submitContract,
		sealContract,
		signContract,
		activateContract,
		completeContract,
		terminateContract,
		attachFile,
		getFile,
		deleteFile,
		defineContractTemplate,
	],
};
