import { randomInt } from 'node:crypto';

/** Ports to choose from, both ends included. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/** Every port of a range, in a row that begins at a drawn one, so that builds which start together seldom meet. */
export function* drawPorts({ min, max }: PortRange): Generator<number> {
  const count = max - min + 1;
  const first = randomInt(count);
  for (let tried = 0; tried < count; tried++) yield min + ((first + tried) % count);
}
