export { type Codes, defineCodes, type Particulars } from './codes';
export {
  type Checked,
  type Diagnostic,
  hasErrors,
  type Position,
  type Range,
  type RelatedPlace,
  type Severity,
} from './diagnostic';
export { cutToCells, getCells, getVisible } from './display';
export { Failure } from './failure';
export { type DiagnosticReport, formatJson, getReport } from './json';
export type { SnippetLine } from './snippet';
export { getNearNames, suggest } from './suggest';
export { formatDiagnostics, formatText, type TextOptions } from './text';
export { type DiagnosticView, getViews, type RelatedView, type SourceLookup } from './view';
