import type { NameStore } from '@tamis/adapter';
import type { Family } from '../objects.ts';
import type { WireField } from '../wire.ts';

/**
 * Our names of what Pipedrive named itself. A field's 40-hex key and its options' numbers differ in each company and stay the same
 * when people rename them. Kept as `person/tamis_stage` → key and `person/tamis_stage/mql` → number.
 */
export class Names {
  readonly #kept: Readonly<Record<string, string>>;

  private constructor(kept: Readonly<Record<string, string>>) {
    this.#kept = kept;
  }

  static async read(store: NameStore): Promise<Names> {
    return new Names(await store.read());
  }

  /** Pipedrive's key of our field, where one is known. */
  keyOf(family: Family, name: string): string | undefined {
    return this.#kept[`${family}/${name}`];
  }

  /** Our name of that key, where it is ours. */
  nameOf(family: Family, key: string): string | undefined {
    const found = Object.entries(this.#kept).find(
      ([ours, theirs]) => theirs === key && ours.startsWith(`${family}/`) && ours.split('/').length === 2,
    );
    return found?.[0].slice(family.length + 1);
  }

  /** Our values of a field's options by Pipedrive's number; those that people added are missing. */
  valuesOf(family: Family, name: string): ReadonlyMap<string, string> {
    const prefix = `${family}/${name}/`;
    const ours = Object.entries(this.#kept).filter(([each]) => each.startsWith(prefix));
    return new Map(ours.map(([each, number]) => [number, each.slice(prefix.length)]));
  }
}

/** What to keep of a field of ours: its key, and the number of each option, found by its label. */
export function namesOf(
  family: Family,
  { name, options = [] }: { name: string; options?: readonly { value: string; label: string }[] | undefined },
  field: WireField,
): Readonly<Record<string, string>> {
  const numbers = new Map((field.options ?? []).map(({ id, label }) => [label, String(id)]));
  const values = options.flatMap(({ value, label }) => {
    const number = numbers.get(label);
    return number === undefined ? [] : [[`${family}/${name}/${value}`, number] as const];
  });
  return { [`${family}/${name}`]: field.field_code, ...Object.fromEntries(values) };
}
