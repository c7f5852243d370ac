import { z } from 'zod';
import { leadSchema } from '../lead/lead.ts';
import { scoringModelSchema } from './model.ts';

/** JSON Schema (draft 2020-12) of a lead. */
export function leadJsonSchema(): object {
  return z.toJSONSchema(leadSchema);
}

/** JSON Schema (draft 2020-12) of a scoring model, for editors and for checking a file before it is read. */
export function modelJsonSchema(): object {
  return z.toJSONSchema(scoringModelSchema);
}
