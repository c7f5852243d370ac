import { leadFields } from '@tamis/core';

/** Everyday names of columns, without case, spaces, dots and underscores, and the lead field they mean. */
const EVERYDAY: Readonly<Record<string, string>> = {
  email: 'person.email',
  emailaddress: 'person.email',
  mail: 'person.email',
  firstname: 'person.firstName',
  prenom: 'person.firstName',
  lastname: 'person.lastName',
  nom: 'person.lastName',
  jobtitle: 'person.jobTitle',
  title: 'person.jobTitle',
  fonction: 'person.jobTitle',
  seniority: 'person.seniority',
  buyingrole: 'person.buyingRole',
  phone: 'person.phone',
  telephone: 'person.phone',
  country: 'person.country',
  pays: 'person.country',
  city: 'person.city',
  ville: 'person.city',
  language: 'person.language',
  company: 'company.name',
  companyname: 'company.name',
  entreprise: 'company.name',
  domain: 'company.domain',
  website: 'company.domain',
  industry: 'company.industry',
  secteur: 'company.industry',
  employees: 'company.employees',
  companysize: 'company.employees',
  effectif: 'company.employees',
  annualrevenue: 'company.annualRevenue',
  source: 'source.channel',
  origin: 'source.channel',
  campaign: 'source.campaign',
};

/** The lead field that a column's heading means: a lead path as it is, an everyday name, or a custom attribute of that name. */
export function leadFieldOf(heading: string): string {
  const name = heading.trim();
  if (leadFields.has(name) || name.startsWith('attributes.')) return name;
  const plain = name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  return EVERYDAY[plain] ?? `attributes.${name}`;
}
