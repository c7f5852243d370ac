import type { Words } from '../words/words.ts';

export const stateWords = {
  'state.loading': ['Loading …', 'Chargement …'],
  'state.failed': ['This could not be loaded', 'Le chargement a échoué'],
  'state.offline': [
    'The service does not answer. Check your network, then try again.',
    'Le service ne répond pas. Vérifiez votre connexion, puis réessayez.',
  ],
  'state.retry': ['Try again', 'Réessayer'],
  'state.requestId': ['Id to quote: {id}', 'Identifiant à citer : {id}'],
  'state.copy': ['Copy the id', 'Copier l’identifiant'],
  'state.copied': ['Copied', 'Copié'],
  'state.forbidden': ['You may look, but not change this', 'Vous pouvez consulter, mais pas modifier'],
  'state.forbidden.more': [
    'Ask an administrator of your workspace for the right to do so.',
    'Demandez ce droit à un administrateur de votre espace.',
  ],
  'state.reload': ['Somebody else has changed this', 'Quelqu’un d’autre a modifié ceci'],
  'state.reload.do': ['Reload', 'Recharger'],
} as const satisfies Words;
