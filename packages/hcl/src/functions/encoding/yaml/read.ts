import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml';
import { Type } from '../../../types/type';
import { Value } from '../../../values/value';
import { YamlProblem } from './problem';
import { scalarValue } from './scalar';

export { YamlProblem };

/** Deeper YAML is nobody's data; every walk over the value is recursive. */
const maxDepth = 200;

interface Reader {
  readonly text: string;
  readonly anchors: Map<string, Value>;
  readonly open: Set<string>;
  depth: number;
}

/** A YAML document as a value: mappings are objects, sequences tuples. */
export function readYaml(text: string): Value {
  const root = parse(text);
  return root === null
    ? Value.null(Type.dynamic)
    : readNode({ text, anchors: new Map(), open: new Set(), depth: 0 }, root);
}

/** `- - - …`: the parser would build a pattern of that width and take the whole process down with it. */
const stackedIndicators = /^ *(?:[-?:] +){200}/m;

/** Much larger than any data in a template; the parser takes seconds for more. */
const mostCharacters = 1 << 20;
const mostLines = 50_000;

/** What is in quotes and comments counts too, so this must be generous: the parser takes seconds to fail at 100,000. */
const mostOpen = 1000;

/** Refuses what the parser would take too long over. */
function validateSize(text: string): void {
  if (text.length > mostCharacters || text.split('\n').length > mostLines)
    throw new YamlProblem(`more than ${mostCharacters} characters or ${mostLines} lines`);
  let open = 0;
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > mostOpen) throw new YamlProblem('nested too deep');
  }
  if (stackedIndicators.test(text)) throw new YamlProblem('nested too deep');
}

function parse(text: string): Node | null {
  validateSize(text);
  try {
    const document = parseDocument(text, {
      version: '1.1',
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error)
      throw new YamlProblem(error.message.includes('call stack') ? 'nested too deep' : error.message);
    return document.contents;
  } catch (error) {
    if (error instanceof RangeError) throw new YamlProblem('nested too deep');
    throw error;
  }
}

function readNode(reader: Reader, node: Node): Value {
  if (isAlias(node)) return readAlias(reader, node.source);
  const { anchor } = node as { anchor?: string };
  if (anchor) reader.open.add(anchor);
  if (++reader.depth > maxDepth) throw new YamlProblem(`nested deeper than ${maxDepth} levels`);
  const value = readContent(reader, node);
  reader.depth--;
  if (anchor) {
    reader.open.delete(anchor);
    reader.anchors.set(anchor, value);
  }
  return value;
}

function readAlias({ anchors, open }: Reader, name: string): Value {
  if (open.has(name))
    throw new YamlProblem(`cannot refer to anchor "${name}" from inside its own definition`);
  const value = anchors.get(name);
  if (value === undefined) throw new YamlProblem(`reference to undefined anchor "${name}"`);
  return value;
}

function readContent(reader: Reader, node: Node): Value {
  if (isMap(node)) return readMap(reader, node);
  if (isSeq(node)) return Value.tuple(node.items.map((item) => readNode(reader, item as Node)));
  if (!isScalar(node)) throw new YamlProblem('unsupported node');
  const plain = node.type === Scalar.PLAIN || node.type === undefined || node.type === null;
  return scalarValue(scalarText(reader, node), { tag: node.tag, plain });
}

/** A block at the very end of a text without a last line break has none either, says libyaml. */
function scalarText({ text }: Reader, node: Scalar): string {
  const value = String(node.value ?? '');
  const block = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
  return block && node.range?.[1] === text.length && !text.endsWith('\n') ? value.replace(/\n$/, '') : value;
}

/** A key written `<<` takes over the entries of another mapping; what is written out wins. */
function readMap(reader: Reader, map: YAMLMap): Value {
  const own = new Map<string, Value>();
  const merged = new Map<string, Value>();
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const value = pair.value ? readNode(reader, pair.value) : Value.null(Type.dynamic);
    if (isMerge(pair.key)) for (const [key, entry] of mergedEntries(value)) merged.set(key, entry);
    else own.set(readKey(reader, pair.key), value);
  }
  return Value.object(new Map([...merged, ...own]));
}

function isMerge(key: Node): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}

/** Of several mappings the first one wins. */
function mergedEntries(value: Value): readonly (readonly [string, Value])[] {
  if ('entries' in value) return [...value.entries];
  if ('elements' in value) return [...value.elements].reverse().flatMap(mergedEntries);
  throw new YamlProblem('map merge requires map or sequence of maps as the value');
}

function readKey(reader: Reader, key: Node): string {
  if (isScalar(key)) return String(key.value ?? '');
  const value = readNode(reader, key);
  if (value.kind === 'string') return value.string;
  throw new YamlProblem('only strings can be keys of a mapping');
}
