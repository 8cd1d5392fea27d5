import { type OptionRule, reveal, type Text } from '@strata/sdk';
import { problem } from '../codes';
import { where } from '../where';
import { getPlaceholders, PLACEHOLDERS } from './execute-command';

/** Rules see options of which some may be missing or, in a template with errors, of another type. */
type Given = Readonly<Record<string, unknown>>;

const KINDS = ['inline', 'script', 'scripts'] as const;

const oneKindOfScript: OptionRule = (options, at) => {
  const given = KINDS.filter((kind) => options[kind] !== undefined);
  const [first, second] = given;
  if (second) {
    const detail = `Give only one of inline, script and scripts; ${given.join(' and ')} are given.`;
    return [problem('PRV004', { detail, ...where(at(second)) })];
  }
  if (first && !isEmpty(options[first])) return [];
  const detail = first
    ? `${first} is empty: there is nothing to run.`
    : 'There is nothing to run: give one of inline, script and scripts.';
  const hint = 'For example: inline = ["apt-get install -y nginx"]';
  return [problem('PRV005', { detail, hint, ...where(at(first)) })];
};

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const variablesAreNamed: OptionRule = (options, at) => [
  ...getTexts(options.environment_vars)
    .filter((text) => !NAME.test(text.split('=')[0]!) || !text.includes('='))
    .map((text) => {
      // What stands behind the name may be a secret, and without a name all of it.
      const shown = text.includes('=') ? `"${text.split('=')[0]}=…"` : 'An entry without "="';
      const detail = `${shown} is not of the form NAME=value with a name of letters, digits and underscores.`;
      return problem('PRV006', { detail, ...where(at('environment_vars')) });
    }),
  ...Object.keys((options.env as object | undefined) ?? {})
    .filter((name) => !NAME.test(name))
    .map((name) => {
      const detail = `"${name}" is not a name of letters, digits and underscores.`;
      return problem('PRV006', { detail, ...where(at('env')) });
    }),
];

const formatHasTwoPlaces: OptionRule = ({ env_var_format: format }, at) => {
  if (typeof format !== 'string' || format === '<unknown>') return [];
  const places = format.replaceAll('%%', '').match(/%./g) ?? [];
  if (places.length === 2 && places.every((place) => place === '%s')) return [];
  const detail = `"${format}" must hold %s twice, first for the name, then for the value, and %% for a percent sign.`;
  return [problem('PRV008', { detail, hint: `For example: "%s='%s' "`, ...where(at('env_var_format')) })];
};

const placeholdersAreKnown: OptionRule = ({ execute_command: command }, at) =>
  getTexts(command)
    .flatMap(getPlaceholders)
    .filter((name) => !PLACEHOLDERS.some((known) => name === `.${known}`))
    .map((name) => {
      const known = PLACEHOLDERS.map((one) => `{{.${one}}}`).join(', ');
      const detail = `{{${name}}} has no meaning in execute_command; there are ${known}.`;
      return problem('PRV007', { detail, ...where(at('execute_command')) });
    });

export const shellRules = [oneKindOfScript, variablesAreNamed, formatHasTwoPlaces, placeholdersAreKnown];

function isEmpty(value: Given[string]): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function getTexts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return ([value].flat() as unknown as readonly Text[]).map(reveal);
}
