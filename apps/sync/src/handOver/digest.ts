import { type Language, type Stage, stageLabel } from '@tamis/core';
import type { RunTrouble } from '../store/digestFigures.ts';
import type { DigestFigures, DigestLeads } from './digestFigures.ts';
import type { DigestWeek } from './digestWeek.ts';
import { type DigestWords, digestWords } from './digestWords.ts';
import { type LetterLine, type LetterSection, letterHtml, letterText } from './letter.ts';

/** Whom a digest is for, and of what. */
export interface DigestAbout {
  readonly workspaceName: string;
  readonly week: DigestWeek;
  /** The reader's. */
  readonly language: Language;
  /** Where links lead, without a slash at the end. */
  readonly publicUrl: string;
}

/** An e-mail that is written, but addressed to nobody. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes the digest of a week in the reader's language. */
export function writeDigest(figures: DigestFigures, about: DigestAbout): Digest {
  const { workspaceName, language } = about;
  const words = digestWords(language);
  const counts = [words.newSqls(figures.sql.count), words.newMqls(figures.mql.count)];
  const letter = {
    language,
    title: words.title,
    subtitle: `${workspaceName}, ${weekInWords(about)}`,
    sections: sectionsOf(figures, about, words),
    footer: words.sentTo(workspaceName),
  };
  const troubles = troublesIn(figures);
  if (troubles > 0) counts.push(words.problems(troubles));
  return {
    subject: `${workspaceName}${words.colon}${counts.join(', ')}`,
    text: letterText(letter),
    html: letterHtml(letter),
  };
}

function sectionsOf(
  figures: DigestFigures,
  { publicUrl, language }: DigestAbout,
  words: DigestWords,
): readonly LetterSection[] {
  const { sql, mql, rejected } = figures;
  const leads = (moved: DigestLeads, { all, label }: Pick<LeadLinks, 'all' | 'label'>) =>
    leadLines(moved, { all, label, publicUrl, nobody: words.nobody, more: words.more });
  return [
    {
      heading: words.newSqls(sql.count),
      lines: leads(sql, { all: `${publicUrl}/leads?stage=sql`, label: () => '' }),
    },
    {
      heading: words.newMqls(mql.count),
      lines: leads(mql, { all: `${publicUrl}/leads?stage=mql`, label: () => '' }),
    },
    {
      heading: words.rejected(rejected.count),
      lines: leads(rejected, { all: `${publicUrl}/leads`, label: (stage) => stageLabel(stage, language) }),
    },
    {
      heading: words.problems(troublesIn(figures)),
      lines: troubleLines(figures, publicUrl, words),
    },
  ];
}

function troublesIn({ troubles, reconnect }: DigestFigures): number {
  return troubles.length + reconnect.length;
}

interface LeadLinks extends Pick<DigestWords, 'nobody' | 'more'> {
  readonly publicUrl: string;
  /** Where the page shows all of them. */
  readonly all: string;
  /** What is said of the stage, where the heading does not. */
  readonly label: (stage: Stage) => string;
}

function leadLines(
  { count, leads }: DigestLeads,
  { publicUrl, all, label, nobody, more }: LeadLinks,
): readonly LetterLine[] {
  const lines = leads.map(({ id, name, company, stage, why }) => ({
    text: [name || nobody, company, label(stage)].filter(Boolean).join(', '),
    url: `${publicUrl}/leads/${id}`,
    detail: why,
  }));
  const left = count - leads.length;
  return left === 0 ? lines : [...lines, { text: more(left), url: all, detail: '' }];
}

function troubleLines(
  { troubles, reconnect }: DigestFigures,
  publicUrl: string,
  words: DigestWords,
): readonly LetterLine[] {
  return [
    ...reconnect.map((account) => ({
      text: words.reconnect(account),
      url: `${publicUrl}/connections`,
      detail: '',
    })),
    ...troubles.map((trouble) => ({
      text: `${trouble.account}${words.colon}${extent(trouble, words)}`,
      url: `${publicUrl}/runs/${trouble.runId}`,
      detail: trouble.message,
    })),
  ];
}

function extent({ records, runs }: RunTrouble, words: DigestWords): string {
  return records === 0 ? words.runsFailed(runs) : words.recordsHit(records);
}

function weekInWords({ week: { from, to, timeZone }, language }: DigestAbout): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).formatRange(from, to);
}
