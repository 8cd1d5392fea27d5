import type { FunctionPorts } from '../functions/ports';

/** A world without files, at the start of the epoch. */
export const emptyPorts: FunctionPorts = {
  files: { read: () => undefined, kind: () => undefined, list: () => [] },
  clock: { now: () => 0 },
  environment: {},
  root: '/project',
  cwd: '/project',
  home: '/users/someone',
  random: (length) => new Uint8Array(length),
};
