import type { Diagnostic } from '@strata/diagnostics';
import { convert } from '../../convert/convert';
import { parseHcl } from '../../parse/parse';
import type { Block, Body } from '../../syntax/ast';
import { Value } from '../../values/value';
import { goldenRange } from '../golden-ast';
import { describe } from '../golden-value';
import { decode, variablesOf } from '../hcldec/decode';
import { readHclSpecification, typeIn, valueIn } from '../hcldec/read-hcl';
import { upstreamFiles } from '../shared';
import { type Comparison, dataText, type Suite } from '../suite';

const folder = 'specsuite/tests/';

const textOf = (path: string) => (upstreamFiles().get(path) ?? '').toString();

const blocksOf = (body: Body, type: string): readonly Block[] =>
  body.blocks.filter((block) => block.type === type);

/** Upstream's own runner compares where problems are and how bad, not what they say. */
function describeProblems(diagnostics: readonly Diagnostic[]): unknown {
  return diagnostics.map(({ severity, subject }) => [severity, subject && goldenRange(subject)]);
}

function readPosition(body: Body, name: string): readonly string[] {
  const [position] = blocksOf(body, name);
  return ['line', 'column', 'byte'].map((field) => (position ? describe(valueIn(position.body, field)) : ''));
}

function expectedProblems(expectation: Body): readonly unknown[] {
  return blocksOf(expectation, 'diagnostics').flatMap(({ body }) =>
    body.blocks.map((one) => [
      one.type,
      [...readPosition(one.body, 'from'), ...readPosition(one.body, 'to')],
    ]),
  );
}

const asNumbers = (problems: readonly unknown[]) => dataText(problems).replace(/"number: (\d+)"/g, '$1');

/** Variables that the specification gives to the expressions. */
function variablesIn(specification: Body): ReadonlyMap<string, Value> {
  const [block] = blocksOf(specification, 'variables');
  const names = [...(block?.body.attributes.keys() ?? [])];
  return new Map(names.map((name) => [name, valueIn((block as Block).body, name)]));
}

function runCase(stem: string): Comparison {
  const specificationBody = parseHcl(textOf(`${stem}.hcldec`), stem).value;
  const expectation = parseHcl(textOf(`${stem}.t`), stem).value;
  const source = parseHcl(textOf(`${stem}.hcl`), stem);
  const specification = readHclSpecification(specificationBody);
  const variables = variablesIn(specificationBody);
  const result = decode(source.value, specification, { variables });
  const problems = source.diagnostics.length > 0 ? source.diagnostics : result.diagnostics;
  const wanted = expectedProblems(expectation);
  if (wanted.length > 0 || problems.length > 0) {
    return { got: asNumbers(describeProblems(problems) as unknown[]), want: asNumbers(wanted) };
  }
  return compareResult(expectation, result.value, variablesOf(source.value, specification).length);
}

function compareResult(expectation: Body, value: Value, variables: number): Comparison {
  const typed = expectation.attributes.has('result_type');
  const type = typed ? typeIn(expectation, 'result_type') : value.type;
  const result = expectation.attributes.has('result') ? valueIn(expectation, 'result') : value;
  const wanted = convert(result, type).value ?? Value.null(type);
  const noVariables = blocksOf(expectation, 'traversals').length > 0;
  return {
    got: `${describe(value)}${noVariables ? ` ${variables}` : ''}`,
    want: `${describe(wanted)}${noVariables ? ' 0' : ''}`,
  };
}

export const specsuiteSuites: readonly Suite[] = [
  {
    name: 'specsuite',
    measure: 'specsuite',
    run: () =>
      [...upstreamFiles().keys()]
        .filter((path) => path.startsWith(folder) && path.endsWith('.t'))
        .map((path) => path.slice(0, -'.t'.length))
        .map((stem) => ({ name: stem.slice(folder.length), ...runCase(stem) })),
  },
];
