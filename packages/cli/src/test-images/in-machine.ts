import { listSockets, type TestReport } from '@strata/image-tests';
import type { GuestMachine } from '../guest/guest-machine';
import { getGuestDisk, runInGuest } from '../guest/run-in-guest';
import type { Opened } from '../open-templates';
import { digestDisk } from './digest-disk';
import type { PlaceReport, RunTests, TestedImage } from './run-tests';

/** Runs tests in a machine that the image was started as. Undefined when it did not come up, which was told. */
export async function testInMachine(
  { session }: Opened,
  { project, receipt: image }: TestedImage,
  run: RunTests,
  machine: GuestMachine,
): Promise<PlaceReport | undefined> {
  const { ports, signal } = session.run;
  const disk = await digestDisk(ports, await getGuestDisk(session, { project, image, machine }), signal);
  let report: TestReport | undefined;
  let sockets: readonly string[] | undefined;
  await runInGuest(session, {
    ...{ project, image, machine },
    label: 'tests',
    work: async ({ communicator, reporter }) => {
      report = await run({ communicator, reporter, sudo: true, place: 'machine' });
      // For who compares images. A guest that went away was told by its tests.
      sockets = await listSockets(communicator, signal).catch(() => undefined);
      signal.throwIfAborted();
    },
  });
  const { firmware, cloud } = machine;
  return report && { report, disk, machine: { firmware, cloud }, ...(sockets && { sockets }) };
}
