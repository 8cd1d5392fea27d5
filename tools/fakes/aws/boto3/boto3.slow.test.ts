import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type FakeAws, startFakeAws } from '../index';

const python = '/usr/bin/python3';
const run = promisify(execFile);

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterAll(() => fake.close());

test('Debian’s boto3, which shares nothing with the fake, is understood and understands', async () => {
  const { stdout } = await run(python, [join(__dirname, 'scenario.py')], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: fake.endpoint,
      AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    },
  });
  expect(JSON.parse(stdout)).toEqual({
    account: '123456789012',
    regions: 10,
    'wrong checksum': ['ValidationException', 400, 'INVALID_BLOCK'],
    block: [7, true],
    image: {
      State: 'available',
      BootMode: 'uefi-preferred',
      ImdsSupport: 'v2.0',
      EnaSupport: true,
      Tags: [{ Key: 'team', Value: 'a & b' }],
    },
    disk: { VolumeSize: 1, VolumeType: 'gp3', DeleteOnTermination: true, Encrypted: false },
    duplicate: ['InvalidAMIName.Duplicate', 400, null],
    'copied once': true,
    'copied snapshot': true,
    permissions: [{ UserId: '210987654321' }],
    public: ['OperationNotPermitted', 400, null],
    'dry run': ['DryRunOperation', 412, null],
    malformed: ['InvalidAMIID.Malformed', 400, null],
    tags: ['a', 'team'],
    parameter: 'blue',
    'no parameter': ['ParameterNotFound', 400, null],
    'no secret': ['ResourceNotFoundException', 400, null],
    groups: [],
  });
});
