import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { FileFormat } from '../../core/imports/file/table';
import type { RealN8n } from '../support/realN8n';
import { publishSteps, type NodeUnderTest } from './storeWorkflow';
import { threadTimesOf } from './threadTimes';

/** The binary field in which both sides find the file. */
const field = 'file';

/** What a workflow does with a file, and an expression that gives how many rows it had. */
interface Side {
	readonly path: string;
	readonly node: NodeUnderTest;
	readonly rows: string;
}

/** The import as the shipped workflow runs it, its columns recognised. */
export const importSide: Side = {
	path: 'import',
	node: {
		type: 'n8n-nodes-guanxi.crm',
		typeVersion: 1,
		parameters: {
			resource: 'import',
			operation: 'run',
			object: 'lead',
			file: field,
			columns: 'guess',
			importName: '={{ $execution.id }}',
			emitEvents: false,
			options: {},
		},
	},
	rows: '={{ $json.created }}',
};

/** n8n's own reader of the same file, which gives an item for each row and stores nothing. */
export const extractSide = (format: FileFormat): Side => ({
	path: `extract-${format}`,
	node: {
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1,
		parameters: { operation: format, binaryPropertyName: field, options: {} },
	},
	rows: '={{ $input.all().length }}',
});

/** A workflow at the side's path that answers with the number of rows. */
export const publishSide = async (n8n: RealN8n, { path, node, rows }: Side): Promise<void> =>
	void (await publishSteps(n8n, { path, steps: [node], answer: rows }));

/** A file, and the rows below its headings. */
export interface List {
	readonly file: string;
	readonly rows: number;
}

/**
 * Rows a second from the post, as a form sends a file, to the answer, without the time in which other processes had the
 * CPU that n8n was waiting for. @throws Error when the answer is another number of rows
 */
export async function speedOf(n8n: RealN8n, path: string, { file, rows }: List): Promise<number> {
	const body = new FormData();
	body.set(field, await openAsBlob(file), basename(file));
	const waited = () => threadTimesOf(n8n.instance.pid ?? 0).waited;
	const [begun, before] = [performance.now(), waited()];
	const response = await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST', body });
	const answer = await response.text();
	const took = performance.now() - begun - (waited() - before);
	if (Number(answer) !== rows) throw new Error(`${path} answered ${response.status}: ${answer.slice(0, 500)}\n${n8n.logTail()}`);
	return (rows / took) * 1000;
}
