import type { HubSpotAccount } from '../account.ts';
import { type ErrorDetail, Refused } from '../errors.ts';
import { checkValue, type SentValue } from '../properties/value.ts';
import type { CheckedValues } from './checkedValues.ts';
import { closedFlags } from './dealStage.ts';
import { lifecycleWrite } from './lifecycle.ts';
import type { ObjectStore } from './objectStore.ts';
import { CHANGE_SOURCES, type ChangeSource } from './present.ts';

/** Values as a client sent them, by property name. */
export type SentValues = Readonly<Record<string, SentValue>>;

/** When and by what a record is written. */
export interface Change {
  readonly at: number;
  readonly source: ChangeSource;
}

/** Checks what was sent for a record that exists (`row`) or not yet (`null`); throws the 400 or 409 that HubSpot answers. */
export function checkWrite(
  account: HubSpotAccount,
  store: ObjectStore,
  write: { row: number | null; sent: SentValues },
): CheckedValues {
  const checked = new Map<string, string | null>();
  const problems: ErrorDetail[] = [];
  for (const [name, sent] of Object.entries(write.sent)) {
    const property = store.properties.get(name);
    if (property === undefined)
      problems.push(detail(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`));
    else if (property.readOnlyValue)
      problems.push(
        detail(name, 'READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`),
      );
    else {
      const result = checkValue(property, sent);
      if ('problem' in result) problems.push(detail(name, result.problem.code, result.problem.message));
      else checked.set(name, result.value);
    }
  }
  if (problems.length > 0) throw invalidProperties(problems);
  refuseTakenValues(store, write.row, checked);
  return lifecycleWrite(account, store, { row: write.row, values: checked });
}

/** Stores checked values in a record, moves its modification date, and tells the search index. */
export function applyWrite(
  account: HubSpotAccount,
  store: ObjectStore,
  write: { row: number; values: CheckedValues; change: Change },
): void {
  const { table } = store;
  const { row } = write;
  const values = store.type.plural === 'deals' ? closedFlags(write.values) : write.values;
  const changed = [...values].filter(([name, value]) => table.value(row, name) !== value);
  const before = new Map(changed.map(([name]) => [name, table.value(row, name)]));
  for (const [name, value] of changed) setValue(store, row, { name, value, change: write.change });
  if (changed.length === 0 && !account.settings.unknowns.sameValueWriteTouches) return;
  table.touch(row, write.change.at);
  store.index.note(row, write.change.at, before);
}

/** Sets one value with its history and keeps unique values findable; does not move the modification date. */
export function setValue(
  store: ObjectStore,
  row: number,
  write: { name: string; value: string | null; change: Change },
): void {
  const { name, value, change } = write;
  const old = store.table.value(row, name);
  if (store.properties.get(name)?.hasUniqueValue) {
    if (old !== null) store.release(name, old);
    if (value !== null) store.claim(name, value, row);
  }
  store.table.column(name).set(row, value, {
    at: change.at,
    source: CHANGE_SOURCES.indexOf(change.source),
    recordCreatedAt: store.table.createdAt(row),
    keep: store.type.historyDepth,
  });
}

/** The 400 for properties that were not accepted; its message repeats the details as JSON, as HubSpot's does. */
function invalidProperties(problems: readonly ErrorDetail[]): Refused {
  const listed = problems.map(({ message, code, context }) => ({
    isValid: false,
    message,
    error: code,
    name: context?.propertyName?.[0],
    localizedErrorMessage: message,
  }));
  return new Refused({
    status: 400,
    message: `Property values were not valid: ${JSON.stringify(listed)}`,
    category: 'VALIDATION_ERROR',
    errors: problems,
  });
}

function refuseTakenValues(store: ObjectStore, row: number | null, values: CheckedValues): void {
  for (const [name, value] of values) {
    if (value === null || !store.properties.get(name)?.hasUniqueValue) continue;
    const holder = store.findUnique(name, value);
    if (holder !== null && holder !== row) throw alreadyExists(store, holder);
  }
}

/** The conflict that fails a whole batch; it names the one existing record. */
export function alreadyExists(store: ObjectStore, holder: number): Refused {
  const object = store.type.singular.charAt(0).toUpperCase() + store.type.singular.slice(1);
  return new Refused({
    status: 409,
    message: `${object} already exists. Existing ID: ${store.id(holder)}`,
    category: 'CONFLICT',
  });
}

function detail(name: string, code: string, message: string): ErrorDetail {
  return { message, code, context: { propertyName: [name] } };
}
