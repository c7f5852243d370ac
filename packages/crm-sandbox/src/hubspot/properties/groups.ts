import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { readBody } from '../body.ts';
import { Refused, resourceNotFound } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { PropertyGroup } from './registry.ts';

const createSchema = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  displayOrder: z.int().default(-1),
});

export function createGroup(store: ObjectStore, request: HttpRequest): HttpReply {
  const group = readBody(request, createSchema);
  if (store.properties.group(group.name) !== undefined) throw groupExists(group.name);
  store.properties.putGroup(group);
  return { status: 201, json: presentGroup(group) };
}

export function listGroups(store: ObjectStore): HttpReply {
  return { status: 200, json: { results: store.properties.groups().map(presentGroup) } };
}

export function readGroup(store: ObjectStore, name: string): HttpReply {
  const group = store.properties.group(name);
  if (group === undefined) throw resourceNotFound();
  return { status: 200, json: presentGroup(group) };
}

function presentGroup(group: PropertyGroup): object {
  return { ...group, archived: false };
}

function groupExists(name: string): Refused {
  return new Refused({
    status: 409,
    message: `A property group named '${name}' already exists.`,
    category: 'OBJECT_ALREADY_EXISTS',
    subCategory: 'Properties.GROUP_WITH_NAME_EXISTS',
  });
}
