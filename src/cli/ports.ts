/** Ports of the commands that listen: read from the environment, and what to say when one is taken. */

/** The port that a variable names; 0 takes a free one. Throws a sentence for the user. */
export function portOf(
  variable: string,
  usual: number,
  env: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const text = env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Error(`${variable} must be a port number from 0 to 65535`);
  return port;
}

/** The error of a failed `listen`, in words that say what to do. */
export function portFault(fault: unknown, variable: string, port: number): Error {
  const code = (fault as { code?: unknown } | undefined)?.code;
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is in use. Stop what uses it, or choose another: ${variable}=PORT npm run …`,
    );
  }
  if (code === 'EACCES') return new Error(`Port ${port} needs more rights. Choose another with ${variable}.`);
  return fault instanceof Error ? fault : new Error(String(fault));
}
