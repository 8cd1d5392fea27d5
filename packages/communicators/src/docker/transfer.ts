import { posix, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import type { PartContext, ProcessSpec, TreeOptions, UploadOptions } from '@strata/sdk';
import { problem } from '../codes';
import { type Container, getExecArguments, ROOT } from './container';

/** Written beside its place and moved there, so that a transfer that breaks leaves no half file. */
const putScript = `
set -e
case $1 in */*) folder=\${1%/*}/ ;; *) folder=. ;; esac
[ -d "$folder" ] || { printf '%s is no folder\\n' "$folder" >&2; exit 1; }
[ ! -d "$1" ] || { printf '%s is a folder\\n' "$1" >&2; exit 1; }
draft=$folder/.strata-upload-$$
trap 'rm -f -- "$draft"' EXIT
cat >"$draft"
[ -z "$3" ] || chown "$3" "$draft"
chmod "$2" "$draft"
mv -f -- "$draft" "$1"
`;

const DEFAULT_MODE = 0o644;

export async function uploadFile(
  container: Container,
  content: NodeJS.ReadableStream | Buffer,
  { destination, mode = DEFAULT_MODE, signal }: UploadOptions & { readonly destination: string },
): Promise<void> {
  const args = [destination, mode.toString(8), container.owner ?? ''];
  await mustDo(
    container,
    getExecArguments(container, { user: ROOT, text: putScript, args }),
    { stdin: content, signal },
    (why) => problem('COM001', { detail: `${destination} could not be written: ${why}` }),
  );
}

export async function downloadFile(
  container: Container,
  source: string,
  { sink, signal }: { readonly sink: NodeJS.WritableStream; readonly signal: AbortSignal },
): Promise<void> {
  const text = '[ ! -d "$1" ] || { printf "%s is a folder\\n" "$1" >&2; exit 1; }; cat -- "$1"';
  await mustDo(
    container,
    getExecArguments(container, { user: ROOT, text, args: [source] }),
    { stdout: sink, signal },
    (why) => problem('COM003', { detail: `${source} could not be read: ${why}` }),
  );
}

/** A tree between this machine and the container. */
export interface Tree extends TreeOptions {
  readonly source: string;
  readonly destination: string;
}

/** As one stream of this machine's tar. The image's own tar adds to what is there; without one the engine has to do. */
export async function uploadTree(
  { ports }: Pick<PartContext, 'ports'>,
  container: Container,
  tree: Tree,
): Promise<void> {
  const { exclude = [], signal, source } = tree;
  const target = getTarget(source, tree.destination);
  const fail = (why: string) =>
    problem('COM002', { detail: `${source} could not be copied to ${tree.destination}: ${why}` });
  const as = { user: ROOT, args: [target] };
  const { code } = await container.engine.run(
    getExecArguments(container, { ...as, text: 'mkdir -p -- "$1" && command -v tar' }),
    { shown: false, signal },
  );
  const receive =
    code === 0
      ? getExecArguments(container, { ...as, text: unpackScript })
      : ['cp', '-', `${container.id}:${target}`];
  const [uid = '0', gid = '0'] = container.owner?.split(':') ?? [];
  const pipe = new PassThrough();
  const tar: ProcessSpec = {
    command: 'tar',
    args: [
      ...['--create', '--file=-', '--numeric-owner', `--owner=${uid}`, `--group=${gid}`],
      ...exclude.flatMap((pattern) => getExclude(pattern, '.')),
      ...['--directory', resolve(source), '--', '.'],
    ],
    env: getTarEnvironment(ports),
    stdout: pipe,
    signal,
  };
  await together(pipe, [
    mustRunTar({ ports }, tar, fail),
    mustDo(container, receive, { stdin: pipe, signal }, fail),
  ]);
}

/** A tar is over before the zeros that fill its last block are; who writes them must not meet a closed pipe. */
const drain = 'cat >/dev/null; exit "$code"';

/**
 * GNU tar by itself would replace a link to a folder by a folder, and give folders that are there the source's mode; other
 * tars follow the link and know no such options.
 */
const unpackScript = `
set -e
merge=
if tar --help 2>&1 | grep -q -e --keep-directory-symlink; then
  merge='--keep-directory-symlink --no-overwrite-dir'
fi
cd -- "$1"
tar $merge -xpf - && code=0 || code=$?
${drain}
`;

export async function downloadTree(
  { ports }: Pick<PartContext, 'ports'>,
  container: Container,
  { destination, exclude = [], signal, source }: Tree,
): Promise<void> {
  const fail = (why: string) =>
    problem('COM004', { detail: `${source} could not be copied to ${destination}: ${why}` });
  await ports.files.makeFolder(destination);
  const from = source.replace(/(?<=.)\/+$/u, '');
  const pipe = new PassThrough();
  const tar: ProcessSpec = {
    command: 'sh',
    args: [
      ...['-c', `tar "$@" && code=0 || code=$?\n${drain}`, 'sh'],
      ...['--extract', '--file=-', '--no-same-owner', '--directory', resolve(destination)],
      ...(source.endsWith('/') ? ['--strip-components=1'] : []),
      ...exclude.flatMap((pattern) => getExclude(pattern, posix.basename(from))),
    ],
    env: getTarEnvironment(ports),
    stdin: pipe,
    signal,
  };
  await together(pipe, [
    mustDo(container, ['cp', `${container.id}:${from}`, '-'], { stdout: pipe, signal }, fail),
    mustRunTar({ ports }, tar, fail),
  ]);
}

/**
 * A pattern that begins with `/` or `./` counts from the folder that is copied, any other matches a name or the end of a
 * path wherever it is.
 *
 * @param top what the folder is called in the stream
 */
function getExclude(pattern: string, top: string): readonly string[] {
  const trimmed = pattern.replace(/\/+$/u, '');
  if (!/^\.?\//u.test(trimmed)) return [`--exclude=${trimmed}`];
  return ['--anchored', `--exclude=${trimmed.replace(/^\.?\//u, `${top}/`)}`, '--no-anchored'];
}

/** As rsync: `a/` gives its content, `a` itself lands inside the destination. */
function getTarget(source: string, destination: string): string {
  return source.endsWith('/') ? destination : posix.join(destination, posix.basename(source));
}

function getTarEnvironment({ environment }: PartContext['ports']): Readonly<Record<string, string>> {
  return { PATH: environment.variables['PATH'] ?? '', LC_ALL: 'C' };
}

type Explain = (why: string) => ReturnType<typeof problem>;

async function mustDo(
  { engine }: Container,
  args: readonly string[],
  more: Pick<ProcessSpec, 'stdin' | 'stdout' | 'signal'>,
  explain: Explain,
): Promise<void> {
  await check((onOutput) => engine.run(args, { ...more, onOutput }), explain);
}

async function mustRunTar(
  { ports }: Pick<PartContext, 'ports'>,
  spec: ProcessSpec,
  explain: Explain,
): Promise<void> {
  await check((onOutput) => ports.processes.run({ ...spec, onOutput }), explain);
}

async function check(
  run: (onOutput: NonNullable<ProcessSpec['onOutput']>) => Promise<{ readonly code: number | undefined }>,
  explain: Explain,
): Promise<void> {
  let said = '';
  const { code } = await run((stream, data) => {
    if (stream === 'stderr') said = (said + data.toString()).slice(-REMEMBERED);
  });
  if (code !== 0) throw new Failure(explain(said.trim() || `the program ended with ${code}`));
}

const REMEMBERED = 2_000;

/** Two ends of a pipe: when one fails, the other must not wait for it. The first failure is told. */
async function together(pipe: PassThrough, ends: readonly Promise<void>[]): Promise<void> {
  const guarded = ends.map((end) =>
    end.catch((error: unknown) => {
      pipe.destroy();
      throw error;
    }),
  );
  const results = await Promise.allSettled(guarded);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
