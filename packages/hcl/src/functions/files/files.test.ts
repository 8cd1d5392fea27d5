import { evaluate } from '../../evaluate/evaluate';
import { parseExpression } from '../../parse/parse';
import { describe as show } from '../../testing/golden-value';
import { emptyPorts } from '../../testing/ports';
import { Value } from '../../values/value';
import { createDefaultFunctions, createFunctions } from '../create';
import type { FunctionPorts } from '../ports';

const texts: Readonly<Record<string, string | Uint8Array>> = {
  '/project/motd': 'hello\n',
  '/project/users.tpl': '%{ for name in users ~}\nuser ${name}\n%{ endfor ~}\n',
  '/project/again.tpl': '${templatefile("again.tpl", {})}',
  '/project/wrong.tpl': '${',
  '/project/etc/a.conf': 'a',
  '/project/etc/b.conf': 'b',
  '/project/etc/deep/c.conf': 'c',
  '/project/icon.png': Uint8Array.of(0x89, 0x50, 0xff),
  '/elsewhere/motd': 'bye',
};

const folders = (path: string) => Object.keys(texts).some((file) => file.startsWith(`${path}/`));

const ports: FunctionPorts = {
  ...emptyPorts,
  files: {
    read: (path) => (path in texts ? Buffer.from(texts[path] as string) : undefined),
    kind: (path) => (path in texts ? 'file' : folders(path) ? 'directory' : undefined),
    list: (path) => [
      ...new Set(
        Object.keys(texts)
          .filter((file) => file.startsWith(`${path}/`))
          .map((file) => file.slice(path.length + 1).split('/')[0] as string),
      ),
    ],
  },
  cwd: '/elsewhere',
  environment: { TOKEN: 'abc' },
};

function resultOf(source: string): string {
  const { value, diagnostics } = evaluate(parseExpression(source, 'test').value, {
    functions: createFunctions(ports),
  });
  return diagnostics.length > 0 ? diagnostics.map(({ detail }) => `! ${detail}`).join('\n') : show(value);
}

test.each([
  ['file("motd")', 'string: "hello\\n"'],
  ['file("/elsewhere/motd")', 'string: "bye"'],
  ['filebase64("motd")', 'string: "Ynll"'],
  ['fileexists("motd")', 'bool: true'],
  ['fileexists("nope")', 'bool: false'],
  ['fileset("etc", "*.conf")', 'set(string): ["a.conf", "b.conf"]'],
  ['fileset("etc", "**/*.conf")', 'set(string): ["a.conf", "b.conf", "deep/c.conf"]'],
  ['fileset(".", "etc/{a,z}.conf")', 'set(string): ["etc/a.conf"]'],
  ['fileset("etc", "[!a].conf")', 'set(string): ["b.conf"]'],
  ['templatefile("users.tpl", { users = ["ann", "bob"] })', 'string: "user ann\\nuser bob\\n"'],
  ['abspath("x/../motd")', 'string: "/elsewhere/motd"'],
  ['pathexpand("~/x")', 'string: "/users/someone/x"'],
  ['dirname("a/b/c.txt")', 'string: "a/b"'],
  ['basename("a/b/c.txt")', 'string: "c.txt"'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(expected);
});

test.each([
  ['file("nope")', 'Call to function "file" failed: no file exists at nope.'],
  ['file("etc")', 'Invalid value for "path" parameter: etc is a directory, not a file.'],
  [
    'file("icon.png")',
    'Invalid value for "path" parameter: contents of icon.png are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents.',
  ],
  [
    'fileset(".", "[a")',
    'Invalid value for "pattern" parameter: failed to glob pattern ([a): syntax error in pattern.',
  ],
  [
    'templatefile("users.tpl", {})',
    'Invalid value for "vars" parameter: vars map does not contain key "users", referenced at users.tpl:1,16-21.',
  ],
  ['templatefile("again.tpl", {})', 'cannot recursively call templatefile from inside templatefile call'],
  ['templatefile("wrong.tpl", {})', 'wrong.tpl:1,3-3'],
])('%s fails, saying why', (source, reason) => {
  expect(resultOf(source)).toContain(reason);
});

test('a secret given to a template file makes its text one', () => {
  const scope = {
    functions: createFunctions(ports),
    variables: new Map([['user', Value.sensitive(Value.string('ann'))]]),
  };
  const { value } = evaluate(
    parseExpression('templatefile("users.tpl", { users = [user] })', 'test').value,
    scope,
  );
  expect(show(value)).toBe('string: 🔒"user ann\\n"');
});

test('only the default of a variable sees the environment', () => {
  const scope = { functions: createDefaultFunctions(ports) };
  expect(show(evaluate(parseExpression('env("TOKEN")', 'test').value, scope).value)).toBe('string: "abc"');
  expect(resultOf('env("TOKEN")')).toContain('There is no function named "env"');
});

test.each([
  ['legacy_isotime()', 'string: "1970-01-01T00:00:00Z"'],
  ['legacy_isotime("Mon Jan _2 15:04:05 2006")', 'string: "Thu Jan  1 00:00:00 1970"'],
  ['legacy_isotime("06010203.000")', 'string: "70010112.000"'],
  ['legacy_strftime("%Y-%m-%d %H:%M:%S %%")', 'string: "1970-01-01 00:00:00 %"'],
  ['timestamp()', 'string: "1970-01-01T00:00:00Z"'],
  ['timeadd("2024-01-31T00:00:00Z", "-1h30m")', 'string: "2024-01-30T22:30:00Z"'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(expected);
});
