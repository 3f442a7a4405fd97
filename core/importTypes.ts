import type { Readable } from 'node:stream';
import type { Outcome } from './context';
import type { Query, Upserted, UpsertInput } from './recordTypes';
import type { ObjectName } from './schema/types';
import type { Text } from './text';

/** A file somebody gave, read when it is needed and not held in memory. */
export interface FileSource {
	readonly name: string;
	/** Opens it at its beginning. */
	open(): Promise<Readable> | Readable;
}

/** A file the CRM made. Close it when it was read. */
export interface MadeFile extends FileSource {
	readonly mimeType: string;
	readonly bytes: number;
	close(): Promise<void>;
}

/** A list of records in a spreadsheet or a CSV file, and how it is to be read. */
export interface ImportFile {
	readonly object: ObjectName;
	readonly file: FileSource;
	/** What columns are, by their heading, where the guess is wrong: a field's name or label, or `-` to leave it out. */
	readonly mapping?: Readonly<Record<string, unknown>>;
	/** Whether columns are as in the last import of this object whose file had the same headings, where there is one. */
	readonly asLastTime?: boolean;
	/** The fields that tell whether a record is there already; default: the surest that the file has. */
	readonly matchOn?: readonly string[];
	/** Name of a workbook's sheet; default: the first one. */
	readonly sheet?: string;
	/** Row of the headings, from 1; default: found out. */
	readonly headingRow?: number;
	/** Of a text file, as TextDecoder names it; default: found out. */
	readonly encoding?: string;
}

export interface PreviewRequest extends ImportFile {
	/** The name that the import shall have; default: the file's. */
	readonly name?: string;
}

/** How the rows of a file come out. Blank rows are not counted. */
export interface RowCounts {
	readonly rows: number;
	readonly created: number;
	/** Found and changed. */
	readonly updated: number;
	/** Found, and nothing to change. */
	readonly unchanged: number;
	readonly bad: number;
}

/** A row that cannot be imported. */
export interface BadRow {
	/** As the spreadsheet counts. */
	readonly row: number;
	readonly reason: Text;
}

/** A row that fills the record of an earlier row, and puts something else into fields that had a value from there. */
export interface Overwrite {
	/** As the spreadsheet counts. */
	readonly row: number;
	/** The first row that filled the record. */
	readonly earlierRow: number;
	/** By which both are one record; empty where they have nothing in common that tells records apart. */
	readonly matchedOn: readonly string[];
	readonly fields: readonly string[];
	/** All of this in words. */
	readonly text: Text;
}

/** Rows that overwrite others: perhaps two people with one phone. Of an import, those among the rows that this run wrote. */
export interface Overwrites {
	readonly overwriting: number;
	/** The first of them. */
	readonly overwrites: readonly Overwrite[];
}

/** A column of the file and the field it fills. */
export interface ColumnPreview {
	readonly heading: string;
	/** Some values, as they stand in the file. */
	readonly samples: ReadonlyArray<string | number | boolean | null>;
	/** Null: the column is left out. */
	readonly field: string | null;
	readonly label: Text | null;
	/** How sure the guess is, 0 to 1. */
	readonly confidence: number;
}

/** What a file holds and what an import of it would do. */
export interface ImportPreview extends RowCounts, Overwrites {
	readonly object: ObjectName;
	readonly file: string;
	readonly format: 'csv' | 'xlsx';
	readonly encoding?: string;
	readonly delimiter?: string;
	readonly sheet?: string;
	readonly sheets?: readonly string[];
	readonly headingRow: number;
	readonly hiddenRows: number;
	readonly columns: readonly ColumnPreview[];
	/** The earlier import that the columns are as in; null where they are recognised or given. */
	readonly columnsAsIn: string | null;
	/** All that a column can fill. */
	readonly fields: ReadonlyArray<{ readonly name: string; readonly label: Text }>;
	/** The name given, else the file's; where it stands for another import, a free one like it. */
	readonly name: string;
	/** Required fields that no column fills. */
	readonly missing: readonly string[];
	/** Fields that several columns were said to fill: the first of them does. */
	readonly doubled: readonly string[];
	/** The ways in which rows find their records, tried in turn. */
	readonly matchOn: ReadonlyArray<readonly string[]>;
	/** The first bad rows. */
	readonly badRows: readonly BadRow[];
}

export interface ImportRun extends ImportFile {
	/** Names what this import does, so that it can go on after an interruption, and be undone. */
	readonly name: string;
	/** Judges every row and writes nothing. */
	readonly dryRun?: boolean;
	/** Whether CRM Triggers hear of the changes; default false. The log has them all the same. */
	readonly emitEvents?: boolean;
	/** `skip` (default): the good rows are imported. `stop`: with a bad row nothing is. */
	readonly onBadRows?: 'skip' | 'stop';
	/** The language of the reasons in the file of bad rows. */
	readonly language?: keyof Text;
}

export interface ImportResult extends RowCounts, Overwrites {
	readonly name: string;
	readonly object: ObjectName;
	readonly file: string;
	/** `refused`: there are bad rows and nothing was to be imported with them. */
	readonly outcome: 'imported' | 'dryRun' | 'refused';
	/** True when this file was imported under this name before: nothing was done, and these are its results. */
	readonly repeated: boolean;
	/** The row after which an interrupted import went on. */
	readonly continuedAfter?: number;
	readonly badRows: readonly BadRow[];
	/** The bad rows as they were, and why each is bad; absent when there are none. */
	readonly badRowsFile?: MadeFile;
}

/** One import, running or past. */
export interface ImportEntry extends RowCounts {
	readonly name: string;
	readonly object: ObjectName;
	readonly file: string | null;
	/** `interrupted`: it was running and has not moved for a while. */
	readonly state: 'running' | 'interrupted' | 'done' | 'undone';
	/** How much of the file is read, 0 to 100. */
	readonly percent: number;
	readonly startedAt: string;
	readonly updatedAt: string;
	readonly emitEvents: boolean;
}

export interface UndoResult {
	readonly name: string;
	/** Records that the import made and that are deleted now. */
	readonly deleted: number;
	/** Records that have the values from before the import again. */
	readonly restored: number;
	/** True when the import was undone before; the counts are what was left to do. */
	readonly repeated: boolean;
	/** Records that somebody changed after the import, or that are needed: they stay as they are. */
	readonly left: number;
	readonly leftRecords: ReadonlyArray<{ readonly object: ObjectName; readonly id: string; readonly reason: Text }>;
}

export interface ExportRequest extends Pick<Query, 'filter' | 'sort' | 'deleted' | 'search'> {
	readonly object: ObjectName;
	readonly format: 'csv' | 'xlsx';
	/** Of a CSV: UTF-8 with a byte order mark (default), or GB18030, which contains GBK. */
	readonly encoding?: 'utf-8' | 'gb18030';
	/** Default: all that a person would read. */
	readonly fields?: readonly string[];
	readonly language?: keyof Text;
	/** Without its ending; default: the object and the day. */
	readonly fileName?: string;
}

export interface ExportResult {
	readonly rows: number;
	readonly file: MadeFile;
}

/** Lists of records in files: read, judged, imported, taken back, and written. */
export interface Imports {
	preview(input: PreviewRequest): Promise<ImportPreview>;
	/** @throws CrmError when the name was used for another file, or the import was undone */
	run(input: ImportRun): Promise<ImportResult>;
	/** Create or Update under an Import Name, for rows that come from elsewhere. */
	upsert(name: string, object: ObjectName, inputs: readonly UpsertInput[]): Promise<Array<Outcome<Upserted>>>;
	/** Takes an import back as far as nothing has changed since. Again, it goes on where it was interrupted. */
	undo(name: string, options?: { emitEvents?: boolean }): Promise<UndoResult>;
	list(page: { limit: number; cursor?: string }): Promise<{ imports: ImportEntry[]; nextCursor?: string }>;
	export(request: ExportRequest): Promise<ExportResult>;
}
