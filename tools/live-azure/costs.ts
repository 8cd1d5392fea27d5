import { type CostLine, formatHours } from '../live/costs';
import type { LiveSettings } from './settings';

/**
 * US dollars, more than any usual region takes. Source: Azure's price pages of virtual machines (D2s_v5 on Linux), addresses,
 * managed disks, snapshots, page blobs and bandwidth, as far as known here in November 2026; a tool that knew the prices of
 * today would need another API of Azure.
 */
const PRICES = {
  machineHour: 0.16,
  addressHour: 0.005,
  diskHour: 0.01,
  snapshotGibMonth: 0.2,
  blobGibMonth: 0.1,
  requests: 0.05,
  transferGib: 0.1,
} as const;

const HOURS_PER_MONTH = 730;
const MINUTES_PER_HOUR = 60;
/** One that is built in, and one that is started of what was built. */
const MACHINES = 2;
/** Of Debian's image, and of the small disk that is published, in two regions. */
const IMAGE_GIB = 30;
const DISK_GIB = 4;

/** What a run costs at most, were everything there for all of its time. */
export function estimateCosts({
  minutes,
  size,
}: Pick<LiveSettings, 'minutes' | 'size'>): readonly CostLine[] {
  const hours = Math.max(1, minutes / MINUTES_PER_HOUR);
  const months = hours / HOURS_PER_MONTH;
  const time = `${formatHours(hours)} h`;
  return [
    {
      what: `${MACHINES} machines ${size} (counted as Standard_D2s_v5) with disks and addresses, ${time} each`,
      most: MACHINES * hours * (PRICES.machineHour + PRICES.addressHour + PRICES.diskHour),
    },
    {
      what: `a managed image of ${IMAGE_GIB} GiB and versions of ${2 * DISK_GIB} GiB, ${time}`,
      most: (IMAGE_GIB + 2 * DISK_GIB) * months * PRICES.snapshotGibMonth,
    },
    { what: `a disk of ${DISK_GIB} GiB as a blob, ${time}`, most: DISK_GIB * months * PRICES.blobGibMonth },
    { what: 'requests', most: PRICES.requests },
    { what: `${DISK_GIB} GiB between regions`, most: DISK_GIB * PRICES.transferGib },
  ];
}
