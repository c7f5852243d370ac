/** A header cell in the form of an API name: lower case, without accents, words joined by `_`, beginning with a letter. */
export function apiName(label: string, position: number): string {
  const name = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 90);
  if (name === '') return `column_${position + 1}`;
  return /^[a-z]/.test(name) ? name : `c_${name}`;
}

/** Makes a name different from those taken, by a number behind it. */
export function distinctName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
}
