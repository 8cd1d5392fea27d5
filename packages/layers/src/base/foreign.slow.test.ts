import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { createTransport, openDownloads } from '../downloads';
import { writeOciLayout } from '../oci';
import { startFileServer } from '../testing/file-server';
import {
  findLeftOvers,
  makeTemporaryStore,
  searchPath,
  type TemporaryStore,
} from '../testing/temporary-store';
import { makeArchive, resolveArchive } from './archive';
import { isOciAvailable, makeOci, type OciContext, resolveOci } from './oci';

const config = { cmd: ['app'], env: ['A=1'] };

function createContext(box: TemporaryStore, reporter = createRecordingReporter()): OciContext {
  return {
    store: box.store,
    downloads: openDownloads(join(box.folder, 'downloads'), createTransport({ direct: [] })),
    searchPath,
    signal: new AbortController().signal,
    scratch: box.folder,
    say: () => undefined,
    startActivity: createActivities(reporter, createFakeClock()),
    warn: () => undefined,
  };
}

describe('a container image as a base', () => {
  const write = async (box: TemporaryStore, script: string) => {
    const layers = [await box.commit(script)];
    await writeOciLayout(box.store, {
      image: { layers, config },
      name: 'a:1',
      output: join(box.folder, 'image'),
    });
    return layers;
  };

  test('gives its layers and its settings, and another store reads it again', async () => {
    await using box = await makeTemporaryStore();
    await using other = await makeTemporaryStore();
    const layers = await write(box, 'mkdir etc; echo one >etc/name');
    const request = { layout: 'image', baseDirectory: box.folder };
    const facts = await resolveOci(createContext(box), request);
    expect(facts).toEqual({ layers, config });
    expect(await makeOci(createContext(other), request, facts)).toEqual(layers);
    expect(await findLeftOvers(other.store)).toEqual([]);
  });

  test('is reported while its layers are unpacked and packed', async () => {
    await using box = await makeTemporaryStore();
    await using other = await makeTemporaryStore();
    await write(box, 'seq 100000 >numbers');
    const reporter = createRecordingReporter();
    await resolveOci(createContext(other, reporter), { layout: 'image', baseDirectory: box.folder });
    const ended = reporter.progressed.filter((each) => each.ended);
    expect(ended.map(({ label }) => label)).toEqual(['packing the layer', 'unpacking layer 1 of 1']);
    for (const { done, total } of ended) expect(done).toBeGreaterThan(0.9 * (total ?? Number.NaN));
  });

  test('is refused when it is another than the locked one, and taken from the store while that has it', async () => {
    await using box = await makeTemporaryStore();
    await using other = await makeTemporaryStore();
    const layers = await write(box, 'echo one >name');
    const request = { layout: 'image', baseDirectory: box.folder };
    const facts = await resolveOci(createContext(box), request);
    await write(box, 'echo two >name');
    expect(await makeOci(createContext(box), request, facts)).toEqual(layers);
    expect(await isOciAvailable(createContext(other), request, facts)).toBe(false);
    await expect(makeOci(createContext(other), request, facts)).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY090', hint: expect.stringContaining('strata lock') }],
    });
  });
});

describe('an archive as a base', () => {
  test('becomes the layer that a step would have made of the same files', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('mkdir -p etc var/log; echo one >etc/name; : >var/log/old');
    await box.sh(
      'mkdir root; cd root; mkdir -p etc var/log; echo one >etc/name; echo noise >var/log/old; tar -cf ../root.tar .',
    );
    await box.sh('xz -k root.tar; sha256sum root.tar root.tar.xz >SUMS');
    const context = createContext(box);
    for (const source of ['root.tar', 'root.tar.xz']) {
      const request = { source, checksum: 'file:SUMS', baseDirectory: box.folder };
      expect(await makeArchive(context, request, await resolveArchive(context, request))).toEqual(layer);
    }
  });

  test('by its address comes once and then out of the cache', async () => {
    await using box = await makeTemporaryStore();
    await box.sh('mkdir root; echo one >root/name; tar -cf root.tar -C root .');
    const server = await startFileServer({ '/root.tar': await readFile(join(box.folder, 'root.tar')) });
    const checksum = (await box.sh('sha256sum root.tar')).slice(0, 64);
    const context = createContext(box);
    const request = { source: `${server.url}/root.tar`, checksum, baseDirectory: box.folder };
    const facts = await resolveArchive(context, request);
    const layer = await makeArchive(context, request, facts);
    await server.close();
    expect(await makeArchive(context, request, facts)).toEqual(layer);
    expect(server.requests).toEqual(['GET /root.tar']);
  });

  test('that has changed on disk is refused, and nothing is kept of it', async () => {
    await using box = await makeTemporaryStore();
    await box.sh('mkdir root; echo one >root/name; tar -cf root.tar -C root .');
    const checksum = (await box.sh('sha256sum root.tar')).slice(0, 64);
    const request = { source: 'root.tar', checksum, baseDirectory: box.folder };
    const facts = await resolveArchive(createContext(box), request);
    await box.sh('echo more >>root.tar');
    await expect(makeArchive(createContext(box), request, facts)).rejects.toMatchObject({
      diagnostics: [{ code: 'LAY077' }],
    });
    expect(await findLeftOvers(box.store)).toEqual([]);
    await rm(join(box.folder, 'root.tar'));
  });
});
