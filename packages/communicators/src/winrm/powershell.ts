/**
 * A command that runs a script of PowerShell, whatever shell it passes through. `-InputFormat None` leaves the input to
 * the script: PowerShell would read it by itself otherwise.
 */
export function getPowershellLine(script: string): string {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return `powershell.exe -NoProfile -NonInteractive -InputFormat None -ExecutionPolicy Bypass -EncodedCommand ${encoded}`;
}

/** Text as one literal of PowerShell. */
export function quotePowershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
