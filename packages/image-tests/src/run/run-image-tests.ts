import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import type { Communicator, Ports, Reporter } from '@strata/sdk';
import type { TestFile, TestPlace } from '../collect/test-file';
import { getFailures } from '../report/failures';
import { getResults } from './get-results';
import type { Line } from './line';
import type { LoadModule } from './load-program';
import { type PreparedTest, prepareTests } from './prepare';
import type { TestReport, TestResult } from './result';
import { runChecks } from './run-checks';
import { runProgram } from './run-program';
import { runScript } from './run-script';

export interface ImageTestRequest {
  /** Leads into the guest. */
  readonly communicator: Communicator;
  /**
   * Gives each script and program a guest of its own, where that is cheap: what one changes does not disturb the next.
   *
   * @default all share the guest of the checks
   */
  readonly withFreshGuest?: <T>(use: (communicator: Communicator) => Promise<T>) => Promise<T>;
  /** From `collectTests`. */
  readonly tests: readonly TestFile[];
  readonly ports: Ports;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** What the guest is: tests that mean nothing there are skipped. @default machine */
  readonly place?: Exclude<TestPlace, 'both'>;
  /** Becomes root by `sudo -n` for everything. @default false */
  readonly sudo?: boolean;
  /** How a path is named in problems. @default as it is */
  readonly getName?: (path: string) => string;
  /** How test programs are loaded. @default Node's require */
  readonly load?: LoadModule;
}

/**
 * Runs the tests of an image in a guest. Mistakes in the tests themselves are all told, and then nothing is run. Checks of
 * all files are asked by one command, before scripts and programs, which may change something.
 */
export async function runImageTests(request: ImageTestRequest): Promise<TestReport> {
  const { ports, tests, signal, place = 'machine' } = request;
  const since = ports.clock.now();
  const { value: prepared, diagnostics } = await prepareTests(ports, tests, request);
  if (hasErrors(diagnostics)) return { results: [], diagnostics, milliseconds: ports.clock.now() - since };
  const isHere = ({ test }: PreparedTest) => test.place === 'both' || test.place === place;
  const ran = await runHere(request, prepared.filter(isHere));
  signal.throwIfAborted();
  const results = [
    ...ran.results,
    ...prepared.filter((each) => !isHere(each)).flatMap((each) => skip(each, place)),
  ];
  return {
    results,
    diagnostics: [...diagnostics, ...ran.diagnostics, ...getFailures(results)],
    milliseconds: ports.clock.now() - since,
  };
}

async function runHere(
  { communicator, ports, reporter, signal, sudo = false, ...request }: ImageTestRequest,
  prepared: readonly PreparedTest[],
) {
  const line: Line = { communicator, clock: ports.clock, signal, sudo };
  const results: TestResult[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = prepared.filter((each) => each.kind === 'checks');
  if (files.length > 0) {
    const owned = files.flatMap(({ test, checks }) => checks.map((check) => ({ test, check })));
    reporter.say(`Asking for ${owned.length} checks`);
    const { judged, trouble } = await runChecks(
      line,
      owned.map(({ check }) => check),
    );
    if (trouble) diagnostics.push(trouble);
    results.push(...owned.flatMap(({ test, check }, at) => getResults(test, check, judged[at] ?? [])));
  }
  for (const each of prepared) {
    if (each.kind === 'checks') continue;
    reporter.say(`Running ${each.test.name}`);
    const run = (guest: Communicator) =>
      each.kind === 'script'
        ? runScript({ ...line, communicator: guest }, each.test, each.content)
        : runProgram({ ...line, communicator: guest }, each.test, each.tests);
    const ran = await (request.withFreshGuest?.(run) ?? run(communicator));
    results.push(...ran.results);
    diagnostics.push(...ran.diagnostics);
  }
  return { results, diagnostics };
}

/** Tests that belong elsewhere count, so that nobody takes them for passed. */
function skip(each: PreparedTest, place: TestPlace): readonly TestResult[] {
  const { test } = each;
  const reason = `It belongs in ${test.place === 'machine' ? 'a booted machine' : 'layers where nothing runs'}, not here (${place}).`;
  return [
    {
      image: test.image,
      file: test.name,
      kind: each.kind === 'checks' ? 'check' : each.kind,
      ...{ label: 'File', subject: test.name, attribute: each.kind },
      milliseconds: 0,
      isElsewhere: true,
      outcome: { status: 'skipped', reason },
    },
  ];
}
