import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runEbs } from '../../testing/run-ebs';

const create = (name: string, given: Readonly<Record<string, unknown>>) =>
  createBuildSubject(name, (build) => runEbs(build, given));

// Builds that between them make everything that a build of one image can make.
matrixSuite([
  create('an image with a role of its own', {
    temporary_iam_instance_profile_policy_document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: ['*'] }],
    },
  }),
  create('an encrypted image in two regions', {
    encrypt_boot: true,
    ami_regions: ['us-east-1'],
    deprecate_at: '2031-01-02T03:04:05Z',
  }),
  create('an image of a spot machine', { spot_price: 'auto' }),
]);
