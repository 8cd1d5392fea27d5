import express, { type Express, type RequestHandler, type Router } from 'express';
import { requireToken } from './caller';
import { answerProblems, refuseUnknownPath } from './http-problem';
import type { Log } from './log';
import type { TokenKey } from './token-key';

/** What makes one service different from the next. */
export interface ServiceParts {
  readonly key: TokenKey;
  readonly log: Log;
  /** Everything that only callers with a token may reach. */
  readonly routes: Router;
}

/** An Express application with an open health check, the routes behind a token, and problems as JSON. */
export function createService({ key, log, routes }: ServiceParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(logRequests(log));
  app.get('/healthz', (_request, response) => {
    response.send({ status: 'ok' });
  });
  // Before the body is read: a stranger must not make us parse anything.
  app.use(requireToken(key), express.json({ limit: '64kb' }), routes);
  app.use(refuseUnknownPath, answerProblems(log));
  return app;
}

/** Paths only: a query or a header may hold what nobody should read in a log. */
function logRequests(log: Log): RequestHandler {
  return (request, response, next) => {
    const { method, path } = request;
    response.on('finish', () => log.info('request', { method, path, status: response.statusCode }));
    next();
  };
}
