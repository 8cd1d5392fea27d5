import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { BaseRequest } from '../apt/lock/resolve';
import { problem } from '../codes';
import { findProgram } from '../namespace/tools';
import { sourceDateEpoch } from '../source-date-epoch';
import type { Draft } from '../store/draft';
import type { BootstrapContext } from './bootstrap';
import { createBootstrapProgress } from './bootstrap-progress';
import { missingTool } from './tool';

export interface MmdebstrapRun {
  readonly request: BaseRequest;
  readonly draft: Draft;
  /** How many packages will be installed. */
  readonly count: number;
  /** Make /bin, /lib and /sbin links into /usr from the start, in place of a package that would turn them into such. */
  readonly mergeUsr: boolean;
  /** Folder with the hook and its files. */
  readonly files: string;
  /** What the proxy could not serve: the reason, when apt fails. */
  readonly problems: Diagnostic[];
}

/**
 * An overlay over nothing, for its `volatile`: dpkg syncs every file it writes, and this is the only way to do without
 * that on any file system. Device nodes are left out of the layer, since only root could make them.
 */
const script = `
set -eu
mkdir nothing
mount -n -t overlay overlay -o lowerdir=nothing,upperdir=upper,workdir=work,userxattr,volatile merged 2>/dev/null ||
  mount -n -t overlay overlay -o lowerdir=nothing,upperdir=upper,workdir=work,userxattr merged
"$@" >&2
rm -rf merged/dev/* merged/run/* merged/tmp/*
# apt gives them to its own user, but only where that user may come near: not below a home folder that is private.
for folder in merged/var/lib/apt/lists/partial merged/var/cache/apt/archives/partial; do
  [ ! -d "$folder" ] || chown 0:0 "$folder"
done
umount -n merged
`;

/** Fills a draft by mmdebstrap. */
export async function runMmdebstrap(context: BootstrapContext, run: MmdebstrapRun): Promise<void> {
  const { namespace, searchPath, signal } = context;
  const { draft } = run;
  const program = findProgram('mmdebstrap', searchPath);
  if (program === undefined) throw missingTool('mmdebstrap');
  const temporary = join(context.scratch, 'tmp');
  await mkdir(temporary, { recursive: true });
  const child = namespace.spawn({
    command: namespace.tools.sh,
    args: ['-c', script, 'bootstrap', program, ...getArguments(run, program)],
    cwd: draft.directory,
    env: {
      PATH: searchPath,
      LC_ALL: 'C.UTF-8',
      TMPDIR: temporary,
      DEBIAN_FRONTEND: 'noninteractive',
      SOURCE_DATE_EPOCH: String(sourceDateEpoch),
    },
    signal,
  });
  using activity = context.startActivity({ label: 'starting mmdebstrap', unit: 'items' });
  const progress = createBootstrapProgress(activity, run.count);
  const tail = follow(child.stderr, { say: context.say, progress });
  child.stdout.resume();
  const exit = await child.exit;
  const lines = await tail;
  if (exit.kind === 'exited' && exit.code === 0) return;
  throw run.problems.length > 0 ? new Failure(unique(run.problems)) : failed(lines);
}

function getArguments(
  { request, draft, files, mergeUsr }: MmdebstrapRun,
  program: string,
): readonly string[] {
  const hook = `sh ${quote(join(files, 'hook'))}`;
  return [
    '--mode=root',
    '--format=directory',
    // What apt and dpkg say as they say it, so that people see how far they are.
    '--verbose',
    `--variant=${request.variant}`,
    `--architectures=${request.architecture}`,
    ...(request.packages.length > 0 ? [`--include=${request.packages.join(',')}`] : []),
    '--skip=update,check/signed-by,check/empty,output/dev',
    ...['setup', 'essential', 'customize'].map((stage) => `--${stage}-hook=${hook} ${stage} "$1"`),
    // mmdebstrap's own hooks; after ours, since they ask apt for a package.
    ...(mergeUsr
      ? [`--hook-directory=${join(dirname(program), '../share/mmdebstrap/hooks/merged-usr')}`]
      : []),
    // No suite: with one, mmdebstrap looks for essential packages in that alone, but some are locked in its updates.
    '',
    draft.merged,
    join(files, 'sources.list'),
  ];
}

/** Lines kept to explain a failure. */
const tailLength = 40;

async function follow(
  stream: NodeJS.ReadableStream,
  { say, progress }: { readonly say: (line: string) => void; readonly progress: (line: string) => void },
): Promise<readonly string[]> {
  const tail: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    tail.push(line);
    if (tail.length > tailLength) tail.shift();
    progress(line);
    const [, stage] = /^I: ((?:downloading|extracting|installing) .*)/.exec(line) ?? [];
    if (stage) say(stage);
  }
  return tail;
}

/** Lines shown, and characters of each: mmdebstrap repeats whole command lines. */
const shown = { lines: 12, width: 240 };

function failed(tail: readonly string[]): Failure {
  const errors = tail.filter((line) => /^(E:|dpkg: |dpkg-deb: |W: Failed)/.test(line));
  const lines = (errors.length > 0 ? errors.slice(0, shown.lines) : tail.slice(-shown.lines)).map((line) =>
    line.length > shown.width ? `${line.slice(0, shown.width)}…` : line,
  );
  return new Failure(
    problem('LAY081', {
      detail: `mmdebstrap could not make the base:\n${lines.join('\n')}`,
      hint: 'The lines above are those of apt and dpkg. `strata lock` helps when packages are gone from the mirror.',
    }),
  );
}

/** The proxy may have been asked for one file several times. */
function unique(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(problems.map((item) => [item.detail, item])).values()];
}

function quote(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
