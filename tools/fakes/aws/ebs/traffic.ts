import { setTimeout as sleep } from 'node:timers/promises';

/** The line over which blocks come and go. */
export interface TrafficOptions {
  /** Bytes of blocks in a second, of all connections together, by the clock on the wall. @default as many as there are */
  readonly bytesPerSecond?: number;
  /** Of the answers, how many are never given though the block was taken: 0.05 is every twentieth. @default 0 */
  readonly lostShare?: number;
}

/** The line, and what went over it. */
export interface Traffic {
  readonly requests: number;
  readonly bytes: number;
  readonly lost: number;
  /** Waits until so many bytes have passed. @returns whether the answer arrives */
  carry(bytes: number): Promise<boolean>;
}

const millisecondsInSecond = 1000;

/** A line that nothing went over yet. Which answers are lost follows from their number alone: each run loses the same. */
export function createTraffic({ bytesPerSecond, lostShare = 0 }: TrafficOptions = {}): Traffic {
  const counts = { requests: 0, bytes: 0, lost: 0 };
  let free = Date.now();
  return {
    get requests() {
      return counts.requests;
    },
    get bytes() {
      return counts.bytes;
    },
    get lost() {
      return counts.lost;
    },
    async carry(bytes) {
      counts.requests += 1;
      counts.bytes += bytes;
      const isLost = Math.floor(counts.requests * lostShare) > counts.lost;
      if (isLost) counts.lost += 1;
      if (bytesPerSecond !== undefined) {
        free = Math.max(free, Date.now()) + (bytes / bytesPerSecond) * millisecondsInSecond;
        await sleep(free - Date.now());
      }
      return !isLost;
    },
  };
}
