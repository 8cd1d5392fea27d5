import {
  type DataAnswer,
  type DataRequest,
  evaluate,
  parseExpression,
  type RemoteValues,
  settle,
  toJson,
} from '@strata/hcl';
import { type DataSourceDefinition, type PartRegistry, reveal, type Text } from '@strata/sdk';
import { loadFiles } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { evaluateTemplate } from './evaluate-template';

const text = { type: 'string', doc: '', affects: 'result', required: true, secret: true } as const;
const common = { kind: 'data', version: '1', doc: '' } as const;

const ask: DataSourceDefinition = {
  ...common,
  type: 'ask',
  reads: 'world',
  schema: { options: { what: text } },
  gives: { answer: 'string', more: { map: 'string' } },
  load: () => Promise.reject(new Error('Evaluation loads nothing.')),
};

const echo: DataSourceDefinition = {
  ...common,
  type: 'echo',
  reads: 'nothing',
  schema: { options: { input: text } },
  gives: { output: 'string' },
  compute: ({ input }) => ({ output: input as Text }),
};

function createRegistry(): PartRegistry {
  const registry = createTestRegistry();
  const dataSources = new Map([...registry.dataSources, ['ask', ask], ['echo', echo]]);
  return { ...registry, dataSources };
}

interface World extends RemoteValues {
  /** What was asked for, in order. */
  readonly asked: string[];
}

/** Answers each question with itself and an exclamation mark; "no" is refused. */
function createWorld(): World {
  const asked: string[] = [];
  const answers = new Map<string, DataAnswer>();
  const wanted = new Set<string>();
  const note = (id: string) => {
    wanted.add(id);
    return undefined;
  };
  return {
    asked,
    find({ name }) {
      const answer = answers.get(name);
      return answer ? { text: `secret ${name}` } : note(name);
    },
    findData({ options }: DataRequest) {
      const what = reveal(options['what'] as Text);
      return answers.get(what) ?? note(what);
    },
    async fetch() {
      const ids = [...wanted];
      wanted.clear();
      for (const id of ids) {
        asked.push(id);
        answers.set(id, id === 'no' ? refusal : { values: { answer: `${id}!`, more: { A: 'b' } } });
      }
      return ids.length > 0;
    },
    hide: () => undefined,
  };
}

function withoutData({ find, fetch, hide }: RemoteValues): RemoteValues {
  return { find, fetch, hide };
}

const refusal: DataAnswer = {
  diagnostics: [
    { code: 'XXX001', severity: 'error', summary: 'x', detail: 'it refused.', hint: 'Ask nicely.' },
  ],
};

const BUILD = '\nsource "rootfs" "base" {}\nbuild { sources = ["rootfs.base"] }\n';

async function look(template: string, expression: string, world?: RemoteValues) {
  const registry = createRegistry();
  const { value, diagnostics } = await loadFiles(
    { 'image.pkr.hcl': template + BUILD },
    { registry, ...(world && { remote: world }) },
  );
  const evaluated = await settle(world, () => evaluateTemplate(value, { registry }));
  const result = evaluate(parseExpression(expression, 'test').value, evaluated.value.scope).value;
  return { result, problems: [...diagnostics, ...evaluated.diagnostics] };
}

describe('a data source that asks the world', () => {
  it('gives what it was answered', async () => {
    const world = createWorld();
    const template = 'data "ask" "x" { what = "hello" }';
    const { result } = await look(template, '[data.ask.x.answer, data.ask.x.more.A]', world);
    expect(toJson(result)).toEqual(['hello!', 'b']);
    expect(world.asked).toEqual(['hello']);
  });

  it('may be asked with what locals and other data sources give', async () => {
    const world = createWorld();
    const template = `data "ask" "second" { what = "then \${local.first}" }
      locals { first = data.ask.first.answer }
      data "ask" "first" { what = data.echo.word.output }
      data "echo" "word" { input = "this" }`;
    const { result } = await look(template, 'data.ask.second.answer', world);
    expect(toJson(result)).toBe('then this!!');
    expect(world.asked).toEqual(['this', 'then this!']);
  });

  it.each([
    ['where nobody is asked', undefined],
    ['where data sources are not read', withoutData(createWorld())],
  ])('is unknown and has its types %s', async (_, world) => {
    const template = 'data "ask" "x" { what = "hello" }';
    const { result, problems } = await look(template, '[data.ask.x.answer, data.ask.x.more]', world);
    expect(problems).toEqual([]);
    expect(result).toMatchObject({
      elements: [
        { kind: 'unknown', type: { kind: 'string' } },
        { kind: 'unknown', type: { kind: 'map' } },
      ],
    });
  });

  it('that fails is told with its place, why, and what to do', async () => {
    const { result, problems } = await look(
      'data "ask" "x" { what = "no" }',
      'data.ask.x.answer',
      createWorld(),
    );
    expect(result.kind).toBe('unknown');
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'TPL048',
        detail: 'data "ask" "x" has no value: it refused.',
        hint: 'Ask nicely.',
        subject: expect.objectContaining({ file: 'image.pkr.hcl' }),
      }),
    ]);
  });

  it('is not asked while its options are wrong', async () => {
    const world = createWorld();
    await look('data "ask" "x" { whta = "no" }', '1', world);
    expect(world.asked).toEqual([]);
  });
});

describe('a data source that asks nobody', () => {
  it('is known wherever its options are', async () => {
    const { result } = await look('data "echo" "x" { input = "hi" }', 'data.echo.x.output');
    expect(toJson(result)).toBe('hi');
  });

  it('keeps a secret a secret', async () => {
    const template = `local "secret" {
      expression = "hush"
      sensitive  = true
    }
    data "echo" "x" { input = local.secret }`;
    const { result } = await look(template, 'data.echo.x.output');
    expect(result).toMatchObject({ string: 'hush', sensitive: true });
  });
});

describe('reading a template', () => {
  const read = async (template: string) => {
    const world = createWorld();
    const { value, diagnostics } = await loadFiles(
      { 'image.pkr.hcl': template },
      { registry: createRegistry(), remote: world },
    );
    return { asked: world.asked, value, diagnostics };
  };

  it('asks nothing that only options of parts need', async () => {
    const { asked } = await read(`data "ask" "x" { what = "option" }
      locals { secret = consul_key("option too") }
      source "rootfs" "base" { description = data.ask.x.answer }
      build {
        sources = ["rootfs.base"]
        provisioner "shell" { inline = [data.ask.x.answer, local.secret] }
      }`);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a name of a build', 'build {\n  name = data.ask.x.answer\n  sources = ["rootfs.base"]\n}'],
    ['what dynamic blocks are for', '__DYNAMIC__'],
    [
      'for which sources a step is',
      'build {\n  sources = ["rootfs.base"]\n  provisioner "shell" {\n    only = [data.ask.x.answer]\n    inline = ["a"]\n  }\n}',
    ],
    [
      'whether a chain keeps what it was given',
      'build {\n  sources = ["rootfs.base"]\n  post-processors {\n    post-processor "manifest" {\n      keep_input_artifact = data.ask.x.answer == "a!"\n    }\n  }\n}',
    ],
  ])('asks for %s', async (_, build) => {
    const dynamic = `build {
      sources = ["rootfs.base"]
      dynamic "provisioner" {
        for_each = [data.ask.x.answer]
        labels   = ["shell"]
        content { inline = [provisioner.value] }
      }
    }`;
    const { asked, diagnostics } = await read(
      `data "ask" "x" { what = "a" }\nsource "rootfs" "base" {}\n${build.replace('__DYNAMIC__', dynamic)}`,
    );
    expect(asked).toEqual(['a']);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('survives a chain of locals that is longer than any stack', async () => {
    const links = Array.from({ length: 20_000 }, (_, at) => `  l${at + 1} = local.l${at}`).join('\n');
    const { value } = await read(
      `locals {\n  l0 = "golden"\n${links}\n}\nsource "rootfs" "base" {}\nbuild {\n  name = local.l20000\n  sources = ["rootfs.base"]\n}`,
    );
    expect(value.builds[0]?.name).toBe('golden');
  });
});
