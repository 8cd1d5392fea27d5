import { type CostLine, formatHours } from '../live/costs';
import type { LiveSettings } from './settings';

/**
 * US dollars, more than any usual region takes. Source: AWS's price pages of EC2 on demand, EBS and EBS direct APIs, of
 * November 2026 as far as known here; a tool that knew the prices of today would need another API of AWS.
 */
const PRICES = {
  machineHour: 0.05,
  addressHour: 0.005,
  volumeGibMonth: 0.2,
  snapshotGibMonth: 0.1,
  blockWritten: 0.01 / 1000,
  transferGib: 0.15,
} as const;

const HOURS_PER_MONTH = 730;
const MINUTES_PER_HOUR = 60;
const BLOCKS_PER_GIB = 2048;

/** Those that are built in and those that are started of what was built. */
const MACHINES = 2;
const VOLUME_GIB = 8;
const UPLOADED_GIB = 4;
/** Both images in the first region, one of them in the second. */
const SNAPSHOT_GIB = 2 * UPLOADED_GIB + VOLUME_GIB;

/** What a run costs at most, were everything there for all of its time. */
export function estimateCosts({ minutes }: Pick<LiveSettings, 'minutes'>): readonly CostLine[] {
  const hours = Math.max(1, minutes / MINUTES_PER_HOUR);
  const months = hours / HOURS_PER_MONTH;
  const time = `${formatHours(hours)} h`;
  return [
    {
      what: `${MACHINES} machines t3.small with addresses, ${time} each`,
      most: MACHINES * hours * (PRICES.machineHour + PRICES.addressHour),
    },
    {
      what: `${MACHINES} volumes of ${VOLUME_GIB} GiB, ${time} each`,
      most: MACHINES * VOLUME_GIB * months * PRICES.volumeGibMonth,
    },
    {
      what: `snapshots of ${SNAPSHOT_GIB} GiB, ${time}`,
      most: SNAPSHOT_GIB * months * PRICES.snapshotGibMonth,
    },
    {
      what: `${UPLOADED_GIB * BLOCKS_PER_GIB} blocks sent`,
      most: UPLOADED_GIB * BLOCKS_PER_GIB * PRICES.blockWritten,
    },
    { what: `${UPLOADED_GIB} GiB between regions`, most: UPLOADED_GIB * PRICES.transferGib },
  ];
}
