import { jsonValueSuites } from '../testing/suites/json-values';
import { valueSuites } from '../testing/suites/values';
import { testSuites } from '../testing/test-suites';

testSuites('values behave as upstream’s', [...valueSuites, ...jsonValueSuites]);
