import { allWords } from '@tamis/settings/words';

/** A language of the page. */
export type Language = 'en' | 'fr';

/** Finds what the page says under an id, whatever its figures: as a whole text, or as part of one. */
export function saying(language: Language): (id: keyof typeof allWords) => RegExp {
  return (id) => {
    const [en, fr] = allWords[id];
    const message: string = language === 'en' ? en : fr;
    const pattern = message
      .replaceAll(/\{\w+, plural(?:[^{}]|\{[^{}]*\})*\}|\{\w+\}/g, '\u0000')
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('\u0000', '.*');
    return new RegExp(`^${pattern}$`);
  };
}
