import type { Aspect } from './aspect';

/** Lines of configurations that are about one thing, by the file that has them. */
function makeLinesAspect(name: string, pattern: RegExp, isAbout: (line: string) => boolean): Aspect {
  return {
    name,
    absence: 'silence',
    wants: (path) => pattern.test(path),
    read: ({ files }) => {
      const found = new Map<string, string>();
      for (const path of files.list()) {
        if (!pattern.test(path)) continue;
        const lines = files.read(path)?.toString().split('\n') ?? [];
        const fitting = lines.map((line) => line.trim()).filter(isAbout);
        if (fitting.length > 0) found.set(path, fitting.join('\n'));
      }
      return found;
    },
  };
}

/** Source: sysctl.d(5). Dots and slashes stand for each other. */
export function makeKernelParameterAspect(name: string): Aspect {
  const normalize = (key: string) => key.trim().replace(/^-/, '').replaceAll('/', '.');
  return makeLinesAspect(
    `the kernel parameter ${name}`,
    /^(?:etc\/sysctl\.conf|(?:etc|usr\/local\/lib|usr\/lib|lib)\/sysctl\.d\/[^/]+\.conf)$/,
    (line) => line.includes('=') && normalize(line.slice(0, line.indexOf('='))) === normalize(name),
  );
}

/** Source: fstab(5): the second word is where it is mounted. */
export function makeMountAspect(place: string): Aspect {
  return makeLinesAspect(
    `what is mounted at ${place}`,
    /^etc\/fstab$/,
    (line) => !line.startsWith('#') && line.split(/\s+/)[1] === place,
  );
}
