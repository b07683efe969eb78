// Plain JavaScript on purpose: an older Node cannot load TypeScript, and has to be able to read this much.

const NEEDED = [24, 15];

/** Says what is wrong with a version of Node, or nothing. */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return (
    `nelm-cds needs Node ${NEEDED.join('.')} or newer; this is ${version}. ` +
    'Run it through npm (npm start, npm run demo, npm test): "npm ci" installs the right Node into node_modules. ' +
    'If you installed with --ignore-scripts or --omit=dev, use a Node 24 of your own.'
  );
}

const problem = nodeVersionProblem(process.version);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
