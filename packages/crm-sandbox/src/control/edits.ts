import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import { ControlProblem, controlBody } from './problem.ts';

const editSchema = z.strictObject({
  /** The vendor's own name of the object, and the record's id. */
  object: z.string(),
  id: z.string(),
  /** What every CRM has a field for. */
  email: z.string().optional(),
  phone: z.string().optional(),
  jobTitle: z.string().optional(),
  /** The person wants no more e-mail. */
  optedOut: z.literal(true).optional(),
  /** Fields that somebody made, by label; a choice by the label of its option. */
  fields: z.record(z.string(), z.string()).default({}),
});

/** What a person at the screen changes on the card of somebody, in words that do not depend on the CRM. */
export type Edit = z.infer<typeof editSchema>;

/** A field that somebody made: how the vendor calls it, and its choices where it has some. */
export interface LabelledField {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** The route that carries an edit out as the vendor's screen does. */
export function editRoute(carryOut: (edit: Edit) => HttpReply): Route {
  const handle = (request: HttpRequest) => carryOut(controlBody(request, editSchema));
  return { method: 'POST', pattern: '/_sandbox/edits', handle };
}

/** Values of labelled fields under the vendor's names. Throws where no field or no choice is labelled so. */
export function namedValues(edit: Edit, fields: readonly LabelledField[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(edit.fields).map(([label, text]) => {
      const field = fields.find((one) => one.label === label);
      if (field === undefined) throw new ControlProblem(`No field of ${edit.object} is labelled "${label}".`);
      return [field.name, chosen(field, text)];
    }),
  );
}

function chosen({ label, choices }: LabelledField, text: string): string {
  if (choices.length === 0) return text;
  const choice = choices.find((one) => one.label === text);
  if (choice === undefined) throw new ControlProblem(`"${label}" has no choice "${text}".`);
  return choice.value;
}
