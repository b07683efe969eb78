const LOOK_EVERY_MILLISECONDS = 100;

/**
 * Ends this process as SIGTERM does when the npm that started it has gone. A signal to `npm start` ends npm and its
 * shell and does not reach the program, which would go on unseen and hold its port. Does nothing for a program that
 * was started without npm. Handlers of SIGTERM must be in place.
 */
export function stopWithNpm(env: Readonly<Record<string, string | undefined>> = process.env): void {
  if (env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MILLISECONDS);
  timer.unref();
}
