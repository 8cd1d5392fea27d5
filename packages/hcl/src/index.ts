export { codes } from './codes';
export { type Conversion, convert } from './convert/convert';
export { unify } from './convert/unify';
export { expandDynamic } from './dynamic/expand';
export { evaluate } from './evaluate/evaluate';
export type { Scope } from './evaluate/scope';
export { formatHcl } from './format/format';
export { createDefaultFunctions, createFunctions } from './functions/create';
export type { EagerFunction, HclFunction, LazyCall, LazyFunction, Parameter } from './functions/function';
export type { FunctionFiles, FunctionPorts } from './functions/ports';
export type {
  DataAnswer,
  DataRequest,
  RemoteAnswer,
  RemoteRequest,
  RemoteValues,
} from './functions/remote/remote-values';
export { settle } from './functions/remote/settle';
export { bodyOf, parseJsonBody } from './json/body';
export { type BodyShape, contentOf } from './json/content';
export { literally, nativeForm } from './json/expression';
export { type JsonMember, type JsonNode, type JsonObject, type JsonString, memberOf } from './json/node';
export { parseJson } from './json/parse-json';
export { parseExpression, parseHcl, parseTemplate, parseTraversal } from './parse/parse';
export { references } from './references';
export type * as Ast from './syntax/ast';
export type { Attribute, Block, Body, Expression, Traversal, TraversalStep } from './syntax/ast';
export { Type } from './types/type';
export { parseType, type TypeConstraint } from './types/type-expression';
export { isSensitive, isWhollyKnown } from './values/inspect';
export { fromJson, type Json, toJson } from './values/json';
export { Value } from './values/value';
