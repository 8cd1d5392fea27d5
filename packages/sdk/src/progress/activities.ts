import type { Clock } from '../ports';
import type { Activity, Progress, Reporter, StartActivity } from '../reporter';

/** Milliseconds between two reports of one activity: people see no more than ten changes a second. */
const INTERVAL = 100;

let serial = 0;

/**
 * Activities that report themselves: at once when they begin or turn to something else, ten times a second at most
 * while they move on, and when they end. What is held back is reported later, so that the last state is never lost.
 */
export function createActivities(reporter: Pick<Reporter, 'progress'>, clock: Clock): StartActivity {
  return (about) => {
    serial += 1;
    return startActivity(
      { id: String(serial), done: 0, ...about },
      (state) => reporter.progress(state),
      clock,
    );
  };
}

function startActivity(begin: Progress, report: (state: Progress) => void, clock: Clock): Activity {
  let state = begin;
  let done = begin.done;
  let free = 0;
  let held: AbortController | undefined;
  const tell = (ended?: true) => {
    held?.abort();
    held = undefined;
    free = clock.now() + INTERVAL;
    state = { ...state, done, ...(ended && { ended }) };
    report(state);
  };
  const touch = () => {
    if (held !== undefined || state.ended) return;
    const left = free - clock.now();
    if (left <= 0) return tell();
    held = new AbortController();
    clock.sleep(left, held.signal).then(() => held && tell(), ignoreEnd);
  };
  const end = () => {
    if (!state.ended) tell(true);
  };
  tell();
  return {
    add(amount) {
      done += amount;
      touch();
    },
    set(change) {
      const turned = change.label !== undefined && change.label !== state.label;
      // How far it was is not lost behind what comes next.
      if (turned && held && !state.ended) tell();
      done = change.done ?? done;
      state = { ...state, ...change };
      if (turned && !state.ended) tell();
      else touch();
    },
    end,
    [Symbol.dispose]: end,
  };
}

/** The wait for the next report was cut short by a report. */
function ignoreEnd(): void {}
