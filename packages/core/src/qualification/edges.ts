import type { EdgeFinder } from '../scoring/conditionEdges.ts';

/** The edges of several parts as one. */
export function edgesOfAll(parts: readonly { readonly edges: EdgeFinder }[]): EdgeFinder {
  return (lead, edges) => {
    for (const part of parts) part.edges(lead, edges);
  };
}
