import { type Source, type SyntaxNode, walk } from '../sources/syntax';

export interface SideEffect {
  readonly what: string;
  readonly line: number;
}

type Name = { readonly type: string; readonly value?: string };

const processMembers = [
  'env',
  'exit',
  'exitCode',
  'cwd',
  'argv',
  'hrtime',
  'stdout',
  'stderr',
  'stdin',
  'chdir',
];

/** `process.env` as `process.env`; undefined for anything that is not a plain member of a plain name. */
function getMember(node: SyntaxNode): string | undefined {
  const { object, property } = node as unknown as { object: Name; property: Name };
  const isPlain = object.type === 'Identifier' && property.type === 'Identifier';
  return isPlain ? `${object.value}.${property.value}` : undefined;
}

function getMemberEffect(node: SyntaxNode): string | undefined {
  const member = getMember(node);
  const [object, property = ''] = member?.split('.') ?? [];
  if (object === 'process' && processMembers.includes(property)) return member;
  return object === 'console' || member === 'Date.now' || member === 'performance.now' ? member : undefined;
}

/** `new Date(x)` only converts; without arguments it reads the clock. */
function getClockEffect(node: SyntaxNode): string | undefined {
  const callee = node.callee as Name;
  const given = (node.arguments ?? []) as readonly unknown[];
  return callee.type === 'Identifier' && callee.value === 'Date' && given.length === 0
    ? 'new Date()'
    : undefined;
}

/** Where a source reads the environment or the clock, writes to the terminal or ends the process. */
export function getSideEffects(source: Source): readonly SideEffect[] {
  return [...walk(source.module)].flatMap((node) => {
    const what =
      node.type === 'MemberExpression'
        ? getMemberEffect(node)
        : node.type === 'NewExpression'
          ? getClockEffect(node)
          : undefined;
    return what ? [{ what, line: source.lineOf(node) }] : [];
  });
}
