import type { Suite } from '../suite';
import { convertSuites } from './convert';
import { corpusSuites } from './corpus';
import { corpusValueSuites } from './corpus-values';
import { diagnosticSuites } from './diagnostics';
import { evaluateSuites } from './evaluate';
import { exampleSuites } from './examples';
import { fileSuites } from './files';
import { formatSuites } from './format';
import { functionSuites } from './functions';
import { hcldecSuites } from './hcldec';
import { jsonSuites } from './json';
import { jsonValueSuites } from './json-values';
import { mutatedSuites } from './mutated';
import { parseSuites } from './parse';
import { scanSuites } from './scan';
import { specsuiteSuites } from './specsuite';
import { typeSuites } from './types';
import { valueSuites } from './values';
import { yamlSuites } from './yaml';

/** Everything that is held against upstream. */
export const allSuites: readonly Suite[] = [
  ...scanSuites,
  ...parseSuites,
  ...evaluateSuites,
  ...valueSuites,
  ...jsonValueSuites,
  ...typeSuites,
  ...convertSuites,
  ...functionSuites,
  ...fileSuites,
  ...yamlSuites,
  ...jsonSuites,
  ...formatSuites,
  ...exampleSuites,
  ...diagnosticSuites,
  ...hcldecSuites,
  ...specsuiteSuites,
  ...corpusSuites,
  ...mutatedSuites,
  ...corpusValueSuites,
];
