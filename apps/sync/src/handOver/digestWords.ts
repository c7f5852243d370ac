import type { Language } from '@tamis/core';

/** The words of a weekly digest. Counts are written with their noun in the right number. */
export interface DigestWords {
  readonly title: string;
  newSqls(count: number): string;
  newMqls(count: number): string;
  rejected(count: number): string;
  problems(count: number): string;
  readonly nobody: string;
  more(count: number): string;
  runsFailed(count: number): string;
  recordsHit(count: number): string;
  reconnect(account: string): string;
  sentTo(workspace: string): string;
  /** Between a name and what is said of it. */
  readonly colon: string;
}

const WORDS: Readonly<Record<Language, DigestWords>> = {
  en: {
    title: 'The week of your leads',
    newSqls: counted('en', 'new SQL', 'new SQLs'),
    newMqls: counted('en', 'new MQL', 'new MQLs'),
    rejected: counted('en', 'lead disqualified or recycled', 'leads disqualified or recycled'),
    problems: counted('en', 'problem in sync runs', 'problems in sync runs'),
    nobody: 'Lead without a name',
    more: (count) => `Show ${counted('en', 'more lead', 'more leads')(count)}`,
    runsFailed: counted('en', 'run failed', 'runs failed'),
    recordsHit: counted('en', 'record', 'records'),
    reconnect: (account) => `${account} must be connected again: until then nothing is read or written.`,
    sentTo: (workspace) => `Tamis sends this every Monday to the administrators of ${workspace}.`,
    colon: ': ',
  },
  fr: {
    title: 'La semaine de vos leads',
    newSqls: counted('fr', 'nouveau SQL', 'nouveaux SQL'),
    newMqls: counted('fr', 'nouveau MQL', 'nouveaux MQL'),
    rejected: counted('fr', 'lead disqualifié ou recyclé', 'leads disqualifiés ou recyclés'),
    problems: counted('fr', 'problème de synchronisation', 'problèmes de synchronisation'),
    nobody: 'Lead sans nom',
    more: (count) => `Voir ${counted('fr', 'autre lead', 'autres leads')(count)}`,
    runsFailed: counted('fr', 'synchronisation échouée', 'synchronisations échouées'),
    recordsHit: counted('fr', 'fiche', 'fiches'),
    reconnect: (account) => `${account} doit être reconnecté : d’ici là, rien n’est lu ni écrit.`,
    sentTo: (workspace) => `Tamis envoie ce message chaque lundi aux administrateurs de ${workspace}.`,
    colon: ' : ',
  },
};

/** The words of a digest in a language. */
export function digestWords(language: Language): DigestWords {
  return WORDS[language];
}

function counted(language: Language, one: string, other: string): (count: number) => string {
  const plural = new Intl.PluralRules(language);
  const format = new Intl.NumberFormat(language);
  return (count) => `${format.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}
