import { corpusSuites } from '../testing/suites/corpus';
import { testSuites } from '../testing/test-suites';

testSuites(
  'real templates have the tree, the ranges and the problems that upstream gives them',
  corpusSuites,
);
