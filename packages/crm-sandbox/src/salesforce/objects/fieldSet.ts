import type { Field } from './field.ts';

/** The fields of one object. Names are found in any case, as Salesforce finds them. */
export class FieldSet {
  readonly #fields = new Map<string, Field>();

  constructor(fields: readonly Field[]) {
    for (const each of fields) this.put(each);
  }

  get(name: string): Field | undefined {
    return this.#fields.get(name.toLowerCase());
  }

  all(): readonly Field[] {
    return [...this.#fields.values()];
  }

  put(field: Field): void {
    this.#fields.set(field.name.toLowerCase(), field);
  }

  remove(name: string): void {
    this.#fields.delete(name.toLowerCase());
  }
}
