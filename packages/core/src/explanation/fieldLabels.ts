import type { Language } from './messages.ts';

/** What people call the lead fields; a custom field is called by its own name. */
const LABELS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  kind: { fr: 'professionnel ou particulier', en: 'business or private person' },
  createdAt: { fr: 'date de création', en: 'created' },
  'person.email': { fr: 'e-mail', en: 'e-mail' },
  'person.firstName': { fr: 'prénom', en: 'first name' },
  'person.lastName': { fr: 'nom', en: 'last name' },
  'person.jobTitle': { fr: 'fonction', en: 'job title' },
  'person.seniority': { fr: 'niveau hiérarchique', en: 'seniority' },
  'person.buyingRole': { fr: 'rôle dans l’achat', en: 'buying role' },
  'person.phone': { fr: 'téléphone', en: 'phone' },
  'person.language': { fr: 'langue', en: 'language' },
  'person.country': { fr: 'pays de la personne', en: 'person’s country' },
  'person.city': { fr: 'ville', en: 'city' },
  'company.name': { fr: 'entreprise', en: 'company' },
  'company.domain': { fr: 'domaine de l’entreprise', en: 'company domain' },
  'company.industry': { fr: 'secteur', en: 'industry' },
  'company.employees': { fr: 'effectif', en: 'employees' },
  'company.annualRevenue': { fr: 'chiffre d’affaires', en: 'annual revenue' },
  'company.country': { fr: 'pays de l’entreprise', en: 'company’s country' },
  'source.channel': { fr: 'canal d’origine', en: 'source channel' },
  'source.detail': { fr: 'détail de l’origine', en: 'source detail' },
  'source.campaign': { fr: 'campagne', en: 'campaign' },
  'source.firstTouchAt': { fr: 'premier contact', en: 'first touch' },
  'lifecycle.stage': { fr: 'statut dans le CRM', en: 'stage in the CRM' },
  'lifecycle.since': { fr: 'date du statut dans le CRM', en: 'stage in the CRM since' },
  'salesAnswer.status': { fr: 'réponse des ventes', en: 'sales’ answer' },
  'salesAnswer.reason': { fr: 'motif du refus', en: 'reason for the rejection' },
  'salesAnswer.at': { fr: 'date de la réponse des ventes', en: 'date of sales’ answer' },
  'owner.id': { fr: 'responsable', en: 'owner' },
  'owner.email': { fr: 'e-mail du responsable', en: 'owner’s e-mail' },
  'owner.name': { fr: 'nom du responsable', en: 'owner’s name' },
  'permission.objected': { fr: 'opposition à la prospection', en: 'objection to marketing' },
  'permission.tracking': { fr: 'consentement au suivi', en: 'consent to tracking' },
  'permission.email.state': { fr: 'consentement RGPD pour l’e-mail', en: 'consent (GDPR) for e-mail' },
  'permission.email.basis': { fr: 'base légale pour l’e-mail', en: 'legal basis for e-mail' },
  'permission.phone.state': { fr: 'consentement RGPD pour le téléphone', en: 'consent (GDPR) for phone' },
  'permission.phone.basis': { fr: 'base légale pour le téléphone', en: 'legal basis for phone' },
  deals: { fr: 'affaires', en: 'deals' },
  'email.quality': { fr: 'qualité de l’e-mail', en: 'e-mail quality' },
  'email.role': { fr: 'adresse générique', en: 'role address' },
  'email.domain': { fr: 'domaine de l’e-mail', en: 'e-mail domain' },
  'email.competitor': { fr: 'e-mail d’un concurrent', en: 'competitor’s e-mail' },
  'attributes.budget': { fr: 'budget', en: 'budget' },
  'attributes.need': { fr: 'besoin', en: 'need' },
  'attributes.timeline': { fr: 'échéance', en: 'timeline' },
  manual: { fr: 'décision', en: 'decision' },
};

const ATTRIBUTE = 'attributes.';

/** The name of a lead field in a language. */
export function fieldLabel(path: string, language: Language): string {
  if (Object.hasOwn(LABELS, path)) return LABELS[path]?.[language] ?? path;
  return path.startsWith(ATTRIBUTE) ? path.slice(ATTRIBUTE.length) : path;
}
