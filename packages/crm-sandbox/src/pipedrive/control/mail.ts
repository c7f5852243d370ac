import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { liveRecord } from '../records/remove.ts';
import { rfc3339 } from '../time.ts';
import { dumpRecord } from './dump.ts';

const mailSchema = z.object({
  direction: z.enum(['incoming', 'outgoing']),
  subject: z.string().default('Votre demande'),
  opened: z.boolean().default(false),
  clicked: z.boolean().default(false),
});

/** Mail comes or goes, and the person it is with shows when: Pipedrive alone writes these attributes. */
export function mailRoutes(account: PipedriveAccount): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/objects/persons/:id/mail',
      handle: (request, { id = '' }) => mail(account, id, request),
    },
  ];
}

function mail(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const { direction, subject, opened, clicked } = controlBody(request, mailSchema);
  const store = account.store('persons');
  const person = liveRecord(store, id);
  const at = account.now();
  account.mailbox.add(person.id, {
    at,
    direction,
    subject,
    openedAt: opened ? at : null,
    clickedAt: clicked ? at : null,
  });
  person.values.email_messages_count = account.mailbox.with(person.id).length;
  person.values[`last_${direction}_mail_time`] = rfc3339(at);
  person.updateTime = at;
  store.changed();
  return { status: 200, json: dumpRecord(person) };
}
