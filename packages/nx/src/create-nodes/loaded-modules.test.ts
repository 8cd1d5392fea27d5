import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createTempWorkspace, type TempWorkspace } from '../testing/temp-workspace';
import { packageRoot } from './fingerprint';

let workspace: TempWorkspace;
beforeEach(() => {
  workspace = createTempWorkspace({
    'a/image.pkr.hcl':
      'source "rootfs" "a" {\n  bootstrap {\n    suite = "bookworm"\n  }\n}\nbuild {\n  sources = ["source.rootfs.a"]\n}\n',
  });
});
afterEach(() => workspace.remove());

/** Draws the graph in a process of its own and gives the packages that it loaded. */
function listLoadedPackages(): readonly string[] {
  const program = `
    const { createNodes } = require(${JSON.stringify(join(packageRoot, 'plugin.js'))});
    const context = { workspaceRoot: ${JSON.stringify(workspace.root)}, nxJsonConfiguration: {} };
    Promise.resolve(createNodes[1](['a/image.pkr.hcl'], {}, context)).then(([[, { projects }]]) => {
      if (!projects.a.targets['build-image--rootfs.a']) throw new Error('the template was not read');
      console.log(JSON.stringify(Object.keys(require.cache)));
    });`;
  const env = { PATH: process.env['PATH'] ?? '' };
  const files: string[] = JSON.parse(
    execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', env }),
  );
  const names = files.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)|packages\/([^/]+)\//.exec(file));
  return [...new Set(names.map((name) => name?.[1] ?? name?.[2] ?? ''))].filter((name) => name !== '').sort();
}

test('drawing the graph loads the parser, and nothing that builds', () => {
  const loaded = listLoadedPackages();
  expect(loaded).toEqual(expect.arrayContaining(['hcl', 'template', 'plan', 'nx']));
  for (const builder of ['engine', 'layers', 'cli', '@nx/devkit', 'ssh2'])
    expect(loaded).not.toContain(builder);
});

test('drawing it again without a change loads not even the parser', () => {
  listLoadedPackages();
  expect(listLoadedPackages()).toEqual(['nx']);
});
