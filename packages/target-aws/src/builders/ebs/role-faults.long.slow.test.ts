import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runEbs } from '../../testing/run-ebs';

const options = {
  temporary_iam_instance_profile_policy_document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: ['*'] }],
  },
};

matrixSuite([createBuildSubject('an image with a role of its own', (build) => runEbs(build, options))]);
