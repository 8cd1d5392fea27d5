import { relative } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** The kernel takes mount options of one page at most, the final zero included. */
const maximumLength = 4095;

/** Folders of one overlay, relative to the folder that mounts it. */
export interface OverlayFolders {
  /** Bottom first. */
  readonly lower: readonly string[];
  readonly upper?: { readonly content: string; readonly work: string };
}

/**
 * Bottom-first folders as an overlay wants them: top first, and each once. The kernel refuses a folder that is there
 * twice (two steps that changed nothing are the same layer); whatever the lower one says, the upper one says again.
 */
export function stackFolders(lower: readonly string[]): readonly string[] {
  return [...new Set(lower.toReversed())];
}

/** Options for `mount -t overlay`. `userxattr` always, so that layers mean the same to root and to everyone else. */
export function getOverlayOptions({ lower, upper }: OverlayFolders): string {
  const options = [
    `lowerdir=${stackFolders(lower).map(escapeFolder).join(':')}`,
    ...(upper ? [`upperdir=${escapeFolder(upper.content)}`, `workdir=${escapeFolder(upper.work)}`] : []),
    'userxattr',
  ].join(',');
  if (Buffer.byteLength(options) > maximumLength) throw new Failure(tooMany(lower.length, options));
  return options;
}

/** A path as seen from `folder`, never absolute: the workspace's own path costs no room in the options. */
export function getRelative(folder: string, path: string): string {
  return relative(folder, path) || '.';
}

/** Commas end an option and colons a folder, unless escaped. */
function escapeFolder(folder: string): string {
  return folder.replaceAll(/[\\,:]/g, '\\$&');
}

function tooMany(count: number, options: string) {
  return problem('LAY061', {
    detail: `An overlay of ${count} layers needs ${Buffer.byteLength(options)} bytes of mount options; the kernel takes ${maximumLength}.`,
    hint: 'Join provisioners of the image or of its parents, so that there are fewer layers.',
  });
}
