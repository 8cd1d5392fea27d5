import { hasErrors } from '@strata/diagnostics';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { runConsole } from '../look/console/run-console';
import type { LookRequest } from '../look/load';
import { readTemplate } from '../look/read-template';
import { tellProblems } from '../tell-problems';
import { defineCommand } from './command';
import { getReading, readingFlags, templateFlags } from './shared-flags';

const flags = defineFlags({
  var: templateFlags.var,
  'var-file': templateFlags['var-file'],
  ...readingFlags,
});

/** What is looked at where no template is named: functions work, and there are no variables. */
const EMPTY = {
  hcl2: { path: '<nothing>', text: '' },
  json: { path: '<nothing>', text: '{ "builders": [{ "type": "null" }] }' },
} as const;

/** `strata console`: evaluates what is typed or piped in, with the values of a template. */
export const consoleCommand = defineCommand({
  usage: '[flags] [TEMPLATE]',
  flags,
  run: async (context, input) => {
    const { var: vars, 'var-file': varFiles } = input.flags;
    const reading = getReading(input);
    const [path] = input.rest;
    const place: Pick<LookRequest, 'path' | 'text'> =
      path === undefined ? EMPTY[reading.language ?? 'json'] : { path };
    const request = { ...place, vars, varFiles, ...reading };
    const { value, diagnostics } = await readTemplate(context, request, 'read');
    // The template that stands for none is ours, and so are its mistakes.
    const told = path === undefined ? [] : diagnostics;
    tellProblems(context, told);
    return hasErrors(told) ? EXIT.failure : runConsole(context, value);
  },
});
