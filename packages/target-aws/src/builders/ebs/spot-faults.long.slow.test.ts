import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runEbs } from '../../testing/run-ebs';

const options = { spot_price: 'auto' };

matrixSuite([createBuildSubject('an image of a spot machine', (build) => runEbs(build, options))]);
