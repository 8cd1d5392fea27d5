import { posix, resolve } from 'node:path';
import { problem } from '../codes';
import { getCopyCommand } from './copy-command';
import type { SandboxLink } from './link';
import { mustRun } from './must-run';

export interface TreeRequest {
  readonly source: string;
  readonly destination: string;
  readonly exclude?: readonly string[];
  readonly signal: AbortSignal;
}

/** Copies a folder of this machine into the sandbox; everything in it becomes root's. */
export async function uploadDirectory(link: SandboxLink, request: TreeRequest): Promise<void> {
  const { source, destination, exclude = [], signal } = request;
  const mounted = await link.mountDirectory(resolve(source), signal);
  const command = getCopyCommand({ source: mounted, destination: getTarget(request), exclude });
  try {
    await mustRun(link, { command, signal }, (reason) =>
      problem('COM002', { detail: `${source} could not be copied to ${destination}: ${reason}` }),
    );
  } finally {
    await link.unmount(mounted);
  }
}

/** Copies a folder out of the sandbox; everything in it becomes the user's. */
export async function downloadDirectory(link: SandboxLink, request: TreeRequest): Promise<void> {
  const { source, exclude = [], signal } = request;
  const mounted = await link.mountDirectory(resolve(request.destination), signal, 'writable');
  const destination = getTarget({ source, destination: mounted });
  const command = getCopyCommand({ source, destination, exclude });
  try {
    await mustRun(link, { command, signal }, (reason) =>
      problem('COM004', { detail: `${source} could not be copied to ${request.destination}: ${reason}` }),
    );
  } finally {
    await link.unmount(mounted);
  }
}

/** As rsync: `a/` gives its content, `a` itself lands inside the destination. */
function getTarget({ source, destination }: Pick<TreeRequest, 'source' | 'destination'>): string {
  return source.endsWith('/') ? destination : posix.join(destination, posix.basename(source));
}
