import { parsePieces } from './parse';

const word = (name: string) => ({ kind: 'word', word: name });
const text = (string: string) => ({ kind: 'string', string });

describe('parsePieces', () => {
  const pipelines: readonly (readonly [string, unknown])[] = [
    ['{{timestamp}}', [[word('timestamp')]]],
    ['{{ user `name` }}', [[word('user'), text('name')]]],
    ['{{user "a\\"b"}}', [[word('user'), text('a"b')]]],
    ['{{ user `x` | upper }}', [[word('user'), text('x')], [word('upper')]]],
    [
      '{{split (user `x`) "/" 1}}',
      [
        [
          word('split'),
          { kind: 'pipeline', pipeline: [[word('user'), text('x')]] },
          text('/'),
          { kind: 'number', number: 1 },
        ],
      ],
    ],
    ['{{.Vars}}', [[{ kind: 'field', path: '.Vars' }]]],
    ['{{ .A.B }}', [[{ kind: 'field', path: '.A.B' }]]],
    ['{{`}}`}}', [[text('}}')]]],
    ['{{/* a }} b */}}', []],
  ];
  it.each(pipelines)('reads the action %s', (source, pipeline) => {
    expect(parsePieces(source)).toEqual([
      { kind: 'action', source, trimsBefore: false, trimsAfter: false, pipeline },
    ]);
  });

  it.each(['{{if .X}}', '{{end}}', '{{ $x := 1 }}', '{{range .Y}}', '{{ "a" "b" }}', '{{ ( }}', '{{}}'])(
    'leaves %s to the part that runs the template engine',
    (source) => {
      const [piece] = parsePieces(source);
      expect(piece).toMatchObject({ kind: 'action', source });
      expect(piece).not.toHaveProperty('pipeline');
    },
  );

  it.each(['plain', '{ {x} }', 'open {{ only', '}} closed only'])('keeps %s as text', (source) => {
    expect(parsePieces(source)).toEqual([{ kind: 'text', text: source }]);
  });

  it.each(['`a`', '"a"', '/*a*/', '`', '"', '/*', '-'])(
    'does not get lost in an open action with many %s',
    (piece) => {
      const source = `{{${piece.repeat(2000)}`;
      expect(parsePieces(source)).toEqual([{ kind: 'text', text: source }]);
    },
  );

  it.each(['{{ user `', '{{ "', '{{/*', '{{ x', '{{ x -}}-'])(
    'does not get lost in a hundred thousand of %s',
    (open) => {
      const source = open.repeat(100_000);
      expect(
        parsePieces(source)
          .map((piece) => (piece.kind === 'text' ? piece.text : piece.source))
          .join(''),
      ).toBe(source);
    },
  );

  it.each([
    ['openings', '{{'],
    ['openings before a string that does not end', '{{"'],
    ['openings before escapes', '{{\\"'],
    ['openings before raw strings', '{{`'],
    ['openings before comments', '{{/*'],
    ['endings that trim nothing', '{{-}}'],
  ])('goes through 100,000 %s once', (_, piece) => {
    const source = piece.repeat(100_000);
    expect(
      parsePieces(source)
        .map((one) => (one.kind === 'text' ? one.text : one.source))
        .join(''),
    ).toBe(source);
  });

  it('reads pipelines in pipelines as far as anybody writes them', () => {
    const nested = (depth: number) => parsePieces(`{{ ${'('.repeat(depth)}upper${')'.repeat(depth)} }}`)[0];
    expect(nested(50)).toHaveProperty('pipeline');
    expect(nested(20_000)).not.toHaveProperty('pipeline');
  });

  it('keeps the text around actions, and what they trim', () => {
    expect(parsePieces('a {{- x -}} b{{y}}')).toEqual([
      { kind: 'text', text: 'a ' },
      expect.objectContaining({ source: '{{- x -}}', trimsBefore: true, trimsAfter: true }),
      { kind: 'text', text: ' b' },
      expect.objectContaining({ source: '{{y}}', trimsBefore: false, trimsAfter: false }),
    ]);
  });
});
