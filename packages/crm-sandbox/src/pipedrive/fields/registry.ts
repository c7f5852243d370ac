import type { FieldDefinition } from './definition.ts';

/** The fields of one object, in the order of their making. */
export class FieldRegistry {
  readonly #fields = new Map<string, FieldDefinition>();

  constructor(fields: readonly FieldDefinition[]) {
    for (const field of fields) this.put(field);
  }

  /** Adds a field, or puts it in the place of the one of the same key. */
  put(field: FieldDefinition): void {
    this.#fields.set(field.code, field);
  }

  get(code: string): FieldDefinition | undefined {
    return this.#fields.get(code);
  }

  /** The custom field of that label, whatever its case. */
  customNamed(name: string): FieldDefinition | undefined {
    return this.custom().find((field) => field.name.toLowerCase() === name.toLowerCase());
  }

  delete(code: string): void {
    this.#fields.delete(code);
  }

  all(): readonly FieldDefinition[] {
    return [...this.#fields.values()];
  }

  custom(): readonly FieldDefinition[] {
    return this.all().filter(({ isCustom }) => isCustom);
  }
}
