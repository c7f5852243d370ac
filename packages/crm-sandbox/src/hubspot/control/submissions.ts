import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { objectNotFound } from '../errors.ts';
import { applyWrite } from '../records/write.ts';
import { isoInstant } from '../time.ts';
import { dumpRecord } from './dump.ts';

const submissionSchema = z.object({ form: z.string().min(1) });

/** A contact fills a form in. HubSpot alone counts that, in properties that nobody can write: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties */
export function submissionRoutes(account: HubSpotAccount): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/objects/contacts/:id/submissions',
      handle: (request, path) => submit(account, path.id ?? '', request),
    },
  ];
}

function submit(account: HubSpotAccount, id: string, request: HttpRequest): HttpReply {
  const { form } = controlBody(request, submissionSchema);
  const store = account.store('contacts');
  const row = store.findLive(id);
  if (row === null) throw objectNotFound(id);
  const at = account.clock.now();
  const before = Number(store.table.value(row, 'num_conversion_events') ?? 0);
  const values = new Map([
    ['num_conversion_events', String(before + 1)],
    ['recent_conversion_date', isoInstant(at)],
    ['recent_conversion_event_name', form],
    ...(before > 0
      ? []
      : ([
          ['first_conversion_date', isoInstant(at)],
          ['first_conversion_event_name', form],
        ] as const)),
  ]);
  applyWrite(account, store, { row, values, change: { at, source: 'FORM' } });
  return { status: 200, json: dumpRecord(store, row, null) };
}
