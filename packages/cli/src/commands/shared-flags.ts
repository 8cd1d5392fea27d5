import type { Choices, Reading } from '@strata/engine';
import { defineFlags, type Parsed } from '../flags';

/** Flags of every command that reads a template with its variables. Names and meaning are Packer's. */
export const templateFlags = defineFlags({
  var: { kind: 'list', placeholder: 'NAME=VALUE', doc: 'Value of a variable; may be given many times.' },
  'var-file': {
    kind: 'list',
    placeholder: 'FILE',
    doc: 'File with values of variables (HCL or JSON); may be given many times.',
  },
  only: {
    kind: 'list',
    placeholder: 'NAMES',
    doc: 'Only the builds of these names; globs, separated by commas.',
  },
  except: {
    kind: 'list',
    placeholder: 'NAMES',
    doc: 'All builds but those of these names; globs, separated by commas.',
  },
});

/** Flag of commands that look at what publishing would need. */
export const destinationFlag = defineFlags({
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Also what publishing to this destination of destinations.json needs; may be given many times.',
  },
});

/** Flags that say how a template is read. */
export const readingFlags = defineFlags({
  'config-type': {
    kind: 'text',
    placeholder: 'hcl2|json',
    allowed: ['hcl2', 'json'],
    doc: 'Language of a template whose name does not tell it; json by itself.',
  },
  'use-sequential-evaluation': {
    kind: 'switch',
    doc: 'All data sources before the locals, as Packer did before 1.16.',
  },
});

/** The flags of reading as the loader takes them. */
export function getReading({ flags }: Parsed<typeof readingFlags>): Pick<Reading, 'language' | 'sequential'> {
  const language = flags['config-type'];
  return {
    ...(language !== undefined && { language: language === 'hcl2' ? 'hcl2' : 'json' }),
    sequential: flags['use-sequential-evaluation'],
  };
}

/** The shared flags as the engine takes them. */
export function getChoices({ flags }: Parsed<typeof templateFlags>): Choices {
  const split = (lists: readonly string[]) =>
    lists.flatMap((list) => list.split(',')).filter((name) => name !== '');
  return {
    vars: flags.var,
    varFiles: flags['var-file'],
    selection: { only: split(flags.only), except: split(flags.except) },
  };
}
