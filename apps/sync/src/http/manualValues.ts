import type { Lead as LeadDetail } from '@tamis/api';
import { fieldLabel, type Language } from '@tamis/core';
import { leadPaths, type ManualValue } from '@tamis/mapping';
import { settablePath } from '../service/people/decideLead.ts';

/** Values that people set and that hold at an instant. */
export function standingValues(
  values: readonly ManualValue[],
  { language, at: now }: { language: Language; at: number },
): LeadDetail['manualValues'] {
  return values
    .filter(({ until }) => until === null || until > now)
    .map(({ path, value, reason, by, at, until }) => ({
      path,
      label: fieldLabel(path, language),
      value: value === null ? null : String(value),
      reason,
      by,
      at,
      until,
    }));
}

/** Fields that a person may set. */
export function settableFields(language: Language): LeadDetail['settable'] {
  return leadPaths.flatMap((path) => {
    const settable = settablePath(path);
    return settable === null ? [] : [{ path, label: fieldLabel(path, language), type: settable.type }];
  });
}
