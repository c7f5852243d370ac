/** A name as it stands in an address: lower case, without accents, only letters and digits. */
export function asciiWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace('ı', 'i')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase();
}
