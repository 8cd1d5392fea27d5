import type { TestReport } from '@strata/image-tests';
import { findReceipt } from '../commands/find-receipt';
import { runInGuest } from '../guest/run-in-guest';
import type { OneBuild } from '../layered-build';
import type { Opened } from '../open-templates';
import type { RunTests } from './run-tests';

/** Runs tests in a machine that the image was started as. Undefined when it did not come up, which was told. */
export async function testInMachine(
  { session }: Opened,
  { project, build }: OneBuild,
  run: RunTests,
): Promise<TestReport | undefined> {
  const image = await findReceipt(session.run.ports.files, project, build.id);
  let report: TestReport | undefined;
  await runInGuest(session, {
    ...{ project, image },
    label: 'tests',
    work: async ({ communicator }) => {
      report = await run({ communicator, sudo: true, place: 'machine' });
    },
  });
  return report;
}
