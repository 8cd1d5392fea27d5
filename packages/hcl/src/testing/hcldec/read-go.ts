import { type TypeField, typeOf } from '../golden-type';
import { type GoldenValue, readValue } from '../golden-value';
import type { Specification } from './specification';

type GoSpecification = Readonly<Record<string, unknown>> & { readonly $type?: string };

const nestedOf = (go: GoSpecification) => readGoSpecification(go.Nested);
const labelsOf = (go: GoSpecification) => (go.LabelNames ?? []) as readonly string[];

const sequence =
  (kind: 'block list' | 'block set' | 'block tuple') =>
  (go: GoSpecification): Specification => ({
    kind,
    type: String(go.TypeName),
    nested: nestedOf(go),
    min: Number(go.MinItems),
    max: Number(go.MaxItems),
  });

const labelled =
  (kind: 'block map' | 'block object') =>
  (go: GoSpecification): Specification => ({
    kind,
    type: String(go.TypeName),
    labels: labelsOf(go),
    nested: nestedOf(go),
  });

const readers: Readonly<Record<string, (go: GoSpecification) => Specification>> = {
  AttrSpec: (go) => ({
    kind: 'attribute',
    name: String(go.Name),
    type: typeOf(go.Type as TypeField),
    required: go.Required === true,
  }),
  LiteralSpec: (go) => ({ kind: 'literal', value: readValue(go.Value as GoldenValue) }),
  BlockLabelSpec: (go) => ({ kind: 'label', index: Number(go.Index), name: String(go.Name) }),
  DefaultSpec: (go) => ({
    kind: 'default',
    primary: readGoSpecification(go.Primary),
    fallback: readGoSpecification(go.Default),
  }),
  BlockSpec: (go) => ({
    kind: 'block',
    type: String(go.TypeName),
    nested: nestedOf(go),
    required: go.Required === true,
  }),
  BlockListSpec: sequence('block list'),
  BlockSetSpec: sequence('block set'),
  BlockTupleSpec: sequence('block tuple'),
  BlockMapSpec: labelled('block map'),
  BlockObjectSpec: labelled('block object'),
  BlockAttrsSpec: (go) => ({
    kind: 'block attributes',
    type: String(go.TypeName),
    element: typeOf(go.ElementType as TypeField),
    required: go.Required === true,
  }),
};

/** A specification as upstream's tests dump it: maps are objects, lists are tuples, all else says what it is. */
export function readGoSpecification(dumped: unknown): Specification {
  if (Array.isArray(dumped)) return { kind: 'tuple', items: dumped.map(readGoSpecification) };
  const go = dumped as GoSpecification;
  const reader = readers[go.$type?.replace('hcldec.', '') ?? ''];
  if (reader) return reader(go);
  return {
    kind: 'object',
    fields: new Map(Object.entries(go).map(([name, field]) => [name, readGoSpecification(field)])),
  };
}
