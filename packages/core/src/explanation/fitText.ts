/** The longest text that is written into a CRM field, in UTF-16 units: what the shortest text fields of CRMs hold. */
export const WRITTEN_LENGTH = 255;

const ELLIPSIS = '…';
/** How far back a cut looks for the end of a word. */
const LONGEST_WORD = 40;
const JOINERS = /[\u200d\ufe0e\ufe0f]+$/u;

/** One line of well-formed text: blanks and control characters become single spaces, no-break spaces stay. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029 ]+/gu, ' ')
    .trim();
}

/** A text of at most `max` UTF-16 units: cut at the end of a word where there is one, never inside a surrogate pair. */
export function fitText(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = max - ELLIPSIS.length;
  if (room <= 0) return '';
  const head = text.slice(0, isInsidePair(text, room) ? room - 1 : room);
  const space = text[room] === ' ' ? head.length : head.lastIndexOf(' ');
  const cut = space > 0 && head.length - space <= LONGEST_WORD ? head.slice(0, space) : head;
  return cut.trimEnd().replace(JOINERS, '') + ELLIPSIS;
}

function isInsidePair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
