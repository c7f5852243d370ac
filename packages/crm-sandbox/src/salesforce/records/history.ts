import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from './recordStore.ts';
import type { Writer } from './writer.ts';

/** Keeps a row of history where the organisation tracks the field; must be called before the value is replaced. */
export function keepHistory(
  org: SalesforceOrg,
  store: RecordStore,
  change: { row: number; name: string; value: string | null; by: Writer; at: number },
): void {
  const object = store.type.name;
  const history = org.find(`${object}History`);
  if (history === undefined || org.settings.historyTracking[object]?.includes(change.name) !== true) return;
  loadHistory(history, {
    parent: { object, id: store.id(change.row) },
    field: change.name,
    old: store.table.value(change.row, change.name),
    new: change.value,
    at: change.at,
    userId: change.by.userId,
  });
}

/** One change as history keeps it. */
export interface HistoryEntry {
  readonly parent: { readonly object: string; readonly id: string };
  readonly field: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly at: number;
  readonly userId: string | null;
}

/** Adds a row of history; it shows at once. */
export function loadHistory(history: RecordStore, entry: HistoryEntry): void {
  const row = history.append(entry.at);
  history.put(row, `${entry.parent.object}Id`, entry.parent.id);
  history.put(row, 'Field', entry.field);
  history.put(row, 'DataType', 'Text');
  history.put(row, 'OldValue', entry.old);
  history.put(row, 'NewValue', entry.new);
  history.put(row, 'CreatedById', entry.userId);
  history.index.noteAtOnce(row);
}
