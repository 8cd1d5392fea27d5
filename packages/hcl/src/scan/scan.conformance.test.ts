import { scanSuites } from '../testing/suites/scan';
import { testSuites } from '../testing/test-suites';

testSuites('tokens are those of upstream', scanSuites);
