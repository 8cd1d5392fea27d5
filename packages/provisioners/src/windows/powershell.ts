/** A command that runs a line of PowerShell, whatever shell it passes through: Base64 of UTF-16, as `-EncodedCommand` takes. */
export function encodePowershell(line: string): string {
  return `powershell.exe -EncodedCommand ${Buffer.from(line, 'utf16le').toString('base64')}`;
}

/** Text as one literal of PowerShell. */
export function quotePowershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
