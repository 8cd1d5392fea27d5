import { type Diagnostic, Failure, formatJson, getViews, hasErrors } from '@strata/diagnostics';
import { type CliContext, EXIT } from '../context';
import { defineFlags, type Parsed } from '../flags';
import { checkSyntax, checkTemplate } from '../look/check-template';
import { openTemplates } from '../open-templates';
import { tellProblems } from '../tell-problems';
import { type ValidateChoices, validateProject } from '../validate-project';
import { shortenPaths } from '../view/short-paths';
import { createSourceLookup } from '../view/sources';
import { defineCommand } from './command';
import { noTemplate } from './one-template';
import { getChoices, getReading, readingFlags, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  ...readingFlags,
  'syntax-only': {
    kind: 'switch',
    doc: 'Only what can be told without evaluating anything; builders and steps are not looked at.',
  },
  'no-warn-undeclared-var': {
    kind: 'switch',
    doc: 'Say nothing of values in variable files for variables that nobody declares.',
  },
  'evaluate-datasources': {
    kind: 'switch',
    doc: 'Also read data sources, and look whether the outputs that they name have been built.',
  },
  json: { kind: 'switch', doc: 'All problems as JSON on standard output, with their places.' },
  'ignore-prerelease-plugins': { kind: 'switch', doc: 'Accepted as Packer does; there are no plugins.' },
});

type Input = Parsed<typeof flags>;

/** `strata validate`: checks all that can be known without building. */
export const validate = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    if (input.rest.length === 0) throw new Failure(noTemplate('validate'));
    const syntaxOnly = input.flags['syntax-only'];
    const diagnostics = syntaxOnly ? await checkAllSyntax(context, input) : await checkAll(context, input);
    if (input.flags.json) {
      writeReport(context, diagnostics);
      return hasErrors(diagnostics) ? EXIT.failure : EXIT.success;
    }
    tellProblems(context, diagnostics);
    if (hasErrors(diagnostics)) return EXIT.failure;
    context.out.write(syntaxOnly ? SYNTAX_PASSED : VALID);
    return EXIT.success;
  },
});

/** Packer's words: scripts look for them. */
const VALID = 'The configuration is valid.\n';
const SYNTAX_PASSED = 'Syntax-only check passed. Everything looks okay.\n';

/** The answer, whatever it is, in one object. */
function writeReport({ out, ports }: CliContext, diagnostics: readonly Diagnostic[]): void {
  const { cwd } = ports.environment;
  out.write(formatJson(shortenPaths(getViews(diagnostics, createSourceLookup(cwd)), cwd)));
}

async function checkAllSyntax(context: CliContext, input: Input): Promise<readonly Diagnostic[]> {
  const { vars, varFiles, reading } = getValidateChoices(input);
  const each = input.rest.map((path) => checkSyntax(context, { path, vars, varFiles, ...reading }));
  return (await Promise.all(each)).flat();
}

async function checkAll(context: CliContext, input: Input): Promise<readonly Diagnostic[]> {
  const choices = getValidateChoices(input);
  const paths = input.rest.filter((path) => path !== STANDARD_INPUT);
  const { vars, varFiles, selection, reading, evaluateDataSources } = choices;
  const request = { path: STANDARD_INPUT, vars, varFiles, selection, evaluateDataSources, ...reading };
  const piped = input.rest.includes(STANDARD_INPUT) ? await checkTemplate(context, request) : [];
  const named = paths.length > 0 ? await checkProjects(context, paths, choices) : [];
  return [...piped, ...named].map(forgiveSelection);
}

const STANDARD_INPUT = '-';

async function checkProjects(
  context: CliContext,
  paths: readonly string[],
  choices: ValidateChoices,
): Promise<readonly Diagnostic[]> {
  await using opened = await openTemplates(context, paths, { choices });
  const { run } = opened.session;
  const each = opened.templates.map((project) => validateProject(run, project, choices));
  return (await Promise.all(each)).flat();
}

function getValidateChoices(input: Input): ValidateChoices {
  return {
    ...getChoices(input),
    reading: {
      ...getReading(input),
      undeclared: input.flags['no-warn-undeclared-var'] ? 'ignore' : 'warn',
    },
    evaluateDataSources: input.flags['evaluate-datasources'],
  };
}

/** As in Packer, a selection that leaves nothing fails a build, and only warns whoever validates. */
function forgiveSelection(one: Diagnostic): Diagnostic {
  return one.code === 'PLN002' ? { ...one, severity: 'warning' } : one;
}
