import type { WireEntry } from '../demo/card-view.ts';

/** Keeps what goes over the wire, so that the page can show requests and answers as they were. */
export function watchFetch(take: (entry: WireEntry) => void): void {
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init?.method ?? 'GET';
    const sent = typeof init?.body === 'string' ? init.body : '';
    const started = performance.now();
    const entry = (status: number | null, answered: string): WireEntry => ({
      method,
      url,
      status,
      milliseconds: performance.now() - started,
      sent: readable(sent),
      answered: readable(answered),
    });
    try {
      const response = await real(input, init);
      take(entry(response.status, await response.clone().text()));
      return response;
    } catch (error) {
      take(entry(null, ''));
      throw error;
    }
  };
}

function readable(text: string): string {
  try {
    return text === '' ? '' : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
