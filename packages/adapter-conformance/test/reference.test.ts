import { referenceWorlds } from '../src/reference/world.ts';
import { describeAdapter } from '../src/suite/vitest.ts';

describeAdapter('reference', referenceWorlds);
