import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { readBody } from '../body.ts';
import { notFound } from '../errors.ts';
import type { Json } from '../records/record.ts';
import type { LeadLabel } from './leadLabels.ts';

const labelSchema = z.strictObject({
  name: z.string().min(1),
  color: z.enum(['blue', 'brown', 'dark-gray', 'gray', 'green', 'orange', 'pink', 'purple', 'red', 'yellow']),
});

/** https://developers.pipedrive.com/docs/api/v1/LeadLabels */
export function listLabels(account: PipedriveAccount): HttpReply {
  return answer(account.leadLabels.all().map(present));
}

/** Makes a label of a name and one of ten colors. */
export function createLabel(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const label = { ...readBody(request, labelSchema), id: randomUUID(), at: account.now() };
  account.leadLabels.put(label);
  return answer(present(label), 201);
}

/** Renames or recolors a label; throws the 404 for an unknown id. */
export function updateLabel(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const label = account.leadLabels.get(id);
  if (label === undefined) throw notFound('Lead label');
  const { name = label.name, color = label.color } = readBody(request, labelSchema.partial());
  const changed = { ...label, name, color };
  account.leadLabels.put(changed);
  return answer(present(changed));
}

/** Deletes a label; throws the 404 for an unknown id. */
export function deleteLabel(account: PipedriveAccount, id: string): HttpReply {
  if (!account.leadLabels.delete(id)) throw notFound('Lead label');
  return answer({ id });
}

function present({ id, name, color, at }: LeadLabel): Json {
  const time = new Date(at).toISOString();
  return { id, name, color, add_time: time, update_time: time };
}
