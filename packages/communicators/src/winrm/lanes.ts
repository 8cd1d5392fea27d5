import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** A connection that one question at a time is asked over. */
export interface Lane {
  readonly agent: HttpAgent | HttpsAgent;
  /** Whether the server knows by now who asks over it. */
  isKnown: boolean;
}

export interface LaneOptions {
  readonly signal: AbortSignal;
  /** Over a connection of its own, which ends after it. */
  readonly once?: boolean;
}

export interface Lanes {
  /** Does something with a connection that nobody else uses meanwhile, when one is free. */
  use<T>(options: LaneOptions, work: (lane: Lane) => Promise<T>): Promise<T>;
  close(): void;
}

/** More than shells at a time, each with an input and an output. */
const MAX_LANES = 16;

/** @param createAgent makes one that has a single connection, which stays open */
export function createLanes(createAgent: () => Lane['agent']): Lanes {
  const all = new Set<Lane>();
  const free: Lane[] = [];
  const waiting: (() => void)[] = [];
  const open = () => {
    const lane = { agent: createAgent(), isKnown: false };
    all.add(lane);
    return lane;
  };
  const end = (lane: Lane) => {
    lane.agent.destroy();
    all.delete(lane);
  };
  const take = async ({ signal, once }: LaneOptions): Promise<Lane> => {
    if (once) return open();
    while (free.length === 0 && all.size >= MAX_LANES) await wait(waiting, signal);
    return free.pop() ?? open();
  };
  return {
    async use(options, work) {
      const lane = await take(options);
      try {
        return await work(lane);
      } finally {
        if (options.once) end(lane);
        else free.push(lane);
        waiting.shift()?.();
      }
    },
    close() {
      for (const lane of all) end(lane);
    },
  };
}

/** Until it is woken. Whoever gives up leaves the queue, so that no waking is lost. */
function wait(queue: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const wake = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      queue.splice(queue.indexOf(wake), 1);
      reject(signal.reason);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', leave, { once: true });
    queue.push(wake);
  });
}
