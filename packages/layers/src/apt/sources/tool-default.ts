import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool, type ToolContext } from '../../base/tool';
import { parseOneLine } from './one-line';
import type { DefaultSources } from './select';

/**
 * What mmdebstrap would use. It has no option to tell, but its setup hooks run when the sources are written and nothing
 * else has happened, so one prints them and ends the run. Nothing is downloaded and no namespace is made.
 */
export function askMmdebstrap(context: ToolContext, scratch: string): DefaultSources {
  return async ({ suite }) => {
    const temporary = await mkdtemp(join(scratch, 'ask-'));
    const result = await runTool(context, {
      tool: 'mmdebstrap',
      args: [
        '--mode=chrootless',
        '--variant=custom',
        '--format=null',
        '--skip=check/signed-by',
        '--setup-hook=cat "$1/etc/apt/sources.list"; exit 1',
        suite,
        '/dev/null',
      ],
      env: { TMPDIR: temporary },
    });
    await rm(temporary, { recursive: true, force: true });
    // Hooks write to where mmdebstrap complains; its own lines are none of sources.list(5).
    return parseOneLine(result.stderr);
  };
}
