import type { Clock } from '@strata/sdk';
import type { Terminal } from './context';

/** Packer's output for programs: one line an event, `timestamp,target,type,data...`. */
export interface MachineOutput {
  /** `target` is the name of a build, or empty. */
  tell(type: string, data: readonly string[], target?: string): void;
}

const FLAG = /^--?machine-readable(?:=(?<value>true|false|1|0))?$/u;
const MILLISECONDS = 1000;

/** Takes `-machine-readable` out of a command line, wherever it stands. */
export function takeMachineReadable(args: readonly string[]) {
  const last = args.findLast((word) => FLAG.test(word));
  const value = last && FLAG.exec(last)?.groups?.value;
  return {
    words: args.filter((word) => !FLAG.test(word)),
    machineReadable: last !== undefined && value !== 'false' && value !== '0',
  };
}

/** Events as lines of a stream. */
export function createMachineOutput(
  stream: Pick<Terminal, 'write'>,
  clock: Pick<Clock, 'now'>,
): MachineOutput {
  return {
    tell: (type, data, target = '') => {
      const time = Math.floor(clock.now() / MILLISECONDS);
      stream.write(`${[time, target, type, ...data].map((part) => escapeField(String(part))).join(',')}\n`);
    },
  };
}

/** A terminal whose every write is one `ui` event; the line end of the write is the event's own. */
export function createMachineTerminal(output: MachineOutput, kind: 'say' | 'message' | 'error'): Terminal {
  return {
    isTerminal: false,
    width: Number.POSITIVE_INFINITY,
    color: false,
    write: (text) => output.tell('ui', [kind, text.replace(/\n$/u, '')]),
  };
}

/** Packer's own: a comma would be taken for the next field, a line end for the next event. */
function escapeField(text: string): string {
  return text.replaceAll(',', '%!(PACKER_COMMA)').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
