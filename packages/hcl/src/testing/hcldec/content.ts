import type { Diagnostic, Range } from '@strata/diagnostics';
import type { Block, Body } from '../../syntax/ast';
import { type BlockSpecification, labelNames, partsOf, type Specification } from './specification';

/** What a specification finds in a body. */
export interface Content {
  readonly body: Body;
  /** Those that the specification asks for and that have the labels they need. */
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

const complain = (summary: string, detail: string, subject: Range): Diagnostic => ({
  severity: 'error',
  code: 'HCL000',
  summary,
  detail,
  subject,
});

export function isBlock(specification: Specification): specification is BlockSpecification {
  return specification.kind.startsWith('block');
}

/** Holds a body against what a specification wants of it. */
export function getContent(body: Body, specification: Specification): Content {
  const parts = partsOf(specification);
  const wanted = parts.filter(isBlock);
  const blocks = body.blocks.flatMap((block) => {
    const match = wanted.find(({ type }) => type === block.type);
    const problem = match
      ? validateLabels(block, labelNames(match))
      : complain(
          'Unsupported block type',
          `Blocks of type ${block.type} are not expected here.`,
          block.typeRange,
        );
    return [{ block, problem }];
  });
  return {
    body,
    blocks: blocks.filter(({ problem }) => problem === undefined).map(({ block }) => block),
    diagnostics: [...validateAttributes(body, parts), ...blocks.flatMap(({ problem }) => problem ?? [])],
  };
}

function validateAttributes(body: Body, parts: readonly Specification[]): readonly Diagnostic[] {
  const wanted = parts.filter((part) => part.kind === 'attribute');
  const names = new Set(wanted.map(({ name }) => name));
  const missing = new Set(wanted.filter(({ name, required }) => required && !body.attributes.has(name)));
  return [
    ...[...missing].map(({ name }) =>
      complain('Missing required argument', `The argument ${name} is required.`, body.endRange),
    ),
    ...[...body.attributes.values()]
      .filter(({ name }) => !names.has(name))
      .map(({ name, nameRange }) =>
        complain('Unsupported argument', `An argument named ${name} is not expected here.`, nameRange),
      ),
  ];
}

function validateLabels(
  { labels, labelRanges, openRange, type }: Block,
  wanted: readonly string[],
): Diagnostic | undefined {
  if (labels.length > wanted.length) {
    return complain(
      'Extraneous label',
      `There are too many labels for ${type}.`,
      labelRanges[wanted.length]!,
    );
  }
  if (labels.length === wanted.length) return undefined;
  return complain('Missing label', `All ${type} blocks must have ${wanted.length} labels.`, openRange);
}
