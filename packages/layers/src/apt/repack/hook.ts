/** Folder inside a sandbox, below /run/strata, with quick forms of packages by the digests of the packages. */
export const quickFolder = 'packages';

/** Name of the hook in the folder that a sandbox shows at /run/strata. */
export const hookName = 'apt-hook';

/** Makes apt call it; for the end of its settings. */
export const hookSettings = [
  `DPkg::Pre-Install-Pkgs { "sh /run/strata/${hookName} before"; };`,
  `DPkg::Post-Invoke { "sh /run/strata/${hookName} after"; };`,
  '',
].join('\n');

/**
 * Called by apt before dpkg, with the paths of the packages on standard input, and after it. What apt has downloaded and
 * compared with the digests of its index is put aside for that time, and its quick form in its place: only a file that
 * has the very digest is taken for the package. Nothing that goes wrong here stops apt, since dpkg takes either form.
 * Source: apt.conf(5), DPkg::Pre-Install-Pkgs.
 */
export const hook = `
archives=/var/cache/apt/archives quick=/run/strata/${quickFolder}
case $1 in
  before)
    dpkg-deb -Zzstd --version >/dev/null 2>&1 || exit 0
    grep "^$archives/.*[.]deb$" | xargs -r -d '\\n' sha256sum -- | while read -r digest path; do
      [ -e "$quick/$digest" ] || continue
      mv "$path" "$path.aside" || continue
      ln -s "$quick/$digest" "$path" || mv "$path.aside" "$path"
    done
    ;;
  after)
    for aside in "$archives"/*.aside; do
      [ ! -e "$aside" ] || mv "$aside" "\${aside%.aside}"
    done
    ;;
esac
exit 0
`.trimStart();
