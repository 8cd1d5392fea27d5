import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addBootableImage } from '../../../packages/cli/src/testing/bootable-image';
import { createWorkspaceFixture, shellSteps } from '../../../packages/cli/src/testing/workspace-fixture';
import { group } from '../../fake-azure/start';
import type { Resource } from '../../fakes/arm/state/resource';
import { startAzurite } from '../../fakes/azurite';
import { type AzureCase, openAzureCase } from '../calls/azure-cloud';
import { describeAzure } from '../calls/azure-things';
import type { CallRow } from '../calls/call-row';
import { copyStand } from '../copy-stand';
import { strata, sweepIn } from '../kill-at';

const REGIONS = ['westeurope', 'northeurope', 'eastus'] as const;
const GALLERY = 'ours';

/** A publication to three regions of a gallery that is not there yet, by a container that is not there either. */
export const azurePublishRow: CallRow = {
  name: 'azure-publish',
  isChangesAlone: true,
  open: async () => {
    const workspace = createWorkspaceFixture();
    addBootableImage(workspace, 'k', shellSteps('echo k > /etc/k'));
    const { code, out, err } = await workspace.strata('build', 'images/k');
    if (code !== 0) throw new Error(`No image was built: ${out}${err}`);
    const azurite = await startAzurite();
    let count = 0;
    return {
      openCase: async () => {
        count += 1;
        const one = await openAzureCase(azurite, `case${count}`);
        const stand = copyStand(workspace.root, one.variables);
        writeDestination(stand.root, one);
        const publish = (watch?: (kill: () => void) => () => void) =>
          strata(
            stand,
            ['publish', '-to=azure', '-without-tests=k', 'images/k'],
            watch && ((kill) => watch(() => kill('SIGKILL'))),
          );
        return {
          cloud: one.cloud,
          work: publish,
          sweep: () => sweepIn(stand),
          // All of it was handed over, or nothing.
          mayStay: () => isHandedOver(one),
          again: async () => {
            const { end, out } = await publish();
            const found = await listOwn(one);
            return [
              ...(end === '0' ? [] : [`published again, it ended with ${end}: ${out.trim()}`]),
              ...(found.join() === WHOLE.join() ? [] : [`published again: ${found.join()}`]),
            ];
          },
          [Symbol.asyncDispose]: async () => {
            stand[Symbol.dispose]();
            await one[Symbol.asyncDispose]();
          },
        };
      },
      [Symbol.asyncDispose]: async () => {
        await azurite.close();
        workspace[Symbol.dispose]();
      },
    };
  },
};

/** What a publication that went well leaves, in the order of `listOwn`. */
const WHOLE = ['blob', 'container', 'gallery', 'images k', 'versions 1.0.0 Succeeded'];

/** What it is handed over by may be under way still. */
async function isHandedOver(one: AzureCase): Promise<boolean> {
  return (await listOwn(one)).join().replace('Updating', 'Succeeded') === WHOLE.join();
}

/** What publications of the case have made, by kind. */
async function listOwn(one: AzureCase): Promise<readonly string[]> {
  const ids = [...(await describeAzure(one)).keys()];
  const isBlob = (id: string) => id.startsWith(`blob ${one.container}/`);
  return [
    ...ids.filter(isBlob).map(() => 'blob'),
    ...ids.filter((id) => id === `container ${one.container}`).map(() => 'container'),
    ...one.azure.arm.cloud.resources
      .all()
      .filter(({ id }) => id.includes(`/galleries/${GALLERY}`))
      .map(describeOwn)
      .sort(),
  ];
}

function describeOwn({ type, name, state, properties }: Resource): string {
  const [last = ''] = type.split('/').slice(-1);
  if (last === 'galleries') return 'gallery';
  if (last !== 'versions') return `${last} ${name}`;
  const { targetRegions = [] } = Object(properties['publishingProfile']) as { targetRegions?: unknown[] };
  const regions = targetRegions.length === REGIONS.length ? '' : ` in ${targetRegions.length} regions`;
  return `${last} ${name} ${state}${regions}`;
}

function writeDestination(root: string, { azurite, container }: AzureCase): void {
  const destination = {
    ...{ kind: 'azure', location: REGIONS[0], regions: REGIONS, resourceGroup: group, gallery: GALLERY },
    ...{ storageAccount: azurite.account, container, version: '1.0', firmware: 'uefi' },
  };
  writeFileSync(join(root, 'destinations.json'), JSON.stringify({ azure: destination }));
}
