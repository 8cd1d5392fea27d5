import { Secret } from '@strata/sdk';
import { getProblem } from '../../testing/get-problem';
import { noAccess } from '../../testing/no-access';
import { type OpenedFake, openFake } from '../../testing/open-fake';
import { parameterData } from './read';

let opened: OpenedFake;
beforeAll(async () => {
  opened = await openFake();
  const session = await opened.open();
  await session.ssm().putParameter({ Name: '/images/base', Value: 'ami-1', Type: 'String' });
  await session.ssm().putParameter({ Name: '/images/base', Value: 'ami-2', Type: 'String', Overwrite: true });
  await session.ssm().putParameter({ Name: '/app/password', Value: 'hunter2', Type: 'SecureString' });
});
afterAll(() => opened[Symbol.asyncDispose]());

const read = (name: string, isDecrypted = false) =>
  parameterData.read(opened.context, { ...noAccess, name, with_decryption: isDecrypted });

test('the newest value is given with its version and ARN', async () => {
  expect(await read('/images/base')).toEqual({
    value: 'ami-2',
    version: '2',
    arn: 'arn:aws:ssm:eu-central-1:123456789012:parameter/images/base',
  });
});

test('a decrypted value is sensitive, an encrypted one is not readable', async () => {
  const { value } = await read('/app/password', true);
  expect(value).toBeInstanceOf(Secret);
  expect((value as Secret).reveal()).toBe('hunter2');
  expect((await read('/app/password')).value).not.toBe('hunter2');
});

test('a parameter that is not there is told by its name', async () => {
  expect(await getProblem(read('/images/none'))).toMatch(
    /^AWS013 .*GetParameter in eu-central-1 for data.amazon-parameterstore "\/images\/none"/,
  );
});
