import { describeAdapter } from '@tamis/adapter-conformance/vitest';
import { otherwiseHubspotWorlds } from './world.ts';

describeAdapter('hubspot, where its documentation is silent', otherwiseHubspotWorlds, [
  'full pull',
  'changes',
  'resume',
  'read now',
  'push outcomes',
  'partial failure',
  'idempotence',
  'merges, deletions, conversions',
]);
