import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import type { PartContext } from '@strata/sdk';
import { problem } from '../codes';
import type { Compression } from './format';

type ByProgram = Exclude<Compression, 'gzip' | 'bgzf'>;

/** Programs of this machine, for what Node cannot compress; all processors where the program can. */
const PROGRAMS: Readonly<Record<ByProgram, readonly string[]>> = {
  lz4: ['lz4', '-q', '-c'],
  xz: ['xz', '-q', '-T0', '-c'],
  bzip2: ['bzip2', '-q', '-c'],
  zstd: ['zstd', '-q', '-T0', '-c'],
};

/** What a shell says when there is no such program. */
const NOT_FOUND = 127;

type ProgramContext = Pick<PartContext, 'ports' | 'signal'>;

interface ProgramRequest {
  readonly compression: ByProgram;
  readonly level: number | undefined;
  /** Absolute path of the compressed file. */
  readonly path: string;
}

/** Compresses into a file, which the program writes itself: what it gives need not come through here. */
export async function compressByProgram(
  { ports, signal }: ProgramContext,
  bytes: AsyncIterable<Buffer>,
  { compression, level, path }: ProgramRequest,
): Promise<void> {
  const words = [...PROGRAMS[compression], ...(level === undefined ? [] : [`-${level}`])];
  let said = '';
  const { code } = await ports.processes.run({
    command: '/bin/sh',
    args: ['-c', 'out=$1; shift; exec "$@" > "$out"', 'sh', path, ...words],
    env: { PATH: ports.environment.variables.PATH ?? '' },
    stdin: Readable.from(bytes, { objectMode: false }),
    signal,
    onOutput(_stream, data) {
      said += data;
    },
  });
  if (code !== 0) throw failed(words, { code, said });
}

/** What a program makes of bytes that are at hand. */
export async function compressPiece(
  { ports, signal }: ProgramContext,
  piece: Buffer,
  words: readonly [command: string, ...args: string[]],
): Promise<Buffer> {
  const output: Buffer[] = [];
  let said = '';
  const { code } = await ports.processes.run({
    command: '/bin/sh',
    args: ['-c', 'exec "$@"', 'sh', ...words],
    env: { PATH: ports.environment.variables.PATH ?? '' },
    stdin: piece,
    signal,
    onOutput(stream, data) {
      if (stream === 'stdout') output.push(data);
      else said += data;
    },
  });
  if (code !== 0) throw failed(words, { code, said });
  return Buffer.concat(output);
}

function failed(
  words: readonly string[],
  { code, said }: { readonly code: number | undefined; readonly said: string },
): Failure {
  const detail = `"${words.join(' ')}" failed: ${said.trim() || `it ended with ${code ?? 'a signal'}`}.`;
  const hint = `Install the package that holds "${words[0]}", or choose another format, such as .tar.gz.`;
  return new Failure(problem('PPR004', { detail, ...(code === NOT_FOUND && { hint }) }));
}
