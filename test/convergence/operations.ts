import fc from 'fast-check';
import type { Editor } from './crm.ts';
import { CRMS, type CrmName } from './crms.ts';

/** How an address is written. `role` is a function's mailbox, `none` leaves the field empty. */
export type AddressForm = 'plain' | 'upper' | 'tagged' | 'ascii' | 'role' | 'none';

/** Whose address, and how it is written. */
export interface Address {
  readonly of: 0 | 1;
  readonly form: AddressForm;
}

/** A field that people change while nobody else's identity hangs on it. */
export type EditedField = 'phone' | 'jobTitle' | 'city' | 'country';

/**
 * What one person or client does to the records of a cluster. `record` chooses among those that are there and can take it, so that every
 * operation means something after any other.
 */
export type Operation =
  | {
      readonly kind: 'create';
      readonly crm: CrmName;
      readonly object: number;
      readonly who: 0 | 1;
      readonly address: Address;
      readonly nameless: boolean;
      readonly filled: Readonly<Partial<Record<EditedField, number>>>;
    }
  | {
      readonly kind: 'set';
      readonly record: number;
      readonly field: EditedField;
      readonly value: number;
      readonly by: Editor;
    }
  | { readonly kind: 'clear'; readonly record: number; readonly field: EditedField; readonly by: Editor }
  | {
      readonly kind: 'change-email';
      readonly record: number;
      readonly address: Address;
      readonly by: Editor;
    }
  | { readonly kind: 'rename'; readonly record: number; readonly married: boolean; readonly by: Editor }
  | {
      readonly kind: 'answer';
      readonly record: number;
      readonly status: 'accepted' | 'rejected';
      readonly by: Editor;
    }
  | {
      readonly kind: 'overwrite';
      readonly record: number;
      readonly field: 'score' | 'grade';
      readonly by: Editor;
    }
  | { readonly kind: 'merge'; readonly record: number; readonly other: number }
  | { readonly kind: 'delete'; readonly record: number }
  | { readonly kind: 'restore'; readonly record: number }
  | { readonly kind: 'convert'; readonly record: number }
  | { readonly kind: 'cut'; readonly record: number }
  | { readonly kind: 'join'; readonly record: number; readonly other: number }
  | { readonly kind: 'free'; readonly record: number }
  | {
      readonly kind: 'decide-stage';
      readonly record: number;
      readonly stage: 'mql' | 'customer';
      readonly forMs: number | null;
    }
  | {
      readonly kind: 'decide-value';
      readonly record: number;
      readonly field: 'phone' | 'jobTitle';
      readonly value: number;
      readonly forMs: number | null;
    }
  | { readonly kind: 'workflow'; readonly record: number; readonly field: WorkflowField };

/** What a customer's workflow sets again whenever it is written. */
export type WorkflowField = 'jobTitle' | 'grade';

/** Who is in a cluster. */
export interface Cast {
  /** Clusters of a world never share an address. */
  readonly cluster: number;
  /** Two people may share an address, and have nothing in their names in common. */
  readonly people: 1 | 2;
  /** The domain of their addresses has letters beyond ASCII. */
  readonly international: boolean;
}

const which = fc.nat({ max: 11 });
const value = fc.nat({ max: 3 });
const by = fc.constantFrom<Editor>('person', 'client');
/** Hours, days, or for ever. */
const lasting = fc.constantFrom(2 * 3_600_000, 3 * 86_400_000, null);
const editedField = fc.constantFrom<EditedField>('phone', 'jobTitle', 'city', 'country');

function whoOf({ people }: Cast): fc.Arbitrary<0 | 1> {
  return people === 1 ? fc.constant(0) : fc.constantFrom(0, 1);
}

function addressOf(of: fc.Arbitrary<0 | 1>): fc.Arbitrary<Address> {
  const form = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<AddressForm>('plain', 'upper', 'tagged', 'ascii') },
    { weight: 1, arbitrary: fc.constantFrom<AddressForm>('role', 'none') },
  );
  return fc.record({ of, form });
}

/** A record comes into being, mostly with its person's own address. */
export function creations(cast: Cast): fc.Arbitrary<Operation> {
  return whoOf(cast).chain((who) => {
    const shared = fc.oneof(
      { weight: 4, arbitrary: fc.constant(who) },
      { weight: 1, arbitrary: whoOf(cast) },
    );
    return fc.record<Operation & { kind: 'create' }>({
      kind: fc.constant('create'),
      crm: fc.constantFrom(...CRMS),
      object: fc.nat({ max: 2 }),
      who: fc.constant(who),
      address: addressOf(shared),
      // Of two people with one address, one without a name could be either.
      nameless: cast.people === 1 ? fc.nat({ max: 4 }).map((chance) => chance === 0) : fc.constant(false),
      filled: fc.record({ phone: value, jobTitle: value, city: value, country: value }, { requiredKeys: [] }),
    });
  });
}

/** What may happen to a cluster that has records. */
export function operations(cast: Cast): fc.Arbitrary<Operation> {
  const record = which;
  const changed = <T extends Operation>(arbitrary: fc.Arbitrary<T>, weight: number) => ({
    arbitrary,
    weight,
  });
  const kind = <K extends Operation['kind']>(name: K) => fc.constant(name);
  return fc.oneof<fc.MaybeWeightedArbitrary<Operation>[]>(
    changed(creations(cast), 4),
    changed(fc.record({ kind: kind('set'), record, field: editedField, value, by }), 9),
    changed(fc.record({ kind: kind('clear'), record, field: editedField, by }), 3),
    changed(fc.record({ kind: kind('change-email'), record, address: addressOf(whoOf(cast)), by }), 2),
    // A name that two people could share would make it anybody's guess who is who.
    changed(
      fc.record({ kind: kind('rename'), record, married: fc.boolean(), by }),
      cast.people === 1 ? 1 : 0,
    ),
    changed(
      fc.record({
        kind: kind('answer'),
        record,
        status: fc.constantFrom('accepted' as const, 'rejected' as const),
        by,
      }),
      2,
    ),
    changed(
      fc.record({
        kind: kind('overwrite'),
        record,
        field: fc.constantFrom('score' as const, 'grade' as const),
        by,
      }),
      1,
    ),
    changed(fc.record({ kind: kind('merge'), record, other: which }), 2),
    changed(fc.record({ kind: kind('delete'), record }), 2),
    changed(fc.record({ kind: kind('restore'), record }), 2),
    changed(fc.record({ kind: kind('convert'), record }), 2),
    ...decisions.map((arbitrary) => changed(arbitrary, 1)),
    // Few records have a decision to be freed of.
    changed(fc.record({ kind: kind('free'), record }), 2),
  );
}

/** What people decide in the product itself, and workflows that they leave running in a CRM. */
const decisions: readonly fc.Arbitrary<Operation>[] = [
  fc.record({ kind: fc.constant('cut'), record: which }),
  fc.record({ kind: fc.constant('join'), record: which, other: which }),
  fc.record({
    kind: fc.constant('decide-stage'),
    record: which,
    stage: fc.constantFrom('mql', 'customer'),
    forMs: lasting,
  }),
  fc.record({
    kind: fc.constant('decide-value'),
    record: which,
    field: fc.constantFrom('phone', 'jobTitle'),
    value,
    forMs: lasting,
  }),
  fc.record({
    kind: fc.constant('workflow'),
    record: which,
    field: fc.constantFrom<WorkflowField>('jobTitle', 'grade'),
  }),
];
