import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { readBody } from '../body.ts';
import { notFound } from '../errors.ts';
import type { Json } from '../records/record.ts';

/** A label of leads; it has a UUID. */
interface LeadLabel {
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

const labelSchema = z.strictObject({
  name: z.string().min(1),
  color: z.enum(['blue', 'brown', 'dark-gray', 'gray', 'green', 'orange', 'pink', 'purple', 'red', 'yellow']),
});

/** https://developers.pipedrive.com/docs/api/v1/LeadLabels */
export function listLabels(account: PipedriveAccount): HttpReply {
  return answer(account.leadLabels.all().map(present));
}

export function createLabel(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const label = { ...readBody(request, labelSchema), id: randomUUID(), at: account.now() };
  account.leadLabels.put(label);
  return { ...answer(present(label)), status: 201 };
}

export function updateLabel(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const label = account.leadLabels.get(id);
  if (label === undefined) throw notFound('Lead label');
  const { name = label.name, color = label.color } = readBody(request, labelSchema.partial());
  const changed = { ...label, name, color };
  account.leadLabels.put(changed);
  return answer(present(changed));
}

export function deleteLabel(account: PipedriveAccount, id: string): HttpReply {
  if (!account.leadLabels.delete(id)) throw notFound('Lead label');
  return answer({ id });
}

function present({ id, name, color, at }: LeadLabel): Json {
  const time = new Date(at).toISOString();
  return { id, name, color, add_time: time, update_time: time };
}

function answer(data: Json): HttpReply {
  return { status: 200, json: { success: true, data } };
}
