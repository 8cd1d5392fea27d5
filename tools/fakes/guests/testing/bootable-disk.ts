import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addStartingImage } from '../../../../packages/cli/src/testing/bootable-image';
import { createWorkspaceFixture } from '../../../../packages/cli/src/testing/workspace-fixture';

const CACHE = resolve(__dirname, '../../../../.strata/test-guest');
const SIZE = '512M';

/**
 * A raw disk with a small system that does what a script says when it starts. Made once and kept in the workspace.
 *
 * @param name of what it is like: `ec2`
 * @returns its path
 */
export async function makeBootableDisk(name: string, start: string): Promise<string> {
  const makers = [start, SIZE].join();
  const mark = createHash('sha256').update(makers).digest('hex').slice(0, 16);
  const path = join(CACHE, `${name}-${mark}.raw`);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  using workspace = createWorkspaceFixture();
  addStartingImage(workspace, { name: 'box', steps: '', start });
  const words = ['-format=raw', `-size=${SIZE}`, '-output=box.raw', 'images/box'];
  for (const args of [
    ['build', 'images/box'],
    ['export', ...words],
  ]) {
    const { code, out, err } = await workspace.strata(...args);
    if (code !== 0) throw new Error(`strata ${args.join(' ')} failed: ${out}${err}`);
  }
  const draft = `${path}.${process.pid}`;
  copyFileSync(join(workspace.root, 'box.raw'), draft);
  renameSync(draft, path);
  return path;
}
