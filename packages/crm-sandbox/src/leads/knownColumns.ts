/** What a column of a file can be about that every CRM has a field for. */
export type LeadFact =
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'phone'
  | 'mobile'
  | 'company'
  | 'jobTitle'
  | 'country'
  | 'city'
  | 'zip'
  | 'website'
  | 'industry';

/** Column names people use, as API names (see `csv/header.ts`). */
const NAMES: Readonly<Record<LeadFact, readonly string[]>> = {
  email: ['email', 'e_mail', 'mail', 'courriel', 'email_address', 'adresse_email', 'adresse_e_mail'],
  firstName: ['firstname', 'first_name', 'prenom', 'given_name'],
  lastName: ['lastname', 'last_name', 'nom', 'surname', 'family_name', 'nom_de_famille'],
  phone: ['phone', 'phone_number', 'telephone', 'tel'],
  mobile: ['mobilephone', 'mobile', 'mobile_phone', 'portable'],
  company: ['company', 'company_name', 'entreprise', 'societe', 'organisation', 'organization'],
  jobTitle: ['jobtitle', 'job_title', 'title', 'poste', 'fonction', 'intitule_de_poste'],
  country: ['country', 'pays'],
  city: ['city', 'ville'],
  zip: ['zip', 'zip_code', 'postal_code', 'code_postal'],
  website: ['website', 'site_web', 'url'],
  industry: ['industry', 'secteur'],
};

/** What the column of that name is about; `null` where nothing every CRM knows. */
export function factOf(name: string): LeadFact | null {
  for (const [fact, names] of Object.entries(NAMES) as [LeadFact, readonly string[]][])
    if (names.includes(name)) return fact;
  return null;
}
