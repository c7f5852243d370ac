import type { Language } from '@tamis/core';

/** The words of a hand-over task. */
interface TaskWords {
  /** `name` and `company` may be empty. */
  title(name: string, company: string): string;
  next(action: string): string;
}

const WORDS: Readonly<Record<Language, TaskWords>> = {
  en: {
    title: (name, company) => `Contact ${whom(name, company, 'this lead')}: sales qualified (SQL)`,
    next: (action) => `Next: ${action}`,
  },
  fr: {
    title: (name, company) => `Contacter ${whom(name, company, 'ce lead')} : qualifié pour la vente (SQL)`,
    next: (action) => `À faire : ${action}`,
  },
};

/** The words of a hand-over task in a language. */
export function taskWords(language: Language): TaskWords {
  return WORDS[language];
}

function whom(name: string, company: string, nobody: string): string {
  if (name === '') return company || nobody;
  return company === '' ? name : `${name} (${company})`;
}
