import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { MachineContext, ProcessResult } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { chooseAccelerator } from './accelerator';
import { defaultsOf } from './testing/options';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-trial-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const WORKS: ProcessResult = { code: 33, signal: undefined };
const REFUSED: ProcessResult = { code: 1, signal: undefined };

/** How a trial with an accelerator goes; undefined when it never ends by itself. */
type Trials = Readonly<Record<string, ProcessResult | undefined>>;

function createContext(trials: Trials, platform: NodeJS.Platform = 'linux') {
  const ports = createNodePorts();
  const ended: string[] = [];
  const run: typeof ports.processes.run = async ({ args, signal }) => {
    const name = /accel=(\w+)/u.exec(args.join(' '))?.[1] ?? '';
    const result = trials[name];
    if (result) return result;
    await wait(60_000, undefined, { signal }).finally(() => ended.push(name));
    return REFUSED;
  };
  const context = {
    ports: {
      ...ports,
      environment: { ...ports.environment, platform },
      processes: { run },
      // A second is a hundredth.
      clock: {
        ...ports.clock,
        sleep: (time: number, signal: AbortSignal) => ports.clock.sleep(time / 100, signal),
      },
    },
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    scratch: folder,
  };
  return { context: context as unknown as MachineContext, ended };
}

test.each<[string, Trials, string]>([
  ['KVM is taken where it works', { kvm: WORKS, tcg: WORKS }, 'kvm'],
  ['KVM is not taken where it is refused', { kvm: REFUSED, tcg: WORKS }, 'tcg'],
  ['KVM is not taken where it starts and comes to nothing', { tcg: WORKS }, 'tcg'],
  ['KVM is taken where nothing else is built in', { kvm: WORKS, tcg: REFUSED }, 'kvm'],
])('%s', async (_, trials, expected) => {
  const { context } = createContext(trials);
  expect(await chooseAccelerator(context, defaultsOf())).toBe(expected);
});

test('a trial that comes to nothing is ended', async () => {
  const { context, ended } = createContext({ tcg: WORKS });
  await chooseAccelerator(context, defaultsOf());
  await wait(0);
  expect(ended).toEqual(['kvm']);
});

test('what the template says is not tried, and neither is what a system does not have', async () => {
  expect(await chooseAccelerator(createContext({}).context, defaultsOf({ accelerator: 'xen' }))).toBe('xen');
  expect(await chooseAccelerator(createContext({}, 'win32').context, defaultsOf())).toBe('tcg');
});
