import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const MOST_BYTES_OF_A_PICTURE = 150_000;

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs/', ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What a document leads to inside the repository. */
function links(document: string): readonly URL[] {
  const text = readFileSync(new URL(document, ROOT), 'utf8');
  return [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, path = '']) => new URL(path, new URL(document, ROOT)),
  );
}

it.each(documents)('%s leads to nothing that is missing', (document) => {
  expect(links(document).filter((target) => !existsSync(target))).toEqual([]);
});

it('every picture of the pages is shown somewhere, and none is heavy', () => {
  const shown = new Set(documents.flatMap(links).map(({ href }) => href));
  const pictures = readdirSync(new URL('docs/pages/', ROOT)).map(
    (name) => new URL(`docs/pages/${name}`, ROOT),
  );
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter(({ href }) => !shown.has(href))).toEqual([]);
  expect(pictures.filter((picture) => statSync(picture).size > MOST_BYTES_OF_A_PICTURE)).toEqual([]);
});
