import { sectorSize } from '../raw-disk';
import { descriptorSectors } from './layout';

/** For disks on SCSI and SATA, of any size. */
const heads = 255;
const sectorsPerTrack = 63;
const mostCylinders = 65_535;
/** ESXi 6.5 and Workstation 12.5, and everything newer. */
export const hardwareVersion = 13;

/**
 * The description inside a disk. Its content id changes at every write of a running machine; that of a disk that nobody
 * has run is this one, by VMware's custom.
 */
export function makeDescriptor({
  capacity,
  fileName,
}: {
  /** Sectors. */
  readonly capacity: number;
  readonly fileName: string;
}): Buffer {
  const cylinders = Math.min(Math.floor(capacity / (heads * sectorsPerTrack)), mostCylinders);
  const text = `# Disk DescriptorFile
version=1
CID=fffffffe
parentCID=ffffffff
createType="streamOptimized"

# Extent description
RW ${capacity} SPARSE "${fileName}"

# The Disk Data Base
#DDB

ddb.adapterType = "lsilogic"
ddb.geometry.cylinders = "${cylinders}"
ddb.geometry.heads = "${heads}"
ddb.geometry.sectors = "${sectorsPerTrack}"
ddb.virtualHWVersion = "${hardwareVersion}"
`;
  const bytes = Buffer.alloc(descriptorSectors * sectorSize);
  bytes.write(text, 'utf8');
  return bytes;
}
