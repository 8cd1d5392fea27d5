import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from './log';

/** An answer that is not a success, sent as `application/problem+json` (RFC 9457). */
export class HttpProblem extends Error {
  readonly status: number;
  /** One sentence for each thing that is wrong with the request. */
  readonly errors: readonly string[];

  constructor(status: number, title: string, errors: readonly string[] = []) {
    super(title);
    this.status = status;
    this.errors = errors;
  }
}

/** The answer to a path that no route knows. */
export const refuseUnknownPath: RequestHandler = (request) => {
  throw new HttpProblem(404, `No such resource: ${request.method} ${request.path}`);
};

/** Turns what was thrown into an answer; what nobody expected is logged, and told to the caller as no more than that. */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error);
    if (problem.status >= 500) log.error('request failed', { error: String(error?.stack ?? error) });
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send({ title: problem.message, status: problem.status, errors: problem.errors });
  };
}

/** Express' own parsers throw errors that carry a status and whether the caller may read them. */
function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const { status, expose, message } = error as { status?: unknown; expose?: unknown; message?: unknown };
  if (typeof status === 'number' && expose === true) return new HttpProblem(status, String(message));
  return new HttpProblem(500, 'Internal error');
}
