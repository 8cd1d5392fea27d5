import { chunklist } from './collections/chunklist';
import { coalesce } from './collections/coalesce';
import { coalescelist } from './collections/coalescelist';
import { compact } from './collections/compact';
import { concat } from './collections/concat';
import { contains } from './collections/contains';
import { distinct } from './collections/distinct';
import { element } from './collections/element';
import { flatten } from './collections/flatten';
import { index } from './collections/index-of';
import { keys } from './collections/keys';
import { length } from './collections/length';
import { lookup } from './collections/lookup';
import { merge } from './collections/merge';
import { reverse } from './collections/reverse';
import { setproduct } from './collections/setproduct';
import { setintersection, setunion } from './collections/sets';
import { slice } from './collections/slice';
import { sort } from './collections/sort';
import { alltrue, anytrue } from './collections/truth';
import { values } from './collections/values';
import { zipmap } from './collections/zipmap';
import { can } from './control/can';
import { convertFunction } from './control/convert';
import { tryFunction } from './control/try';
import { base64decode, base64encode } from './encoding/base64';
import { base64gzip } from './encoding/base64gzip';
import { csvdecode } from './encoding/csvdecode';
import { jsondecode, jsonencode } from './encoding/json';
import { textdecodebase64 } from './encoding/textdecodebase64';
import { textencodebase64 } from './encoding/textencodebase64';
import { urlencode } from './encoding/urlencode';
import { yamldecode } from './encoding/yamldecode';
import { yamlencode } from './encoding/yamlencode';
import { createFile, createFilebase64 } from './files/file';
import { createFileexists } from './files/fileexists';
import { createFileset } from './files/fileset';
import { basename, createAbspath, createPathexpand, dirname } from './files/paths';
import { createTemplatefile, templatefileInside } from './files/templatefile';
import { format } from './format/format';
import { formatlist } from './format/formatlist';
import type { HclFunction } from './function';
import { createBcrypt } from './hashes/bcrypt';
import { md5, sha1, sha256, sha512 } from './hashes/digests';
import { rsadecrypt } from './hashes/rsadecrypt';
import { createUuidv4, uuidv5 } from './hashes/uuid';
import { cidrhost } from './network/cidrhost';
import { cidrnetmask } from './network/cidrnetmask';
import { cidrsubnet } from './network/cidrsubnet';
import { cidrsubnets } from './network/cidrsubnets';
import { max, min } from './numbers/extremes';
import { parseint } from './numbers/parseint';
import { log, pow } from './numbers/powers';
import { range } from './numbers/range';
import { abs, ceil, floor, signum } from './numbers/rounding';
import { sum } from './numbers/sum';
import type { FunctionPorts } from './ports';
import { regex, regexall } from './regex/regex';
import { regexReplace } from './regex/regex-replace';
import { createAwsSecretsmanager, createAwsSecretsmanagerRaw } from './remote/aws-secretsmanager';
import { createConsulKey } from './remote/consul-key';
import { createVault } from './remote/vault';
import { endswith, startswith, strcontains } from './strings/affixes';
import { lower, title, upper } from './strings/case';
import { indent } from './strings/indent';
import { join } from './strings/join';
import { replace } from './strings/replace';
import { split } from './strings/split';
import { strrev } from './strings/strrev';
import { substr } from './strings/substr';
import { chomp, trim, trimprefix, trimspace, trimsuffix } from './strings/trim';
import { formatdate } from './time/formatdate';
import { createLegacyTimes } from './time/legacy';
import { rfc3339Parse } from './time/rfc3339-parse';
import { timeadd } from './time/timeadd';
import { createTimestamp } from './time/timestamp';
import { unixTimestampParse } from './time/unix-timestamp-parse';

/** Functions that need nothing but their arguments. */
const pure: Readonly<Record<string, HclFunction>> = {
  abs,
  alltrue,
  anytrue,
  base64decode,
  base64encode,
  base64gzip,
  basename,
  can,
  ceil,
  chomp,
  chunklist,
  cidrhost,
  cidrnetmask,
  cidrsubnet,
  cidrsubnets,
  coalesce,
  coalescelist,
  compact,
  concat,
  contains,
  convert: convertFunction,
  csvdecode,
  dirname,
  distinct,
  element,
  endswith,
  flatten,
  floor,
  format,
  formatdate,
  formatlist,
  indent,
  index,
  join,
  jsondecode,
  jsonencode,
  keys,
  length,
  log,
  lookup,
  lower,
  max,
  md5,
  merge,
  min,
  parseint,
  pow,
  range,
  regex,
  regexall,
  regex_replace: regexReplace,
  replace,
  reverse,
  rfc3339_parse: rfc3339Parse,
  rsadecrypt,
  setintersection,
  setproduct,
  setunion,
  sha1,
  sha256,
  sha512,
  signum,
  slice,
  sort,
  split,
  startswith,
  strcontains,
  strrev,
  substr,
  sum,
  textdecodebase64,
  textencodebase64,
  timeadd,
  title,
  trim,
  trimprefix,
  trimspace,
  trimsuffix,
  try: tryFunction,
  unix_timestamp_parse: unixTimestampParse,
  upper,
  urlencode,
  uuidv5,
  values,
  yamldecode,
  yamlencode,
  zipmap,
};

/** Functions that look outside, made with the ports they look through. */
const outward: Readonly<Record<string, (ports: FunctionPorts) => HclFunction>> = {
  abspath: createAbspath,
  aws_secretsmanager: createAwsSecretsmanager,
  aws_secretsmanager_raw: createAwsSecretsmanagerRaw,
  bcrypt: createBcrypt,
  consul_key: createConsulKey,
  file: createFile,
  filebase64: createFilebase64,
  fileexists: createFileexists,
  fileset: createFileset,
  pathexpand: createPathexpand,
  timestamp: createTimestamp,
  uuidv4: createUuidv4,
  vault: createVault,
};

/** The functions that expressions may call, by name. */
export function createFunctions(ports: FunctionPorts): ReadonlyMap<string, HclFunction> {
  const made = Object.entries(outward).map(([name, create]) => [name, create(ports)] as const);
  const legacy = Object.entries(createLegacyTimes(ports));
  const functions = new Map<string, HclFunction>([...Object.entries(pure), ...made, ...legacy]);
  const inTemplates = new Map([...functions, ['templatefile', templatefileInside] as const]);
  return functions.set('templatefile', createTemplatefile(ports, inTemplates));
}
