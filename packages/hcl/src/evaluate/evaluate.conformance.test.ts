import { evaluateSuites } from '../testing/suites/evaluate';
import { testSuites } from '../testing/test-suites';

testSuites('evaluation agrees with upstream', evaluateSuites);
