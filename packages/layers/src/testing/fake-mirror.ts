import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AptFacts } from '../apt/lock/facts';
import type { SuiteSource } from '../apt/sources/select';
import { type FileServer, startFileServer } from './file-server';

/** A Debian archive on loopback with one suite, one component and the packages it was given. */
export interface FakeMirror {
  readonly server: FileServer;
  readonly source: SuiteSource;
  /** Facts that pin what the archive has now. */
  readonly facts: AptFacts;
  /** Publishes these packages in place of those before, as archives do; old indexes and packages vanish. */
  publish(packages: Readonly<Record<string, string>>): void;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Starts it. @param packages version by name */
export async function startFakeMirror(packages: Readonly<Record<string, string>>): Promise<FakeMirror> {
  const server = await startFileServer();
  const source = { suite: 'stable', uri: `${server.url}/debian`, components: ['main'] };
  let facts: AptFacts;
  const publish = (current: Readonly<Record<string, string>>) => {
    server.files.clear();
    const stanzas = Object.entries(current).map(([name, version]) => {
      const path = getPackagePath(name, version);
      const body = `${name} ${version}\n`.repeat(1000);
      server.files.set(`/debian/${path}`, Buffer.from(body));
      return `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nFilename: ${path}\nSize: ${body.length}\nSHA256: ${sha256(body)}\n`;
    });
    const index = stanzas.join('\n');
    const packed = gzipSync(index);
    const folder = 'main/binary-amd64';
    const suite = '/debian/dists/stable';
    const lines = [
      ` ${sha256(index)} ${index.length} ${folder}/Packages`,
      ` ${sha256(packed)} ${packed.length} ${folder}/Packages.gz`,
    ];
    server.files.set(
      `${suite}/InRelease`,
      Buffer.from(`Codename: stable\nAcquire-By-Hash: yes\nSHA256:\n${lines.join('\n')}\n`),
    );
    server.files.set(`${suite}/${folder}/Packages.gz`, packed);
    server.files.set(`${suite}/${folder}/by-hash/SHA256/${sha256(packed)}`, packed);
    facts = {
      distribution: 'debian',
      architecture: 'amd64',
      suites: { stable: { main: `sha256:${sha256(index)}` } },
      packages: current,
    };
  };
  publish(packages);
  return {
    server,
    source,
    get facts() {
      return facts;
    },
    publish,
  };
}

/** Path of a package below the archive. */
export function getPackagePath(name: string, version: string): string {
  return `pool/main/${name[0]}/${name}/${name}_${version.replace(/^\d+:/, '')}_amd64.deb`;
}
