import { type Checked, type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import { type Block, nativeForm, type Scope } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Build, Source, SourceUse } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitAttributes, pickAttributes } from './body-parts';

/** Where a build says which sources it uses: by name, and in blocks of their own. */
export interface UsePlaces {
  readonly names: readonly string[] | undefined;
  /** All blocks of the build. */
  readonly blocks: readonly Block[];
  readonly block: Block;
}

interface UseContext {
  readonly scope: Scope;
  /** The build's name. */
  readonly build: string | undefined;
}

/** Reads which sources a build uses, the named ones first. */
export function readUses(
  { names, blocks, block }: UsePlaces,
  sources: ReadonlyMap<string, Source>,
  context: UseContext,
): Checked<Pick<Build, 'uses' | 'sources'>> {
  return collect((take, report) => {
    const attribute = block.body.attributes.get('sources');
    const range = attribute?.expr.range ?? block.headerRange;
    const list = attribute && nativeForm(attribute.expr);
    const itemRanges = list?.kind === 'tuple' ? list.items.map((item) => item.range) : [];
    const named = (names ?? []).map((name, index) =>
      take(getUse(name, itemRanges[index] ?? range, sources, context)),
    );
    const written = blocks
      .filter(({ type }) => type === 'source')
      .map((use) => take(readUse(use, sources, context)));
    const all = [...named, ...written];
    const isWrong = attribute && !names;
    if (all.length === 0 && !isWrong) report(getNoSource(block));
    return {
      uses: all.flatMap(({ use }) => use ?? []),
      sources: all.map(({ name, use }) => use?.filterName ?? name),
    };
  });
}

function getNoSource({ headerRange }: Block): Diagnostic {
  return problem('TPL029', {
    detail: 'This build names no source, so it builds nothing.',
    subject: headerRange,
    hint: 'Write sources = ["source.TYPE.NAME"].',
  });
}

/** What a build names; without a use where no source of that name is defined. */
interface Named {
  /** `type.name`. */
  readonly name: string;
  readonly use?: SourceUse;
}

function getUse(
  reference: string,
  range: Range,
  sources: ReadonlyMap<string, Source>,
  { build }: UseContext,
): Checked<Named> {
  const name = getSourceName(reference);
  const source = sources.get(name);
  if (!source) return { value: { name }, diagnostics: [getUndefined(reference, range, sources)] };
  const use = { source, ...getNames(source, source.label, build), range };
  return { value: { name, use }, diagnostics: [] };
}

/** `source.type.name` and `type.name` mean the same; Packer ignores the first of three words, whatever it is. */
function getSourceName(reference: string): string {
  const words = reference.split('.');
  return words.length === 3 ? words.slice(1).join('.') : reference;
}

function getUndefined(reference: string, subject: Range, sources: ReadonlyMap<string, Source>): Diagnostic {
  const near = suggest(getSourceName(reference), sources.keys());
  const names = [...sources.keys()].join(', ');
  return problem('TPL028', {
    detail: `There is no source "${reference}"; the template defines ${names === '' ? 'no sources' : names}.`,
    subject,
    ...(near && { hint: `Did you mean "source.${near}"?` }),
  });
}

function getNames({ type }: Source, name: string, build = ''): Pick<SourceUse, 'id' | 'name' | 'filterName'> {
  const filterName = `${type}.${name}`;
  return { id: build === '' ? filterName : `${build}.${filterName}`, name, filterName };
}

const NAME = createArguments({ name: 'string' });

function readUse(block: Block, sources: ReadonlyMap<string, Source>, context: UseContext): Checked<Named> {
  return collect((take) => {
    const reference = block.labels[0] ?? '';
    const named = take(getUse(reference, block.labelRanges[0] ?? block.headerRange, sources, context));
    const title = `source "${reference}"`;
    const meta = { scope: context.scope, title, range: block.headerRange };
    const { name } = take(readArguments(pickAttributes(block.body, ['name']), NAME, meta));
    if (!named.use) return named;
    const additions = omitAttributes(block.body, ['name']);
    const use = { ...named.use, additions, range: block.headerRange };
    const own = typeof name === 'string' ? getNames(use.source, name, context.build) : {};
    return { ...named, use: { ...use, ...own } };
  });
}
