import type { FeedbackExportRow } from '../store/store.ts';

const COLUMNS = [
  'date',
  'receivedAt',
  'intervention',
  'options',
  'action',
  'suggestion',
  'suggestionId',
  'reason',
  'reasonSystem',
  'reasonDisplay',
  'comment',
  'user',
  'location',
  'service',
  'knowledgeVersion',
  'factHash',
  'card',
] as const satisfies readonly (keyof FeedbackExportRow)[];

/**
 * What a spreadsheet takes for a formula, also behind blanks, quotes and invisible characters and in full width
 * (OWASP "CSV Injection").
 */
const FORMULA = /^[\s\p{C}"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** First line of the export (RFC 4180, with its line end). */
export const CSV_HEADER = line(COLUMNS);

/** One row as a line of CSV (RFC 4180, with its line end). Lists are joined by a space: codes have none. */
export function csvLine(row: FeedbackExportRow): string {
  return line(
    COLUMNS.map((column) => {
      const value = row[column];
      if (value === null) return '';
      return typeof value === 'string' ? value : value.join(' ');
    }),
  );
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A quoted cell. Text that would be a formula begins with an apostrophe, which makes it text. */
function cell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
