export { type AzureError, OPERATION_FAILED, parseBody, readAzureError } from './azure-error';
export type { AzureErrorKind } from './case';
export { classifyAzure, hasAzureCode } from './catalogue';
export { type AzureRequest, explainAzure, toAzureFailure } from './explain';
