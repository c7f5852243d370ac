import { describeAdapter } from '@tamis/adapter-conformance/vitest';
import { hubspotWorlds } from './world.ts';

describeAdapter('hubspot', hubspotWorlds);
