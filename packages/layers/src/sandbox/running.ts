import type { RemoteExit } from '@strata/sdk';
import type { Inside } from './inside';
import type { Interior } from './interior';

/**
 * Follows a command to its end: cancelling kills it, and closing the sandbox waits for it. A command whose sandbox
 * went away was disconnected, whatever became of its processes.
 */
export async function followInside(
  { running, holder }: Interior,
  inside: Inside,
  { signal, flows }: { readonly signal: AbortSignal; readonly flows?: () => Promise<void> },
): Promise<RemoteExit> {
  const kill = (): void => inside.kill();
  signal.addEventListener('abort', kill, { once: true });
  running.add(inside.exit);
  if (signal.aborted) kill();
  try {
    await flows?.();
    const exit = await inside.exit;
    return holder.isGone() && exit.kind === 'signalled' ? { kind: 'disconnected' } : exit;
  } catch (error) {
    signal.throwIfAborted();
    if (holder.isGone()) return { kind: 'disconnected' };
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
    running.delete(inside.exit);
    signal.throwIfAborted();
  }
}
