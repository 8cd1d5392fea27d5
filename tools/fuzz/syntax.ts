import fc, { type Arbitrary } from 'fast-check';
import type { Input } from './input';

/*
 * Sources that are well formed for the most part, made from the grammar: they come further than mutations do, into
 * evaluation and into the layout.
 */

const names = fc.constantFrom(
  'a',
  'b',
  'var',
  'local',
  'each',
  'source',
  'build',
  'data',
  'é',
  'a-b',
  'constructor',
  '__proto__',
);
const numbers = fc.constantFrom(
  '0',
  '1',
  '2',
  '-1',
  '0.5',
  '1e3',
  '1e-400',
  '9007199254740993',
  '123456789012345678901234567890',
);
const texts = fc.constantFrom(
  '',
  'x',
  'true',
  '5',
  'é',
  '👩‍👩‍👧',
  '\\n',
  '\\"',
  '$${',
  '{{ .Name }}',
  'a,b',
  '2024-01-02T03:04:05Z',
  '[1]',
);
const operators = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||');
const calls = fc.constantFrom(
  ...[
    'length',
    'merge',
    'concat',
    'join',
    'format',
    'try',
    'can',
    'keys',
    'values',
    'lookup',
    'element',
    'flatten',
    'setproduct',
  ],
  ...[
    'range',
    'regexall',
    'replace',
    'split',
    'upper',
    'jsonencode',
    'jsondecode',
    'yamldecode',
    'yamlencode',
    'distinct',
    'zipmap',
  ],
  ...[
    'coalesce',
    'contains',
    'index',
    'slice',
    'sort',
    'substr',
    'formatdate',
    'timeadd',
    'cidrsubnet',
    'convert',
    'nothing',
  ],
);

/** Levels of expressions in expressions. */
const depth = 4;

interface Grammar {
  readonly expression: string;
  readonly template: string;
  readonly interpolation: string;
}

const grammar = fc.letrec<Grammar>((tie) => ({
  template: fc.array(fc.oneof(texts, tie('interpolation')), { maxLength: 4 }).map((parts) => parts.join('')),
  interpolation: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('${', '${~ '), tie('expression'), fc.constantFrom('}', ' ~}'))
      .map((parts) => parts.join('')),
    fc
      .tuple(tie('expression'), tie('template'), tie('template'))
      .map(([condition, a, b]) => `%{ if ${condition} }${a}%{ else }${b}%{ endif }`),
    fc
      .tuple(names, tie('expression'), tie('template'))
      .map(([name, of, each]) => `%{ for ${name} in ${of} ~}${each}%{ endfor }`),
  ),
  expression: fc.oneof(
    { maxDepth: depth, depthSize: 'small' },
    numbers,
    names,
    fc.constantFrom('true', 'false', 'null'),
    tie('template').map((template) => `"${template}"`),
    tie('template').map((template) => `<<-EOT\n  ${template}\nEOT\n`),
    fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(names, tie('expression')), { maxLength: 3 })
      .map((items) => `{${items.map(([name, value]) => `${name} = ${value}`).join(', ')}}`),
    fc
      .tuple(calls, fc.array(tie('expression'), { maxLength: 3 }), fc.constantFrom('', '...'))
      .map(([name, args, end]) => `${name}(${args.join(', ')}${args.length > 0 ? end : ''})`),
    fc.tuple(tie('expression'), operators, tie('expression')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(fc.constantFrom('!', '-'), tie('expression')).map((parts) => parts.join('')),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, a, b]) => `(${test} ? ${a} : ${b})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('.a', '[0]', '["a"]', '[*]', '.*', '.0', '[*].a', '.*.b'))
      .map(([of, step]) => `(${of})${step}`),
    fc
      .tuple(names, tie('expression'), tie('expression'))
      .map(([name, of, each]) => `[for ${name} in ${of} : ${each} if ${name} != null]`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([of, key, value]) => `{for k, v in ${of} : ${key} => ${value}...}`),
  ),
}));

const blockTypes = fc.constantFrom(
  'variable',
  'locals',
  'source',
  'build',
  'provisioner',
  'dynamic',
  'data',
  'packer',
  'post-processors',
);
const argument = fc
  .tuple(
    fc.constantFrom('name', 'default', 'type', 'for_each', 'sources', 'inline', 'a', 'b'),
    grammar.expression,
  )
  .map(([name, value]) => `${name} = ${value}\n`);
const labels = fc
  .array(fc.constantFrom('"shell"', '"a"', 'b', '"${a}"'), { maxLength: 2 })
  .map((list) => list.join(' '));
const block = fc
  .tuple(blockTypes, labels, fc.array(argument, { maxLength: 3 }), fc.array(argument, { maxLength: 2 }))
  .map(
    ([type, names, outer, inner]) =>
      `${type} ${names} {\n${outer.join('')}content {\n${inner.join('')}}\n}\n`,
  );
const body = fc.array(fc.oneof(argument, block), { maxLength: 5 }).map((items) => items.join(''));

const json = fc.letrec<{ readonly value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: depth, depthSize: 'small' },
    numbers,
    fc.constantFrom('true', 'false', 'null', '""'),
    grammar.expression.map((expression) => JSON.stringify(`\${${expression}}`)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(fc.oneof(names, blockTypes), tie('value')), { maxLength: 4 })
      .map((items) => `{${items.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
  ),
})).value;

const legacyKeys = fc.constantFrom(
  'builders',
  'provisioners',
  'variables',
  'post-processors',
  'sensitive-variables',
  'type',
  'name',
  'inline',
  'only',
  'override',
);
const legacyTexts = fc.constantFrom(
  'null',
  'shell',
  '{{user `a`}}',
  '{{env `HOME`}}',
  '{{isotime "2006"}}',
  '{{ if true }}x{{ end }}',
  '{{split `a,b` "," 1 | upper}}',
  '{{',
);
const legacy = fc.letrec<{ readonly value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: depth, depthSize: 'small' },
    legacyTexts.map((text) => JSON.stringify(text)),
    fc.constantFrom('1', 'true', 'null'),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(legacyKeys, tie('value')), { maxLength: 4 })
      .map((items) => `{${items.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
})).value;

const inputs: Arbitrary<Input> = fc.oneof(
  grammar.expression.map((text): Input => ({ language: 'expression', text })),
  grammar.template.map((text): Input => ({ language: 'template', text })),
  body.map((text): Input => ({ language: 'hcl', text })),
  json.map((text): Input => ({ language: 'json', text })),
  legacy.map((text): Input => ({ language: 'legacy', text })),
);

/** A source made from the grammar; the same for the same seed. */
export function generateInput(seed: number): Input {
  return fc.sample(inputs, { seed, numRuns: 1 })[0] as Input;
}
