/**
 * The process that is killed in `kill.test.ts`: writes answers and feedback without end and prints the card of
 * each batch of feedback once the store has said that it is kept. Not a test by itself.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import { answerGiven, cardGiven, overriddenFor, posted } from './answers-given.ts';

const store = await openStore(process.argv[2] ?? '', { retention: { auditDays: 1, feedbackDays: 1 } });
writeSync(1, 'ready\n');
for (;;) {
  const cards = [cardGiven(), cardGiven(), cardGiven()];
  await store.recordAnswer(answerGiven({ cards }));
  const batch = randomUUID();
  const comment = { overrideReason: { userComment: batch } };
  await store.feedback(
    cards.map(({ uuid }) => overriddenFor(uuid, 'disagree', comment)),
    posted({ receivedAt: new Date() }),
  );
  // Straight to the descriptor: a line that is out is an acknowledgement that a client has seen.
  writeSync(1, `${batch}\n`);
}
