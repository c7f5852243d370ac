import { randomUUID } from 'node:crypto';

/** A label of leads; it has a UUID. */
export interface LeadLabel {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly at: number;
}

/** Labels of leads, the three that every company begins with first. */
export class LeadLabels {
  readonly #labels = new Map<string, LeadLabel>();

  constructor(at: number) {
    this.put({ id: randomUUID(), name: 'Hot', color: 'red', at });
    this.put({ id: randomUUID(), name: 'Warm', color: 'yellow', at });
    this.put({ id: randomUUID(), name: 'Cold', color: 'blue', at });
  }

  put(label: LeadLabel): void {
    this.#labels.set(label.id, label);
  }

  get(id: string): LeadLabel | undefined {
    return this.#labels.get(id);
  }

  named(name: string): LeadLabel | undefined {
    return this.all().find((label) => label.name === name);
  }

  delete(id: string): boolean {
    return this.#labels.delete(id);
  }

  all(): readonly LeadLabel[] {
    return [...this.#labels.values()];
  }
}
