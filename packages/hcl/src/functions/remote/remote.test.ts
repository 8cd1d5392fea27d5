import { evaluate } from '../../evaluate/evaluate';
import { parseExpression } from '../../parse/parse';
import { resultOf } from '../../testing/call';
import { describe as show } from '../../testing/golden-value';
import { emptyPorts } from '../../testing/ports';
import type { FunctionPorts } from '../ports';
import { createFunctions } from '../registry';
import type { RemoteAnswer, RemoteRequest, RemoteValues } from './remote-values';
import { settle } from './settle';

/** What is kept elsewhere, by `service name`. */
const kept: Readonly<Record<string, string>> = {
  'vault secret/data/app': '{"password":"hunter2","port":5432,"tags":["a"]}',
  'vault where': '{"path":"secret/data/app"}',
  'consul app/version': '1.2.3',
  'aws-secrets-manager one': '{"only":"hunter2"}',
  'aws-secrets-manager two': '{"test":"kitchen","shell":"powershell","big":12345678901234567890}',
  'aws-secrets-manager none': '{}',
  'aws-secrets-manager plain': 'hunter2',
  'aws-secrets-manager digits': '123456',
};

interface FakeRemote extends RemoteValues {
  readonly hidden: string[];
  readonly fetched: string[];
}

function createFakeRemote(): FakeRemote {
  const answers = new Map<string, RemoteAnswer>();
  const wanted = new Set<string>();
  const hidden: string[] = [];
  const fetched: string[] = [];
  return {
    hidden,
    fetched,
    find({ service, name }: RemoteRequest) {
      const id = `${service} ${name}`;
      const answer = answers.get(id);
      if (!answer) wanted.add(id);
      return answer;
    },
    async fetch() {
      const ids = [...wanted];
      wanted.clear();
      for (const id of ids) {
        fetched.push(id);
        const text = kept[id];
        answers.set(id, text === undefined ? { problem: 'VAULT_TOKEN is not set' } : { text });
      }
      return ids.length > 0;
    },
    hide: (text) => void hidden.push(text),
  };
}

const settled = (source: string, remote: RemoteValues) =>
  settle(remote, () => resultOf(source, { ...emptyPorts, remote }));

test.each([
  ['vault("secret/data/app", "password")', 'string: 🔒"hunter2"'],
  ['vault("secret/data/app", "port")', 'string: 🔒"5432"'],
  ['vault(vault("where", "path"), "password")', 'string: 🔒"hunter2"'],
  ['"v${consul_key("app/version")}"', 'string: 🔒"v1.2.3"'],
  ['aws_secretsmanager("one", null)', 'string: 🔒"hunter2"'],
  ['aws_secretsmanager("one", "")', 'string: 🔒"hunter2"'],
  ['aws_secretsmanager("two", "shell")', 'string: 🔒"powershell"'],
  ['aws_secretsmanager("two", "big")', 'string: 🔒"12345678901234567890"'],
  ['aws_secretsmanager("plain", null)', 'string: 🔒"hunter2"'],
  ['aws_secretsmanager("digits", null)', 'string: 🔒"123456"'],
  ['aws_secretsmanager_raw("one")', String.raw`string: 🔒"{\"only\":\"hunter2\"}"`],
  ['try(vault("nope", "x"), "else")', 'string: "else"'],
])('%s is %s once it is fetched', async (source, expected) => {
  expect(await settled(source, createFakeRemote())).toBe(expected);
});

test.each([
  ['vault("nope", "x")', 'Call to function "vault" failed: VAULT_TOKEN is not set.'],
  [
    'vault("secret/data/app", "user")',
    'the secret "secret/data/app" of Vault has no key "user"; it has "password", "port", "tags"',
  ],
  [
    'vault("secret/data/app", "tags")',
    'the value of key "tags" of the secret "secret/data/app" of Vault is of type tuple, not a text',
  ],
  ['aws_secretsmanager("two", null)', 'name the one that is meant: it has "big", "shell", "test"'],
  ['aws_secretsmanager("none", null)', 'it has none'],
  ['aws_secretsmanager("two", "x")', 'the secret "two" of AWS has no key "x"'],
])('%s fails: %s', async (source, reason) => {
  expect(await settled(source, createFakeRemote())).toContain(reason);
});

test('what was taken is hidden, what was not taken is not', async () => {
  const remote = createFakeRemote();
  await settled('aws_secretsmanager("two", "shell")', remote);
  expect(remote.hidden).toEqual(['powershell']);
});

test('each secret is fetched once, however many keys are taken of it', async () => {
  const remote = createFakeRemote();
  await settled('[vault("secret/data/app", "password"), vault("secret/data/app", "port")]', remote);
  expect(remote.fetched).toEqual(['vault secret/data/app']);
});

test('as long as it was not fetched, a value is an unknown secret', () => {
  const ports: FunctionPorts = { ...emptyPorts, remote: createFakeRemote() };
  const { value } = evaluate(parseExpression('"x-${vault("a", "b")}"', 'test').value, {
    functions: createFunctions(ports),
  });
  expect(show(value)).toBe('string: 🔒unknown string');
});

test.each([
  'vault("a", "b")',
  'consul_key("a")',
  'aws_secretsmanager("a", null)',
  'aws_secretsmanager_raw("a")',
])('%s without a network says what to do instead', (source) => {
  expect(resultOf(source)).toContain('give the value in a variable instead, by PKR_VAR_NAME');
});
