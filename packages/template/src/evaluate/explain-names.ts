import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import { type Body, type Expression, references, type Scope, type Traversal } from '@strata/hcl';
import { problem } from '../codes';
import type { DecodeContext } from '../decode/walk';
import { getSpelling } from '../spelling';

/** What the language says of a name that is not there; it does not know what names are for. */
const NOT_THERE = new Set(['HCL100', 'HCL103']);

/** Names that are there in some places of a template only, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  build:
    'build.* is there in the options of provisioners and post-processors, and build.name in their other arguments: the rest is known only while the build runs.',
  source:
    'source.name and source.type are there in sources, provisioners and post-processors, where each use of a source has its own.',
};

/**
 * Says what is wrong with names that are not there in the words of templates: a variable that nobody declares, or a
 * name that is known elsewhere.
 */
export function explainNames(
  diagnostics: readonly Diagnostic[],
  node: Expression | Body,
  place: Pick<DecodeContext, 'scope' | 'isLegacy'>,
): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => NOT_THERE.has(code))) return diagnostics;
  const all = references(node);
  return diagnostics.map((one) => {
    if (!NOT_THERE.has(one.code)) return one;
    const meant = all.find(({ range }) => one.subject && contains(range, one.subject));
    return (meant && explain(meant, one, place)) ?? one;
  });
}

function contains(outer: Range, inner: Range): boolean {
  const { file, start, end } = outer;
  return file === inner.file && start.byte <= inner.start.byte && inner.end.byte <= end.byte;
}

function explain(
  traversal: Traversal,
  { code }: Diagnostic,
  { scope, isLegacy }: Pick<DecodeContext, 'scope' | 'isLegacy'>,
): Diagnostic | undefined {
  const { root, steps, range } = traversal;
  if (code === 'HCL100') return Object.hasOwn(ELSEWHERE, root) ? getElsewhere(traversal) : undefined;
  const [first] = steps;
  const declared = root === 'var' ? getNames(scope) : undefined;
  if (!declared || first?.kind !== 'attribute' || declared.includes(first.name)) return undefined;
  const near = suggest(first.name, declared);
  const { variable, declaration } = getSpelling(range, isLegacy);
  return problem('TPL018', {
    detail: `The template declares no variable "${first.name}".`,
    subject: range,
    hint: near ? `Did you mean ${variable(near)}?` : `Declare it: ${declaration(first.name)}`,
  });
}

function getElsewhere({ root, range }: Traversal): Diagnostic {
  return problem('TPL047', { detail: `There is no "${root}" here. ${ELSEWHERE[root]}`, subject: range });
}

function getNames(scope: Scope): readonly string[] {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const root = at.variables?.get('var');
    if (root?.kind === 'object') return [...root.entries.keys()];
  }
  return [];
}
