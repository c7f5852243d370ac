/** A message that went through a mailbox connected to the company. */
export interface MailMessage {
  readonly id: number;
  readonly at: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly subject: string;
  /** When the addressee opened it first, and followed a link in it; `null` where not, or where it cannot be known. */
  readonly openedAt: number | null;
  readonly clickedAt: number | null;
}

/** Messages with each person, oldest first. */
export class Mailbox {
  readonly #messages = new Map<number | string, MailMessage[]>();
  #nextId = 501;

  add(person: number | string, message: Omit<MailMessage, 'id'>): void {
    const added = { ...message, id: this.#nextId++ };
    this.#messages.set(person, [...this.with(person), added]);
  }

  with(person: number | string): readonly MailMessage[] {
    return this.#messages.get(person) ?? [];
  }
}
