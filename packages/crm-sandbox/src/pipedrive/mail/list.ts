import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { contactPoints } from '../records/contactPoint.ts';
import { offsetPage } from '../records/offsetPage.ts';
import type { Json, StoredRecord } from '../records/record.ts';
import { liveRecord } from '../records/remove.ts';
import { sqlTime } from '../time.ts';
import { USERS } from '../users.ts';
import type { MailMessage } from './mailbox.ts';

/** Mail with a person, newest first: https://developers.pipedrive.com/docs/api/v1/Persons#getPersonMailMessages */
export function listMail(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const person = liveRecord(account.store('persons'), id);
  return offsetPage(request.query, account.mailbox.with(person.id).toReversed(), (message) => ({
    object: 'mailMessage',
    timestamp: sqlTime(message.at),
    data: present(person, message),
  }));
}

function present(person: StoredRecord, message: MailMessage): Json {
  const them = {
    name: person.values.name ?? null,
    email_address: contactPoints(person, 'emails')[0]?.value ?? null,
    linked_person_id: person.id,
  };
  const us = { name: USERS[0].name, email_address: USERS[0].email, linked_person_id: null };
  const isOurs = message.direction === 'outgoing';
  return {
    id: message.id,
    from: [isOurs ? us : them],
    to: [isOurs ? them : us],
    cc: [],
    bcc: [],
    subject: message.subject,
    snippet: message.subject,
    mail_tracking_status: message.openedAt === null ? 'not opened' : 'opened',
    mail_link_tracking_enabled_flag: message.clickedAt === null ? 0 : 1,
    read_flag: 1,
    draft_flag: 0,
    sent_flag: isOurs ? 1 : 0,
    message_time: new Date(message.at).toISOString(),
    add_time: sqlTime(message.at),
    update_time: sqlTime(message.clickedAt ?? message.openedAt ?? message.at),
    user_id: USERS[0].id,
  };
}
