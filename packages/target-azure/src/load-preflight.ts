/** What looks before a build whether all is there, and what roles allow; loaded when it is asked for. */
export function loadPreflight(): typeof import('./preflight') & typeof import('./policy') {
  return {
    ...(require('./preflight') as typeof import('./preflight')),
    ...(require('./policy') as typeof import('./policy')),
  };
}
