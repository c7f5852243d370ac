import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium that can be started, and what it needs in its environment. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Flags of a server's Chromium: no GPU, and no sandbox of its own where it runs as root. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'];

/** Starts a real Chromium. */
export function launch({ executablePath, env }: Chromium): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS, env: { ...env }, headless: true });
}

/** Finds a Chromium: the one of TAMIS_CHROMIUM, on Linux x64 the one that `npm ci` brings, else one on this machine. */
export async function findChromium(): Promise<Chromium> {
  const { TAMIS_CHROMIUM: given, PATH = '', HOME = tmpdir() } = process.env;
  const env = { PATH, HOME };
  if (given !== undefined) return { executablePath: given, env };
  if (process.platform === 'linux' && process.arch === 'x64') return unpack(env);
  const executablePath = INSTALLED.find((path) => existsSync(path));
  if (executablePath !== undefined) return { executablePath, env };
  throw new Error(
    'The browser tests need a Chromium. Install one (for instance "apt-get install chromium"), or name one in TAMIS_CHROMIUM.',
  );
}

/** The package unpacks browser, libraries and fonts into the temporary folder and takes what lies there already: so a folder of its own. */
async function unpack(env: Readonly<Record<string, string>>): Promise<Chromium> {
  const folder = join(tmpdir(), `tamis-chromium-${process.getuid?.() ?? 'user'}`);
  await mkdir(folder, { recursive: true });
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const { default: sparticuz } = await import('@sparticuz/chromium');
  const executablePath = await sparticuz.executablePath();
  const fonts = join(folder, 'tamis-fonts.conf');
  await writeFile(fonts, fontSettings(folder));
  const libraries = join(folder, 'al2023', 'lib');
  return { executablePath, env: { ...env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts } };
}

/** Text in the font that comes along; signs that it lacks (→) in whatever the machine has. */
function fontSettings(folder: string): string {
  const folders = `<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir>`;
  const prefer = '<prefer><family>Open Sans</family></prefer>';
  const usual = ['system-ui', 'sans-serif'].map(
    (name) => `<alias binding="strong"><family>${name}</family>${prefer}</alias>`,
  );
  const cache = `<cachedir>${join(folder, 'font-cache')}</cachedir>`;
  return `<?xml version="1.0"?><fontconfig>${folders}${cache}${usual.join('')}</fontconfig>`;
}
