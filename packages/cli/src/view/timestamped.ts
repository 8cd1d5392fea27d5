import type { Clock } from '@strata/sdk';
import type { Terminal } from '../context';

/**
 * A terminal whose every line begins with the time, as Packer's `-timestamp-ui` has it: RFC 3339, of this machine's time
 * zone. Nothing is redrawn on it.
 */
export function createTimestampedTerminal(terminal: Terminal, clock: Pick<Clock, 'now'>): Terminal {
  let atStart = true;
  const stamp = () => `${formatTime(new Date(clock.now()))}: `;
  return {
    ...terminal,
    isTerminal: false,
    write: (text) => {
      const lines = text.split(/(?<=\n)/u);
      const stamped = lines.map((line, index) => (index > 0 || atStart ? stamp() + line : line));
      if (text !== '') atStart = text.endsWith('\n');
      terminal.write(text === '' ? '' : stamped.join(''));
    },
  };
}

const MINUTES = 60;

function formatTime(time: Date): string {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * MINUTES * 1000).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / MINUTES), Math.abs(offset) % MINUTES];
  return `${local}${sign}${pad(hours)}:${pad(minutes)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
