/** Joins chunks to whole lines, one buffer a name. */
export class LineSplitter {
  readonly #open = new Map<string, string>();

  add(name: string, data: string, take: (line: string) => void): void {
    const parts = ((this.#open.get(name) ?? '') + data).split(/\r\n|\n|\r(?=.)/);
    this.#open.set(name, parts.pop() ?? '');
    for (const part of parts) take(part);
  }

  end(name: string, take: (line: string) => void): void {
    const rest = this.#open.get(name);
    if (rest) take(rest);
    this.#open.delete(name);
  }
}
