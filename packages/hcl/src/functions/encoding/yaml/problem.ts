/** Why a text is no YAML that has a value. */
export class YamlProblem extends Error {}
