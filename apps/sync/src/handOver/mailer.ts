import { createTransport } from 'nodemailer';

/** How long a server may take over a connection; for a message it has ten minutes: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2 */
const CONNECT_WITHIN_MS = 30_000;
const ACCEPT_WITHIN_MS = 10 * 60_000;
const REFUSED_FOR_GOOD = 500;

/** Where e-mails are handed in, and who they are from. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. Never log it. */
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** One e-mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same at every attempt, so that a mail system can tell a second delivery from a second e-mail. */
  readonly messageId: string;
}

/** The mail server did not take an e-mail. Holds neither its words nor an address, which it may repeat. */
export class MailNotSent extends Error {
  /** As in https://nodemailer.com/errors */
  readonly code: string;
  /** The server refuses this e-mail or this address: another attempt would be refused too. */
  readonly forGood: boolean;

  constructor(code: string, forGood: boolean) {
    super(`The mail server did not take the e-mail (${code}).`);
    this.name = 'MailNotSent';
    this.code = code;
    this.forGood = forGood;
  }
}

/** Hands e-mails to a mail server. */
export interface Mailer {
  /** Resolves once the server has accepted it; gives up when the signal aborts. Throws {@link MailNotSent}. */
  send(mail: Mail, signal: AbortSignal): Promise<void>;
}

/** Opens a mailer; it connects when it sends. A password leaves this machine over TLS alone. */
export function openMailer({ smtpUrl, from }: MailSettings): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: hasPassword(smtpUrl),
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ACCEPT_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail, signal) {
      try {
        // https://www.rfc-editor.org/rfc/rfc3834#section-5: nobody's absence note answers it.
        await transport.sendMail({
          ...mail,
          to: { name: '', address: mail.to },
          from,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        });
      } catch (error) {
        throw notSent(error);
      }
    },
  };
}

function hasPassword(smtpUrl: string): boolean {
  const { password, hostname } = new URL(smtpUrl);
  return password !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function notSent(error: unknown): MailNotSent {
  if (!(error instanceof Error)) return new MailNotSent('unknown', false);
  const code = 'code' in error ? String(error.code) : error.name;
  const answer = 'responseCode' in error ? Number(error.responseCode) : 0;
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return new MailNotSent(code, aboutThisMail && answer >= REFUSED_FOR_GOOD);
}
