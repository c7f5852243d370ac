import { decideLink } from '../../service/people/decideLink.ts';
import type { LinksContext } from './linksContext.ts';

/** A decision as it was typed, records by their names. */
export type LinkOrder = { readonly record: string } & (
  | { readonly kind: 'cut'; readonly reason: string }
  | { readonly kind: 'join'; readonly other: string; readonly reason: string; readonly withOthers: boolean }
  | { readonly kind: 'free' }
);

const TOLD = { cut: 'stands alone now', join: 'is joined', free: 'is linked by its address again' } as const;

/** Carries out a person's decision about a link and says what follows. */
export async function decideAndTell(
  { context, service, names, output }: LinksContext,
  order: LinkOrder,
): Promise<void> {
  const ref = names.read(order.record);
  const decision = order.kind === 'join' ? { ...order, to: { record: names.read(order.other) } } : order;
  const decider = { workspaceId: service.workspace.id, by: 'command line', at: context.now() };
  const { leadId, connections } = await decideLink(service.db, decider, { ref, decision });
  const crms = connections.map((id) => names.crm(id));
  output.line(`${names.say(ref)} ${TOLD[order.kind]}: it shows lead ${leadId}.`);
  output.line(`The next runs write what follows to ${crms.join(', ')}; "tamis sync" does not wait for them.`);
  if (output.json) output.result({ record: names.write(ref), leadId, crms });
}
