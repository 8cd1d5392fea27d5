import { Value } from '../values/value';
import type { Evaluator } from './context';
import { evaluateIn } from './evaluate';

export const evaluateTuple: Evaluator<'tuple'> = ({ items }, context) =>
  Value.tuple(items.map((item) => evaluateIn(item, context)));
