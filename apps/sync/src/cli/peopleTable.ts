import { type Language, type Stage, stageLabel } from '@tamis/core';
import type { EditEnd, PersonEnd, RecordEnd } from '../demo/people/personEnd.ts';
import { vendorOf } from '../vendors.ts';
import { renderTable } from './table.ts';

/** With the columns before it and the section's indent, the table fits 120 columns. */
const STORY_WIDTH = 34;

/** Who ended where, and why: a line for each CRM of a person, and more where what was done there needs them. */
export function peopleTable(people: readonly PersonEnd[], language: Language): readonly string[] {
  return renderTable(
    [
      { heading: 'Name', most: 20 },
      { heading: 'CRM' },
      { heading: 'Stage', most: 26 },
      { heading: 'Score', align: 'right' },
      { heading: 'Linked by' },
      { heading: 'Between the runs' },
    ],
    people.flatMap((person) => rowsOf(person, language)),
  );
}

function rowsOf(person: PersonEnd, language: Language): readonly (readonly string[])[] {
  const crms = [...Map.groupBy(person.records, ({ crm }) => crm)];
  return crms.flatMap(([crm, records], index) => {
    const [first = '', ...more] = wrapped(
      storyOf(person, { crm, isFirst: index === 0, language }),
      STORY_WIDTH,
    );
    const [record] = records;
    if (record === undefined) return [];
    const line = [
      index === 0 ? person.name : '',
      vendorOf(crm).label,
      labelOf(record.stage, language),
      String(record.score),
      linkedBy(records),
      first,
    ];
    return [line, ...more.map((text) => ['', '', '', '', '', text])];
  });
}

function storyOf(
  { edits, records, stageBefore }: PersonEnd,
  { crm, isFirst, language }: { crm: string; isFirst: boolean; language: Language },
): string {
  const here = edits.filter((edit) => edit.crm === crm).map(told);
  const moved = stageBefore !== null && records[0]?.stage !== stageBefore;
  const before = isFirst && moved ? [`was ${labelOf(stageBefore, language)}`] : [];
  return [...before, ...here].join('; ');
}

function told({ kind, value, crm, standsIn }: EditEnd): string {
  switch (kind) {
    case 'accepted':
      return 'accepted by sales';
    case 'rejected':
      return `rejected by sales: ${value}`;
    case 'opted-out':
      return 'wants no more e-mail';
    case 'email':
      return 'another e-mail address';
    default:
      return `${kind === 'phone' ? 'phone' : 'job title'} ${value}, ${whereStands(crm, standsIn ?? [])}`;
  }
}

function whereStands(crm: string, standsIn: readonly string[]): string {
  const others = standsIn.filter((one) => one !== crm).map((one) => vendorOf(one).label);
  if (!standsIn.includes(crm)) return 'which a later edit replaced';
  return others.length === 0 ? 'which stands here alone' : `now in ${others.join(' and ')} too`;
}

const LINKED_BY: Readonly<Record<RecordEnd['linked'], string>> = {
  'by-hand': 'hand',
  'named-by-crm': 'the CRM',
  email: 'e-mail',
  alone: '–',
  gone: '–',
};

/** Records of one CRM that are one person may be tied by the CRM itself; what ties them to other CRMs says more. */
function linkedBy(records: readonly RecordEnd[]): string {
  const kinds = records.map(({ linked }) => linked);
  const told = kinds.find((kind) => kind === 'by-hand') ?? kinds.find((kind) => kind === 'email') ?? kinds[0];
  return told === undefined ? '' : LINKED_BY[told];
}

function labelOf(stage: string, language: Language): string {
  return stageLabel(stage as Stage, language);
}

/** Words in lines of at most `width` characters; a longer word has a line of its own. */
function wrapped(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
