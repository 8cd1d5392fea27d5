/** What a refusal says besides its code and message. */
export interface RefusalDetails {
  /** HTTP status; 400 when the service has no other. */
  readonly status?: number;
  /** Further members of the error's shape, as `Reason` of EBS direct. */
  readonly members?: Readonly<Record<string, string>>;
}

/** An answer by which AWS says no. Everything else that is thrown is a mistake of the fake. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Makes a refusal, to be thrown where the rule stands. */
export function refuse(code: string, message: string, details: RefusalDetails = {}): Refusal {
  return new Refusal(code, message, details);
}

/** EC2's word for a value that cannot be. */
export function refuseValue(parameter: string, value: unknown, why: string): Refusal {
  return refuse(
    'InvalidParameterValue',
    `Value (${String(value)}) for parameter ${parameter} is invalid. ${why}`,
  );
}

/** EC2's word for what has to be given. */
export function refuseMissing(parameter: string): Refusal {
  return refuse('MissingParameter', `The request must contain the parameter ${parameter}`);
}
