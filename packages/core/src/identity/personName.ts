/** A name as it is compared: without case, accents and punctuation. Empty parts are not known. */
export interface PersonName {
  readonly first: string;
  readonly last: string;
}

/** Folds the two parts of a name for comparison: `Zoë O'Neill` and `ZOE ONEILL` are the same. */
export function personName(first: string | null | undefined, last: string | null | undefined): PersonName {
  return { first: fold(first), last: fold(last) };
}

function fold(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Both parts of both names are known. */
export function areFull(a: PersonName, b: PersonName): boolean {
  return isFull(a) && isFull(b);
}

/** First and last name are known. */
export function isFull({ first, last }: PersonName): boolean {
  return first !== '' && last !== '';
}

/** Neither says another first or another last name than the other. */
export function agreeFully(a: PersonName, b: PersonName): boolean {
  return agrees(a.first, b.first) && agrees(a.last, b.last);
}

/** One part agrees at least: people are called by short names, and change one of the two. */
export function agreePartly(a: PersonName, b: PersonName): boolean {
  return agrees(a.first, b.first) || agrees(a.last, b.last);
}

function agrees(a: string, b: string): boolean {
  return a === '' || b === '' || a === b;
}
