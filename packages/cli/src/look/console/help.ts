/** What `help` says in the console of HCL2. */
export const HCL_HELP = `Strata console, HCL2 mode.
Type an expression and press enter to see its value: 1 + 2, upper(var.name),
local.tags, [for n in var.names : "\${n}-image"].

What is known without building has its value; data of a build and of other
projects is <unknown>. An expression with an open bracket goes on in the next
line; an empty line ends it.

"variables" shows every variable and local with its value.
"exit" or Control-D ends the console.`;

/** What `help` says in the console of JSON templates. */
export const LEGACY_HELP = `Strata console, JSON mode.
Type text as it stands in a JSON template and press enter to see what becomes
of it: {{user \`name\`}}, {{timestamp}}, {{upper \`text\`}}.

"variables" shows every variable with its value.
"exit" or Control-D ends the console.

For expressions of HCL2 give a template, or -config-type=hcl2.`;
