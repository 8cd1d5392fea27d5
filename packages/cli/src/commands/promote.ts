import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { defineFlags } from '../flags';
import { changeVersion, versionFlags } from '../keep/change-version';
import { defineCommand } from './command';

const flags = defineFlags({
  ...versionFlags,
  channel: {
    kind: 'text',
    placeholder: 'CHANNEL',
    doc: 'Which channel: its name in destinations.json, or what stands behind the last slash of that.',
  },
});

/** `strata promote`: has a channel hold a published version, by default the one that the workspace published last. */
export const promote = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { channel } = input.flags;
    if (channel === undefined)
      throw new Failure(
        problem('CLI037', {
          detail: 'It was not said which channel is to hold the version.',
          hint: 'For example: strata promote -to=aws -channel=stable images/golden',
        }),
      );
    return changeVersion(context, input, { kind: 'promote', channel });
  },
});
