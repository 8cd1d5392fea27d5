import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from '../../../packages/cli/src/records/read-events';
import { startSshd } from '../../../packages/communicators/src/testing/sshd';
import { BETWEEN_LOOKS, readMemory } from '../observe';

/** Many builds at a time on one machine. */
export interface CrowdRequest {
  /** The executable `strata.js`. */
  readonly program: string;
  readonly builds: number;
  /** Lines that each of them prints. */
  readonly lines: number;
  /** Lines for sshd_config. */
  readonly server?: readonly string[];
}

/** What became of them. */
export interface CrowdResult {
  readonly code: number | null;
  /** Milliseconds. */
  readonly time: number;
  /** The most memory that the process had at a time, in MiB. */
  readonly memory: number;
  /** Names of builds, with the first line that did not come or came at the wrong place; on the terminal and in the events. */
  readonly lost: readonly string[];
  /** The end of what was said, for when it failed. */
  readonly said: string;
}

/** Builds on one real SSH server, all at once, and looks whether each line that was printed there arrived here. */
export async function runCrowd({ program, builds, lines, server = [] }: CrowdRequest): Promise<CrowdResult> {
  const sshd = await startSshd({ config: server });
  const root = mkdtempSync(join(tmpdir(), 'strata-crowd-'));
  try {
    mkdirSync(join(root, 'images/crowd'), { recursive: true });
    writeFileSync(join(root, 'nx.json'), '{}');
    writeFileSync(join(root, 'images/crowd/image.pkr.hcl'), getTemplate(sshd, builds, lines));
    const { code, out, time, memory } = await run(program, root);
    const names = Array.from({ length: builds }, (_, index) => `b${index}`);
    const file = join(root, 'events.jsonl');
    const events = existsSync(file) ? readEvents(readFileSync(file, 'utf8')) : [];
    const printed = new Map<string, string>();
    for (const event of events)
      if (event.kind === 'output')
        printed.set(event.build.build, (printed.get(event.build.build) ?? '') + event.data);
    const shown = groupByBuild(out);
    const lost = names.flatMap((name) => [
      ...findLost(`${name} in the events`, (printed.get(`null.${name}`) ?? '').split('\n'), { name, lines }),
      ...findLost(`${name} on the terminal`, shown.get(name) ?? [], { name, lines }),
    ]);
    return { code, time, memory, lost, said: out.slice(-SAID) };
  } finally {
    await sshd.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Characters. */
const SAID = 2_000;

type Server = Awaited<ReturnType<typeof startSshd>>;

/** Every build has a remote path of its own: they share the machine. */
function getTemplate({ port, username, key, folder }: Server, builds: number, lines: number): string {
  const sources = Array.from({ length: builds }, (_, index) => `b${index}`);
  return `${sources
    .map(
      (name) => `source "null" "${name}" {
  ssh_host             = "127.0.0.1"
  ssh_port             = ${port}
  ssh_username         = "${username}"
  ssh_private_key_file = "${key}"
}
`,
    )
    .join('')}
build {
  sources = [${sources.map((name) => `"null.${name}"`).join(', ')}]
  provisioner "shell" {
    remote_folder = "${folder}"
    remote_file   = "\${source.name}.sh"
    inline        = ["i=0; while [ $i -lt ${lines} ]; do echo \\"line $i of $PACKER_BUILD_NAME\\"; i=$((i+1)); done"]
  }
}
`;
}

/** Lines of the scripts as the terminal shows them, by build; how long a step takes is told between them. */
function groupByBuild(out: string): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, string[]>();
  for (const [, name = '', line = ''] of out.matchAll(/^ {4}crowd\/null\.(b\d+): (line .*)$/gmu)) {
    const list = shown.get(name) ?? [];
    list.push(line);
    shown.set(name, list);
  }
  return shown;
}

function findLost(
  where: string,
  got: readonly string[],
  { name, lines }: { readonly name: string; readonly lines: number },
): readonly string[] {
  for (let index = 0; index < lines; index++) {
    const wanted = `line ${index} of ${name}`;
    if (got[index] !== wanted) return [`${where}: "${wanted}" is "${got[index] ?? 'not there'}"`];
  }
  return [];
}

async function run(program: string, root: string) {
  const start = performance.now();
  const child = spawn(process.execPath, [program, 'build', '-events', 'events.jsonl', 'images/crowd'], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stderr.on('data', (data: Buffer) => output.push(data));
  let memory = 0;
  const look = setInterval(() => {
    memory = Math.max(memory, readMemory(child.pid));
  }, BETWEEN_LOOKS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(look);
  return { code, out: Buffer.concat(output).toString(), time: performance.now() - start, memory };
}
