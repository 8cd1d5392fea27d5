/** What a worker thread starts with: it reads TypeScript as the chores do. */
require('../source-loader/register');
require('./worker.ts');
