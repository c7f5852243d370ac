import { fieldLabel, type Language, stageLabel } from '@tamis/core';
import type { LeadEvent } from '../../store/people/leadEvent.ts';
import type { LinkReasonStored } from '../../store/people/linkReason.ts';
import { dayText, linkText, type Naming } from './linkWords.ts';

type EventOf<K extends LeadEvent['kind']> = Extract<LeadEvent, { kind: K }>;

/** An event's own words, by its kind. */
type EventWords = { readonly [K in LeadEvent['kind']]: (event: EventOf<K>, naming: Naming) => string };

const ENGLISH: EventWords = {
  'record-linked': ({ ref, reason }, naming) =>
    `${naming.record(ref)} joined this lead: ${why(reason, naming)}`,
  'record-left': ({ ref, to, reason }, naming) =>
    `${naming.record(ref)} left for lead ${to}: ${why(reason, naming)}`,
  'leads-merged': ({ from }) => `Lead ${from} became part of this one`,
  'link-decided': ({ ref, decision, with: other, by, reason }, naming) => {
    const record = naming.record(ref);
    if (decision === 'cut') return `${by} cut ${record}: ${reason}`;
    if (decision === 'joined') return `${by} joined ${record} to ${naming.record(other ?? ref)}: ${reason}`;
    return `${by} let ${record} be linked by its address again${reason === null ? '' : `: ${reason}`}`;
  },
  'manual-stage-set': ({ manual: { by, stage, reason, until } }) =>
    `${by} set the stage to ${stageLabel(stage, 'en')}${until === null ? '' : ` until ${dayText(until, 'en')}`}: ${reason}`,
  'manual-stage-cleared': ({ by }) => `${by} let the model decide the stage again`,
  'manual-stage-expired': ({ manual: { by, stage }, now }) =>
    `The stage ${stageLabel(stage, 'en')} that ${by} set has ended: ${stageLabel(now, 'en')} from here on`,
  'value-set': ({ path, value, reason, by, until }) =>
    `${by} set ${fieldLabel(path, 'en')} to ${valueText(value, 'en')}${until === null ? '' : ` until ${dayText(until, 'en')}`}: ${reason}`,
  'value-cleared': ({ path, by }) => `${by} left ${fieldLabel(path, 'en')} to the CRMs again`,
  'value-expired': ({ path, value, by }) =>
    `${valueText(value, 'en')} for ${fieldLabel(path, 'en')}, set by ${by}, has ended`,
};

const FRENCH: EventWords = {
  'record-linked': ({ ref, reason }, naming) =>
    `${naming.record(ref)} a rejoint ce lead\u00a0: ${why(reason, naming)}`,
  'record-left': ({ ref, to, reason }, naming) =>
    `${naming.record(ref)} est passée au lead ${to}\u00a0: ${why(reason, naming)}`,
  'leads-merged': ({ from }) => `Le lead ${from} fait désormais partie de celui-ci`,
  'link-decided': ({ ref, decision, with: other, by, reason }, naming) => {
    const record = naming.record(ref);
    if (decision === 'cut') return `${by} a détaché ${record}\u00a0: ${reason}`;
    if (decision === 'joined')
      return `${by} a relié ${record} à ${naming.record(other ?? ref)}\u00a0: ${reason}`;
    return `${by} laisse de nouveau l’adresse relier ${record}${reason === null ? '' : `\u00a0: ${reason}`}`;
  },
  'manual-stage-set': ({ manual: { by, stage, reason, until } }) =>
    `${by} a fixé l’étape à ${stageLabel(stage, 'fr')}${until === null ? '' : ` jusqu’au ${dayText(until, 'fr')}`}\u00a0: ${reason}`,
  'manual-stage-cleared': ({ by }) => `${by} laisse de nouveau le modèle décider de l’étape`,
  'manual-stage-expired': ({ manual: { by, stage }, now }) =>
    `L’étape ${stageLabel(stage, 'fr')} fixée par ${by} a pris fin\u00a0: désormais ${stageLabel(now, 'fr')}`,
  'value-set': ({ path, value, reason, by, until }) =>
    `${by} a fixé «\u00a0${fieldLabel(path, 'fr')}\u00a0» à ${valueText(value, 'fr')}${until === null ? '' : ` jusqu’au ${dayText(until, 'fr')}`}\u00a0: ${reason}`,
  'value-cleared': ({ path, by }) =>
    `${by} laisse de nouveau les CRM dire «\u00a0${fieldLabel(path, 'fr')}\u00a0»`,
  'value-expired': ({ path, value, by }) =>
    `${valueText(value, 'fr')} pour «\u00a0${fieldLabel(path, 'fr')}\u00a0», fixé par ${by}, a pris fin`,
};

const WORDS: Readonly<Record<Language, EventWords>> = { en: ENGLISH, fr: FRENCH };

/** What happened to a lead, in a sentence. */
export function eventText(event: LeadEvent, naming: Naming): string {
  const say = WORDS[naming.language][event.kind] as (event: LeadEvent, naming: Naming) => string;
  return say(event, naming);
}

/** What a CRM said of the stage before us or beside us: its own word and field, and the stage that it means. */
export function pastStageText(
  { crm, field, word, stage }: { crm: string; field: string; word: string; stage: string },
  language: Language,
): string {
  return language === 'fr'
    ? `${crm} disait «\u00a0${word}\u00a0» (${field})\u00a0: ${stage}`
    : `${crm} said “${word}” (${field}): ${stage}`;
}

function why(reason: LinkReasonStored, naming: Naming): string {
  const unknown = { byHand: null, othersHand: null, address: 'own', became: null } as const;
  return linkText({ reason, ...unknown }, naming);
}

function valueText(value: unknown, language: Language): string {
  if (value === null || value === '') return language === 'fr' ? 'rien' : 'nothing';
  return language === 'fr' ? `«\u00a0${String(value)}\u00a0»` : `“${String(value)}”`;
}
