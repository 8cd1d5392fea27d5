import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { defineFlags, type Parsed } from '../flags';
import { changeVersion, versionFlags } from '../keep/change-version';
import { defineCommand } from './command';

const flags = defineFlags({
  ...versionFlags,
  at: {
    kind: 'text',
    placeholder: 'TIME',
    doc: 'From when on, in ISO 8601: 2027-01-31 or 2027-01-31T12:00:00Z.',
  },
  cancel: { kind: 'switch', doc: 'Take the deprecation back.' },
});

/** `strata deprecate`: lists leave a published version out for others, from a time on; machines can still be started from it. */
export const deprecate = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    if (input.flags.version === undefined)
      throw new Failure(
        problem('CLI004', {
          detail: 'It was not said which version is to be deprecated, and the last one is hardly meant.',
          hint: 'Name it with -version: its first digits, its name or its id.',
        }),
      );
    const at = readTime(input, context.ports.clock.now());
    return changeVersion(context, input, { kind: 'deprecate', at });
  },
});

/** Undefined when it is taken back. */
function readTime({ flags: { at, cancel } }: Parsed<typeof flags>, now: number): number | undefined {
  const refuse = (detail: string) =>
    new Failure(
      problem('CLI004', { detail, hint: 'For example: -at=2027-01-31. Or take it back: -cancel.' }),
    );
  if (cancel && at === undefined) return undefined;
  if (cancel || at === undefined)
    throw refuse(cancel ? '-cancel and -at exclude each other.' : 'Neither -at nor -cancel was given.');
  const time = /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time)) throw refuse(`-at was given "${at}". Allowed: a day or a time in ISO 8601.`);
  if (time <= now) throw refuse(`-at was given "${at}", which is over. Allowed: a time to come.`);
  return time;
}
