/** Words of a text, as a search index splits them: runs of letters and digits, without regard to case. */
function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether every word of `wanted` is a word of `text`; `*` at an end of a word stands for anything. */
export function containsToken(text: string, wanted: string): boolean {
  const tokens = tokensOf(text);
  const parts = wanted.toLowerCase().match(/[\p{L}\p{N}*]+/gu) ?? [];
  return parts.every((part) => tokens.some((token) => fits(token, part)));
}

/** Whether every word of a search box is the beginning of a word of one of the texts. */
export function matchesQuery(texts: readonly string[], query: string): boolean {
  const tokens = texts.flatMap(tokensOf);
  return tokensOf(query).every((word) => tokens.some((token) => token.startsWith(word)));
}

function fits(token: string, pattern: string): boolean {
  const core = pattern.replaceAll('*', '');
  if (pattern.startsWith('*') && pattern.endsWith('*')) return token.includes(core);
  if (pattern.startsWith('*')) return token.endsWith(core);
  return pattern.endsWith('*') ? token.startsWith(core) : token === core;
}
