import type { JsonNode } from '@strata/hcl';
import { parsePieces } from '../go-template/parse';
import type { Operand, Piece } from '../go-template/pipeline';
import type { OldTemplate } from './old-template';
import { getText } from './old-template';
import { toIdentifier } from './quote';

/** What a variable becomes: one that can be given, or a local, as only locals may call functions. */
export interface NewVariable {
  /** As the JSON template calls it. */
  readonly old: string;
  /** As HCL can call it. */
  readonly name: string;
  readonly kind: 'var' | 'local';
  readonly sensitive: boolean;
  /** Absent when the variable must be given. */
  readonly value?: JsonNode;
}

/** Every variable that the template declares or uses, by its old name. */
export function getNewVariables(template: OldTemplate): ReadonlyMap<string, NewVariable> {
  const { variables, sensitive, root } = template;
  const given = new Map((variables?.members ?? []).map(({ name, value }) => [name.string, value]));
  const olds = new Set([...given.keys(), ...findUsed(root)]);
  const taken: TakenNames = new Map();
  return new Map([...olds].map((old) => [old, getNewVariable(old, { given, sensitive }, taken)]));
}

interface Declared {
  readonly given: ReadonlyMap<string, JsonNode>;
  readonly sensitive: ReadonlySet<string>;
}

function getNewVariable(old: string, { given, sensitive }: Declared, taken: TakenNames): NewVariable {
  const declared = given.get(old);
  const value = declared?.kind === 'null' ? undefined : declared;
  const text = getText(value);
  const kind = text !== undefined && callsFunctions(text) ? 'local' : 'var';
  return {
    old,
    name: takeName(getWanted(old, kind), taken),
    kind,
    sensitive: sensitive.has(old),
    ...(value && { value }),
  };
}

/** The local that stands for `{{timestamp}}` has that name already. */
function getWanted(old: string, kind: NewVariable['kind']): string {
  return kind === 'local' && old === 'timestamp' ? 'timestamp_variable' : toIdentifier(old);
}

/** Names that are taken, each with the last number that stands behind it somewhere. */
export type TakenNames = Map<string, number>;

/** A name that nobody has yet: the given one, or with a number behind it. */
export function takeName(wanted: string, taken: TakenNames): string {
  let name = wanted;
  let count = taken.get(wanted) ?? 1;
  while (taken.has(name)) name = `${wanted}_${++count}`;
  taken.set(wanted, count);
  taken.set(name, taken.get(name) ?? 1);
  return name;
}

/** What the default of a variable cannot call in HCL. Others are left to the parts that know them. */
const NOT_IN_DEFAULTS = new Set(
  'aws_secretsmanager aws_secretsmanager_raw consul_key isotime lower packer_version pwd replace replace_all split strftime template_dir timestamp upper user uuid vault'.split(
    ' ',
  ),
);

function callsFunctions(text: string): boolean {
  return parsePieces(text).some((piece) => getCalls(piece).some(({ word }) => NOT_IN_DEFAULTS.has(word)));
}

function findUsed(node: JsonNode): readonly string[] {
  if (node.kind === 'array') return node.items.flatMap(findUsed);
  if (node.kind === 'object') return node.members.flatMap(({ value }) => findUsed(value));
  if (node.kind !== 'string' || !node.string.includes('{{')) return [];
  return parsePieces(node.string)
    .flatMap(getCalls)
    .flatMap(({ word, args: [name] }) => (word === 'user' && name?.kind === 'string' ? [name.string] : []));
}

interface Call {
  readonly word: string;
  readonly args: readonly Operand[];
}

function getCalls(piece: Piece): readonly Call[] {
  return piece.kind === 'action' ? (piece.pipeline ?? []).flatMap(getCallsOf) : [];
}

function getCallsOf([first, ...args]: readonly Operand[]): readonly Call[] {
  const inner = args.flatMap((arg) => {
    if (arg.kind === 'pipeline') return arg.pipeline.flatMap(getCallsOf);
    return arg.kind === 'word' ? [{ word: arg.word, args: [] }] : [];
  });
  return first?.kind === 'word' ? [{ word: first.word, args }, ...inner] : inner;
}
