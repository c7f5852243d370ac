import type { Gate, NegativeRule } from './model.ts';

/** What takes points off. */
export function defaultNegatives(): NegativeRule[] {
  return [
    {
      id: 'free-mail',
      label: { fr: 'e-mail personnel', en: 'free-mail address' },
      origin: 'prior',
      when: { field: 'email.quality', equals: 'free-mail' },
      points: -5,
      side: 'fit',
    },
    {
      id: 'role-address',
      label: { fr: 'adresse générique', en: 'role address' },
      origin: 'prior',
      when: { field: 'email.role', equals: true },
      points: -3,
      side: 'fit',
    },
    {
      id: 'unsubscribed',
      label: { fr: 'désabonné', en: 'unsubscribed' },
      origin: 'prior',
      when: {
        any: [{ field: 'permission.email.state', equals: 'denied' }, { activity: { kind: 'unsubscribe' } }],
      },
      points: -10,
      side: 'engagement',
    },
    {
      id: 'no-show',
      label: { fr: 'rendez-vous manqué', en: 'meeting missed' },
      origin: 'prior',
      activities: [{ kind: 'meeting_no_show' }],
      points: -5,
      windowDays: 90,
      cap: 10,
    },
  ];
}

/** What shuts a lead out whatever its points. An objection does so without a gate of the model. */
export function defaultGates(): Gate[] {
  return [
    {
      id: 'disposable-email',
      label: { fr: 'e-mail jetable', en: 'disposable e-mail' },
      origin: 'prior',
      effect: 'disqualify',
      when: { field: 'email.quality', equals: 'disposable' },
    },
    {
      id: 'malformed-email',
      label: { fr: 'e-mail mal formé', en: 'malformed e-mail' },
      origin: 'prior',
      effect: 'disqualify',
      when: { field: 'email.quality', equals: 'malformed' },
    },
    {
      id: 'competitor',
      label: { fr: 'concurrent', en: 'competitor' },
      origin: 'prior',
      effect: 'disqualify',
      when: { field: 'email.competitor', equals: true },
    },
    {
      id: 'bounced',
      label: { fr: 'e-mail rejeté', en: 'e-mail bounced' },
      origin: 'prior',
      effect: 'block-hand-over',
      when: { activity: { kind: 'bounce' }, withinDays: 180 },
    },
  ];
}
