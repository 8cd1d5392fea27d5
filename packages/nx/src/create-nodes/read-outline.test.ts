import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutline } from './read-outline';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'strata-outline-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('the graph is drawn without asking another machine, though the template does', async () => {
  writeFileSync(
    join(root, 'image.pkr.hcl'),
    `locals { token = vault("secret/data/app", "token") }
     data "strata-image" "golden" { project = "golden" }
     source "rootfs" "web" { from = data.strata-image.golden.layers }
     build {
       sources = ["source.rootfs.web"]
       provisioner "shell" { inline = ["echo \${local.token}"] }
     }`,
  );
  // Nobody listens there, and asking would take a while.
  const environment = { VAULT_ADDR: 'http://192.0.2.1:8200', VAULT_TOKEN: 'x' };
  const template = 'image.pkr.hcl';
  const named = { name: 'web', isNamedHere: true };
  const folder = { ...named, root: '.', template, files: [template], variableFiles: [] };
  const outline = await readOutline(root, folder, environment);
  expect(outline?.sources).toMatchObject([{ source: 'rootfs.web', images: [{ project: 'golden' }] }]);
});

test('a build that needs what another machine says each time is marked, and one that leaves disks', async () => {
  writeFileSync(
    join(root, 'image.pkr.hcl'),
    `data "http" "version" { url = "http://192.0.2.1/version" }
     data "null" "name" { input = "x" }
     locals { version = data.http.version.body }
     source "rootfs" "asks" {
       bootstrap { suite = "trixie" }
     }
     source "rootfs" "quiet" {
       bootstrap { suite = "trixie" }
     }
     build {
       sources = ["source.rootfs.asks"]
       provisioner "shell" { inline = ["echo \${local.version}"] }
     }
     build {
       sources = ["source.rootfs.quiet"]
       provisioner "shell" { inline = ["echo \${data.null.name.output}"] }
       post-processor "export" { formats = ["raw"] }
     }`,
  );
  const template = 'image.pkr.hcl';
  const folder = {
    name: 'web',
    isNamedHere: true,
    root: '.',
    template,
    files: [template],
    variableFiles: [],
  };
  const outline = await readOutline(root, folder, {});
  expect(outline?.sources).toMatchObject([
    { source: 'rootfs.asks', asksWorld: true, isExported: false },
    { source: 'rootfs.quiet', asksWorld: false, isExported: true },
  ]);
});

test('a source of a cloud names its cloud, and which region its parent is in draws no edge but that of the parent', async () => {
  writeFileSync(
    join(root, 'image.pkr.hcl'),
    `data "strata-image" "golden" { project = "golden" }
     source "amazon-ebs" "web" {
       source_ami    = data.strata-image.golden.ami["eu-west-1"]
       region        = "eu-west-1"
       instance_type = "t3.small"
       ami_name      = "web"
       ssh_username  = "admin"
     }
     build { sources = ["source.amazon-ebs.web"] }`,
  );
  const template = 'image.pkr.hcl';
  const named = { name: 'web', isNamedHere: true };
  const folder = { ...named, root: '.', template, files: [template], variableFiles: [] };
  const outline = await readOutline(root, folder, {});
  expect(outline?.sources).toMatchObject([
    {
      source: 'amazon-ebs.web',
      cloud: 'aws',
      isLive: true,
      images: [{ project: 'golden', publishedTo: ['aws'] }],
    },
  ]);
});
