import type { FieldValue } from '@tamis/adapter';
import { difference } from '@tamis/mapping';
import { openDesires } from '../store/desired.ts';
import { leadObjects, type RunContext } from './context.ts';

/** One field of one record that an approved run would change. */
export interface ProposedChange {
  readonly object: string;
  readonly id: string;
  readonly field: string;
  readonly before: FieldValue | null;
  readonly after: FieldValue | null;
  /** Why the record is written at all: codes of the plan. */
  readonly reasons: readonly string[];
}

const PAGE = 500;

/** The dry run: every record and field that would be written, before and after, with the reason. */
export async function* proposedChanges(context: RunContext): AsyncIterable<ProposedChange> {
  for (const object of leadObjects(context.capabilities)) {
    for (let afterId = ''; ; ) {
      const page = await openDesires(context.db, context.scope, {
        object,
        state: 'proposed',
        afterId,
        limit: PAGE,
      });
      const last = page.at(-1);
      if (!last) break;
      afterId = last.recordId;
      for (const open of page) {
        for (const [field, after] of Object.entries(
          difference({ ...open, desired: open.fields }, context.mapping),
        )) {
          yield {
            object,
            id: open.recordId,
            field,
            before: open.observed[field] ?? null,
            after,
            reasons: open.reasons,
          };
        }
      }
    }
  }
}
