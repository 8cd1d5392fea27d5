import { createBuildSubject } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { runSurrogate } from '../../testing/run-surrogate';

matrixSuite([createBuildSubject('an image of a second disk', runSurrogate)]);
