import type { BuildEvent } from '@strata/engine';
import { createBranches } from './branches';
import type { ProgressOptions } from './display';
import { createLiveDisplay } from './live';
import { createPlainDisplay } from './plain';
import { machineTicker } from './ticker';

export type { ProgressOptions } from './display';
export type { Ticker } from './ticker';

/** Shows what is going on between two lasting lines. */
export interface ProgressView {
  /** An event of the branch of that name. */
  take(name: string, event: BuildEvent): void;
  /** A line of output of the branch's step. */
  note(name: string, line: string): void;
  /** Writes lasting text; what is drawn makes way for it. */
  write(text: string): void;
  /** Takes away what is drawn until what it gives is called: somebody is asked, and the last line is theirs. */
  pause(): () => void;
  /** Takes away what is drawn, for good. */
  end(): void;
}

/** Looks at the time only while something is under way. */
export function createProgressView(options: ProgressOptions): ProgressView {
  const { now, every } = options.ticker ?? machineTicker;
  const branches = createBranches();
  const display = options.live ? createLiveDisplay(options) : createPlainDisplay(options);
  let stop: (() => void) | undefined;
  let ended = false;
  let pauses = 0;

  const list = () => (ended || pauses > 0 ? [] : branches.list());
  const show = () => display.show(list(), now());
  const rest = () => {
    stop?.();
    stop = undefined;
    display.show([], now());
  };
  return {
    take(name, event) {
      if (ended) return;
      branches.take(name, event, now());
      if (branches.list().length === 0) rest();
      else stop ??= every(display.interval, show);
    },
    note: (name, line) => branches.note(name, line),
    write: (text) => display.print(text, list(), now()),
    pause() {
      pauses++;
      show();
      return () => {
        pauses--;
      };
    },
    end() {
      ended = true;
      rest();
    },
  };
}
