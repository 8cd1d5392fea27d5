import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isListening, listsListener } from './listening';

test('a socket counts when somebody listens, not before and not after', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata listening-'));
  const path = join(folder, 'socket');
  try {
    writeFileSync(path, '');
    expect(await isListening(path)).toBe(false);
    rmSync(path);
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(await isListening(path)).toBe(true);
    server.close();
    await once(server, 'close');
    expect(await isListening(path)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a socket that is bound and does not listen yet takes no connection', () => {
  const line = (flags: string) => `0000000000000000: 00000002 00000000 ${flags} 0001 01 4711 /run/a/tpm`;
  expect(listsListener(line('00010000'), '/run/a/tpm')).toBe(true);
  expect(listsListener(line('00000000'), '/run/a/tpm')).toBe(false);
  expect(listsListener(line('00010000'), '/run/b/tpm')).toBe(false);
});
