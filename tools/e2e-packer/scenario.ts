/** One template that both programs build, and what is known about where they differ. */
export interface Scenario {
  readonly name: string;
  /** Files of the folder, by path; templates among them. */
  readonly files: Readonly<Record<string, string>>;
  /** Arguments of `build` before the template. */
  readonly args?: readonly string[];
  /** What is built. @default `.` */
  readonly template?: string;
  /** Needs a machine to log in to: `SSH_*` stand for its address in the files. */
  readonly ssh?: true;
  /** Needs a disk that a machine starts from: `GUEST_*` stand for it, its kernel and its key. */
  readonly guest?: true;
  /** Needs containers. */
  readonly engine?: true;
  /** The image whose settings are compared. */
  readonly tag?: string;
  /** Takes half a minute: no part of the slow tests. */
  readonly isLong?: true;
  /** What scripts must say: two programs that fail by mistake say the same too. */
  readonly says?: readonly string[];
  /** Why the two may differ in an aspect, for each in which they do. */
  readonly differs?: Partial<Readonly<Record<Aspect, string>>>;
}

/** What is compared. */
export type Aspect = 'exit code' | 'files' | 'output of scripts' | 'artifacts' | 'containers';

/** What a program left and said, with all that differs by nature taken out. */
export type Outcome = Readonly<Record<Aspect, unknown>>;

/** A source without a machine, and provisioners and post-processors of one's choice. */
export function nothing(steps: string, more = ''): Readonly<Record<string, string>> {
  return {
    'a.pkr.hcl': `source "null" "x" {\n  communicator = "none"\n}\n${more}\nbuild {\n  sources = ["null.x"]\n${steps}\n}\n`,
  };
}

/** A source that makes the file `out/one.txt`. */
export function oneFile(steps: string, more = ''): Readonly<Record<string, string>> {
  return {
    'a.pkr.hcl': `source "file" "one" {\n  content = "one\\n"\n  target  = "out/one.txt"\n}\n${more}\nbuild {\n  sources = ["file.one"]\n${steps}\n}\n`,
  };
}

/** A source on the machine that tests log in to. */
export function onMachine(steps: string, more = ''): Readonly<Record<string, string>> {
  return {
    'a.pkr.hcl': `source "null" "vm" {
  communicator         = "ssh"
  ssh_host             = "127.0.0.1"
  ssh_port             = SSH_PORT
  ssh_username         = "SSH_USERNAME"
  ssh_private_key_file = "SSH_KEY"
}
${more}
build {
  sources = ["null.vm"]
${steps}
}
`,
  };
}
