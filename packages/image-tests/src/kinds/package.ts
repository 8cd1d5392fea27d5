import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';

/**
 * All packages at once: a data base is read as quickly for all as for one. Lines of name, architecture and version. For
 * apk its data base is read as it lies there, also where an image has no `apk`. A machine may have the tools of another
 * family, but not its data base.
 */
const QUESTION = `
if has dpkg-query && [ -s /var/lib/dpkg/status ]; then
  field packages
  dpkg-query -W -f '\${db:Status-Status} \${Package} \${Architecture} \${Version}\\n' 2>/dev/null | sed -n 's/^installed //p'
elif has rpm; then
  field packages
  rpm -qa --nosignature --nodigest --qf '%{NAME} %{ARCH} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n' 2>/dev/null
else
  for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
    [ -r "$database" ] || continue
    field packages
    awk '/^P:/ { name = substr($0, 3) } /^V:/ { version = substr($0, 3) } /^A:/ { machine = substr($0, 3) }
      /^$/ { print name, machine, version }' "$database"
    break
  done
fi`;

export const packageKind: Kind = {
  label: 'Package',
  subject: 'name',
  settings: { name: 'text' },
  attributes: { installed: 'value', versions: 'value' },
  required: ['installed'],
  gate: 'installed',
  getQuestions: () => ({ packages: QUESTION }),
  getFindings: (check, { packages }) => {
    if (packages?.fields['packages'] === undefined) {
      const reason = 'The guest has none of dpkg-query, rpm and the data base of apk.';
      return { installed: unknown(reason), versions: unknown(reason) };
    }
    // `name:architecture`, as dpkg takes it.
    const [name, architecture] = getSubject(packageKind, check).split(':');
    const versions = getField(packages, 'packages')
      .split('\n')
      .map((line) => line.split(' '))
      .filter((words) => words[0] === name && (architecture === undefined || words[1] === architecture))
      .map((words) => words[2] ?? '');
    return {
      installed: value(versions.length > 0),
      versions: versions.length > 0 ? value(versions) : unknown('The package is not installed.'),
    };
  },
};
