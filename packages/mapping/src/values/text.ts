const HIGH_SURROGATES = { first: 0xd800, last: 0xdbff };

function isHighSurrogate(unit: number): boolean {
  return unit >= HIGH_SURROGATES.first && unit <= HIGH_SURROGATES.last;
}

/** The longest beginning of `text` within `maxLength` UTF-16 units that does not end inside a surrogate pair. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = maxLength > 0 && isHighSurrogate(text.charCodeAt(maxLength - 1)) ? maxLength - 1 : maxLength;
  return text.slice(0, end);
}
