import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import type { TempWorkspace } from './temp-workspace';

/** A root file system of a few files at the workspace's root; gives the block that stands on it. No network, no apt. */
export function addTinyBase({ root }: TempWorkspace): string {
  const tree = join(root, 'base-tree');
  const archive = join(root, 'base.tar');
  makeTinyImage(tree);
  const flags = ['--owner=0', '--group=0', '--sort=name', '--mtime=@1700000000'];
  execFileSync('tar', ['-C', tree, ...flags, '-cf', archive, '.']);
  rmSync(tree, { recursive: true });
  const checksum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  return `archive {\n    source   = "\${path.root}/../../base.tar"\n    checksum = "sha256:${checksum}"\n  }`;
}

/** A template whose source starts with the given lines and whose steps are lines of shell. */
export function makeTemplate(name: string, source: string, blocks: readonly string[] = []): string {
  return `source "rootfs" "${name}" {
  ${source}
}

build {
  sources = ["source.rootfs.${name}"]

${blocks.join('\n\n')}
}
`;
}

/** A step that needs no network. */
export const shellStep = (line: string) =>
  `  provisioner "shell" {\n    inline  = [${JSON.stringify(line)}]\n    network = false\n  }`;

/** A reference to another image, and the attribute that stands on it. */
export const parentOf = (project: string) => ({
  data: `data "strata-image" "${project}" {\n  project = "${project}"\n}\n\n`,
  from: `from = data.strata-image.${project}.layers`,
});
