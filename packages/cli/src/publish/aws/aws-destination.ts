import { join } from 'node:path';
import {
  type AwsContext,
  type AwsDestination,
  type AwsSession,
  createDesk,
  type Desk,
  openAwsSession,
  openPublicationLog,
  preparePublication,
  seenKinds,
} from '@strata/target-aws/publish';
import type { Destination, Publication, PublishContext, PublishSubject } from '../destination';
import { getFirmware } from '../firmware';
import { makeUploadDisk } from '../make-upload-disk';
import { tellLeft } from '../tell-left';
import { getImageId, toPublished } from './reference';
import type { AwsSettings } from './settings';
import { openSharedViews } from './shared-views';
import { readUefiData } from './uefi-data';

/** What one run knows of AWS, for all of its images. */
interface Opened {
  readonly session: AwsSession;
  readonly aws: AwsContext;
  readonly desk: Desk;
  readonly destination: AwsDestination;
}

/** AMIs in the regions of a destination. The session and what it has looked up serve every image of the run. */
export function createAwsDestination(settings: AwsSettings): Destination {
  let opened: Promise<Opened> | undefined;
  return {
    name: settings.destination.name,
    firmware: getFirmware(settings.disk),
    prepare: async (context, subject) => {
      opened ??= open(settings, context);
      return prepare(await opened, settings, { context, subject });
    },
    close: () => {
      opened?.then(({ session }) => session.close()).catch(ignoreFailure);
    },
  };
}

/** It was told where the session was asked for. */
function ignoreFailure(): void {}

async function open(settings: AwsSettings, context: PublishContext): Promise<Opened> {
  const { ports, signal, secrets, warn, startActivity } = context;
  const destination = await readUefiData(settings, context);
  // Whether AWS knows the credentials is told by the first look; where another process has looked, it was.
  const login = { ...settings.login, skip_credential_validation: true };
  const session = await openAwsSession(login, { ports, signal, secrets, reporter: { warn } });
  const aws: AwsContext = { session, clock: ports.clock, signal, startActivity };
  const { channels } = destination;
  const shared = openSharedViews({
    ...{ ports, signal },
    folder: join(context.publications, 'views'),
    about: [settings.login, channels],
  });
  // Without others to leave it to, this run is about one image.
  const isAhead = shared !== undefined;
  return { session, aws, destination, desk: createDesk(aws, { channels, shared, isAhead }) };
}

async function prepare(
  { aws, desk, destination }: Opened,
  settings: AwsSettings,
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
  const publication = await preparePublication(aws, {
    ...{ destination, desk, log, image },
    content: { layers: receipt.layers, disk: settings.disk },
    makeDisk: () => makeUploadDisk(context, { image: receipt, options: settings.disk }),
    maps: { files, folder: join(context.store.directory, 'published-disks') },
    login: settings.login,
    openLedger: () => context.openLedger(ledger),
    warn: context.warn,
    parents: parent.flatMap(({ reference }) => getImageId(reference, destination.region) ?? []),
  });
  return {
    published: toPublished(
      destination.name,
      publication.plans.flatMap(({ wish, found }) => (found ? [{ region: wish.region, id: found.id }] : [])),
    ),
    changes: await tellLeft(context, ledger, {
      changes: publication.changes,
      kinds: seenKinds.map(({ kind }) => kind),
    }),
    open: async () => {
      const delivery = await publication.open();
      return {
        ...delivery,
        send: async () => toPublished(destination.name, await delivery.send()),
      };
    },
  };
}
