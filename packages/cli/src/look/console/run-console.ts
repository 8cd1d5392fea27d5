import { type Diagnostic, formatDiagnostics, hasErrors } from '@strata/diagnostics';
import { type CliContext, EXIT } from '../../context';
import { createSourceLookup } from '../../view/sources';
import type { Looked } from '../read-template';
import { evaluateLine, TYPED } from './evaluate-line';
import { isOpen } from './open-brackets';

const PROMPT = '> ';
const PROMPT_INSIDE = '. ';

/**
 * Reads lines and answers each until they end or say `exit`. A mistake is told and ends nothing. Gives the exit code:
 * what was piped in fails when any of it did.
 */
export async function runConsole(context: CliContext, looked: Looked): Promise<number> {
  const { stdin } = context;
  let text = '';
  let lines = 0;
  let failed = false;
  const answer = async () => {
    const { value, diagnostics } = await looked.settle(() => evaluateLine(text, looked));
    tell(context, diagnostics, text);
    if (value !== undefined && text !== '') say(context, looked.mask(value));
    failed ||= hasErrors(diagnostics);
    text = '';
    lines = 0;
  };
  for await (const line of stdin?.lines(() => (text === '' ? PROMPT : PROMPT_INSIDE)) ?? []) {
    if (text === '' && line.trim() === 'exit') return getCode(context, failed);
    const ends = line.trim() === '';
    text = text === '' ? line.trim() : ends ? text : `${text}\n${line}`;
    lines++;
    if (ends || !goesOn(text, lines, looked)) await answer();
  }
  if (text !== '') await answer();
  return getCode(context, failed);
}

/** Each line that comes is looked at together with those before it, so a bracket that never closes must end some time. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 1_000_000;

function goesOn(text: string, lines: number, { template }: Looked): boolean {
  const isShort = lines < MOST_LINES && text.length < MOST_CHARACTERS;
  return template.language === 'hcl2' && isShort && isOpen(text);
}

/** Whoever types has seen the problem; whoever pipes must hear of it. */
function getCode({ stdin }: CliContext, failed: boolean): number {
  return failed && !stdin?.isTerminal ? EXIT.failure : EXIT.success;
}

function say({ out, machine }: CliContext, text: string): void {
  if (machine) machine.tell('ui', ['message', text]);
  else out.write(`${text}\n`);
}

function tell({ err, ports }: CliContext, diagnostics: readonly Diagnostic[], text: string): void {
  if (diagnostics.length === 0) return;
  const lookUp = createSourceLookup(ports.environment.cwd);
  const sources = (file: string) => (file === TYPED ? text : lookUp(file));
  err.write(formatDiagnostics(diagnostics, { color: err.color, width: err.width, sources }));
}
