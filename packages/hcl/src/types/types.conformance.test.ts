import { typeSuites } from '../testing/suites/types';
import { testSuites } from '../testing/test-suites';

testSuites('types agree with upstream', typeSuites);
