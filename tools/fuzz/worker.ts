import { parentPort, workerData } from 'node:worker_threads';
import { chooseInput } from './choose';
import { examine, examineGrowth } from './examine';
import { type Order, progress, type Question, type Report, tick } from './messages';
import { getSources } from './sources';

const { order, memory } = workerData as { readonly order: Order; readonly memory: SharedArrayBuffer };
const shared = new Int32Array(memory);

function note(index: number): void {
  Atomics.store(shared, progress.since, tick());
  Atomics.store(shared, progress.index, index);
}

function say(report: Report): void {
  parentPort?.postMessage(report);
}

async function runRange({
  seed,
  from,
  to,
  corpus,
  growthEvery,
}: Extract<Order, { kind: 'range' }>): Promise<void> {
  const sources = getSources(corpus);
  const counts: Record<string, number> = {};
  for (let index = from; index < to; index++) {
    const input = chooseInput(sources, seed, index);
    counts[input.language] = (counts[input.language] ?? 0) + 1;
    note(index);
    const findings = [...(await examine(input))];
    if (index % growthEvery === 0) {
      findings.push(...(await examineGrowth(input, () => note(index))));
    }
    if (findings.length > 0) say({ kind: 'found', index, findings });
  }
  say({ kind: 'done', counts });
}

/** Answers one question after the other until it is ended. */
function answer(): void {
  parentPort?.on('message', async ({ input, growth }: Question) => {
    const findings = growth ? await examineGrowth(input, () => {}) : await examine(input);
    say({ kind: 'found', index: 0, findings });
  });
}

if (order.kind === 'range') void runRange(order);
else answer();
