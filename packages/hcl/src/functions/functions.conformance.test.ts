import { fileSuites } from '../testing/suites/files';
import { functionSuites } from '../testing/suites/functions';
import { yamlSuites } from '../testing/suites/yaml';
import { testSuites } from '../testing/test-suites';

testSuites('functions agree with upstream', [...functionSuites, ...fileSuites, ...yamlSuites]);
