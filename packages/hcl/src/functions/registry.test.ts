import { evaluate } from '../evaluate/evaluate';
import { parseExpression } from '../parse/parse';
import { emptyPorts } from '../testing/ports';
import { createDefaultFunctions, createFunctions } from './create';

/** All functions of Packer 1.16, by its documentation. */
const names =
  'abs abspath alltrue anytrue aws_secretsmanager aws_secretsmanager_raw base64decode base64encode base64gzip basename bcrypt can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat consul_key contains convert csvdecode dirname distinct element endswith file filebase64 fileexists fileset flatten floor format formatdate formatlist indent index join jsondecode jsonencode keys legacy_isotime legacy_strftime length log lookup lower max md5 merge min parseint pathexpand pow range regex regexall regex_replace replace reverse rfc3339_parse rsadecrypt setintersection setproduct setunion sha1 sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile textdecodebase64 textencodebase64 timeadd timestamp title trim trimprefix trimspace trimsuffix try unix_timestamp_parse upper urlencode uuidv4 uuidv5 values vault yamldecode yamlencode zipmap'.split(
    ' ',
  );

const functions = createFunctions(emptyPorts);

test('there are the 103 functions of Packer and no other', () => {
  expect(names).toHaveLength(103);
  expect([...functions.keys()].sort()).toEqual([...names].sort());
});

test('the default of a variable may call env alone', () => {
  expect([...createDefaultFunctions(emptyPorts).keys()]).toEqual(['env']);
});

test.each([...functions])('%s says what it is for', (_, { description }) => {
  expect(description).toMatch(/^[A-Z].*[.]$/);
});

function problemOf(source: string, scope = functions) {
  const { diagnostics } = evaluate(parseExpression(source, 'test').value, { functions: scope });
  return diagnostics.map(({ code, detail, hint }) => [code, detail, hint]);
}

test.each([
  ['uper("x")', 'upper'],
  ['startsWith("x", "y")', 'startswith'],
  ['regexReplace("x", "y", "z")', 'regex_replace'],
  ['base64Decode("x")', 'base64decode'],
  ['yamlDecode("x")', 'yamldecode'],
  ['cidr_host("x", 1)', 'cidrhost'],
])('for %s it is asked whether %s was meant', (source, near) => {
  const name = source.slice(0, source.indexOf('('));
  const detail = `There is no function named "${name}". Did you mean "${near}"?`;
  expect(problemOf(source)).toEqual([['HCL300', detail, undefined]]);
});

test.each([
  ['tolist([])', 'convert(VALUE, list(string))'],
  ['toset([])', 'convert(VALUE, set(string))'],
  ['tonumber("1")', 'convert(VALUE, number)'],
  ['sensitive("x")', 'sensitive = true'],
  ['one([])', 'length(LIST) > 0 ? LIST[0] : null'],
  ['filemd5("x")', 'md5(file(PATH))'],
  ['plantimestamp()', 'timestamp()'],
  ['uuid()', 'uuidv4()'],
  ['provider::aws::arn_parse("x")', 'function of a Terraform provider'],
  ['env("HOME")', 'Only the default of a variable sees the environment'],
])('for %s, which Terraform has, it is said what to write', (source, advice) => {
  const [problem, ...others] = problemOf(source);
  expect(others).toEqual([]);
  expect(problem?.[1]).not.toContain('Did you mean');
  expect(problem?.[2]).toContain(advice);
});

test('in the default of a variable it is said where to call the others', () => {
  const [problem] = problemOf('upper("x")', createDefaultFunctions(emptyPorts));
  expect(problem?.[2]).toBe(
    'The default of a variable may call env() alone. Call upper() in a local, with var.NAME in it.',
  );
});
