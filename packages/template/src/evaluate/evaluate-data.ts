import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import { type RemoteValues, type Scope, Type, Value } from '@strata/hcl';
import type { InputReference, PartRegistry } from '@strata/sdk';
import { problem } from '../codes';
import { decodeBlock } from '../decode/decode-block';
import type { DataBlock } from '../template';
import { getUnknownPart } from '../unknown-part';
import { type DataFacts, getDataValue, getReference } from './data-value';
import { getWorldValue } from './world-value';

/** What another project makes, as a data block names it. */
export interface Input {
  readonly reference: InputReference;
  readonly range: Range;
}

/** The value of a data block; with mistakes it is unknown and stands for nothing. */
export interface DataResult {
  readonly value: Value;
  readonly input?: Input;
}

/** How a data block is evaluated. */
export interface DataContext {
  readonly scope: Scope;
  readonly registry: PartRegistry;
  readonly facts?: DataFacts;
  /** Asks the world. Absent where it is not asked. */
  readonly remote?: RemoteValues | undefined;
}

const unknown: DataResult = { value: Value.unknown(Type.dynamic) };

/** Evaluates a data block whose options' references are all in the scope. */
export function evaluateData(
  block: DataBlock,
  { scope, registry, facts = {}, remote }: DataContext,
): Checked<DataResult> {
  const { type, name, typeRange, body, range } = block;
  const definition = registry.dataSources.get(type);
  if (!definition) {
    const diagnostics = [getUnknownPart(type, typeRange, { registry, kind: 'dataSources' })];
    return { value: unknown, diagnostics };
  }
  const title = `data "${type}" "${name}"`;
  const decoded = decodeBlock(body, definition.schema, { scope, title, range });
  if (definition.reads === 'nothing' || definition.reads === 'world') {
    if (hasErrors(decoded.diagnostics)) return { value: unknown, diagnostics: decoded.diagnostics };
    const world = getWorldValue({ definition, decoded: decoded.value, remote, title, range });
    return { value: { value: world.value }, diagnostics: [...decoded.diagnostics, ...world.diagnostics] };
  }
  const diagnostics = [...decoded.diagnostics, ...checkKnown(decoded.value.unknown, title, range)];
  if (hasErrors(diagnostics)) return { value: unknown, diagnostics };
  const reference = getReference(definition, decoded.value.options);
  const value = getDataValue(reference, decoded.value.options, facts);
  return { value: { value, input: { reference, range } }, diagnostics };
}

/** Which project a block names draws an edge of the graph, long before anything is built. */
function checkKnown(names: readonly string[], title: string, subject: Range): readonly Diagnostic[] {
  return names.map((name) =>
    problem('TPL039', {
      detail: `"${name}" of ${title} must be known when the template is read: it decides which projects are built first.`,
      subject,
    }),
  );
}
