import { relative } from 'node:path';
import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { chainId, describeLayers } from '@strata/engine';
import { collectTests } from '@strata/image-tests';
import type { PostProcessContext } from '@strata/sdk';
import type { Session } from '../session';
import { findTestFolders } from '../test-images/find-test-folders';
import { tellLeftOut } from './leave-out';
import { judgeScan } from './scan/judge-scan';
import { readScan, scanPath } from './scan/read-scan';
import type { GateExceptions, GateSubject, GateView } from './subject';
import { judgeTests } from './tests/judge-tests';
import { findNeeds } from './tests/needs';
import { tellFailure } from './tests/tell-failures';
import { traceFailures } from './trace/trace-failures';
import { digestTests } from './verdict/digest-tests';
import { readVerdict } from './verdict/read-verdict';
import { VERDICT_PLACES, type Verdict, type VerdictPlace, verdictPath } from './verdict/verdict';

/**
 * What stands between an image and being published: its tests and its scan, held against the image, the tests and the day.
 * Nothing is run.
 *
 * @returns errors, each of which refuses the image, and warnings of what was left out by name; empty when all is well
 */
export async function checkGate(
  session: Session,
  subject: GateSubject,
  { withoutTests, withoutScan }: GateExceptions,
): Promise<readonly Diagnostic[]> {
  const { name } = subject.project;
  const prepared = await session.projects.prepare(subject.project);
  // What is wrong with the template cannot be left out: nobody knows what would be published.
  if (hasErrors(prepared.diagnostics)) return prepared.diagnostics;
  const view = await makeView(session, subject);
  const tests = await checkTests(session, subject, view);
  const build = prepared.value?.plan?.builds.find(({ id }) => id === view.build);
  const isWanted = (build?.chains ?? []).flat().some(({ part }) => part.type === 'scan');
  const scan = await checkScan(session, subject, { view, isWanted });
  return [
    ...(withoutTests.includes(name) ? [tellLeftOut(name, 'tests', tests)] : tests),
    ...(withoutScan.includes(name) ? [tellLeftOut(name, 'scan', scan)] : scan),
  ];
}

async function makeView(
  { run }: Session,
  { project, receipt, build = receipt.source }: GateSubject,
): Promise<GateView> {
  const { cwd } = run.ports.environment;
  const origins = await describeLayers(run, { project, build }, receipt);
  const images = [...new Set(origins.flatMap((origin) => (origin ? [origin.image] : [])))];
  const found = await Promise.all(images.map((image) => run.workspace.findImage(image)));
  const folders = new Map([project, ...found].flatMap((one) => (one ? [[one.name, one.directory]] : [])));
  return {
    image: project.name,
    build,
    layers: receipt.layers.map(({ diffId }) => diffId),
    origins,
    place: (image) => relative(cwd, folders.get(image) ?? image) || '.',
  };
}

async function checkTests(
  session: Session,
  { project, receipt }: GateSubject,
  view: GateView,
): Promise<readonly Diagnostic[]> {
  const { ports, workspace } = session.run;
  const folders = await findTestFolders(session, project);
  const getName = (path: string) => relative(ports.environment.cwd, path);
  const collected = await collectTests(ports.files, { folders, getName });
  const verdicts: Partial<Record<VerdictPlace, Verdict>> = {};
  const damaged: VerdictPlace[] = [];
  const diagnostics: Diagnostic[] = collected.diagnostics.filter(({ severity }) => severity === 'error');
  for (const place of VERDICT_PLACES) {
    const read = await readVerdict(ports.files, verdictPath(project.directory, view.build, place), place);
    diagnostics.push(...read.diagnostics);
    if (read.value) verdicts[place] = read.value;
    else if (read.diagnostics.length > 0) damaged.push(place);
  }
  const judged = judgeTests(view, {
    ...{ needs: findNeeds(collected.value), verdicts, damaged },
    tests: await digestTests(ports.files, folders, workspace.root),
  });
  const failures = judged.failures.map(({ failure }) => failure);
  const traces = await traceFailures(makeContext(session, project.baseDirectory), receipt, failures);
  const told = judged.failures.flatMap((failed, at) => {
    const trace = traces[at];
    return trace ? [tellFailure(view, failed, trace)] : [];
  });
  return [...diagnostics, ...judged.diagnostics, ...told];
}

async function checkScan(
  { run: { ports } }: Session,
  { project, receipt }: GateSubject,
  { view, isWanted }: { readonly view: GateView; readonly isWanted: boolean },
): Promise<readonly Diagnostic[]> {
  const { value: report, diagnostics } = await readScan(ports.files, scanPath(project.directory, view.build));
  if (diagnostics.length > 0) return diagnostics;
  return judgeScan(view, {
    ...{ isWanted, report },
    digest: chainId(receipt.layers.map(({ diffId }) => diffId)),
    today: new Date(ports.clock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length),
  });
}

/** For who reads layers; nothing is built. */
function makeContext(session: Session, baseDirectory: string): PostProcessContext {
  return {
    ...session.workspaceContext(),
    ...{ baseDirectory, buildName: '', builderType: '', runId: session.run.runId, force: false },
  };
}
