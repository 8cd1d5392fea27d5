import type { Diagnostic } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { accessRules } from './rules';

const write = (option: string, value: string) => `${option} = ${value}`;

function check(options: Readonly<Record<string, unknown>>): readonly Diagnostic[] {
  return accessRules.flatMap((rule) => rule(options, () => undefined, write));
}

const arn = 'arn:aws:iam::123456789012:role/builder';

test.each([
  ['nothing, so that the chain of AWS decides', {}],
  ['a whole key', { access_key: 'AKIA', secret_key: new Secret('s'), token: new Secret('t') }],
  ['variables that nobody set', { access_key: '', secret_key: '', token: '', custom_endpoint_ec2: '' }],
  ['a role without an ARN, as a variable leaves it', { assume_role: { role_arn: '' } }],
  [
    'a role of a partition of its own',
    { assume_role: { role_arn: 'arn:aws-us-gov:iam::123456789012:role/a/b' } },
  ],
  ['an endpoint', { custom_endpoint_ec2: 'http://127.0.0.1:5000' }],
])('%s is accepted', (_, options) => {
  expect(check(options)).toEqual([]);
});

test.each([
  ['AWS030', 'secret_key', { access_key: 'AKIA' }],
  ['AWS030', 'access_key', { secret_key: new Secret('s') }],
  ['AWS030', 'access_key', { token: new Secret('t') }],
  ['AWS031', 'vault_aws_engine', { access_key: 'A', secret_key: 'b', vault_aws_engine: { name: 'r' } }],
  ['SDK009', 'custom_endpoint_ec2', { custom_endpoint_ec2: 'ec2.example' }],
  ['AWS032', 'max_retries is -1', { max_retries: -1 }],
  ['AWS032', 'delay_seconds of aws_polling is 0', { aws_polling: { delay_seconds: 0 } }],
  ['AWS032', 'which is no role', { assume_role: { role_arn: 'arn:aws:iam::12:user/me' } }],
  ['AWS032', 'from 900 to 43200', { assume_role: { role_arn: arn, duration_seconds: 60 } }],
  ['AWS032', '2 to 64 letters', { assume_role: { role_arn: arn, session_name: 'a b' } }],
  ['AWS032', 'names "team"', { assume_role: { role_arn: arn, transitive_tag_keys: ['team'], tags: {} } }],
])('%s tells of %s', (code, words, options) => {
  const problems = check(options);
  expect(problems.map((each) => each.code)).toEqual([code]);
  expect(problems[0]?.detail).toContain(words);
});

test('everything that is wrong is told at once', () => {
  const options = { access_key: 'A', max_retries: 1.5, aws_polling: { max_attempts: 0, delay_seconds: -1 } };
  expect(check(options).map((each) => each.code)).toEqual(['AWS030', 'AWS032', 'AWS032', 'AWS032']);
});
