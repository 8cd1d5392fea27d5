export { AUDIENCE, type Caller, getCaller, requireScope } from './caller';
export { type FileStore, openFileStore } from './file-store';
export { HttpProblem } from './http-problem';
export { type Listening, listen } from './listen';
export { createLog, type Log } from './log';
export { runService } from './run-service';
export { createService } from './service';
export type { Settings } from './settings';
export type { TokenKey } from './token-key';
