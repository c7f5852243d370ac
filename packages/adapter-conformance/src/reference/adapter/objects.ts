import { type ObjectCapability, RequestRefused } from '@tamis/adapter';

/** The one object of the example CRM. */
export const PEOPLE: ObjectCapability = { name: 'people', role: 'lead', associations: [], past: true };

/** Throws for every object that is not declared. */
export function requirePeople(object: string): void {
  if (object !== PEOPLE.name) throw new RequestRefused(`This CRM has no object ${object}.`, 'unknown-object');
}
