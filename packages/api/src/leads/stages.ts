import { z } from 'zod';

/** The stages of a lead, in their order. */
export const stages = [
  'raw',
  'mql',
  'pql',
  'sql',
  'opportunity',
  'customer',
  'recycled',
  'disqualified',
] as const;

/** One stage. */
export const stage = z.enum(stages);
