import type { Range } from '@strata/diagnostics';
import { type Attribute, type Block, type Body, type Expression, parseHcl } from '@strata/hcl';

/** A template in HCL's own syntax, written in its JSON syntax. Throws when JSON cannot say it. */
export function toJsonSyntax(text: string): string {
  const source = Buffer.from(text);
  const { value, diagnostics } = parseHcl(text, 'source.pkr.hcl');
  if (diagnostics.length > 0) throw new Error('The source has mistakes of its own.');
  return writeBody(value, {
    block: '',
    slice: ({ start, end }) => source.toString('utf8', start.byte, end.byte),
  });
}

interface Place {
  /** The type of the block around. */
  readonly block: string;
  /** What is written there. */
  readonly slice: (range: Range) => string;
}

/* Bodies */

function writeBody({ attributes, blocks }: Body, place: Place): string {
  const members = [
    ...[...attributes.values()].map((attribute) => member(attribute.name, writeAttribute(attribute, place))),
    ...inRuns(blocks).map((run) => writeRun(run, place)),
  ];
  return `{${members.join(', ')}}`;
}

const member = (name: string, value: string) => `${JSON.stringify(name)}: ${value}`;

/** Neighbours of one type together; a type that comes again later is named again, for the order may mean something. */
function inRuns(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last?.[0]?.type === block.type) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

function writeRun(run: readonly Block[], place: Place): string {
  const [first] = run as [Block];
  const written = run.map(({ labels, body }) =>
    labels.reduceRight(
      (value, label) => `{${member(label, value)}}`,
      writeBody(body, { ...place, block: first.type }),
    ),
  );
  return member(first.type, written.length === 1 ? (written[0] as string) : `[${written.join(', ')}]`);
}

/* Arguments */

/** Arguments that are read without being evaluated. */
const LITERAL: Readonly<Record<string, readonly string[]>> = {
  variable: ['description', 'sensitive'],
  validation: ['error_message'],
  packer: ['required_version'],
};

function writeAttribute({ name, expr }: Attribute, place: Place): string {
  if (place.block === 'variable' && name === 'type') return JSON.stringify(place.slice(expr.range));
  if (place.block === 'dynamic' && name === 'iterator') return JSON.stringify(place.slice(expr.range));
  const isLiteral = place.block === 'required_plugins' || LITERAL[place.block]?.includes(name);
  return writeExpression(expr, { ...place, escape: isLiteral ? (text) => text : escapeTemplate });
}

interface Writing extends Place {
  readonly escape: (text: string) => string;
}

const escapeTemplate = (text: string) => text.replace(/[$%](?=\{)/gu, '$&$&');

function writeExpression(expr: Expression, writing: Writing): string {
  const text = getText(expr);
  if (text !== undefined) return JSON.stringify(writing.escape(text));
  switch (expr.kind) {
    case 'literal':
      return writeLiteral(expr, writing);
    case 'tuple':
      return `[${expr.items.map((item) => writeExpression(item, writing)).join(', ')}]`;
    case 'object':
      return writeObject(expr, writing);
    default:
      return wrap(expr, writing);
  }
}

/** An expression in native syntax, alone in a template: that is its value. A heredoc needs the end of its line. */
function wrap({ range }: Expression, { slice }: Writing): string {
  const source = slice(range);
  return JSON.stringify(source.includes('<<') ? `\${${source}\n}` : `\${${source}}`);
}

function getText(expr: Expression): string | undefined {
  const [part, ...more] = expr.kind === 'template' ? expr.parts : [];
  return part?.kind === 'literal' && part.value.kind === 'string' && more.length === 0
    ? part.value.string
    : undefined;
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/u;

function writeLiteral(expr: Expression & { kind: 'literal' }, writing: Writing): string {
  const source = writing.slice(expr.range);
  const isPlain = ['null', 'true', 'false'].includes(source) || JSON_NUMBER.test(source);
  return isPlain ? source : wrap(expr, writing);
}

/** Only names that are written out, each once: of others the native syntax takes the last one. */
function writeObject(expr: Expression & { kind: 'object' }, writing: Writing): string {
  const names = expr.items.map(({ key: { expr: key, computed } }) => {
    if (key.kind === 'traversal' && key.traversal.steps.length === 0 && !computed) return key.traversal.root;
    return getText(key);
  });
  if (names.includes(undefined) || new Set(names).size < names.length) return wrap(expr, writing);
  const members = expr.items.map(({ value }, index) =>
    member(writing.escape(names[index] as string), writeExpression(value, writing)),
  );
  return `{${members.join(', ')}}`;
}
