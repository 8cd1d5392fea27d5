import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

const TEMPLATE = `
data "amazon-ami" "base" {
  filters = { name = "debian-12-*" }
  owners  = ["self"]
}
source "amazon-ebs" "web" {
  region        = "cn-north-1"
  ami_name      = "web-1"
  instance_type = "t3.small"
  source_ami    = data.amazon-ami.base.id
  ssh_username  = "admin"
}
build { sources = ["amazon-ebs.web"] }
`;
const DESTINATIONS = JSON.stringify({
  aws: { kind: 'aws', region: 'eu-central-1', regions: ['us-east-1'], channels: ['/images/{image}/stable'] },
});

const root = mkdtempSync(join(tmpdir(), 'strata-amazon-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
};
beforeEach(() =>
  write({
    'nx.json': '{}',
    'a.pkr.hcl': TEMPLATE,
    'b.pkr.hcl': 'source "null" "x" { communicator = "none" }\nbuild { sources = ["null.x"] }\n',
    'destinations.json': DESTINATIONS,
  }),
);
const run = (...args: readonly string[]) => runInFolder(root, args);

describe('iam-policy', () => {
  const getActions = (out: string): readonly string[] => {
    const { Statement } = JSON.parse(out) as { Statement: readonly { Action: readonly string[] }[] };
    return Statement.flatMap(({ Action }) => Action);
  };

  it('prints what a template needs without asking AWS anything', async () => {
    const { code, out, err } = await run('iam-policy', 'a.pkr.hcl');
    expect([code, err]).toEqual([0, '']);
    expect(getActions(out)).toEqual(expect.arrayContaining(['ec2:RunInstances', 'ec2:CreateImage']));
    expect(getActions(out)).not.toContain('ssm:PutParameter');
    expect(out).toContain('arn:aws-cn:');
  });

  it('adds what a destination needs', async () => {
    const { code, out } = await run('iam-policy', '-to=aws', 'b.pkr.hcl');
    expect(code).toBe(0);
    expect(getActions(out)).toEqual(expect.arrayContaining(['ebs:PutSnapshotBlock', 'ssm:PutParameter']));
    expect(getActions(out)).not.toContain('ec2:RunInstances');
    expect(getActions(out)).not.toContain('ec2:DisableImage');
  });

  it('adds what looking after images needs where a destination has rules for that', async () => {
    const aws = { ...JSON.parse(DESTINATIONS).aws, keep: { newest: 5 } };
    write({ 'destinations.json': JSON.stringify({ aws }) });
    const { out } = await run('iam-policy', '-to=aws', 'b.pkr.hcl');
    expect(getActions(out)).toEqual(
      expect.arrayContaining([
        'ec2:DisableImage',
        'ec2:DescribeInstances',
        'autoscaling:DescribeAutoScalingGroups',
      ]),
    );
  });

  it('says when nothing is needed', async () => {
    expect(await run('iam-policy', 'b.pkr.hcl')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('Nothing of this'),
    });
  });

  it('knows no destination that is not there', async () => {
    const { code, err } = await run('iam-policy', '-to=awz', 'b.pkr.hcl');
    expect([code, err]).toEqual([1, expect.stringContaining('awz')]);
  });
});

describe('preflight', () => {
  it('says when nothing is built in AWS', async () => {
    const { code, out } = await run('preflight', 'b.pkr.hcl');
    expect([code, out]).toEqual([0, expect.stringContaining('nothing here is built in AWS')]);
  });
});
