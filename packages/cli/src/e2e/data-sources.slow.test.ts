import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Loopback, listen, tellRequest } from '@strata/sdk/testing';
import { startVault, VAULT_TOKEN } from '../testing/fake-vault';
import { runInFolder } from '../testing/run-in-folder';
import { createWorkspaceFixture } from '../testing/workspace-fixture';

let folder: string;
let server: Loopback;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-data-'));
  server = await listen(({ url, headers }, response) => {
    if (url === '/gone') response.writeHead(404).end();
    else response.end(`${url?.slice(1)} ${headers['x-token'] ?? ''}`.trim());
  });
  await writeFile(join(folder, 'a.pkr.hcl'), getTemplate(server.origin));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const getTemplate = (origin: string) => `
variable "token" {
  default   = "hunter2-token"
  sensitive = true
}
data "null" "path" { input = "one" }
data "http" "one" {
  url             = "${origin}/\${data.null.path.output}"
  request_headers = { X-Token = var.token }
}
data "http" "two" { url = "${origin}/two" }
data "http" "gone" { url = "${origin}/gone" }
locals { two = data.http.two.body }

source "file" "one" {
  content = data.http.one.body
  target  = "one.txt"
}
source "file" "two" {
  content = upper(local.two)
  target  = "two.txt"
}
source "file" "gone" {
  content = data.http.gone.body
  target  = "gone.txt"
}
build { sources = ["file.one", "file.two", "file.gone"] }
`;

const strata = (...args: readonly string[]) => runInFolder(folder, args);

test('a build reads what the selected builds need, once, and nothing else', async () => {
  const end = await strata('build', '-only=file.two', 'a.pkr.hcl');
  expect([end.code, end.err]).toEqual([0, '']);
  expect(await readFile(join(folder, 'two.txt'), 'utf8')).toBe('TWO');
  expect(server.asked.map(tellRequest)).toEqual(['GET /two']);
});

test('-except leaves out what only the excepted builds need, and secrets are not shown', async () => {
  const end = await strata('build', '-except=file.gone', 'a.pkr.hcl');
  expect(end.code).toBe(0);
  expect(server.asked.map(tellRequest).sort()).toEqual(['GET /one', 'GET /two']);
  expect(await readFile(join(folder, 'one.txt'), 'utf8')).toBe('one hunter2-token');
  expect(end.out + end.err).not.toContain('hunter2-token');
});

test('a data source that fails fails the build before anything is made, with its place', async () => {
  const end = await strata('build', 'a.pkr.hcl');
  expect(end.code).toBe(1);
  expect(end.out + end.err).toContain('data "http" "gone" has no value: the server answered 404');
  expect((end.out + end.err).match(/has no value/g)).toHaveLength(1);
  expect(end.out + end.err).toContain('on a.pkr.hcl line 12');
  expect(await readdir(folder)).not.toContain('one.txt');
});

test.each([
  ['validate', ['validate', 'a.pkr.hcl']],
  ['inspect', ['inspect', 'a.pkr.hcl']],
])('%s reads none', async (_, args) => {
  const end = await strata(...args);
  expect([end.code, end.err]).toEqual([0, '']);
  expect(server.asked.map(tellRequest)).toEqual([]);
});

test('validate -evaluate-datasources reads them', async () => {
  const end = await strata('validate', '-evaluate-datasources', 'a.pkr.hcl');
  expect(end.code).toBe(1);
  expect(end.err).toContain('the server answered 404');
  expect(server.asked.map(tellRequest).sort()).toEqual(['GET /gone', 'GET /one', 'GET /two']);
});

test('the console reads them', async () => {
  const end = await runInFolder(folder, ['console', 'a.pkr.hcl'], {}, { typed: 'data.http.two.body\n' });
  expect(end.out).toContain('two\n');
});

test('Vault is not asked for what only builds need that are not selected', async () => {
  await using vault = await startVault();
  const template = `
    locals { password = vault("secret/data/login", "password") }
    source "null" "quiet" { communicator = "none" }
    source "null" "asks" { communicator = "none" }
    build {
      sources = ["null.quiet"]
      provisioner "shell-local" { inline = ["true"] }
    }
    build {
      sources = ["null.asks"]
      provisioner "shell-local" {
        env    = { PASSWORD = local.password }
        inline = ["true"]
      }
    }`;
  await writeFile(join(folder, 'a.pkr.hcl'), template);
  const variables = { VAULT_ADDR: vault.origin, VAULT_TOKEN };
  const build = (only: string) => runInFolder(folder, ['build', `-only=${only}`, 'a.pkr.hcl'], variables);
  expect((await build('null.quiet')).err).toBe('');
  expect(vault.asked.map(tellRequest)).toEqual([]);
  expect((await build('null.asks')).err).toBe('');
  expect(vault.asked.map(tellRequest)).toEqual(['GET /v1/secret/data/login']);
});

test('an answer is part of the key of the layer that it is used in', async () => {
  let version = 1;
  await using changing = await listen((_, response) => response.end(`v${version}`));
  using workspace = createWorkspaceFixture();
  workspace.image(
    'app',
    `provisioner "shell" {
      inline  = ["echo version $VERSION"]
      env     = { VERSION = data.http.version.body }
      network = false
    }
  }
  data "http" "version" {
    url = "${changing.origin}"
`,
  );
  const build = async () => {
    const { code, out } = await workspace.strata('build', '-verbose', 'images/app');
    return [code, /version v\d/.exec(out)?.[0]];
  };
  expect(await build()).toEqual([0, 'version v1']);
  expect(await build()).toEqual([0, undefined]);
  version = 2;
  expect(await build()).toEqual([0, 'version v2']);
});
