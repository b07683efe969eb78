import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Tables } from './tables.ts';

/**
 * Brings the schema up to date. One set of migrations for both databases: only types and clauses that mean the
 * same in SQLite and PostgreSQL. Replicas that start at once wait for each other (an advisory lock in PostgreSQL,
 * an immediate transaction in SQLite). Throws the database's error, or kysely's when the schema is newer than
 * this program.
 */
export async function migrate(db: Kysely<Tables>, schema: string | undefined): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    // Without it a table of this name in another schema would be taken for ours.
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** In the order of their names. A migration that was released is never changed; a new one is added. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': { up: createTables },
};

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('evaluations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('answered_at', 'text', (column) => column.notNull())
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text')
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('hook_instance', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('fact_hash', 'text', (column) => column.notNull())
    .addColumn('knowledge_version', 'text', (column) => column.notNull())
    .addColumn('evaluation_date', 'text', (column) => column.notNull())
    .addColumn('statuses', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'double precision', (column) => column.notNull())
    .addColumn('shadow', 'integer', (column) => column.notNull())
    .addColumn('suppressed', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('evaluations_by_time').on('evaluations').column('answered_at').execute();

  await db.schema
    .createTable('cards')
    .addColumn('uuid', 'text', (column) => column.primaryKey())
    .addColumn('evaluation', 'text', (column) =>
      column.notNull().references('evaluations.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('fact_hash', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('suggestions', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('cards_by_evaluation').on('cards').column('evaluation').execute();

  await db.schema
    .createTable('feedback')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text')
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('card', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('outcome_at', 'text', (column) => column.notNull())
    .addColumn('suggestion', 'text')
    .addColumn('suggestion_code', 'text')
    .addColumn('reason', 'text')
    .addColumn('reason_system', 'text')
    .addColumn('reason_display', 'text')
    .addColumn('comment', 'text')
    .addColumn('user_id', 'text')
    .addColumn('evaluation', 'text')
    .addColumn('subject', 'text')
    .addColumn('topic', 'text')
    .addColumn('fact_hash', 'text')
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('knowledge_version', 'text')
    .execute();
  await db.schema
    .createIndex('feedback_by_time')
    .on('feedback')
    .columns(['received_at', 'position', 'id'])
    .execute();
  await db.schema
    .createIndex('feedback_by_subject')
    .on('feedback')
    .columns(['issuer', 'subject', 'received_at'])
    .execute();

  await db.schema
    .createTable('reviews')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('reviews_by_expiry').on('reviews').column('expires_at').execute();

  await db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('tokens_by_expiry').on('tokens').column('expires_at').execute();
}
