import { describeAdapter } from '@tamis/adapter-conformance/vitest';
import { contraryWorlds, salesforceWorlds } from './world.ts';

describeAdapter('salesforce', salesforceWorlds);
describeAdapter('salesforce, the unknowns the other way round', contraryWorlds);
