/** Text that is HTML. Only this file makes it, so that nothing gets into a page without being escaped. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** One element with its content; texts among it are escaped. */
  static element(name: ElementName, attributes: Attributes, content: readonly Content[]): Html {
    return new Html(`<${name}${writeAttributes(attributes)}>${content.map(write).join('')}</${name}>`);
  }

  /** A whole page. The sheet is ours, and no text of anybody's. */
  static page({ title, style, body }: Page): Html {
    const head = [
      '<meta charset="utf-8">',
      // Whatever a text may hold: nothing runs and nothing is fetched.
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${escapeText(title)}</title>`,
      `<style>${style}</style>`,
    ];
    return new Html(
      `<!doctype html>\n<html lang="en">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.map(write).join('\n')}\n</body>\n</html>\n`,
    );
  }

  toString(): string {
    return this.#text;
  }
}

export interface Page {
  readonly title: string;
  readonly style: string;
  readonly body: readonly Content[];
}

/** What may stand in an element. Nothing stands for nothing. */
export type Content = Html | string | number | undefined | readonly Content[];

/** No element that runs, fetches or frames anything. */
export type ElementName =
  | ('caption' | 'code' | 'dd' | 'details' | 'div' | 'dl' | 'dt' | 'h1' | 'h2' | 'h3' | 'header' | 'li')
  | ('main' | 'mark' | 'p' | 'pre' | 'rect' | 'section' | 'span' | 'strong' | 'summary' | 'svg' | 'table')
  | ('tbody' | 'td' | 'th' | 'thead' | 'time' | 'tr' | 'ul');

type AttributeName =
  | ('aria-hidden' | 'aria-label' | 'class' | 'colspan' | 'datetime' | 'height' | 'id' | 'open')
  | ('preserveAspectRatio' | 'role' | 'scope' | 'tabindex' | 'viewBox' | 'width' | 'x' | 'y');

/** Absent values leave the attribute out. */
export type Attributes = { readonly [N in AttributeName]?: string | number | undefined };

/** One element: `element('p', { class: 'note' }, 'text', …)`. */
export function element(name: ElementName, attributes: Attributes, ...content: readonly Content[]): Html {
  return Html.element(name, attributes, content);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function write(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.toString();
  if (typeof content === 'object') return content.map(write).join('');
  return escapeText(String(content));
}

function writeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeText(String(value))}"`)
    .join('');
}
