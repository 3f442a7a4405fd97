import type { FileSource } from '../../importTypes';
import { openCsv } from './csvTable';
import { unreadable } from './fileErrors';
import type { ScratchFile } from './scratchFile';
import { takeIn, type Spool } from './spool';
import type { Table } from './table';
import { openXlsx } from './xlsx/xlsxTable';

export interface OpenOptions {
	/** Name of a workbook's sheet; default: the first one that is shown. */
	readonly sheet?: string;
	/** A text file's encoding; default: found out. */
	readonly encoding?: string;
}

const zip = Buffer.from('PK\x03\x04', 'latin1');
/** OLE compound file: an old .xls, or a workbook with a password. */
const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/** Opens a spreadsheet or a CSV file, whatever its name says. Close it when done. @throws CrmError that says what else to save it as */
export async function openTable(source: FileSource, options: OpenOptions = {}): Promise<Table & { readonly hash: string }> {
	const spool = await takeIn(source);
	try {
		const { head } = spool;
		if (head.subarray(0, 4).equals(zip)) return { ...(await openXlsx(spool, options.sheet)), hash: spool.hash };
		refuseOthers(spool);
		return { ...openCsv(spool, options.encoding), hash: spool.hash };
	} catch (error) {
		await spool.file.close();
		throw error;
	}
}

function refuseOthers({ head, file }: Spool): void {
	if (head.subarray(0, 8).equals(ole)) throw endsOf(head, file).includes(encryptedPackage) ? withPassword() : oldFormat();
	const text = head.subarray(0, 1000).toString('latin1').trimStart().toLowerCase();
	if (text.startsWith('%pdf')) throw unreadable({ en: 'The file is a PDF, not a table', 'zh-CN': '该文件是 PDF，不是表格' });
	if (/^(<!doctype html|<html|<table|<\?xml)/.test(text))
		throw unreadable({
			en: 'The file is a web page or XML that only has the name of a spreadsheet',
			'zh-CN': '该文件实际是网页或 XML，只是扩展名像表格',
		});
}

/** The directory of a compound file, which names its parts, stands at one of its ends. */
function endsOf(head: Buffer, file: ScratchFile): Buffer {
	const length = Math.min(file.bytes, head.length);
	return Buffer.concat([head, file.read(file.bytes - length, length)]);
}

const withPassword = () =>
	unreadable(
		{ en: 'The workbook is protected by a password', 'zh-CN': '该工作簿设有打开密码' },
		{
			en: 'Open it, take the password away (File > Info > Protect Workbook), save it as .xlsx or CSV, and import that.',
			'zh-CN': '请打开文件，取消密码（文件 > 信息 > 保护工作簿），另存为 .xlsx 或 CSV 后再导入。',
		},
	);

const oldFormat = () =>
	unreadable({
		en: 'The file is an old Excel file (.xls), which cannot be read',
		'zh-CN': '该文件是旧版 Excel 文件（.xls），无法读取',
	});
