import type { CommunicatorOptions, Connection, PartContext } from '@strata/sdk';
import { connectMachine } from '../connect-machine';
import { createContext, getOptions, type TestContext } from './ssh-fixture';
import type { WinrmServer } from './winrm-server/start';

export function connectToWindows(
  server: Pick<WinrmServer, 'port' | 'username' | 'password'>,
  given: Partial<CommunicatorOptions> = {},
  context: PartContext = createQuickContext(),
): Promise<Connection> {
  const options = getOptions({
    communicator: 'winrm',
    winrm_host: '127.0.0.1',
    winrm_port: server.port,
    winrm_username: server.username,
    winrm_password: server.password,
    ...given,
  });
  return connectMachine(context, options, {});
}

/** Milliseconds: the longest pause that a test makes. */
const LONGEST_PAUSE = 20;

/** A clock that goes on in time, but whose pauses are short. */
export function createQuickContext(given: Partial<PartContext> = {}): TestContext {
  const context = createContext(given);
  const { clock } = context.ports;
  const quick: PartContext['ports']['clock'] = {
    now: clock.now,
    sleep: (milliseconds, signal) => clock.sleep(Math.min(milliseconds, LONGEST_PAUSE), signal),
  };
  return { ...context, ports: { ...context.ports, clock: quick } };
}
