import { randomUUID } from 'node:crypto';
import type { HttpOptions } from '../schema';
import type { Fill, Start } from '../service';

/** Any server. The key is the same in every try, so that one that knows such keys starts one thing. */
export function startHttp(
  { url, method, headers = {}, body, content_type: type }: HttpOptions,
  fill: Fill,
): Start {
  const about = body === undefined ? {} : { 'Content-Type': type };
  return {
    question: {
      server: 'The server',
      method,
      url,
      headers: { ...about, 'Idempotency-Key': randomUUID(), ...headers },
      ...(body !== undefined && { body: fill.text(body) }),
    },
    getStarted: ({ status }) => (status >= 200 && status < 300 ? 'what the server starts' : undefined),
  };
}
