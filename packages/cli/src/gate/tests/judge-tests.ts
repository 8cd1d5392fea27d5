import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { GuestFirmware } from '../../guest/firmware';
import { formatLayer, type GateView } from '../subject';
import type { Verdict, VerdictFailure, VerdictPlace } from '../verdict/verdict';
import { judgeFirmware } from './judge-firmware';

/** What an image was tested with, and what it would be tested with today. */
export interface TestsView {
  /** Places that have to have a verdict, of each list one. Empty: there are no tests. */
  readonly needs: readonly (readonly VerdictPlace[])[];
  /** `sha256:…` of every file in the folders of tests. */
  readonly tests: Readonly<Record<string, string>>;
  /** Those that lie there and can be read. */
  readonly verdicts: Readonly<Partial<Record<VerdictPlace, Verdict>>>;
  /** Places whose verdict lies there and cannot be read, which is told already. */
  readonly damaged: readonly VerdictPlace[];
  /** What has to have started the machine of the tests; empty: anything, or no machine where no test belongs in one. */
  readonly firmwares: readonly GuestFirmware[];
}

/** What keeps an image from passing: problems that are whole, and failures whose layer is still to be found. */
export interface JudgedTests {
  readonly diagnostics: readonly Diagnostic[];
  readonly failures: readonly FailedTest[];
}

export interface FailedTest {
  readonly place: VerdictPlace;
  readonly failure: VerdictFailure;
}

/** Holds verdicts against an image and its tests. Pure. */
export function judgeTests(view: GateView, tests: TestsView): JudgedTests {
  if (tests.needs.length === 0) return { diagnostics: [noTests(view)], failures: [] };
  const diagnostics: Diagnostic[] = [];
  const failures: FailedTest[] = [];
  const current = new Set<VerdictPlace>();
  const stale = new Map<VerdictPlace, readonly Diagnostic[]>();
  for (const verdict of Object.values(tests.verdicts)) {
    const problems = findStale(view, verdict, tests.tests);
    if (problems.length > 0) stale.set(verdict.place, problems);
    else {
      current.add(verdict.place);
      failures.push(...verdict.failures.map((failure) => ({ place: verdict.place, failure })));
      const isTold = verdict.verdict === 'passed' || verdict.failures.length > 0;
      if (!isTold || verdict.problems.length > 0) diagnostics.push(otherProblems(view, verdict));
    }
  }
  for (const places of getNeeds(tests)) {
    if (places.some((place) => current.has(place) || tests.damaged.includes(place))) continue;
    const old = places.flatMap((place) => stale.get(place) ?? []);
    diagnostics.push(...(old.length > 0 ? old : [notTested(view, places, tests.firmwares[0])]));
  }
  if (current.has('machine')) diagnostics.push(...judgeFirmware(view, tests));
  return { diagnostics, failures };
}

/** Firmware starts machines alone. */
function getNeeds({ needs, firmwares }: TestsView): TestsView['needs'] {
  if (firmwares.length === 0) return needs;
  return [...needs.filter((places) => !places.includes('machine')), ['machine']];
}

const TITLES: Readonly<Record<VerdictPlace, string>> = { layers: 'in its layers', machine: 'in a machine' };

/** How tests of an image are run, in words and as a command. */
export function describeRun({ image, place }: GateView, firmware?: GuestFirmware): string {
  const [option, flag] =
    firmware === undefined ? ['', ''] : [` --firmware=${firmware}`, ` -firmware=${firmware}`];
  return `nx run ${image}:test-image${option}, or strata test -in=both${flag} ${place(image)}`;
}

function noTests(view: GateView): Diagnostic {
  return problem('CLI040', {
    detail: `${view.image} has no tests, and neither have the images that it stands on: nothing was checked.`,
    hint: `Write some into ${view.place(view.image)}/tests, or leave them out by name: -without-tests=${view.image}.`,
  });
}

function notTested(
  view: GateView,
  places: readonly VerdictPlace[],
  firmware: GuestFirmware | undefined,
): Diagnostic {
  const where = places.map((place) => TITLES[place]).join(' or ');
  return problem('CLI040', {
    detail: `${view.image} (${view.build}) was not tested ${where}: no verdict lies beside its receipt.`,
    hint: `Test it: ${describeRun(view, firmware)}.`,
  });
}

function otherProblems(view: GateView, { place, problems }: Verdict): Diagnostic {
  const reasons = problems.length > 0 ? problems.join(', ') : 'the reason was not kept';
  return problem('CLI043', {
    detail: `The tests of ${view.image} ${TITLES[place]} could not all be run: ${reasons}.`,
    hint: `Run them again, which tells more: ${describeRun(view)}.`,
  });
}

/** What changed since a verdict; empty when it is about this image and these tests. */
function findStale(view: GateView, verdict: Verdict, tests: TestsView['tests']): readonly Diagnostic[] {
  const where = TITLES[verdict.place];
  const hint = `Test it again: ${describeRun(view)}.`;
  const layers = describeLayers(view, verdict.layers);
  const changed = describeFiles(verdict.tests, tests);
  return [
    ...(layers === undefined
      ? []
      : [
          problem('CLI041', {
            detail: `What was tested ${where} is another image than ${view.image} (${view.build}) as it is built now: ${layers}.`,
            hint,
          }),
        ]),
    ...(changed === undefined
      ? []
      : [
          problem('CLI042', {
            detail: `The tests of ${view.image} are others than those that ran ${where}: ${changed}.`,
            hint,
          }),
        ]),
  ];
}

function describeLayers(view: GateView, tested: readonly string[]): string | undefined {
  const { layers } = view;
  const at = layers.findIndex((diffId, index) => diffId !== tested[index]);
  if (at >= 0) return `${formatLayer(view, at)} is new since then`;
  return layers.length === tested.length
    ? undefined
    : `${tested.length - layers.length} of the layers that were tested are gone`;
}

/** So many files are named. */
const NAMED = 5;

function describeFiles(before: TestsView['tests'], now: TestsView['tests']): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const changed = names
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name} ${getChange(before[name], now[name])}`);
  if (changed.length === 0) return undefined;
  const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : '';
  return changed.slice(0, NAMED).join(', ') + more;
}

function getChange(before: string | undefined, now: string | undefined): string {
  if (before === undefined) return 'is new';
  return now === undefined ? 'is gone' : 'changed';
}
