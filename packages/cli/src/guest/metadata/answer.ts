/** What a guest asks, with the names of headers in small letters. */
export interface Question {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** @default text/plain */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service of a cloud, as far as a guest that starts needs it. */
export type Service = (question: Question) => Answer;

export function refuse(status: number, text: string): Answer {
  return { status, text };
}
