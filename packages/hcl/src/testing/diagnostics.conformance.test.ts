import { diagnosticSuites } from './suites/diagnostics';
import { testSuites } from './test-suites';

testSuites('problems are told as upstream tells them', diagnosticSuites);
