import type { PipedriveClient } from '../client/index.ts';
import { COST } from '../limits.ts';
import { leadLabelsSchema } from '../wire.ts';
import type { Field } from './field.ts';

/** The key of the labels of a record, all of them in one list. */
export const LABELS = 'label_ids';

interface Label {
  readonly id: number | string;
  readonly label: string;
}

/**
 * What is shown for the ids of labels, which differ in each company: the name that people see. Where two have the same name, their ids
 * are shown, so that a list that is written back keeps both.
 */
export function labelNames(labels: readonly Label[]): ReadonlyMap<string, string> {
  const byName = Map.groupBy(labels, ({ label }) => label);
  return new Map(
    [...byName].flatMap(([name, [first, ...others]]) =>
      first === undefined || others.length > 0 ? [] : [[String(first.id), name] as const],
    ),
  );
}

/** The labels of the inbox of leads, which has a list of its own. */
export async function readLeadLabels(
  client: PipedriveClient,
  signal: AbortSignal,
): Promise<readonly Label[]> {
  const call = {
    cost: COST.v1.list,
    bill: 'associationCalls',
    effect: 'read',
    signal,
    schema: leadLabelsSchema,
  } as const;
  const { data } = await client.call(call, ({ leadLabels }) => leadLabels.getLeadLabels());
  return data.map(({ id, name }) => ({ id, label: name }));
}

/** The field of labels with what may be chosen. */
export function withLabels(field: Field, labels: readonly Label[]): Field {
  const ownValues = labelNames(labels);
  const options = labels.map(({ id, label }) => ({ value: ownValues.get(String(id)) ?? String(id), label }));
  return { ...field, description: { ...field.description, options }, ownValues };
}
