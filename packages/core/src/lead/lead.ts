import { z } from 'zod';

/** Epoch milliseconds UTC. */
const instant = z.int();
export type Instant = number;

/** A text that may be missing (absent), empty (`''`) or null ("empty in the source"): three different things, all kept. */
const text = z.string().nullable().optional();
const number = z.number().nullable().optional();

/** What the law lets us do on one channel. An absent channel is unknown. */
export const permissionSchema = z.object({
  state: z.enum(['granted', 'denied', 'unknown']),
  /** Legal basis: the person's consent, the legitimate interest of a business contact, or the person's own request. */
  basis: z.enum(['consent', 'legitimate-interest', 'own-request', 'contract']).nullable().optional(),
  source: text,
  at: instant.nullable().optional(),
});
export type Permission = z.infer<typeof permissionSchema>;

/** Something the person did or that was done with them, one event or a dated increase of a running total. */
export const activitySchema = z.object({
  /** `page_view`, `form_submission`, `demo_request`, `email_open`, `meeting_held` …: the default model's kinds are listed in its page. */
  kind: z.string().min(1),
  at: instant,
  /** How many happened; 1 where absent. */
  count: z.int().positive().optional(),
  /** False for an open that a bot or a mail prefetch made; such activities give no points. */
  verified: z.boolean().optional(),
  /** True when it was derived from a running total and not seen by itself. */
  derived: z.boolean().optional(),
  /** Path of a page, name of a form, campaign, plan limit … */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Activity = z.infer<typeof activitySchema>;

export const dealSchema = z.object({
  id: z.string(),
  name: text,
  stage: text,
  status: z.enum(['open', 'won', 'lost']).nullable().optional(),
  amount: number,
  currency: text,
  createdAt: instant.nullable().optional(),
  closedAt: instant.nullable().optional(),
});
export type Deal = z.infer<typeof dealSchema>;

export const attributeValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
]);
export type AttributeValue = z.infer<typeof attributeValueSchema>;

export const personSchema = z.object({
  email: text,
  firstName: text,
  lastName: text,
  jobTitle: text,
  /** `owner`, `c-level`, `vp`, `director`, `manager`, `senior`, `entry` or the source's own word. */
  seniority: text,
  /** Part in the purchase: `decision-maker`, `influencer`, `user` … */
  buyingRole: text,
  phone: text,
  language: text,
  country: text,
  city: text,
});

export const companySchema = z.object({
  name: text,
  domain: text,
  industry: text,
  employees: number,
  annualRevenue: number,
  country: text,
});

export const sourceSchema = z.object({
  channel: text,
  detail: text,
  campaign: text,
  firstTouchAt: instant.nullable().optional(),
});

/** What sales answered to a hand-over. */
export const salesAnswerSchema = z.object({
  status: z.enum(['accepted', 'rejected']).nullable().optional(),
  reason: text,
  at: instant.nullable().optional(),
});

/** The unified lead: one person as every CRM's records together show them. Absent, empty and null stay three things. */
export const leadSchema = z.object({
  id: z.string(),
  /** A person at work or a private person: decides which permission is needed. */
  kind: z.enum(['business', 'private']).optional(),
  person: personSchema,
  company: companySchema,
  permission: z.object({
    email: permissionSchema.optional(),
    phone: permissionSchema.optional(),
    /** The person objected to marketing (GDPR art. 21): no contact, no scoring. */
    objected: z.boolean().optional(),
    /** Opens and page views may be counted. */
    tracking: z.boolean().optional(),
  }),
  source: sourceSchema,
  /** Lifecycle as the CRM itself holds it, in the CRM's own word, and since when. */
  lifecycle: z.object({
    stage: text,
    since: instant.nullable().optional(),
    /** The words of the person's other records, where they differ from `stage`. */
    elsewhere: z.array(z.string()).optional(),
  }),
  salesAnswer: salesAnswerSchema,
  owner: z.object({ id: text, email: text, name: text }),
  /** In no particular order. */
  activities: z.array(activitySchema),
  deals: z.array(dealSchema),
  /** Everything else that was mapped, by the name of the row. */
  attributes: z.record(z.string(), attributeValueSchema),
  createdAt: instant.nullable().optional(),
});
export type Lead = z.infer<typeof leadSchema>;

/** An empty lead: no data is a valid state, it scores 0 and says what is missing. */
export function emptyLead(id: string): Lead {
  return {
    id,
    person: {},
    company: {},
    permission: {},
    source: {},
    lifecycle: {},
    salesAnswer: {},
    owner: {},
    activities: [],
    deals: [],
    attributes: {},
  };
}
