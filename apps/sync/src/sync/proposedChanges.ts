import type { FieldValue } from '@tamis/adapter';
import { openDesires } from '../store/desired.ts';
import { leadObjects, type RunContext } from './context.ts';
import { differing } from './leftOver.ts';

/** One field of one record that an approved run would change. */
export interface ProposedChange {
  readonly object: string;
  readonly id: string;
  readonly field: string;
  readonly before: FieldValue | null;
  readonly after: FieldValue | null;
  /** Why, in the workspace's language. */
  readonly reason: string;
}

const PAGE = 500;

/** The dry run: every record and field that would be written, before and after, with the reason. */
export async function* proposedChanges(context: RunContext): AsyncIterable<ProposedChange> {
  for (const object of leadObjects(context.capabilities)) {
    for (let afterId = ''; ; ) {
      const page = await openDesires(context.db, context.scope, { object, state: 'proposed', afterId, limit: PAGE });
      const last = page.at(-1);
      if (!last) break;
      afterId = last.recordId;
      for (const open of page) {
        for (const [field, after] of Object.entries(differing(context, open))) {
          yield { object, id: open.recordId, field, before: open.observed[field] ?? null, after, reason: open.reasons.join('; ') };
        }
      }
    }
  }
}
