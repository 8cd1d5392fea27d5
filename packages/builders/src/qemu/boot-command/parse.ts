import type { Checked, Diagnostic } from '@strata/diagnostics';
import { parseDuration } from '@strata/sdk';
import { problem } from '../../codes';
import type { KeyAction, Stroke } from './action';
import { getUnknownKeys, getUntypable } from './doubts';
import { getCharacterKey, keysyms } from './keys';
import { getTokens, type Toggle, type Token } from './tokens';

const STROKES: Readonly<Record<'on' | 'off', Stroke>> = { on: 'hold', off: 'release' };

/** Milliseconds: the longest that a timer of Node waits, 24 days. */
const LONGEST_WAIT = 2 ** 31 - 1;
const SECOND = 1000;

/**
 * Reads Packer's `boot_command`, its texts joined and `{{.HTTPIP}}` and the like filled in.
 *
 * @returns what to do at the keyboard, in order; errors for waits that are none, warnings for what is typed otherwise than
 * it looks. Places count characters from 1.
 */
export function parseBootCommand(text: string): Checked<readonly KeyAction[]> {
  const tokens = [...getTokens(text)];
  const read = tokens.map(toAction);
  return {
    value: read.flatMap((one) => ('kind' in one ? [one] : [])),
    diagnostics: [
      ...read.flatMap((one) => ('code' in one ? [one] : [])),
      ...getUnknownKeys(text, tokens),
      ...getUntypable(tokens),
    ],
  };
}

/** Packer's `boot_steps`: each a text to type and, if there is a second, what to tell people about it. */
export function parseBootSteps(steps: readonly (readonly string[])[]): Checked<readonly KeyAction[]> {
  const read = steps.map(([keys = '', description = '']): Checked<readonly KeyAction[]> => {
    const { value, diagnostics } = parseBootCommand(keys);
    const tell: KeyAction = { kind: 'tell', message: `Typing boot command for: ${description}` };
    return { value: description === '' ? value : [tell, ...value], diagnostics };
  });
  return {
    value: read.flatMap(({ value }) => value),
    diagnostics: read.flatMap(({ diagnostics }, index) =>
      diagnostics.map((one) => ({ ...one, detail: `Step ${index + 1}: ${one.detail}` })),
    ),
  };
}

function toAction(token: Token): KeyAction | Diagnostic {
  if (token.kind === 'wait') return toWait(token);
  const stroke = getStroke(token.toggle);
  if (token.kind === 'character') return { kind: 'key', ...getCharacterKey(token.character), stroke };
  return { kind: 'key', keysym: keysyms[token.name]!, shift: false, stroke };
}

function getStroke(toggle: Toggle): Stroke {
  return toggle === undefined ? 'press' : STROKES[toggle];
}

function toWait({ time, text, at }: Token & { readonly kind: 'wait' }): KeyAction | Diagnostic {
  const milliseconds = getWait(time);
  if (milliseconds !== undefined && milliseconds > 0 && milliseconds <= LONGEST_WAIT)
    return { kind: 'wait', milliseconds };
  return problem('BLD041', {
    detail: `${text} at character ${at} is no wait: it takes a time above zero and up to 24 days.`,
    hint: 'Write <wait>, <wait10> for seconds, or <wait1m30s>.',
  });
}

function getWait(time: string): number | undefined {
  if (time === '') return SECOND;
  return /^\d+$/.test(time) ? Number(time) * SECOND : parseDuration(time);
}
