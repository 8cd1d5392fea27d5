import { spawn } from 'node:child_process';

/** How one run of a program ended. */
export interface Ended {
  readonly code: number;
  /** What it wrote, wherever. */
  readonly text: string;
}

/** Runs Debian's packer, with nothing of this machine's environment but where programs are. */
export function runPacker(args: readonly string[], cwd: string, typed = ''): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: cwd, CHECKPOINT_DISABLE: '1', PACKER_NO_COLOR: '1' };
  const child = spawn('packer', args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => chunks.push(data));
  child.stderr.on('data', (data: Buffer) => chunks.push(data));
  // Packer may end before it reads.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, text: Buffer.concat(chunks).toString() }));
  });
}

/** `1.6.6`; undefined when there is no packer. */
export async function findPacker(): Promise<string | undefined> {
  try {
    return /v?(\d+\.\d+\.\d+)/u.exec((await runPacker(['version'], '/')).text)?.[1];
  } catch {
    return undefined;
  }
}
