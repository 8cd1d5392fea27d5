/** What the server says when it refuses, with the codes of Windows. */
export class Fault extends Error {
  constructor(
    readonly code: number,
    /** WS-Management's own word for it, with its prefix. */
    readonly subcode: string,
    message: string,
  ) {
    super(message);
  }
}

const of = (code: number, subcode: string) => (message: string) => new Fault(code, subcode, message);

/** Source of the codes: Windows' header WSManFaults; of the words: what Windows says. */
export const refuse = {
  envelope: of(2150858819, 'w:SchemaValidationError'),
  action: of(2150858752, 'a:ActionNotSupported'),
  resource: of(2150858811, 'a:DestinationUnreachable'),
  header: of(2150858778, 'a:MessageInformationHeaderRequired'),
  size: of(2150858817, 'w:EncodingLimit'),
  shell: of(2150858843, 'w:InvalidSelectors'),
  selectors: of(2150858779, 'w:InvalidSelectors'),
  options: of(2150858834, 'w:InvalidOptions'),
  parameter: of(87, 'w:InternalError'),
  input: of(232, 'w:InternalError'),
  busy: of(2150858812, 'w:Concurrency'),
  timedOut: of(2150858793, 'w:TimedOut'),
  shells: of(2150859173, 'w:QuotaLimit'),
  operations: of(2150859174, 'w:QuotaLimit'),
  aborted: of(995, 'w:InternalError'),
  denied: of(5, 'w:AccessDenied'),
};
