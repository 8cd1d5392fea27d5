import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeTinyImage } from '../../packages/layers/src/testing/tiny-image';
import type { Bed } from './bed';

/** Four images that stand on each other as those of this repository do; each has a script and a target by hand. */
const PARENTS: Readonly<Record<string, string | undefined>> = {
  golden: undefined,
  middleware: 'golden',
  webapp: 'golden',
  'middleware-webapp': 'middleware',
};

/** Two workspaces of a user that are alike in every file but nx.json: only one of them has the plugin. */
export interface UserWorkspaces {
  readonly withPlugin: string;
  readonly bare: string;
}

/** Our packages are packed and installed, as a user has them, in both. */
export function makeUserWorkspaces(bed: Bed): UserWorkspaces {
  const parent = join(bed.root, '..');
  const [withPlugin, bare] = [join(parent, 'with-plugin'), join(parent, 'bare')];
  const tarballs = pack(bed, join(parent, 'tarballs'));
  const base = makeBase(parent);
  const checksum = createHash('sha256').update(readFileSync(base)).digest('hex');
  const versions = readVersions(bed);
  const shared = {
    '.gitignore': 'dist\n.nx\n.strata\nnode_modules\n',
    'package.json': JSON.stringify({
      ...{ name: 'user', version: '0.0.0', private: true },
      dependencies: Object.fromEntries(tarballs.map((file) => [getPackageName(file), `file:${file}`])),
      devDependencies: versions,
    }),
    ...Object.assign({}, ...Object.entries(PARENTS).map(([name, of]) => getImageFiles(checksum, name, of))),
  };
  // Within the workspace: Nx caches nothing that depends on files outside of it.
  for (const root of [withPlugin, bare]) {
    mkdirSync(join(root, 'images/golden'), { recursive: true });
    copyFileSync(base, join(root, 'images/golden/base.tar'));
  }
  writeFiles(withPlugin, { ...shared, 'nx.json': getSettings([{ plugin: '@strata/nx/plugin' }]) });
  writeFiles(bare, { ...shared, 'nx.json': getSettings([]) });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', ...flags], { cwd: withPlugin, stdio: 'pipe' });
  for (const name of ['node_modules', 'package-lock.json'])
    execFileSync('cp', ['-a', join(withPlugin, name), bare]);
  return { withPlugin, bare };
}

function pack({ root }: Bed, folder: string): readonly string[] {
  const options = { cwd: root, encoding: 'utf8' as const };
  return execFileSync(process.execPath, ['tools/run.js', 'pack', folder], options).trim().split('\n');
}

/** `strata-layers-0.1.0.tgz` is @strata/layers. */
function getPackageName(tarball: string): string {
  return basename(tarball).replace(/^strata-(.*)-\d+\.\d+\.\d+\.tgz$/, '@strata/$1');
}

/** The versions of Nx that this repository uses. */
function readVersions({ root }: Bed): Readonly<Record<string, string>> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const names = ['nx', '@nx/devkit'];
  return Object.fromEntries(names.map((name) => [name, devDependencies[name] as string]));
}

/** An archive of a few programs of this machine: what a base holds makes no difference where nothing is built. */
function makeBase(parent: string): string {
  const tree = join(parent, 'base');
  const archive = join(parent, 'base.tar');
  makeTinyImage(tree);
  execFileSync('tar', ['-C', tree, '-cf', archive, '.']);
  return archive;
}

function getImageFiles(checksum: string, name: string, parent: string | undefined): Record<string, string> {
  const from = parent ? 'from = data.strata-image.parent.layers' : getArchive(checksum);
  return {
    [`images/${name}/image.pkr.hcl`]: `${parent ? `data "strata-image" "parent" {\n  project = "${parent}"\n}\n\n` : ''}source "rootfs" "${name}" {
  ${from}
}

build {
  sources = ["source.rootfs.${name}"]

  provisioner "shell" {
    script  = "\${path.root}/setup.sh"
    network = false
  }
}
`,
    [`images/${name}/setup.sh`]: `echo ${name} > /etc/image\n`,
    [`images/${name}/project.json`]: JSON.stringify({
      name,
      targets: {
        'trivial-target': {
          command: `mkdir -p dist && echo ${name} > dist/out`,
          options: { cwd: `images/${name}` },
          cache: true,
          outputs: ['{projectRoot}/dist'],
        },
      },
    }),
  };
}

function getArchive(checksum: string): string {
  return `archive {\n    source   = "\${path.root}/base.tar"\n    checksum = "sha256:${checksum}"\n  }`;
}

function getSettings(plugins: readonly object[]): string {
  return JSON.stringify({
    ...{ analytics: false, neverConnectToCloud: true, cacheDirectory: '.nx/cache', tui: { enabled: false } },
    plugins,
  });
}

function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
