/** Text in Go's template language, as far as Packer's commands for configuration tools use it. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  /** What this language does not hold, as it was written. */
  | { readonly kind: 'unknown'; readonly source: string };

export type Condition =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | boolean }
  | { readonly kind: 'call'; readonly name: CallName; readonly args: readonly Condition[] };

const callNames = ['eq', 'ne', 'not', 'and', 'or'] as const;
export type CallName = (typeof callNames)[number];

/** A template in pieces: text and actions take turns. Blanks that an action trims are gone. */
interface Piece {
  readonly kind: 'text' | 'action';
  readonly text: string;
  readonly source: string;
}

const ACTION = /\{\{(-\s)?([\s\S]*?)(\s-)?\}\}/g;

function split(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  const addText = (text: string, trimsEnd: boolean) => {
    const begun = trims ? text.trimStart() : text;
    const whole = trimsEnd ? begun.trimEnd() : begun;
    if (whole !== '') pieces.push({ kind: 'text', text: whole, source: whole });
  };
  for (const found of template.matchAll(ACTION)) {
    const [source, trimBefore, text = '', trimAfter] = found;
    addText(template.slice(at, found.index), trimBefore !== undefined);
    pieces.push({ kind: 'action', text: text.trim(), source });
    trims = trimAfter !== undefined;
    at = found.index + source.length;
  }
  addText(template.slice(at), false);
  return pieces;
}

/** What ends a list of nodes: `{{else}}`, `{{else if …}}`, `{{end}}`, or the end of the text. */
type End = 'end' | 'nothing' | { readonly condition: Condition | undefined };

/** Reads a template; an `if` without its end goes on to the end of the text. */
export function parseTemplate(template: string): readonly Node[] {
  const pieces = split(template);
  let at = 0;

  const parseList = (): { readonly nodes: readonly Node[]; readonly end: End } => {
    const nodes: Node[] = [];
    for (;;) {
      const piece = pieces[at++];
      if (!piece) return { nodes, end: 'nothing' };
      if (piece.kind === 'action' && piece.text === 'end') return { nodes, end: 'end' };
      const otherwise = piece.kind === 'action' ? /^else(?:\s+if\s+([\s\S]+))?$/.exec(piece.text) : null;
      if (otherwise)
        return { nodes, end: { condition: otherwise[1] ? parseCondition(otherwise[1]) : undefined } };
      nodes.push(piece.kind === 'text' ? { kind: 'text', text: piece.text } : parseAction(piece));
    }
  };

  const parseIf = (condition: Condition): Node => {
    const { nodes: then, end } = parseList();
    if (typeof end === 'string') return { kind: 'if', condition, then, otherwise: [] };
    const otherwise = end.condition ? [parseIf(end.condition)] : parseList().nodes;
    return { kind: 'if', condition, then, otherwise };
  };

  const parseAction = ({ text, source }: Piece): Node => {
    const field = /^\.(\w+)$/.exec(text);
    if (field) return { kind: 'field', name: field[1]! };
    const condition = /^if\s+([\s\S]+)$/.exec(text);
    const parsed = condition ? parseCondition(condition[1]!) : undefined;
    return parsed ? parseIf(parsed) : { kind: 'unknown', source };
  };

  return parseList().nodes;
}

const TOKEN = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|`[^`]*`|\.\w+|\w+)/gy;

function parseCondition(text: string): Condition | undefined {
  const tokens = Array.from(text.matchAll(TOKEN), ([, token]) => token!);
  if (tokens.join('') !== text.replace(/\s+(?=(?:[^"`]*["`][^"`]*["`])*[^"`]*$)/g, '')) return undefined;
  let at = 0;
  const parseOperand = (): Condition | undefined => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = parseCall();
      return tokens[at++] === ')' ? inner : undefined;
    }
    return token === undefined ? undefined : parseLiteral(token);
  };
  const parseCall = (): Condition | undefined => {
    const name = callNames.find((one) => one === tokens[at]);
    if (!name) return parseOperand();
    at++;
    const args: Condition[] = [];
    while (at < tokens.length && tokens[at] !== ')') {
      const arg = parseOperand();
      if (!arg) return undefined;
      args.push(arg);
    }
    return { kind: 'call', name, args };
  };
  const condition = parseCall();
  return at === tokens.length ? condition : undefined;
}

function parseLiteral(token: string): Condition | undefined {
  if (token.startsWith('.')) return { kind: 'field', name: token.slice(1) };
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
  if (token.startsWith('`')) return { kind: 'literal', value: token.slice(1, -1) };
  if (token.startsWith('"')) return { kind: 'literal', value: token.slice(1, -1).replace(/\\(.)/g, '$1') };
  return undefined;
}
