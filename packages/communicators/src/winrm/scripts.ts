import { quotePowershell } from './powershell';

/*
 * What runs on the machine, for PowerShell 2 and later. A command line of cmd has room for 8191 characters, which these
 * take in UTF-16 and Base64: hence short names and no comments in them. Their errors are one line without PowerShell's own
 * words around it.
 */

/** Forward slashes, `%NAME%`, `$env:NAME` and places relative to the user's own folder are understood, as in Packer. */
const place = [
  'function Place($p) {',
  "  $p = [Environment]::ExpandEnvironmentVariables(($p -replace '\\$\\{?env:(\\w+)\\}?','%$1%'))",
  '  $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($p)',
  '}',
];

const failure = '} catch { $e = 1; [Console]::Error.WriteLine($_.Exception.GetBaseException().Message) }';

/** The name of a file in the folder for temporary ones that holds the stream, when it does not come as input. */
export const PACKED = 'STRATA_PACKED';
/** Variables that hold pieces of it in Base64. */
export const PIECE = 'STRATA_PIECE';
export const PIECES = 4;

const packedPlace = `Join-Path ([IO.Path]::GetTempPath()) $env:${PACKED}`;

/** Puts a stream of files in their places. A file is written beside, and takes its place when all of it is there. */
export const unpackScript = [
  "$ErrorActionPreference = 'Stop'",
  '$e = 0; $d = $null; $k = $null',
  ...place,
  'function Text { $u.GetString($r.ReadBytes($r.ReadInt32())) }',
  'try {',
  `  if ($env:${PACKED}) { $k = ${packedPlace}; $i = [IO.File]::OpenRead($k) }`,
  '  else { $i = [Console]::OpenStandardInput() }',
  '  $u = [Text.Encoding]::UTF8',
  '  $z = New-Object IO.Compression.GZipStream($i, [IO.Compression.CompressionMode]::Decompress)',
  '  $r = New-Object IO.BinaryReader($z)',
  '  $root = Place (Text)',
  '  while (($kind = $r.ReadByte()) -ne 0) {',
  '    $p = Text',
  "    $p = if ($p) { Join-Path $root $p.Replace('/', '\\') } else { $root }",
  '    if ($kind -eq 1) { [void][IO.Directory]::CreateDirectory($p); continue }',
  '    $t = $r.ReadInt64()',
  "    if ([IO.Directory]::Exists($p)) { throw 'it is a folder' }",
  '    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($p))',
  "    $d = $p + '.strata-' + [Guid]::NewGuid()",
  '    $o = [IO.File]::Create($d)',
  '    try {',
  '      while (($n = $r.ReadInt32()) -gt 0) {',
  '        $b = $r.ReadBytes($n)',
  "        if ($b.Length -lt $n) { throw 'the stream ended before its end' }",
  '        $o.Write($b, 0, $n)',
  '      }',
  '    } finally { $o.Close() }',
  "    if ($t -gt 0) { [IO.File]::SetLastWriteTimeUtc($d, ([DateTime]'1970-01-01').AddSeconds($t)) }",
  '    if ([IO.File]::Exists($p)) { [IO.File]::Copy($d, $p, $true); [IO.File]::Delete($d) }',
  '    else { [IO.File]::Move($d, $p) }',
  '    $d = $null',
  '  }',
  failure,
  'finally {',
  '  if ($d) { [IO.File]::Delete($d) }',
  '  if ($k) { $i.Close(); [IO.File]::Delete($k) }',
  '}',
  'exit $e',
].join('\n');

/** Adds pieces of a stream to the file that `unpackScript` reads. */
export const appendScript = [
  "$ErrorActionPreference = 'Stop'; $e = 0",
  'try {',
  `  $f = [IO.File]::Open((${packedPlace}), 'Append')`,
  '  try {',
  `    foreach ($n in 0..${PIECES - 1}) {`,
  `      $v = [Environment]::GetEnvironmentVariable("${PIECE}$n")`,
  '      if ($v) { $b = [Convert]::FromBase64String($v); $f.Write($b, 0, $b.Length) }',
  '    }',
  '  } finally { $f.Close() }',
  failure,
  'exit $e',
].join('\n');

export const discardScript = `Remove-Item -Force -ErrorAction SilentlyContinue (${packedPlace})`;

/** Gives back what came as input, in Base64: whether a stream of any bytes arrives as it was sent. */
export const echoScript = [
  '$i = [Console]::OpenStandardInput()',
  '$m = New-Object IO.MemoryStream',
  '$b = New-Object byte[] 4096',
  'while (($n = $i.Read($b, 0, $b.Length)) -gt 0) { $m.Write($b, 0, $n) }',
  '[Console]::Out.Write([Convert]::ToBase64String($m.ToArray()))',
].join('\n');

const packBody = [
  "$ErrorActionPreference = 'Stop'; $e = 0",
  ...place,
  'function Name($kind, $n) {',
  '  $w.Write([byte]$kind); $b = $u.GetBytes($n); $w.Write([int]$b.Length); $w.Write($b, 0, $b.Length)',
  '}',
  'function File($f, $name) {',
  "  $i = [IO.File]::Open($f.FullName, 'Open', 'Read', 'ReadWrite')",
  '  try {',
  '    Name 2 $name',
  "    $w.Write([long]($f.LastWriteTimeUtc - [DateTime]'1970-01-01').TotalSeconds)",
  '    while (($n = $i.Read($piece, 0, $piece.Length)) -gt 0) { $w.Write([int]$n); $w.Write($piece, 0, $n) }',
  '    $w.Write([int]0)',
  '  } finally { $i.Close() }',
  '}',
  'function Folder($f, $name) {',
  '  Name 1 $name',
  '  foreach ($e in $f.GetFileSystemInfos()) {',
  '    $n = if ($name) { "$name/" + $e.Name } else { $e.Name }',
  '    if (-not ($e -is [IO.DirectoryInfo])) { File $e $n }',
  '    elseif (-not ($e.Attributes -band [IO.FileAttributes]::ReparsePoint)) { Folder $e $n }',
  '  }',
  '}',
  'try {',
  '  $p = Place $from',
  '  $u = [Text.Encoding]::UTF8',
  '  $piece = New-Object byte[] 65536',
  '  $is = [IO.Directory]::Exists($p)',
  "  if ($tree -and -not $is) { throw 'there is no such folder' }",
  "  if (-not $tree -and $is) { throw 'it is a folder' }",
  '  if (-not $tree) { [IO.File]::OpenRead($p).Close() }',
  '  $c = New-Object Security.Cryptography.CryptoStream([Console]::OpenStandardOutput(), (New-Object Security.Cryptography.ToBase64Transform), [Security.Cryptography.CryptoStreamMode]::Write)',
  '  $z = New-Object IO.Compression.GZipStream($c, [IO.Compression.CompressionMode]::Compress)',
  '  $w = New-Object IO.BinaryWriter($z)',
  "  if ($tree) { Folder (New-Object IO.DirectoryInfo($p)) '' } else { File (New-Object IO.FileInfo($p)) '' }",
  '  $w.Write([byte]0)',
  '  $w.Close()',
  failure,
  'exit $e',
].join('\n');

/** Sends a file or a folder as such a stream, in Base64: the machine may change other bytes. Links to folders stay behind. */
export function getPackScript(from: string, kind: 'file' | 'tree'): string {
  return `$from = ${quotePowershell(from)}; $tree = $${kind === 'tree'}\n${packBody}`;
}
