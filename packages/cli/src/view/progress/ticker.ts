/** Time as a view needs it. */
export interface Ticker {
  /** Milliseconds, from any fixed point. */
  now(): number;
  /** Calls again and again until the function it gives is called. */
  every(milliseconds: number, run: () => void): () => void;
}

/** This machine's time. Drawing alone keeps no process alive. */
export const machineTicker: Ticker = {
  now: () => performance.now(),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
