import { mutatedSuites } from '../testing/suites/mutated';
import { testSuites } from '../testing/test-suites';

testSuites('mutated sources have the problems that upstream tells', mutatedSuites);
