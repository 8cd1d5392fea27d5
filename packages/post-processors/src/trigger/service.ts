import type { Answer, Question } from '../web/ask-server';

/** Texts with what is known of the build put in. */
export interface Fill {
  text(text: string): string;
  map(texts: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>>;
}

/** How a service is asked to start something, and how it says that it did. */
export interface Start {
  readonly question: Question;
  /** Where to look at what was started, as far as the service tells; undefined when the answer means that nothing was. */
  getStarted(answer: Answer): string | undefined;
}

/** Below a base address, each part escaped. */
export function addressBelow(base: string, ...parts: readonly string[]): string {
  return [base.replace(/\/+$/, ''), ...parts.map(encodeURIComponent)].join('/');
}

/** The object that a service answered; undefined for anything else, such as the page of a login. */
export function parseObject({ headers, text }: Answer): Readonly<Record<string, unknown>> | undefined {
  if (!/\bjson\b/.test(headers['content-type'] ?? '')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
