import type { Range } from '@strata/diagnostics';
import type { JsonNode } from '../json/node';
import type { Value } from '../values/value';

/**
 * The content of a file or of a block. Nothing is interpreted yet: a schema gives it meaning. In JSON an argument and a
 * block look alike, so all are attributes until `contentOf` is told which blocks there may be.
 */
export interface Body {
  /** By name, in source order. A redefinition is a diagnostic and the first one stays. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In source order, whatever their types: the order of provisioners is their meaning. */
  readonly blocks: readonly Block[];
  readonly range: Range;
  /** The empty stretch at the end: where something missing should have been. */
  readonly endRange: Range;
}

export interface Attribute {
  readonly name: string;
  readonly nameRange: Range;
  readonly equalsRange: Range;
  readonly expr: Expression;
  readonly range: Range;
  /** JSON only: further properties of the same name. Right when they are blocks, wrong when they are arguments. */
  readonly repeats?: readonly Attribute[];
}

export interface Block {
  readonly type: string;
  readonly typeRange: Range;
  readonly labels: readonly string[];
  readonly labelRanges: readonly Range[];
  readonly body: Body;
  readonly openRange: Range;
  readonly closeRange: Range;
  /** The header: type and labels. */
  readonly headerRange: Range;
  /** From the type to the closing brace. */
  readonly range: Range;
  /** Made by a `dynamic` block whose `for_each` is not known yet: there may be none, one or many of it. */
  readonly uncertain?: true;
}

/** `var.network["a"].id`: a root name and the steps from it. */
export interface Traversal {
  readonly root: string;
  readonly rootRange: Range;
  readonly steps: readonly TraversalStep[];
  readonly range: Range;
}

export type TraversalStep = AttributeStep | IndexStep;

export interface AttributeStep {
  readonly kind: 'attribute';
  readonly name: string;
  readonly range: Range;
}

export interface IndexStep {
  readonly kind: 'index';
  /** A known string or number. */
  readonly key: Value;
  readonly range: Range;
}

interface Node {
  readonly range: Range;
}

export interface LiteralExpression extends Node {
  readonly kind: 'literal';
  readonly value: Value;
}

/** A quoted string, heredoc or template file. */
export interface TemplateExpression extends Node {
  readonly kind: 'template';
  readonly parts: readonly Expression[];
}

/** `"${x}"` alone: the value of `x` itself, not its text. */
export interface WrapExpression extends Node {
  readonly kind: 'wrap';
  readonly expr: Expression;
}

/** The parts that a `%{ for }` directive yields, put together to one string. */
export interface JoinExpression extends Node {
  readonly kind: 'join';
  readonly expr: Expression;
}

export interface TraversalExpression extends Node {
  readonly kind: 'traversal';
  readonly traversal: Traversal;
}

/** Steps from the result of an expression: `f(x).name`. */
export interface RelativeExpression extends Node {
  readonly kind: 'relative';
  readonly source: Expression;
  readonly steps: readonly TraversalStep[];
}

export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly Expression[];
  /** The last argument ends with `...`. */
  readonly expandFinal: boolean;
  readonly openRange: Range;
  readonly closeRange: Range;
}

export interface ConditionalExpression extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface IndexExpression extends Node {
  readonly kind: 'index';
  readonly source: Expression;
  readonly key: Expression;
  readonly openRange: Range;
  readonly bracketRange: Range;
}

export interface SplatExpression extends Node {
  readonly kind: 'splat';
  readonly source: Expression;
  /** What is done with each element, which an `element` expression inside stands for. */
  readonly each: Expression;
  readonly item: ElementExpression;
  readonly markerRange: Range;
}

/** The element that the splat around it is looking at. */
export interface ElementExpression extends Node {
  readonly kind: 'element';
}

export interface TupleExpression extends Node {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
  readonly openRange: Range;
}

export interface ObjectItem {
  readonly key: ObjectKeyExpression;
  readonly value: Expression;
}

export interface ObjectExpression extends Node {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
  readonly openRange: Range;
}

/** `name =` is the key "name", `(name) =` is the value of the variable: `computed` tells them apart. */
export interface ObjectKeyExpression extends Node {
  readonly kind: 'key';
  readonly expr: Expression;
  readonly computed: boolean;
}

export interface ForExpression extends Node {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present when the result is an object. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `...` after the value: values of the same key are gathered in a tuple. */
  readonly group: boolean;
  readonly openRange: Range;
  readonly closeRange: Range;
}

export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly operatorRange: Range;
}

export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ParenthesesExpression extends Node {
  readonly kind: 'parentheses';
  readonly expr: Expression;
}

/** An expression with names bound around it: what `dynamic` does to the expressions in its content. */
export interface ScopedExpression extends Node {
  readonly kind: 'scoped';
  readonly variables: ReadonlyMap<string, Value>;
  readonly expr: Expression;
}

/** A piece of JSON where an expression stands. Strings in it are templates, unless only literal values count there. */
export interface JsonExpression extends Node {
  readonly kind: 'json';
  readonly node: JsonNode;
  readonly literal: boolean;
}

export type UnaryOperator = '!' | '-';
export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | WrapExpression
  | JoinExpression
  | TraversalExpression
  | RelativeExpression
  | CallExpression
  | ConditionalExpression
  | IndexExpression
  | SplatExpression
  | ElementExpression
  | TupleExpression
  | ObjectExpression
  | ObjectKeyExpression
  | ForExpression
  | UnaryExpression
  | BinaryExpression
  | ParenthesesExpression
  | ScopedExpression
  | JsonExpression;
