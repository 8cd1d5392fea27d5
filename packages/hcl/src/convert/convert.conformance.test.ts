import { convertSuites } from '../testing/suites/convert';
import { testSuites } from '../testing/test-suites';

testSuites('conversion agrees with upstream', convertSuites);
