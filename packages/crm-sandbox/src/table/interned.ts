/** Values remembered per property; beyond this a property has too many different ones to gain by it. */
const MOST_VALUES = 5000;

/** Keeps one copy of texts that come again and again, so that a large file takes less memory. */
export class Interned {
  readonly #texts = new Map<string, Map<string, string>>();

  of(property: string, text: string): string {
    let known = this.#texts.get(property);
    if (known === undefined) {
      known = new Map();
      this.#texts.set(property, known);
    }
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size < MOST_VALUES) known.set(text, text);
    return text;
  }
}
