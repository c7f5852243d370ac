import { type Edit, editRoute, namedValues } from '../../control/edits.ts';
import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { SentValues } from '../body.ts';
import type { SalesforceOrg } from '../org.ts';
import { rowInPath } from '../records/find.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { applyWrite, checkWrite } from '../records/write.ts';
import type { Writer } from '../records/writer.ts';
import { dumpRecord } from './dump.ts';

/** Edits of a lead or a contact as people make them. */
export function editRoutes(org: SalesforceOrg): Route[] {
  return [editRoute((edit) => edited(org, edit))];
}

function edited(org: SalesforceOrg, edit: Edit): HttpReply {
  const store = org.store(edit.object);
  const row = rowInPath(store, edit.id);
  const by: Writer = { userId: org.store('User').id(1), kind: 'person' };
  applyWrite(org, store, {
    row,
    by,
    values: checkWrite(org, store, { row, sent: valuesOf(store, edit), by }),
  });
  return { status: 200, json: dumpRecord(store, row, null) };
}

function valuesOf(store: RecordStore, edit: Edit): SentValues {
  const { email, phone, jobTitle, optedOut } = edit;
  const made = store.fields.all().filter(({ custom }) => custom);
  return {
    ...(email === undefined ? {} : { Email: email }),
    ...(phone === undefined ? {} : { Phone: phone }),
    ...(jobTitle === undefined ? {} : { Title: jobTitle }),
    ...(optedOut === undefined ? {} : { HasOptedOutOfEmail: optedOut }),
    ...namedValues(
      edit,
      made.map(({ name, label, picklistValues }) => ({ name, label, choices: picklistValues })),
    ),
  };
}
