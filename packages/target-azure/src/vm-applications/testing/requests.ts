import type { PublishRequest } from '../publish';

/** A publication that everything is right with. */
export const goodRequest: PublishRequest = {
  application: {
    name: 'jq',
    version: '1.7.1',
    os: 'Linux',
    commands: { install: 'sh ./install.sh', remove: 'sh ./remove.sh' },
    packageFile: 'jq.tar.gz',
    configurationFile: 'jq.config',
    afterReboot: 'None',
  },
  offer: {
    location: 'westeurope',
    regions: [{ name: 'West Europe' }, { name: 'northeurope', replicas: 2 }],
    replicas: 1,
    excludeFromLatest: false,
  },
  key: 'key-1',
  package: { path: '/dist/jq.tar.gz', blob: 'jq/abc/jq.tar.gz', sha256: 'abc', size: 100 },
  mode: 'send',
};
