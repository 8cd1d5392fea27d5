import type { FoundImage } from './found-image';
import type { RegionView } from './plan-region';

const version = 1;

/** Text of what is known of a region, for another process of the same version. */
export function formatView({ images, parameters }: RegionView): string {
  return JSON.stringify({ version, images, parameters: [...parameters] });
}

/** Undefined for what `formatView` did not write. */
export function parseView(text: string): RegionView | undefined {
  try {
    const parsed = Object(JSON.parse(text));
    if (parsed.version !== version || !Array.isArray(parsed.images)) return undefined;
    return { images: parsed.images as readonly FoundImage[], parameters: new Map(parsed.parameters) };
  } catch {
    return undefined;
  }
}
