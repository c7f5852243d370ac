import { createHash } from 'node:crypto';
import type { Lead as LeadDetail } from '@tamis/api';
import {
  type Activity,
  compileExplainer,
  fieldLabel,
  type Language,
  type Lead,
  leadFields,
  type Permission,
  readField,
} from '@tamis/core';
import { type LinkedLine, linkedRecords } from '../service/people/linkedRecords.ts';
import { RecordNames } from '../service/people/recordNames.ts';
import { type Connection, listConnections } from '../store/connections.ts';
import { evaluationInputs } from '../store/evaluationInputs.ts';
import {
  type EvaluatedLead,
  evaluatedLead,
  handOversOf,
  type LeadKey,
  type RecordOfLead,
} from '../store/leadDetail.ts';
import { manualValuesOf } from '../store/manualValues.ts';
import { assembleLead } from '../sync/assembleLead.ts';
import { Companions } from '../sync/companions.ts';
import { vendorOf } from '../vendors.ts';
import type { HandlerContext } from './handler.ts';
import { settableFields, standingValues } from './manualValues.ts';
import { ProblemError } from './problemError.ts';

const SHOWN_ACTIVITIES = 50;
/** What is held of a lead, without what is derived from it. */
const SHOWN_FACTS = /^(person|company|source|lifecycle|salesAnswer|owner)\./;

/** What people said of the lead, and which records are theirs: a new score is nobody's change. */
export function leadEtag({ manual, manualValues, records }: LeadDetail): string {
  const links = records.map(({ connectionId, object, recordId, link }) => [
    connectionId,
    object,
    recordId,
    link.kind,
    link.byHand,
  ]);
  const seen = JSON.stringify([manual, manualValues, links]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 20);
}

/** One lead with everything that explains where it stands, in the caller's language. Throws `not-found`. */
export async function leadDetail(context: HandlerContext, leadId: string): Promise<LeadDetail> {
  const { service, caller, now } = context;
  const key = { workspaceId: service.workspace.id, leadId };
  const evaluated = await evaluatedLead(service.db, key);
  if (evaluated === null)
    throw new ProblemError('not-found', 'There is no such lead, or it has not been scored yet.');
  const connections = await listConnections(service.db, key.workspaceId);
  const names = new RecordNames(connections);
  const [records, handOvers, manual] = await Promise.all([
    linkedRecords(service.db, { ...key, names, language: caller.language }),
    handOversOf(service.db, key),
    manualValuesOf(service.db, key.workspaceId, [leadId]),
  ]);
  const lead = await assembledLead(context, key);
  return {
    id: leadId,
    ...explained(context, evaluated),
    ...known(lead, caller.language),
    manual: evaluated.standing?.manual ?? null,
    manualValues: standingValues(manual.get(leadId) ?? [], { language: caller.language, at: now() }),
    settable: settableFields(caller.language),
    records: records.map((record) => recordLine(record, connections)),
    handOvers: handOvers.map(({ state, intended_at: at, message }) => ({ state, at, message })),
  };
}

function explained({ service, caller }: HandlerContext, evaluated: EvaluatedLead) {
  const { score, verdict, name, email, company, owner, reason, evaluatedAt } = evaluated;
  const words = compileExplainer(service.model.model, caller.language).explain({ score, verdict });
  return {
    name,
    email,
    company,
    owner,
    reason,
    evaluatedAt,
    stage: verdict.stage,
    total: score.total / 100,
    grade: score.grade,
    modelVersion: score.model.version,
    hot: verdict.hot,
    since: verdict.standing.since,
    reasons: [...words.reasons],
    nextAction: words.nextAction,
    blockedBy: [...words.blockedBy],
    contributions: score.contributions.map(({ rule, group, points, evidence }, index) => ({
      rule,
      group,
      label: words.contributions[index]?.label ?? rule,
      points: points / 100,
      evidence: words.contributions[index]?.evidence ?? '',
      at: evidence.at ?? null,
    })),
    frameworks: words.frameworks.map(({ framework, qualified, summary, criteria }) => ({
      framework,
      qualified,
      summary,
      criteria: criteria.map((criterion) => ({ ...criterion, evidence: [...criterion.evidence] })),
    })),
    missing: words.missing.map((one) => ({ ...one })),
  };
}

/** The lead as its stored records show it now; `null` where they are all gone. */
async function assembledLead(
  { service, now }: HandlerContext,
  { workspaceId, leadId }: LeadKey,
): Promise<Lead | null> {
  const [input] = await evaluationInputs(service.db, workspaceId, { leadIds: [leadId], lock: false });
  if (input === undefined || input.sides.size === 0) return null;
  const sides = await new Companions(workspaceId).sides(service.db, { dryRun: true });
  return assembleLead(sides, input, now()).lead;
}

function known(lead: Lead | null, language: Language) {
  if (lead === null) return { facts: [], permissions: [], objected: false, activities: [] };
  return {
    facts: facts(lead, language),
    permissions: [
      ...permissionLine('email', lead.permission.email),
      ...permissionLine('phone', lead.permission.phone),
    ],
    objected: lead.permission.objected === true,
    activities: lead.activities
      .toSorted((a, b) => b.at - a.at)
      .slice(0, SHOWN_ACTIVITIES)
      .map(activityLine),
  };
}

function facts(lead: Lead, language: Language): LeadDetail['facts'] {
  const held = [...leadFields.keys()].filter((path) => SHOWN_FACTS.test(path));
  const paths = [...held, ...Object.keys(lead.attributes).map((name) => `attributes.${name}`)];
  return paths.flatMap((path) => {
    const value = readField(lead, path);
    if (value === undefined || value === null || value === '') return [];
    return [
      {
        path,
        label: fieldLabel(path, language),
        value: Array.isArray(value) ? value.join(', ') : String(value),
        at: leadFields.get(path) === 'instant' ? Number(value) : null,
      },
    ];
  });
}

function permissionLine(
  channel: 'email' | 'phone',
  given: Permission | undefined,
): LeadDetail['permissions'] {
  if (given === undefined) return [];
  const { state, basis, source, at } = given;
  return [{ channel, state, basis: basis ?? null, source: source ?? null, at: at ?? null }];
}

function activityLine({ kind, at, count, derived, attributes }: Activity): LeadDetail['activities'][number] {
  const detail = Object.values(attributes ?? {})
    .map(String)
    .join(', ');
  return { kind, at, count: count ?? 1, derived: derived ?? false, detail };
}

function recordLine(record: LinkedLine, connections: readonly Connection[]): LeadDetail['records'][number] {
  const { connectionId, object, recordId, modifiedAt, convertedInto, link } = record;
  const connection = connections.find(({ id }) => id === connectionId);
  const vendor = connection === undefined ? null : vendorOf(connection.vendor);
  return {
    connectionId,
    vendorLabel: vendor?.label ?? '',
    object,
    recordId,
    link,
    modifiedAt,
    uiUrl:
      connection === undefined || vendor === null
        ? null
        : vendor.recordUrl(connection.account, object, recordId),
    convertedInto:
      convertedInto === null ? null : { object: convertedInto.object, recordId: convertedInto.id },
    ...syncState(record),
  };
}

function syncState({ goneAt, mergedInto, convertedInto, state, refused, problem }: RecordOfLead): {
  sync: LeadDetail['records'][number]['sync'];
  why: string | null;
} {
  if (convertedInto !== null) return { sync: 'converted', why: null };
  if (goneAt !== null) return { sync: 'gone', why: mergedInto === null ? null : `→ ${mergedInto}` };
  if (state === 'proposed' || state === 'pending') return { sync: state, why: problem };
  if (state === 'refused') return { sync: 'refused', why: problem ?? Object.keys(refused ?? {}).join(', ') };
  return { sync: 'in-sync', why: null };
}
