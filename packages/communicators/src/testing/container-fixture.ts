import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Podman in a corner of its own: another store, and the settings that let it run where neither systemd nor a kernel with
 * all cgroup controllers is there. It is what a template would name as `docker_path`.
 */
export interface TestEngine {
  readonly program: string;
  /** Makes an image out of a folder. */
  importImage(root: string, name: string): void;
  run(...args: readonly string[]): string;
  close(): void;
}

export function makeTestEngine(): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), 'strata-podman-'));
  const program = join(folder, 'docker');
  mkdirSync(join(folder, 'store'));
  const flags = [
    ...['--root', join(folder, 'store'), '--runroot', join(folder, 'run')],
    ...['--storage-driver', 'vfs', '--runtime', 'runc', '--cgroup-manager', 'cgroupfs'],
    ...['--events-backend', 'none'],
  ].join(' ');
  const limits = '--network host --ulimit nofile=1024:1024 --ulimit nproc=1000:1000';
  writeFileSync(
    program,
    `#!/bin/sh
if [ "$1" = run ]; then shift; set -- run ${limits} "$@"; fi
# Podman 4.3 exports nothing to its standard output here.
if [ "$1 $#" = "export 2" ]; then podman ${flags} export --output ${join(folder, 'export.tar')} "$2" && exec cat ${join(folder, 'export.tar')}; fi
exec podman ${flags} "$@"
`,
  );
  chmodSync(program, 0o755);
  const run = (...args: readonly string[]) =>
    execFileSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  return {
    program,
    run,
    importImage: (root, name) => {
      const tar = join(folder, 'image.tar');
      execFileSync('tar', ['--create', '--file', tar, '--numeric-owner', '--directory', root, '.']);
      run('import', tar, name);
      rmSync(tar);
    },
    close: () => {
      run('rm', '--all', '--force');
      // A container's monitor writes how it ended a moment after the container is gone.
      waitForNone(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Milliseconds that monitors have to end, and between two looks. */
const PATIENCE = 30_000;
const LOOK = 50;

/** Waits until no process names a folder in its arguments. */
function waitForNone(folder: string): void {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && readdirSync('/proc').some((name) => readArguments(name).includes(folder)))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK);
}

/** Empty for what is no process, or none any more. */
function readArguments(name: string): string {
  try {
    return /^\d+$/.test(name) ? readFileSync(`/proc/${name}/cmdline`, 'utf8') : '';
  } catch {
    return '';
  }
}
