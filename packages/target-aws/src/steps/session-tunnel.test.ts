import type { ProcessSpec } from '@strata/sdk';
import type { Work } from '../machine/work';
import { getProblem } from '../testing/get-problem';
import { openStep } from '../testing/open-step';
import { openTunnel } from './session-tunnel';

const machine = { InstanceId: 'i-0123456789abcdef0' };
const given = { ssh_interface: 'session_manager', iam_instance_profile: 'ssm' };

/** A work with a plugin that does as it is told, and a service that knows the machine at the second question. */
function withPlugin(
  work: Work,
  run: (spec: ProcessSpec) => Promise<{ code: number | undefined; signal: undefined }>,
) {
  const asked: string[] = [];
  const ssm = work.session.ssm();
  const startSession = async (request: unknown) => {
    asked.push(JSON.stringify(request));
    if (asked.length < 2)
      throw Object.assign(new Error('not connected'), {
        name: 'TargetNotConnected',
        $metadata: { httpStatusCode: 400 },
      });
    return { SessionId: 's-1', StreamUrl: 'wss://x', TokenValue: 'geheim', $metadata: {} };
  };
  const terminateSession = async () => {
    asked.push('terminate');
    return { $metadata: {} };
  };
  const fake = Object.assign(Object.create(ssm), { startSession, terminateSession });
  const ports = { ...work.context.ports, processes: { run } };
  return {
    asked,
    work: { ...work, context: { ...work.context, ports }, session: { ...work.session, ssm: () => fake } },
  };
}

test('a tunnel leads to the machine, and its token stands in no list of processes', async () => {
  await using step = await openStep();
  const specs: ProcessSpec[] = [];
  const { work, asked } = withPlugin(await step.open({ ...given, ssh_port: 2222 }), (spec) => {
    specs.push(spec);
    spec.onOutput?.('stdout', Buffer.from('Starting session\nPort 4'));
    spec.onOutput?.('stdout', Buffer.from('0123 opened for sessionId s-1.\n'));
    return new Promise((resolve) => {
      spec.signal?.addEventListener('abort', () => resolve({ code: undefined, signal: undefined }));
    });
  });
  const tunnel = await openTunnel(work, machine);
  expect(tunnel).toMatchObject({ host: '127.0.0.1', port: 40_123 });
  const [spec] = specs;
  expect(spec?.command).toBe('session-manager-plugin');
  expect(spec?.args.join(' ')).not.toContain('geheim');
  expect(spec?.env['AWS_SSM_START_SESSION_RESPONSE']).toContain('geheim');
  expect(JSON.parse(asked[1] ?? '')).toMatchObject({
    Target: machine.InstanceId,
    Parameters: { portNumber: ['2222'] },
  });
  await tunnel?.close();
  expect([asked.at(-1), spec?.signal?.aborted]).toEqual(['terminate', true]);
});

test('a plugin that is not there, or ends, is told', async () => {
  await using step = await openStep();
  const absent = withPlugin(await step.open(given), () => Promise.reject(new Error('spawn ENOENT')));
  expect(await getProblem(openTunnel(absent.work, machine))).toMatch(/^AWS054 .*spawn ENOENT.*Install/);
  const ended = withPlugin(await step.open(given), async (spec) => {
    spec.onOutput?.('stderr', Buffer.from('unknown operation'));
    return { code: 255, signal: undefined };
  });
  expect(await getProblem(openTunnel(ended.work, machine))).toMatch(/^AWS054 .*code 255: unknown operation/);
});

test('other interfaces need none', async () => {
  await using step = await openStep();
  expect(await openTunnel(await step.open(), machine)).toBeUndefined();
});
