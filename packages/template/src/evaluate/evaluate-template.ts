import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import {
  createFunctions,
  evaluate,
  type FunctionPorts,
  type HclFunction,
  type Scope,
  Type,
  Value,
} from '@strata/hcl';
import type { InputReference, PartRegistry } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import { decodeBlock } from '../decode/decode-block';
import type { DataBlock, Local, Template } from '../template';
import { getUnknownPart } from '../unknown-part';
import { type DataFacts, getDataValue, getReference } from './data-value';
import { checkNeeds, getNeeds, type NodeKey } from './needs';
import { getOrder } from './order';
import { getDataRoot, getFixedRoots } from './roots';

/** What evaluation needs to know of a template: it happens before the builds are read. */
export type Values = Pick<Template, 'variables' | 'locals' | 'data' | 'paths' | 'ports'>;

/** How the outside world takes part in evaluation. */
export interface EvaluateContext {
  readonly registry: PartRegistry;
  readonly facts?: DataFacts;
  /** In place of the template's own: to see what the functions read. */
  readonly ports?: FunctionPorts;
}

export interface Evaluation {
  /** `var`, `local`, `data`, `path`, `packer`, and the functions. */
  readonly scope: Scope;
  /** What each data block stands for, by `type.name`; those with mistakes are left out. */
  readonly inputs: ReadonlyMap<string, Input>;
}

export interface Input {
  readonly reference: InputReference;
  readonly range: Range;
}

/**
 * Evaluates locals and data sources, each after what it refers to. What is wrong or not known yet is unknown, so that
 * everything else can still be checked.
 */
export function evaluateTemplate(values: Values, context: EvaluateContext): Checked<Evaluation> {
  return collect((take, report) => {
    const nodes = getNodes(values);
    const { nodes: order, rings } = getOrder(getAllNeeds(nodes));
    report(...rings.map((ring) => getRing(ring, nodes)));
    const base = {
      roots: getFixedRoots(values.paths, values.variables),
      functions: createFunctions(context.ports ?? values.ports),
    };
    const stuck = new Set(rings.flat());
    const results = new Map<NodeKey, Result>();
    for (const key of order) {
      const known = stuck.has(key) ? unknown : take(evaluateNode(key, { nodes, results, base, context }));
      results.set(key, known);
    }
    return { scope: getScope(results, base), inputs: getInputs(results) };
  });
}

type Node = (Local & { readonly kind: 'local' }) | (DataBlock & { readonly kind: 'data' });

function getNodes({ locals, data }: Values): ReadonlyMap<NodeKey, Node> {
  return new Map<NodeKey, Node>([
    ...[...locals].map(([name, local]): [NodeKey, Node] => [`local.${name}`, { ...local, kind: 'local' }]),
    ...[...data].map(([name, block]): [NodeKey, Node] => [`data.${name}`, { ...block, kind: 'data' }]),
  ]);
}

function getAllNeeds(nodes: ReadonlyMap<NodeKey, Node>): ReadonlyMap<NodeKey, readonly NodeKey[]> {
  return new Map([...nodes].map(([key, node]) => [key, getNodeNeeds(key, node, nodes)]));
}

/** All locals at once are all the others: `lookup(local, "x")` in one of them does not mean itself. */
function getNodeNeeds(key: NodeKey, node: Node, nodes: ReadonlyMap<NodeKey, Node>): readonly NodeKey[] {
  const needs = getNeeds(getSyntax(node), nodes);
  const named = getNeeds(getSyntax(node), { has: (other) => nodes.has(other), keys: () => [] });
  return needs.filter((need) => need !== key || named.includes(key));
}

function getSyntax(node: Node) {
  return node.kind === 'local' ? node.expr : node.body;
}

function getRing(ring: readonly NodeKey[], nodes: ReadonlyMap<NodeKey, Node>): Diagnostic {
  const first = ring[0] as NodeKey;
  const subject = nodes.get(first)?.range;
  const detail = `${[...ring, first].join(' needs ')}, so none of them can be evaluated.`;
  return problem('TPL023', { detail, ...(subject && { subject }) });
}

/* One node */

interface Result {
  readonly value: Value;
  readonly input?: Input;
}

const unknown: Result = { value: Value.unknown(Type.dynamic) };

interface Base {
  readonly roots: ReadonlyMap<string, Value>;
  readonly functions: ReadonlyMap<string, HclFunction>;
}

interface Progress {
  readonly nodes: ReadonlyMap<NodeKey, Node>;
  readonly results: ReadonlyMap<NodeKey, Result>;
  readonly base: Base;
  readonly context: EvaluateContext;
}

function evaluateNode(key: NodeKey, progress: Progress): Checked<Result> {
  const { nodes, results, base, context } = progress;
  const node = nodes.get(key) as Node;
  const strange = checkNeeds(getSyntax(node), nodes);
  if (strange.length > 0) return { value: unknown, diagnostics: strange };
  const needed = getNodeNeeds(key, node, nodes);
  const scope = getScope(new Map(needed.map((need) => [need, results.get(need) ?? unknown])), base);
  return node.kind === 'local' ? evaluateLocal(node, scope) : evaluateData(node, scope, context);
}

function evaluateLocal({ expr, sensitive }: Local, scope: Scope): Checked<Result> {
  const { value, diagnostics } = evaluate(expr, scope);
  return { value: { value: sensitive ? Value.sensitive(value) : value }, diagnostics };
}

function evaluateData(block: DataBlock, scope: Scope, context: EvaluateContext): Checked<Result> {
  const { registry, facts = {} } = context;
  const definition = registry.dataSources.get(block.type);
  if (!definition) {
    const diagnostics = [getUnknownPart(block.type, block.typeRange, { registry, kind: 'dataSources' })];
    return { value: unknown, diagnostics };
  }
  const title = `data "${block.type}" "${block.name}"`;
  const decoded = decodeBlock(block.body, definition.schema, { scope, title, range: block.range });
  const diagnostics = [...decoded.diagnostics, ...checkKnown(decoded.value.unknown, title, block.range)];
  if (hasErrors(diagnostics)) return { value: unknown, diagnostics };
  const reference = getReference(definition, decoded.value.options);
  return {
    value: { value: getDataValue(reference, facts), input: { reference, range: block.range } },
    diagnostics,
  };
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

/* Results as names */

function getScope(results: ReadonlyMap<NodeKey, Result>, { roots, functions }: Base): Scope {
  const under = (root: string) =>
    new Map(
      [...results]
        .filter(([key]) => key.startsWith(root))
        .map(([key, { value }]) => [key.slice(root.length), value]),
    );
  const variables = new Map<string, Value>([
    ...roots,
    ['local', Value.object(under('local.'))],
    ['data', getDataRoot(under('data.'))],
  ]);
  return { variables, functions };
}

function getInputs(results: ReadonlyMap<NodeKey, Result>): ReadonlyMap<string, Input> {
  return new Map(
    [...results].flatMap(([key, { input }]) => (input ? [[key.slice('data.'.length), input] as const] : [])),
  );
}
