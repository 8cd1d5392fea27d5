/** What kind of system a machine runs: the word of `guest_os_type`, in any letters. */
export type GuestType = 'unix' | 'windows';

/** Short commands of our own for a machine's files. */
export interface GuestCommands {
  makeFolder(path: string): string;
  /** Lets everybody write there: who uploads files and who runs the tool may be two users. */
  open(path: string): string;
  remove(path: string): string;
  move(source: string, destination: string): string;
}

/** The commands of Packer's SDK (`guestexec`), as its tests fix them. */
export function createGuestCommands(type: GuestType, sudo: boolean): GuestCommands {
  return type === 'windows' ? windows : createUnix(sudo ? 'sudo ' : '');
}

function createUnix(sudo: string): GuestCommands {
  return {
    makeFolder: (path) => `${sudo}mkdir -p ${quote(path)}`,
    open: (path) => `${sudo}chmod 0777 ${quote(path)}`,
    remove: (path) => `${sudo}rm -rf ${quote(path)}`,
    move: (source, destination) => `${sudo}mv ${quote(source)} ${quote(destination)}`,
  };
}

const windows: GuestCommands = {
  makeFolder: (path) =>
    `powershell.exe -Command "New-Item -ItemType directory -Force -ErrorAction SilentlyContinue -Path ${escapeBlanks(path)}"`,
  open: (path) => `echo 'skipping chmod 0777 ${escapeBlanks(path)}'`,
  remove: (path) => `powershell.exe -Command "rm ${escapeBlanks(path)} -recurse -force"`,
  move: (source, destination) =>
    `powershell.exe -Command "mv ${escapeBlanks(source)} ${escapeBlanks(destination)} -force"`,
};

function quote(path: string): string {
  return `'${path.replaceAll("'", `'"'"'`)}'`;
}

/** For PowerShell, a blank that is none. */
function escapeBlanks(path: string): string {
  return path.replaceAll(' ', '` ');
}
