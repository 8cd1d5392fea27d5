import { Type, Value } from '@strata/hcl';
import type { InputReference, WorkspaceDataDefinition } from '@strata/sdk';
import { createInput } from '../decode/input-value';

/** What is known about other projects when a template is evaluated. All of it may still be unknown. */
export interface DataFacts {
  /** Where a project's output lies on this machine, absolute. */
  getOutputPath?(reference: OutputReference): string | undefined;
}

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
export function getDataValue(reference: InputReference, facts: DataFacts): Value {
  return reference.kind === 'image' ? getImageValue(reference) : getOutputValue(reference, facts);
}

function getImageValue(reference: InputReference & { readonly kind: 'image' }): Value {
  const { project, source } = reference;
  return Value.object({
    project: Value.string(project),
    source: source === undefined ? Value.null(Type.string) : Value.string(source),
    layers: createInput(reference),
  });
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
