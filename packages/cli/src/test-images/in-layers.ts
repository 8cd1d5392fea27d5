import type { Communicator } from '@strata/sdk';
import type { Opened } from '../open-templates';
import type { PlaceReport, RunTests, TestedImage } from './run-tests';

/** Runs tests inside of an image's layers, where nothing is started. Each script has layers of its own. */
export async function testInLayers(
  { session }: Opened,
  { project, build, receipt: { layers, base } }: TestedImage,
  run: RunTests,
): Promise<PlaceReport> {
  const builder = await build.builder.load();
  const inLayers = async <T>(use: (communicator: Communicator) => Promise<T>): Promise<T> => {
    const layer = await builder.open(session.context(project), { layers, base, network: true });
    try {
      return await use(layer.communicator);
    } finally {
      await layer.discard();
    }
  };
  const report = await inLayers((communicator) =>
    run({ communicator, withFreshGuest: inLayers, place: 'layers' }),
  );
  return { report };
}
