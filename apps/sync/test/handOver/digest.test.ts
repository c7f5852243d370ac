import { describe, expect, it } from 'vitest';
import { writeDigest } from '../../src/handOver/digest.ts';
import type { DigestFigures, DigestLead } from '../../src/handOver/digestFigures.ts';
import { WEEK } from './week.ts';

const NOTHING = { count: 0, leads: [] };
const QUIET: DigestFigures = { sql: NOTHING, mql: NOTHING, rejected: NOTHING, troubles: [], reconnect: [] };
const ABOUT = { workspaceName: 'Sieve', week: WEEK, publicUrl: 'https://tamis.example' };
const HOSTILE = '<img src=x onerror=alert(1)>';

const moved = (lead: Partial<DigestLead>, count = 1) => ({
  count,
  leads: [
    {
      id: '7',
      name: 'Ada Lovelace',
      company: 'Analytical',
      stage: 'sql' as const,
      why: 'score above the threshold',
      ...lead,
    },
  ],
});

describe('a digest', () => {
  it('says in its subject and in each section what happened, with links to the page', () => {
    const { subject, text, html } = writeDigest(
      {
        sql: moved({}, 3),
        mql: NOTHING,
        rejected: moved({ id: '8', name: '', stage: 'disqualified', why: 'competitor' }),
        troubles: [
          { account: 'Acme CRM', message: 'The CRM kept its own value.', records: 2, runs: 5, runId: '41' },
        ],
        reconnect: ['Other CRM'],
      },
      { ...ABOUT, language: 'en' },
    );
    expect(subject).toBe('Sieve: 3 new SQLs, 0 new MQLs, 2 problems in sync runs');
    expect(text).toMatchInlineSnapshot(`
      "The week of your leads
      Sieve, November 16 – 23, 2026

      3 new SQLs
      - Ada Lovelace, Analytical
        score above the threshold
        https://tamis.example/leads/7
      - Show 2 more leads
        https://tamis.example/leads?stage=sql

      0 new MQLs

      1 lead disqualified or recycled
      - Lead without a name, Analytical, Disqualified
        competitor
        https://tamis.example/leads/8

      2 problems in sync runs
      - Other CRM must be connected again: until then nothing is read or written.
        https://tamis.example/connections
      - Acme CRM: 2 records
        The CRM kept its own value.
        https://tamis.example/runs/41

      Tamis sends this every Monday to the administrators of Sieve.
      "
    `);
    for (const link of ['leads/7', 'leads?stage=sql', 'leads/8', 'connections', 'runs/41'])
      expect(html).toContain(`href="https://tamis.example/${link}"`);
  });

  it('speaks French to those who read French', () => {
    const { subject, text, html } = writeDigest(
      { ...QUIET, sql: moved({}, 2) },
      { ...ABOUT, language: 'fr' },
    );
    expect(subject).toBe('Sieve : 2 nouveaux SQL, 0 nouveau MQL');
    expect(text).toMatchInlineSnapshot(`
      "La semaine de vos leads
      Sieve, 16–23 novembre 2026

      2 nouveaux SQL
      - Ada Lovelace, Analytical
        score above the threshold
        https://tamis.example/leads/7
      - Voir 1 autre lead
        https://tamis.example/leads?stage=sql

      0 nouveau MQL

      0 lead disqualifié ou recyclé

      0 problème de synchronisation

      Tamis envoie ce message chaque lundi aux administrateurs de Sieve.
      "
    `);
    expect(html).toContain('<html lang="fr">');
  });

  it('shows what strangers wrote as text, on one line', () => {
    const { subject, text, html } = writeDigest(
      {
        ...QUIET,
        sql: moved({ name: HOSTILE, company: `${HOSTILE}\r\n- Forged lead`, why: HOSTILE }),
        troubles: [{ account: HOSTILE, message: HOSTILE, records: 1, runs: 1, runId: '1' }],
        reconnect: [HOSTILE],
      },
      { ...ABOUT, workspaceName: HOSTILE, language: 'en' },
    );
    expect(html).not.toMatch(/<(img|script)/);
    expect(html.split('&lt;img src=x onerror=alert(1)&gt;')).toHaveLength(9);
    expect(text).toContain(`- ${HOSTILE}, ${HOSTILE} - Forged lead\n`);
    expect(subject).toContain(HOSTILE);
  });
});
