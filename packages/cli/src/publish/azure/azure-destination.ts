import { join } from 'node:path';
import type { Published } from '@strata/engine';
import {
  type AzureContext,
  type AzureDestination,
  createDesk,
  type Desk,
  openAzureSession,
  openPublicationLog,
  parseVersionId,
  preparePublication,
  seenVersionKind,
  type VersionPlace,
} from '@strata/target-azure/publish';
import type { Destination, Publication, PublishContext, PublishSubject } from '../destination';
import { getFirmware } from '../firmware';
import { makeUploadDisk } from '../make-upload-disk';
import { tellLeft } from '../tell-left';
import type { AzureSettings } from './settings';

/** What one run knows of Azure, for all of its images. */
interface Opened {
  readonly azure: AzureContext;
  readonly desk: Desk;
}

/** Versions of a gallery. The session and what it has looked up serve every image of the run. */
export function createAzureDestination(settings: AzureSettings): Destination {
  let opened: Promise<Opened> | undefined;
  return {
    name: settings.destination.name,
    firmware: getFirmware(settings.disk),
    prepare: async (context, subject) => {
      opened ??= open(settings, context);
      return prepare(await opened, settings, { context, subject });
    },
  };
}

async function open({ destination, login }: AzureSettings, context: PublishContext): Promise<Opened> {
  const { ports, signal, secrets, startActivity } = context;
  const session = await openAzureSession(login, { ports, signal, secrets });
  const azure: AzureContext = { session, clock: ports.clock, signal, startActivity, secrets };
  return { azure, desk: createDesk(azure, destination) };
}

async function prepare(
  { azure, desk }: Opened,
  { destination, disk, login }: AzureSettings,
  { context, subject }: { readonly context: PublishContext; readonly subject: PublishSubject },
): Promise<Publication> {
  const { files } = context.ports;
  const { image, receipt, parent } = subject;
  const log = await openPublicationLog(files, {
    folder: context.publications,
    destination: destination.name,
    image,
  });
  const ledger = `publish.${destination.name}.${image}`;
  const {
    plan,
    changes,
    open: openDelivery,
  } = await preparePublication(azure, {
    ...{ destination, desk, log, image },
    content: { layers: receipt.layers, disk },
    makeDisk: () => makeUploadDisk(context, { image: receipt, options: disk }),
    maps: { files, folder: join(context.store.directory, 'published-vhds') },
    ...{ login, warn: context.warn },
    openLedger: () => context.openLedger(ledger),
    parents: parent.flatMap(({ reference }) => findInGallery(reference, destination) ?? []),
  });
  const toPublished = (id: string): Published => ({
    name: `${destination.name} ${plan.wish.definition}`,
    reference: id,
  });
  return {
    published: plan.found ? [toPublished(plan.found.id)] : [],
    changes: await tellLeft(context, ledger, { changes, kinds: [seenVersionKind.kind] }),
    open: async () => {
      const delivery = await openDelivery();
      return { ...delivery, send: async () => [toPublished(await delivery.send())] };
    },
  };
}

/** Where a version is by its id, when it is in the same gallery. */
function findInGallery(
  reference: string,
  { resourceGroup, gallery }: AzureDestination,
): VersionPlace | undefined {
  const place = parseVersionId(reference);
  const isHere =
    place?.gallery.toLowerCase() === gallery.toLowerCase() &&
    place.resourceGroup.toLowerCase() === resourceGroup.toLowerCase();
  return isHere ? place : undefined;
}
