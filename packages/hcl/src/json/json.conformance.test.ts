import { jsonSuites } from '../testing/suites/json';
import { testSuites } from '../testing/test-suites';

testSuites('HCL in JSON is that of upstream', jsonSuites);
