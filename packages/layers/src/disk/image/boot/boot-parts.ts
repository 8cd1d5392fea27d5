import { sourceDateEpoch } from '../../../source-date-epoch';
import type { StoreContext } from '../../../store/context';
import { type FatFile, writeFat } from '../fat/write-fat';
import { writeMbr } from '../gpt/write-mbr';
import type { DiskLayout } from '../layout';
import type { ChosenOptions } from '../options';
import { movePatches, type Patch } from '../patch';
import { loaderTooLarge } from '../problems';
import { type BiosGrub, installBiosGrub } from './bios';
import { defaultLoader, makeSignedFiles } from './efi-files';
import { makeGrubConfig } from './grub-config';
import { getGrubFile, makeGrubImage } from './grub-image';
import { readHostFile } from './host-file';
import type { BootRequest } from './kernel-command';
import type { ReadRootFile } from './root-files';
import { makeUki } from './uki';

/** What boot loaders are made from. */
export interface BootContext {
  readonly store: StoreContext;
  readonly options: ChosenOptions;
  /** UUID of the root file system. */
  readonly rootId: string;
  /** Reads what the image has. */
  readonly read: ReadRootFile;
  readonly signal?: AbortSignal;
}

/** The first sector and whatever the BIOS boot partition holds. */
export async function makeBiosPatches(
  context: BootContext,
  { biosBoot }: Pick<DiskLayout, 'biosBoot'>,
  size: number,
): Promise<readonly Patch[]> {
  if (!biosBoot) return [writeMbr(size)];
  const grub: BiosGrub = {
    boot: await readHostFile(getGrubFile('i386-pc', 'boot.img')),
    core: await makeGrubImage(context.store, 'i386-pc', getGrubRequest(context)),
  };
  if (grub.core.length > biosBoot.size)
    throw loaderTooLarge('GRUB for BIOS', grub.core.length, biosBoot.size);
  const { code, core } = installBiosGrub(grub, biosBoot.offset);
  return [writeMbr(size, code), core];
}

const espLabel = 'ESP';

/** The file system of the EFI system partition. */
export async function makeEspPatches(
  context: BootContext,
  { esp }: Pick<DiskLayout, 'esp'>,
): Promise<readonly Patch[]> {
  if (!esp) return [];
  const files = await makeEfiFiles(context);
  const needed = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  // The tables and folders of such a volume take less than a sixteenth of it.
  const room = esp.size - esp.size / 16;
  if (needed > room) throw loaderTooLarge('What UEFI starts', needed, room);
  const serial = Number.parseInt(context.rootId.slice(0, 8), 16);
  const { size, offset: hidden } = esp;
  const volume = { size, hidden, serial, label: espLabel, time: sourceDateEpoch, files };
  return movePatches(writeFat(volume), esp.offset);
}

async function makeEfiFiles(context: BootContext): Promise<readonly FatFile[]> {
  const { options, read } = context;
  if (options.secureBoot) return makeSignedFiles(getBootRequest(context), read);
  const bytes =
    options.loader === 'uki'
      ? await makeUki(getBootRequest(context), read)
      : await makeGrubImage(context.store, 'x86_64-efi', getGrubRequest(context));
  return [{ path: defaultLoader, bytes }];
}

function getBootRequest({ rootId, options: { kernelArguments } }: BootContext): BootRequest {
  return { rootId, kernelArguments };
}

function getGrubRequest(context: BootContext): { config: string; signal?: AbortSignal } {
  const { signal } = context;
  return { config: makeGrubConfig(getBootRequest(context)), ...(signal && { signal }) };
}
