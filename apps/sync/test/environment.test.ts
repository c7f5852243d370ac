import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../src/cli/exit.ts';
import { type Environment, readEnvironment } from '../src/environment.ts';
import { vendors } from '../src/vendors.ts';

const EXAMPLE = new URL('../../../.env.example', import.meta.url);
/** Of the system, not ours: where a person's data folder is looked for. */
const SYSTEM = new Set(['HOME', 'XDG_DATA_HOME']);
/** Read by compose.yaml alone, which makes DATABASE_URL of it. */
const OF_COMPOSE = new Set(['POSTGRES_PASSWORD']);
/** Shown as an example: without them the setting is off, or found out. */
const EXAMPLES = new Set(['DATABASE_URL', 'TAMIS_DATA_FOLDER', 'TAMIS_PUBLIC_URL', 'TAMIS_MAIL_FROM']);

/** The settings of `.env.example`, with what stands behind `=`. */
function documented(): ReadonlyMap<string, string> {
  const lines = readFileSync(EXAMPLE, 'utf8').matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** The names that are looked up when everything is read. */
function lookedUp(): ReadonlySet<string> {
  const names = new Set<string>();
  const variables = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return undefined;
      },
    },
  );
  const environment = readEnvironment(variables);
  for (const vendor of vendors) environment.vendor(vendor);
  return names;
}

function settings({ vendor, ...rest }: Environment): object {
  return { ...rest, vendors: vendors.map((one) => Object.keys(vendor(one))) };
}

describe('.env.example', () => {
  it('names every setting that is read, and no other', () => {
    const read = [...lookedUp()].filter((name) => !SYSTEM.has(name));
    const shown = [...documented().keys()].filter((name) => !OF_COMPOSE.has(name));
    expect(shown.toSorted()).toEqual(read.toSorted());
  });

  it('shows values that are usable, and the defaults where there are some', () => {
    const shown = [...documented()].filter(([, value]) => value !== '');
    expect(() => readEnvironment(Object.fromEntries(shown))).not.toThrow();
    const defaults = Object.fromEntries(shown.filter(([name]) => !EXAMPLES.has(name)));
    expect(settings(readEnvironment(defaults))).toEqual(settings(readEnvironment({})));
  });
});

describe('the settings of e-mails', () => {
  const read = (from: string | undefined, smtp = 'smtp://user:hunter2@mail.example:587') =>
    readEnvironment({ TAMIS_SMTP_URL: smtp, TAMIS_MAIL_FROM: from });

  it('take an address, with or without a name', () => {
    const address = 'tamis@company.example';
    expect(read(address).mail?.from).toEqual({ name: '', address });
    expect(read(`Tamis, Acme <${address}>`).mail?.from).toEqual({ name: 'Tamis, Acme', address });
    expect(readEnvironment({}).mail).toBeUndefined();
  });

  it('name what is wrong, and never the password', () => {
    const wrong: readonly (readonly [variable: string, attempt: () => unknown])[] = [
      ['TAMIS_MAIL_FROM', () => read(undefined)],
      ['TAMIS_MAIL_FROM', () => read('nobody')],
      ['TAMIS_MAIL_FROM', () => read('Tamis\r\nBcc: all <tamis@company.example>')],
      ['TAMIS_SMTP_URL', () => read('tamis@company.example', 'http://user:hunter2@mail.example')],
      ['TAMIS_SMTP_URL', () => read('tamis@company.example', 'user:hunter2@mail.example')],
    ];
    for (const [variable, attempt] of wrong) {
      expect(attempt).toThrow(UsageError);
      expect(attempt).toThrow(
        new RegExp(`^The environment variable ${variable} is not usable: (?!.*hunter2)`),
      );
    }
  });
});

describe('the settings of a CRM', () => {
  it('begin with its key, and its OAuth address has the name that the vendor’s people know', () => {
    const { vendor } = readEnvironment({
      ACME_API_URL: 'https://a.example/',
      ACME_LOGIN_URL: 'https://b.example',
    });
    const named = vendor({ key: 'acme', oauthUrlSetting: 'ACME_LOGIN_URL' });
    expect(named).toMatchObject({ apiUrl: 'https://a.example', oauthUrl: 'https://b.example' });
    expect(vendor({ key: 'acme' }).oauthUrl).toBeUndefined();
  });
});
