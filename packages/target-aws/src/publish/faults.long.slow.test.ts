import { publication } from '../testing/fault-matrix/publications';
import { matrixSuite } from '../testing/fault-matrix/suite';
import { troubles } from '../testing/fault-matrix/troubles';

// One that is ended at any call is gone on with: publish-faults.long.slow.test.ts.
matrixSuite(
  [publication],
  troubles.filter(({ end }) => end !== 'sweep'),
);
