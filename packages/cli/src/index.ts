export { createBaseFacts, LOCK_FILE } from './base-facts';
export { type CliContext, EXIT, type Terminal } from './context';
export { openRecords, type RecordPaths, type Records } from './records';
export { runCli } from './run-cli';
export { openSession, type Session, type SessionRequest } from './session';
export { getPlaces } from './settings';
export { validateProject } from './validate-project';
export { formatProblems, type ProblemStyle } from './view/format-problems';
export { createTerminalView, type TerminalOptions, type TerminalView } from './view/terminal';
