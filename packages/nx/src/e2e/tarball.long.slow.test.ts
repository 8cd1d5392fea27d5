import { describePackedPackages } from '../testing/packed-packages';

describe('the packed packages in an empty workspace with the oldest Nx that they allow', () =>
  describePackedPackages({ nx: '22.7.12', devkit: '22.7.12' }));
