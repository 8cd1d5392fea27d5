export type Compression = 'gzip' | 'bgzf' | 'lz4' | 'xz' | 'bzip2' | 'zstd';

/** How an artifact becomes one file. */
export interface Format {
  /** Absent when the one file of the artifact is only compressed. */
  readonly archive?: 'tar' | 'zip';
  readonly compression?: Compression;
}

const COMPRESSIONS: Readonly<Record<string, Compression>> = {
  gz: 'gzip',
  bgzf: 'bgzf',
  lz4: 'lz4',
  xz: 'xz',
  bz2: 'bzip2',
  zst: 'zstd',
};

/** The format that a name asks for by its last two ends; as in Packer, a tar compressed by gzip when it asks for none. */
export function getFormat(output: string, format?: string): Format {
  const name = format ? `${output}.${format}` : output;
  const [, before, last] = /^.+?(?:\.([a-z0-9]+))?\.([a-z0-9]+)$/su.exec(name) ?? [];
  if (last === 'tar' || last === 'zip') return { archive: last };
  const compression =
    last !== undefined && Object.hasOwn(COMPRESSIONS, last) ? COMPRESSIONS[last] : undefined;
  if (!compression) return { archive: 'tar', compression: 'gzip' };
  return before === 'tar' ? { archive: 'tar', compression } : { compression };
}
