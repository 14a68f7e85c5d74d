import {
  headerKey,
  openCsv,
  placeColumns,
  refuseFile,
  type TextFile,
} from '../../imports/parsing/index.js';
import { collect, type BreachBatch } from './breach-draft.js';
import { NOTICE_COLUMNS, noticeDraft } from './state-ag-notices.js';
import { REGISTER_COLUMNS, registerDraft } from './wa-register.js';

/**
 * Notices filed with state attorneys general: the list gathered from several states (one line a
 * notice, dates as free text), or Washington's own register. The header tells which.
 * @throws FileRefused when the file is neither
 */
export async function* parseStateAg(file: TextFile): AsyncGenerator<BreachBatch> {
  const table = await openCsv(file);
  const draftOf = reader(table.header);
  for await (const { rows, errors } of table.batches()) yield collect(rows, errors, draftOf);
}

function reader(header: readonly string[]) {
  if (hasAll(header, ['company', 'filed', 'breach_date'])) {
    const { at } = placeColumns(header, NOTICE_COLUMNS);
    return (row: Parameters<typeof noticeDraft>[0]) => noticeDraft(row, at);
  }
  if (hasAll(header, ['Name', 'DateSubmitted', 'DateAware'])) {
    const { at } = placeColumns(header, REGISTER_COLUMNS);
    return (row: Parameters<typeof registerDraft>[0]) => registerDraft(row, at);
  }
  throw refuseFile(
    'WRONG_SOURCE',
    'This is no list of attorneys\' notices: columns "company", "filed" and "breach_date" (or Washington\'s "Name", "DateSubmitted" and "DateAware") are missing. Choose the right source or the right file.',
    { line: 1, value: header.join(',') },
  );
}

function hasAll(header: readonly string[], names: readonly string[]): boolean {
  const keys = new Set(header.map(headerKey));
  return names.every((name) => keys.has(headerKey(name)));
}
