import { randomUUID } from 'node:crypto';
import type { HttpReply } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { notFound } from '../errors.ts';
import type { ChangeSource } from '../records/changeFeed.ts';
import type { Json, StoredRecord } from '../records/record.ts';
import { liveRecord } from '../records/remove.ts';
import { createRecord } from '../records/write.ts';
import type { Conversion } from './conversion.ts';

/** Begins to convert a lead: https://developers.pipedrive.com/docs/api/v1/Leads#convertLeadToDeal */
export function startConversion(account: PipedriveAccount, leadId: string): HttpReply {
  liveRecord(account.store('leads'), leadId);
  const due = account.clock.now() + account.settings.conversionMs;
  const conversion: Conversion = { id: randomUUID(), leadId, due };
  account.conversions.set(conversion.id, conversion);
  settle(account, conversion);
  return answer({ conversion_id: conversion.id });
}

/** How far a conversion is. */
export function readConversion(account: PipedriveAccount, leadId: string, id: string): HttpReply {
  const conversion = account.conversions.get(id);
  if (conversion === undefined || conversion.leadId !== leadId) throw notFound('Conversion');
  settle(account, conversion);
  const lead = account.store('leads').find(leadId);
  if (lead?.state === 'converted' && lead.successor !== null)
    return answer({ conversion_id: id, status: 'completed', deal_id: lead.successor });
  return answer({ conversion_id: id, status: lead?.state === 'live' ? 'running' : 'failed' });
}

function settle(account: PipedriveAccount, { leadId, due }: Conversion): void {
  const lead = account.store('leads').findLive(leadId);
  if (lead !== null && due <= account.clock.now()) convertLead(account, lead, 'api');
}

/** Makes a deal of a lead: its links, value and custom fields go over, and the lead is gone. */
export function convertLead(
  account: PipedriveAccount,
  lead: StoredRecord,
  source: ChangeSource,
): StoredRecord {
  const deal = createRecord(account, account.store('deals'), {
    attributes: { ...dealAttributes(account, lead), source_lead_id: lead.id },
    custom: lead.custom,
    source,
  });
  const store = account.store('leads');
  const at = account.now();
  Object.assign(lead, { state: 'converted', endedAt: at, updateTime: at, successor: deal.id });
  store.changed();
  account.changes.tell({
    store,
    record: lead,
    action: 'delete',
    previous: { ...lead.values, ...lead.custom },
    source,
    at,
  });
  return deal;
}

function dealAttributes(account: PipedriveAccount, { values }: StoredRecord): Record<string, Json> {
  const { title = null, owner_id = null, person_id = null, organization_id: org_id = null, value } = values;
  const amount = typeof value === 'object' && value !== null && 'amount' in value ? value : null;
  return {
    title,
    owner_id,
    person_id,
    org_id,
    value: amount?.amount ?? 0,
    currency: amount?.currency ?? account.settings.company.currency,
    expected_close_date: values.expected_close_date ?? null,
  };
}
