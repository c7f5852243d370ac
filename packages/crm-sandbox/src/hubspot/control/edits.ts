import { type Edit, editRoute, namedValues } from '../../control/edits.ts';
import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { objectNotFound } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { applyWrite, checkWrite, type SentValues } from '../records/write.ts';
import { dumpRecord } from './dump.ts';

/** Edits of a contact as people make them. */
export function editRoutes(account: HubSpotAccount): Route[] {
  return [editRoute((edit) => edited(account, edit))];
}

function edited(account: HubSpotAccount, edit: Edit): HttpReply {
  const store = account.store(edit.object);
  const row = store.findLive(edit.id);
  if (row === null) throw objectNotFound(edit.id);
  const values = new Map(checkWrite(account, store, { row, sent: propertiesOf(store, edit) }));
  // HubSpot sets it when the person unsubscribes; nobody can write it.
  if (edit.optedOut === true) values.set('hs_email_optout', 'true');
  applyWrite(account, store, { row, values, change: { at: account.clock.now(), source: 'CRM_UI' } });
  return { status: 200, json: dumpRecord(store, row, null) };
}

function propertiesOf(store: ObjectStore, edit: Edit): SentValues {
  const { email, phone, jobTitle } = edit;
  const made = store.properties.all().filter(({ hubspotDefined }) => !hubspotDefined);
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(jobTitle === undefined ? {} : { jobtitle: jobTitle }),
    ...namedValues(
      edit,
      made.map(({ name, label, options }) => ({ name, label, choices: options })),
    ),
  };
}
