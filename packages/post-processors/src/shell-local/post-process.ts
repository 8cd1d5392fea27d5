import type { PostProcessor } from '@strata/sdk';
import { runLocalScripts, type ShellLocalOptions, type shellLocalSchema } from '@strata/sdk/scripts';

export const shellLocal: PostProcessor<typeof shellLocalSchema> = {
  async postProcess(context, artifact, options) {
    await runLocalScripts(context, withShell(options));
    return { artifact, input: 'must-keep' };
  },
};

/** Packer's post-processor once took one text for a shell, and a list of one still means that. */
function withShell(options: ShellLocalOptions): ShellLocalOptions {
  const [line, ...more] = options.execute_command ?? [];
  if (line === undefined || more.length > 0) return options;
  return { ...options, execute_command: ['sh', '-c', line] };
}
