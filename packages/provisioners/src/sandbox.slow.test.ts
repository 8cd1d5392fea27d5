import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type BlockSchema,
  type InputReference,
  type Provisioner,
  type ResolvedInput,
  Secret,
} from '@strata/sdk';
import { createFiles } from '@strata/sdk/node';
import { createProvisionContext, createTestPorts } from '@strata/sdk/testing';
import { connectSandbox } from '../../communicators/src/sandbox/connect';
import { createSandboxFixture, type SandboxFixture } from '../../layers/src/testing/sandbox-fixture';
import { file } from './file/provision';
import { fileSchema } from './file/schema';
import { imageCopy } from './image-copy/provision';
import { imageCopySchema } from './image-copy/schema';
import { shell } from './shell/provision';
import { shellSchema } from './shell/schema';

let fixture: SandboxFixture;
let sandbox: Awaited<ReturnType<SandboxFixture['open']>>;
let local: string;

beforeEach(async () => {
  fixture = await createSandboxFixture('strata-provisioners-');
  sandbox = await fixture.open({ network: false });
  local = join(fixture.store, 'local');
  mkdirSync(local);
});
afterEach(() => fixture.close());

const inputs = {
  image: (...names: readonly string[]): ResolvedInput => ({
    kind: 'image',
    image: { layers: names.map((diffId) => ({ diffId, size: 0 })), base: {}, config: {} },
  }),
  output: (path: string): ResolvedInput => ({ kind: 'output', path }),
};
const IMAGE: InputReference = { kind: 'image', project: 'webapp' };

/** Runs a provisioner with its defaults in the sandbox; gives what it printed and what went wrong. */
async function provision<S extends BlockSchema>(
  part: Provisioner<S>,
  schema: S,
  options: Readonly<Record<string, unknown>>,
  input?: ResolvedInput,
) {
  const context = createProvisionContext({
    communicator: connectSandbox(sandbox),
    ports: { ...createTestPorts(), files: createFiles() },
    baseDirectory: local,
    resolve: () => input!,
  });
  const defaults = Object.fromEntries(
    Object.entries(schema.options).flatMap(([name, spec]) =>
      'default' in spec ? [[name, spec.default]] : [],
    ),
  );
  const error = await part
    .provision(context as never, { ...defaults, ...options } as never)
    .catch((thrown: unknown) => thrown);
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return {
    text: context.reporter.text(),
    warnings: context.reporter.warnings,
    problems: error?.diagnostics ?? [],
  };
}

/** What a command prints in the sandbox. */
async function sh(command: string): Promise<string> {
  const output: Buffer[] = [];
  const exit = await sandbox.exec(
    { command, onOutput: ({ data }) => void output.push(data) },
    new AbortController().signal,
  );
  const text = Buffer.concat(output).toString();
  if (exit.kind !== 'exited' || exit.code !== 0) throw new Error(`${command}: ${text}`);
  return text.trim();
}

/** Makes a layer by a script that root of the namespace runs in its folder. */
async function makeLayer(name: string, script: string): Promise<string> {
  const layer = fixture.addLayer(name);
  const { exit, stderr } = await fixture.namespace.run({
    command: 'sh',
    args: ['-euc', script],
    cwd: join(fixture.store, layer),
  });
  if (exit.kind !== 'exited' || exit.code !== 0) throw new Error(String(stderr));
  return layer;
}

describe('shell', () => {
  test('runs lines with their environment and leaves nothing of itself', async () => {
    const env = { PLAIN: "it's", TOKEN: new Secret(`s3'c"r$3t`) };
    const { text, problems } = await provision(shell, shellSchema, {
      inline: ['echo "$PACKER_BUILD_NAME $PACKER_BUILDER_TYPE $PLAIN $TOKEN"', 'touch /etc/made'],
      env,
    });
    expect(problems).toEqual([]);
    expect(text).toBe(`golden rootfs it's s3'c"r$3t\n`);
    expect(await sh('ls /tmp; ls /etc/made')).toBe('/etc/made');
  });

  test('shows a secret to no process list', async () => {
    const inline = [
      'printf %s "$TOKEN" >/tmp/pattern',
      'grep -l -F -f /tmp/pattern /proc/[0-9]*/cmdline || echo nowhere',
    ];
    const { text } = await provision(shell, shellSchema, {
      inline,
      env: { TOKEN: new Secret('hunter2hunter2') },
    });
    expect(text).toBe('nowhere\n');
  });

  test('hands secrets over by a file too', async () => {
    const { text } = await provision(shell, shellSchema, {
      inline: ['echo "$TOKEN"'],
      env: { TOKEN: new Secret("a 'b' $c") },
      use_env_var_file: true,
    });
    expect(text).toBe("a 'b' $c\n");
    expect(await sh('ls /tmp')).toBe('');
  });

  test('sends scripts and names the line that failed', async () => {
    writeFileSync(join(local, 'setup.sh'), '#!/bin/sh\r\nset -e\r\ncd /\r\nno-such-program --now\r\n');
    const { problems } = await provision(shell, shellSchema, { script: 'setup.sh' });
    expect(problems[0]).toMatchObject({ code: 'PRV002' });
    expect(problems[0]!.detail).toMatch(/The script setup\.sh failed\. .* status: 127\./);
    expect(problems[0]!.detail).toContain('points to line 4:\n  no-such-program --now');
  });

  test('stops at the first line that fails, unless its code is allowed', async () => {
    const inline = ['echo one', 'false', 'echo two'];
    expect(await provision(shell, shellSchema, { inline })).toMatchObject({
      text: 'one\n',
      problems: [{ code: 'PRV002' }],
    });
    expect((await provision(shell, shellSchema, { inline, valid_exit_codes: [1] })).problems).toEqual([]);
  });
});

describe('file', () => {
  test('sends files, folders and content, and fetches them back', async () => {
    mkdirSync(join(local, 'site/deep'), { recursive: true });
    writeFileSync(join(local, 'site/deep/page'), 'page');
    writeFileSync(join(local, 'run.sh'), 'run', { mode: 0o744 });
    await provision(file, fileSchema, { sources: ['site', 'run.sh'], destination: '/etc/' });
    await provision(file, fileSchema, { source: 'site/', destination: '/var' });
    await provision(file, fileSchema, { content: 'text', destination: '/etc/text', mode: '0640' });
    expect(await sh('cat /etc/site/deep/page /var/deep/page /etc/text')).toBe('pagepagetext');
    expect(await sh("stat -c '%a %u' /etc/run.sh /etc/text")).toBe('755 0\n640 0');
    await provision(file, fileSchema, { direction: 'download', source: '/etc/text', destination: 'back/' });
    await provision(file, fileSchema, { direction: 'download', source: '/etc/site/', destination: 'tree' });
    expect(await readFile(join(local, 'back/text'), 'utf8')).toBe('text');
    expect(await readdir(join(local, 'tree'))).toEqual(['deep']);
    await provision(file, fileSchema, {
      direction: 'download',
      source: '/etc/[st]*e*t',
      destination: 'some',
    });
    expect(await readdir(join(local, 'some'))).toEqual(['text']);
  });

  test('a folder that is missing in the image is a diagnostic', async () => {
    const { problems } = await provision(file, fileSchema, { content: 'x', destination: '/no/such/place' });
    expect(problems[0]!.detail).toContain('/no/such/place');
  });
});

describe('image-copy', () => {
  const base = `
    mkdir -p opt/app/lib opt/secret usr/bin etc
    echo main >opt/app/main; chmod 750 opt/app/main; chown 33:44 opt/app/main opt/app/lib
    echo lib >opt/app/lib/a; ln opt/app/lib/a opt/app/lib/b; ln -s ../main opt/app/lib/link; ln -s /nowhere opt/app/lib/dead
    echo old >etc/replaced; echo gone >etc/gone; mkfifo opt/app/pipe
    printf 'x' >"opt/app/odd
name"; chmod 4755 "opt/app/odd
name"`;

  test('takes files out of a stack of layers, as they are', async () => {
    const layers = [
      await makeLayer('base', base),
      await makeLayer(
        'top',
        'mkdir -p opt/app; echo new >opt/app/main; chmod 750 opt/app/main; chown 33:44 opt/app/main',
      ),
    ];
    const { problems, warnings } = await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, paths: ['/opt/app', 'etc/replaced'] },
      inputs.image(...layers),
    );
    expect([problems, warnings]).toEqual([[], []]);
    expect(await sh('cat /opt/app/main /etc/replaced /opt/app/lib/link')).toBe('new\nold\nnew');
    expect(await sh("stat -c '%a %u:%g %F' /opt/app/main /opt/app/lib /opt/app/pipe /opt/app/odd*")).toBe(
      '750 33:44 regular file\n755 33:44 directory\n644 0:0 fifo\n4755 0:0 regular file',
    );
    expect(await sh("stat -c '%i' /opt/app/lib/a")).toBe(await sh("stat -c '%i' /opt/app/lib/b"));
    expect(await sh('readlink /opt/app/lib/dead; ls /opt')).toBe('/nowhere\napp');
  });

  test('keeps capabilities', async () => {
    const layer = await makeLayer(
      'base',
      'mkdir -p usr/bin; cp /bin/true usr/bin/tool; setfattr -n security.capability -v 0x0100000200200000000000000000000000000000 usr/bin/tool',
    );
    const { problems } = await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, source: '/usr/bin/tool', destination: '/usr/bin/renamed' },
      inputs.image(layer),
    );
    expect(problems).toEqual([]);
    expect(
      await sh(
        "tar -C / --xattrs --xattrs-include='*' -cf - usr/bin/renamed | grep -a -c security.capability",
      ),
    ).toBe('1');
  });

  test('takes everything, without what is only mounted during the build', async () => {
    const layer = await makeLayer(
      'base',
      `${base}; mkdir -p proc dev run tmp; echo x >run/x; echo x >tmp/x; echo x >etc/resolv.conf`,
    );
    const { problems } = await provision(imageCopy, imageCopySchema, { from: IMAGE }, inputs.image(layer));
    expect(problems).toEqual([]);
    expect(await sh('cat /etc/gone; ls /tmp; cat /etc/resolv.conf')).toBe('gone\nnameserver 192.0.2.1');
  });

  test("makes a project's files root's, with modes that no umask decides", async () => {
    mkdirSync(join(local, 'dist/bin'), { recursive: true });
    writeFileSync(join(local, 'dist/main.js'), 'main', { mode: 0o600 });
    writeFileSync(join(local, 'dist/main.js.map'), 'map');
    writeFileSync(join(local, 'dist/bin/run'), 'run', { mode: 0o700 });
    const { problems } = await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, destination: '/srv/api', exclude: ['*.map'] },
      inputs.output(join(local, 'dist')),
    );
    expect(problems).toEqual([]);
    expect(await sh("cd /srv/api; stat -c '%n %a %u:%g' . bin bin/run main.js")).toBe(
      '. 755 0:0\nbin 755 0:0\nbin/run 755 0:0\nmain.js 644 0:0',
    );
    await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, destination: '/srv/one.js' },
      inputs.output(join(local, 'dist/main.js')),
    );
    await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, source: 'bin/run', destination: '/srv/', owner: '7' },
      inputs.output(join(local, 'dist')),
    );
    expect(await sh("stat -c '%n %a %u' /srv/one.js /srv/run; ls /srv")).toBe(
      '/srv/one.js 644 0\n/srv/run 755 7\napi\none.js\nrun',
    );
  });

  test('names what is missing with near names, and what leads out of the source', async () => {
    const layer = await makeLayer('base', `${base}; ln -s /opt/app current; ln -s opt/app here`);
    const { problems } = await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, paths: ['/opt/ap/main', '/current/main', '/here/main', '/nothing/at/all'] },
      inputs.image(layer),
    );
    expect(problems.map(({ code, detail, hint }) => [code, detail, hint])).toEqual([
      ['PRV009', '/opt/ap/main of image webapp is not there. /opt holds 2 names.', 'Did you mean /opt/app?'],
      [
        'PRV009',
        '/current/main of image webapp leads out of it by an absolute link.',
        'Name the place that the link points to.',
      ],
      [
        'PRV009',
        expect.stringContaining('/nothing/at/all of image webapp is not there. / holds'),
        expect.stringContaining('There are /current'),
      ],
    ]);
    expect(await sh('ls /opt 2>&1 || true')).toContain('No such file');
  });

  test('refuses a place that is no part of the image', async () => {
    const layer = await makeLayer('base', 'mkdir run; echo x >run/x');
    const { problems } = await provision(
      imageCopy,
      imageCopySchema,
      { from: IMAGE, paths: ['/run/x'] },
      inputs.image(layer),
    );
    expect(problems[0]!.detail).toContain('/run/x is no part of the image');
  });
});
