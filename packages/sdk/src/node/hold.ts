import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { getErrorCode } from '../error-code';
import { createClock } from './clock';

/**
 * A claim is a file whose name says whose it is, beside the path that is held. Who has put one down and then sees no
 * other living claim holds the path: of two that come at once at least the later sees the other and steps back. Claims of
 * the dead count for nothing, and as no name is used twice, taking them away races with nobody.
 */
export async function hold(path: string, signal: AbortSignal): Promise<AsyncDisposable> {
  const { sleep } = createClock();
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    signal.throwIfAborted();
    const claim = (await isClaimed(path)) ? undefined : await tryClaim(path);
    if (claim) return { [Symbol.asyncDispose]: () => rm(claim, { force: true }) };
    // Uneven waits, so that two who stepped back for each other do not do so again.
    await sleep(randomInt(5, 40), signal);
  }
}

async function tryClaim(path: string): Promise<string | undefined> {
  const name = `${getPrefix(path)}${process.pid}.${getStart(process.pid)}.${randomUUID()}`;
  const claim = join(dirname(path), name);
  await writeFile(claim, '', { flag: 'wx' });
  if (!(await isClaimed(path, name))) return claim;
  await rm(claim, { force: true });
  return undefined;
}

/** Whether a living process claims the path, `own` not counted. Claims of the dead are taken away. */
async function isClaimed(path: string, own?: string): Promise<boolean> {
  const folder = dirname(path);
  const claims = (await readdir(folder)).filter((name) => name.startsWith(getPrefix(path)) && name !== own);
  const alive = claims.filter((name) => isAlive(name.slice(getPrefix(path).length)));
  const dead = claims.filter((name) => !alive.includes(name));
  await Promise.all(dead.map((name) => rm(join(folder, name), { force: true })));
  return alive.length > 0;
}

function getPrefix(path: string): string {
  return `.${basename(path)}.held-by.`;
}

function isAlive(owner: string): boolean {
  const [pid = '', start = ''] = owner.split('.');
  return getStart(Number(pid)) === start;
}

/** When a process began, which tells it from a later one with its number; `gone` when there is none. */
function getStart(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (getErrorCode(error) === 'ESRCH') return 'gone';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may hold anything; the 22nd is the start.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
  } catch {
    // Systems without /proc: the number alone has to do.
    return 'unknown';
  }
}
