import { testSuites } from '../../../hcl/src/testing/test-suites';
import { inspectSuite } from '../testing/inspect-suite';

testSuites('inspect --json over real templates gives the values that upstream gives', [inspectSuite]);
