/** Runs a chore that is written in TypeScript: `node tools/run.js check` runs tools/check/check.ts. */
require('./source-loader/register');

const [name, ...args] = process.argv.slice(2);
require(`./${name}/${name}.ts`)
  .main(args)
  .then((code) => {
    process.exitCode = code;
  });
