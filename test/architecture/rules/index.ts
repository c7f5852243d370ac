import { cycles } from './cycles.ts';
import { defaultExports } from './defaultExports.ts';
import { environment } from './environment.ts';
import { floorPlan } from './floorPlan.ts';
import { mayImport } from './mayImport.ts';
import { names } from './names.ts';
import { oneDoor } from './oneDoor.ts';
import { publicDoors } from './publicDoors.ts';
import { purity } from './purity.ts';
import type { Rule } from './rule.ts';
import { size } from './size.ts';
import { suppressions } from './suppressions.ts';
import { vendorNames } from './vendorNames.ts';

/** Every rule of the house. */
export const rules: readonly Rule[] = [
  mayImport,
  publicDoors,
  cycles,
  vendorNames,
  floorPlan,
  oneDoor,
  environment,
  purity,
  defaultExports,
  names,
  suppressions,
  size,
];
