import { relative } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { collectTests } from '@strata/image-tests';
import type { ArtifactContext } from '@strata/sdk';
import type { GuestFirmware } from '../../guest/firmware';
import type { Session } from '../../session';
import { findTestFolders } from '../../test-images/find-test-folders';
import type { GateSubject, GateView } from '../subject';
import { traceFailures } from '../trace/trace-failures';
import { digestTests } from '../verdict/digest-tests';
import { readVerdict } from '../verdict/read-verdict';
import { VERDICT_PLACES, type Verdict, type VerdictPlace, verdictPath } from '../verdict/verdict';
import { judgeTests } from './judge-tests';
import { findNeeds } from './needs';
import { tellFailure } from './tell-failures';

/** What the tests of an image say against it, each failure with its layer. */
export async function checkTests(
  session: Session,
  { project, receipt }: GateSubject,
  view: GateView,
  firmwares: readonly GuestFirmware[],
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
    ...{ needs: findNeeds(collected.value), verdicts, damaged, firmwares },
    tests: await digestTests(ports.files, folders, workspace.root),
  });
  // The digests of the tests are those that ran: what they say of themselves is what was said then.
  const subjects = new Map(
    collected.value.map(({ path, about }) => [relative(workspace.root, path), about] as const),
  );
  const failures = judged.failures.map(({ failure }) => ({ ...failure, about: subjects.get(failure.file) }));
  const traces = await traceFailures(makeContext(session, project.baseDirectory), receipt, failures);
  const told = judged.failures.flatMap((failed, at) => {
    const trace = traces[at];
    return trace ? [tellFailure(view, failed, trace)] : [];
  });
  return [...diagnostics, ...judged.diagnostics, ...told];
}

/** For who reads layers; nothing is built. */
function makeContext(session: Session, baseDirectory: string): ArtifactContext {
  return {
    ...session.workspaceContext(),
    ...{ baseDirectory, buildName: '', builderType: '', runId: session.run.runId, force: false },
  };
}
