import './node-version.mjs';

// Loaded after the check above: an older Node could not even read what follows.
const { run } = await import('./run.ts');
await run(process.argv.slice(2), process.env);
