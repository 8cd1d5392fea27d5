import { Failure } from '@strata/diagnostics';
import type { StepPlan } from '@strata/plan';
import {
  type Artifact,
  type PostProcessorDefinition,
  type ResourceKind,
  Secret,
  type Text,
} from '@strata/sdk';
import { problem } from '../codes';
import { getOpenEntries } from '../ledger/entries';
import {
  artifact,
  createMachinePlan,
  createMemoryMachine,
  type MachineChanges,
} from '../testing/memory-machine';
import { createStep } from '../testing/plans';
import { createWorld, LEDGERS, type WorldChanges } from '../testing/world';

const fine = async () => {};
const fails = async () => {
  throw new Failure(problem('ENG005', { detail: 'The script ended with 1.' }));
};

function createScene(changes: WorldChanges = {}, machineChanges: MachineChanges = {}) {
  const world = createWorld(changes);
  const machine = createMemoryMachine(machineChanges);
  return {
    ...world,
    machine,
    run: (steps: readonly StepPlan[], more: Parameters<typeof createMachinePlan>[2] = {}) =>
      world.build(createMachinePlan(machine, steps, more)),
    ledgers: async () => [...world.ports.files.entries.keys()].filter((path) => path.startsWith(LEDGERS)),
    said: () => world.events.flatMap((event) => (event.kind === 'say' ? [event.message] : [])),
  };
}

describe('a build on a machine', () => {
  it('runs the provisioners in order and gives the artifact; nothing else stays', async () => {
    const { events, ledgers, machine, run } = createScene();
    const { artifacts, outcome } = await run([createStep('one', fine), createStep('two', fine)]);
    expect(outcome).toBe('built');
    expect(artifacts).toEqual([artifact]);
    expect(machine.removed).toEqual(['vm', 'key']);
    expect(await ledgers()).toEqual([]);
    expect(events.flatMap((event) => (event.kind === 'step-finished' ? [event.step.label] : []))).toEqual([
      'one',
      'two',
    ]);
  });

  it('runs every step again the next time', async () => {
    let runs = 0;
    const { run } = createScene();
    const count = createStep('count', async () => void runs++);
    await run([count]);
    expect((await run([count])).outcome).toBe('built');
    expect(runs).toBe(2);
  });

  it('stops at the first failure and removes what was made, the last first', async () => {
    const { ledgers, machine, run } = createScene();
    const { artifacts, diagnostics, outcome } = await run([
      createStep('one', fails),
      createStep('two', () => Promise.reject(new Error('was run'))),
    ]);
    expect(outcome).toBe('failed');
    expect(diagnostics.map(({ detail }) => detail)).toEqual(['The script ended with 1.']);
    expect(artifacts).toEqual([]);
    expect(machine.removed).toEqual(['vm', 'key']);
    expect(await ledgers()).toEqual([]);
  });

  it('removes what was made when it is cancelled', async () => {
    const { cancel, machine, run } = createScene();
    const { outcome } = await run([
      createStep('one', async ({ signal }) => {
        cancel.abort(new Error('SIGINT'));
        signal.throwIfAborted();
      }),
    ]);
    expect(outcome).toBe('cancelled');
    expect(machine.removed).toEqual(['vm', 'key']);
  });

  it('leaves what the builder keeps for its artifact', async () => {
    const { ledgers, machine, run } = createScene({}, { onKept: fine });
    expect((await run([])).outcome).toBe('built');
    expect([machine.removed, [...machine.there]]).toEqual([['key'], ['vm']]);
    expect(await ledgers()).toEqual([]);
  });

  it('has what the builder keeps in the ledger until the artifact is noted, and removes it before', async () => {
    const open: string[] = [];
    const scene = createScene({}, { onKept: () => look() });
    const look = async () => {
      const [path = ''] = await scene.ledgers();
      open.push(...getOpenEntries(await scene.ports.files.readText(path)).map(({ data }) => `${data.name}`));
      scene.cancel.abort(new Error('SIGINT'));
    };
    expect((await scene.run([])).outcome).toBe('cancelled');
    expect(open).toEqual(['vm', 'key']);
    expect([...scene.machine.there]).toEqual([]);
    expect(await scene.ledgers()).toEqual([]);
  });

  it('tries a step again on the same machine', async () => {
    let tries = 0;
    const { machine, run, said } = createScene();
    const step = createStep('flaky', async () => {
      if (++tries < 3) await fails();
    });
    const { outcome } = await run([{ ...step, run: { ...step.run, maxRetries: 2 } }]);
    expect([outcome, tries]).toEqual(['built', 3]);
    expect(machine.removed).toEqual(['vm', 'key']);
    expect(said()).toContain(
      'Provisioner failed with "The script ended with 1.", retrying with 2 trie(s) left',
    );
  });

  it('gives steps what the machine knows, secrets as secrets, and masks those', async () => {
    const { events, run } = createScene(
      {},
      { facts: { Host: '10.0.0.7', Password: new Secret('hunter2!') } },
    );
    const given: Readonly<Record<string, Text>>[] = [];
    const step = createStep('tell', async ({ reporter }) => reporter.say('the password is hunter2!'));
    const decode = (facts: Readonly<Record<string, Text>>) => {
      given.push(facts);
      return { value: {}, diagnostics: [] };
    };
    await run([{ ...step, late: { names: ['x'], decode } }]);
    expect(given[0]).toMatchObject({ Host: '10.0.0.7', PackerRunUUID: 'run' });
    expect(given[0]?.['Password']).toBeInstanceOf(Secret);
    expect(JSON.stringify(events)).not.toContain('hunter2!');
  });
});

describe('states of a machine', () => {
  const keyInput = { part: 'x', partVersion: '1', options: {}, inputs: {}, base: '' };
  const createState = (label: string) => ({ label, key: `key of ${label}`, keyInput });
  const checkpoints = ['vm', 'one', 'two'].map(createState);
  const createSteps = (ran: string[]) =>
    ['one', 'two'].map((name) => createStep(name, async () => void ran.push(name)));

  it('are kept after each step; a later build begins behind them', async () => {
    const ran: string[] = [];
    const { events, run } = createScene({}, { kept: new Set() });
    await run(createSteps(ran), { checkpoints });
    await run(createSteps(ran), { checkpoints: [...checkpoints.slice(0, 2), createState('other')] });
    expect(ran).toEqual(['one', 'two', 'two']);
    expect(events.filter(({ kind }) => kind === 'step-cached')).toMatchObject([
      { step: { index: 0, count: 2, label: 'one' }, key: 'key of one' },
    ]);
  });

  it('are told when there is none for a step, with the reason', async () => {
    const { events, run } = createScene({}, { kept: new Set() });
    const other = {
      ...createState('two'),
      key: 'another key',
      keyInput: { ...keyInput, options: { inline: 'b' } },
    };
    await run(createSteps([]), { checkpoints });
    await run(createSteps([]), { checkpoints: [...checkpoints.slice(0, 2), other] });
    await run(createSteps([]), { checkpoints: checkpoints.slice(0, 2) });
    const causes = events.flatMap((event) => (event.kind === 'step-started' ? [event.cause?.[0]] : []));
    expect(causes).toEqual([
      'It was not built here before.',
      'It was not built here before.',
      'Step 2, two: inline has got "b".',
      'It or a step before it depends on this very build, so no state is kept.',
    ]);
  });

  it('are not kept of a step that failed', async () => {
    const kept = new Set<string>();
    const { run } = createScene({}, { kept });
    await run([createStep('one', fine), createStep('two', fails)], { checkpoints });
    expect([...kept]).toEqual(['key of one']);
  });

  it('are neither kept nor begun from where nobody wants it', async () => {
    const kept = new Set(['key of one']);
    const ran: string[] = [];
    const { run } = createScene({ checkpoints: undefined }, { kept });
    await run(createSteps(ran), { checkpoints });
    expect(ran).toEqual(['one', 'two']);
    expect(kept.size).toBe(1);
  });

  it('have their folder to themselves while the build runs', async () => {
    let inside = 0;
    const seen: number[] = [];
    const count = createStep('count', async () => {
      seen.push(++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    });
    const { run } = createScene({}, { kept: new Set() });
    await Promise.all([1, 2].map(() => run([count], { checkpoints: checkpoints.slice(0, 1) })));
    expect(seen).toEqual([1, 1]);
  });

  it('leave for why what their keys were made from', async () => {
    const { ports, run } = createScene();
    await run([], { checkpoints });
    const kept = await ports.files.readText('/ws/.strata/plans/web/machine.test.json');
    expect(JSON.parse(kept)).toMatchObject({
      base: { label: 'vm' },
      layers: [{ label: 'one' }, { label: 'two' }],
    });
  });
});

describe('a failed build on a machine', () => {
  const cleanup = (ran: string[]) => ({
    errorCleanup: createStep('tidy', async () => void ran.push('tidy')),
  });

  it.each([
    ['cleanup', ['tidy'], ['vm', 'key']],
    ['run-cleanup-provisioner', ['tidy'], []],
    ['abort', [], []],
  ] as const)('with -on-error=%s', async (onError, tidied, removed) => {
    const ran: string[] = [];
    const { ledgers, machine, run } = createScene({ onError });
    await run([createStep('one', fails)], cleanup(ran));
    expect(ran).toEqual(tidied);
    expect(machine.removed).toEqual(removed);
    expect(await ledgers()).toHaveLength(removed.length === 0 ? 1 : 0);
  });

  it.each([
    ['cleans up', 'c', ['tidy'], ['vm', 'key']],
    ['leaves all as it is', 'a', [], []],
  ])('asks once, before anything is touched, and %s', async (_, letter, tidied, removed) => {
    const questions: string[] = [];
    const ran: string[] = [];
    const ask = async (question: string) => {
      expect(ran).toEqual([]);
      questions.push(question);
      return letter;
    };
    const { machine, run } = createScene({ onError: 'ask', ask });
    await run([createStep('one', fails)], cleanup(ran));
    expect(questions).toEqual([expect.stringMatching(/^Step 'provision' of machine\.test failed: \[c\]/)]);
    expect(ran).toEqual(tidied);
    expect(machine.removed).toEqual(removed);
  });

  it('cleans up with the machine as it was left by the last try', async () => {
    const answers = ['r', 'c'];
    const ran: string[] = [];
    const { run } = createScene({ onError: 'ask', ask: async () => answers.shift() as string });
    await run([createStep('one', fails)], cleanup(ran));
    expect(ran).toEqual(['tidy']);
  });

  it('tries a step of the builder again when the answer is r', async () => {
    let tries = 0;
    const onStep = async (name: string) => {
      if (name === 'vm' && ++tries === 1) await fails();
    };
    const { run } = createScene({ onError: 'ask', ask: async () => ' R' }, { onStep });
    expect((await run([])).outcome).toBe('built');
    expect(tries).toBe(2);
  });

  it('cleans up, and tells what failed, when the input ends at the question', async () => {
    const ask = () => Promise.reject(new Failure(problem('ENG009', { detail: 'The input ended.' })));
    const { machine, run } = createScene({ onError: 'ask', ask });
    const { diagnostics } = await run([createStep('one', fails)]);
    expect(machine.removed).toEqual(['vm', 'key']);
    expect(diagnostics.map(({ detail }) => detail)).toEqual(['The script ended with 1.']);
  });

  it('cleans up when it is cancelled at the question', async () => {
    let cancel = () => {};
    const ask = async (_question: string, signal: AbortSignal) => {
      cancel();
      throw signal.reason;
    };
    const scene = createScene({ onError: 'ask', ask });
    cancel = () => scene.cancel.abort(new Error('SIGINT'));
    expect((await scene.run([createStep('one', fails)])).outcome).toBe('cancelled');
    expect(scene.machine.removed).toEqual(['vm', 'key']);
    expect(scene.said().join()).not.toContain('Nobody is there');
  });

  it('asks nobody when it is cancelled within a step', async () => {
    let asked = 0;
    const scene = createScene({
      onError: 'ask',
      ask: async () => {
        asked += 1;
        return 'a';
      },
    });
    const cancelled = async () => {
      scene.cancel.abort(new Error('SIGINT'));
      await fails();
    };
    expect((await scene.run([createStep('one', cancelled)])).outcome).toBe('cancelled');
    expect([asked, scene.machine.removed]).toEqual([0, ['vm', 'key']]);
  });

  it('cleans up where nobody can be asked', async () => {
    const { machine, run } = createScene({ onError: 'ask' });
    await run([createStep('one', fails)]);
    expect(machine.removed).toEqual(['vm', 'key']);
  });
});

describe('with -debug', () => {
  it('stops before each step of the builder', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return '';
    };
    const { run } = createScene({ debug: true, ask });
    await run([]);
    expect(questions.map((question) => /'(\w+)'/.exec(question)?.[1])).toEqual(['key', 'vm', 'provision']);
  });
});

describe('post-processors', () => {
  const link = (name: string, input: 'keep' | 'must-keep' | 'discard', keepInputArtifact?: boolean) => {
    const part: PostProcessorDefinition = {
      kind: 'post-processor',
      type: name,
      version: '1',
      doc: '',
      schema: { options: {} },
      load: async () => ({
        postProcess: async () => {
          if (name === 'fails') await fails();
          return { artifact: { ...artifact, id: name, files: [`dist/${name}`] }, input };
        },
      }),
    };
    const range = createMachinePlan(createMemoryMachine(), []).range;
    return { part, label: name, options: {}, keepInputArtifact, range };
  };
  const ids = (artifacts: readonly Artifact[]) => artifacts.map(({ id }) => id);

  const table = [
    ['an input that is not kept goes', [[link('a', 'discard')]], ['a'], ['disk']],
    ['an input that is kept stays before it', [[link('a', 'keep')]], ['vm-1', 'a'], []],
    ['the template decides', [[link('a', 'discard', true)]], ['vm-1', 'a'], []],
    ['the template decides the other way', [[link('a', 'keep', false)]], ['a'], ['disk']],
    ['but not against a part that needs the files', [[link('a', 'must-keep', false)]], ['vm-1', 'a'], []],
    [
      'in a chain each is given what the one before made',
      [[link('a', 'discard'), link('b', 'discard')]],
      ['b'],
      ['a', 'disk'],
    ],
    ['one chain that keeps is enough', [[link('a', 'discard')], [link('b', 'keep')]], ['vm-1', 'a', 'b'], []],
    ['a failure keeps what it was given', [[link('fails', 'discard')]], ['vm-1'], []],
    [
      'a failure later keeps what it was given, too',
      [[link('a', 'discard'), link('fails', 'discard')]],
      ['a'],
      ['disk'],
    ],
    [
      'a failure keeps the artifact for all chains',
      [[link('fails', 'discard')], [link('b', 'discard')]],
      ['vm-1', 'b'],
      [],
    ],
  ] as const;

  it.each(table)('%s', async (_, chains, left, gone) => {
    const { ports, run } = createScene();
    for (const name of ['disk', 'a', 'b']) await ports.files.write(`/ws/dist/${name}`, name);
    const { artifacts } = await run([], { chains });
    expect(ids(artifacts)).toEqual(left);
    const there = await ports.files.list('/ws/dist');
    expect(['disk', 'a', 'b'].filter((name) => !there.includes(name)).sort()).toEqual([...gone].sort());
  });

  it.each([
    ['and go well keep what they say, and the rest goes', 'a', ['upload'], 'built'],
    ['and fail leave nothing, whatever they kept before', 'fails', ['upload', 'image'], 'failed'],
  ] as const)('that make things outside %s', async (_, name, gone, outcome) => {
    const scene = createScene();
    const removed: string[] = [];
    const noted: string[] = [];
    const kind: ResourceKind<{ readonly name: string }> = {
      kind: 'made',
      remove: async (_context, data) => void removed.push(data.name),
    };
    const { part, ...rest } = link(name, 'keep');
    const load: PostProcessorDefinition['load'] = async () => {
      const { postProcess } = await part.load();
      return {
        postProcess: async (context, ...given) => {
          const image = await context.resources.note(kind, { name: 'image' });
          await context.resources.note(kind, { name: 'upload' });
          await image.keep();
          const [path = ''] = await scene.ledgers();
          noted.push(
            ...getOpenEntries(await scene.ports.files.readText(path)).map(({ data }) => `${data.name}`),
          );
          return postProcess(context, ...given);
        },
      };
    };
    const ended = await scene.run([], { chains: [[{ ...rest, part: { ...part, load } }]] });
    expect([ended.outcome, noted, removed]).toEqual([outcome, ['upload', 'image'], gone]);
    expect(await scene.ledgers()).toEqual([]);
  });

  it('that cannot write are told, not taken for a fault of ours', async () => {
    const part = link('a', 'keep').part;
    const refused = Object.assign(new Error("EEXIST: file already exists, mkdir '/dev/null'"), {
      syscall: 'mkdir',
    });
    const load = async () => ({ postProcess: () => Promise.reject(refused) });
    const { run } = createScene();
    const chains = [[{ ...link('a', 'keep'), part: { ...part, load } }]];
    const { artifacts, diagnostics } = await run([], { chains });
    expect(diagnostics.map(({ code }) => code)).toEqual(['ENG019', 'ENG011']);
    expect(ids(artifacts)).toEqual(['vm-1']);
  });

  it('are not run when the build failed', async () => {
    const { artifacts } = await createScene().run([createStep('one', fails)], {
      chains: [[link('a', 'keep')]],
    });
    expect(artifacts).toEqual([]);
  });
});

test('what a builder says without a place is told at its source', async () => {
  const { run } = createScene({}, { onStep: fails });
  const { diagnostics } = await run([]);
  expect(diagnostics.map(({ subject }) => subject?.file)).toEqual(['image.pkr.hcl']);
});
