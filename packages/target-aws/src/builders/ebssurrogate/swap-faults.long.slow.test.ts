import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runSurrogate } from '../../testing/run-surrogate';

const options = { use_create_image: true };

matrixSuite([
  createBuildSubject('an image of a machine with another disk', (build) => runSurrogate(build, options)),
]);
