import type { Person, TestFields } from '../world.ts';
import type { Control } from './control.ts';
import type { RunningSandbox, SandboxVendor } from './vendor.ts';

/** A person at the sandbox's screen: everything goes through the control interface, past all limits. */
export function sandboxPerson<S extends RunningSandbox>(
  control: Control,
  vendor: SandboxVendor<S>,
  fields: TestFields,
): Person {
  const { object } = vendor.facts;
  const own = [fields.text, fields.number, fields.enumeration.name, fields.doomed];
  const base = `/objects/${object}`;
  let seeds = 0;
  let created = 0;
  return {
    seed: async (contacts) => {
      seeds += 1;
      await control.ask('POST', '/seed', { contacts, seed: seeds, profile: 'bare' });
    },
    all: () => control.records(object, own),
    read: (id) => control.record(object, id),
    create: () => {
      created += 1;
      return control.made(base, { properties: vendor.newRecord(created) });
    },
    edit: async (id, properties) => void (await control.ask('PATCH', `${base}/${id}`, { properties })),
    editTogether: async (ids, properties) =>
      void (await control.ask('POST', `${base}/modify`, { ids, properties })),
    remove: async (id) => void (await control.ask('DELETE', `${base}/${id}`)),
    ...optionalHands(control, vendor),
    ...pastHands(control, vendor),
  };
}

/** What not every CRM can do. */
function optionalHands<S extends RunningSandbox>(
  control: Control,
  { facts: { object }, merges, converted, twin, tasks, changesFields }: SandboxVendor<S>,
): Partial<Person> {
  const merge = (primaryId: string, loserId: string) =>
    control.made(`/objects/${object}/merge`, { primaryId, loserId });
  const deleteField = async (name: string) => void (await control.ask('DELETE', `/fields/${object}/${name}`));
  const relabelField = async (name: string, label: string) =>
    void (await control.ask('PATCH', `/fields/${object}/${name}`, { label }));
  return {
    ...(merges ? { merge } : {}),
    ...(converted === undefined
      ? {}
      : {
          convert: async (id: string) =>
            converted(JSON.parse(await control.ask('POST', `/objects/${object}/convert`, { id }))),
        }),
    ...(twin === undefined
      ? {}
      : {
          twin: async (id: string) => {
            const { object: other, properties } = twin(id);
            return { object: other, id: await control.made(`/objects/${other}`, { properties }) };
          },
        }),
    ...(tasks === undefined ? {} : { tasks: () => control.records(tasks.object) }),
    ...(changesFields ? { deleteField, relabelField } : {}),
  };
}

/** Records of which the CRM keeps the past. */
function pastHands<S extends RunningSandbox>(
  control: Control,
  { facts: { past }, newPast, newRecord }: SandboxVendor<S>,
): Partial<Person> {
  if (past === undefined) return {};
  const base = `/objects/${past.object}`;
  let created = 0;
  return {
    past: {
      create: () => {
        created += 1;
        return control.made(base, { properties: (newPast ?? newRecord)(created) });
      },
      set: async (id, value) =>
        void (await control.ask('PATCH', `${base}/${id}`, { properties: { [past.field]: value } })),
    },
  };
}
