import { Failure } from '@strata/diagnostics';
import type { Resource } from '@strata/sdk';
import { problem } from '../codes';
import type { Work } from '../machine/work';
import { BUILD_METADATA, type BuildBlob } from '../resources/blob';
import { diskAccessKind } from '../resources/disk-access';
import { complete } from '../resources/generic';
import { vhdKind } from '../resources/vhd';
import { callStorage } from '../wait';

const SECOND = 1_000;
const FIRST_PAUSE = 2 * SECOND;
const LONGEST_PAUSE = 30 * SECOND;

/** A disk as a VHD in a storage account, and its entry in the ledger. */
export interface CapturedVhd {
  readonly url: string;
  readonly blob: Pick<BuildBlob, 'account' | 'container' | 'blob'>;
  readonly noted: Resource;
}

/** Whether the template asks for a VHD, beside an image or alone. */
function wantsVhd({ options }: Pick<Work, 'options'>): boolean {
  return !!options.capture_container_name && !!options.storage_account;
}

/** The machine's disks as VHDs: the system's own first. The storage account takes them from Azure itself. */
export async function captureVhds(work: Work): Promise<readonly CapturedVhd[]> {
  if (!wantsVhd(work)) return [];
  const { context, names, options } = work;
  const data = (options.disk_additional_size ?? []).map((_, index) => `${names.dataDisk}-${index + 1}`);
  const captured: CapturedVhd[] = [];
  for (const disk of [names.disk, ...data]) {
    context.reporter.say(`Copying disk ${disk} to storage account ${options.storage_account} ...`);
    captured.push(await capture(work, disk));
  }
  return captured;
}

async function capture(work: Work, disk: string): Promise<CapturedVhd> {
  const { ask, context, options, place, reach, session } = work;
  const access = await context.resources.note(diskAccessKind, { ...reach, group: place.group, disk });
  const { disks } = session.compute();
  const request = { action: 'Asking for access to the disk', what: disk };
  const durationInSeconds = Math.round(options.sas_token_duration / SECOND);
  const { signal: abortSignal } = ask;
  const granted = await complete(ask, { request, within: options.polling_duration_timeout }, () =>
    disks.grantAccess(place.group, disk, { access: 'Read', durationInSeconds }, { abortSignal }),
  );
  const captured = await copyToStorage(work, disk, granted?.accessSAS ?? '');
  await access.remove();
  return captured;
}

/** Azure copies by itself; nothing comes by here. */
async function copyToStorage(work: Work, disk: string, source: string): Promise<CapturedVhd> {
  const { ask, context, options, reach, session } = work;
  const account = options.storage_account ?? '';
  const container = options.capture_container_name ?? '';
  const name = `${options.capture_name_prefix ?? ''}${disk}.vhd`;
  const what = `${container}/${name}`;
  const place = { account, container, blob: name };
  const noted = await context.resources.note(vhdKind, { ...reach, ...place });
  const folder = session.blobs(account).getContainerClient(container);
  const metadata = { [BUILD_METADATA]: reach.build };
  await callStorage(ask, { action: 'Making the container', what: container }, (o) =>
    folder.createIfNotExists({ ...o, metadata }),
  );
  const blob = folder.getPageBlobClient(name);
  await callStorage(ask, { action: 'Copying the disk to', what }, (o) =>
    blob.beginCopyFromURL(source, { ...o, metadata }),
  );
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const state = await callStorage(ask, { action: 'Looking at the copy', what }, (o) =>
      blob.getProperties(o),
    );
    if (state.copyStatus === 'success') return { url: blob.url, blob: place, noted };
    if (state.copyStatus !== 'pending') throw createFailure(what, state.copyStatusDescription);
    context.reporter.say(`Copying ${what}: ${state.copyProgress ?? 'not begun'}`);
    await ask.clock.sleep(pause, ask.signal);
  }
}

function createFailure(what: string, words = 'without a word'): Failure {
  return new Failure(
    problem('AZU022', {
      detail: `Azure did not copy the disk to ${what}: ${words}.`,
      hint: 'Let sas_token_duration be longer if the access to the disk ended before the copy did, and build again.',
    }),
  );
}
