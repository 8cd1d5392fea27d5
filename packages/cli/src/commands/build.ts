import type { OnError, Reading } from '@strata/engine';
import { EXIT } from '../context';
import { defineFlags, type Parsed } from '../flags';
import { openTemplates } from '../open-templates';
import { createTimestampedTerminal } from '../view/timestamped';
import { defineCommand } from './command';
import { getRecordPaths } from './record-paths';
import { getChoices, getReading, readingFlags, templateFlags } from './shared-flags';
import { tellArtifacts } from './tell-artifacts';

const ON_ERROR = ['cleanup', 'abort', 'ask', 'run-cleanup-provisioner'] as const satisfies readonly OnError[];

const flags = defineFlags({
  ...templateFlags,
  ...readingFlags,
  force: { kind: 'switch', doc: 'Build every layer, also those that are stored.' },
  'parallel-builds': {
    kind: 'number',
    placeholder: 'N',
    doc: 'Steps that may work at a time; 0 is one for each processor.',
  },
  checkpoints: {
    kind: 'switch',
    initially: true,
    doc: 'Keep the states of machines after each step where their builder can, and begin from them.',
  },
  'post-processors-only': {
    kind: 'switch',
    doc: 'Build nothing: run the post-processors on what the last build made, if that is as it was.',
  },
  'on-error': {
    kind: 'text',
    placeholder: 'WHAT',
    allowed: ON_ERROR,
    doc: `What becomes of a machine whose build failed: ${ON_ERROR.join(', ')}. By default cleanup.`,
  },
  debug: { kind: 'switch', doc: 'One build at a time, stopping before each step of a machine.' },
  'timestamp-ui': { kind: 'switch', doc: 'Begin each line with the time.' },
  verbose: { kind: 'switch', doc: 'Show the output of every step, not that of failed steps alone.' },
  events: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'File for all that happens, a JSON object a line, as it happens. By default STRATA_EVENTS, or none.',
  },
  report: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'File for a page about the build, written when it is over. By default STRATA_REPORT, or none.',
  },
  color: { kind: 'switch', undecided: true, doc: 'Colour; on by itself on a terminal.' },
  'warn-on-undeclared-var': {
    kind: 'switch',
    doc: 'Tell of values in variable files for variables that nobody declares.',
  },
});

/** `strata build`: brings images up to date, parents first, and says what it did. */
export const build = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const { flags: given } = input;
    const { events, report, 'var-file': varFiles } = given;
    const records = getRecordPaths(context, { events, report, read: [...input.rest, ...varFiles] });
    await using opened = await openTemplates(context, input.rest, {
      choices: { ...getChoices(input), reading: getBuildReading(input) },
      force: given.force,
      verbose: given.verbose,
      progress: given['timestamp-ui']
        ? createTimestampedTerminal(context.out, context.ports.clock)
        : context.out,
      color: given.color ?? context.out.color,
      parallel: given['parallel-builds'] || undefined,
      onError: given['on-error'] as OnError | undefined,
      debug: given.debug,
      postProcessorsOnly: given['post-processors-only'],
      records,
      checkpoints: given.checkpoints,
    });
    const results = await Promise.all(
      opened.templates.map((template) => opened.session.projects.build(template)),
    );
    tellArtifacts(
      context,
      results.flatMap(({ builds }) => builds),
    );
    return results.every(({ success }) => success) ? EXIT.success : EXIT.failure;
  },
});

function getBuildReading(input: Parsed<typeof flags>): Reading {
  return {
    ...getReading(input),
    undeclared: input.flags['warn-on-undeclared-var'] ? 'warn' : 'ignore',
  };
}
