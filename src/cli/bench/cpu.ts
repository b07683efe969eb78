/**
 * Milliseconds of one run on the core that does the work: the shortest of many short rounds. A round that nothing
 * disturbs takes as long as its CPU does; clocks of CPU time tick too slowly for so short a time.
 */
export function cpuOf(run: () => void, perRound: number, rounds = 60): number {
  for (let i = 0; i < perRound * 10; i += 1) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    for (let i = 0; i < perRound; i += 1) run();
    best = Math.min(best, (performance.now() - before) / perRound);
  }
  return best;
}
