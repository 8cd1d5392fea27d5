import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeAws, startFakeAws } from '../../../../tools/fakes/aws';
import { runInFolder } from '../testing/run-in-folder';

const root = mkdtempSync(join(tmpdir(), 'strata-preflight-'));
let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await fake.close();
});

const DESTINATION = { kind: 'aws', region: 'eu-central-1', regions: ['us-east-1', 'me-south-1'] };
const TEMPLATE = `
source "amazon-ebs" "web" {
  ami_name      = "web-1"
  instance_type = "t3.small"
  source_ami    = "ami-0123456789abcdef0"
  ssh_username  = "admin"
}
build { sources = ["amazon-ebs.web"] }
`;

test('everything that is missing in AWS is said at once, and nothing is made', async () => {
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'web.pkr.hcl'), TEMPLATE);
  writeFileSync(join(root, 'destinations.json'), JSON.stringify({ aws: DESTINATION }));
  fake.cloud.denied.add('ec2:ImportKeyPair');
  const { code, out, err } = await runInFolder(root, ['preflight', '-to=aws', 'web.pkr.hcl'], {
    AWS_ENDPOINT_URL: fake.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
  });
  expect(code).toBe(1);
  expect(out).toContain('  ok       credentials of arn:aws:iam::123456789012:user/builder\n');
  expect(out.match(/missing {2}.*/g)).toEqual([
    'missing  source_ami ami-0123456789abcdef0: Not found at AWS (AWS013)',
    'missing  permission for ImportKeyPair in eu-central-1: Not permitted by AWS (AWS005)',
    'missing  region me-south-1: Region of AWS not enabled (AWS006)',
  ]);
  expect(err).toContain('aws account enable-region --region-name me-south-1');
  expect(err).not.toContain(fake.key.secretAccessKey);
  expect(fake.log.mutating()).toEqual([]);
});
