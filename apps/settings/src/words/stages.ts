import { useLingui } from '@lingui/react';
import { type Stage, stageLabel } from '@tamis/core';

/** What people call a stage, in the reader's language. */
export function useStageLabel(): (stage: string) => string {
  const { i18n } = useLingui();
  return (stage) => stageLabel(stage as Stage, i18n.locale === 'fr' ? 'fr' : 'en');
}
