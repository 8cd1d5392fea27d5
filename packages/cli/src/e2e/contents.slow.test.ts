import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestEngine } from '../../../communicators/src/testing/container-fixture';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import { trackerData, trivyReport } from '../../../post-processors/src/testing/security-reports';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
  workspace.write('tracker.json', JSON.stringify(trackerData));
});
afterEach(() => workspace[Symbol.dispose]());

const release = 'printf "ID=debian\\nVERSION_ID=12\\nVERSION_CODENAME=bookworm\\n" > /etc/os-release';
const status = (...packages: readonly string[]) =>
  `mkdir -p /var/lib/dpkg; printf "${packages.map((one) => `${one}\\nArchitecture: amd64\\n\\n`).join('')}" > /var/lib/dpkg/status`;
const openssl = 'Package: libssl3\\nSource: openssl\\nVersion: 3.0.11-1';
const apt = 'Package: apt\\nVersion: 2.6';

const gone = 'Package: gone\\nVersion: 1';
const tracked = 'debian_tracker = "tracker.json"';
const sbom = '    post-processor "sbom" { format = ["cyclonedx", "spdx"] }';
const chain = (scan: string) =>
  `  post-processors {\n${sbom}\n    post-processor "scan" {\n      ${tracked}\n      ${scan}\n    }\n  }\n`;

function getNames(path: string): readonly string[] {
  return JSON.parse(workspace.read(path)).components.map(({ name }: { name: string }) => name);
}

/** Takes the arguments that Trivy takes, wants a bill, and prints a report in Trivy's form. */
function installTrivy(): string {
  workspace.write('trivy.json', trivyReport);
  workspace.write(
    'bin/trivy',
    `#!/bin/sh
[ "$*" = --version ] && echo "Version: 0.50.0" && exit
[ "$#" = 5 ] && [ "$1 $2 $3 $4" = "sbom --quiet --format json" ] && grep -q '"CycloneDX"' "$5" || exit 2
cat '${workspace.root}/trivy.json'
`,
  );
  chmodSync(join(workspace.root, 'bin/trivy'), 0o755);
  return `${workspace.root}/bin:${process.env.PATH}`;
}

test('an image of layers is listed as its topmost layer shows it, stopped by a grave finding, and kept', async () => {
  const PATH = installTrivy();
  const steps = shellSteps(release, status(openssl, gone), status(openssl, apt));
  workspace.image('golden', steps + chain(''));
  const stopped = await workspace.strataWith({ PATH }, 'build', 'images/golden');
  expect(stopped.code).toBe(1);
  const said = stopped.out + stopped.err;
  expect(said).toContain(
    'high CVE-2024-0727: libssl3 3.0.11-1, fixed in 3.0.13-1~deb12u1; from golden, step 3',
  );
  expect(workspace.read('images/golden/dist/rootfs.golden.scan.json')).toBe(
    workspace.read('scan_golden.json'),
  );
  expect(said).not.toMatch(/\n\s+at .*\.ts:/);
  expect(getNames('sbom_golden.cdx.json')).toEqual(['debian', 'apt', 'libssl3']);
  expect(workspace.read('sbom_golden.spdx.json')).toContain('pkg:deb/debian/apt@2.6');
  expect(workspace.read('scan_golden.trivy.json')).toBe(trivyReport);

  const ignore = 'ignore {\n id = "CVE-2024-0727"\n reason = "no PKCS12 here"\n expires = "2999-12-31"\n }';
  workspace.image('golden', steps + chain(ignore));
  const passed = await workspace.strataWith({ PATH }, 'build', '-verbose', 'images/golden');
  expect(passed.out).toContain('3 findings, none of which fails the gate (1 accepted, 1 without a severity)');
  expect(passed.code).toBe(0);
  expect(passed.out).not.toContain('shell ...');
}, 60_000);

test('a child names the layer of its parent, and takes what a shared file accepts until its day', async () => {
  const PATH = installTrivy();
  workspace.image('golden', shellSteps(release, status(openssl, gone)));
  const accepted = (expires: string) =>
    workspace.write(
      'accepted.yaml',
      `- {id: CVE-2024-0727, package: libssl3, reason: no PKCS12 here, expires: ${expires}, by: Jo}\n`,
    );
  accepted('2020-01-01');
  workspace.child('web', 'golden', shellSteps(status(openssl, apt)) + chain('ignore_file = "accepted.yaml"'));
  const stopped = await workspace.strataWith({ PATH }, 'build', 'images/web');
  const said = (stopped.out + stopped.err).replace(/\s+/g, ' ');
  expect(said).toContain('1 finding fails the gate of web');
  expect(said).toContain('from golden, step 3 (shell');
  expect(said).toContain('was accepted by Jo until 2020-01-01');
  expect(said).toContain('nx run golden:lock');
  expect(stopped.code).toBe(1);
  accepted('2999-01-01');
  const passed = await workspace.strataWith({ PATH }, 'build', '-verbose', 'images/web');
  expect(passed.out).toContain('(1 accepted');
  expect(passed.code).toBe(0);
  const { findings } = JSON.parse(workspace.read('images/web/dist/rootfs.web.scan.json'));
  expect(findings[0]).toMatchObject({
    verdict: 'ignored',
    exception: { by: 'Jo' },
    layer: { image: 'golden', step: 3 },
  });
}, 60_000);

test('an image of a container engine is read out of it, and stays there when the gate stops it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'strata-tiny-'));
  makeTinyImage(root);
  chmodSync(root, 0o755);
  const podman = makeTestEngine();
  podman.importImage(root, 'tiny');
  rmSync(root, { recursive: true });
  try {
    const inline = JSON.stringify([release, status(openssl, apt)]);
    const engine = `docker_path = "${podman.program}"`;
    workspace.write(
      'images/app/image.pkr.hcl',
      `source "docker" "app" {
  ${engine}
  image  = "tiny"
  pull   = false
  commit = true
}
build {
  sources = ["docker.app"]
  provisioner "shell" { inline = ${inline} }
  post-processors {
    post-processor "docker-tag" {
      ${engine}
      repository = "localhost/app"
    }
    post-processor "sbom" { ${engine} }
    post-processor "scan" {
      ${engine}
      ${tracked}
    }
  }
}
`,
    );
    const { code, out, err } = await workspace.strata('build', 'images/app');
    expect(out + err).toContain('high CVE-2024-0727: libssl3');
    expect(code).toBe(1);
    expect(getNames('sbom_app.cdx.json')).toEqual(['debian', 'apt', 'libssl3']);
    expect(podman.run('images', '--format', '{{.Repository}}')).toContain('localhost/app');
  } finally {
    podman.close();
  }
}, 60_000);
