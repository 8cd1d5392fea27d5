import { strict as assert } from 'node:assert';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Communicator, RemoteCommand, RemoteExit } from '../communicator';
import { Secret } from '../secret';
import { quoteWord } from '../shell-word';

/** A machine to test with: has a POSIX shell and the usual small programs. */
export interface TestMachine {
  readonly communicator: Communicator;
  /** Absolute path of an empty folder on the machine. */
  readonly folder: string;
  close(): Promise<void>;
}

/* Jest's, without its types: this module is published. */
declare const describe: (title: string, body: () => void) => void;
declare const test: (title: string, body: () => Promise<void>, timeout?: number) => void;
declare const beforeEach: (body: () => Promise<void>, timeout?: number) => void;
declare const afterEach: (body: () => Promise<void>, timeout?: number) => void;

const patience = 60_000;

/** What every communicator must do, as tests. Windows machines need a suite of their own. */
export function communicatorSuite(name: string, open: () => Promise<TestMachine>): void {
  describe(`the ${name} communicator`, () => {
    let machine: TestMachine;
    let local: string;
    beforeEach(async () => {
      machine = await open();
      local = await mkdtemp(join(tmpdir(), 'strata-communicator-'));
    }, patience);
    afterEach(async () => {
      await machine.close();
      await rm(local, { recursive: true, force: true });
    }, patience);
    for (const [title, body] of Object.entries(cases)) {
      test(title, () => body({ ...machine, local }), patience);
    }
  });
}

interface Given extends Omit<TestMachine, 'close'> {
  /** An empty folder of this machine. */
  readonly local: string;
}

const cases: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  ...getCommandCases(),
  ...getFileCases(),
  ...getFolderCases(),
};

/** Names that break careless quoting. */
const oddNames = [
  'two words',
  "it's",
  'say "so"',
  '-rf',
  '--',
  'new\nline',
  '$HOME `id` \\',
  '*',
  ' ends ',
  'ümläut',
  '.hidden',
];

function getCommandCases(): typeof cases {
  return {
    'gives the exit code of a command': async ({ communicator }) => {
      assert.deepEqual(await run(communicator, { command: 'exit 7' }), { exit: exited(7), out: '', err: '' });
    },
    'passes both streams on, byte for byte': async ({ communicator }) => {
      const { out, err } = await run(communicator, { command: "printf 'a\\000b\\n\\n'; printf c >&2" });
      assert.deepEqual([out, err], ['a\0b\n\n', 'c']);
    },
    'takes the text of a command as a shell does': async ({ communicator }) => {
      const command = 'x="a  b"; for i in 1 2; do\n  printf "%s|" "$x"\ndone # the end';
      assert.equal((await run(communicator, { command })).out, 'a  b|a  b|');
    },
    'loses nothing of much output': async ({ communicator }) => {
      const { out } = await run(communicator, { command: 'head -c 5000000 /dev/zero' });
      assert.equal(out.length, 5_000_000);
    },
    'hands over an environment with odd values': async ({ communicator }) => {
      const value = oddNames.join(' ');
      const { out } = await run(communicator, { command: 'printf %s "$ODD"', env: { ODD: value } });
      assert.equal(out, value);
    },
    'hands over secrets': async ({ communicator }) => {
      const env = { TOKEN: new Secret('se cret') };
      const { out } = await run(communicator, { command: new Secret('printf %s "$TOKEN"'), env });
      assert.equal(out, 'se cret');
    },
    'feeds standard input to its end': async ({ communicator }) => {
      const stdin = Readable.from([Buffer.alloc(3_000_000), 'end']);
      assert.equal((await run(communicator, { command: 'wc -c', stdin })).out.trim(), '3000003');
    },
    'does not mind a command that leaves its input unread': async ({ communicator }) => {
      const stdin = Readable.from([Buffer.alloc(3_000_000)]);
      assert.deepEqual((await run(communicator, { command: 'exit 3', stdin })).exit, exited(3));
    },
    'gives an empty input to a command without one': async ({ communicator }) => {
      assert.equal((await run(communicator, { command: 'cat; echo done' })).out, 'done\n');
    },
    'runs commands at the same time': async ({ communicator, folder }) => {
      const fifo = `${folder}/fifo`;
      await run(communicator, { command: `mkfifo ${fifo}` });
      const [reader] = await Promise.all([
        run(communicator, { command: `cat ${fifo}` }),
        run(communicator, { command: `echo hello >${fifo}` }),
      ]);
      assert.equal(reader?.out, 'hello\n');
    },
    'ends a command that is cancelled, and says why': async ({ communicator }) => {
      const abort = new AbortController();
      const reason = new Error('enough');
      const onOutput = (): void => abort.abort(reason);
      const running = communicator.exec({ command: 'echo go; sleep 1000', onOutput }, abort.signal);
      await assert.rejects(running, (error) => error === reason);
    },
    'starts nothing once cancelled': async ({ communicator, folder }) => {
      const command = `: >${folder}/trace`;
      await assert.rejects(communicator.exec({ command }, AbortSignal.abort()));
      assert.equal((await run(communicator, { command: `ls ${folder}` })).out, '');
    },
  };
}

function getFileCases(): typeof cases {
  return {
    'sends a file of any bytes': async ({ communicator, folder }) => {
      const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256));
      await communicator.upload(content, `${folder}/file`, { signal: never });
      assert.ok((await fetchFile(communicator, `${folder}/file`)).equals(content));
    },
    'sends an empty file': async ({ communicator, folder }) => {
      await communicator.upload(Buffer.alloc(0), `${folder}/file`, { signal: never });
      assert.equal((await fetchFile(communicator, `${folder}/file`)).length, 0);
    },
    'sends a file from a stream': async ({ communicator, folder }) => {
      await communicator.upload(Readable.from(['a', 'b']), `${folder}/file`, { signal: never });
      assert.equal((await fetchFile(communicator, `${folder}/file`)).toString(), 'ab');
    },
    'replaces the whole of a file': async ({ communicator, folder }) => {
      await communicator.upload(Buffer.from('a long text'), `${folder}/file`, { signal: never });
      await communicator.upload(Buffer.from('short'), `${folder}/file`, { signal: never });
      assert.equal((await fetchFile(communicator, `${folder}/file`)).toString(), 'short');
    },
    'sets the mode that is asked for': async ({ communicator, folder }) => {
      await communicator.upload(Buffer.from('x'), `${folder}/tool`, { mode: 0o4751, signal: never });
      const { out } = await run(communicator, { command: `stat -c %a ${folder}/tool` });
      assert.equal(out, '4751\n');
    },
    'sends and fetches files with odd names': async ({ communicator, folder }) => {
      for (const name of oddNames) {
        await communicator.upload(Buffer.from(name), `${folder}/${name}`, { mode: 0o600, signal: never });
        assert.equal((await fetchFile(communicator, `${folder}/${name}`)).toString(), name);
      }
    },
    'fails to send a file into a folder that does not exist': async ({ communicator, folder }) => {
      const sending = communicator.upload(Buffer.from('x'), `${folder}/none/file`, { signal: never });
      await assert.rejects(sending, /none\/file/);
    },
    'fails when what is sent cannot be read': async ({ communicator, folder }) => {
      const source = new Readable({ read: () => source.destroy(new Error('bad disk')) });
      await assert.rejects(communicator.upload(source, `${folder}/file`, { signal: never }), /bad disk/);
    },
    'fails to fetch a file that does not exist': async ({ communicator, folder }) => {
      await assert.rejects(communicator.download(`${folder}/none`, new PassThrough(), never), /none/);
    },
  };
}

function getFolderCases(): typeof cases {
  const list = (communicator: Communicator, folder: string) =>
    run(communicator, { command: `cd ${folder} && find . | sort` }).then(({ out }) => out.trim().split('\n'));
  return {
    'sends the content of a folder whose path ends in a slash': async ({ communicator, folder, local }) => {
      await makeTree(join(local, 'tree'));
      await communicator.uploadDirectory(`${local}/tree/`, `${folder}/here`, { signal: never });
      const expected = ['.', './empty', './link', './sub', './sub/file', './sub/tool'];
      assert.deepEqual(await list(communicator, `${folder}/here`), expected);
    },
    'sends a folder as such otherwise': async ({ communicator, folder, local }) => {
      await makeTree(join(local, 'tree'));
      await communicator.uploadDirectory(`${local}/tree`, folder, { signal: never });
      assert.deepEqual((await list(communicator, folder)).slice(0, 3), ['.', './tree', './tree/empty']);
    },
    'keeps content, modes and links of a folder': async ({ communicator, folder, local }) => {
      await makeTree(join(local, 'tree'));
      await communicator.uploadDirectory(`${local}/tree`, folder, { signal: never });
      const command = `cd ${folder}/tree; stat -c %a sub/tool sub/file; readlink link; cat sub/file`;
      assert.equal((await run(communicator, { command })).out, '750\n640\nsub/file\ncontent');
    },
    'gives what it sends to the one who runs commands': async ({ communicator, folder, local }) => {
      await makeTree(join(local, 'tree'));
      await communicator.uploadDirectory(`${local}/tree`, folder, { signal: never });
      const command = `find ${folder}/tree ! -user "$(id -u)" -o ! -group "$(id -g)"`;
      assert.equal((await run(communicator, { command })).out, '');
    },
    'adds to what is there and leaves it as it is': async ({ communicator, folder, local }) => {
      await run(communicator, {
        command: `cd ${folder}; mkdir -m 711 real; ln -s real sub; : >real/old; chmod 751 .`,
      });
      await makeTree(join(local, 'tree'));
      await communicator.uploadDirectory(`${local}/tree/`, folder, { signal: never });
      const command = `cd ${folder}; readlink sub; ls real; stat -c %a . real`;
      assert.equal((await run(communicator, { command })).out, 'real\nfile\nold\ntool\n751\n711\n');
    },
    'leaves out what is excluded': async ({ communicator, folder, local }) => {
      await makeTree(join(local, 'tree'));
      await mkdir(join(local, 'tree/sub/empty'));
      const exclude = ['/empty', 'to*'];
      await communicator.uploadDirectory(`${local}/tree/`, folder, { exclude, signal: never });
      const expected = ['.', './link', './sub', './sub/empty', './sub/file'];
      assert.deepEqual(await list(communicator, folder), expected);
    },
    'sends and fetches folders with odd names in them': async ({ communicator, folder, local }) => {
      for (const name of oddNames) {
        await mkdir(join(local, 'tree', name), { recursive: true });
        await writeFile(join(local, 'tree', name, name), name);
      }
      await communicator.uploadDirectory(`${local}/tree`, folder, { signal: never });
      await communicator.downloadDirectory(`${folder}/tree`, `${local}/back`, { signal: never });
      assert.deepEqual(await readdir(join(local, 'back/tree')), await readdir(join(local, 'tree')));
      for (const name of oddNames) {
        assert.equal(await readFile(join(local, 'back/tree', name, name), 'utf8'), name);
      }
    },
    'sends a folder to a place with an odd name': async ({ communicator, folder, local }) => {
      await makeTree(join(local, "a 'b\n"));
      await communicator.uploadDirectory(join(local, "a 'b\n"), `${folder}/-c "d"`, { signal: never });
      const command = `cat ${quoteWord(`${folder}/-c "d"/a 'b\n/sub/file`)}`;
      assert.equal((await run(communicator, { command })).out, 'content');
    },
    'fetches the content of a folder whose path ends in a slash': async ({ communicator, folder, local }) => {
      await run(communicator, { command: `cd ${folder}; mkdir a; echo x >a/b; chmod 750 a/b; ln -s b a/l` });
      await communicator.downloadDirectory(`${folder}/a/`, `${local}/new/back`, { signal: never });
      assert.equal((await readdir(join(local, 'new/back'))).join(), 'b,l');
      assert.equal((await lstat(join(local, 'new/back/b'))).mode & 0o777, 0o750);
      assert.equal(await readlink(join(local, 'new/back/l')), 'b');
    },
    'fails to send a folder that does not exist': async ({ communicator, folder, local }) => {
      await assert.rejects(communicator.uploadDirectory(`${local}/none`, folder, { signal: never }), /none/);
    },
    'fails to fetch a folder that does not exist': async ({ communicator, folder, local }) => {
      await assert.rejects(
        communicator.downloadDirectory(`${folder}/none`, local, { signal: never }),
        /none/,
      );
    },
  };
}

const never = new AbortController().signal;
const exited = (code: number): RemoteExit => ({ kind: 'exited', code });

async function run(communicator: Communicator, command: RemoteCommand) {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const exit = await communicator.exec(
    { ...command, onOutput: ({ stream, data }) => void chunks[stream].push(data) },
    never,
  );
  const [out, err] = [chunks.stdout, chunks.stderr].map((parts) => Buffer.concat(parts).toString());
  return { exit, out: out as string, err: err as string };
}

async function fetchFile(communicator: Communicator, path: string): Promise<Buffer> {
  const sink = new PassThrough();
  const [content] = await Promise.all([buffer(sink), communicator.download(path, sink, never)]);
  return content;
}

/** A file, an executable, a link and an empty folder; the modes are set whatever the umask. */
async function makeTree(root: string): Promise<void> {
  await mkdir(join(root, 'sub'), { recursive: true });
  await mkdir(join(root, 'empty'));
  await writeFile(join(root, 'sub/file'), 'content');
  await writeFile(join(root, 'sub/tool'), '#!/bin/sh\n');
  await chmod(join(root, 'sub/file'), 0o640);
  await chmod(join(root, 'sub/tool'), 0o750);
  await symlink('sub/file', join(root, 'link'));
}
