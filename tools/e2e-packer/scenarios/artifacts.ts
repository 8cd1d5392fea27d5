import { nothing, oneFile, type Scenario } from '../scenario';

const chain = (body: string) => `  post-processors {\n${body}  }\n`;
const checksum =
  '    post-processor "checksum" {\n      checksum_types = ["sha256"]\n      output = "sum.txt"\n    }\n';
const manifest = '    post-processor "manifest" {\n      output = "m.json"\n    }\n';
const fails = '    post-processor "shell-local" {\n      inline = ["exit 1"]\n    }\n';

/** What is left of a build: the file builder, and post-processors. */
export const artifactScenarios: readonly Scenario[] = [
  { name: 'a file with content', files: oneFile('') },
  {
    name: 'a file from a file',
    files: {
      'a.pkr.hcl':
        'source "file" "one" {\n  source = "in.txt"\n  target = "a/b/out.txt"\n}\nbuild {\n  sources = ["file.one"]\n}\n',
      'in.txt': 'content\n',
    },
  },
  {
    name: 'an empty file',
    files: {
      'a.pkr.hcl': 'source "file" "one" {\n  target = "out.txt"\n}\nbuild {\n  sources = ["file.one"]\n}\n',
    },
  },
  {
    name: 'content and source at once',
    files: {
      'a.pkr.hcl':
        'source "file" "one" {\n  target = "o"\n  content = "a"\n  source = "a.pkr.hcl"\n}\nbuild {\n  sources = ["file.one"]\n}\n',
    },
  },
  { name: 'nothing at all', files: nothing('') },
  { name: 'a manifest', files: oneFile(`  post-processor "manifest" {\n    output = "m.json"\n  }`) },
  {
    name: 'a manifest without paths and with words of one’s own',
    files: oneFile(`  post-processor "manifest" {
    output     = "m.json"
    strip_path = true
    custom_data = {
      b = "2"
      a = "1"
    }
  }`),
  },
  {
    name: 'a manifest of nothing',
    files: nothing('  post-processor "manifest" {\n    output = "m.json"\n  }'),
  },
  {
    name: 'a manifest in which something is already',
    files: {
      ...oneFile('  post-processor "manifest" {\n    output = "m.json"\n  }'),
      'm.json': '{"builds":[],"last_run_uuid":""}',
    },
  },
  { name: 'a checksum', files: oneFile('  post-processor "checksum" {}') },
  {
    name: 'checksums of all kinds',
    files: oneFile(`  post-processor "checksum" {
    checksum_types = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]
    output         = "{{.BuildName}}_{{.BuilderType}}.{{.ChecksumType}}"
  }`),
  },
  {
    name: 'a kind of checksum that there is not',
    files: oneFile('  post-processor "checksum" {\n    checksum_types = ["crc"]\n  }'),
  },
  { name: 'a chain', files: oneFile(chain(checksum + manifest)) },
  { name: 'two chains', files: oneFile(chain(checksum) + chain(manifest)) },
  {
    name: 'shell-local behind a build',
    files: oneFile(
      '  post-processor "shell-local" {\n    inline = ["echo OUT: $PACKER_BUILD_NAME; cat out/one.txt"]\n  }',
    ),
  },
  {
    name: 'compress gives the file up',
    files: oneFile('  post-processor "compress" {\n    output = "one.txt.gz"\n  }'),
    differs: {
      files: 'The bytes of an archive are those of another program; its content is compared by the tests.',
    },
  },
  {
    name: 'compress keeps the file',
    files: oneFile(
      '  post-processor "compress" {\n    output = "one.txt.gz"\n    keep_input_artifact = true\n  }',
    ),
    differs: {
      files: 'The bytes of an archive are those of another program; its content is compared by the tests.',
    },
  },
  {
    name: 'a post-processor that fails',
    files: oneFile(chain(fails + manifest)),
    differs: {
      files: 'Packer removes the file of a build whose first post-processor failed; here it is kept.',
    },
  },
  {
    name: 'a post-processor that fails beside one that does not',
    files: oneFile(chain(fails) + chain(manifest)),
  },
  {
    name: 'artifice',
    differs: { artifacts: 'Newer packers give the artifact an id as well: its files.' },
    files: oneFile(
      `${chain(`    post-processor "shell-local" {
      inline = ["echo other > other.txt"]
    }
    post-processor "artifice" {
      files = ["other.txt"]
    }
${checksum}`)}`,
    ),
  },
  {
    name: 'a JSON template',
    template: 't.json',
    files: {
      't.json': JSON.stringify({
        variables: { who: 'me' },
        builders: [{ type: 'file', content: 'hello {{user `who`}}\n', target: 'out.txt' }],
        provisioners: [{ type: 'shell-local', inline: ['echo OUT: {{user `who`}}'] }],
        'post-processors': [
          [
            { type: 'checksum', checksum_types: ['md5'], output: 's.txt' },
            { type: 'manifest', output: 'm.json' },
          ],
        ],
      }),
    },
  },
  {
    name: 'a JSON template with two builders, one chosen',
    template: 't.json',
    args: ['-only=two'],
    files: {
      't.json': JSON.stringify({
        builders: [
          { type: 'file', name: 'one', content: '1', target: 'one.txt' },
          { type: 'file', name: 'two', content: '2', target: 'two.txt' },
        ],
      }),
    },
  },
];
