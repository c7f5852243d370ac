import type { PipedriveAccount } from '../account.ts';
import { readConversion, startConversion } from '../leads/conversions.ts';
import { listLeadFields } from '../leads/fields.ts';
import { createLabel, deleteLabel, listLabels, updateLabel } from '../leads/labels.ts';
import { listLeads } from '../leads/list.ts';
import { createOneLead, deleteOneLead, readOneLead, updateOneLead } from '../leads/single.ts';
import { type ApiRoute, api } from './apiRoute.ts';

const READ = ['leads:read', 'leads:full'];
const FULL = ['leads:full'];
const LIST = { scopes: READ, kind: 'list' } as const;
const GET = { scopes: READ, kind: 'get' } as const;
const WRITE = { scopes: FULL, kind: 'write' } as const;
const DELETE = { scopes: FULL, kind: 'delete' } as const;

/** Leads: https://developers.pipedrive.com/docs/api/v1/Leads; only their conversion has come to v2. */
export function leadRoutes(account: PipedriveAccount): ApiRoute[] {
  return [...singleRoutes(account), ...conversionRoutes(account), ...labelRoutes(account)];
}

function singleRoutes(account: PipedriveAccount): ApiRoute[] {
  const base = '/api/v1/leads';
  return [
    api(`GET ${base}`, LIST, (request) => listLeads(account, request, { archived: false })),
    api(`GET ${base}/archived`, LIST, (request) => listLeads(account, request, { archived: true })),
    api(`POST ${base}`, WRITE, (request) => createOneLead(account, request)),
    api(`GET ${base}/:id`, GET, (_request, { id = '' }) => readOneLead(account, id)),
    api(`PATCH ${base}/:id`, WRITE, (request, { id = '' }) => updateOneLead(account, id, request)),
    api(`DELETE ${base}/:id`, DELETE, (_request, { id = '' }) => deleteOneLead(account, id)),
  ];
}

function conversionRoutes(account: PipedriveAccount): ApiRoute[] {
  const base = '/api/v2/leads/:id/convert';
  return [
    api(`POST ${base}/deal`, WRITE, (_request, { id = '' }) => startConversion(account, id)),
    api(`GET ${base}/status/:conversion`, GET, (_request, { id = '', conversion = '' }) =>
      readConversion(account, id, conversion),
    ),
  ];
}

function labelRoutes(account: PipedriveAccount): ApiRoute[] {
  const base = '/api/v1/leadLabels';
  const fields = { scopes: [...READ, 'admin'], kind: 'list' } as const;
  return [
    api('GET /api/v1/leadFields', fields, (request) => listLeadFields(account, request)),
    api(`GET ${base}`, LIST, () => listLabels(account)),
    api(`POST ${base}`, WRITE, (request) => createLabel(account, request)),
    api(`PATCH ${base}/:id`, WRITE, (request, { id = '' }) => updateLabel(account, id, request)),
    api(`DELETE ${base}/:id`, DELETE, (_request, { id = '' }) => deleteLabel(account, id)),
  ];
}
