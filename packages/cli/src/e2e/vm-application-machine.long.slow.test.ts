import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { type ApplicationWorkspace, createApplicationWorkspace } from '../testing/application-workspace';
import { addSystemdImage } from '../testing/systemd-image';

// A Debian is made of its packages and started in software: minutes, and more beside other tests.
const PATIENCE = 1_800_000;

const repository = resolve(__dirname, '../../../..');
const image = { image: 'server' };
let workspace: ApplicationWorkspace;

beforeAll(async () => {
  workspace = await createApplicationWorkspace();
  addSystemdImage(workspace.fixture, 'server');
  const { code, out, err } = await workspace.strata('build', 'images/server');
  if (code !== 0) throw new Error(out + err);
}, PATIENCE);
afterAll(() => workspace[Symbol.dispose]());

const readVerdict = (folder: string) =>
  JSON.parse(workspace.fixture.read(join(folder, 'dist/vm-app.verdict.json')));

test(
  'Debian packages with all that they need are installed in a machine without a network, updated and removed',
  async () => {
    const debs = {
      package: { kind: 'debs', suite: 'bookworm', packages: ['jq'] },
      test: { ...image, check: 'echo \'{"a": 1}\' | jq --exit-status .a' },
    };
    workspace.write({ ...debs, version: '1.5.0' });
    await workspace.strata('package-vm-app', 'apps/app');
    const { root } = workspace.fixture;
    cpSync(join(root, 'apps/app/dist/vm-app'), join(root, 'old'), { recursive: true });
    const ended = await workspace.tryOut({ ...debs, version: '1.6.0' }, '-in=machine', '-previous=old');
    expect([ended.code, ended.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(ended.out).toContain('update from 1.5.0: ok');
    expect(ended.out).toContain('nothing is left behind');
    expect(readVerdict('apps/app')).toMatchObject({
      verdict: 'passed',
      places: [{ place: 'machine', verdict: 'passed', machine: { firmware: 'bios', cloud: 'nocloud' } }],
    });
  },
  PATIENCE,
);

describe('where somebody listens outside of the machine', () => {
  let server: Server;
  let connections = 0;
  beforeAll((done) => {
    server = createServer(() => {
      connections += 1;
    }).listen(0, '127.0.0.1', done);
  });
  afterAll((done) => {
    server.close(done);
  });

  test(
    'the machine reaches nobody, and what is left running in it is told',
    async () => {
      const { port } = server.address() as { port: number };
      const unit = '[Service]\\nExecStart=/bin/sleep infinity\\n';
      const install = [
        `! timeout 20 bash -c '< /dev/tcp/10.0.2.2/${port}'`,
        `printf '${unit}' > /etc/systemd/system/left.service`,
        'systemctl daemon-reload && systemctl start left.service',
        'useradd left 2> /dev/null; true',
      ].join('\n');
      const commands = {
        install,
        update: 'true',
        remove: '(setsid sleep 4711 > /dev/null 2>&1 < /dev/null &)',
      };
      const { code, err } = await workspace.tryOut({ commands, test: image }, '-in=machine');
      expect(code).toBe(1);
      expect(connections).toBe(0);
      const left = [
        'is known to systemd still: left.service (loaded active running)',
        'runs still: sleep 4711',
      ];
      const changed = ['added /etc/systemd/system/left.service', 'changed /etc/passwd (content)'];
      for (const line of [...left, 'runs still: /bin/sleep infinity', ...changed])
        expect(err).toContain(line);
      expect(readVerdict('apps/app')).toMatchObject({ verdict: 'failed' });
    },
    PATIENCE,
  );
});

test(
  'a command that restarts the machine is run again where the definition says so',
  async () => {
    const install = [
      'mkdir -p /opt/app && echo run >> /opt/app/runs',
      '[ "$(wc -l < /opt/app/runs)" != 1 ] || { systemctl reboot; sleep 600; }',
    ].join('\n');
    const commands = { install, update: 'true', remove: 'rm -r /opt/app' };
    const check = '[ "$(wc -l < /opt/app/runs)" -ge 2 ]';
    const ended = await workspace.tryOut(
      { afterReboot: 'rerun', commands, test: { ...image, check } },
      '-in=machine',
    );
    expect([ended.code, ended.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(ended.out).toContain('nothing is left behind');
  },
  PATIENCE,
);

test(
  'the service of apps/catalog-api answers in a machine that has Node.js from another application, also after a restart',
  async () => {
    const { root } = workspace.fixture;
    for (const name of ['nodejs', 'catalog-service'])
      cpSync(join(repository, 'vm-apps', name), join(root, 'vm-apps', name), {
        recursive: true,
        filter: (path) => !path.endsWith('/dist') && !path.endsWith('.lock.json'),
      });
    workspace.fixture.write('apps/catalog-api/package.json', '{ "name": "catalog-api" }');
    const bundle = join(root, 'apps/catalog-api/dist/bundle/main.js');
    const flags = [
      '--bundle',
      '--platform=node',
      '--target=node18',
      `--outfile=${bundle}`,
      '--log-level=error',
    ];
    const esbuild = join(repository, 'node_modules/.bin/esbuild');
    execFileSync(esbuild, ['src/main.ts', ...flags], { cwd: join(repository, 'apps/catalog-api') });
    for (const name of ['nodejs', 'catalog-service'])
      expect(await workspace.strata('package-vm-app', `vm-apps/${name}`)).toMatchObject({ code: 0 });
    const ended = await workspace.strata(
      'test-vm-app',
      ...['-in=machine', '-image=server', 'vm-apps/catalog-service'],
    );
    expect([ended.code, ended.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(ended.out).toMatch(
      /install nodejs 18\S+ before: ok\n {2}prepare: ok\n {2}install: ok\n {2}check: ok/,
    );
    expect(ended.out).toMatch(/restart: ok\n {2}check: ok\n {2}remove: ok\n {2}nothing is left behind/);
  },
  PATIENCE,
);
