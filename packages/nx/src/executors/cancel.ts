/** A signal that fires when Nx asks the executor's process to stop, so that a build can tear down what it opened. */
export function listenForCancel(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => cancel.abort(new Error(name)));
  return cancel.signal;
}
