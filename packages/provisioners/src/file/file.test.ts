import { Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
  type MemoryEntry,
} from '@strata/sdk/testing';
import { fileDefinition } from './definition';
import { file } from './provision';
import { fileRules } from './rules';
import type { FileOptions } from './schema';

interface Setup {
  readonly local?: Readonly<Record<string, MemoryEntry>>;
  readonly remote?: Readonly<Record<string, string>>;
  readonly answer?: Answer;
  /** Of the communicator. */
  readonly type?: string;
}

async function run(options: Partial<FileOptions>, setup: Setup = {}) {
  const { local = {}, remote = {}, answer = () => 0, type = 'recording' } = setup;
  const communicator = { ...createRecordingCommunicator({ files: remote, answer }), type };
  const context = createProvisionContext({ communicator, ports: createTestPorts(local) });
  const whole = { direction: 'upload', generated: false, ...options } as FileOptions;
  const error = await file.provision(context, whole).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const sent = communicator.uploads.map(({ destination, content, mode }) => [
    destination,
    content.toString(),
    mode,
  ]);
  return { context, communicator, sent, problems: error?.diagnostics ?? [] };
}

describe('upload', () => {
  const local = {
    '/ws/app.conf': 'conf',
    '/ws/run.sh': { mode: 0o700, content: 'run' },
    '/ws/private': { mode: 0o600, content: 'p' },
    '/ws/link': { link: 'app.conf' },
    '/ws/site/index.html': '<p>',
  };

  test('a file goes to the path that is given, or under its own name into a folder', async () => {
    expect((await run({ source: 'app.conf', destination: '/etc/other' }, { local })).sent).toEqual([
      ['/etc/other', 'conf', 0o644],
    ]);
    const { sent, context } = await run({ source: 'app.conf', destination: '/etc/' }, { local });
    expect(sent).toEqual([['/etc/app.conf', 'conf', 0o644]]);
    expect(context.reporter.said).toEqual(['Uploading app.conf => /etc/app.conf']);
  });

  test('a file is reported by its name while it is sent', async () => {
    const { context } = await run({ source: 'app.conf', destination: '/etc/app.conf' }, { local });
    expect(context.reporter.progressed.at(-1)).toMatchObject({
      ...{ label: 'sending', unit: 'bytes', item: 'app.conf', done: 4, total: 4, ended: true },
    });
  });

  test('only whether it is a program is taken from the mode here', async () => {
    const { sent } = await run({ sources: ['run.sh', 'private', 'link'], destination: '/x/' }, { local });
    expect(sent.map(([path, , mode]) => [path, mode])).toEqual([
      ['/x/run.sh', 0o755],
      ['/x/private', 0o644],
      ['/x/link', 0o644],
    ]);
    const { sent: asked } = await run({ source: 'run.sh', destination: '/x', mode: '4750' }, { local });
    expect(asked[0]![2]).toBe(0o4750);
  });

  test('a folder is sent with or without its trailing slash, as it was written', async () => {
    const { communicator } = await run({ sources: ['site', 'site/'], destination: '/var/www' }, { local });
    expect(communicator.trees.map(({ source, destination }) => [source, destination])).toEqual([
      ['/ws/site', '/var/www'],
      ['/ws/site/', '/var/www'],
    ]);
  });

  test('content becomes a file that only its owner reads', async () => {
    expect((await run({ content: 'text', destination: '/etc/x' })).sent).toEqual([['/etc/x', 'text', 0o600]]);
    const { sent, context } = await run({
      content: new Secret('s3cret'),
      destination: '/etc/',
      mode: '0644',
    });
    expect(sent).toEqual([['/etc/pkr-file-content', 's3cret', 0o644]]);
    expect(context.reporter.said.join()).not.toContain('s3cret');
  });

  test('missing sources are all named before anything is sent', async () => {
    const { problems, sent } = await run(
      { sources: ['app.conf', 'ap.conf', 'nothing'], destination: '/x/' },
      { local },
    );
    expect(problems.map(({ detail }) => detail)).toEqual([
      '"ap.conf" is not there; /ws/ap.conf was tried.',
      '"nothing" is not there; /ws/nothing was tried.',
    ]);
    expect(problems[0]!.hint).toBe('Did you mean "app.conf"?');
    expect(sent).toEqual([]);
  });

  test('several files for one path are refused', async () => {
    const { problems, sent } = await run(
      { sources: ['app.conf', 'run.sh'], destination: '/etc/x' },
      { local },
    );
    expect(problems[0]).toMatchObject({ code: 'PRV004', hint: 'Write "/etc/x/" when it is a folder.' });
    expect(sent).toEqual([]);
  });
});

describe('download', () => {
  test('a file comes to the path that is given, or under its own name into a folder', async () => {
    const remote = { '/var/log/a.log': 'log' };
    for (const destination of ['logs/a.log', 'logs/']) {
      const { context } = await run(
        { direction: 'download', source: '/var/log/a.log', destination },
        { remote },
      );
      expect(await context.ports.files.readText('/ws/logs/a.log')).toBe('log');
    }
  });

  test('a source with a trailing slash is a folder', async () => {
    const { communicator } = await run({ direction: 'download', source: '/var/log/', destination: 'logs' });
    expect(communicator.trees).toMatchObject([
      { kind: 'download', source: '/var/log/', destination: '/ws/logs' },
    ]);
  });

  test('what fits a pattern lands in a folder', async () => {
    const remote = { '/var/log/a b.log': 'one' };
    const answer: Answer = ({ command }, print) => {
      expect(command).toContain('for f in /var/log/a\\ *; do');
      print('f/var/log/a b.log\0d/var/log/apt\0');
      return 0;
    };
    const { context, communicator } = await run(
      { direction: 'download', source: '/var/log/a *', destination: 'logs' },
      { remote, answer },
    );
    expect(await context.ports.files.readText('/ws/logs/a b.log')).toBe('one');
    expect(communicator.trees).toMatchObject([{ source: '/var/log/apt', destination: '/ws/logs' }]);
  });

  test('a machine with Windows is asked in its own words', async () => {
    const remote = { 'C:/logs/a.log': 'one' };
    const answer: Answer = ({ command }, print) => {
      const encoded = command.replace(/^powershell.exe -EncodedCommand /, '');
      expect(Buffer.from(encoded, 'base64').toString('utf16le')).toContain("-Path 'c:/log''s/*.log' |");
      print('#< CLIXML', 'stderr');
      print('fC:/logs/a.log\0');
      return 0;
    };
    const { context, problems } = await run(
      { direction: 'download', source: "c:/log's/*.log", destination: 'logs' },
      { remote, answer, type: 'winrm' },
    );
    expect(problems).toEqual([]);
    expect(await context.ports.files.readText('/ws/logs/a.log')).toBe('one');
  });

  test('a pattern that nothing fits is a failure', async () => {
    const { problems } = await run({ direction: 'download', source: '/x/*', destination: 'logs' });
    expect(problems[0]).toMatchObject({ code: 'PRV009', detail: 'Nothing in the machine fits "/x/*".' });
  });

  test('a download is not taken from the store, an upload is', () => {
    const options = { direction: 'download', generated: false, destination: '/x' } as FileOptions;
    expect(fileDefinition.outside?.(options)).toBe(true);
    expect(fileDefinition.outside?.({ ...options, direction: 'upload' })).toBe(false);
    expect(fileDefinition.outside?.({ ...options, direction: 'upload', generated: true })).toBe(true);
  });
});

test('the source is a path of this machine only when it is sent from what is there before', () => {
  const { pathWhen } = fileDefinition.schema.options.source;
  expect(pathWhen({ direction: 'upload', generated: false })).toBe(true);
  expect(pathWhen({ direction: 'download' })).toBe(false);
  expect(pathWhen({ generated: true })).toBe(false);
});

test.each([
  [{ source: 'a', destination: '/b', mode: '0640' }, []],
  [{ destination: '/b' }, ['There is nothing to send: give one of source, sources and content.']],
  [
    { source: 'a', content: 'b', destination: '/b' },
    ['Give only one of source, sources and content; source and content are given.'],
  ],
  [
    { content: 'a', mode: '0600', direction: 'download', destination: '/b' },
    [
      'content is for files that are sent; this one is fetched.',
      'mode is for files that are sent; this one is fetched.',
    ],
  ],
  [
    { source: 'a', destination: '', mode: 'rw' },
    ['"rw" must be three or four octal digits.', 'destination is empty.'],
  ],
])('%j gives %j', (options, messages) => {
  const write = (option: string, value: string) => `${option} = ${value}`;
  const told = fileRules.flatMap((rule) => rule(options, () => undefined, write));
  expect(told.map(({ detail }) => detail)).toEqual(messages);
});
