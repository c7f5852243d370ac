import { type Edit, editRoute, namedValues } from '../../control/edits.ts';
import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { liveRecord } from '../records/remove.ts';
import { updateRecord } from '../records/write.ts';
import { dumpRecord } from './dump.ts';
import { readProperties } from './properties.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Edits of a lead or a person as people make them. */
export function editRoutes(account: PipedriveAccount): Route[] {
  return [editRoute((edit) => edited(account, edit))];
}

/** What a lead shows of its person is the person's own: there it is edited. */
function edited(account: PipedriveAccount, edit: Edit): HttpReply {
  const store = account.namedStore(edit.object);
  const record = liveRecord(store, edit.id);
  const isLead = store.type.name === 'leads';
  const person = isLead ? String(record.values.person_id) : edit.id;
  change(account, account.store('persons'), { id: person, properties: personValues(edit) });
  change(account, store, { id: edit.id, properties: madeValues(store, edit) });
  return { status: 200, json: dumpRecord(record) };
}

function change(
  account: PipedriveAccount,
  store: ObjectStore,
  { id, properties }: { readonly id: string; readonly properties: Properties },
): void {
  if (Object.keys(properties).length === 0) return;
  const record = liveRecord(store, id);
  const values = readProperties(account, store, { properties, record });
  updateRecord(account, store, { ...values, record, source: 'app' });
}

function personValues({ email, phone, jobTitle, optedOut }: Edit): Properties {
  const work = (value: string) => [{ value, primary: true, label: 'work' }];
  return {
    ...(email === undefined ? {} : { emails: work(email) }),
    ...(phone === undefined ? {} : { phones: work(phone) }),
    ...(jobTitle === undefined ? {} : { job_title: jobTitle }),
    ...(optedOut === undefined ? {} : { marketing_status: 'unsubscribed' }),
  };
}

function madeValues(store: ObjectStore, edit: Edit): Properties {
  const made = store.fields.custom().map(({ code, name, options }) => ({
    name: code,
    label: name,
    choices: (options ?? []).map(({ id, label }) => ({ label, value: String(id) })),
  }));
  return namedValues(edit, made);
}
