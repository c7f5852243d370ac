import { describeAdapter } from '@tamis/adapter-conformance/vitest';
import { pipedriveWorlds } from './world.ts';

describeAdapter('pipedrive', pipedriveWorlds);
