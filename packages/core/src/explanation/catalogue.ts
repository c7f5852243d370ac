import type { NextAction, Stage } from '../qualification/verdict.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Language, Messages } from './messages.ts';

const CATALOGUE: Readonly<Record<Language, Messages>> = { fr, en };

/** The fixed words of a language. */
export function messagesOf(language: Language): Messages {
  return CATALOGUE[language];
}

/** A stage as people read it, for instance `SQL (prêt pour les ventes)`. */
export function stageLabel(stage: Stage, language: Language): string {
  return CATALOGUE[language].stages[stage];
}

/** A next action as people read it, for instance `call now`. */
export function nextActionLabel(action: NextAction, language: Language): string {
  return CATALOGUE[language].actions[action];
}
