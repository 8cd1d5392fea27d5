import type { HclFunction, Parameter } from '@strata/hcl';
import { generatedNote, type Page, renderTable } from './page';

type Functions = ReadonlyMap<string, HclFunction>;
type ValueType = Parameter['type'];

function renderType(type: ValueType): string {
  if (type.kind === 'dynamic') return 'any';
  return 'element' in type ? `${type.kind}(${renderType(type.element)})` : type.kind;
}

function renderParameter({ name, type }: Parameter): string {
  return `${name}: ${renderType(type)}`;
}

function renderUsage(name: string, definition: HclFunction): string {
  if (definition.kind === 'lazy') return definition.usage;
  const { parameters, variadic } = definition;
  const all = [...parameters.map(renderParameter), ...(variadic ? [`${renderParameter(variadic)}…`] : [])];
  return `${name}(${all.join(', ')})`;
}

function renderFunctions(functions: Functions): string {
  const names = [...functions].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = names.map(([name, each]) => [`\`${renderUsage(name, each)}\``, each.description]);
  return renderTable(['call', ''], rows);
}

/** docs/reference/functions.md: every function of the language, from its own definition. */
export function makeFunctionsPage(functions: Functions, ofDefaults: Functions): Page {
  const intro =
    'What expressions may call. `…` behind a parameter stands for any number of arguments. They are Packer’s, and do what Packer’s do but for what [decision 13](../decisions/0013-where-functions-differ-from-packer.md) lists.';
  const sections = [
    `# Functions\n\n${generatedNote}\n\n${intro}\n`,
    `${renderFunctions(functions)}\n`,
    `## In the default of a variable\n\n${renderFunctions(ofDefaults)}\n`,
  ];
  return { file: 'docs/reference/functions.md', text: sections.join('\n') };
}
