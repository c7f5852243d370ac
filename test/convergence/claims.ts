/** What the product is held to; what is `false` here it does not promise yet. */
export interface Claims {
  /** Records of one person share one lead, whichever CRM they are in. Without it every record is a person of its own. */
  readonly linking: boolean;
  /** A row says who wins a field, and whether emptying is a change. */
  readonly policies: boolean;
}

/** What today's product is held to. */
export const CLAIMS: Claims = { linking: false, policies: false };
