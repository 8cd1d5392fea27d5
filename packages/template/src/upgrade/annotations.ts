/** What `-with-annotations` says above each kind of block, for people who see HCL2 for the first time. */
export const ANNOTATIONS = {
  file: `# Made from a JSON template by strata hcl2_upgrade. Read it through before you rely on it: it is yours from here
# on. The blocks may stand in as many files as you like, as long as these end in .pkr.hcl and lie in one folder, and
# the folder is what you build. strata inspect FOLDER shows what it says.
#
# Two languages run over the strings of builders and steps: HCL first, as in \${var.name}, then the one of JSON
# templates, as in {{ upper \`text\` }}. Prefer the first.
`,
  packer: '# Which Packer and which plugins this needs.\n',
  variables: `# Values that are given from outside. All of JSON's are strings; a better "type" can be said here.
`,
  secrets: '# What "aws_secretsmanager" asked for, as data sources.\n',
  images: '# What "source_ami_filter" of builders looked for, as data sources.\n',
  timestamp: '# Stands for {{timestamp}}. It is a date in digits, no longer seconds since 1970.\n',
  isotime: '# legacy_isotime stands for isotime with a layout; formatdate does the same in HCL2 words.\n',
  strftime: '# legacy_strftime stands for strftime; formatdate does the same in HCL2 words.\n',
  locals:
    '# Variables whose defaults call functions. Only locals may, and nobody can give them values from outside.\n',
  sources: '# Builders. A source says how a machine is made, and does nothing until a build uses it.\n',
  build: '# Uses the sources and runs steps on what they make.\n',
} as const;
