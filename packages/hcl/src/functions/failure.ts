/** What a function throws when its arguments do not do. The evaluator turns it into a diagnostic at the call. */
export class FunctionFailure extends Error {
  /** The argument at fault, by its place; undefined when it is no single one. */
  readonly argument: number | undefined;

  constructor(message: string, argument?: number) {
    super(message);
    this.argument = argument;
  }
}

/** Ends the call: a text to put after a colon, without a full stop. */
export function fail(message: string): never {
  throw new FunctionFailure(message);
}

/** Ends the call on account of one argument. */
export function failArgument(argument: number, message: string): never {
  throw new FunctionFailure(message, argument);
}
