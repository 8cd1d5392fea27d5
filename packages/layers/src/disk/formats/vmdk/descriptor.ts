import { hardwareVersion } from '../machine';

/** For disks on SCSI and SATA, of any size. */
const heads = 255;
const sectorsPerTrack = 63;
const mostCylinders = 65_535;

/** How the disk's one extent is kept, and what follows its name. */
const extents = {
  streamOptimized: { type: 'SPARSE', offset: '' },
  monolithicFlat: { type: 'FLAT', offset: ' 0' },
} as const;

/**
 * The description of a disk. Its content id changes at every write of a running machine; that of a disk that nobody has
 * run is this one, by VMware's custom.
 */
export function makeDescriptorText({
  capacity,
  kind,
  fileName,
}: {
  /** Sectors. */
  readonly capacity: number;
  readonly kind: keyof typeof extents;
  /** Of the extent. */
  readonly fileName: string;
}): string {
  const cylinders = Math.min(Math.floor(capacity / (heads * sectorsPerTrack)), mostCylinders);
  const { type, offset } = extents[kind];
  return `# Disk DescriptorFile
version=1
CID=fffffffe
parentCID=ffffffff
createType="${kind}"

# Extent description
RW ${capacity} ${type} "${fileName}"${offset}

# The Disk Data Base
#DDB

ddb.adapterType = "lsilogic"
ddb.geometry.cylinders = "${cylinders}"
ddb.geometry.heads = "${heads}"
ddb.geometry.sectors = "${sectorsPerTrack}"
ddb.virtualHWVersion = "${hardwareVersion}"
`;
}
