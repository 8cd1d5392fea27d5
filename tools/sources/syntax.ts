import { type Module, parseSync } from '@swc/core';

/** A node of swc's tree, as far as a walk over all of them can know it. */
export interface SyntaxNode {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [field: string]: unknown;
}

export interface Source {
  readonly module: Module;
  /** 1-based line of a node. */
  lineOf(node: SyntaxNode): number;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';

/** swc numbers the bytes of all files of a process in one row; an empty file tells where the next one starts. */
function getNextOffset(): number {
  return parseSync('', { syntax: 'typescript' }).span.end;
}

export function parseSource(text: string): Source {
  const offset = getNextOffset();
  const module = parseSync(text, { syntax: 'typescript', target: 'es2022' });
  const bytes = Buffer.from(text);
  const lineOf = (node: SyntaxNode) => {
    const before = bytes.subarray(0, Math.max(0, (node.span?.start ?? offset) - offset));
    return before.filter((byte) => byte === 10).length + 1;
  };
  return { module, lineOf };
}

/** Every node of the tree, parents first. */
export function* walk(value: unknown): Generator<SyntaxNode> {
  if (isNode(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) yield* walk(child);
}
