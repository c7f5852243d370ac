import type { SeedLead } from '../../seeds/lead.ts';
import type { MailMessage } from '../mail/mailbox.ts';
import { wholeSecond } from '../time.ts';

const SUBJECTS = ['Votre demande', 'Suite à notre échange', 'Proposition', 'Relance'] as const;

/** Mail that sales has sent a person, oldest first; some of it was opened, some of that led to a click. */
export function mailSeeds({ journey, createdAt }: SeedLead): Omit<MailMessage, 'id'>[] {
  const { delivered, opens, clicks, lastAt } = journey.mails;
  const step = (lastAt - createdAt) / Math.max(1, delivered);
  return Array.from({ length: delivered }, (_, index) => {
    const left = delivered - index;
    const at = wholeSecond(lastAt - step * (left - 1));
    return {
      at,
      direction: 'outgoing',
      subject: SUBJECTS[index % SUBJECTS.length] ?? SUBJECTS[0],
      openedAt: left <= opens ? at : null,
      clickedAt: left <= clicks ? at : null,
    };
  });
}
