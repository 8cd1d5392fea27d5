export { type AwsError, readAwsError } from './aws-error';
export type { AwsErrorKind } from './case';
export { classifyAws, hasAwsCode } from './catalogue';
export { type AwsRequest, explainAws, toAwsFailure } from './explain';
