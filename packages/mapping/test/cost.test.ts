import type { CrmRecord, Fields } from '@tamis/adapter';
import { expect, it } from 'vitest';
import { assemble, deriveActivities, parseMapping, plan } from '../src/index.ts';
import { contact, DOCUMENT, KNOWN, watched } from './support/crm.ts';
import { planning } from './support/decision.ts';

/** Fields that count how often they are read. */
function counting(fields: Fields): { readonly fields: Fields; readonly reads: () => number } {
  let reads = 0;
  const get = (target: Fields, name: string) => {
    reads += 1;
    return target[name];
  };
  return { fields: new Proxy(fields, { get }), reads: () => reads };
}

it('the work for a lead grows with the rows that it uses, not with the fields that its record has', () => {
  const mapping = parseMapping(DOCUMENT, KNOWN);
  const own = Object.fromEntries(KNOWN.map(({ name }) => [name, '1']));
  const others = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`other_${index}`, 'x']));
  const readsOf = (held: Fields) => {
    const { fields, reads } = counting(held);
    const record: CrmRecord = contact(fields);
    deriveActivities(record, null, mapping);
    const side = {
      connectionId: '1',
      mapping,
      records: [watched(record)],
      companies: [],
      deals: [],
      activities: [],
    };
    assemble({ leadId: '1', sides: [side], manual: [], asOf: record.modifiedAt });
    plan(planning({}, { observed: fields }), mapping);
    return reads();
  };
  const rows = DOCUMENT.fields.length + 3 * DOCUMENT.signals.length;
  expect(readsOf(own)).toBeLessThanOrEqual(2 * rows);
  expect(readsOf({ ...own, ...others })).toBe(readsOf(own));
});
