import type { OpenDatabase } from '@tamis/postgres';

type Pool = ReturnType<OpenDatabase['pool']>;

const FIRST =
  `Élodie François Anna Hélène Jürgen Zoë Camille Hugo Inès Thomas Sofia Oliver Chloé Mathis Andreea Jean-Luc Noémie Karim Fatou
  Søren Lucía Ana Franz Yann Maëlle Björn Nadia Pierre`.split(/\s+/);
const LAST =
  `Lefèvre Müller Nguyen Benali Fournier García Petit Keller Marino Hughes Dubois Lanoë Sanchez Østergaard Françoise Moreau Lambert
  Rousseau Kowalski Andersson Bianchi Schneider Traoré Haddad Martin Grandjean Blanc O’Brien Zimmermann Quéré Yılmaz Novák`.split(
    /\s+/,
  );
const COMPANY =
  `Kaolin Ardoise Quartz Méridien Basalte Granit Obsidienne Galène Zéphyr Tramontane Mistral Boréal Atlas Polaris Véga Lyre Cassiopée
  Andromède Cobalt Indigo Safran Ambre Corail Ivoire`.split(/\s+/);
const TRADE = 'Conseil Systems Talents Bâtiment Studio Logistique Santé Énergie Finance Labs'.split(' ');

/** Adds so many leads that carry the evaluations which are there already, under made-up names, with addresses as companies give them. */
export async function fillWithLeads(pool: Pool, leads: number): Promise<void> {
  await pool.query(
    `with pattern as materialized (
       select row_number() over () - 1 as place, count(*) over () as patterns, evaluations.* from evaluations),
     made as materialized (
       insert into leads (workspace_id, dirty) select (select min(workspace_id) from evaluations), false from generate_series(1, $1::int)
       returning id, workspace_id),
     numbered as (
       select id, workspace_id, row_number() over (order by id) as n from made),
     named as (
       select *, ($2::text[])[1 + n % $3] as first, ($4::text[])[1 + (n * 7 + n / 28) % $5] as last,
         ($6::text[])[1 + (n * 11 + n / 896) % $7] || ' ' || ($8::text[])[1 + (n / 3) % $9] as company
       from numbered),
     judged as (
       select named.*, model_version, as_of, stage, (total + n * 37) % 10000 as total, score, verdict, reason
       from named join pattern on pattern.place = named.n % pattern.patterns),
     evaluated as (
       insert into evaluations (workspace_id, lead_id, model_version, as_of, stage, total, score, verdict, reason)
       select workspace_id, id, model_version, as_of, stage, total, score, verdict, reason from judged)
     insert into lead_cards (workspace_id, lead_id, stage, total, grade, name, email, company, owner)
     select workspace_id, id, stage, total, score ->> 'grade', first || ' ' || last,
       replace(fold_text(first || '.' || last), ' ', '') || n || '@' || replace(fold_text(company), ' ', '-') || '.example', company, ''
     from judged`,
    [leads, FIRST, FIRST.length, LAST, LAST.length, COMPANY, COMPANY.length, TRADE, TRADE.length],
  );
  await pool.query('vacuum analyze evaluations, lead_cards');
}
