import { defaultPolicy } from '../qualification/defaultPolicy.ts';
import { defaultEngagement } from './defaultEngagement.ts';
import { defaultFit } from './defaultFit.ts';
import { defaultGates, defaultNegatives } from './defaultNegatives.ts';
import type { ScoringModel } from './model.ts';

/**
 * The model a workspace starts from. Rules of origin `guide` carry the figures of the qualification guide that the product follows;
 * those of origin `prior` are our starting values, meant to be calibrated on the workspace's own conversions. A fresh, editable copy
 * at each call.
 */
export function defaultModel(): ScoringModel {
  return {
    id: 'default',
    version: 1,
    fit: defaultFit(),
    engagement: defaultEngagement(),
    negatives: defaultNegatives(),
    gates: defaultGates(),
    caps: { fit: 45, engagement: 80, total: 100 },
    grades: { fit: { A: 75, B: 50, C: 25 }, engagement: { 1: 75, 2: 50, 3: 25 } },
    tracking: 'unless-refused',
    qualification: defaultPolicy(),
  };
}
