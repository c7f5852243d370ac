import type { Language } from '@tamis/core';
import type { HandLink, LinkReasonStored } from '../../store/people/linkReason.ts';

/** A link as it is explained. */
export interface ExplainedLink {
  readonly reason: LinkReasonStored;
  /** What a person decided about the record. */
  readonly byHand: HandLink | null;
  /** The decision that ties it by hand, where that was made about the other record. */
  readonly othersHand: HandLink | null;
  readonly address: 'own' | 'role' | 'none';
  /** What became of a record that is gone. */
  readonly became: 'merged' | 'converted' | null;
}

/** How the words name a record and write a day. */
export interface Naming {
  readonly language: Language;
  readonly record: (ref: string) => string;
}

interface LinkWords {
  email(other: string): string;
  namedByCrm(other: string): string;
  joined(other: string, decision: string): string;
  cut(decision: string): string;
  decision(hand: { by: string; day: string; reason: string }): string;
  readonly role: string;
  readonly shared: string;
  readonly otherName: string;
  readonly onlyOne: string;
  readonly noAddress: string;
  merged(other: string): string;
  converted(other: string): string;
  readonly gone: string;
}

const WORDS: Readonly<Record<Language, LinkWords>> = {
  en: {
    email: (other) => `same e-mail address as ${other}`,
    namedByCrm: (other) => `the CRM names it as the same person as ${other}`,
    joined: (other, decision) => `joined by hand to ${other}${decision}`,
    cut: (decision) => `cut by hand${decision}`,
    decision: ({ by, day, reason }) => `, by ${by} on ${day}: ${reason}`,
    role: 'role address: never linked by itself',
    shared: 'shared address: several people in one CRM have it',
    otherName: 'another name than other records with the same address',
    onlyOne: 'the only record with its address',
    noAddress: 'no e-mail address to link it by',
    merged: (other) => `was merged into ${other}`,
    converted: (other) => `was converted into ${other}`,
    gone: 'is gone from the CRM; its lead keeps the history',
  },
  fr: {
    email: (other) => `même adresse e-mail que ${other}`,
    namedByCrm: (other) => `le CRM la donne pour la même personne que ${other}`,
    joined: (other, decision) => `reliée à la main à ${other}${decision}`,
    cut: (decision) => `détachée à la main${decision}`,
    decision: ({ by, day, reason }) => `, par ${by} le ${day}\u00a0: ${reason}`,
    role: 'adresse de fonction\u00a0: ne relie jamais d’elle-même',
    shared: 'adresse partagée\u00a0: plusieurs personnes l’ont dans un même CRM',
    otherName: 'un autre nom que les autres fiches de la même adresse',
    onlyOne: 'la seule fiche à cette adresse',
    noAddress: 'aucune adresse e-mail par laquelle la relier',
    merged: (other) => `a été fusionnée avec ${other}`,
    converted: (other) => `a été convertie en ${other}`,
    gone: 'a disparu du CRM\u00a0; son lead garde l’historique',
  },
};

/** Why a record is linked, or why it stands alone, in words. The one place for them: command line, page and history say the same. */
export function linkText(link: ExplainedLink, naming: Naming): string {
  const words = WORDS[naming.language];
  const { reason, byHand, othersHand } = link;
  switch (reason.kind) {
    case 'email':
      return words.email(naming.record(reason.with));
    case 'named-by-crm':
      return words.namedByCrm(naming.record(reason.with));
    case 'by-hand':
      return words.joined(naming.record(reason.with), decisionText(joinOf(byHand) ?? othersHand, naming));
    case 'gone':
      return goneText(link, naming);
    case 'alone':
      return aloneText(link, naming);
  }
}

/** A day in the reader's language, on the clock of UTC. */
export function dayText(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

function joinOf(byHand: HandLink | null): HandLink | null {
  return byHand?.kind === 'joined' ? byHand : null;
}

function decisionText(hand: HandLink | null, { language }: Naming): string {
  if (hand === null) return '';
  const { by, at, reason } = hand;
  return WORDS[language].decision({ by, day: dayText(at, language), reason });
}

function goneText({ reason, became }: ExplainedLink, { language, record }: Naming): string {
  const words = WORDS[language];
  const into = reason.kind === 'gone' ? reason.with : null;
  if (into === null) return words.gone;
  return became === 'converted' ? words.converted(record(into)) : words.merged(record(into));
}

const ONLY = { own: 'onlyOne', role: 'role', none: 'noAddress' } as const;

function aloneText({ reason, byHand, address }: ExplainedLink, naming: Naming): string {
  const words = WORDS[naming.language];
  if (byHand?.kind === 'cut') return words.cut(decisionText(byHand, naming));
  const blocked = reason.kind === 'alone' ? reason.blocked : null;
  switch (blocked) {
    case 'cut-by-hand':
      return words.cut('');
    case 'role-address':
      return words.role;
    case 'shared-address':
      return words.shared;
    case 'other-name':
      return words.otherName;
    case null:
      return words[ONLY[address]];
  }
}
