/**
 * A scoring model, or a rule in it, cannot be used. The message says where, what is wrong and what to write instead;
 * nothing was scored.
 */
export class ModelInvalid extends Error {
  /** One line per fault, each with its place in the model or the rule's id. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ModelInvalid';
    this.faults = faults;
  }
}
