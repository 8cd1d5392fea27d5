import type { TestReport } from '@strata/image-tests';
import type { Communicator } from '@strata/sdk';
import { type OneBuild, openLayers } from '../layered-build';
import type { Opened } from '../open-templates';
import type { RunTests } from './run-tests';

/** Runs tests inside of an image's layers, where nothing is started. Each script has layers of its own. */
export async function testInLayers(opened: Opened, found: OneBuild, run: RunTests): Promise<TestReport> {
  const inLayers = async <T>(use: (communicator: Communicator) => Promise<T>): Promise<T> => {
    const layer = await openLayers(opened, found);
    try {
      return await use(layer.communicator);
    } finally {
      await layer.discard();
    }
  };
  return inLayers((communicator) => run({ communicator, withFreshGuest: inLayers, place: 'layers' }));
}
