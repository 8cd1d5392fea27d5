import { refuse } from '../refusal';
import type { BlobReader, Blobs } from './blobs';

const footerBytes = 512;
const MIB = 2 ** 20;
const fixedDisk = 2;
/** Places in the footer, from Microsoft's specification of the format. */
const at = { size: 48, type: 60, checksum: 64 } as const;
const checksumBytes = 4;

/** Refuses what a disk cannot be made of: all but a readable page blob that is a fixed VHD of whole MiB. */
export async function judgeVhd(blobs: Blobs | undefined, uri: string, reader: BlobReader): Promise<number> {
  const found = blobs ? await blobs.look(uri, reader) : ({ kind: 'foreign' } as const);
  if (!blobs || found.kind === 'foreign')
    throw refuse('StorageAccountNotFound', `The storage account of blob ${uri} was not found.`, {
      status: 404,
    });
  if (found.kind === 'absent')
    throw refuse('InvalidParameter', `Blob with URI ${uri} does not exist.`, { status: 404, target: 'uri' });
  if (found.kind === 'denied')
    throw refuse(
      'AuthorizationFailure',
      `The request to read blob ${uri} was denied by the storage account.`,
      { status: 403 },
    );
  if (found.type !== 'page')
    throw refuseVhd(`The source blob ${uri} is not a page blob: disks are made of page blobs alone.`);
  if (found.size < footerBytes)
    throw refuseVhd(`The VHD with blob ${uri} has no footer: it has ${found.size} bytes.`);
  const range = { offset: found.size - footerBytes, count: footerBytes };
  judgeFooter(await blobs.read(uri, reader, range), uri, range.offset);
  return range.offset;
}

function judgeFooter(footer: Buffer, uri: string, size: number): void {
  const cookie = footer.toString('latin1', 0, 8);
  if (cookie !== 'conectix')
    throw refuseVhd(
      `The specified cookie value in VHD footer indicates that disk with blob ${uri} is not a supported VHD. Disk is expected to have cookie value 'conectix'.`,
    );
  if (footer.readUInt32BE(at.checksum) !== sumFooter(footer))
    throw refuseVhd(`The checksum in the VHD footer of blob ${uri} is wrong.`);
  if (footer.readUInt32BE(at.type) !== fixedDisk)
    throw refuseVhd(
      `The specified disk type in VHD footer indicates that disk with blob ${uri} is not a fixed VHD. Only fixed VHDs are supported.`,
    );
  const said = Number(footer.readBigUInt64BE(at.size));
  if (said !== size)
    throw refuseVhd(`The VHD footer of blob ${uri} says ${said} bytes, and there are ${size} before it.`);
  if (size === 0 || size % MIB !== 0)
    throw refuseVhd(
      `The specified disk with blob ${uri} has an unsupported virtual size of ${size} bytes. The size must be a whole number (in MBs).`,
    );
}

/** One's complement of the sum of all bytes but the checksum's own. */
function sumFooter(footer: Buffer): number {
  let sum = 0;
  for (const [index, byte] of footer.entries())
    if (index < at.checksum || index >= at.checksum + checksumBytes) sum += byte;
  return ~sum >>> 0;
}

function refuseVhd(message: string) {
  return refuse('InvalidVhd', message, { status: 409 });
}
