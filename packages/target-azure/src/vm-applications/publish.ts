import type { GalleryApplication, GalleryApplicationVersion } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import type { Clock } from '@strata/sdk';
import { problem } from '../codes';
import type { Offer, VmApplication } from './application';
import { makeApplicationBody, makeVersionBody, type Sources } from './body';
import { checkFoundApplication, compareVersion } from './compare';
import { hideSignature } from './explain';
import { normalizeRegion } from './rules';
import { waitForReplication } from './wait-for-replication';

/** A gallery, as far as applications go. Failures of the service come as diagnostics. */
export interface ApplicationGallery {
  /** Its region; undefined when there is no such gallery. */
  findLocation(signal: AbortSignal): Promise<string | undefined>;
  findApplication(name: string, signal: AbortSignal): Promise<GalleryApplication | undefined>;
  /** Ends when the service has done it. */
  writeApplication(name: string, body: GalleryApplication, signal: AbortSignal): Promise<void>;
  /** With the states of its replication. */
  findVersion(
    name: string,
    version: string,
    signal: AbortSignal,
  ): Promise<GalleryApplicationVersion | undefined>;
  /** Ends when the service has taken it, not when it is replicated: what it gives is for looking at how that goes. */
  writeVersion(
    place: { readonly name: string; readonly version: string },
    body: GalleryApplicationVersion,
    signal: AbortSignal,
  ): Promise<VersionOperation>;
}

/** Something that Azure goes on with. */
export interface VersionOperation {
  /** Asks how it stands. @throws Failure with the reason when it has failed */
  look(): Promise<void>;
}

/** A file that is uploaded. */
export interface PackageFile {
  /** Path on this machine. */
  readonly path: string;
  /** Name of the blob. */
  readonly blob: string;
  readonly sha256: string;
  readonly size: number;
}

/** Where packages lie so that Azure can read them. */
export interface PackageStore {
  /** Uploads a file as a block blob unless it is there whole; true when it was sent. */
  upload(file: PackageFile, signal: AbortSignal): Promise<boolean>;
  /** A link that lets its bearer read a blob for a while, beginning a few minutes ago: clocks differ. */
  sign(blob: string, signal: AbortSignal): Promise<string>;
  /** What somebody who has the link alone gets: bytes in all, or the reason why nothing. */
  tryLink(
    link: string,
    signal: AbortSignal,
  ): Promise<{ readonly size: number } | { readonly refused: string }>;
}

export interface PublishRequest {
  readonly application: VmApplication;
  readonly offer: Offer;
  readonly key: string;
  readonly package: PackageFile;
  readonly configuration?: PackageFile;
  /** False asks what would be done. */
  readonly mode: 'look' | 'send';
}

export interface PublishPorts {
  readonly gallery: ApplicationGallery;
  readonly store: PackageStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of what is done, a line each. */
  readonly say: (message: string) => void;
}

/** How a publication ended. */
export interface PublishOutcome {
  /** `unchanged`: nothing was sent and nothing changed. In mode `look`: what would be done. */
  readonly kind: 'created' | 'updated' | 'unchanged';
  /** Changes of a version that was there. */
  readonly changes: readonly string[];
  /** Bytes that went to the storage. */
  readonly sent: number;
}

/**
 * Brings a gallery to where it has this version in all its regions. Everything is looked at before anything is sent, and
 * nothing has a name by chance: a publication that was ended at any moment is carried on by the next one, and one that is
 * there already changes nothing.
 *
 * @throws Failure AZU104 when the gallery is elsewhere, AZU112 and AZU113 when what is there is another, AZU115 when a
 *   region did not get its copy, AZU116 when Azure could not read the package, AZU118 without the gallery
 */
export async function publishApplication(
  ports: PublishPorts,
  request: PublishRequest,
): Promise<PublishOutcome> {
  const { gallery, signal } = ports;
  const { application, offer, mode } = request;
  const { name, version } = application;
  await assertGallery(ports, offer);
  const known = await gallery.findApplication(name, signal);
  const mismatch = checkFoundApplication(known, application);
  if (mismatch.length > 0) throw new Failure(mismatch);
  const work = compareVersion(known && (await gallery.findVersion(name, version, signal)), request);
  if (work.kind === 'refuse') throw new Failure(work.diagnostics);
  const changes = work.kind === 'update' ? work.changes : [];
  const kind = ({ create: 'created', update: 'updated', wait: 'unchanged', nothing: 'unchanged' } as const)[
    work.kind
  ];
  if (mode === 'look') return { kind, changes, sent: 0 };
  let sent = 0;
  let operation: VersionOperation | undefined;
  if (work.kind === 'create' || work.kind === 'update') {
    if (!known) {
      ports.say(`Creating the application "${name}"`);
      await gallery.writeApplication(name, makeApplicationBody(application, offer), signal);
    }
    const uploaded = await uploadAll(ports, request);
    sent = uploaded.sent;
    ports.say(work.kind === 'create' ? `Creating version ${version}` : `Changing version ${version}`);
    const body = makeVersionBody({ ...request, ...uploaded });
    operation = await gallery.writeVersion({ name, version }, body, signal);
  }
  await waitForReplication(ports, request, operation);
  return { kind, changes, sent };
}

async function assertGallery({ gallery, signal }: PublishPorts, { location }: Offer): Promise<void> {
  const found = await gallery.findLocation(signal);
  if (found === undefined)
    throw new Failure(
      problem('AZU118', {
        detail: 'There is no such gallery in this subscription and resource group.',
        hint: 'Correct "publish.gallery" and "publish.resourceGroup", or make it: az sig create --gallery-name NAME --resource-group GROUP',
      }),
    );
  if (normalizeRegion(found) === normalizeRegion(location)) return;
  throw new Failure(
    problem('AZU104', {
      detail: `The gallery is in "${found}", and "publish.location" says "${location}".`,
      hint: `Write "${normalizeRegion(found)}".`,
    }),
  );
}

async function uploadAll(
  ports: PublishPorts,
  request: PublishRequest,
): Promise<{ readonly sources: Sources; readonly sent: number }> {
  const main = await uploadOne(ports, request.package);
  if (!request.configuration) return { sources: { package: main.link }, sent: main.sent };
  const configuration = await uploadOne(ports, request.configuration);
  return {
    sources: { package: main.link, configuration: configuration.link },
    sent: main.sent + configuration.sent,
  };
}

/** Uploads, and reads it back as Azure will: a link that does not read is told before the gallery fails over it. */
async function uploadOne({ store, signal, say }: PublishPorts, file: PackageFile) {
  const isSent = await store.upload(file, signal);
  say(isSent ? `Uploaded ${file.blob} (${file.size} bytes)` : `${file.blob} is there already`);
  const link = await store.sign(file.blob, signal);
  const answer = await store.tryLink(link, signal);
  if ('refused' in answer)
    throw new Failure(
      problem('AZU116', {
        detail: `The SAS is not valid for source uri ${hideSignature(link)}: it was answered with ${answer.refused}.`,
        hint: 'The account must allow links that are signed, and no firewall of it may keep Azure out. A link that begins in the future is refused as well: see that the clock of this machine is right.',
      }),
    );
  if (answer.size !== file.size)
    throw new Failure(
      problem('AZU107', {
        detail: `The blob ${file.blob} has ${answer.size} bytes, and the file that was uploaded has ${file.size}.`,
        hint: 'Delete the blob and publish again.',
      }),
    );
  return { link, sent: isSent ? file.size : 0 };
}
