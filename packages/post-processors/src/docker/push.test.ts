import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, type ProcessSpec, Secret } from '@strata/sdk';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { IMPORTED } from './artifacts';
import { dockerPush } from './push';

const tagged: Artifact = {
  builderId: IMPORTED,
  id: 'registry.example/app:2',
  names: ['registry.example/app:1', 'registry.example/app:2'],
  files: [],
  description: '',
};

test('all names are pushed, with a login of the push’s own and the password in no argument', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'strata-push-'));
  const ran: ProcessSpec[] = [];
  const processes = {
    run: async (spec: ProcessSpec) => {
      ran.push(spec);
      return { code: 0, signal: undefined };
    },
  };
  const context = createPostProcessContext({ ports: { ...createTestPorts(), processes }, scratch });
  const options = {
    docker_path: 'docker',
    login: true,
    login_server: 'registry.example',
    login_username: 'me',
    login_password: new Secret('hunter2!'),
    platform: undefined,
    ecr_login: false,
    aws_access_key: undefined,
    aws_secret_key: undefined,
    aws_token: undefined,
    aws_profile: undefined,
    aws_force_use_public_ecr: false,
  };
  const { artifact, input } = await dockerPush.postProcess(context, tagged, options);
  await rm(scratch, { recursive: true });
  const calls = ran.filter(({ args }) => args[0] !== 'version');
  expect(calls.map(({ args }) => args.join(' '))).toEqual([
    'login --username me --password-stdin registry.example',
    'push registry.example/app:2',
    'push registry.example/app:1',
  ]);
  expect(String(calls[0]?.stdin)).toBe('hunter2!');
  expect(calls.every(({ env }) => env['DOCKER_CONFIG']?.startsWith(scratch))).toBe(true);
  expect(JSON.stringify(ran.map(({ args, env }) => [args, env]))).not.toContain('hunter2!');
  expect([artifact.id, input]).toEqual(['registry.example/app:2', 'keep']);
});
