import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packageRoot } from '../create-nodes/fingerprint';
import { createNxWorkspace, type NxWorkspace } from './nx-workspace';
import { baseTemplate, childTemplate } from './templates';

const repository = join(packageRoot, '..', '..');

export interface NxVersion {
  readonly nx: string;
  readonly devkit: string;
}

/** `strata-layers-0.1.0.tgz` is @strata/layers. */
const nameOf = (tarball: string) =>
  basename(tarball).replace(/^strata-(.*)-\d+\.\d+\.\d+\.tgz$/, '@strata/$1');

function install(tarballs: readonly string[], { nx, devkit }: NxVersion): NxWorkspace {
  const workspace = createNxWorkspace({
    'package.json': {
      name: 'e2e',
      version: '0.0.0',
      private: true,
      dependencies: Object.fromEntries(tarballs.map((file) => [nameOf(file), `file:${file}`])),
      devDependencies: { nx, '@nx/devkit': devkit },
    },
    'images/golden/image.pkr.hcl': baseTemplate('golden'),
    'images/web/image.pkr.hcl': childTemplate('web', 'golden'),
  });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', ...flags], { cwd: workspace.root, stdio: 'pipe' });
  return workspace;
}

/** Holds what a user installs, in a workspace of their own with that version of Nx, to doing what the sources do. */
export function describePackedPackages(version: NxVersion): void {
  let folder: string;
  let workspace: NxWorkspace;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-pack-'));
    // Every package as it would be published.
    const options = { cwd: repository, encoding: 'utf8' as const };
    const tarballs = execFileSync('node', ['tools/run.js', 'pack', folder], options).trim().split('\n');
    workspace = install(tarballs, version);
  });
  afterAll(() => {
    workspace?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the packages bring what they need, and neither TypeScript nor their sources', () => {
    expect(existsSync(join(workspace.root, 'node_modules/typescript'))).toBe(false);
    expect(existsSync(join(workspace.root, 'node_modules/@swc/core'))).toBe(false);
    expect(existsSync(join(workspace.root, 'node_modules/@strata/nx/src'))).toBe(false);
  });

  test('the graph is drawn by the installed plugin', () => {
    workspace.nx('graph', '--file=graph.json');
    const { graph } = JSON.parse(workspace.read('graph.json'));
    expect(graph.dependencies.web).toMatchObject([{ source: 'web', target: 'golden' }]);
  });

  test('a new version of the plugin is part of what decides a result', () => {
    const { targets } = JSON.parse(workspace.nx('show', 'project', 'web', '--json').output);
    expect(targets['build-image--rootfs.web'].inputs).toContainEqual({
      externalDependencies: ['@strata/nx'],
    });
  });

  test('templates are validated', () => {
    const { code, output } = workspace.nx('run-many', '-t', 'validate');
    expect(output).toContain('Successfully ran target validate for 2 projects');
    expect(code).toBe(0);
  });

  test('an image project is generated, and is valid at once', () => {
    const made = workspace.nx('g', '@strata/nx:image', 'db', '--from=golden', '--no-interactive');
    expect(made.output).toContain('CREATE images/db/image.pkr.hcl');
    expect(workspace.nx('run', 'db:validate').code).toBe(0);
  });

  test('the command line is there', () => {
    const strata = join(workspace.root, 'node_modules/.bin/strata');
    expect(execFileSync(strata, ['version'], { encoding: 'utf8' })).toMatch(/^Strata v\d/);
  });
}
