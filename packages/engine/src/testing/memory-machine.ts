import type { MachineBuildPlan, StepPlan } from '@strata/plan';
import type { Artifact, MachineBuilder, MachineBuilderDefinition, Resource, ResourceKind } from '@strata/sdk';
import { createRecordingCommunicator } from '@strata/sdk/testing';
import { createMemoryBuilder } from './memory-builder';
import { createPlan } from './plans';

/** A builder of machines that are names in a set. */
export interface MemoryMachine {
  readonly definition: MachineBuilderDefinition;
  /** What is there outside: `key` and `vm`, in the order in which they were made. */
  readonly there: Set<string>;
  readonly removed: string[];
}

export const artifact: Artifact = {
  builderId: 'memory.machine',
  id: 'vm-1',
  files: ['dist/disk'],
  description: 'A disk: dist/disk',
};

export interface MachineChanges {
  readonly facts?: Parameters<Parameters<MachineBuilder['build']>[2]>[0]['facts'];
  /** States that the builder found kept, by key; what it keeps is added. */
  readonly kept?: Set<string>;
  /** What is otherwise in the artifact. */
  readonly made?: Partial<Artifact>;
  /** Called when the machine itself has become the artifact. @default it goes with the build */
  readonly onKept?: () => Promise<void> | void;
  /** Called at each of the builder's own steps. */
  readonly onStep?: (name: string) => Promise<void> | void;
}

export function createMemoryMachine({
  facts = {},
  kept,
  made,
  onKept,
  onStep,
}: MachineChanges = {}): MemoryMachine {
  const there = new Set<string>();
  const removed: string[] = [];
  const thing: ResourceKind<{ readonly name: string }> = {
    kind: 'thing',
    remove: async (_context, { name }) => {
      there.delete(name);
      removed.push(name);
    },
  };
  const builder: MachineBuilder = {
    build: async ({ checkpoints, resources, step }, _options, provision) => {
      const noted: Resource[] = [];
      for (const name of ['key', 'vm']) {
        noted.push(await resources.note(thing, { name }));
        await step(name, async () => {
          await onStep?.(name);
          there.add(name);
        });
      }
      const keys = checkpoints?.keys ?? [];
      const done = Math.max(
        0,
        keys.findLastIndex((key) => kept?.has(key)),
      );
      const reached = async (count: number) => {
        const key = keys[count];
        if (key !== undefined) kept?.add(key);
      };
      const machine = { communicator: createRecordingCommunicator(), facts };
      await step('provision', () => provision(machine, { done, reached }));
      if (onKept) {
        await noted.at(-1)?.keep();
        await onKept();
      }
      return { ...artifact, ...made };
    },
  };
  const definition: MachineBuilderDefinition = {
    kind: 'builder',
    builds: 'machine',
    type: 'machine',
    version: '1',
    doc: 'Machines in memory, for tests.',
    schema: { options: {} },
    facts: [],
    resources: [thing as ResourceKind],
    load: async () => builder,
  };
  return { definition, there, removed };
}

/** A plan of the given steps on a machine. */
export function createMachinePlan(
  { definition }: MemoryMachine,
  steps: readonly StepPlan[],
  more: Partial<MachineBuildPlan> = {},
): MachineBuildPlan {
  const { range } = createPlan(createMemoryBuilder(), []);
  return {
    kind: 'machine',
    id: 'machine.test',
    source: 'machine.test',
    buildName: 'test',
    builder: definition,
    options: {},
    steps,
    chains: [],
    range,
    ...more,
  };
}
