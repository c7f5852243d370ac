import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Draws the picture of the README from what the demo really prints: `npm run picture`. */
const BIN = fileURLToPath(new URL('../../node_modules/.bin/tamis', import.meta.url));
const TARGET = new URL('../../docs/demo.svg', import.meta.url);
const COLUMNS = 150;
const LINE = 18;
const MARGIN = 20;
const CHARACTER = 8.2;

function shorten(line: string): string {
  return [...line].length <= COLUMNS ? line : `${[...line].slice(0, COLUMNS - 1).join('')}…`;
}

/** Spaces that renderers would run together become ones that they keep. */
function toXml(text: string): string {
  return text
    .replaceAll(' ', '\u00a0')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function draw(lines: readonly string[]): string {
  const width = COLUMNS * CHARACTER + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const texts = lines.map((line, index) => {
    const fill = line.startsWith('$') ? '#9ece6a' : /^\S/.test(line) ? '#7dcfff' : '#c0caf5';
    return `<text x="${MARGIN}" y="${MARGIN + (index + 0.8) * LINE}" fill="${fill}">${toXml(shorten(line))}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Output of npm start">
<rect width="100%" height="100%" rx="8" fill="#1a1b26"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
${texts.join('\n')}
</g>
</svg>
`;
}

const demo = spawnSync(BIN, ['demo', '--once'], { encoding: 'utf8' });
if (demo.status !== 0) throw new Error(`The demo ended with exit code ${demo.status}: ${demo.stderr}`);
writeFileSync(TARGET, draw(['$ npm start', ...demo.stdout.trimEnd().split('\n')]));
