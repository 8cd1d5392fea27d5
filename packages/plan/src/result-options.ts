import type { BlockSchema, InputReference, OptionType } from '@strata/sdk';
import { Secret } from '@strata/sdk';
import { getPaths, getPlacedOptions, isPath, type PlacedOption } from '@strata/template';
import type { Json } from './canonical-json';
import type { ResultOptions } from './keys';

/** How content is found that options only name. */
export interface Contents {
  /** The content at a path, as an option gives it. */
  path(path: string): Json;
  reference(reference: InputReference): Json;
  /** HMAC of a sensitive text, hex. */
  secretDigest(text: string): string;
}

/** The part of decoded options that decides about the result, in the form in which it is hashed. */
export interface ResultPart {
  readonly options: ResultOptions;
  /** Content that options name, by the option's path. */
  readonly inputs: Readonly<Record<string, Json>>;
}

/**
 * Leaves out what only changes how the work is done, and puts content in the place of paths, references and secrets, so
 * that where something lies on this machine does not count.
 */
export function getResultPart(
  schema: BlockSchema,
  options: Readonly<Record<string, unknown>>,
  contents: Contents,
): ResultPart {
  const placed = getPlacedOptions(schema, options).filter(({ spec }) => spec.affects === 'result');
  const inputs = placed.filter(isInput);
  const plain = placed.filter((option) => !isInput(option));
  const hashed = Object.fromEntries(plain.map(({ path, value }) => [path, toJson(value, contents)]));
  return {
    options: hashed as unknown as ResultOptions,
    inputs: Object.fromEntries(inputs.map((option) => [option.path, getInput(option, contents)])),
  };
}

function isInput(option: PlacedOption): boolean {
  return isPath(option) || holdsReferences(option.spec.type);
}

function holdsReferences(type: OptionType): boolean {
  if (typeof type === 'string') return type === 'input';
  if ('list' in type) return holdsReferences(type.list);
  return 'map' in type && holdsReferences(type.map);
}

function getInput(option: PlacedOption, contents: Contents): Json {
  if (!isPath(option))
    return mapLeaves(option.value, (reference) => contents.reference(reference as InputReference));
  const paths = getPaths(option).map((path) => getPathInput(path, option, contents));
  return typeof option.value === 'string' ? (paths[0] as Json) : paths;
}

function getPathInput(path: string, { spec }: PlacedOption, contents: Contents): Json {
  const content = contents.path(path);
  return spec.named ? { name: getName(path), content } : content;
}

/** The last part of a path; a slash at its end means the content of a folder in place of the folder. */
function getName(path: string): string {
  return path.endsWith('/') ? '/' : (path.split('/').at(-1) ?? '');
}

/** Every reference to another project that options hold. */
export function getOptionReferences(
  schema: BlockSchema,
  options: Readonly<Record<string, unknown>>,
): readonly InputReference[] {
  const found: InputReference[] = [];
  for (const { spec, value } of getPlacedOptions(schema, options))
    if (holdsReferences(spec.type))
      mapLeaves(value, (reference) => {
        found.push(reference as InputReference);
        return null;
      });
  return found;
}

/** A list or map of references stays one; the reference itself is an object, told apart by its `kind`. */
function mapLeaves(value: unknown, change: (leaf: unknown) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (isReference(value)) return change(value);
  const members = Object.entries(value as object).map(([key, member]) => [key, mapLeaves(member, change)]);
  return Object.fromEntries(members) as Json;
}

function isReference(value: unknown): value is InputReference {
  return typeof value === 'object' && value !== null && typeof (value as InputReference).kind === 'string';
}

/** Any decoded value as JSON, secrets as HMACs. */
export function toJson(value: unknown, contents: Pick<Contents, 'secretDigest'>): Json {
  if (value instanceof Secret) return { hmac: contents.secretDigest(value.reveal()) };
  if (Array.isArray(value)) return value.map((item) => toJson(item, contents));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, toJson(member, contents)]));
  }
  return value as Json;
}
