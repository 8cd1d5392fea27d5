import { fillPlaceholders } from './placeholders';

/** Tags of something in a cloud: names and values. */
export type Tags = Readonly<Record<string, string>>;

/** What a template says about tags: a map, and blocks for single ones, which win. */
export function joinTags(
  map: Tags | undefined,
  blocks: readonly { readonly key?: string; readonly name?: string; readonly value: string }[] = [],
): Tags {
  return { ...map, ...Object.fromEntries(blocks.map(({ key, name, value }) => [key ?? name ?? '', value])) };
}

/** Fills in what is known when the machine runs: `{{.SourceAMI}}` in names and values. */
export function fillTags(tags: Tags, values: Readonly<Record<string, string>>): Tags {
  const fill = (text: string) => fillPlaceholders(text, values);
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [fill(key), fill(value)]));
}
