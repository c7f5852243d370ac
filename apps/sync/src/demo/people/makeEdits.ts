import { setTimeout as moment } from 'node:timers/promises';
import { ownParts } from '@tamis/adapter';
import type { SandboxReady } from '../../service/sandboxProcess.ts';
import type { EditKind, PersonEdit } from './edit.ts';

/** Some CRMs keep whole seconds: with this between them, two edits are told apart. */
const BETWEEN_EDITS_MS = 1_100;

/** The stand-ins by connection, and when to give up. */
interface EditPorts {
  readonly sandboxes: ReadonlyMap<string, SandboxReady>;
  readonly signal: AbortSignal;
}

/** Carries the edits out at the screens of the stand-ins, one after the other. */
export async function makeEdits(
  edits: readonly PersonEdit[],
  { sandboxes, signal }: EditPorts,
): Promise<void> {
  let before: PersonEdit | null = null;
  for (const edit of edits) {
    if (edit.leadId === before?.leadId) await moment(BETWEEN_EDITS_MS, undefined, { signal });
    await makeEdit(edit, { sandboxes, signal });
    before = edit;
  }
}

async function makeEdit(edit: PersonEdit, { sandboxes, signal }: EditPorts): Promise<void> {
  const { connectionId, object, id } = edit.record;
  const answer = await fetch(`${sandboxes.get(connectionId)?.url}/_sandbox/edits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object, id, ...TYPED[edit.kind](edit.value) }),
    signal,
  });
  if (!answer.ok) throw new Error(`The sandbox did not take an edit (${edit.kind}): ${await answer.text()}`);
}

/** What is typed at the screen, in the words of the stand-ins' control interface. */
const TYPED: Readonly<Record<EditKind, (value: string) => object>> = {
  'job-title': (jobTitle) => ({ jobTitle }),
  phone: (phone) => ({ phone }),
  email: (email) => ({ email }),
  'opted-out': () => ({ optedOut: true }),
  accepted: () => ({ fields: answered('accepted') }),
  rejected: (reason) => ({ fields: { ...answered('rejected'), [own('rejection_reason').label]: reason } }),
};

/** Sales answers in the product's own field, which has the same label in every CRM. */
function answered(answer: string): Readonly<Record<string, string>> {
  const { label, options } = own('sales_status');
  const choice = options?.find(({ value }) => value === answer);
  return { [label]: choice?.label ?? answer };
}

function own(part: string) {
  const found = ownParts.find((one) => one.part === part);
  if (found === undefined) throw new Error(`There is no own field "${part}".`);
  return found;
}
