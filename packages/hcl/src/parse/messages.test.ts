import { parseExpression, parseTemplate } from './parse';

/** The first problem: its summary, its detail, and the columns that it and its surroundings take. */
function firstProblem(parse: typeof parseExpression, source: string): readonly unknown[] {
  const [problem] = parse(source, 't').diagnostics;
  const columns = (range = problem?.subject) => [range?.start.column, range?.end.column];
  return [
    problem?.summary,
    problem?.detail,
    columns(),
    ...(problem?.context ? [columns(problem.context)] : []),
  ];
}

const extra = 'Expected a closing brace to end the sequence, but found extra characters.';
const unbalanced = 'The control directives within this template are unbalanced.';

/* Those that no golden file has, in the words and at the places of upstream. */

test.each([
  [
    'a ? b',
    'Missing false expression in conditional',
    'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
    [6, 6],
    [1, 6],
  ],
  [
    'a[* b]',
    'Missing close bracket on splat index',
    'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
    [5, 6],
  ],
  [
    'f(a..., b)',
    'Missing closing parenthesis',
    'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
    [4, 7],
    [1, 7],
  ],
])('of the expression %s', (source, ...wanted) => {
  expect(firstProblem(parseExpression, source)).toEqual(wanted);
});

test.each([
  ['%{ for }', "Invalid 'for' directive", "For directive requires variable name after 'for'.", [8, 9]],
  [
    '%{ for a, }',
    "Invalid 'for' directive",
    'For directive requires value variable name after comma.',
    [11, 12],
  ],
  ['%{ for a b }', "Invalid 'for' directive", "For directive requires 'in' keyword after names.", [10, 11]],
  ['%{ for a in b c }%{ endfor }', 'Extra characters in for marker', extra, [15, 16], [1, 16]],
  ['%{ for a in b }%{ endfor c }', 'Extra characters in endfor marker', extra, [26, 27], [1, 27]],
  ['%{ if a b }%{ endif }', 'Extra characters in if marker', extra, [9, 10], [1, 10]],
  ['%{ if a }%{ else b }%{ endif }', 'Extra characters in else marker', extra, [18, 19], [1, 19]],
  ['%{ if a }%{ endif b }', 'Extra characters in endif marker', extra, [19, 20], [1, 20]],
  ['%{ else }', 'Unexpected else directive', unbalanced, [1, 10]],
  [
    '%{ if a }%{ else }%{ else }%{ endif }',
    'Unexpected else directive',
    'Already in the else clause for the if started at t:1,1-10.',
    [19, 28],
  ],
  [
    '%{ for a in b }%{ else }%{ endfor }',
    'Unexpected else directive',
    'An else clause is not expected for a for directive.',
    [16, 25],
  ],
  [
    '%{ if a }%{ endfor }',
    'Unexpected endfor directive',
    'Expecting an endif directive for the if started at t:1,1-10.',
    [10, 21],
  ],
  [
    '%{ wth }',
    'Invalid template control keyword',
    '"wth" is not a valid template control keyword.',
    [4, 7],
    [1, 7],
  ],
  [
    '%{ fro a in b }',
    'Invalid template control keyword',
    '"fro" is not a valid template control keyword. Did you mean "for"?',
    [4, 7],
    [1, 7],
  ],
])('of the template %s', (source, ...wanted) => {
  expect(firstProblem(parseTemplate, source)).toEqual(wanted);
});
