import { quoteWord } from '@strata/sdk';

export interface CopyRequest {
  readonly source: string;
  readonly destination: string;
  readonly exclude: readonly string[];
}

/**
 * Shell text that copies the content of a folder into another by two `tar`s.
 *
 * GNU tar by itself would replace a link to a folder (`/lib` of a merged /usr) by a folder, and give folders that are
 * already there (`/etc`) the source's mode; other tars follow the link and know no such options. POSIX shells give the
 * status of a pipe's last command only, so both print theirs to descriptor 3 when they fail; `set -e` would end a
 * command that fails otherwise before it could print.
 */
export function getCopyCommand({ source, destination, exclude }: CopyRequest): string {
  const [from, to] = [guardDash(source), guardDash(destination)].map(quoteWord);
  return [
    'set -e',
    `mkdir -p ${to}`,
    'merge=',
    'if tar --help 2>&1 | grep -q -e --keep-directory-symlink; then',
    '  merge="--keep-directory-symlink --no-overwrite-dir"',
    'fi',
    `pack() { tar -C ${from} ${exclude.map(getExclude).join('')}-cf - . || echo $? >&3; }`,
    `unpack() { tar -C ${to} $merge -xopf - >&2 || echo $? >&3; }`,
    'status=$({ pack | unpack; } 3>&1)',
    'case $status in *[!0[:space:]]*) exit 1 ;; esac',
  ].join('\n');
}

/** `tar -C -x` would take the folder for an option. */
function guardDash(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/**
 * A pattern that begins with `/` or `./` counts from the folder that is copied, any other matches a name or the end of
 * a path wherever it is.
 */
function getExclude(pattern: string): string {
  const trimmed = pattern.replace(/\/+$/, '');
  const anchored = /^\.?\//.test(trimmed);
  const word = quoteWord(`--exclude=${anchored ? trimmed.replace(/^\.?\//, './') : trimmed}`);
  return anchored ? `--anchored ${word} --no-anchored ` : `${word} `;
}
