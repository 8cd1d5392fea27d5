import { type Diagnostic, suggest } from '@strata/diagnostics';
import { problem } from '../../codes';
import { isOnKeyboard, keysyms } from './keys';
import type { Token } from './tokens';

const LOOKS_LIKE_A_KEY = /<([A-Za-z][\w.-]{0,30})>/g;
const NAMES = Object.keys(keysyms);
const CANDIDATES = ['wait', ...NAMES.flatMap((name) => [name, `${name}On`, `${name}Off`])];

/** Characters that have a key with a name, for the hint. */
const NAMED: Readonly<Record<string, string>> = { '\n': '<enter>', '\r': '<enter>', '\t': '<tab>' };

/** What is typed by the letter though it looks like a key: most of the time a name that was misspelt. */
export function getUnknownKeys(command: string, tokens: readonly Token[]): readonly Diagnostic[] {
  const literal = new Set(tokens.filter(({ text }) => text === '<').map(({ at }) => at));
  return Array.from(command.matchAll(LOOKS_LIKE_A_KEY)).flatMap(({ 0: text, 1: name, index }) => {
    const at = [...command.slice(0, index)].length + 1;
    return literal.has(at) ? [describeUnknown(text, name!, at)] : [];
  });
}

function describeUnknown(text: string, name: string, at: number): Diagnostic {
  const near = suggest(name, CANDIDATES);
  return problem('BLD041', {
    severity: 'warning',
    detail: `${text} at character ${at} is no key and is typed letter by letter. Keys: ${NAMES.join(', ')}, each also with On or Off behind it; wait, wait5, wait1m30s.`,
    ...(near !== undefined && { hint: `Did you mean <${near}>?` }),
  });
}

/** Each character that no key of the machine's keyboard has, at its first place. */
export function getUntypable(tokens: readonly Token[]): readonly Diagnostic[] {
  const first = new Map<string, number>();
  for (const token of tokens) {
    if (token.kind !== 'character' || isOnKeyboard(token.character)) continue;
    if (!first.has(token.character)) first.set(token.character, token.at);
  }
  return [...first].map(([character, at]) => {
    const named = NAMED[character];
    return problem('BLD041', {
      severity: 'warning',
      detail: `${JSON.stringify(character)} at character ${at} has no key: the machine has a US keyboard, and nothing is typed for it.`,
      ...(named !== undefined && { hint: `Write ${named}.` }),
    });
  });
}
