import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runEbs } from '../../testing/run-ebs';

const options = { encrypt_boot: true, ami_regions: ['us-east-1'], deprecate_at: '2031-01-02T03:04:05Z' };

matrixSuite([createBuildSubject('an encrypted image in two regions', (build) => runEbs(build, options))]);
