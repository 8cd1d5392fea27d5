import type { BuildEvent, StepName } from '@strata/engine';
import { createFakeTicker } from '../testing/fake-ticker';
import { createScreen } from '../testing/screen';
import { createTerminalView } from './terminal';

type Told = BuildEvent extends infer E ? (E extends BuildEvent ? Omit<E, 'at' | 'build'> : never) : never;

const base: StepName = { index: 0, count: 3, label: 'base bootstrap' };
const packages: StepName = { index: 1, count: 3, label: 'shell "packages"' };
const started = (step: StepName): Told => ({ kind: 'step-started', step, key: 'k' });
const finished = (step: StepName): Told => ({
  kind: 'step-finished',
  step,
  milliseconds: 14_000,
  bytes: 4_000_000,
});
const output = (data: string): Told => ({ kind: 'output', stream: 'stdout', data });
const installing = (done: number): Told => ({
  kind: 'progress',
  ...{ id: '1', label: 'installing packages', done, total: 241, unit: 'items', item: 'bash' },
});
const downloading = (done: number): Told => ({
  kind: 'progress',
  ...{ id: '2', label: 'downloading', done, total: 120_000_000, unit: 'bytes' },
});
const ended = (told: Told): Told => ({ ...told, ended: true }) as Told;

function createWorld(options: { live?: boolean; verbose?: boolean; width?: number; color?: boolean } = {}) {
  const { live = false, verbose = false, color = false } = options;
  const place = { width: options.width ?? 80 };
  const ticker = createFakeTicker();
  const screen = createScreen(place.width);
  const writes: string[] = [];
  const view = createTerminalView({
    ...{ cwd: '/ws', color, live, verbose, ticker },
    get width() {
      return place.width;
    },
    write: (text) => {
      writes.push(text);
      screen.write(text);
    },
  });
  const tell = (told: Told, project = 'golden') =>
    view.listen({ at: 0, build: { project, build: 'rootfs.base' }, ...told } as BuildEvent);
  return { view, ticker, screen, writes, place, tell };
}

/** What stands on the screen, in lines, without empty ones. */
const linesOf = ({ text }: { readonly text: string }) => text.split('\n').filter((line) => line !== '');

describe('in a log', () => {
  it.each([
    [{ of: 'builder', label: 'StepConnect' }, 'connect'],
    [{ of: 'builder', label: 'stepTypeBootCommand' }, 'type boot command'],
    [{ of: 'builder', label: 'stepHTTPServer' }, 'HTTP server'],
  ] as const)('work of a builder is told as long as it lasts: %j', (work, what) => {
    const { tell, ticker, screen } = createWorld();
    tell({ kind: 'work-started', work });
    ticker.advance(2000);
    tell({ kind: 'work-finished', work, milliseconds: 2000, success: true });
    ticker.advance(20_000);
    expect(linesOf(screen)).toEqual([`    golden/rootfs.base: ${what}, 2 s`]);
  });

  it('a post-processor is told where there is progress to be seen', () => {
    const { tell, ticker, screen } = createWorld();
    tell(started(base));
    tell(finished(base));
    tell({ kind: 'work-started', work: { of: 'post-processor', label: 'compress' } });
    ticker.advance(2000);
    expect(linesOf(screen).at(-1)).toBe('    golden/rootfs.base: post-processor compress, 2 s');
  });

  it('a step that takes long is told after two seconds, and then every ten', () => {
    const { tell, ticker, screen } = createWorld();
    tell(started(base));
    ticker.advance(1900);
    tell(installing(12));
    expect(linesOf(screen)).toEqual(['==> golden/rootfs.base: [1/3] base bootstrap ...']);
    ticker.advance(100);
    tell(installing(120));
    ticker.advance(9900);
    expect(linesOf(screen).slice(1)).toEqual([
      '    golden/rootfs.base: [1/3] installing packages 12 of 241, 2 s: bash',
    ]);
    ticker.advance(2100);
    expect(linesOf(screen).slice(2)).toEqual([
      '    golden/rootfs.base: [1/3] installing packages 120 of 241, 12 s: bash',
    ]);
  });

  it('a step that is quick is not told of', () => {
    const { tell, ticker, screen } = createWorld();
    tell(started(base));
    tell(installing(12));
    ticker.advance(1500);
    tell(finished(base));
    ticker.advance(60_000);
    expect(screen.text).not.toContain('installing');
    expect(ticker.busy).toBe(false);
  });

  it('a step of a command shows what it printed last, without its colours', () => {
    const { tell, ticker, screen } = createWorld();
    tell(started(packages));
    tell(output('Reading lists\n\u001b[32mSetting up\tbash\u001b[0m (5.2) ...\nSetting up da'));
    ticker.advance(3000);
    expect(linesOf(screen)[1]).toBe(
      '    golden/rootfs.base: [2/3] shell "packages", 2 s: Setting up bash (5.2) ...',
    );
  });

  it('several builds have a line each, by their names', () => {
    const { tell, ticker, screen } = createWorld();
    tell(started(packages), 'golden');
    tell(started(base), 'tiny');
    ticker.advance(2000);
    expect(linesOf(screen).slice(2)).toEqual([
      '    golden/rootfs.base: [2/3] shell "packages", 2 s',
      '    tiny/rootfs.base: [1/3] base bootstrap, 2 s',
    ]);
  });

  it('no line moves the cursor or clears anything', () => {
    const { tell, ticker, writes, view } = createWorld();
    tell(started(base));
    tell(installing(12));
    ticker.advance(30_000);
    tell(finished(base));
    view.end();
    expect(writes.join('')).not.toMatch(/[\r\u001b]/);
    expect(writes.every((text) => text.endsWith('\n'))).toBe(true);
  });

  it('a build that finds everything stored never looks at the time', () => {
    const { tell, ticker } = createWorld();
    tell({ kind: 'build-started', steps: 2, output: 'kept' });
    tell({ kind: 'step-cached', step: base, key: 'k' });
    expect(ticker.busy).toBe(false);
    tell({ kind: 'build-finished', artifacts: [], outcome: 'unchanged', milliseconds: 3 });
    expect(ticker.busy).toBe(false);
  });
});

describe('on a terminal', () => {
  it('what a build is at is drawn in place, below what was written', () => {
    const { tell, ticker, screen } = createWorld({ live: true });
    tell(started(base));
    tell(installing(12));
    ticker.advance(1000);
    tell(installing(120));
    ticker.advance(13_000);
    expect(linesOf(screen)).toEqual([
      '==> golden/rootfs.base: [1/3] base bootstrap ...',
      'golden/rootfs.base: [1/3] installing packages 120 of 241, 14 s: bash',
    ]);
  });

  it('lasting lines push it down, and it goes when its step ends', () => {
    const { tell, ticker, screen } = createWorld({ live: true, verbose: true });
    tell(started(packages));
    ticker.advance(1000);
    tell(output('Setting up bash\n'));
    expect(linesOf(screen)).toEqual([
      '==> golden/rootfs.base: [2/3] shell "packages" ...',
      '    golden/rootfs.base: Setting up bash',
      'golden/rootfs.base: [2/3] shell "packages", 1 s',
    ]);
    tell(finished(packages));
    ticker.advance(5000);
    expect(linesOf(screen).slice(2)).toEqual([
      '==> golden/rootfs.base: [2/3] shell "packages": 14.0 s, 4.0 MB',
    ]);
    expect(ticker.busy).toBe(false);
  });

  it('builds that run at a time have a line each; many are counted', () => {
    const { tell, ticker, screen } = createWorld({ live: true });
    for (let at = 0; at < 10; at++) tell(started(base), `image${at}`);
    ticker.advance(1000);
    const drawn = linesOf(screen).slice(10);
    expect(drawn).toHaveLength(9);
    expect(drawn[0]).toBe('image0/rootfs.base: [1/3] base bootstrap, 1 s');
    expect(drawn[8]).toBe('and 2 more');
    tell(finished(base), 'image0');
    ticker.advance(100);
    expect(linesOf(screen).slice(11)).toHaveLength(9);
  });

  it('a line is never longer than the window, not even in wide characters', () => {
    const { tell, ticker, screen } = createWorld({ live: true, width: 40 });
    tell(started(packages));
    tell(output(`${'名前'.repeat(40)}\n`));
    ticker.advance(1000);
    const drawn = screen.text.split('\n').at(-1) as string;
    expect(drawn.startsWith('golden/rootfs.base:')).toBe(true);
    expect(drawn).toMatch(/…$/);
  });

  it('a window that was made narrower is cleared all the same', () => {
    const narrow = createScreen(30);
    const world = createWorld({ live: true, width: 80 });
    world.tell(started(base));
    world.tell(installing(12));
    world.ticker.advance(1000);
    // The terminal breaks what it shows anew.
    for (const text of world.writes) narrow.write(text);
    const before = world.writes.length;
    world.place.width = 30;
    world.view.end();
    for (const text of world.writes.slice(before)) narrow.write(text);
    expect(narrow.text).not.toContain('installing');
    expect(narrow.text).toContain('==> golden/rootfs.base');
  });

  it('the end takes away what is drawn, and nothing is drawn after', () => {
    const { tell, ticker, screen, view, writes } = createWorld({ live: true });
    tell(started(base));
    ticker.advance(1000);
    view.end();
    const count = writes.length;
    tell(installing(13));
    ticker.advance(5000);
    expect(linesOf(screen)).toEqual(['==> golden/rootfs.base: [1/3] base bootstrap ...']);
    expect(writes).toHaveLength(count);
    expect(ticker.busy).toBe(false);
  });

  it('nothing is drawn again while it stays the same', () => {
    const { tell, ticker, writes } = createWorld({ live: true });
    tell(started(base));
    ticker.advance(1000);
    const count = writes.length;
    ticker.advance(900);
    expect(writes).toHaveLength(count);
  });

  it('nothing is drawn over a question, and it goes on after the answer', async () => {
    const { tell, ticker, screen, view } = createWorld({ live: true });
    tell(started(base));
    ticker.advance(3000);
    let answer = () => {};
    const asking = view.pauseFor(() => {
      screen.write('Press enter to continue. ');
      return new Promise<void>((resolve) => {
        answer = resolve;
      });
    });
    ticker.advance(3000);
    expect(linesOf(screen).at(-1)).toMatch(/^Press enter to continue\. *$/);
    answer();
    await asking;
    ticker.advance(3000);
    expect(linesOf(screen).at(-1)).toMatch(/base bootstrap, 9 s/);
  });

  it('text of others stands above it, and an open line is left alone', () => {
    const { tell, ticker, screen, view } = createWorld({ live: true });
    tell(started(base));
    ticker.advance(1000);
    view.write('Warning: ');
    ticker.advance(1000);
    view.write('old\n');
    expect(linesOf(screen).slice(1)).toEqual([
      'Warning: old',
      'golden/rootfs.base: [1/3] base bootstrap, 2 s',
    ]);
  });

  it('colour is used only where it is wanted', () => {
    const draw = (color: boolean) => {
      const { tell, ticker, writes } = createWorld({ live: true, color });
      tell(started(base));
      ticker.advance(1000);
      return writes.at(-1)?.replace('\r\u001b[J', '');
    };
    expect(draw(false)).toBe('golden/rootfs.base: [1/3] base bootstrap, 1 s');
    expect(draw(true)).toBe('\u001b[36mgolden/rootfs.base:\u001b[0m [1/3] base bootstrap, 1 s');
  });

  it('work on a project that is no build is drawn until it ends', () => {
    const { ticker, screen, view } = createWorld({ live: true });
    const tell = (told: Told) =>
      view.listen({ at: 0, build: { project: 'golden', build: '' }, ...told } as BuildEvent);
    tell(downloading(0));
    ticker.advance(1000);
    expect(linesOf(screen)).toEqual(['golden: downloading 0 B of 120 MB, 1 s']);
    tell(ended(downloading(120_000_000)));
    expect(linesOf(screen)).toEqual([]);
    expect(ticker.busy).toBe(false);
  });
});

describe('what is told', () => {
  it('two works of a step stand side by side, a transfer with its speed', () => {
    const { tell, ticker, screen } = createWorld({ live: true, width: 120 });
    tell(started(base));
    tell(downloading(0));
    tell(installing(3));
    ticker.advance(2000);
    tell(downloading(12_400_000));
    ticker.advance(100);
    expect(linesOf(screen)[1]).toBe(
      'golden/rootfs.base: [1/3] downloading 12.4 MB of 120 MB at 5.9 MB/s and installing packages 3 of 241, 2 s: bash',
    );
    tell(ended(downloading(120_000_000)));
    ticker.advance(100);
    expect(linesOf(screen)[1]).not.toContain('downloading');
  });

  it('a transfer that stalls becomes slow', () => {
    const { tell, ticker, screen } = createWorld({ live: true });
    tell(started(base));
    for (let at = 0; at <= 10; at++) {
      tell(downloading(at * 1_000_000));
      ticker.advance(1000);
    }
    expect(linesOf(screen)[1]).toContain(' at 833 kB/s');
    ticker.advance(45_000);
    expect(linesOf(screen)[1]).toContain(' at 98.0 kB/s');
  });

  it('work that cannot be counted is told by its name and its time', () => {
    const { tell, ticker, screen } = createWorld({ live: true });
    tell(started(base));
    tell({ kind: 'progress', id: '9', label: 'extracting archives', done: 0, unit: 'items' });
    ticker.advance(4000);
    expect(linesOf(screen)[1]).toBe('golden/rootfs.base: [1/3] extracting archives, 4 s');
  });
});
