import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for one process, removed when disposed; what killed processes left is removed when the next one comes. */
export async function openScratch(parent: string): Promise<AsyncDisposable & { readonly path: string }> {
  await mkdir(parent, { recursive: true });
  await sweepScratch(parent);
  const path = join(parent, await nameOf(process.pid));
  await mkdir(path, { recursive: true, mode: 0o700 });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Removes the folders of processes that are no more. Gives their names. */
export async function sweepScratch(parent: string): Promise<readonly string[]> {
  const names = await readdir(parent).catch(() => []);
  const dead: string[] = [];
  for (const name of names) if (!(await isAlive(name))) dead.push(name);
  await Promise.all(dead.map((name) => rm(join(parent, name), { recursive: true, force: true })));
  return dead;
}

async function isAlive(name: string): Promise<boolean> {
  const pid = Number(name.split('-')[0]);
  return Number.isInteger(pid) && (await nameOf(pid)) === name;
}

/** A process by its number and the time it started, so that a number used again is not taken for the old process. */
async function nameOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'gone';
  return `${pid}-${startTime}`;
}
