import { convert } from '../../convert/convert';
import { evaluate } from '../../evaluate/evaluate';
import { FunctionFailure } from '../../functions/failure';
import type { EagerFunction, Parameter } from '../../functions/function';
import { invoke } from '../../functions/invoke';
import { createFunctions } from '../../functions/registry';
import { formatdate } from '../../functions/time/formatdate';
import { parseExpression } from '../../parse/parse';
import { Value } from '../../values/value';
import { describe, type GoldenValue, readValue } from '../golden-value';
import { emptyPorts } from '../ports';
import { type Comparison, type Suite, tableSuite } from '../suite';

type Row = Readonly<Record<string, unknown>>;

const functions = createFunctions(emptyPorts);

/** Table of upstream, our function, and the fields of a case that are its arguments; `...` spreads one. */
const tables: readonly (readonly [string, string, ...string[]])[] = [
  ['stdlib/TestAbsolute', 'abs', 'Input'],
  ['stdlib/TestCeil', 'ceil', 'Num'],
  ['stdlib/TestFloor', 'floor', 'Num'],
  ['stdlib/TestChunklist', 'chunklist', 'List', 'Len'],
  ['stdlib/TestCoalesceList', 'coalescelist', '...Values'],
  ['stdlib/TestConcat', 'concat', '...Input'],
  ['stdlib/TestCSVDecode', 'csvdecode', 'Input'],
  ['stdlib/TestContains', 'contains', 'List', 'Value'],
  ['stdlib/TestElement', 'element', 'List', 'Index'],
  ['stdlib/TestFlatten', 'flatten', 'List'],
  ['stdlib/TestFormat', 'format', 'Format', '...Args'],
  ['stdlib/TestFormatList', 'formatlist', 'Format', '...Args'],
  ['stdlib/TestJSONDecode', 'jsondecode', 'Input'],
  ['stdlib/TestJSONEncode', 'jsonencode', 'Input'],
  ['stdlib/TestJoin', 'join', 'Separator', '...Lists'],
  ['stdlib/TestKeys', 'keys', 'Collection'],
  ['stdlib/TestLength', 'length', 'Collection'],
  ['stdlib/TestLog', 'log', 'Num', 'Base'],
  ['stdlib/TestLookup', 'lookup', 'Collection', 'Key', 'Default'],
  ['stdlib/TestLower', 'lower', 'Input'],
  ['stdlib/TestMax', 'max', '...Inputs'],
  ['stdlib/TestMin', 'min', '...Inputs'],
  ['stdlib/TestMerge', 'merge', '...Values'],
  ['stdlib/TestParseInt', 'parseint', 'Num', 'Base'],
  ['stdlib/TestPow', 'pow', 'Num', 'Power'],
  ['stdlib/TestRange', 'range', '...Args'],
  ['stdlib/TestRegex', 'regex', 'Pattern', 'String'],
  ['stdlib/TestRegexAll', 'regexall', 'Pattern', 'String'],
  ['stdlib/TestRegexReplace', 'regex_replace', 'Input', 'Substr', 'Replace'],
  ['stdlib/TestReplace', 'replace', 'Input', 'Substr', 'Replace'],
  ['stdlib/TestReverse', 'strrev', 'Input'],
  ['stdlib/TestReverseList', 'reverse', 'Input'],
  ['stdlib/TestSetIntersection', 'setintersection', '...Input'],
  ['stdlib/TestSetUnion', 'setunion', '...Input'],
  ['stdlib/TestSetproduct', 'setproduct', '...Collections'],
  ['stdlib/TestSignum', 'signum', 'Num'],
  ['stdlib/TestSlice', 'slice', 'Input', 'Start', 'End'],
  ['stdlib/TestSort', 'sort', 'Input'],
  ['stdlib/TestStrlen', 'length', 'Input'],
  ['stdlib/TestSubstr', 'substr', 'Input', 'Offset', 'Length'],
  ['stdlib/TestUpper', 'upper', 'Input'],
  ['stdlib/TestValues', 'values', 'Collection'],
  ['stdlib/TestZipMap', 'zipmap', 'Keys', 'Values'],
  ['cidr/TestHost', 'cidrhost', 'Prefix', 'Hostnum'],
  ['cidr/TestNetmask', 'cidrnetmask', 'Prefix'],
  ['cidr/TestSubnet', 'cidrsubnet', 'Prefix', 'Newbits', 'Netnum'],
  ['cidr/TestSubnets', 'cidrsubnets', 'Prefix', '...Newbits'],
  ['collection/TestCoalesce', 'coalesce', '...Values'],
  ['crypto/TestMd5', 'md5', 'String'],
  ['crypto/TestRsaDecrypt', 'rsadecrypt', 'Ciphertext', 'Privatekey'],
  ['crypto/TestSha1', 'sha1', 'String'],
  ['crypto/TestSha256', 'sha256', 'String'],
  ['crypto/TestSha512', 'sha512', 'String'],
  ['encoding/TestBase64Decode', 'base64decode', 'String'],
  ['encoding/TestBase64Encode', 'base64encode', 'String'],
  ['encoding/TestURLEncode', 'urlencode', 'String'],
  ['filesystem/TestBasename', 'basename', 'Path'],
  ['filesystem/TestDirname', 'dirname', 'Path'],
  ['filesystem/TestPathExpand', 'pathexpand', 'Path'],
  ['uuid/TestV5', 'uuidv5', 'Namespace', 'Name'],
  ['packer/TestIndex', 'index', 'List', 'Value'],
  ['packer/TestLength', 'length', 'Value'],
];

function argumentsOf(row: Row, fields: readonly string[]): readonly Value[] {
  return fields.flatMap((field) => {
    if (!field.startsWith('...')) return [readValue(row[field] as GoldenValue)];
    return ((row[field.slice(3)] ?? []) as readonly GoldenValue[]).map(readValue);
  });
}

/** The result, or `!` and the message. */
function run(definition: EagerFunction, args: readonly Value[]): string {
  const converted: Value[] = [];
  for (const [i, arg] of args.entries()) {
    const parameter = definition.parameters[i] ?? (definition.variadic as Parameter);
    const { value, problem } = convert(arg, parameter.type);
    if (value === undefined) return `! ${problem}`;
    converted.push(value);
  }
  try {
    return describe(invoke(definition, converted));
  } catch (error) {
    if (error instanceof FunctionFailure) return `! ${error.message}`;
    throw error;
  }
}

/**
 * Some tables only say that there is an error, and some say it by leaving out the result. How
 * much is known of unknown results is not compared: only few of our functions tell.
 */
function compareCall(definition: EagerFunction, row: Row, fields: readonly string[]): Comparison {
  const got = run(definition, argumentsOf(row, fields));
  const error = row.Err || row.WantErr || row.Want === undefined;
  if (!error) return { got, want: describe(readValue(row.Want as GoldenValue)) };
  return typeof error === 'string'
    ? { got, want: `! ${error}` }
    : { got: got.startsWith('!') ? '!' : got, want: '!' };
}

interface DateRow {
  readonly Format?: GoldenValue;
  readonly Timestamp?: GoldenValue | string;
  readonly Want?: GoldenValue;
  readonly Err?: string;
  readonly input?: string;
  readonly wantRFC3339?: string;
  readonly wantRFC850?: string;
}

function writeDate(format: string, time: string): string {
  const text = run(formatdate, [Value.string(format), Value.string(time)]);
  return text.startsWith('!') ? text : (JSON.parse(text.slice('string: '.length)) as string);
}

const textOf = (value: GoldenValue | string | undefined): string => {
  if (typeof value === 'string' || value === undefined) return value ?? '';
  const read = readValue(value);
  return read.kind === 'string' ? read.string : '';
};

/** Some rows have a time alone, written in two forms by the test itself. */
function compareDate(row: DateRow): Comparison {
  if (row.input) {
    const short = writeDate("YYYY-MM-DD'T'hh:mm:ssZ", row.input);
    const long = writeDate('EEEE, DD-MMM-YY hh:mm:ss ZZZ', row.input);
    return { got: `${short} ${long}`, want: `${row.wantRFC3339} ${row.wantRFC850}` };
  }
  const time = row.Timestamp === undefined ? '2006-01-02T15:04:05Z' : textOf(row.Timestamp);
  return {
    got: writeDate(textOf(row.Format), time),
    want: row.Err ? `! ${row.Err}` : textOf(row.Want),
  };
}

interface TryRow {
  readonly expr: string;
  readonly vars: Readonly<Record<string, GoldenValue>> | null;
  readonly want: GoldenValue;
  readonly wantErr?: string;
}

/** Upstream's own tests declare no variables at all where none are given. */
function compareTry({ expr, vars, want, wantErr }: TryRow): Comparison {
  const variables = vars && new Map(Object.entries(vars).map(([name, value]) => [name, readValue(value)]));
  const { value, diagnostics } = evaluate(parseExpression(expr, 'test.hcl').value, {
    functions,
    ...(variables && { variables }),
  });
  return {
    got: diagnostics.length > 0 ? '!' : describe(value),
    want: wantErr ? '!' : describe(readValue(want)),
  };
}

export const functionSuites: readonly Suite[] = [
  ...tables.map(([table, name, ...fields]) =>
    tableSuite<Row>(table, (row) => compareCall(functions.get(name) as EagerFunction, row, fields)),
  ),
  tableSuite<DateRow>('stdlib/TestFormatDate', compareDate),
  tableSuite<TryRow>('tryfunc/TestTryFunc', compareTry),
  tableSuite<TryRow>('tryfunc/TestCanFunc', compareTry),
];
