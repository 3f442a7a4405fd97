import { Readable } from 'node:stream';
import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { isBlank } from '../../core/blank';
import { CrmError } from '../../core/errors';
import type { FileSource, MadeFile } from '../../core/importTypes';
import { text, type Text } from '../../core/text';

interface Given {
	readonly item: number;
	/** What the parameter holds: the name of a binary field, or by an expression the file itself. */
	readonly value: unknown;
	readonly label: Text;
	readonly path: string;
}

const noFile = ({ label, path }: Given, cause: unknown) =>
	new CrmError(
		'ValidationFailed',
		text`${label}${{ en: ': there is no file in this field of the item', 'zh-CN': '：该数据的此字段中没有文件' }}`,
		{
			hint: {
				en: 'Enter the name of a binary field that the node before gives out, or drag a file of an earlier node into the parameter as an expression.',
				'zh-CN': '请填写前一节点输出的二进制字段名；也可以用表达式引用更早节点的文件。',
			},
			field: path,
			cause,
		},
	);

/** What n8n's forms make of an upload without a byte: no file. Who reads this knows a form, and none of its nodes' parameters. */
const nothing = ({ path }: Given) =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The file is empty, or none was chosen', 'zh-CN': '文件是空的，或没有选择文件' },
		{
			hint: {
				en: 'Choose a file that has a list in it.',
				'zh-CN': '请选择有内容的名单文件。',
			},
			field: path,
		},
	);

/** A file of n8n's, read when it is needed. */
export interface NamedFile extends FileSource {
	readonly mimeType: string;
	/** Absent where n8n does not say. */
	readonly bytes?: number;
}

/** The file that a parameter names. n8n keeps it on disk or elsewhere; only in its memory mode it is a text. @throws CrmError */
export function givenFile(context: IExecuteFunctions, given: Given): NamedFile {
	const { item, value } = given;
	if (isBlank(value)) throw nothing(given);
	let binary: IBinaryData;
	try {
		binary = context.helpers.assertBinaryData(item, value as string | IBinaryData);
	} catch (cause) {
		throw noFile(given, cause);
	}
	const { id, data, fileName, mimeType } = binary;
	return {
		name: fileName ?? 'file',
		mimeType,
		bytes: binary.bytes ?? (id ? undefined : Buffer.byteLength(data, 'base64')),
		open: async () => (id ? await context.helpers.getBinaryStream(id) : Readable.from([Buffer.from(data, 'base64')])),
	};
}

/** A file of an item, whose bytes are read when they are needed. */
export interface GivenFile {
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	/** Bytes. */
	readonly size: number;
	content(): Promise<Buffer>;
}

/** The files in the binary fields that a parameter names, separated by commas. @throws CrmError for a field without a file */
export function givenFiles(context: IExecuteFunctions, given: Given): GivenFile[] {
	const { item, value } = given;
	const names = typeof value === 'string' ? value.split(/[,，]/).map((name) => name.trim()) : [];
	return names
		.filter((name) => name !== '')
		.map((name) => {
			let binary: IBinaryData;
			try {
				binary = context.helpers.assertBinaryData(item, name);
			} catch (cause) {
				throw noFile(given, cause);
			}
			return fileOf(context, item, { name, binary });
		});
}

/** Every file of an item. */
export const filesOf = (context: IExecuteFunctions, item: number): GivenFile[] =>
	Object.entries(context.getInputData()[item].binary ?? {}).map(([name, binary]) => fileOf(context, item, { name, binary }));

const fileOf = (context: IExecuteFunctions, item: number, { name, binary }: { name: string; binary: IBinaryData }): GivenFile => ({
	name: binary.fileName ?? name,
	type: binary.mimeType,
	size: binary.bytes ?? (binary.id ? 0 : Buffer.byteLength(binary.data, 'base64')),
	content: async () => await context.helpers.getBinaryDataBuffer(item, name),
});

/** Gives n8n the files of an item, and closes them. */
export async function handOver(context: IExecuteFunctions, files: Readonly<Record<string, MadeFile>>): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const [name, file] of Object.entries(files)) {
		try {
			binary[name] = await context.helpers.prepareBinaryData(await file.open(), file.name, file.mimeType);
		} finally {
			await file.close();
		}
	}
	return binary;
}
