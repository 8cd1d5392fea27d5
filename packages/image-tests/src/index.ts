export { type CollectRequest, collectTests, type TestFolder } from './collect/collect-tests';
export type { TestFile, TestPlace, TestSubject } from './collect/test-file';
export type {
  CommandResult,
  Guest,
  GuestFile,
  GuestResponse,
  GuestTests,
} from './guest/guest';
export { listSockets } from './guest/list-sockets';
export { getReason, getTitle, isFailure } from './report/failures';
export { formatJunit, type JunitOptions } from './report/junit';
export { formatResults, type TextOptions } from './report/text';
export { type PreparedTest, prepareTests } from './run/prepare';
export type { Outcome, TestReport, TestResult } from './run/result';
export { type ImageTestRequest, runImageTests } from './run/run-image-tests';
