import type { Published } from './published-file';

/** An AMI as publishing names it. Source of the form: AWS's service authorization reference, EC2, "image". */
const arn = /^arn:[\w-]+:ec2:([\w-]+)::image\/(ami-\w+)$/;

/**
 * Ids of the AMIs among what an image was published as, by region. Where several destinations have one region, the first
 * by name counts, unless one is named.
 */
export function getAmis(published: readonly Published[], destination?: string): ReadonlyMap<string, string> {
  const amis = new Map<string, string>();
  for (const { name, reference } of published) {
    const [, region, id] = arn.exec(reference) ?? [];
    if (region === undefined || id === undefined || amis.has(region)) continue;
    if (destination === undefined || name === `${destination} ${region}`) amis.set(region, id);
  }
  return amis;
}
