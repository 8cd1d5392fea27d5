import { problem } from './codes';
import type { OptionRule } from './schema';
import { reveal, Secret, type Text } from './secret';
import { where } from './where';

const ACTION = /\{\{\s*(.*?)\s*\}\}/g;

/** What stands between `{{` and `}}`, in order. */
export function getPlaceholders(template: string): readonly string[] {
  return Array.from(dropTrims(template).matchAll(ACTION), ([, name]) => name!);
}

/**
 * Fills in what a part knows only when it works: `{{.Path}}` becomes `values.Path`. What has no value stays as it is, and
 * a text with a secret in it stays a secret.
 */
export function fillPlaceholders<T extends Text>(template: T, values: Readonly<Record<string, string>>): T {
  const filled = dropTrims(reveal(template)).replace(ACTION, (action, name: string) => {
    const field = name.startsWith('.') ? name.slice(1) : '';
    return Object.hasOwn(values, field) ? (values[field] as string) : action;
  });
  return (typeof template === 'string' ? filled : new Secret(filled)) as T;
}

/** Go's `{{- ` and ` -}}` swallow the blanks outside. */
function dropTrims(template: string): string {
  return template.replace(/\s*\{\{-(?=\s)/g, '{{').replace(/(?<=\s)-\}\}\s*/g, '}}');
}

/** Refuses placeholders of an option (a text, or a list or map of texts) that its part will not fill in. */
export function createPlaceholderRule(option: string, names: readonly string[]): OptionRule {
  const known = names.map((name) => `{{.${name}}}`).join(', ');
  return (options, at) =>
    getTexts(options[option])
      .flatMap(getPlaceholders)
      .filter((name) => !names.some((one) => name === `.${one}`))
      .map((name) => {
        const detail = `{{${name}}} has no meaning in ${option}; there are ${known}.`;
        return problem('SDK008', { detail, ...where(at(option)) });
      });
}

function getTexts(value: unknown): readonly string[] {
  const all: readonly unknown[] = isMap(value) ? Object.values(value) : [value].flat();
  return all.flatMap((one) => (typeof one === 'string' || one instanceof Secret ? [reveal(one)] : []));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}
