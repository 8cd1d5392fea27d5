import { type Tags, tagNames } from './tags';

/** A tag holds no more. Source: "Use tags to organize your Azure resources". */
const longest = 256;
const pattern = new RegExp(`^${tagNames.regions}(?:-\\d+)?$`);

/** Regions that publications brought a version to, by its tags; undefined for a version that does not say. */
export function readOwnRegions(tags: Tags): readonly string[] | undefined {
  const found = Object.entries(tags).filter(([name]) => pattern.test(name));
  return found.length === 0 ? undefined : found.flatMap(([, value]) => value.split(','));
}

/** Tags with these regions in place of those that they say; what does not fit into one tag goes into the next one. */
export function writeOwnRegions(tags: Tags, regions: readonly string[]): Tags {
  const others = Object.entries(tags).filter(([name]) => !pattern.test(name));
  const values: string[] = [];
  for (const region of regions) {
    const longer = [values.at(-1), region].filter((each) => each !== undefined).join(',');
    if (longer.length > longest) values.push(region);
    else values.splice(-1, 1, longer);
  }
  const own = values.map((value, index) => [
    index === 0 ? tagNames.regions : `${tagNames.regions}-${index + 1}`,
    value,
  ]);
  return Object.fromEntries([...others, ...own]);
}

/** Name of the tag that says when the copy of a version in one region was put aside. */
export function getCopyTag(region: string): string {
  return `${tagNames.quarantined}-${region}`;
}
