import type { Store, StoreOptions } from './store.ts';

/**
 * Opens the store and brings its schema up to date. `url`: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
 * Rejects with a StoreError; the URL, which may hold a password, is never part of it.
 */
export async function openStore(_url: string, _options: StoreOptions): Promise<Store> {
  throw new Error('not yet');
}
