import { corpusValueSuites } from '../testing/suites/corpus-values';
import { testSuites } from '../testing/test-suites';

testSuites('values in real templates are those of upstream, digit for digit', corpusValueSuites);
