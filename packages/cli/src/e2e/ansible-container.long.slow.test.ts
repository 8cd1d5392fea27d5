import { makeTestEngine, type TestEngine } from '../../../communicators/src/testing/container-fixture';
import { makePythonImage } from '../../../layers/src/testing/python-image';
import { getLeftovers, getSeen, LOOK, PIPED, provisioner, writePlaybook } from '../testing/ansible-playbook';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let podman: TestEngine;

beforeAll(() => {
  podman = makeTestEngine();
  podman.importImage(makePythonImage(), 'python');
}, 120_000);
afterAll(() => podman.close(), 60_000);
beforeEach(() => {
  workspace = createWorkspaceFixture();
  writePlaybook(workspace);
});
afterEach(() => workspace[Symbol.dispose]());

const image = (provisioners: string) =>
  workspace.write(
    'images/app/image.pkr.hcl',
    `source "docker" "app" {
  docker_path = "${podman.program}"
  image       = "python"
  pull        = false
  discard     = true
}
build {
  sources = ["docker.app"]
${provisioners}}
`,
  );

test('a playbook sets a container up', async () => {
  workspace.write('images/app/ansible.cfg', PIPED);
  image(
    `${provisioner('    user = "root"\n')}  provisioner "shell" { inline = [${JSON.stringify(LOOK)}] }\n`,
  );
  const built = await workspace.strata('build', 'images/app');
  expect(built.code).toBe(0);
  for (const line of getSeen('app', 'root').trim().split('\n'))
    expect(built.out).toContain(`docker.app: ${line}\n`);
  expect(podman.run('ps', '--all', '--quiet')).toBe('');
  expect(getLeftovers(workspace)).toEqual([]);
});
