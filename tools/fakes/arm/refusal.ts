/** One of several things that were wrong. */
export interface RefusalDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** What a refusal says besides its code and message. */
export interface RefusalDetails {
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** What of the request is meant, as `properties.osType`. */
  readonly target?: string;
  readonly details?: readonly RefusalDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer by which Azure says no. Everything else that is thrown is a mistake of the fake. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly more: RefusalDetails = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }

  get status(): number {
    return this.more.status ?? 400;
  }
}

/** Makes a refusal, to be thrown where the rule stands. */
export function refuse(code: string, message: string, more: RefusalDetails = {}): Refusal {
  return new Refusal(code, message, more);
}

/** The word of Azure's compute for a value that cannot be. */
export function refuseParameter(target: string, message: string): Refusal {
  return refuse('InvalidParameter', message, { target });
}

/** The word of Azure's compute for what has to be given. */
export function refuseMissing(target: string): Refusal {
  return refuseParameter(target, `Required parameter '${target}' is missing (null).`);
}

/** For what cannot be done as things stand. */
export function refuseConflict(code: string, message: string): Refusal {
  return refuse(code, message, { status: 409 });
}
