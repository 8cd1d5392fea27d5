const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What is open at some point of a text: brackets, quoted strings (`"`) and heredocs. */
type Open = string;

const HEREDOC = /^<<-?(?<marker>[\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u;

/** Whether an expression goes on: a bracket, a template or a heredoc that it opens is not closed yet. */
export function isOpen(text: string): boolean {
  const open: Open[] = [];
  for (let at = 0; at < text.length; ) {
    const next = open.at(-1) === '"' ? stepInString(text, at, open) : stepInCode(text, at, open);
    if (next === undefined) return true;
    at = next;
  }
  return open.some((one) => one !== '"');
}

/** A string ends with its line: whatever is missing then, the next line cannot bring it. */
function stepInString(text: string, at: number, open: Open[]): number {
  const character = text[at] as string;
  if (character === '\\') return at + 2;
  if (character === '"' || character === '\n') open.pop();
  if (!/^[$%]\{/u.test(text.slice(at, at + 2)) || isEscaped(text, at)) return at + 1;
  open.push('}');
  return at + 2;
}

/** `$${` and `%%{` are text. */
function isEscaped(text: string, at: number): boolean {
  return text[at - 1] === text[at];
}

/** Undefined when a heredoc has no end. */
function stepInCode(text: string, at: number, open: Open[]): number | undefined {
  const character = text[at] as string;
  const rest = text.slice(at, at + 2);
  if (character === '#' || rest === '//') return getEnd(text, '\n', at) ?? text.length;
  if (rest === '/*') return getEnd(text, '*/', at);
  if (rest === '<<') return getHeredocEnd(text, at);
  if (character === '"') open.push('"');
  else if (character in CLOSERS) open.push(CLOSERS[character] as string);
  else if (character === open.at(-1)) open.pop();
  return at + 1;
}

function getEnd(text: string, end: string, from: number): number | undefined {
  const at = text.indexOf(end, from);
  return at === -1 ? undefined : at + end.length;
}

function getHeredocEnd(text: string, at: number): number | undefined {
  const marker = HEREDOC.exec(text.slice(at))?.groups?.marker;
  if (marker === undefined) return /^<<-?[\p{ID_Start}_]/u.test(text.slice(at)) ? undefined : at + 2;
  const lines = text.slice(at).split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === marker);
  return end === -1 ? undefined : at + lines.slice(0, end + 1).join('\n').length;
}
