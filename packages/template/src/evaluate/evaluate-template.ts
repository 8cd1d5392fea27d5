import type { Checked, Diagnostic } from '@strata/diagnostics';
import {
  createFunctions,
  evaluate,
  type FunctionPorts,
  type HclFunction,
  type RemoteValues,
  type Scope,
  Type,
  Value,
} from '@strata/hcl';
import type { PartRegistry } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import type { DataBlock, Local, Template } from '../template';
import type { DataFacts } from './data-value';
import { type DataResult, evaluateData, type Input } from './evaluate-data';
import { explainNames } from './explain-names';
import { checkNeeds, type NodeKey } from './needs';
import { getAllNeeds, getNodes, getSyntax, type Node } from './nodes';
import { getOrder } from './order';
import { getDataRoot, getFixedRoots } from './roots';

/** What evaluation needs to know of a template: it happens before the builds are read. */
export type Values = Pick<Template, 'variables' | 'locals' | 'data' | 'paths' | 'ports'>;

/** How the outside world takes part in evaluation. */
export interface EvaluateContext {
  readonly registry: PartRegistry;
  readonly facts?: DataFacts;
  /** Made of the template's ports already. */
  readonly functions?: ReadonlyMap<string, HclFunction>;
  /** Data sources first, then locals: a data source that needs a local is refused. @default false */
  readonly sequential?: boolean;
  /** Which locals and data sources may ask other machines; what the others would ask for is unknown. @default all */
  readonly asks?: (key: NodeKey) => boolean;
}

export interface Evaluation {
  /** `var`, `local`, `data`, `path`, `packer`, and the functions. */
  readonly scope: Scope;
  /** What each data block stands for, by `type.name`; those with mistakes are left out. */
  readonly inputs: ReadonlyMap<string, Input>;
}

/**
 * Evaluates locals and data sources, each after what it refers to. What is wrong or not known yet is unknown, so that
 * everything else can still be checked.
 */
export function evaluateTemplate(values: Values, context: EvaluateContext): Checked<Evaluation> {
  return collect((take, report) => {
    const nodes = getNodes(values);
    const needs = getAllNeeds(nodes);
    const { nodes: order, rings, stuck } = getOrder(needs);
    report(rings.map((ring) => getRing(ring, nodes)));
    const base: Base = {
      roots: getFixedRoots(values.paths, values.variables),
      functions: context.functions ?? createFunctions(values.ports),
      remote: values.ports.remote,
    };
    const getQuiet = once(() => silence(base, values.ports));
    const getBase = (key: NodeKey) => ((context.asks?.(key) ?? true) ? base : getQuiet());
    const results = new Map<NodeKey, DataResult>();
    for (const key of order)
      results.set(
        key,
        stuck.has(key)
          ? unknown
          : take(evaluateNode(key, { nodes, needs, results, context, base: getBase(key) })),
      );
    return { scope: getScope(results, base), inputs: getInputs(results) };
  });
}

const unknown: DataResult = { value: Value.unknown(Type.dynamic) };

/** What is shown of a ring: nobody reads a chain of a thousand names. */
const MOST_OF_RING = 6;

function getShown(ring: readonly NodeKey[]): readonly string[] {
  const left = ring.length - MOST_OF_RING;
  return left > 0 ? [...ring.slice(0, MOST_OF_RING), `${left} more, the last of which`] : ring;
}

function getRing(ring: readonly NodeKey[], nodes: ReadonlyMap<NodeKey, Node>): Diagnostic {
  const first = ring[0] as NodeKey;
  const subject = nodes.get(first)?.range;
  const related = ring.slice(1, MOST_OF_RING).flatMap((key) => {
    const range = nodes.get(key)?.range;
    return range ? [{ label: `${key} is`, range }] : [];
  });
  return problem('TPL023', {
    detail: `${[...getShown(ring), first].join(' needs ')}, so none of them can be evaluated.`,
    ...(subject && { subject }),
    related,
    hint: 'Give one of them a value that needs none of the others.',
  });
}

interface Base {
  readonly roots: ReadonlyMap<string, Value>;
  readonly functions: ReadonlyMap<string, HclFunction>;
  readonly remote: RemoteValues | undefined;
}

/** Never has an answer, and takes no note of what it was asked. */
const silent: RemoteValues = {
  find: () => undefined,
  fetch: async () => false,
  hide: () => undefined,
};

/** The same for what must not ask anybody. */
function silence(base: Base, ports: FunctionPorts): Base {
  if (!ports.remote) return base;
  return { ...base, functions: createFunctions({ ...ports, remote: silent }), remote: silent };
}

/** Functions are many, so they are made for a second time only when somebody needs them. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Progress {
  readonly nodes: ReadonlyMap<NodeKey, Node>;
  readonly needs: ReadonlyMap<NodeKey, readonly NodeKey[]>;
  readonly results: ReadonlyMap<NodeKey, DataResult>;
  readonly base: Base;
  readonly context: EvaluateContext;
}

/** In a scope with what the node needs and no more: the others may not be evaluated yet. */
function evaluateNode(key: NodeKey, { nodes, needs, results, base, context }: Progress): Checked<DataResult> {
  const node = nodes.get(key) as Node;
  const strange = [
    ...checkNeeds(getSyntax(node), nodes),
    ...(context.sequential && node.kind === 'data' ? checkSequential(node, needs.get(key) ?? []) : []),
  ];
  if (strange.length > 0) return { value: unknown, diagnostics: strange };
  const needed = new Map((needs.get(key) ?? []).map((need) => [need, results.get(need) ?? unknown]));
  const scope = getScope(needed, base);
  if (node.kind === 'local') return evaluateLocal(node, scope);
  const { registry, facts } = context;
  return evaluateData(node, { registry, scope, remote: base.remote, ...(facts && { facts }) });
}

function checkSequential({ type, name, range }: DataBlock, needs: readonly NodeKey[]): readonly Diagnostic[] {
  return needs
    .filter((need) => need.startsWith('local.'))
    .map((need) =>
      problem('TPL044', {
        detail: `data.${type}.${name} needs ${need}, but in sequential evaluation all data sources come before the locals.`,
        subject: range,
        hint: 'Leave -use-sequential-evaluation out: each value is then evaluated after what it needs.',
      }),
    );
}

function evaluateLocal({ expr, sensitive }: Local, scope: Scope): Checked<DataResult> {
  const { value, diagnostics } = evaluate(expr, scope);
  const explained = explainNames(diagnostics, expr, { scope });
  return { value: { value: sensitive ? Value.sensitive(value) : value }, diagnostics: explained };
}

function getScope(
  results: ReadonlyMap<NodeKey, DataResult>,
  { roots, functions }: Omit<Base, 'remote'>,
): Scope {
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

function getInputs(results: ReadonlyMap<NodeKey, DataResult>): ReadonlyMap<string, Input> {
  return new Map(
    [...results].flatMap(([key, { input }]) => (input ? [[key.slice('data.'.length), input] as const] : [])),
  );
}
