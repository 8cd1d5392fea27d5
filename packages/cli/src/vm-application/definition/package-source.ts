import type { JsonObject } from '@strata/hcl';
import type { PackageSource, PlacedFile } from './definition';
import { list, object, type TextRule, text, word } from './readers';
import { type Reader, type Reading, readMembers, requireMembers, tell } from './reading';

/** Below the folder that it starts from, so that a package can be made on every machine that has the workspace. */
export const insidePath: TextRule = {
  pattern: /^(?!\/)(?![A-Za-z]:)(?!\.\.?(?:\/|$)\.\.)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/,
  meaning: 'a path below the folder that it starts from',
  hint: 'Write it with slashes, without ".." and without a slash first; name another project by "project".',
};

const machinePath: TextRule = {
  pattern: /^(?:\/(?!.*(?:^|\/)\.\.(?:\/|$))[^\0]*|[A-Za-z]:\\(?!.*\.\.)[^\0<>"|?*]*)$/,
  meaning: 'an absolute path on the machine',
};

const maker = { project: text(), target: text() };

interface At {
  readonly object: JsonObject;
  readonly path: string;
}

const placedFile: Reader<PlacedFile> = object((at, reading) => {
  const { from, to, project, target } = readMembers(
    at,
    { from: text(insidePath), to: text(machinePath), ...maker },
    reading,
  );
  requireMembers(
    at.object,
    { from: 'Name the file or folder that is packed.', to: 'Name its place on the machine.' },
    reading,
  );
  if (target !== undefined && project === undefined) tellLoneTarget(at, reading);
  if (from === undefined || to === undefined) return undefined;
  return { from, to, ...(project !== undefined && { project }), ...(target !== undefined && { target }) };
});

function tellLoneTarget({ object: { range }, path }: At, reading: Reading): void {
  tell(
    reading,
    { range: reading.places.get(`${path}.target`) ?? range },
    {
      detail: `"${path}.target" names a target, and no "project" that has it.`,
      hint: 'Name the project, or leave the target out.',
    },
  );
}

function readFiles(at: At, reading: Reading): PackageSource | undefined {
  const found = readMembers(
    at,
    {
      kind: text(),
      files: list(placedFile),
      services: list(text({ pattern: /^[\w@.:-]+$/, meaning: 'the name of a service' })),
      afterInstall: text(),
      beforeRemove: text(),
    },
    reading,
  );
  requireMembers(
    at.object,
    { files: 'List what is packed: [{ "from": "files", "to": "/opt/app" }].' },
    reading,
  );
  const { files, services = [], afterInstall, beforeRemove } = found;
  if (files === undefined) return undefined;
  if (files.length === 0 && reading.diagnostics.length === 0)
    tell(
      reading,
      { range: reading.places.get(`${at.path}.files`) ?? at.object.range },
      {
        detail: `"${at.path}.files" is empty: there is nothing to pack.`,
      },
    );
  return {
    ...{ kind: 'files', files, services },
    ...(afterInstall !== undefined && { afterInstall }),
    ...(beforeRemove !== undefined && { beforeRemove }),
  };
}

/** Source: Debian Policy 5.6.1. */
const debName: TextRule = { pattern: /^[a-z0-9][a-z0-9+.-]+$/, meaning: 'the name of a Debian package' };

function readDebs(at: At, reading: Reading): PackageSource | undefined {
  const found = readMembers(
    at,
    {
      kind: text(),
      distribution: word(['debian', 'ubuntu']),
      suite: text({ pattern: /^[a-z][a-z0-9.-]*$/, meaning: 'the name of a release, such as "bookworm"' }),
      architecture: word(['amd64', 'arm64']),
      packages: list(text(debName)),
      components: list(text({ pattern: /^[a-z][a-z0-9-]*$/, meaning: 'a component of an archive' })),
      mirror: text({ pattern: /^https?:\/\/[^\s]+$/, meaning: 'an address of http or https' }),
      snapshot: text({ pattern: /^\d{8}T\d{6}Z$/, meaning: 'a time such as "20260701T000000Z"' }),
    },
    reading,
  );
  requireMembers(
    at.object,
    {
      suite: 'Name the release that the machines run, such as "bookworm".',
      packages: 'List what is to be installed: ["jq"].',
    },
    reading,
  );
  const {
    distribution = 'debian',
    suite,
    architecture = 'amd64',
    packages,
    components,
    mirror,
    snapshot,
  } = found;
  if (suite === undefined || packages === undefined) return undefined;
  if (packages.length === 0 && reading.diagnostics.length === 0)
    tell(
      reading,
      { range: reading.places.get(`${at.path}.packages`) ?? at.object.range },
      {
        detail: `"${at.path}.packages" is empty: there is nothing to install.`,
      },
    );
  return {
    ...{ kind: 'debs', distribution, suite, architecture, packages },
    ...(components && { components }),
    ...(mirror !== undefined && { mirror }),
    ...(snapshot !== undefined && { snapshot }),
  };
}

function readArchive(at: At, reading: Reading): PackageSource | undefined {
  const { file, to, project, target } = readMembers(
    at,
    {
      kind: text(),
      file: text({
        ...insidePath,
        pattern: /^(?!\/)(?!.*\.\.\/).+\.(?:zip|tar|tar\.gz|tgz)$/,
        meaning: 'a .zip, .tar, .tar.gz or .tgz below the folder that it starts from',
      }),
      to: text(machinePath),
      ...maker,
    },
    reading,
  );
  requireMembers(
    at.object,
    { file: 'Name the archive.', to: 'Name the folder of the machine that it is unpacked into.' },
    reading,
  );
  if (to !== undefined && isShared(to))
    tell(
      reading,
      { range: reading.places.get(`${at.path}.to`) ?? at.object.range },
      {
        detail: `"${at.path}.to" is "${to}", which belongs to others too: when the application is removed the folder is.`,
        hint: 'Choose a folder of its own: "/opt/NAME".',
      },
    );
  if (target !== undefined && project === undefined) tellLoneTarget(at, reading);
  if (file === undefined || to === undefined) return undefined;
  return {
    kind: 'archive',
    file,
    to,
    ...(project !== undefined && { project }),
    ...(target !== undefined && { target }),
  };
}

/** Folders that every machine has. Two steps below the root are nobody else's, but for some. */
function isShared(path: string): boolean {
  const steps = path.split(/[/\\]/).filter((step) => step !== '' && !/^[A-Za-z]:$/.test(step));
  if (steps.length < 2) return true;
  return /^(?:\/usr\/[^/]+|\/var\/[^/]+|\/etc\/(?:systemd|default|init\.d)|[A-Za-z]:\\Windows\\.*)\/?$/i.test(
    path,
  );
}

function readInstaller(at: At, reading: Reading): PackageSource | undefined {
  const { file, project, target, switches, log, uninstall } = readMembers(
    at,
    {
      kind: text(),
      file: text({
        ...insidePath,
        pattern: /^(?!\/)(?!.*\.\.\/).+\.(?:msi|exe)$/i,
        meaning: 'an .msi or .exe below the folder that it starts from',
      }),
      ...maker,
      switches: text(),
      log: text(machinePath),
      uninstall: text(),
    },
    reading,
  );
  requireMembers(at.object, { file: 'Name the .msi or .exe.' }, reading);
  if (file !== undefined && /\.exe$/i.test(file))
    requireMembers(
      at.object,
      {
        switches: 'Name what makes it ask nothing: "/S", "/quiet" and "/VERYSILENT" are common.',
        uninstall:
          'Name the command that Windows keeps as UninstallString, with the switches that make it ask nothing.',
      },
      reading,
    );
  if (target !== undefined && project === undefined) tellLoneTarget(at, reading);
  if (file === undefined) return undefined;
  return {
    ...{ kind: 'installer', file },
    ...(project !== undefined && { project }),
    ...(target !== undefined && { target }),
    ...(switches !== undefined && { switches }),
    ...(log !== undefined && { log }),
    ...(uninstall !== undefined && { uninstall }),
  };
}

const kinds = { files: readFiles, debs: readDebs, archive: readArchive, installer: readInstaller } as const;

/** Which settings a package has depends on what it is made from. */
export const packageSource: Reader<PackageSource> = object((at, reading) => {
  const member = at.object.members.find(({ name }) => name.string === 'kind');
  if (!member) {
    requireMembers(
      at.object,
      { kind: `Say what the package is made from: ${Object.keys(kinds).join(', ')}.` },
      reading,
    );
    return undefined;
  }
  const kind = word(['files', 'debs', 'archive', 'installer'])(member.value, `${at.path}.kind`, reading);
  return kind && kinds[kind](at, reading);
});
