import type { ModelData } from '@tamis/core';
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import freeMailDomains from 'email-providers/all.json' with { type: 'json' };

/** Domains of free and of throw-away mailboxes, from the maintained lists of npm; competitors are the workspace's own. */
export function loadDomainLists(competitorDomains: readonly string[] = []): ModelData {
  return {
    freeMailDomains: new Set(freeMailDomains),
    disposableDomains: disposableEmailBlocklistSet(),
    competitorDomains: new Set(competitorDomains),
  };
}
