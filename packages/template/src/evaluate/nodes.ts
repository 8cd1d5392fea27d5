import type { Body, Expression } from '@strata/hcl';
import type { DataBlock, Local, Template } from '../template';
import { getNeeds, type NodeKey } from './needs';

/** Something that is evaluated once for the whole template. */
export type Node = (Local & { readonly kind: 'local' }) | (DataBlock & { readonly kind: 'data' });

/** Locals and data sources by the way in which expressions name them. */
export function getNodes({ locals, data }: Pick<Template, 'locals' | 'data'>): ReadonlyMap<NodeKey, Node> {
  return new Map<NodeKey, Node>([
    ...[...locals].map(([name, local]): [NodeKey, Node] => [`local.${name}`, { ...local, kind: 'local' }]),
    ...[...data].map(([name, block]): [NodeKey, Node] => [`data.${name}`, { ...block, kind: 'data' }]),
  ]);
}

/** What each node needs to be evaluated before it. */
export function getAllNeeds(nodes: ReadonlyMap<NodeKey, Node>): ReadonlyMap<NodeKey, readonly NodeKey[]> {
  return new Map([...nodes].map(([key, node]) => [key, getNeeds(getSyntax(node), nodes, key)]));
}

/** What a node is written as. */
export function getSyntax(node: Node): Expression | Body {
  return node.kind === 'local' ? node.expr : node.body;
}
