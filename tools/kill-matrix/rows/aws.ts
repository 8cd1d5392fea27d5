import { getFakeVariables, openFake } from '../../../packages/target-aws/src/testing/open-fake';
import { watchAws } from '../calls/aws-cloud';
import { addForeignThings } from '../calls/aws-things';
import type { CallRow } from '../calls/call-row';
import { strata, sweepIn } from '../kill-at';
import { makeStand } from '../stand';

const REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** A role of its own and an image that is encrypted by a copy, in two regions. */
export const awsRow = createBuildRow(
  'aws',
  `
  ami_regions  = ["${REGIONS[1]}"]
  encrypt_boot = true
  temporary_iam_instance_profile_policy_document {
    Version = "2012-10-17"
    Statement {
      Effect   = "Allow"
      Action   = ["logs:*"]
      Resource = ["*"]
    }
  }`,
);

/** A machine that was bid for, with a key pair of its own and a launch template. */
export const awsSpotRow = createBuildRow(
  'aws-spot',
  `
  spot_price              = "auto"
  temporary_key_pair_type = "ed25519"`,
);

function createBuildRow(name: string, options: string): CallRow {
  return {
    name,
    open: async () => ({
      openCase: async () => {
        const cloud = await openFake();
        const source = await addForeignThings(cloud, REGIONS);
        const stand = makeStand(getTemplate(source, options), getFakeVariables(cloud.fake));
        return {
          cloud: watchAws(cloud),
          work: (watch) =>
            strata(stand, ['build', 'images/k'], watch && ((kill) => watch(() => kill('SIGKILL')))),
          sweep: () => sweepIn(stand),
          // What is left of a bid is a record that AWS keeps: its machine has ended.
          mayStay: (id) => id.includes(' sir-'),
          [Symbol.asyncDispose]: async () => {
            stand[Symbol.dispose]();
            await cloud[Symbol.asyncDispose]();
          },
        };
      },
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

function getTemplate(source: string, options: string): string {
  return `
source "amazon-ebs" "k" {
  region        = "${REGIONS[0]}"
  source_ami    = "${source}"
  instance_type = "t3.small"
  communicator  = "none"
  ami_name      = "killed"
  temporary_security_group_source_cidrs = ["203.0.113.7/32"]
${options}
}
build { sources = ["amazon-ebs.k"] }
`;
}
