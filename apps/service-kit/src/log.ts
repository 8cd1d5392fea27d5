/** One JSON object a line: what journald and every log collector understand. */
export interface Log {
  info(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Makes a log that hands finished lines to `write`; `now` gives milliseconds since the epoch. */
export function createLog(service: string, write: (line: string) => void, now: () => number): Log {
  const say = (level: string, message: string, fields: Fields = {}) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, service, message, ...fields })}\n`);
  return {
    info: (message, fields) => say('info', message, fields),
    error: (message, fields) => say('error', message, fields),
  };
}
