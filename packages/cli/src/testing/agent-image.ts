import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addLibraries, makeTinyImage } from '../../../layers/src/testing/tiny-image';
import type { WorkspaceFixture } from './workspace-fixture';

/** What the agent of Azure takes beside what a tiny image has, and what commands of applications call. */
const programs = ['/bin/bash', '/bin/gzip', '/bin/rmdir', '/usr/bin/dirname'];

/** A tiny image that applications can be tried in, as a project of a workspace. It has to be built. */
export function addAgentImage(workspace: WorkspaceFixture, name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'strata-agent-'));
  try {
    const tree = join(folder, 'tree');
    makeTinyImage(tree);
    mkdirSync(join(tree, 'opt'));
    for (const program of programs)
      copyFileSync(realpathSync(program), join(tree, 'usr', 'bin', program.split('/').at(-1) ?? ''));
    addLibraries(tree, programs);
    const archive = join(workspace.root, `${name}.tar`);
    const flags = ['--owner=0', '--group=0', '--sort=name', '--mtime=@1700000000'];
    execFileSync('tar', ['-C', tree, ...flags, '-cf', archive, '.']);
    const checksum = createHash('sha256').update(readFileSync(archive)).digest('hex');
    workspace.write(
      `images/${name}/image.pkr.hcl`,
      `source "rootfs" "${name}" {
  archive {
    source   = "${archive}"
    checksum = "sha256:${checksum}"
  }
}

build {
  sources = ["source.rootfs.${name}"]

  provisioner "shell" {
    inline  = ["mkdir -p /etc/there"]
    network = false
  }
}
`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
