import { relative } from 'node:path';
import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { describeLayers } from '@strata/engine';
import type { Session } from '../session';
import { tellLeftOut } from './leave-out';
import { checkScan } from './scan/check-scan';
import type { GateSubject, GateView, GateWishes } from './subject';
import { checkTests } from './tests/check-tests';

/**
 * What stands between an image and being published: its tests and its scan, held against the image, the tests and the day.
 * Nothing is run.
 *
 * @returns errors, each of which refuses the image, and warnings of what was left out by name; empty when all is well
 */
export async function checkGate(
  session: Session,
  subject: GateSubject,
  { withoutTests, withoutScan, firmwares = [] }: GateWishes,
): Promise<readonly Diagnostic[]> {
  const { name } = subject.project;
  const prepared = await session.projects.prepare(subject.project);
  // What is wrong with the template cannot be left out: nobody knows what would be published.
  if (hasErrors(prepared.diagnostics)) return prepared.diagnostics;
  const view = await makeView(session, subject);
  const tests = await checkTests(session, subject, view, firmwares);
  const build = prepared.value?.plan?.builds.find(({ id }) => id === view.build);
  const scan = await checkScan(session, { subject, view, postProcessors: (build?.chains ?? []).flat() });
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
