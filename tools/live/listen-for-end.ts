/** Ends the scenarios when their time is over or somebody presses Ctrl-C, and lets what is made be removed. */
export function listenForEnd(milliseconds: number): Disposable & { readonly signal: AbortSignal } {
  const end = new AbortController();
  const interrupt = () => end.abort(new Error('Ended by hand.'));
  const timer = setTimeout(() => end.abort(new Error('The time is over.')), milliseconds);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: end.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
