import { z } from 'zod';
import type { HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { integerId, readBody } from '../body.ts';
import { mergeRecords } from '../records/merge.ts';
import { presentV2 } from '../records/present.ts';
import type { ApiRoute } from './apiRoute.ts';

const mergeSchema = z.object({ merge_with_id: integerId });

/** Merges, still of v1: the record of the body takes the one of the path in. https://developers.pipedrive.com/docs/api/v1/Persons#mergePersons */
export function mergeRoutes(account: PipedriveAccount): ApiRoute[] {
  return (['persons', 'organizations'] as const).map((object) => ({
    method: 'PUT',
    pattern: `/api/v1/${object}/:id/merge`,
    scopes: account.store(object).type.fullScopes,
    kind: 'merge',
    handle: (request: HttpRequest, { id = '' }: Readonly<Record<string, string>>) => {
      const { merge_with_id: survivorId } = readBody(request, mergeSchema);
      const store = account.store(object);
      const survivor = mergeRecords(account, store, { survivorId, loserId: id, source: 'api' });
      const { custom_fields, ...data } = presentV2(store, survivor);
      return { status: 200, json: { success: true, data: { ...data, merge_what_id: Number(id) } } };
    },
  }));
}
