import { hasErrors, type Range } from '@strata/diagnostics';
import { convert, type Expression, evaluate, type Scope, Type, Value } from '@strata/hcl';
import type { ExpandText } from '../decode/coerce';
import { parsePieces } from './parse';
import { createCall, getLiteral, translatePieces, type Words } from './translate';

/** What a string of a component may say besides what every language knows. */
export interface ExpandContext {
  readonly scope: Scope;
  /** `{{build_name}}`: in HCL2 the source's label, whatever the use is called. */
  readonly buildName: string;
  /** Milliseconds since the epoch: `{{timestamp}}`. */
  readonly now: () => number;
  /** What this part knows beside that. */
  readonly words?: Words;
}

const nowhere: Range = {
  file: '',
  start: { line: 1, column: 1, byte: 0 },
  end: { line: 1, column: 1, byte: 0 },
};

/**
 * Expands Packer's second language in the strings of a component: `{{timestamp}}`, `{{isotime}}`, `{{upper …}}`. What
 * the part itself expands later stays as it is.
 */
export function createExpand({ scope, buildName, now, words: more }: ExpandContext): ExpandText {
  const words: Words = {
    timestamp: (_, range) => getLiteral(Value.string(String(Math.floor(now() / 1000))), range),
    // Both are for the variables of JSON templates alone; here they are functions that nobody has.
    user: createCall('user'),
    env: createCall('env'),
    build_name: (_, range) => getLiteral(Value.string(buildName), range),
    ...more,
  };
  return (text) => {
    if (!text.includes('{{')) return { text };
    const parts = translatePieces(parsePieces(text), words, nowhere).map((part) =>
      typeof part === 'string' ? { text: part } : getText(part, scope),
    );
    const problem = parts.find((part) => part.problem !== undefined)?.problem;
    return {
      text: parts.map((part) => part.text).join(''),
      ...(problem !== undefined && { problem }),
      ...(parts.some((part) => part.sensitive) && { sensitive: true }),
    };
  };
}

function getText(expr: Expression, scope: Scope): ReturnType<ExpandText> {
  const { value, diagnostics } = evaluate(expr, scope);
  const [first] = diagnostics;
  if (first && hasErrors(diagnostics))
    return { text: '', problem: `In {{ }}: ${first.detail.replace(/\.$/u, '')}` };
  const text = convert(value, Type.string).value;
  return {
    text: text?.kind === 'string' ? text.string : '<unknown>',
    ...(value.sensitive && { sensitive: true }),
  };
}
