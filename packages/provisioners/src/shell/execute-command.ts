import { reveal, Secret, type Text } from '@strata/sdk';

/** What `execute_command` may name. */
export const PLACEHOLDERS = ['Path', 'Vars', 'EnvVarFile'] as const;

export type PlaceholderValues = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

const ACTION = /\{\{\s*(.*?)\s*\}\}/g;

/** What stands between `{{` and `}}`, in order. */
export function getPlaceholders(template: string): readonly string[] {
  return Array.from(dropTrims(template).matchAll(ACTION), ([, name]) => name!);
}

/** Fills in the placeholders. A command with a secret in it stays a secret. */
export function renderCommand(template: Text, values: PlaceholderValues): Text {
  const command = dropTrims(reveal(template)).replace(ACTION, (action, name: string) => {
    const known = PLACEHOLDERS.find((placeholder) => name === `.${placeholder}`);
    return known ? values[known] : action;
  });
  return typeof template === 'string' ? command : new Secret(command);
}

/** Go's `{{- ` and ` -}}` swallow the blanks outside. */
function dropTrims(template: string): string {
  return template.replace(/\s*\{\{-(?=\s)/g, '{{').replace(/(?<=\s)-\}\}\s*/g, '}}');
}
