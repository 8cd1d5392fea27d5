import { type OptionRule, reveal, Secret, where } from '@strata/sdk';
import { problem } from '../codes';
import { type Condition, type Node, parseTemplate } from './parse';

/** Refuses a template in an option that names what its part does not know, or that this language does not hold. */
export function createTemplateRule(option: string, names: readonly string[]): OptionRule {
  const known = names.map((name) => `{{.${name}}}`).join(', ');
  return ({ [option]: value }, at) => {
    const text = typeof value === 'string' || value instanceof Secret ? reveal(value) : '';
    return getStrangers(parseTemplate(text), names).map((stranger) => {
      const detail = `${stranger} has no meaning in ${option}; there are ${known}, and if, else, end with eq, ne, not, and, or.`;
      return problem('PRV008', { detail, ...where(at(option)) });
    });
  };
}

function getStrangers(nodes: readonly Node[], names: readonly string[]): readonly string[] {
  return nodes.flatMap((node) => getNodeStrangers(node, names));
}

function getNodeStrangers(node: Node, names: readonly string[]): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [];
    case 'unknown':
      return [node.source];
    case 'field':
      return names.includes(node.name) ? [] : [`{{.${node.name}}}`];
    case 'if':
      return [
        ...getFields(node.condition)
          .filter((name) => !names.includes(name))
          .map((name) => `.${name}`),
        ...getStrangers(node.then, names),
        ...getStrangers(node.otherwise, names),
      ];
  }
}

function getFields(condition: Condition): readonly string[] {
  if (condition.kind === 'field') return [condition.name];
  return condition.kind === 'call' ? condition.args.flatMap(getFields) : [];
}
