/**
 * Writes feedback until the store rejects, and says as JSON what was acknowledged and how it was rejected.
 * Started by `faults.test.ts` under a limit on the size of files. Not a test by itself.
 */
import { openStore } from '../../src/store/open.ts';
import { StoreError } from '../../src/store/store.ts';
import { feedbackOn, posted } from './answers-given.ts';

process.on('SIGXFSZ', () => undefined);
const store = await openStore(process.argv[2] ?? '', { retention: { auditDays: 1, feedbackDays: 1 } });
let acknowledged = 0;
let failure: unknown;
while (failure === undefined && acknowledged < 20_000) {
  const item = feedbackOn(`card-${acknowledged}`, { overrideReason: { userComment: 'x'.repeat(2000) } });
  try {
    await store.feedback([item], posted());
    acknowledged++;
  } catch (error) {
    failure = error;
  }
}
const answersPing = await store.ping().then(
  () => true,
  () => false,
);
console.log(
  JSON.stringify({
    acknowledged,
    isStoreError: failure instanceof StoreError,
    code: failure instanceof StoreError ? failure.code : String(failure),
    answersPing,
  }),
);
process.exit(0);
