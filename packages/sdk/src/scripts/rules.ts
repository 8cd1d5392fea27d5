import { problem } from '../codes';
import type { OptionRule } from '../schema';
import { reveal, type Text } from '../secret';
import { where } from '../where';

/** Refuses options that give no script, or several kinds of one. `kinds` are the options that give scripts. */
export function createScriptRule(kinds: readonly string[]): OptionRule {
  const all = `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
  return (options, at, write) => {
    const given = kinds.filter((kind) => options[kind] !== undefined);
    const [first, second] = given;
    if (second) {
      const detail = `Give only one of ${all}; ${given.join(' and ')} are given.`;
      return [problem('SDK005', { detail, ...where(at(second)) })];
    }
    if (first && !isEmpty(options[first])) return [];
    const detail = first
      ? `${first} is empty: there is nothing to run.`
      : `There is nothing to run: give one of ${all}.`;
    const hint = `For example: ${write('inline', '["apt-get install -y nginx"]')}`;
    return [problem('SDK006', { detail, hint, ...where(at(first)) })];
  };
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Refuses variables in `environment_vars` and `env` without a name that every shell takes. */
export const variablesAreNamed: OptionRule = (options, at) => [
  ...((options.environment_vars ?? []) as readonly Text[])
    .map(reveal)
    .filter((text) => !NAME.test(text.split('=')[0]!) || !text.includes('='))
    .map((text) => {
      // What stands behind the name may be a secret, and without a name all of it.
      const shown = text.includes('=') ? `"${text.split('=')[0]}=…"` : 'An entry without "="';
      const detail = `${shown} is not of the form NAME=value with a name of letters, digits and underscores.`;
      return problem('SDK007', { detail, ...where(at('environment_vars')) });
    }),
  ...Object.keys((options.env as object | undefined) ?? {})
    .filter((name) => !NAME.test(name))
    .map((name) => {
      const detail = `"${name}" is not a name of letters, digits and underscores.`;
      return problem('SDK007', { detail, ...where(at('env')) });
    }),
];

/** Refuses a format of variables that has no place for the name or the value. */
export const formatHasTwoPlaces: OptionRule = createFormatRule('env_var_format');

/** The same for an option of another name. */
export function createFormatRule(option: string): OptionRule {
  return ({ [option]: format }, at, write) => {
    if (typeof format !== 'string' || format === '<unknown>') return [];
    const places = format.replaceAll('%%', '').match(/%./g) ?? [];
    if (places.length === 2 && places.every((place) => place === '%s')) return [];
    const detail = `"${format}" must hold %s twice, first for the name, then for the value, and %% for a percent sign.`;
    const hint = `For example: ${write(option, `"%s='%s' "`)}`;
    return [problem('SDK009', { detail, hint, ...where(at(option)) })];
  };
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
