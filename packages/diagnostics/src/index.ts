export { type Codes, defineCodes, type Particulars } from './codes';
export {
  type Checked,
  type Diagnostic,
  hasErrors,
  type Position,
  type Range,
  type Severity,
} from './diagnostic';
export { Failure } from './failure';
export { getNearNames, suggest } from './suggest';
