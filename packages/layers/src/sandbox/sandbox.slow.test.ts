import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { type OutputChunk, type RemoteExit, Secret } from '@strata/sdk';
import { findMarked, waitForNoneMarked } from '../testing/leftovers';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { createSandboxFixture, type SandboxFixture, sandboxEnv } from '../testing/sandbox-fixture';
import type { SandboxCommand, SandboxSession } from './session';

const never = new AbortController().signal;

let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await createSandboxFixture();
});
afterEach(() => fixture.close());

async function run(session: SandboxSession, command: SandboxCommand['command'], signal = never) {
  const parts: Buffer[] = [];
  const exit = await session.exec({ command, onOutput: ({ data }) => void parts.push(data) }, signal);
  return { exit, text: Buffer.concat(parts).toString() };
}

/** Makes a layer out of files, folders (`undefined`) and links (`-> target`). */
function addLayer(name: string, entries: Readonly<Record<string, string | undefined>>): string {
  const layer = fixture.addLayer(name);
  for (const [path, content] of Object.entries(entries)) {
    const full = join(fixture.store, layer, path);
    mkdirSync(content === undefined ? full : join(full, '..'), { recursive: true });
    if (content?.startsWith('-> ')) symlinkSync(content.slice(3), full);
    else if (content !== undefined) writeFileSync(full, content);
  }
  return layer;
}

/** Every path in the folder that received the writes. */
async function getWritten(upper: string): Promise<readonly string[]> {
  const { stdout } = await fixture.namespace.run({
    command: 'find',
    args: ['.', '-mindepth', '1'],
    cwd: upper,
  });
  return stdout.toString().split('\n').filter(Boolean).sort();
}

describe('a command', () => {
  test('is root, sees the environment it was given and nothing of this machine', async () => {
    const session = await fixture.open();
    const { text } = await run(session, 'id -u; id -G; umask; uname -n; pwd; env | sort');
    const expected = ['0', '0', '0022', 'localhost', '/', 'HOME=/root', `PATH=${sandboxEnv.PATH}`, 'PWD=/'];
    expect(text.trim().split('\n')).toEqual(expected);
  });

  test('killed by a signal gives the exit code that shells give, and nothing on its error stream', async () => {
    const session = await fixture.open();
    expect(await run(session, 'kill -9 $$')).toEqual({ exit: { kind: 'exited', code: 137 }, text: '' });
  });

  test('appears in no process list, neither text nor environment', async () => {
    const session = await fixture.open();
    const env = { TOKEN: new Secret('in-environment') };
    const command = new Secret(': in-text; echo go; while :; do :; done');
    const abort = new AbortController();
    const listed = new Promise<string>((resolve) => {
      const onOutput = (): void => {
        resolve(getProcessList());
        abort.abort();
      };
      void session.exec({ command, env, onOutput }, abort.signal).catch(() => undefined);
    });
    expect(await listed).not.toMatch(/in-environment|in-text/);
  });

  test('takes all it started with it when it ends', async () => {
    const session = await fixture.open();
    await run(session, 'setsid sleep 71717 >/dev/null 2>&1 & (sleep 71717 &) ; exit 0');
    expect(findMarked('71717')).toEqual([]);
  });

  test('takes all it started with it when it is cancelled, at once', async () => {
    const session = await fixture.open();
    const abort = new AbortController();
    const reason = new Error('enough');
    const onOutput = (): void => abort.abort(reason);
    const command = 'setsid sleep 72727 >/dev/null 2>&1 & echo go; sleep 72727';
    await expect(session.exec({ command, onOutput }, abort.signal)).rejects.toBe(reason);
    expect(findMarked('72727')).toEqual([]);
    expect((await run(session, 'echo alive')).text).toBe('alive\n');
  });

  test('writes no faster than its reader reads', async () => {
    const session = await fixture.open();
    let size = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _, done) => {
        size += chunk.length;
        setImmediate(done);
      },
    });
    await session.exec({ command: 'head -c 3000000 /dev/zero', stdout: slow }, never);
    expect(size).toBe(3_000_000);
  });

  test('with a variable that no shell can export is refused', async () => {
    const session = await fixture.open();
    const running = session.exec({ command: 'true', env: { 'a.b': '1' } }, never);
    await expect(running).rejects.toMatchObject({ diagnostics: [{ code: 'LAY063' }] });
  });

  test('may make namespaces of its own, as apt and bwrap do', async () => {
    const session = await fixture.open();
    expect(await run(session, 'unshare --user true && unshare --mount true')).toMatchObject({ text: '' });
  });

  test('has the devices that programs count on', async () => {
    const session = await fixture.open();
    const command =
      'for i in null zero full random urandom tty; do [ -c /dev/$i ] || echo $i; done; echo x >/dev/null;' +
      '[ -c /dev/pts/ptmx ] || echo ptmx; : >/dev/shm/x; : >/tmp/x; : >/run/lock/x; cat /dev/fd/0';
    expect((await run(session, command)).text).toBe('');
  });

  test('may reach its output by name, also when it is no longer root', async () => {
    const session = await fixture.open();
    const parts: string[] = [];
    const onOutput = ({ stream, data }: OutputChunk): void => void parts.push(`${stream} ${data}`);
    const command = 'echo out >/dev/stdout; sleep 0.1; setpriv --reuid 33 sh -c "echo err >/dev/stderr"';
    await session.exec({ command, onOutput }, never);
    expect(parts).toEqual(['stdout out\n', 'stderr err\n']);
  });
});

describe('what a command writes', () => {
  test('is in the upper folder, and nothing else is', async () => {
    const session = await fixture.open();
    await run(session, 'echo x >/etc/made; mkdir /opt; : >/tmp/t; : >/run/r; : >/dev/d; rm /usr/bin/tty');
    await session.close();
    expect(await getWritten(session.upper)).toEqual([
      ...['./etc', './etc/made', './opt', './usr', './usr/bin', './usr/bin/tty'],
    ]);
  });

  test('can have any owner', async () => {
    const session = await fixture.open();
    expect((await run(session, ': >/f; chown 123:456 /f; stat -c %u:%g /f')).text).toBe('123:456\n');
  });

  test('to this machine stays away from it when root builds', async () => {
    const session = await fixture.open();
    const { text } = await run(session, 'echo 1 >/proc/sys/kernel/printk');
    expect(text).toMatch(/Read-only file system|Permission denied/);
  });
});

describe('layers', () => {
  test('lie on top of each other in the order given', async () => {
    const layers = [addLayer('a', { f: 'a', only: 'a' }), addLayer('b', { f: 'b' })];
    const session = await fixture.open({ layers: ['l/tiny', ...layers] });
    expect((await run(session, 'cat /f /only')).text).toBe('ba');
  });

  test('may be more than a hundred', async () => {
    const names = Array.from({ length: 120 }, (_, index) => String(index).padStart(12, '0'));
    const layers = names.map((name) => addLayer(name, { last: name, [`f${name}`]: '' }));
    const session = await fixture.open({ layers: ['l/tiny', ...layers] });
    expect((await run(session, 'cat /last; ls / | grep -c ^f0')).text).toBe(`${names.at(-1)}120\n`);
  });

  test('that are too many for one mount are refused in words', async () => {
    const layers = Array.from({ length: 300 }, (_, index) => `l/${String(index).padStart(12, '0')}`);
    await expect(fixture.open({ layers })).rejects.toMatchObject({ diagnostics: [{ code: 'LAY061' }] });
  });

  test('that are missing are said to be', async () => {
    const opening = fixture.open({ layers: ['l/tiny', 'l/none'] });
    await expect(opening).rejects.toMatchObject({ diagnostics: [{ code: 'LAY060' }] });
  });

  test('removed and replaced folders stay so in the next sandbox', async () => {
    const layer = addLayer('a', { 'd/old': 'x', gone: 'x' });
    const first = await fixture.open({ layers: ['l/tiny', layer] });
    await run(first, 'rm -r /d /gone; mkdir /d; : >/d/new');
    await first.close();
    await fixture.namespace.run({ command: 'mv', args: [first.upper, join(fixture.store, 'l/b')] });
    const second = await fixture.open({ layers: ['l/tiny', layer, 'l/b'] });
    expect((await run(second, 'ls -d /d/* /gone 2>/dev/null')).text).toBe('/d/new\n');
  });
});

describe('an odd image', () => {
  const seen = 'nameserver 192.0.2.1\n';
  const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'without /etc/resolv.conf': {},
    'with a plain /etc/resolv.conf': { 'etc/resolv.conf': 'old' },
    'whose /etc/resolv.conf is a link into /run': {
      'etc/resolv.conf': '-> ../run/systemd/resolve/stub-resolv.conf',
    },
    'whose /etc/resolv.conf is a link by way of /var/run': {
      'etc/resolv.conf': '-> /var/run/resolvconf/resolv.conf',
      'var/run': '-> /run',
    },
    'whose /etc/resolv.conf is a dangling link': { 'etc/resolv.conf': '-> /usr/lib/none/resolv.conf' },
    'whose links try to lead out of it': { 'etc/resolv.conf': '-> ../../../../../../../../out/resolv.conf' },
  };
  test.each(Object.entries(cases))('%s has one while it is open, and not after', async (_, entries) => {
    const session = await fixture.open({ layers: ['l/tiny', addLayer('odd', entries)] });
    expect((await run(session, 'cat /etc/resolv.conf')).text).toBe(seen);
    await session.close();
    expect(await getWritten(session.upper)).toEqual([]);
  });

  test('with odd names where others have /run, /tmp and resolv.conf is mounted like any other', async () => {
    const odd = addLayer('odd', {
      'etc/resolv.conf': '-> ../run/a b\\c#d',
      'var/my run': undefined,
      'var/t,m:p': undefined,
    });
    await fixture.namespace.run({
      command: 'sh',
      args: ['-c', 'mkdir l/hide; mknod l/hide/run c 0 0; mknod l/hide/tmp c 0 0'],
      cwd: fixture.store,
    });
    const links = addLayer('links', { run: '-> var/my run', tmp: '-> var/t,m:p' });
    const { exec } = await fixture.open({ layers: ['l/tiny', odd, 'l/hide', links] });
    const session = { exec } as SandboxSession;
    const { text } = await run(session, 'cat /etc/resolv.conf; stat -f -c %T /run /tmp; ls -d /run/lock');
    expect(text).toBe('nameserver 192.0.2.1\ntmpfs\ntmpfs\n/run/lock\n');
  });

  test('may lie in a store with an odd path', async () => {
    const odd = await createSandboxFixture('strata odd\\n#,:\t');
    try {
      const session = await odd.open();
      expect((await run(session, 'cat /etc/resolv.conf; ls -d /run/strata')).text).toBe(
        'nameserver 192.0.2.1\n/run/strata\n',
      );
    } finally {
      await odd.close();
    }
  });

  test('without /proc, /sys, /dev, /run and /tmp gets them, and not for good', async () => {
    const layer = fixture.addLayer('bare');
    for (const name of ['usr', 'bin', 'lib', 'lib64']) {
      await fixture.namespace.run({
        command: 'cp',
        args: ['-a', join(fixture.store, 'l/tiny', name), join(fixture.store, layer)],
      });
    }
    const session = await fixture.open({ layers: [layer] });
    const { text } = await run(
      session,
      'ls /; [ -d /proc/1 ] && [ -c /dev/null ] && [ -d /sys/kernel ] && echo ok',
    );
    expect(text.split('\n')).toEqual(expect.arrayContaining(['proc', 'sys', 'dev', 'run', 'tmp', 'ok']));
    await session.close();
    expect(await getWritten(session.upper)).toEqual([]);
  });

  test.each(['usr/sbin/none', 'merged'])('of Debian starts no services (%s)', async (kind) => {
    const merged = kind === 'merged';
    if (merged) {
      const command = 'rm -r usr/sbin && ln -s bin usr/sbin';
      const cwd = join(fixture.store, 'l/tiny');
      await fixture.namespace.run({ command: 'sh', args: ['-c', command], cwd });
    }
    const debian = addLayer('debian', { 'var/lib/dpkg/status': '' });
    const session = await fixture.open({ layers: ['l/tiny', debian] });
    expect(await run(session, '/usr/sbin/policy-rc.d')).toMatchObject({ exit: { code: 101 } });
    await session.close();
    expect(await getWritten(session.upper)).toEqual([]);
  });

  test('of another system has no policy-rc.d', async () => {
    const session = await fixture.open();
    expect(await run(session, '[ ! -e /usr/sbin/policy-rc.d ]')).toMatchObject({ exit: { code: 0 } });
  });
});

describe('the network', () => {
  test('is this machine’s own when wanted', async () => {
    const session = await fixture.open();
    expect((await run(session, 'readlink /proc/self/ns/net')).text).toBe(await getNetwork());
  });

  test('is a loopback that works and nothing else when not', async () => {
    const session = await fixture.open({ network: false });
    const { text } = await run(session, 'cat /proc/net/dev');
    expect(text.match(/^ *\w+(?=:)/gm)?.map((name) => name.trim())).toEqual(['lo']);
    expect((await run(session, 'cat /proc/net/fib_trie')).text).toContain('127.0.0.1');
  });

  async function getNetwork(): Promise<string> {
    const { stdout } = await fixture.namespace.run({ command: 'readlink', args: ['/proc/self/ns/net'] });
    return stdout.toString();
  }
});

describe('folders of this machine', () => {
  const names = ['plain', "fol,der: 'x'"];
  test.each(names)(
    'are seen, kept from changes, changed for a while or for good, as asked (%s)',
    async (place) => {
      const folder = (name: string): string => {
        const path = join(fixture.store, place, name);
        mkdirSync(path, { recursive: true });
        writeFileSync(join(path, 'f'), name);
        return path;
      };
      const [fixed, scratch, free] = ['fixed', 'scratch', 'free'].map(folder) as [string, string, string];
      const session = await fixture.open({
        binds: [
          { source: fixed, target: '/mnt/fixed', access: 'read-only' },
          { source: scratch, target: '/var/lib/scratch', access: 'scratch' },
          { source: free, target: '/run/free', access: 'writable' },
        ],
      });
      const command =
        'exec 2>&1; cd /; for d in /mnt/fixed /var/lib/scratch /run/free; do cat $d/f; echo new >$d/f; cat $d/f; done';
      const { text } = await run(session, command);
      expect(text).toMatch(/^fixed.*Read-only file system\nfixedscratchnew\nfreenew\n$/s);
      await session.close();
      expect(readFileSync(join(scratch, 'f'), 'utf8')).toBe('scratch');
      expect(readFileSync(join(free, 'f'), 'utf8')).toBe('new\n');
      expect(await getWritten(session.upper)).toEqual([]);
    },
  );

  test('may be shown one below another', async () => {
    const outer = join(fixture.store, 'outer');
    const inner = join(fixture.store, 'inner');
    for (const path of [outer, inner]) mkdirSync(path, { recursive: true });
    symlinkSync('/etc', join(outer, 'away'));
    writeFileSync(join(inner, 'f'), 'inner');
    const session = await fixture.open({
      binds: [
        { source: outer, target: '/mnt/outer', access: 'writable' },
        { source: inner, target: '/mnt/outer/below', access: 'read-only' },
        { source: inner, target: '/mnt/outer/away/linked', access: 'read-only' },
      ],
    });
    const { text } = await run(session, 'cat /mnt/outer/below/f /etc/linked/f');
    expect(text).toBe('innerinner');
  });

  test('and other layers can be shown and taken away while it is open', async () => {
    const session = await fixture.open();
    const layers = [addLayer('a', { f: 'a' }), addLayer('b', { g: 'b' })];
    const [tree, single, folder] = [
      await session.mountLayers(layers, never),
      await session.mountLayers(layers.slice(0, 1), never),
      await session.mountDirectory(join(fixture.store, 'l/a'), never),
    ];
    expect((await run(session, `cat ${tree}/f ${tree}/g ${single}/f ${folder}/f`)).text).toBe('abaa');
    expect((await run(session, `touch ${tree}/x ${folder}/x`)).text.match(/Read-only/g)).toHaveLength(2);
    await session.unmount(tree);
    expect((await run(session, `ls -d ${tree}`)).exit).not.toEqual({ kind: 'exited', code: 0 });
    expect(readdirSync(join(fixture.store, 'l/a'))).toEqual(['f']);
  });

  test('that do not exist are said to', async () => {
    const session = await fixture.open();
    const mounting = session.mountDirectory('/none/such', never);
    await expect(mounting).rejects.toThrow(/none\/such/);
  });
});

describe('closing', () => {
  test('ends what runs, and leaves no process and no mount', async () => {
    const session = await fixture.open();
    await session.mountDirectory('/etc', never);
    const running: Promise<RemoteExit>[] = [];
    await new Promise<void>((resolve) => {
      running.push(session.exec({ command: 'echo; sleep 73737', onOutput: () => resolve() }, never));
    });
    await session.close();
    expect(await running[0]).toEqual({ kind: 'disconnected' });
    expect(await waitForNoneMarked(session.upper)).toEqual([]);
  });

  test('by a signal, while it is opened or later, is as good', async () => {
    const reason = new Error('enough');
    await expect(fixture.open({}, AbortSignal.abort(reason))).rejects.toBe(reason);
    const early = new AbortController();
    const opening = fixture.open({}, early.signal);
    early.abort(reason);
    await expect(opening).rejects.toBe(reason);
    const late = new AbortController();
    const session = await fixture.open({}, late.signal);
    late.abort(reason);
    await session.close();
    expect(findMarked(`${fixture.store}/build`)).toEqual([]);
  });

  test('twice is closing once, and a closed sandbox lets nobody in', async () => {
    const session = await fixture.open();
    await session.close();
    await session.close();
    await expect(session.exec({ command: 'true' }, never)).rejects.toBeInstanceOf(Failure);
  });
});

alsoAsOrdinaryUser(__filename);

function getProcessList(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}
