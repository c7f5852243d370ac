import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What the server answers to the text of an e-mail: takes it, asks to come back, or refuses it for good. */
export type Answer = 'accept' | 'later' | 'never';

/** An e-mail that the server took. */
export interface TakenMail extends Email {
  /** To whom the envelope was addressed. */
  readonly recipients: readonly string[];
}

/** A mail server on this machine. */
export interface MailServer extends AsyncDisposable {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** Every e-mail that was offered, taken or not, by its Message-ID. */
  readonly offered: readonly string[];
  /** What it answers from now on. */
  answer: Answer;
}

const CODES = { later: 451, never: 550 };

/** Starts a {@link MailServer}. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const offered: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, session, callback) {
      const mail = await PostalMime.parse(await buffer(stream));
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      offered.push(mail.messageId ?? '');
      if (mailServer.answer === 'accept') taken.push({ ...mail, recipients });
      callback(mailServer.answer === 'accept' ? null : refusal(mailServer.answer));
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    offered,
    answer: 'accept',
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
  return mailServer;
}

function refusal(answer: keyof typeof CODES): Error {
  return Object.assign(new Error('not this one'), { responseCode: CODES[answer] });
}
