import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { integerId, readBody } from '../body.ts';
import { notFound, validationFailed } from '../errors.ts';
import { offsetPage } from '../records/offsetPage.ts';
import type { Json } from '../records/record.ts';
import { refuseDanglingReferences } from '../records/references.ts';
import { sqlTime } from '../time.ts';
import { USERS } from '../users.ts';
import type { Note } from './note.ts';

const LINKS = ['lead_id', 'deal_id', 'person_id', 'org_id'] as const;

const noteSchema = z.object({
  content: z.string().min(1),
  lead_id: z.uuid().nullish(),
  deal_id: integerId.nullish(),
  person_id: integerId.nullish(),
  org_id: integerId.nullish(),
});

/** Notes of the company: https://developers.pipedrive.com/docs/api/v1/Notes */
export function listNotes(account: PipedriveAccount, { query }: HttpRequest): HttpReply {
  const asked = LINKS.flatMap((name) => (query.has(name) ? [[name, query.get(name)] as const] : []));
  const notes = [...account.notes.values()].filter(({ links }) =>
    asked.every(([name, value]) => String(links[name]) === value),
  );
  return offsetPage(query, notes, present);
}

/** One note; throws the 404 for an unknown id. */
export function readNote(account: PipedriveAccount, id: string): HttpReply {
  return answer(present(noteOf(account, id)));
}

/** Makes a note; throws the 400 where it is linked to nothing. */
export function createNote(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const { content, ...sent } = readBody(request, noteSchema);
  const links = Object.fromEntries(LINKS.map((name) => [name, sent[name] ?? null]));
  if (Object.values(links).every((link) => link === null))
    throw validationFailed('A note must be linked to a lead, a deal, a person or an organization');
  refuseDanglingReferences(account, links);
  const at = account.now();
  const note: Note = { id: account.notes.size + 71, content, links, addTime: at, updateTime: at };
  account.notes.set(note.id, note);
  return answer(present(note));
}

/** Changes what a note says. */
export function updateNote(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const { content } = readBody(request, noteSchema.pick({ content: true }));
  const note = { ...noteOf(account, id), content, updateTime: account.now() };
  account.notes.set(note.id, note);
  return answer(present(note));
}

function noteOf(account: PipedriveAccount, id: string): Note {
  const note = account.notes.get(Number(id));
  if (note === undefined) throw notFound('Note');
  return note;
}

function present({ id, content, links, addTime, updateTime }: Note): Json {
  return {
    id,
    content,
    ...links,
    user_id: USERS[0].id,
    active_flag: true,
    add_time: sqlTime(addTime),
    update_time: sqlTime(updateTime),
  };
}
