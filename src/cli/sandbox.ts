/** `npm run sandbox`: the sandbox FHIR server with the fixture patients, alone. */
import { datedTo, readFixtures } from '../sandbox/fixtures.ts';
import { startSandbox } from '../sandbox/server.ts';
import { stopWithNpm } from '../stop-with-npm.ts';
import { portFault, portOf } from './ports.ts';

async function run(): Promise<void> {
  const port = portOf('SANDBOX_PORT', 8090);
  const sandbox = await startSandbox({ port }).catch((fault: unknown) => {
    throw portFault(fault, 'SANDBOX_PORT', port);
  });
  const today = new Date().toISOString().slice(0, 10);
  const fixtures = readFixtures();
  for (const { bundle } of fixtures) await sandbox.load(datedTo(bundle, today));
  console.log(`Sandbox FHIR R4 server with ${fixtures.length} synthetic patients: ${sandbox.baseUrl}`);
  console.log(`Try ${sandbox.baseUrl}/Patient?_count=50 . Ctrl-C ends it; nothing is kept.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
  stopWithNpm();
}

try {
  await run();
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exit(1);
}
