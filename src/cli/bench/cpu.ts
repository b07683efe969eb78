/** CPU of one run in milliseconds: the best of several rounds, since the machine does other things too. */
export function cpuOf(run: () => void, perRound: number, rounds = 12): number {
  for (let i = 0; i < perRound * 3; i += 1) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < perRound; i += 1) run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000 / perRound);
  }
  return best;
}
