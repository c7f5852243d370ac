import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { useLingui } from '@lingui/react';

/** Words of a page: per id its English and its French, side by side, as ICU messages. */
export type Words = Readonly<Record<string, readonly [en: string, fr: string]>>;

/** Values for the places of a message. */
export type WordValues = Readonly<Record<string, string | number>>;

/** Says a message in the reader's language. */
export type Say<W extends Words> = (id: keyof W & string, values?: WordValues) => string;

i18n.setMessagesCompiler(compileMessage);

const loaded = new WeakSet<Words>();

/** Says the words of a page; ids are unique over all pages. */
export function useWords<W extends Words>(words: W): Say<W> {
  load(words);
  const { _ } = useLingui();
  return (id, values) => _(id, values === undefined ? undefined : { ...values });
}

function load(words: Words): void {
  if (loaded.has(words)) return;
  loaded.add(words);
  const entries = Object.entries(words);
  i18n.load({
    en: messagesIn('en'),
    fr: messagesIn('fr'),
  });

  function messagesIn(language: 'en' | 'fr') {
    return Object.fromEntries(entries.map(([id, [en, fr]]) => [id, language === 'en' ? en : fr]));
  }
}
