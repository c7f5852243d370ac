import { z } from 'zod';

/** What a vendor counts of an account's day. */
export const budgetUnit = z.enum(['request', 'token']);
