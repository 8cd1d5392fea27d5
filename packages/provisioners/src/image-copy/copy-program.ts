import { posix } from 'node:path';
import { quoteWord } from '@strata/sdk';
import type { Wanted } from './copies';

export interface CopyRequest {
  readonly wanted: Wanted;
  /** Where the source is shown in the machine. */
  readonly root: string;
  /** Of a `rename`: whether it is a folder. */
  readonly isFolder: boolean;
  /** Mount points of the machine. */
  readonly mounts: readonly string[];
  readonly exclude: readonly string[];
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly mode?: string | undefined;
  /** Whether attributes and access lists belong to the files, and not to whoever made them here. */
  readonly attributes: boolean;
}

/** One `tar` packs `members` of `from`, another unpacks them in `to`. */
interface Move {
  readonly from: string;
  readonly to: string;
  readonly members: readonly string[];
  readonly rename?: string;
}

/**
 * Shell text that copies with modes, owners, capabilities, links and devices. `cp -a` cannot leave anything out.
 *
 * A folder that is there already stays as it is; a link to a folder (`/lib` of a merged /usr) stays a link.
 */
export function getCopyProgram(request: CopyRequest): string {
  const move = getMove(request);
  const pack = [
    'tar',
    '-C',
    quoteWord(move.from),
    ...getPackOptions(request, move),
    '-cf',
    '-',
    ...move.members,
  ];
  const unpack = ['tar', '-C', quoteWord(move.to), ...UNPACK, ...getAttributes(request), '-xf', '-'];
  return [
    'set -e',
    `mkdir -p ${quoteWord(move.to)}`,
    // A shell gives the status of a pipe's last command only, and `set -e` would end the other before it can tell.
    `pack() { ${pack.join(' ')} || echo pack >&3; }`,
    `unpack() { ${unpack.join(' ')} >&2 || echo unpack >&3; }`,
    'failed=$({ pack | unpack; } 3>&1)',
    '[ -z "$failed" ]',
  ].join('\n');
}

const UNPACK = ['--numeric-owner', '--same-owner', '-p', '--keep-directory-symlink', '--no-overwrite-dir'];

function getMove({ wanted, root, isFolder }: CopyRequest): Move {
  switch (wanted.kind) {
    case 'content':
      return { from: posix.join(root, wanted.path), to: wanted.to, members: ['.'] };
    case 'keep':
      return { from: root, to: wanted.to, members: getKept(wanted.paths) };
    case 'rename': {
      const [from, member] = isFolder
        ? [posix.join(root, wanted.path), '.']
        : [posix.join(root, posix.dirname(wanted.path)), quoteWord(`./${posix.basename(wanted.path)}`)];
      const name = posix.basename(wanted.to).replace(/[\\&|]/g, '\\$&');
      // All names begin with the folder's `.`; a file is alone. `S`: what links point to is no name.
      const rename = isFolder ? `s|^\\.\\(/\\|$\\)|./${name}\\1|S` : `s|.*|./${name}|S`;
      return { from, to: posix.dirname(wanted.to), members: [member], rename };
    }
  }
}

/** Each path behind the folders above it, alone: those that are missing are made as they are in the source. */
function getKept(paths: readonly string[]): readonly string[] {
  if (paths.includes('')) return ['.'];
  const above = [...new Set(paths.flatMap(getFoldersAbove))].sort();
  const members = (list: readonly string[]) => list.map((path) => quoteWord(`./${path}`));
  return [
    ...(above.length > 0 ? ['--no-recursion', ...members(above)] : []),
    '--recursion',
    ...members(paths),
  ];
}

function getFoldersAbove(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [...getFoldersAbove(folder), folder];
}

function getPackOptions(request: CopyRequest, { to, rename }: Move): readonly string[] {
  const { owner, group, mode, exclude, mounts } = request;
  return [
    '--format=posix --numeric-owner',
    ...getAttributes(request),
    ...(owner === undefined ? [] : [`--owner=${quoteWord(owner)}`]),
    ...(group === undefined ? [] : [`--group=${quoteWord(group)}`]),
    ...(mode === undefined ? [] : [`--mode=${quoteWord(mode)}`]),
    ...(rename === undefined ? [] : [`--transform=${quoteWord(rename)}`]),
    ...getMountsBelow(mounts, rename ? request.wanted.to : to).map(
      (path) => `--anchored --no-wildcards --exclude=${quoteWord(`./${path}`)}`,
    ),
    ...exclude.map(getExclude),
  ];
}

/** Overlay's own marks belong to the store. */
function getAttributes({ attributes }: CopyRequest): readonly string[] {
  return attributes ? ["--xattrs --xattrs-include='*' --xattrs-exclude='user.overlay.*' --acls"] : [];
}

/** Mount points of the machine by their path below a folder. */
function getMountsBelow(mounts: readonly string[], folder: string): readonly string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return [...new Set(mounts)]
    .filter((mount) => mount.startsWith(prefix) && mount !== '/')
    .map((mount) => mount.slice(prefix.length));
}

function getExclude(pattern: string): string {
  const plain = pattern.replace(/\/+$/, '');
  return plain.startsWith('/')
    ? `--anchored --wildcards --exclude=${quoteWord(`.${plain}`)}`
    : `--no-anchored --wildcards --exclude=${quoteWord(plain)}`;
}
