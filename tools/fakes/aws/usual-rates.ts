import type { Rates } from './rates';

/**
 * Buckets of an account of usual size. That every action has one of its own, and the size for those that only ask, are
 * of "Request throttling for the Amazon EC2 API"; sizes for actions that change something are of the same order and were
 * not compared row by row. Second buckets, which count machines and not requests, are left out.
 */
export const usualRates: Rates = {
  '*': { burst: 100, perSecond: 20 },
  CopyImage: { burst: 100, perSecond: 1 },
  CreateTags: { burst: 100, perSecond: 10 },
  CreateImage: { burst: 50, perSecond: 5 },
  DeregisterImage: { burst: 100, perSecond: 5 },
  ModifyImageAttribute: { burst: 50, perSecond: 5 },
  RegisterImage: { burst: 50, perSecond: 5 },
  RunInstances: { burst: 5, perSecond: 2 },
  CreateSnapshot: { burst: 100, perSecond: 5 },
  CreateSnapshots: { burst: 100, perSecond: 5 },
  DeleteSnapshot: { burst: 100, perSecond: 5 },
  CopySnapshot: { burst: 100, perSecond: 5 },
  StartSnapshot: { burst: 10, perSecond: 10 },
  CompleteSnapshot: { burst: 10, perSecond: 10 },
  PutSnapshotBlock: { burst: 1000, perSecond: 1000 },
  GetSnapshotBlock: { burst: 1000, perSecond: 1000 },
  ListSnapshotBlocks: { burst: 50, perSecond: 50 },
  ListChangedBlocks: { burst: 50, perSecond: 50 },
  PutParameter: { burst: 3, perSecond: 3 },
  GetParameter: { burst: 40, perSecond: 40 },
  GetParameters: { burst: 40, perSecond: 40 },
};
