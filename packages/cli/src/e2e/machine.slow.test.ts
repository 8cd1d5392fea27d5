import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestEngine, type TestEngine } from '../../../communicators/src/testing/container-fixture';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let podman: TestEngine;

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'strata-tiny-'));
  makeTinyImage(root);
  chmodSync(root, 0o755);
  podman = makeTestEngine();
  podman.importImage(root, 'tiny');
  rmSync(root, { recursive: true });
}, 60_000);
afterAll(() => podman.close(), 60_000);
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

const container = (steps: string, end = 'discard = true') => `
source "docker" "app" {
  docker_path = "${podman.program}"
  image       = "tiny"
  pull        = false
  ${end}
}
build {
  sources = ["docker.app"]
${steps}
}
`;

const shell = (line: string) => `  provisioner "shell" { inline = ["${line}"] }\n`;

function ledgers(): readonly string[] {
  const folder = join(workspace.root, '.strata/ledger');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const containers = () => podman.run('ps', '--all', '--format', '{{.Names}}');

describe('a build on a container', () => {
  it('runs each script, shows what it prints, and tells the artifact to people and programs', async () => {
    const text = container(
      shell('echo hello from inside; echo $PACKER_BUILDER_TYPE'),
      'export_path = "app.tar"',
    );
    workspace.write('images/app/image.pkr.hcl', text);
    const { code, out } = await workspace.strata('build', 'images/app');
    expect(out).toContain('app/docker.app: hello from inside\n');
    expect(out).toContain('app/docker.app: docker\n');
    expect(out).toContain('--> docker.app: Exported Docker file: app.tar\n');
    expect(code).toBe(0);
    const told = await workspace.strata('build', '-machine-readable', 'images/app');
    expect(told.out).toMatch(/^\d+,docker\.app,artifact,0,builder-id,packer\.docker$/mu);
    expect(told.out).toMatch(/^\d+,docker\.app,artifact,0,file,0,app\.tar$/mu);
    expect([containers(), ledgers()]).toEqual(['', []]);
  }, 60_000);

  it('leaves nothing when a script fails, unless it is told to', async () => {
    workspace.write('images/app/image.pkr.hcl', container(shell('exit 3')));
    const failed = await workspace.strata('build', 'images/app');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('Script exited with non-zero exit status: 3. Allowed exit codes are: [0]');
    expect([containers(), ledgers()]).toEqual(['', []]);
    await workspace.strata('build', '-on-error=abort', 'images/app');
    expect(containers()).toMatch(/^strata-/u);
    expect(ledgers()).toHaveLength(1);
    const tried = await workspace.strata('sweep', '-dry-run');
    expect(tried.out).toMatch(
      /^docker-container .*\bstrata-.*\nWould remove 1 leftovers of killed builds\.\n$/u,
    );
    expect(containers()).toMatch(/^strata-/u);
    expect((await workspace.strata('sweep')).out).toBe('Removed 1 leftovers of killed builds.\n');
    expect([containers(), ledgers()]).toEqual(['', []]);
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing after %s and a sweep',
    async (signal) => {
      workspace.write('images/app/image.pkr.hcl', container(shell('echo in the middle; sleep 30')));
      let sent = false;
      await workspace.watch(['build', 'images/app'], (output, kill) => {
        if (sent || !output.includes('in the middle')) return;
        sent = true;
        kill(signal);
      });
      expect(sent).toBe(true);
      if (signal === 'SIGKILL') expect(containers()).toMatch(/^strata-/u);
      else expect(containers()).toBe('');
      await workspace.strata('sweep');
      expect([containers(), ledgers()]).toEqual(['', []]);
      expect((await workspace.strata('sweep')).out).toBe('Nothing was left behind.\n');
    },
    60_000,
  );
});

describe('builds without a machine', () => {
  it('run side by side, one failing without harm to the other', async () => {
    mkdirSync(join(workspace.root, 'images/two'), { recursive: true });
    workspace.write(
      'images/two/image.pkr.hcl',
      `
source "null" "nothing" { communicator = "none" }
source "file" "one" {
  content = "one"
  target  = "one.txt"
}
build {
  sources = ["null.nothing", "file.one"]
  provisioner "shell" {
    only   = ["null.nothing"]
    inline = ["true"]
  }
  post-processor "manifest" {}
}
`,
    );
    const { code, out } = await workspace.strata('build', 'images/two');
    expect(code).toBe(1);
    expect(out).toContain('--> file.one: Stored file: one.txt\n');
    expect(out).not.toContain('--> null.nothing');
  });
});
