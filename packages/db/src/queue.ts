import pg from 'pg'

/** Where the queue's tables live. */
export const queueSchema = 'bullmq'

/** The queue's own tables, by the library's own migrations. They belong to the owner; the application works in them. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  // Loaded only here: no app but the worker needs the library.
  const { runMigrations } = await import('bullmq')
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'kuulolla migrate' })
  await client.connect()
  try {
    await runMigrations(client, queueSchema)
    await client.query(`
      grant usage on schema ${queueSchema} to kuulolla_app;
      grant select, insert, update, delete on all tables in schema ${queueSchema} to kuulolla_app;
      grant usage, select on all sequences in schema ${queueSchema} to kuulolla_app;`)
  } finally {
    await client.end()
  }
}
