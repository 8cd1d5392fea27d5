import { parseSuites } from '../testing/suites/parse';
import { testSuites } from '../testing/test-suites';

testSuites('parsing agrees with upstream', parseSuites);
