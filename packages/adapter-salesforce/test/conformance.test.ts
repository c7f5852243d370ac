import { describeAdapter } from '@tamis/adapter-conformance/vitest';
import { salesforceWorlds } from './world.ts';

describeAdapter('salesforce', salesforceWorlds);
