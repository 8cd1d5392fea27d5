import type { Activity, ArtifactContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';

/** Begins to report that an image is looked into. */
export function startReading(
  { reporter, ports }: ArtifactContext,
  { total, item }: { readonly total?: number; readonly item?: string },
): Activity {
  return createActivities(reporter, ports.clock)({ label: 'reading the image', unit: 'bytes', total, item });
}
