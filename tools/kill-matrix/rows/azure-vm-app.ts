import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspaceFixture } from '../../../packages/cli/src/testing/workspace-fixture';
import { group } from '../../fake-azure/start';
import type { Resource } from '../../fakes/arm/state/resource';
import { startAzurite } from '../../fakes/azurite';
import { type AzureCase, openAzureCase } from '../calls/azure-cloud';
import { describeAzure, theirGallery } from '../calls/azure-things';
import type { CallRow } from '../calls/call-row';
import { copyStand } from '../copy-stand';
import { strata, sweepIn } from '../kill-at';

const REGIONS = ['westeurope', 'northeurope'] as const;
const NAME = 'app';
const DEFINITION = `apps/${NAME}/vm-app.json`;

/** A VM application in two regions of a gallery of others. What was begun of it stays, by its name, for the next publication. */
export const azureVmAppRow: CallRow = {
  name: 'azure-vm-app',
  isChangesAlone: true,
  open: async () => {
    const workspace = createWorkspaceFixture();
    workspace.write(`apps/${NAME}/files/a`, 'one\n');
    const files = [{ from: 'files', to: '/opt/app' }];
    workspace.write(DEFINITION, JSON.stringify({ version: '1.0.0', package: { kind: 'files', files } }));
    const { code, out, err } = await workspace.strata('package-vm-app', `apps/${NAME}`);
    if (code !== 0) throw new Error(`No application was packaged: ${out}${err}`);
    const azurite = await startAzurite();
    let count = 0;
    return {
      openCase: async () => {
        count += 1;
        const one = await openAzureCase(azurite, `case${count}`);
        const stand = copyStand(workspace.root, one.variables);
        writePublication(stand.root, one);
        const publish = (watch?: (kill: () => void) => () => void) =>
          strata(
            stand,
            ['publish-vm-app', `-without-test=${NAME}`, `apps/${NAME}`],
            watch && ((kill) => watch(() => kill('SIGKILL'))),
          );
        return {
          cloud: one.cloud,
          work: publish,
          sweep: () => sweepIn(stand),
          mayStay: (id) =>
            id.includes(`/galleries/${theirGallery}/applications/${NAME}`) ||
            id === `container ${one.container}` ||
            id.startsWith(`blob ${one.container}/`),
          again: async () => {
            const { end, out: told } = await publish();
            const found = await listOwn(one);
            return [
              ...(end === '0' ? [] : [`published again, it ended with ${end}: ${told.trim()}`]),
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

/** What publications leave when the last of them went well: one of each. */
const WHOLE = ['blob', `applications ${NAME}`, 'versions 1.0.0 Succeeded'];

async function listOwn(one: AzureCase): Promise<readonly string[]> {
  const ids = [...(await describeAzure(one)).keys()];
  return [
    ...ids.filter((id) => id.startsWith(`blob ${one.container}/`)).map(() => 'blob'),
    ...one.azure.arm.cloud.resources
      .all()
      .filter(({ id }) => id.includes(`/applications/${NAME}`))
      .map(describeOwn)
      .sort(),
  ];
}

function describeOwn({ type, name, state }: Resource): string {
  const [last = ''] = type.split('/').slice(-1);
  return last === 'versions' ? `${last} ${name} ${state}` : `${last} ${name}`;
}

function writePublication(root: string, { azure, azurite, container }: AzureCase): void {
  const path = join(root, DEFINITION);
  const publish = {
    ...{ subscription: azure.arm.cloud.subscription, resourceGroup: group, gallery: theirGallery },
    ...{ location: REGIONS[0], storageAccount: azurite.account, container, regions: REGIONS },
  };
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), publish }));
}
