import { Failure } from '@strata/diagnostics';
import type { RemoteValues } from '@strata/hcl';
import type { PostProcessorPlan } from '@strata/plan';
import type { PostProcessorDefinition, Text } from '@strata/sdk';
import { problem } from './codes';
import type { BuildEvent } from './events';
import { createPlan, createStep } from './testing/plans';
import { createWorld } from './testing/world';

const RECEIPT = '/ws/images/web/dist/memory.test.receipt.json';
const fine = async () => {};
const fails = async () => {
  throw new Failure(problem('ENG005', { detail: 'The script ended with 1.' }));
};

const steps = (events: readonly BuildEvent[]) =>
  events.flatMap((event) => ('step' in event ? [`${event.kind} ${event.step.label}`] : []));

describe('a build', () => {
  it('makes the base and a layer a step, in order, and leaves a receipt', async () => {
    const world = createWorld();
    const result = await world.build(
      createPlan(world.builder, [createStep('one', fine), createStep('two', fine)]),
    );
    expect(result.outcome).toBe('built');
    expect(world.builder.opened.map(({ layers }) => layers.length)).toEqual([1, 2]);
    const receipt = JSON.parse(await world.ports.files.readText(RECEIPT));
    expect(receipt).toEqual({
      schema: 1,
      source: 'memory.test',
      layers: result.image?.layers,
      base: { suite: 'test' },
      config: {},
    });
    expect(receipt.layers).toHaveLength(3);
  });

  it('does nothing the second time', async () => {
    const world = createWorld();
    const plan = createPlan(world.builder, [createStep('one', fine)]);
    await world.build(plan);
    world.events.length = 0;
    expect((await world.build(plan)).outcome).toBe('unchanged');
    expect(steps(world.events)).toEqual(['step-cached base empty', 'step-cached one']);
    expect(world.builder.opened).toHaveLength(1);
  });

  it('runs a step that also does something outside, though its layer is stored', async () => {
    const world = createWorld();
    const step = createStep('download', fine);
    const plan = createPlan(world.builder, [{ ...step, part: { ...step.part, outside: () => true } }]);
    await world.build(plan);
    await world.build(plan);
    expect(world.builder.ends).toEqual(['committed', 'committed']);
  });

  it('makes everything again when forced', async () => {
    const world = createWorld();
    const plan = createPlan(world.builder, [createStep('one', fine)]);
    await world.build(plan);
    expect((await world.build(plan, true)).outcome).toBe('built');
    expect(world.builder.ends).toEqual(['committed', 'committed']);
  });

  it('keeps the layers before a failed step, says where it failed, and goes on from there', async () => {
    const world = createWorld();
    const result = await world.build(
      createPlan(world.builder, [createStep('one', fine), createStep('two', fails)]),
    );
    expect(result).toMatchObject({
      outcome: 'failed',
      diagnostics: [{ code: 'ENG005', subject: { file: 'image.pkr.hcl' } }],
    });
    expect(world.builder.ends).toEqual(['committed', 'discarded']);
    expect(await world.ports.files.stat(RECEIPT)).toBeUndefined();
    world.events.length = 0;
    await world.build(createPlan(world.builder, [createStep('one', fine), createStep('two', fine)]));
    expect(steps(world.events)).toEqual([
      'step-cached base empty',
      'step-cached one',
      'step-started two',
      'step-finished two',
    ]);
  });

  it('tries a step again from a fresh layer', async () => {
    const world = createWorld();
    let tries = 0;
    const flaky = async () => {
      if (++tries < 3) await fails();
    };
    const result = await world.build(
      createPlan(world.builder, [createStep('one', flaky, { maxRetries: 2 })]),
    );
    expect(result.outcome).toBe('built');
    expect(world.builder.ends).toEqual(['discarded', 'discarded', 'committed']);
  });

  it('stops a step at its timeout and says so', async () => {
    const world = createWorld();
    const waits = ({ signal }: { signal: AbortSignal }) =>
      new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const result = await world.build(createPlan(world.builder, [createStep('one', waits, { timeout: 20 })]));
    expect(result.diagnostics).toMatchObject([{ code: 'ENG006' }]);
    expect(world.builder.ends).toEqual(['discarded']);
  });

  it('goes on after a failure that is allowed', async () => {
    const world = createWorld();
    const plan = createPlan(world.builder, [createStep('one', fails, { continueOnError: true })]);
    expect((await world.build(plan)).outcome).toBe('built');
  });

  it('runs the error-cleanup provisioner on the failed layer before it is thrown away', async () => {
    const world = createWorld();
    const seen: string[] = [];
    const errorCleanup = createStep(
      'cleanup',
      async () => void seen.push(`cleanup, ends: ${world.builder.ends.length}`),
    );
    await world.build(createPlan(world.builder, [createStep('one', fails)], { errorCleanup }));
    expect(seen).toEqual(['cleanup, ends: 0']);
  });

  it('is cancelled without a diagnostic, and keeps what was finished', async () => {
    const world = createWorld();
    const cancels = async () => {
      world.cancel.abort(new Error('SIGINT'));
      throw new Error('stopped');
    };
    const result = await world.build(
      createPlan(world.builder, [createStep('one', fine), createStep('two', cancels)]),
    );
    expect(result).toMatchObject({ outcome: 'cancelled', diagnostics: [] });
    expect(world.builder.ends).toEqual(['committed', 'discarded']);
  });

  it('makes a layer once when two builds want it at the same time', async () => {
    const world = createWorld();
    const plan = createPlan(world.builder, [createStep('one', fine)]);
    const results = await Promise.all([world.build(plan), world.build({ ...plan, id: 'memory.other' })]);
    expect(results.map(({ image }) => image?.layers)).toEqual([
      results[0]?.image?.layers,
      results[0]?.image?.layers,
    ]);
    expect(world.builder.ends).toEqual(['committed']);
  });

  it('says that it waits for a key, and that the wait is over', async () => {
    const world = createWorld();
    await world.build(createPlan(world.builder, [createStep('one', fine)]));
    const waits = world.events.filter((event) => event.kind === 'progress');
    expect(waits.map(({ label, ended = false }) => [label, ended])).toEqual([
      ['waiting for another build that makes base empty', false],
      ['waiting for another build that makes base empty', true],
      ['waiting for another build that makes one', false],
      ['waiting for another build that makes one', true],
    ]);
  });

  it('keeps the image when a post-processor fails, and runs the other chains', async () => {
    const world = createWorld();
    const ran: string[] = [];
    const postProcessor = (label: string, work: () => Promise<void>): PostProcessorPlan => ({
      part: {
        kind: 'post-processor',
        type: label,
        version: '1',
        doc: '',
        schema: { options: {} },
        load: async () => ({
          postProcess: async (_context, artifact) => {
            ran.push(label);
            await work();
            return { artifact, input: 'keep' };
          },
        }),
      },
      label,
      options: {},
      keepInputArtifact: undefined,
      range: createPlan(world.builder, []).range,
    });
    const chains = [
      [postProcessor('bad', fails), postProcessor('after', fine)],
      [postProcessor('good', fine)],
    ];
    const result = await world.build(createPlan(world.builder, [createStep('one', fine)], { chains }));
    expect(ran).toEqual(['bad', 'good']);
    expect(result.outcome).toBe('failed');
    expect(result.image?.layers).toHaveLength(2);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['ENG005', 'ENG011']);
  });

  it('waits for what another machine keeps when it reads the options that speak of the build', async () => {
    const answers = new Map<string, string>();
    const remote: RemoteValues = {
      find: ({ name }) => {
        const text = answers.get(name);
        return text === undefined ? undefined : { text };
      },
      fetch: async () => {
        const isNew = !answers.has('where');
        answers.set('where', 'there');
        return isNew;
      },
      hide: () => {},
    };
    const world = createWorld({ remote });
    const given: unknown[] = [];
    const part: PostProcessorDefinition = {
      kind: 'post-processor',
      type: 'test',
      version: '1',
      doc: '',
      schema: { options: {} },
      load: async () => ({
        postProcess: async (_context, artifact, options) => {
          given.push(options);
          return { artifact, input: 'keep' };
        },
      }),
    };
    const decode = ({ ID }: Readonly<Record<string, Text>>) => {
      const answer = remote.find({ service: 'consul', name: 'where' });
      return { value: { answer, hasId: ID !== undefined }, diagnostics: [] };
    };
    const plan = createPlan(world.builder, []);
    const step = { part, label: 'a', options: {}, keepInputArtifact: undefined, range: plan.range };
    await world.build({ ...plan, chains: [[{ ...step, late: { names: ['x'], decode } }]] });
    expect(given).toEqual([{ answer: { text: 'there' }, hasId: true }]);
  });
});

describe('the post-processors of layers alone', () => {
  const one = createStep('one', fine);

  it('want a receipt, and make no layer', async () => {
    const world = createWorld({ postProcessorsOnly: true });
    const { diagnostics, outcome } = await world.build(createPlan(world.builder, [one]));
    expect([outcome, diagnostics.map(({ code }) => code)]).toEqual(['failed', ['ENG017']]);
    expect(world.builder.opened).toEqual([]);
  });

  it.each([
    ['work on the layers that the receipt names, whatever the template says by now', true, 'unchanged', []],
    ['want the layers to be there', false, 'failed', ['ENG018']],
  ])('%s', async (_, isStored, expected, codes) => {
    const first = createWorld();
    const { image } = await first.build(createPlan(first.builder, [one]));
    const again = createWorld({ postProcessorsOnly: true });
    await again.ports.files.write(RECEIPT, await first.ports.files.readText(RECEIPT));
    if (isStored) for (const [key, layers] of first.builder.stored) again.builder.stored.set(key, layers);
    const other = createPlan(again.builder, [createStep('other', fails)]);
    const result = await again.build(other);
    expect([result.outcome, result.diagnostics.map(({ code }) => code)]).toEqual([expected, codes]);
    expect(result.image).toEqual(isStored ? image : undefined);
    expect(again.builder.opened).toEqual([]);
  });
});
