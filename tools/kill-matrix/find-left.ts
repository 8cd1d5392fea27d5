import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { waitForNoneMarked } from '../../packages/layers/src/testing/leftovers';
import type { Bed } from './row';
import type { Stand } from './stand';

/** Files that are there before a build, or that every command of Strata keeps. */
const EXPECTED: readonly RegExp[] = [
  /^nx\.json$/u,
  /^events\.jsonl$/u,
  /^images\/k\/image\.pkr\.hcl$/u,
  /^\.strata\/secret-key$/u,
  // What post-processors run alone start from.
  /^\.strata\/artifacts\//u,
  // What the next build tells the reasons of its misses by.
  /^\.strata\/plans\//u,
  // States of machines, which the next build goes on from.
  /^\.strata\/checkpoints\/[^/]+\/[^./][^/]*\/[^/]+$/u,
  // What the store knows of itself; folders of builds are below `tmp`.
  /^\.strata\/store\/(?!tmp\/|locks\/)/u,
  // What a working copy of Strata compiles itself to.
  /^cache\/swc-native-/u,
  // The machine outlives the build, and what was put there for it is its own.
  /^folder\/machine\//u,
];

/** Everything that a build left on this machine: processes with the ports they hold, mounts, files, and what only its builder makes. */
export async function findLeft(stand: Stand, bed: Bed): Promise<readonly string[]> {
  const processes = await waitForNoneMarked(stand.root);
  return [
    ...processes.map((text) => `process ${text}`),
    ...findMounts(stand.root),
    ...findFiles(stand, bed),
    ...(await bed.findOutside()),
  ];
}

function findMounts(root: string): readonly string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.filter((line) => line.includes(root)).map((line) => `mount ${line}`);
}

function findFiles({ root, folder }: Stand, { artifacts }: Bed): readonly string[] {
  const kept = artifacts.map((name) => relative(root, join(folder, name)));
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !kept.includes(name) && !EXPECTED.some((pattern) => pattern.test(name)))
    .map((name) => `file ${name}`);
}
