import type { Chapter } from '../suite/check.ts';
import { absences } from './absences.ts';
import { afterlife } from './afterlife.ts';
import { changes } from './changes.ts';
import { describe } from './describe.ts';
import { drift } from './drift.ts';
import { fullPull } from './fullPull.ts';
import { idempotence } from './idempotence.ts';
import { partialFailure } from './partialFailure.ts';
import { pastValues } from './pastValues.ts';
import { pushOutcomes } from './pushOutcomes.ts';
import { quota } from './quota.ts';
import { readNow } from './readNow.ts';
import { resume } from './resume.ts';
import { tasks } from './tasks.ts';
import { texts } from './texts.ts';
import { throttle } from './throttle.ts';
import { tokens } from './tokens.ts';
import { uninstall } from './uninstall.ts';

/** The contract, chapter by chapter, in the order in which an adapter is best written. */
export const chapters: readonly Chapter[] = [
  describe,
  fullPull,
  changes,
  pastValues,
  resume,
  readNow,
  pushOutcomes,
  partialFailure,
  idempotence,
  afterlife,
  drift,
  texts,
  tasks,
  tokens,
  uninstall,
  quota,
  throttle,
  absences,
];
