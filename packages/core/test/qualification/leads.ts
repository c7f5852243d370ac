import {
  type Activity,
  compile,
  defaultModel,
  emptyLead,
  initialStanding,
  type Lead,
  type Standing,
  type Verdict,
} from '@tamis/core';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Monday, 10:00 UTC. */
export const NOW = Date.UTC(2026, 2, 9, 10);

const DATA = {
  freeMailDomains: new Set(['gmail.com']),
  disposableDomains: new Set(['mailinator.com']),
  competitorDomains: new Set(['rival.example']),
};

/** The default model, compiled. */
export const model = compile(defaultModel(), DATA);

/** The default model with another policy. */
export function modelWith(change: (policy: ReturnType<typeof defaultModel>['qualification']) => void) {
  const changed = defaultModel();
  change(changed.qualification);
  return compile(changed, DATA);
}

/** A director at a company of the ideal customer profile: 40 fit points, grade A. */
export function idealLead(activities: readonly Activity[] = [], rest: Partial<Lead> = {}): Lead {
  return {
    ...emptyLead('lead-1'),
    person: { email: 'claire@acme.example', jobTitle: 'Directrice marketing', country: 'France' },
    company: { name: 'Acme', industry: 'software', employees: 200 },
    activities: [...activities],
    ...rest,
  };
}

/** A person of whom only the address is known: 5 fit points, grade D. */
export function coldLead(activities: readonly Activity[] = [], rest: Partial<Lead> = {}): Lead {
  return {
    ...emptyLead('lead-2'),
    person: { email: 'paul@acme.example' },
    activities: [...activities],
    ...rest,
  };
}

/** An activity so many days ago. */
export function done(kind: string, daysAgo: number, attributes?: Activity['attributes']): Activity {
  return { kind, at: NOW - daysAgo * DAY, ...(attributes === undefined ? {} : { attributes }) };
}

/** A visit of the pricing page so many days ago. */
export function pricingVisit(daysAgo: number): Activity {
  return done('page_view', daysAgo, { path: '/fr/tarifs' });
}

/** Scores and qualifies; a first judgement where no standing is given. */
export function judge(
  lead: Lead,
  options: { standing?: Standing; asOf?: number; using?: typeof model } = {},
): Verdict {
  const { asOf = NOW, using = model } = options;
  const { standing = initialStanding(asOf) } = options;
  return using.qualify(lead, using.score(lead, asOf), standing, asOf);
}

/** Judges at each instant in turn, handing the standing on as a caller does. */
export function follow(lead: Lead, instants: readonly number[], standing = initialStanding(NOW)): Verdict[] {
  let present = standing;
  return instants.map((asOf) => {
    const verdict = judge(lead, { standing: present, asOf });
    present = verdict.standing;
    return verdict;
  });
}

/** A lead that has stood at a stage since yesterday. */
export function standingAt(stage: Standing['stage'], rest: Partial<Standing> = {}): Standing {
  return { ...initialStanding(NOW - DAY), stage, ...rest };
}

/** Reason codes of one stage. */
export function codesFor(verdict: Verdict, stage = verdict.stage): string[] {
  return verdict.reasons.filter((reason) => reason.stage === stage).map((reason) => reason.code);
}
