import type { NewVariable } from './names';
import { sortNames } from './quote';
import { type Scribe, takeNotes } from './scribe';
import { writeText } from './text';

/** The variables that can be given. */
export function writeVariables(scribe: Scribe): string {
  return getSorted(scribe, 'var')
    .map((variable) => {
      const lines = ['type = string\n'];
      if (variable.value) lines.push(`default = ${writeDefault(variable, scribe)}\n`);
      if (variable.sensitive) lines.push('sensitive = true\n');
      return `\n${takeNotes(scribe)}variable "${variable.name}" {\n${lines.join('')}}\n`;
    })
    .join('');
}

/** The variables that call functions: locals now. Sensitive ones stand alone, as a local among others cannot say so. */
export function writeLocals(scribe: Scribe): string {
  const locals = getSorted(scribe, 'local');
  const secret = locals.filter(({ sensitive }) => sensitive);
  const open = locals.filter(({ sensitive }) => !sensitive);
  const blocks = secret.map((local) => {
    const expression = writeDefault(local, scribe);
    return `\n${takeNotes(scribe)}local "${local.name}" {\nsensitive = true\nexpression = ${expression}\n}\n`;
  });
  const lines = open.map((local) => `${local.name} = ${writeDefault(local, scribe)}\n`);
  if (lines.length > 0) blocks.push(`\n${takeNotes(scribe)}locals {\n${lines.join('')}}\n`);
  return blocks.join('');
}

function getSorted({ variables }: Scribe, kind: NewVariable['kind']): readonly NewVariable[] {
  const own = [...variables.values()].filter((variable) => variable.kind === kind);
  return sortNames(own, ({ old }) => old);
}

/** All values of the old language are text. */
function writeDefault({ value }: NewVariable, scribe: Scribe): string {
  switch (value?.kind) {
    case 'string':
      return writeText(value.string, scribe);
    case 'number':
      return `"${value.raw}"`;
    case 'bool':
      return `"${value.bool}"`;
    default:
      return '""';
  }
}
