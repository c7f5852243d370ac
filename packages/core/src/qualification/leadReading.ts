import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Lead } from '../lead/lead.ts';

/** What a lead is read with beside its own fields. */
export interface LeadReading {
  /** Makes the `email.*` fields readable to conditions. */
  readonly inspect: EmailInspector;
  /** Whether opens and page views of the lead may be counted. */
  readonly mayTrack: (lead: Lead) => boolean;
}

/** Activities that are known only because somebody was tracked. */
export const TRACKED_KINDS: ReadonlySet<string> = new Set(['email_open', 'page_view']);
