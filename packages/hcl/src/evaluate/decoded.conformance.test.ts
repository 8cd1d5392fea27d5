import { hcldecSuites } from '../testing/suites/hcldec';
import { specsuiteSuites } from '../testing/suites/specsuite';
import { testSuites } from '../testing/test-suites';

testSuites('whole bodies give the values that upstream makes of them', [...hcldecSuites, ...specsuiteSuites]);
