import { describePackedPackages } from '../testing/packed-packages';

describe('the packed packages in an empty workspace with the Nx of this repository', () =>
  describePackedPackages({ nx: '24.0.6', devkit: '24.0.0' }));
