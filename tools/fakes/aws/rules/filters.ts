import type { Filter } from '@aws-sdk/client-ec2';
import { refuse, refuseMissing } from '../refusal';
import type { Resource } from '../state/resource';

/** What a filter is held against; several values when any of them will do. */
export type FilterValue = string | number | boolean | readonly string[] | undefined;

/** The filters of one action, by name, besides `tag:KEY` and `tag-key`, which every resource has. */
export type FilterReaders<R> = Readonly<Record<string, (resource: R) => FilterValue>>;

/** AWS's limit on the values of all filters of a request. */
const mostValues = 200;

/** Keeps what every filter lets pass. A filter passes what has one of its values; `*`, `?` and `\` are as in AWS. */
export function filterResources<R extends Resource>(
  resources: readonly R[],
  filters: readonly Filter[] | undefined,
  readers: FilterReaders<R>,
): readonly R[] {
  const checked = (filters ?? []).map((filter) => checkFilter(filter, readers));
  const count = checked.reduce((sum, { patterns }) => sum + patterns.length, 0);
  if (count > mostValues)
    throw refuse(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${mostValues}`,
    );
  return resources.filter((resource) =>
    checked.every(({ read, patterns }) =>
      toTexts(read(resource)).some((text) => patterns.some((pattern) => pattern.test(text))),
    ),
  );
}

function checkFilter<R extends Resource>({ Name: name, Values: values }: Filter, readers: FilterReaders<R>) {
  if (name === undefined || name === '') throw refuseMissing('Filter.Name');
  if (values === undefined || values.length === 0)
    throw refuse('InvalidParameterValue', `The filter '${name}' has no values`);
  return { read: findReader(name, readers), patterns: values.map(toPattern) };
}

function findReader<R extends Resource>(
  name: string,
  readers: FilterReaders<R>,
): (resource: R) => FilterValue {
  if (name.startsWith('tag:')) return ({ tags }) => tags.get(name.slice('tag:'.length));
  if (name === 'tag-key') return ({ tags }) => [...tags.keys()];
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) throw refuse('InvalidParameterValue', `The filter '${name}' is invalid`);
  return reader;
}

function toTexts(value: FilterValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** A pattern of AWS's as one of JavaScript's. A backslash takes the meaning from what follows it. */
export function toPattern(text: string): RegExp {
  const source = text.replace(/\\([\s\S])|[\s\S]/g, (character, escaped: string | undefined) => {
    if (escaped !== undefined) return quote(escaped);
    if (character === '*') return '[\\s\\S]*';
    return character === '?' ? '[\\s\\S]' : quote(character);
  });
  return new RegExp(`^${source}$`);
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
