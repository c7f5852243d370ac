import type { Words } from '../words/words.ts';

/** Words for what a person decides about a lead: its links and its fields. */
export const decisionWords = {
  'link.why': ['Linked: {why}', 'Lien\u00a0: {why}'],
  'link.alone': ['Not linked: {why}', 'Sans lien\u00a0: {why}'],
  'link.gone': ['This record {why}', 'Cette fiche {why}'],
  'link.cut': ['Cut', 'Détacher'],
  'link.join': ['Join', 'Relier'],
  'link.free': ['Take back', 'Annuler la décision'],
  'link.cutRecord': ['Cut {record}', 'Détacher {record}'],
  'link.joinRecord': ['Join {record} to another lead', 'Relier {record} à un autre lead'],
  'link.freeRecord': ['Take back what was decided on {record}', 'Annuler la décision\u00a0: {record}'],
  'link.cut.what': [
    'This record is another person. It leaves with what was known of it alone; the other records stay together. No address links it again until you take this back.',
    'Cette fiche est une autre personne. Elle part avec ce qu’on savait d’elle seule ; les autres fiches restent ensemble. Aucune adresse ne la relie plus tant que vous n’annulez pas cette décision.',
  ],
  'link.join.what': [
    'This record is the same person as the lead that you choose. Where nothing is left here, the two leads become one with both histories.',
    'Cette fiche est la même personne que le lead que vous choisissez. Si rien ne reste ici, les deux leads n’en font plus qu’un, avec les deux historiques.',
  ],
  'link.withOthers': ['So are the other records of this lead', 'Les autres fiches de ce lead le sont aussi'],
  'link.free.what': [
    'The record is linked by its address again, as if nobody had decided anything about it.',
    'L’adresse relie de nouveau la fiche, comme si personne n’avait rien décidé à son sujet.',
  ],
  'link.search': [
    'Search the other lead by name, e-mail or company',
    'Chercher l’autre lead par nom, e-mail ou entreprise',
  ],
  'link.found': ['The same person is', 'La même personne est'],
  'link.none': ['No other lead is called so.', 'Aucun autre lead ne correspond.'],
  'link.decided': [
    'Noted. The next runs evaluate who is concerned and write what follows.',
    'Noté. Les prochaines synchronisations évaluent les leads concernés et écrivent ce qui en découle.',
  ],
  'decision.reason': ['Reason (it stands in the history)', 'Motif (il figure dans l’historique)'],
  'decision.cancel': ['Cancel', 'Annuler'],
  'decision.close': ['Close', 'Fermer'],
  'value.title': ['Fields set by hand', 'Champs fixés à la main'],
  'value.none': [
    'None: every field says what the CRMs say.',
    'Aucun\u00a0: chaque champ dit ce que disent les CRM.',
  ],
  'value.now': [
    '{label}: {value}, set by {by}: {reason}. Until {until}.',
    '{label}\u00a0: {value}, fixé par {by}\u00a0: {reason}. Jusqu’au {until}.',
  ],
  'value.nothing': ['nothing', 'rien'],
  'value.set': ['Set a field', 'Fixer un champ'],
  'value.save': ['Set the field', 'Fixer le champ'],
  'value.field': ['Field', 'Champ'],
  'value.value': ['Value (empty: nothing, on purpose)', 'Valeur (vide\u00a0: rien, volontairement)'],
  'value.clear': ['Back to the CRMs', 'Rendre aux CRM'],
  'value.clearField': ['Back to the CRMs: {label}', 'Rendre aux CRM\u00a0: {label}'],
  'value.what': [
    'The value holds over whatever the CRMs say, until the day you give. It is written to each CRM whose mapping writes this field.',
    'La valeur l’emporte sur ce que disent les CRM, jusqu’au jour indiqué. Elle est écrite dans chaque CRM dont les correspondances écrivent ce champ.',
  ],
  'history.what': ['What happened', 'Ce qui s’est passé'],
  'history.more': ['Show earlier lines', 'Voir les lignes antérieures'],
} as const satisfies Words;
