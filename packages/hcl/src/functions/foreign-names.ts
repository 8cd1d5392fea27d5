import { quote } from '../text/quote';

const converting = (type: string) => `Write convert(VALUE, ${type}).`;
const ofText = (digest: string) => `Write ${digest}(file(PATH)), for files of text.`;
const inHexadecimal = (digest: string) => `There is ${digest}(TEXT), which gives hexadecimal digits.`;
const marking = 'Say sensitive = true in a variable block, or in local "NAME" { expression = … }.';

/** Functions that people know from Terraform, and what to write in their place. */
const terraform: Readonly<Record<string, string>> = {
  base64sha256: inHexadecimal('sha256'),
  base64sha512: inHexadecimal('sha512'),
  defaults: 'Write optional(TYPE, DEFAULT) in the type of the variable.',
  ephemeralasnull: 'Nothing is ephemeral here: leave it out.',
  filebase64sha256: inHexadecimal('sha256'),
  filebase64sha512: inHexadecimal('sha512'),
  filemd5: ofText('md5'),
  filesha1: ofText('sha1'),
  filesha256: ofText('sha256'),
  filesha512: ofText('sha512'),
  issensitive: 'Whether a value is a secret cannot be asked.',
  list: 'Write the elements in brackets: [A, B].',
  map: 'Write the entries in braces: { KEY = VALUE }.',
  matchkeys: 'Write [for i, value in VALUES : value if contains(WANTED, KEYS[i])].',
  nonsensitive: 'What comes of a secret stays one: use it in an option made for secrets.',
  one: 'Write length(LIST) > 0 ? LIST[0] : null.',
  plantimestamp: 'Write timestamp().',
  sensitive: marking,
  setsubtract: 'Write [for one in A : one if !contains(B, one)].',
  templatestring: 'Write the template in the place itself, or in a file for templatefile(PATH, VARIABLES).',
  timecmp: 'Compare rfc3339_parse(A).unix with rfc3339_parse(B).unix.',
  tobool: converting('bool'),
  tolist: converting('list(string)'),
  tomap: converting('map(string)'),
  tonumber: converting('number'),
  toset: converting('set(string)'),
  tostring: converting('string'),
  transpose: 'Write a for expression over the keys and their lists.',
  type: 'Whether a value has a type can be asked by can(convert(VALUE, TYPE)).',
  uuid: 'Write uuidv4().',
};

/** What to write in place of a function that is not there, where that is known. `names` are those that are there. */
export function adviceFor(name: string, names: readonly string[]): string | undefined {
  if (names.length === 1 && names[0] === 'env')
    return `The default of a variable may call env() alone. Call ${name}() in a local, with var.NAME in it.`;
  if (name === 'env')
    return 'Only the default of a variable sees the environment: default = env("NAME"), and var.NAME here.';
  if (name.includes('::'))
    return `${quote(name)} is a function of a Terraform provider; there are none here.`;
  return Object.hasOwn(terraform, name) ? terraform[name] : undefined;
}
