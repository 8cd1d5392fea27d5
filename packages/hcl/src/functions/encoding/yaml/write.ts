import { friendlyName } from '../../../types/names';
import { toText } from '../../../values/number/text';
import type { MappingValue, SequenceValue, Value } from '../../../values/value';
import { canBeLiteral, putLiteral, step } from './literal';
import { createOutput, goTo, type Output, put, putBreak, putIndicator } from './output';
import { YamlProblem } from './problem';
import { putQuoted } from './quoted';

/** Longer keys stand behind a `?`. In bytes, as libyaml counts. */
const longestSimpleKey = 128;

/** Where a value stands: the column of what is around it (-1 for nothing), and whether that is a mapping. */
interface Place {
  readonly column: number;
  readonly inMapping: boolean;
}

/** A wholly known value as a YAML document, in upstream's style: texts quoted, one entry a line. */
export function writeYaml(value: Value): string {
  const output = createOutput();
  putValue(output, value, { column: -1, inMapping: false });
  if (output.column > 0) putBreak(output);
  if (isPlain(value)) put(output, '...\n', 0);
  return output.pieces.join('');
}

/** A scalar without quotes might go on: at the root a document end has to follow. */
function isPlain({ kind }: Value): boolean {
  return kind === 'null' || kind === 'bool' || kind === 'number';
}

function putValue(output: Output, value: Value, place: Place): void {
  switch (value.kind) {
    case 'string':
      putText(output, value.string, { place, key: false });
      break;
    case 'null':
      putPlain(output, 'null');
      break;
    case 'bool':
      putPlain(output, String(value.bool));
      break;
    case 'number':
      putPlain(output, toText(value.number));
      break;
    case 'list':
    case 'set':
    case 'tuple':
      if (value.elements.length === 0) putPlain(output, '[]');
      else putSequence(output, value, place);
      break;
    case 'map':
    case 'object':
      if (value.entries.size === 0) putPlain(output, '{}');
      else putMapping(output, value, place);
      break;
    default:
      throw new YamlProblem(`can't marshal ${friendlyName(value.type)} as YAML`);
  }
}

function putPlain(output: Output, text: string): void {
  putIndicator(output, text);
  output.indented = false;
}

/** What is inside stands two columns further in; at the root a scalar does so too. */
function inner(column: number, atRoot: number): number {
  return column < 0 ? atRoot : column + step;
}

function putText(
  output: Output,
  text: string,
  { place, key }: { readonly place: Place; readonly key: boolean },
): void {
  const indent = inner(place.column, step);
  if (text.includes('\n') && canBeLiteral(text)) putLiteral(output, text, indent);
  else putQuoted(output, text, { indent, key });
}

/** In a mapping the dashes stand below the key. */
function putSequence(output: Output, { elements }: SequenceValue, { column, inMapping }: Place): void {
  const own = inMapping && !output.indented ? column : inner(column, 0);
  for (const element of elements) {
    goTo(output, own);
    putIndicator(output, '-');
    putValue(output, element, { column: own, inMapping: false });
  }
}

function putMapping(output: Output, { entries }: MappingValue, { column }: Place): void {
  const own = inner(column, 0);
  for (const [key, value] of entries) {
    goTo(output, own);
    putKey(output, key, own);
    putValue(output, value, { column: own, inMapping: true });
  }
}

function putKey(output: Output, key: string, column: number): void {
  const place = { column, inMapping: true };
  if (!/[\n\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= longestSimpleKey) {
    putText(output, key, { place, key: true });
    put(output, ':', 1);
    output.spaced = false;
    output.indented = false;
    return;
  }
  putIndicator(output, '?');
  putText(output, key, { place, key: false });
  goTo(output, column);
  putIndicator(output, ':');
}
