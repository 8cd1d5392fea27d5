/** A map whose values are made when they are first asked for. To ask for names makes none. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #makers: ReadonlyMap<string, () => V>;
  readonly #made = new Map<string, V>();

  constructor(makers: Readonly<Record<string, () => V>>) {
    this.#makers = new Map(Object.entries(makers));
  }

  get size(): number {
    return this.#makers.size;
  }

  has(name: string): boolean {
    return this.#makers.has(name);
  }

  get(name: string): V | undefined {
    const make = this.#makers.get(name);
    if (make && !this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name);
  }

  keys() {
    return this.#makers.keys();
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value;
  }

  *entries(): MapIterator<[string, V]> {
    for (const name of this.keys()) yield [name, this.get(name) as V];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(use: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this) use(value, name, this);
  }
}
