import type { Words } from '../words/words.ts';

/** The kinds of activity that the default model and the mappings know. */
export const activityWords = {
  'activity.page_view': ['page visited', 'page visitée'],
  'activity.form_submission': ['form filled in', 'formulaire rempli'],
  'activity.demo_request': ['demo requested', 'démo demandée'],
  'activity.content_download': ['content downloaded', 'contenu téléchargé'],
  'activity.newsletter_signup': ['newsletter subscribed to', 'inscription à la newsletter'],
  'activity.roi_calculator': ['ROI calculator used', 'calculateur de ROI utilisé'],
  'activity.webinar_attended': ['webinar attended', 'webinaire suivi'],
  'activity.webinar_replay': ['webinar replay watched', 'replay de webinaire vu'],
  'activity.email_sent': ['e-mail sent', 'e-mail envoyé'],
  'activity.email_open': ['e-mail opened', 'e-mail ouvert'],
  'activity.email_click': ['link in an e-mail clicked', 'lien d’e-mail cliqué'],
  'activity.email_reply': ['e-mail answered', 'réponse à un e-mail'],
  'activity.bounce': ['e-mail bounced', 'e-mail non distribué'],
  'activity.unsubscribe': ['unsubscribed', 'désinscription'],
  'activity.meeting_booked': ['meeting booked', 'rendez-vous pris'],
  'activity.meeting_held': ['meeting held', 'rendez-vous tenu'],
  'activity.meeting_no_show': ['meeting missed', 'rendez-vous manqué'],
  'activity.meeting_canceled': ['meeting cancelled', 'rendez-vous annulé'],
  'activity.call': ['call', 'appel'],
  'activity.referral': ['recommended', 'recommandation'],
  'activity.plan_limit_reached': ['plan limit reached', 'limite de l’offre atteinte'],
  'activity.product_activation': ['product activated', 'produit activé'],
} as const satisfies Words;
