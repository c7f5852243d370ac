import type { PipedriveAccount } from '../account.ts';
import { stageOf } from '../deals/pipelines.ts';
import { validationFailed } from '../errors.ts';
import { USERS } from '../users.ts';
import type { ObjectName } from './objectType.ts';
import type { Values } from './record.ts';

/** Attributes that name a record of another object. */
const TARGETS: Readonly<Record<string, ObjectName>> = {
  org_id: 'organizations',
  organization_id: 'organizations',
  person_id: 'persons',
  deal_id: 'deals',
  lead_id: 'leads',
};

/** Throws the 400 where an attribute names somebody or something that is not there. */
export function refuseDanglingReferences(account: PipedriveAccount, attributes: Values): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'number' && typeof value !== 'string') continue;
    const target = TARGETS[name];
    if (target !== undefined && account.store(target).findLive(value) === null)
      throw validationFailed(`${name}: ${target} ${value} does not exist`);
    if (name === 'owner_id' && !USERS.some(({ id }) => id === value))
      throw validationFailed(`owner_id: User ${value} does not exist`);
    if (name === 'stage_id' && stageOf(value) === undefined)
      throw validationFailed(`stage_id: Stage ${value} does not exist`);
  }
}
