import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { accessWords } from '../../src/access/words.ts';
import { appWords } from '../../src/app/words.ts';
import { connectionWords, proposalWords } from '../../src/connections/words.ts';
import { activityWords } from '../../src/leads/activityWords.ts';
import { decisionWords } from '../../src/leads/decisionWords.ts';
import { leadWords } from '../../src/leads/words.ts';
import { mappingWords } from '../../src/mapping/words.ts';
import { qualificationWords } from '../../src/qualification/words.ts';
import { runWords } from '../../src/runs/words.ts';
import { stateWords } from '../../src/states/words.ts';
import { allWords } from '../../src/words/allWords.ts';

const LISTS = [
  accessWords,
  appWords,
  connectionWords,
  proposalWords,
  activityWords,
  decisionWords,
  leadWords,
  mappingWords,
  qualificationWords,
  runWords,
  stateWords,
];

/** Names of the places of a compiled message, `[name, kind?, choices?]`, however deep in its plurals and selections. */
function placesOf(message: unknown): ReadonlySet<string> {
  const parts = Array.isArray(message) ? message.filter(Array.isArray) : [];
  return new Set(
    parts.flatMap(([name, , choices = {}]) => [
      String(name),
      ...Object.values(choices).flatMap((choice) => [...placesOf(choice)]),
    ]),
  );
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name));
}

describe('the words of the page', () => {
  it('say the same in English and in French: nothing empty, no place forgotten', () => {
    const wrong = Object.entries(allWords).filter(
      ([, [en, fr]]) =>
        en.trim() === '' ||
        fr.trim() === '' ||
        !sameSet(placesOf(compileMessage(en)), placesOf(compileMessage(fr))),
    );
    expect(wrong).toEqual([]);
  });

  it('have one id each over all pages, so that no page takes the words of another', () => {
    const ids = LISTS.flatMap((list) => Object.keys(list));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(Object.keys(allWords).toSorted()).toEqual(ids.toSorted());
  });

  it('are told apart by the check: a place that one language forgot is seen', () => {
    expect(placesOf(compileMessage('{used} of {budget}'))).toEqual(new Set(['used', 'budget']));
    expect(placesOf(compileMessage('{n, plural, one {# lead of {all}} other {# leads}}'))).toEqual(
      new Set(['n', 'all']),
    );
  });
});
