import { Failure } from '@strata/diagnostics';
import type { InputReference, ResolvedInput } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
} from '@strata/sdk/testing';
import { imageCopy } from './provision';
import { imageCopyRules } from './rules';
import type { ImageCopyOptions } from './schema';

const IMAGE: InputReference = { kind: 'image', project: 'webapp' };
const OUTPUT: InputReference = { kind: 'output', project: 'api', target: 'bundle', path: 'dist' };
const layers = [
  { diffId: 'sha256:a', size: 1 },
  { diffId: 'sha256:b', size: 1 },
];
const inputs: Record<InputReference['kind'], ResolvedInput> = {
  image: { kind: 'image', image: { layers, base: {}, config: {} } },
  output: { kind: 'output', path: '/ws/dist' },
};

interface Setup {
  /** What the machine prints when the source is looked at. */
  readonly looks?: string;
  readonly copy?: Answer;
  readonly local?: Readonly<Record<string, string>>;
  readonly canMount?: boolean;
}

async function run(
  options: Partial<ImageCopyOptions>,
  { looks = 'folder 0\n', copy = () => 0, local = { '/ws/dist/main.js': '' }, canMount = true }: Setup = {},
) {
  const mounted: unknown[] = [];
  const mount = async (what: unknown) => {
    mounted.push(what);
    return '/run/s/1';
  };
  const answer: Answer = (command, print) => {
    if (!command.command.startsWith('root=')) return copy(command, print);
    print(looks);
    return 0;
  };
  const communicator = {
    ...createRecordingCommunicator({ answer }),
    ...(canMount && {
      mountLayers: mount,
      mountDirectory: mount,
    }),
  };
  const resolve = ({ kind }: InputReference) => inputs[kind];
  const context = createProvisionContext({ communicator, resolve, ports: createTestPorts(local) });
  const error = await imageCopy
    .provision(context, { from: IMAGE, destination: '/', ...options } as ImageCopyOptions)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return {
    context,
    mounted,
    program: communicator.commands[1]?.command ?? '',
    problems: error?.diagnostics ?? [],
  };
}

test("another image's files keep their owners, modes and attributes", async () => {
  const { mounted, program, context } = await run({ paths: ['/opt/app'] });
  expect(mounted).toEqual([['sha256:a', 'sha256:b']]);
  expect(program).toContain('--xattrs');
  expect(program).not.toMatch(/--owner|--mode/);
  expect(context.reporter.said).toEqual(['Copying /opt/app of image webapp => /']);
});

test("a project's files become root's, whoever built them with whatever umask", async () => {
  const { mounted, program } = await run({ from: OUTPUT, destination: '/opt/api/' });
  expect(mounted).toEqual(['/ws/dist']);
  expect(program).toMatch(/--owner='?0'? --group='?0'? --mode=/);
  expect(program).not.toContain('--xattrs');
  const given = await run({ from: OUTPUT, owner: 'app', group: 'www', mode: '0640' });
  expect(given.program).toMatch(/--owner='?app'? --group='?www'? --mode='?0640/);
});

test('an output that is one file is copied as a file', async () => {
  const { mounted, program } = await run(
    { from: OUTPUT, destination: '/opt/api.js' },
    { local: { '/ws/dist': 'text' }, looks: 'file 0\n' },
  );
  expect(mounted).toEqual(['/ws']);
  expect(program).toContain('./dist');
  expect(program).toContain('./api.js');
});

test('an output that is not there is named with the command that makes it', async () => {
  const { problems } = await run({ from: OUTPUT }, { local: {} });
  expect(problems[0]).toMatchObject({
    code: 'PRV001',
    detail: '/ws/dist, made by project api, is not there.',
  });
});

test('paths that the source does not have are all named, with near names', async () => {
  const looks = 'missing 0\nnear 0 /usr\nname 0 bin\nname 0 sbin\nname 0 lib\nfolder 1\nmissing 2\nnear 2 \n';
  const { problems, program } = await run({ paths: ['/usr/bim/x', '/etc', '/nothing'] }, { looks });
  expect(problems.map(({ code, detail, hint }) => [code, detail, hint])).toEqual([
    ['PRV009', '/usr/bim/x of image webapp is not there. /usr holds 3 names.', 'Did you mean /usr/bin?'],
    ['PRV009', '/nothing of image webapp is not there. / holds nothing.', undefined],
  ]);
  expect(program).toBe('');
});

test('a path that leads out of the source by an absolute link is refused', async () => {
  const { problems } = await run({ source: '/srv/current/', destination: '/srv' }, { looks: 'outside 0\n' });
  expect(problems[0]).toMatchObject({ code: 'PRV009', detail: expect.stringContaining('absolute link') });
});

test('a place that is only there during the build is refused', async () => {
  const { problems } = await run({ paths: ['/run/app'] }, { looks: 'mount /\nmount /run\nfolder 0\n' });
  expect(problems[0]!.detail).toBe('/run/app is no part of the image: /run is only there during the build.');
});

test('devices that the kernel refuses are left out with a warning', async () => {
  const copy: Answer = (_, print) => {
    print(
      'tar: ./dev/null: Cannot mknod: Operation not permitted\ntar: Exiting with failure status due to previous errors\n',
      'stderr',
    );
    return 1;
  };
  const { problems, context } = await run({}, { copy });
  expect(problems).toEqual([]);
  expect(context.reporter.warnings).toEqual([
    'Devices were left out, for only root of this machine can make them: ./dev/null',
  ]);
});

test('any other complaint of tar is a failure that shows it', async () => {
  const copy: Answer = (_, print) => {
    print('tar: ./a: Cannot open: No space left on device\n', 'stderr');
    return 1;
  };
  const { problems } = await run({}, { copy });
  expect(problems[0]).toMatchObject({
    code: 'PRV010',
    detail: expect.stringContaining('No space left'),
    hint: expect.stringContaining('Make room'),
  });
});

test('a communicator that cannot show layers is told so', async () => {
  const { problems } = await run({}, { canMount: false });
  expect(problems[0]).toMatchObject({ code: 'PRV011' });
});

test.each([
  [{ paths: ['/a'], destination: '/' }, []],
  [{ source: '/a', destination: '/b' }, []],
  [
    { source: '/a', paths: ['/b'] },
    ['Give paths, which keep their places, or one source with its destination; both are given.'],
  ],
  [{ paths: [] }, ['paths is empty: nothing would be copied.']],
  [{ destination: 'opt' }, ['destination is a path of the image and begins with "/"; it is "opt".']],
  [{ paths: ['/a/../../b'] }, ['"/a/../../b" in paths holds ".." or a line end.']],
])('%j gives %j', (options, messages) => {
  const write = (option: string, value: string) => `${option} = ${value}`;
  const told = imageCopyRules.flatMap((rule) => rule(options, () => undefined, write));
  expect(told.map(({ detail }) => detail)).toEqual(messages);
});
