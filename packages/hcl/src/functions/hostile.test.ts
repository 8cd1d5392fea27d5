import { evaluate } from '../evaluate/evaluate';
import type { Scope } from '../evaluate/scope';
import { parseExpression } from '../parse/parse';
import { emptyPorts } from '../testing/ports';
import { Value } from '../values/value';
import { createFunctions } from './registry';

const texts = {
  big: 'x'.repeat(1e6),
  part: 'x'.repeat(2e5),
  lines: '\n'.repeat(1e6),
  rows: `a\n${'1\n'.repeat(1e6)}`,
  commas: ','.repeat(1e7),
  numbers: `[${'1,'.repeat(1e6)}1]`,
  list: '- 1\n'.repeat(1e5),
  brackets: '['.repeat(1e5),
  braces: '{a: '.repeat(1e5),
  stairs: Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  bytes: 'QUFB'.repeat(1e6),
};

const scope: Scope = {
  functions: createFunctions(emptyPorts),
  variables: new Map(Object.entries(texts).map(([name, text]) => [name, Value.string(text)])),
};

function problemsOf(source: string): readonly string[] {
  const { value, diagnostics } = parseExpression(source, 'hostile');
  return [...diagnostics, ...evaluate(value, scope).diagnostics].map(
    ({ code, detail }) => `${code} ${detail}`,
  );
}

describe('a call that would fill the memory or take for ever is refused', () => {
  test.each([
    ['join(big, range(400))', 'HCL130', 'join'],
    ['replace(big, "x", big)', 'HCL130', 'replace'],
    ['replace(big, "", big)', 'HCL130', 'replace'],
    ['regex_replace(big, "x", big)', 'HCL130', 'regex_replace'],
    ['indent(1024, lines)', 'HCL130', 'indent'],
    ['formatlist("%s%s", range(1000), big)', 'HCL130', 'formatlist'],
    [`format("${'%[1]s'.repeat(100)}", big)`, 'HCL130', 'format'],
    ['format("%999999999d", 1)', 'HCL305', 'is more than 10000'],
    ['format("%.999999999f", 1)', 'HCL305', 'is more than 10000'],
    ['range(1e9)', 'HCL305', 'more than 1024 values'],
    ['range(0, 1, 1e-9)', 'HCL305', 'more than 1024 values'],
    ['setproduct(range(1000), range(1000), range(1000))', 'HCL305', '1000000000 elements'],
    ['csvdecode(rows)', 'HCL304', 'more than 200000 fields'],
    ['csvdecode(commas)', 'HCL304', 'more than 10000 fields'],
    ['jsondecode(numbers)', 'HCL304', 'more than 500000 values'],
    ['jsondecode(brackets)', 'HCL304', 'nested deeper'],
    ['yamldecode(list)', 'HCL305', 'more than 1048576 characters or 50000 lines'],
    ['yamldecode(brackets)', 'HCL305', 'nested too deep'],
    ['yamldecode(braces)', 'HCL305', 'nested too deep'],
    ['yamldecode(stairs)', 'HCL305', 'nested too deep'],
    ['regex("((a{100}){100}){100}", "a")', 'HCL304', 'invalid regexp pattern'],
    ['bcrypt("a", 31)', 'HCL304', 'cost 31 is too large'],
    ['parseint(big, 36)', 'HCL304', 'cannot parse'],
    ['formatdate(big, "2024-01-01T00:00:00Z")', 'HCL304', 'up to 10000 characters'],
    ['timeadd("2024-01-01T00:00:00Z", big)', 'HCL304', 'is not a valid duration'],
    ['fileset(".", big)', 'HCL304', 'up to 10000 characters'],
    ['rsadecrypt(bytes, "-----BEGIN RSA PRIVATE KEY-----${bytes}")', 'HCL304', 'it is no RSA private key'],
    ['cidrhost("${big}/8", 1)', 'HCL304', 'invalid CIDR expression'],
    ['max(split("", part)...)', 'HCL304', 'a number is required'],
  ])('%s', (source, code, reason) => {
    const [problem, ...others] = problemsOf(source);
    expect(others).toEqual([]);
    expect(problem?.slice(0, code.length)).toBe(code);
    expect(problem).toContain(reason);
  });
});

test('a message does not repeat a text of a million characters', () => {
  for (const source of [
    'parseint(big, 36)',
    'timeadd("2024-01-01T00:00:00Z", big)',
    'cidrhost("${big}/8", 1)',
  ])
    expect(problemsOf(source).join('').length).toBeLessThan(1000);
});

describe('a call that is only large gets its result', () => {
  test.each([
    'regexall("(x+x+)+y", big)',
    'regex("(a*)*b", "${big}b")',
    'base64gzip(big)',
    'textencodebase64(big, "UTF-16LE")',
    'yamlencode([for i in range(10): big])',
    'sha512(big)',
    'sort(split("", part))',
    'distinct(split("", part))',
    'csvdecode("a\\n${"1\\n"}")',
  ])('%s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });
});
