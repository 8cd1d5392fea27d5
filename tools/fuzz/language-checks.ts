import type { Checked } from '@strata/diagnostics';
import { expandDynamic } from '../../packages/hcl/src/dynamic/expand';
import { evaluate } from '../../packages/hcl/src/evaluate/evaluate';
import type { Scope } from '../../packages/hcl/src/evaluate/scope';
import { formatHcl } from '../../packages/hcl/src/format/format';
import { createFunctions } from '../../packages/hcl/src/functions/registry';
import { parseJsonBody } from '../../packages/hcl/src/json/body';
import { parseExpression, parseHcl, parseTemplate } from '../../packages/hcl/src/parse/parse';
import { references } from '../../packages/hcl/src/references';
import { locateTokens } from '../../packages/hcl/src/scan/locations';
import { scanSource, scanTemplate } from '../../packages/hcl/src/scan/scan';
import type { Body, Expression } from '../../packages/hcl/src/syntax/ast';
import { emptyPorts } from '../../packages/hcl/src/testing/ports';
import { Type } from '../../packages/hcl/src/types/type';
import { Value } from '../../packages/hcl/src/values/value';
import type { Check } from './check';
import type { Language } from './input';
import { findBadRange } from './ranges';

const list = Value.list(Type.string, [Value.string('a'), Value.string('é')]);
const object = Value.object({ a: Value.number(1), b: list, c: Value.unknown(Type.dynamic) });

/** Values of all kinds under the names that sources use. */
export const scope: Scope = {
  variables: new Map<string, Value>([
    ['a', list],
    ['b', object],
    ['var', object],
    ['local', Value.map(Type.number, { a: Value.number(0.5) })],
    ['each', Value.null(Type.dynamic)],
    ['source', Value.unknown(Type.string)],
    ['build', Value.unknown(Type.dynamic)],
    ['data', Value.sensitive(Value.string('secret'))],
  ]),
  functions: createFunctions(emptyPorts),
};

function read(text: string, language: Language): Checked<Body | Expression> {
  switch (language) {
    case 'expression':
      return parseExpression(text, 'fuzz');
    case 'template':
      return parseTemplate(text, 'fuzz');
    case 'json':
      return parseJsonBody(text, 'fuzz');
    default:
      return parseHcl(text, 'fuzz');
  }
}

function evaluateAll(node: Body | Expression): void {
  if ('kind' in node) {
    evaluate(node, scope);
    return;
  }
  for (const { expr } of node.attributes.values()) evaluate(expr, scope);
  for (const { body } of node.blocks) evaluateAll(body);
}

const native: readonly Language[] = ['hcl', 'expression', 'template'];

export const languageChecks: readonly Check[] = [
  {
    name: 'scan',
    languages: native,
    run(text, language) {
      const tokens = language === 'template' ? scanTemplate(text) : scanSource(text);
      const locations = locateTokens(tokens, 'fuzz');
      let end = 0;
      for (let token = 0; token < tokens.count; token++) {
        if ((tokens.starts[token] as number) < end)
          return `token ${token} begins before the one before it ends`;
        end = tokens.ends[token] as number;
        locations.start(token);
        locations.end(token);
      }
      return end > text.length ? 'the last token ends after the text' : undefined;
    },
  },
  {
    name: 'parse',
    languages: [...native, 'json'],
    run(text, language) {
      const { value, diagnostics } = read(text, language);
      references(value);
      return findBadRange(diagnostics, text);
    },
  },
  {
    name: 'evaluate',
    languages: [...native, 'json'],
    run(text, language) {
      const { value } = read(text, language);
      evaluateAll('kind' in value ? value : expandDynamic(value, scope).value);
      return undefined;
    },
  },
  {
    name: 'fmt',
    languages: ['hcl', 'expression'],
    run(text) {
      const once = formatHcl(text, 'fuzz').value;
      // What is left of a broken text may mean something else once it has moved: a byte order mark at the start.
      if (parseHcl(text, 'fuzz').diagnostics.length > 0) return undefined;
      if (parseHcl(once, 'fuzz').diagnostics.length > 0)
        return 'a valid text is not valid when it is formatted';
      return formatHcl(once, 'fuzz').value === once ? undefined : 'a formatted text is not left as it is';
    },
  },
];
