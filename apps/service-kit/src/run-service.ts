import type { Router } from 'express';
import { listen } from './listen';
import { createLog } from './log';
import { createService } from './service';
import { type Defaults, readSettings, type Settings } from './settings';
import { readTokenKey } from './token-key';

/** systemd and container engines kill after 10 s or more; half of that leaves room to write the last log line. */
const PATIENCE_MS = 5_000;

/** One service, said in data. */
export interface ServiceSpec extends Defaults {
  readonly name: string;
  routes(settings: Settings): Promise<Router>;
}

/** Runs a service until it is told to stop: what a `main` consists of. A service that cannot start exits with 1. */
export async function runService(spec: ServiceSpec): Promise<void> {
  const log = createLog(spec.name, (line) => process.stdout.write(line), Date.now);
  try {
    const settings = readSettings(process.env, spec);
    const [key, routes] = await Promise.all([readTokenKey(settings.keyFile), spec.routes(settings)]);
    const server = await listen(createService({ key, log, routes }), settings);
    log.info('listening', { host: settings.host, port: server.port, tokens: key.algorithm });
    const stop = async (signal: string) => {
      log.info('stopping', { signal });
      await server.stop(PATIENCE_MS);
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  } catch (error) {
    log.error('cannot start', { error: (error as Error).message });
    process.exitCode = 1;
  }
}
