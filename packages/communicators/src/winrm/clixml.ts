import { StringDecoder } from 'node:string_decoder';

/** Makes text of what PowerShell writes to its error stream for other PowerShells. Keep one for each command. */
export interface ClixmlFilter {
  /** What can be shown of it; the rest comes with later pieces. */
  add(data: Buffer): Buffer;
  end(): Buffer;
}

const MARK = Buffer.from('#< CLIXML');
const OPENING = '<Objs';
const CLOSING = '</Objs>';

/** `text` is what was not understood yet: of objects, or of what comes between two documents of them. */
interface Objects {
  readonly decoder: StringDecoder;
  readonly isOpen: boolean;
  readonly text: string;
}

/**
 * PowerShell sends errors as objects in XML when nobody sits before it. Other programs write plain text, and both may do
 * so in turns: what does not begin with the mark passes as it is, byte for byte.
 */
export function createClixmlFilter(): ClixmlFilter {
  let waiting: Buffer = Buffer.alloc(0);
  let objects: Objects | undefined;

  const takePlain = (): Buffer | undefined => {
    const at = waiting.indexOf(MARK);
    if (at === 0) {
      waiting = waiting.subarray(MARK.length);
      objects = { decoder: new StringDecoder('utf8'), isOpen: false, text: '' };
      return Buffer.alloc(0);
    }
    const length = at > 0 ? at : waiting.length - getStartLength(waiting);
    if (length === 0) return undefined;
    const plain = waiting.subarray(0, length);
    waiting = waiting.subarray(length);
    return plain;
  };

  const takeObjects = ({ decoder, isOpen, text: before }: Objects): Buffer | undefined => {
    const text = before + decoder.write(waiting);
    waiting = Buffer.alloc(0);
    if (isOpen) {
      const { shown, rest, isOver } = readMessages(text);
      objects = { decoder, isOpen: !isOver, text: rest };
      return isOver || shown !== '' ? Buffer.from(shown) : undefined;
    }
    const inner = text.trimStart();
    objects = { decoder, isOpen: inner.startsWith(OPENING), text };
    if (objects.isOpen) return Buffer.alloc(0);
    if (OPENING.startsWith(inner)) return undefined;
    // Plain text again. The line's end belongs to the document before it.
    waiting = Buffer.from(text.replace(/^\r?\n/, ''));
    objects = undefined;
    return Buffer.alloc(0);
  };

  return {
    add(data) {
      waiting = Buffer.concat([waiting, data]);
      const shown: Buffer[] = [];
      const take = () => (objects ? takeObjects(objects) : takePlain());
      for (let piece = take(); piece; piece = take()) shown.push(piece);
      return Buffer.concat(shown);
    },
    end() {
      const rest = objects ? Buffer.from(objects.isOpen ? '' : objects.text.trim()) : waiting;
      waiting = Buffer.alloc(0);
      objects = undefined;
      return rest;
    },
  };
}

/** How many bytes at the end may be the beginning of a mark. */
function getStartLength(data: Buffer): number {
  for (let length = Math.min(MARK.length - 1, data.length); length > 0; length--)
    if (data.subarray(data.length - length).equals(MARK.subarray(0, length))) return length;
  return 0;
}

/** Messages of the streams (`<S S="Error">`); the bar of progress, which nobody sees, is made of other elements. */
const message = /<S S="\w+">([^<]*)<\/S>/g;

function readMessages(text: string) {
  const closing = text.indexOf(CLOSING);
  const isOver = closing >= 0;
  const whole = isOver ? text.slice(0, closing) : text;
  let end = 0;
  let shown = '';
  for (const found of whole.matchAll(message)) {
    shown += decodeMessage(found[1] ?? '');
    end = found.index + found[0].length;
  }
  return { shown, rest: isOver ? text.slice(closing + CLOSING.length) : text.slice(end), isOver };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `_x000D__x000A_` is a line's end: characters that XML cannot hold, and `_x005F_` for a `_` that would look like one. */
function decodeMessage(text: string): string {
  return text
    .replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
