import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { baseTemplate, childTemplate } from '../testing/templates';

const web = childTemplate('web', 'golden').replace(
  'sources = ["source.rootfs.web"]',
  `$&

  provisioner "file" {
    source      = "\${path.root}/../../shared/motd"
    destination = "/etc/motd"
  }`,
);

let workspace: NxWorkspace;
beforeAll(() => {
  workspace = createNxWorkspace({
    'images/golden/image.pkr.hcl': baseTemplate('golden'),
    'images/golden/README.md': 'Golden.\n',
    'images/golden/tests/golden.test.ts': '',
    'images/web/image.pkr.hcl': web,
    'shared/motd': 'Hello\n',
    'images.lock.json': {},
  });
  linkRepository(workspace);
});
afterAll(() => workspace.remove());

interface TaskGraphFile {
  readonly tasks: { readonly tasks: Record<string, unknown> };
}

/** The source tasks that Nx would run for a change, whatever they depend on left out. */
function listAffected(file: string): readonly string[] {
  workspace.nx('affected', '-t', 'build-image', `--files=${file}`, '--graph=affected.json');
  const { tasks } = JSON.parse(workspace.read('affected.json')) as TaskGraphFile;
  return Object.keys(tasks.tasks)
    .filter((id) => id.endsWith(':build-image'))
    .sort();
}

test.each([
  ['images/golden/image.pkr.hcl', ['golden:build-image', 'web:build-image']],
  ['images/web/image.pkr.hcl', ['web:build-image']],
  ['shared/motd', ['web:build-image']],
  ['images.lock.json', ['golden:build-image', 'web:build-image']],
  ['images/golden/README.md', []],
  ['images/golden/tests/golden.test.ts', []],
])('a change of %s reaches %j', (file, images) => {
  expect(listAffected(file)).toEqual(images);
});
