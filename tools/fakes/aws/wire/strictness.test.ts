import { type FakeAws, startFakeAws } from '../index';
import { sendSigned } from '../testing/send-signed';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterAll(() => fake.close());

/** Code and message of an answer of EC2. */
async function askEc2(body: string, more: object = {}): Promise<string> {
  const { text } = await sendSigned(fake, { service: 'ec2', body, ...more });
  const [, code, message] = /<Code>(.*)<\/Code><Message>(.*)<\/Message>/.exec(text) ?? [];
  return `${code}: ${message}`;
}

async function askSsm(body: string): Promise<string> {
  const headers = { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' };
  const { text } = await sendSigned(fake, { service: 'ssm', body, headers });
  return JSON.parse(text).__type;
}

const describe = 'Action=DescribeImages&Version=2016-11-15';

test.each([
  ['ImagesId.1=ami-1', 'UnknownParameter: The parameter ImagesId is not recognized'],
  ['Filter.1.Nam=x', 'UnknownParameter: The parameter Filter.1.Nam is not recognized'],
  [
    'MaxResults=ten',
    'InvalidParameterValue: Value (ten) for parameter MaxResults is invalid. Must be a number.',
  ],
  [
    'IncludeDisabled=yes',
    "InvalidParameterValue: Value (yes) for parameter IncludeDisabled is invalid. Expected 'true' or 'false'.",
  ],
  [
    'ImageId=ami-1',
    'InvalidParameterValue: Value (ami-1) for parameter ImageId is invalid. Expected a structure.',
  ],
])('DescribeImages with %s is refused', async (parameter, refusal) => {
  expect(await askEc2(`${describe}&${parameter}`)).toBe(refusal);
});

test('what is missing is named, and an action that there is not', async () => {
  expect(await askEc2('Action=RegisterImage')).toBe(
    'MissingParameter: The request must contain the parameter Name',
  );
  expect(await askEc2('Action=RegisterImage&Name=')).toBe(
    'MissingParameter: The request must contain the parameter Name',
  );
  expect(await askEc2('Action=DescribeImage')).toBe(
    'InvalidAction: The action DescribeImage is not valid for this web service.',
  );
});

test.each([
  ['{"Name":"x","Colour":"red"}', 'SerializationException'],
  ['{"Name":1}', 'SerializationException'],
  ['{', 'SerializationException'],
  ['{}', 'ValidationException'],
  ['{"Name":"x"}', 'ParameterNotFound'],
])('SSM answers %s with %s', async (body, code) => {
  expect(await askSsm(body)).toBe(code);
});

test('a request that was changed after it was signed is not taken, nor one of a quarter of an hour ago', async () => {
  const stranger = 'AuthFailure: AWS was not able to validate the provided access credentials';
  expect(await askEc2(describe, { sent: `${describe}&MaxResults=5` })).toBe(stranger);
  expect(await askEc2(describe, { date: new Date(Date.now() - 16 * 60_000) })).toBe(
    'RequestExpired: Request has expired.',
  );
});

test('a service that there is not is said so, and is no answer of AWS', async () => {
  const { status, text } = await sendSigned(fake, { service: 's3', body: '' });
  expect([status, text]).toEqual([501, 'The fake has no service s3.']);
});
