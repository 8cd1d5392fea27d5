import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import { problem } from '../codes';
import { collect } from '../collect';
import { type Assignment, getTextRange } from './assignments';

/** Reads `-var name=value` texts. Unlike in files and in the environment, an undeclared name is an error. */
export function readVariableArguments(
  texts: readonly string[],
  declared: ReadonlySet<string>,
): Checked<readonly Assignment[]> {
  return collect((_, report) =>
    texts.flatMap((text): readonly Assignment[] => {
      const [, name, value] = /^([^=]*)=(.*)$/su.exec(text) ?? [];
      if (name === undefined || value === undefined) report(getNoValue(text));
      else if (!declared.has(name)) report(getUndeclared(name, declared));
      else
        return [
          { name, from: 'argument', given: { text: value }, range: getTextRange(`-var ${name}`, value) },
        ];
      return [];
    }),
  );
}

function getNoValue(text: string): Diagnostic {
  const detail = `"${text}" assigns nothing. Write -var NAME=VALUE.`;
  return problem('TPL019', { detail, subject: getTextRange('-var', text) });
}

function getUndeclared(name: string, declared: ReadonlySet<string>): Diagnostic {
  const near = suggest(name, declared);
  const names = [...declared].sort().join(', ');
  return problem('TPL018', {
    detail: `-var gives "${name}", but the template declares ${names === '' ? 'no variables' : names}.`,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}
