import { Type, Value } from '@strata/hcl';
import type { InputReference, WorkspaceDataDefinition } from '@strata/sdk';
import { createInput } from '../decode/input-value';

/** What is known about other projects when a template is evaluated. All of it may still be unknown. */
export interface DataFacts {
  /** Where a project's output lies on this machine, absolute. */
  getOutputPath?(reference: OutputReference): string | undefined;
  /** Ids of the AMIs that an image was published as, by region. */
  getAmis?(reference: ImageReference, destination: string | undefined): ReadonlyMap<string, string>;
  /** Id of the version of a gallery that an image was published as; undefined when it was not. */
  getVersion?(reference: ImageReference, destination: string | undefined): string | undefined;
}

type ImageReference = InputReference & { readonly kind: 'image' };

type OutputReference = InputReference & { readonly kind: 'output' };

/** What a data block stands for. */
export function getReference(
  { reads }: WorkspaceDataDefinition,
  options: Readonly<Record<string, unknown>>,
): InputReference {
  const project = getText(options.project);
  if (reads === 'output')
    return { kind: 'output', project, target: getText(options.target), path: getText(options.path) };
  const source = options.source;
  return { kind: 'image', project, ...(typeof source === 'string' && { source }) };
}

function getText(option: unknown): string {
  return typeof option === 'string' ? option : '';
}

/** The value of a data block: handles on content, which are always known, and facts, which may not be. */
export function getDataValue(
  reference: InputReference,
  options: Readonly<Record<string, unknown>>,
  facts: DataFacts,
): Value {
  return reference.kind === 'image'
    ? getImageValue(reference, getText(options.destination) || undefined, facts)
    : getOutputValue(reference, facts);
}

function getImageValue(reference: ImageReference, destination: string | undefined, facts: DataFacts): Value {
  const { project, source } = reference;
  const amis = facts.getAmis?.(reference, destination);
  return Value.object({
    project: Value.string(project),
    source: source === undefined ? Value.null(Type.string) : Value.string(source),
    layers: createInput(reference),
    ami: amis ? toMap(amis) : Value.unknown(Type.map(Type.string)),
    ...getVersionMember(reference, destination, facts),
  });
}

/** Nothing where it is known that there is no version: who reads it is told so. */
function getVersionMember(
  reference: ImageReference,
  destination: string | undefined,
  { getVersion }: DataFacts,
): Readonly<Record<string, Value>> {
  if (!getVersion) return { gallery_version: Value.unknown(Type.string) };
  const version = getVersion(reference, destination);
  return version === undefined ? {} : { gallery_version: Value.string(version) };
}

function getOutputValue(reference: OutputReference, facts: DataFacts): Value {
  const path = facts.getOutputPath?.(reference);
  return Value.object({
    project: Value.string(reference.project),
    target: Value.string(reference.target),
    files: createInput(reference),
    path: path === undefined ? Value.unknown(Type.string) : Value.string(path),
  });
}

function toMap(texts: ReadonlyMap<string, string>): Value {
  return Value.map(Type.string, new Map([...texts].map(([key, text]) => [key, Value.string(text)])));
}
