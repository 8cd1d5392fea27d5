import { reveal, Secret, type Text } from '@strata/sdk';
import { type Condition, type Node, parseTemplate } from './parse';

/** What a template may name, without the dot. */
export type TemplateValues = Readonly<Record<string, string | boolean>>;

/**
 * Fills in a command in which Packer's templates name what only the part knows: `{{.Path}}`, `{{if .Sudo}}sudo {{end}}`.
 * What has no value stays as it is, and a text with a secret in it stays a secret.
 */
export function renderTemplate<T extends Text>(template: T, values: TemplateValues): T {
  const rendered = renderNodes(parseTemplate(reveal(template)), values);
  return (typeof template === 'string' ? rendered : new Secret(rendered)) as T;
}

function renderNodes(nodes: readonly Node[], values: TemplateValues): string {
  return nodes.map((node) => renderNode(node, values)).join('');
}

function renderNode(node: Node, values: TemplateValues): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'unknown':
      return node.source;
    case 'field':
      return Object.hasOwn(values, node.name) ? String(values[node.name]) : `{{.${node.name}}}`;
    case 'if':
      return renderNodes(isTrue(getValue(node.condition, values)) ? node.then : node.otherwise, values);
  }
}

function getValue(condition: Condition, values: TemplateValues): string | boolean {
  switch (condition.kind) {
    case 'literal':
      return condition.value;
    case 'field':
      return values[condition.name] ?? '';
    case 'call': {
      const args = condition.args.map((arg) => getValue(arg, values));
      const [first = '', ...rest] = args;
      switch (condition.name) {
        case 'eq':
          return rest.some((one) => one === first);
        case 'ne':
          return first !== rest[0];
        case 'not':
          return !isTrue(first);
        case 'and':
          return args.find((one) => !isTrue(one)) ?? args.at(-1) ?? '';
        case 'or':
          return args.find(isTrue) ?? args.at(-1) ?? '';
      }
    }
  }
}

/** Go: false and what is empty are not true. */
function isTrue(value: string | boolean): boolean {
  return value !== false && value !== '';
}
