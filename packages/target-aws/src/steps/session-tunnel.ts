import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { hasAwsCode } from '../errors';
import { ask } from '../machine/ask';
import type { Work } from '../machine/work';
import { patience, tryAgain } from '../wait';
import type { Machine } from './run-instance';
import { getPort } from './security-group';

/** A way to the machine that begins on this one. */
export interface Tunnel {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const PROGRAM = 'session-manager-plugin';
/** In which the plugin looks for the session, so that its token stands in no list of processes. */
const RESPONSE = 'AWS_SSM_START_SESSION_RESPONSE';
const DOCUMENT = 'AWS-StartPortForwardingSession';
const OPENED = /Port (\d+) opened/u;
const LOOPBACK = '127.0.0.1';

/** Opens a tunnel of the Session Manager: Packer's StepCreateSSMTunnel. */
export async function openTunnel(work: Work, machine: Machine): Promise<Tunnel | undefined> {
  const { context, options, region, session } = work;
  if (options.ssh_interface !== 'session_manager') return undefined;
  await context.ports.clock.sleep(options.pause_before_ssm, context.signal);
  const request = {
    Target: machine.InstanceId,
    DocumentName: DOCUMENT,
    Parameters: {
      portNumber: [String(getPort(work))],
      ...(options.session_manager_port && { localPortNumber: [String(options.session_manager_port)] }),
    },
  };
  const opened = await tryAgain(
    context,
    {
      request: { action: 'StartSession', region, what: machine.InstanceId },
      patience: patience.instance,
      // The agent in the machine tells the service about itself a while after the machine runs.
      isWorthAnother: (error) => hasAwsCode(error, 'TargetNotConnected'),
    },
    () => session.ssm(region).startSession(request, { abortSignal: context.signal }),
  );
  const { SessionId = '', StreamUrl, TokenValue } = opened;
  const response = JSON.stringify({ SessionId, StreamUrl, TokenValue });
  const tunnel = await startPlugin(work, { request: JSON.stringify(request), response });
  return {
    ...tunnel,
    close: async () => {
      await tunnel.close();
      const call = { action: 'TerminateSession', what: SessionId };
      await ask(work, call, (o) => session.ssm(region).terminateSession({ SessionId }, o)).catch(
        () => undefined,
      );
    },
  };
}

interface Texts {
  readonly request: string;
  readonly response: string;
}

/** Starts the plugin and waits until it says where it listens. */
function startPlugin(work: Work, { request, response }: Texts): Promise<Tunnel> {
  const { context, options, region } = work;
  const { environment, processes } = context.ports;
  const stop = new AbortController();
  const inherited = Object.entries(environment.variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const endpoint = environment.variables['AWS_ENDPOINT_URL'] ?? `https://ssm.${region}.amazonaws.com`;
  let said = '';
  return new Promise((resolve, reject) => {
    const running = processes.run({
      command: PROGRAM,
      args: [RESPONSE, region, 'StartSession', options.profile ?? '', request, endpoint],
      env: { ...Object.fromEntries(inherited), [RESPONSE]: response },
      signal: AbortSignal.any([context.signal, stop.signal]),
      onOutput: (_, data) => {
        said += data.toString('utf8');
        const port = OPENED.exec(said)?.[1];
        if (port === undefined) return;
        resolve({
          host: LOOPBACK,
          port: Number(port),
          close: async () => {
            stop.abort(new Error('the tunnel is not needed any more'));
            await running.catch(() => undefined);
          },
        });
      },
    });
    running
      .then(
        ({ code }) => reject(fail(`it ended with code ${code}: ${said.trim().slice(-400)}`)),
        (error: unknown) => {
          context.signal.throwIfAborted();
          reject(fail(error instanceof Error ? error.message : String(error), error));
        },
      )
      .catch(reject);
  });
}

function fail(reason: string, cause?: unknown): Failure {
  return new Failure(
    problem('AWS054', {
      detail: `The program ${PROGRAM} did not open a way to the machine: ${reason}.`,
      hint: "Install AWS's Session Manager plugin, 1.2.497 or later, and see that the machine's profile has AmazonSSMManagedInstanceCore.",
    }),
    { cause },
  );
}
