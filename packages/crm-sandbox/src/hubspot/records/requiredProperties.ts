import type { ErrorDetail } from '../errors.ts';

/** A rule an administrator made: the property must have a value, always or where another one has a certain value. */
export interface RequiredRule {
  readonly property: string;
  readonly when?: { readonly property: string; readonly value: string } | undefined;
}

/** The administrator's required properties, by object; only the `2026-09` version enforces them. */
export class RequiredProperties {
  readonly #rules = new Map<string, readonly RequiredRule[]>();

  set(object: string, rules: readonly RequiredRule[]): void {
    this.#rules.set(object, rules);
  }

  /** What is missing from a record that would hold `held(name)`. */
  missing(object: string, held: (name: string) => string | null): readonly ErrorDetail[] {
    const rules = this.#rules.get(object) ?? [];
    return rules
      .filter(({ property, when }) => applies(when, held) && held(property) === null)
      .map(({ property, when }) => ({
        message: `Property "${property}" is required`,
        code: when === undefined ? 'MISSING_REQUIRED_PROPERTY' : 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
        context: { propertyName: [property] },
      }));
  }
}

function applies(when: RequiredRule['when'], held: (name: string) => string | null): boolean {
  return when === undefined || held(when.property) === when.value;
}
