/** A query as it was read, before anything is known of the objects: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql.htm */
export interface Soql {
  readonly text: string;
  readonly select: readonly FieldName[] | 'count';
  readonly from: FieldName;
  readonly where: Condition | null;
  readonly order: readonly OrderTerm[];
  readonly limit: number | null;
  readonly offset: number;
}

/** A field, perhaps of a related record (`Account.Name`), and where it stands in the query. */
export interface FieldName {
  readonly name: string;
  readonly at: number;
}

/** What stands behind WHERE, as a tree. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | Comparison;

/** How a field is compared. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN';

/** One field against one value, or against several with IN. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly field: FieldName;
  readonly operator: Operator;
  readonly values: readonly Literal[];
}

/** A value as written in a query. */
export interface Literal {
  readonly kind: 'text' | 'number' | 'boolean' | 'null' | 'day' | 'instant';
  readonly text: string;
  readonly at: number;
}

/** One field of ORDER BY. */
export interface OrderTerm {
  readonly field: FieldName;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last';
}
