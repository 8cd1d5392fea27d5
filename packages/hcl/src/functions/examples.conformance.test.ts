import { exampleSuites } from '../testing/suites/examples';
import { testSuites } from '../testing/test-suites';

testSuites('the examples of the documentation give what upstream gives', exampleSuites);
