import type { RemoteRequest, RemoteValues } from '@strata/hcl';
import { isSensitive } from '@strata/hcl';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { loadFiles } from '../testing/load';
import { createTestRegistry } from '../testing/parts';

/** Answers what was asked for before the last fetch, with the request itself. */
function createEcho(): RemoteValues {
  const there = new Set<string>();
  const wanted = new Set<string>();
  const write = ({ service, name }: RemoteRequest) => `${service}:${name}`;
  return {
    find(request) {
      const id = write(request);
      if (there.has(id)) return { text: id };
      wanted.add(id);
      return undefined;
    },
    async fetch() {
      const isAsked = wanted.size > 0;
      for (const id of wanted) there.add(id);
      wanted.clear();
      return isAsked;
    },
    hide: () => undefined,
  };
}

test('a value that another machine keeps is there when the template is loaded, and is a secret', async () => {
  const { value, diagnostics } = await loadFiles(
    {
      'image.json': JSON.stringify({
        variables: { name: '{{ consul_key `app/name` }}', version: '{{ consul_key (user `name`) }}' },
        builders: [{ type: 'rootfs', base: { suite: 'bookworm' } }],
      }),
    },
    { path: 'image.json', remote: createEcho() },
  );
  expect(diagnostics).toEqual([]);
  const { name, version } = Object.fromEntries(value.variables);
  expect(name).toMatchObject({ sensitive: true, value: { string: 'consul:app/name' } });
  expect(version).toMatchObject({ sensitive: true, value: { string: 'consul:consul:app/name' } });
});

test('of a mistake about a value that was not fetched at first nothing is told', async () => {
  const { value, diagnostics } = await loadFiles(
    {
      'image.pkr.hcl': `
        locals {
          version = consul_key("app/version")
          image   = { "consul:app/version" = "golden" }[local.version]
        }
        source "rootfs" "web" {
          base { suite = "bookworm" }
        }
        build { sources = ["source.rootfs.web"] }`,
    },
    { remote: createEcho() },
  );
  expect(diagnostics).toEqual([]);
  const { scope } = evaluateTemplate(value, { registry: createTestRegistry() }).value;
  const local = scope.variables?.get('local');
  expect(local).toMatchObject({ kind: 'object' });
  expect(local && isSensitive(local)).toBe(true);
});
