/**
 * Text whose characters are bytes (latin1). File names on Linux are bytes and need not be UTF-8, and values of extended
 * attributes hold anything; as latin1 both survive, compare in byte order, and cost no more than strings.
 */
export type ByteText = string;

export type TarType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'character' | 'block' | 'fifo';

/** One member of an archive, without its data. */
export interface TarEntry {
  readonly type: TarType;
  /** Relative, without leading `./` or trailing `/`; the root folder is empty. */
  readonly path: ByteText;
  /** Permission bits with set-uid, set-gid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of data that follow; 0 for everything but files. */
  readonly size: number;
  /** Whole seconds since the epoch. */
  readonly mtime: number;
  /** Target of a symlink or hard link, otherwise empty. */
  readonly link: ByteText;
  /** Numbers of a device, otherwise 0. */
  readonly major: number;
  readonly minor: number;
  /** Full name (`security.capability`) to value. */
  readonly xattrs: ReadonlyMap<ByteText, ByteText>;
  /** Extended records this room does not interpret, such as those of a sparse file. */
  readonly extra: ReadonlyMap<ByteText, ByteText>;
}

/** An archive is a stream of members, each followed by its data in pieces. */
export type TarItem =
  | { readonly kind: 'entry'; readonly entry: TarEntry }
  | { readonly kind: 'data'; readonly bytes: Buffer };

export type TarStream = AsyncIterable<TarItem>;

/** Turns a file name into bytes held as text. */
export function toByteText(text: string): ByteText {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Shows bytes held as text to people: UTF-8 where it is, escapes where it is not. */
export function showByteText(bytes: ByteText): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return JSON.stringify(text.includes('\ufffd') ? bytes : text).slice(1, -1);
}

const nothing: ReadonlyMap<ByteText, ByteText> = new Map();

/** An entry with everything that was not given at its plainest. */
export function makeEntry(entry: Pick<TarEntry, 'type' | 'path'> & Partial<TarEntry>): TarEntry {
  return {
    mode: entry.type === 'directory' ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    mtime: 0,
    link: '',
    major: 0,
    minor: 0,
    xattrs: nothing,
    extra: nothing,
    ...entry,
  };
}
