import { RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from './recordStore.ts';
import type { CheckedValues } from './writer.ts';

/** A record as it would be after a write. */
interface Proposed {
  readonly row: number | null;
  readonly values: CheckedValues;
}

/** Refuses what unique fields, the administrator's duplicate rules and validation rules forbid. */
export function refuseByRules(org: SalesforceOrg, store: RecordStore, proposed: Proposed): void {
  refuseTaken(store, proposed);
  refuseDuplicates(org, store, proposed);
  for (const rule of org.validationRules.get(store.type.name) ?? []) {
    const value = (name: string) => proposed.values.get(name) ?? keptValue(store, proposed, name);
    if (rule.isBroken(value))
      throw new RecordProblem(
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        rule.message,
        rule.field === null ? [] : [rule.field],
      );
  }
}

/** A value that the write leaves as it is. */
function keptValue(store: RecordStore, { row, values }: Proposed, name: string): string | null {
  return row === null || values.has(name) ? null : store.value(row, name);
}

function refuseTaken(store: RecordStore, { row, values }: Proposed): void {
  for (const { name, unique } of store.fields.all()) {
    const value = unique ? values.get(name) : null;
    const holder =
      value === null || value === undefined ? undefined : otherHolder(store, name, { value, row });
    if (holder !== undefined)
      throw new RecordProblem(
        'DUPLICATE_VALUE',
        `duplicate value found: ${name} duplicates value on record with id: ${store.id(holder)}`,
      );
  }
}

/** A rule looks at the fields that are written: https://help.salesforce.com/s/articleView?id=sales.duplicate_rules_map_of_reference.htm */
function refuseDuplicates(org: SalesforceOrg, store: RecordStore, { row, values }: Proposed): void {
  for (const rule of org.settings.duplicateRules) {
    const value = rule.object === store.type.name ? (values.get(rule.field) ?? null) : null;
    if (value === null || (row !== null && store.table.value(row, rule.field) === value)) continue;
    if (otherHolder(store, rule.field, { value, row }) !== undefined)
      throw new RecordProblem(
        'DUPLICATES_DETECTED',
        "You're creating a duplicate record. We recommend you use an existing record instead.",
      );
  }
}

function otherHolder(
  store: RecordStore,
  name: string,
  wanted: { value: string; row: number | null },
): number | undefined {
  return store.lookup
    .rows(name, wanted.value)
    .find((row) => row !== wanted.row && store.table.state(row) === 'live');
}
