import type { Ports } from '../ports';
import { createClock } from './clock';
import { createEnvironment } from './environment';
import { createFiles } from './files';
import { createHttp } from './http';
import { createProcesses } from './processes';

export { createClock } from './clock';
export { createEnvironment } from './environment';
export { createFiles } from './files';
export { createHttp, type HttpOptions } from './http';
export { createProcesses, type ProcessOptions } from './processes';
export { quietAwsSdk } from './quiet-aws-sdk';

/** The outside world as this machine has it. Made once, by `cli` and `nx`, and handed down. */
export function createNodePorts(): Ports {
  return {
    files: createFiles(),
    processes: createProcesses(),
    clock: createClock(),
    http: createHttp(),
    environment: createEnvironment(),
  };
}
