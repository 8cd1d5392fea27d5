import { countCores, findFamily } from '../../catalog/sizes';
import { readText } from '../../json';
import { refuse, refuseConflict, refuseMissing } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import { foldLocation } from '../../state/locations';
import type { Writing } from '../../types/resource-type';
import { listUsedCores } from './used-cores';

/** Refuses sizes that there are not here, and more processors than the subscription may have. */
export function judgeSize({ body, cloud, existing }: Writing): void {
  const size = readText(body, 'properties.hardwareProfile.vmSize');
  const location = foldLocation(readText(body, 'location') ?? '');
  if (size === undefined) throw refuseMissing('hardwareProfile.vmSize');
  if (!/^(?:Standard|Basic)_[A-Z]+\d/.test(size))
    throw refuse(
      'InvalidParameter',
      `The value ${size} provided for the VM size is not valid. The valid sizes in the current region are: Standard_B1s, Standard_D2s_v5, …`,
      { target: 'vmSize' },
    );
  if (cloud.limits.notOffered.has(size))
    throw refuseConflict(
      'SkuNotAvailable',
      `The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${size}' is currently not available in location '${location}'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.`,
    );
  if (!existing) judgeQuota(size, location, cloud);
}

function judgeQuota(size: string, location: string, cloud: Cloud): void {
  const { cores, families } = cloud.limits;
  const [wanted, family] = [countCores(size), findFamily(size)];
  const all = listUsedCores(cloud, location);
  const sum = (list: typeof all) => list.reduce((total, one) => total + one.cores, 0);
  const quotas = [
    { name: 'Total Regional Cores', used: sum(all), limit: cores },
    {
      name: `${family} Cores`,
      used: sum(all.filter((one) => one.family === family)),
      limit: families.get(family ?? '') ?? cores,
    },
  ];
  const met = quotas.find(({ used, limit }) => used + wanted > limit);
  if (!met) return;
  const { name, used, limit } = met;
  throw refuseConflict(
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved ${name} quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${used}, Additional Required: ${wanted}, (Minimum) New Limit Required: ${used + wanted}. Setup Alerts when Quota reaches threshold. Learn more at https://aka.ms/quotamonitoringalerting .`,
  );
}

/** Whether a region has room for the size just now: known only when the machine begins. */
export function judgeRoom({ body, cloud }: Writing): void {
  const size = readText(body, 'properties.hardwareProfile.vmSize') ?? '';
  const location = foldLocation(readText(body, 'location') ?? '');
  if (cloud.limits.exhausted.has(`${size}/${location}`))
    throw refuseConflict(
      'AllocationFailed',
      'Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance',
    );
}
