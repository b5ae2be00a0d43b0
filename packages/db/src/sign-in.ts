import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** The sign-in library's tables, where our own transactions must change them: all in one with the membership and its audit row. */

export type User = { readonly id: string; readonly email: string; readonly name: string; readonly hasPassword: boolean }

export async function userByEmail({ trx }: TenantTransaction, email: string): Promise<User | null> {
  const { rows } = await sql<User>`
    select u.id, u.email, u.name, exists (select from auth.account a where a."userId" = u.id and a.password is not null) as "hasPassword"
    from auth."user" u where u.email = ${email.toLowerCase()}`.execute(trx)
  return rows[0] ?? null
}

export async function userById({ trx }: TenantTransaction, id: string): Promise<User | null> {
  const { rows } = await sql<User>`
    select u.id, u.email, u.name, exists (select from auth.account a where a."userId" = u.id and a.password is not null) as "hasPassword"
    from auth."user" u where u.id = ${id}`.execute(trx)
  return rows[0] ?? null
}

export async function insertUser({ trx }: TenantTransaction, user: { readonly email: string; readonly name: string }): Promise<string> {
  const id = randomBytes(24).toString('base64url')
  await sql`insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled") values (${id}, ${user.name}, ${user.email.toLowerCase()}, false, false)`.execute(
    trx,
  )
  return id
}

/**
 * Makes the one link with which a user may choose a new password, in the library's own form (identifier
 * `reset-password:<token>`, stored as its SHA-256 in base64url); links made before stop working. Gives the token.
 */
export async function insertSetupToken({ trx }: TenantTransaction, userId: string, expiresAt: Date): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const identifier = createHash('sha256').update(`reset-password:${token}`).digest('base64url')
  await sql`delete from auth.verification where value = ${userId}`.execute(trx)
  await sql`insert into auth.verification (id, identifier, value, "expiresAt") values (${randomBytes(24).toString('base64url')}, ${identifier}, ${userId}, ${expiresAt})`.execute(
    trx,
  )
  return token
}

export async function deleteSessions({ trx }: TenantTransaction, userId: string): Promise<void> {
  await sql`delete from auth.session where "userId" = ${userId}`.execute(trx)
}

/** Ends every way in: password, second factor, passkeys, sessions and links under way. The user stays. */
export async function deleteCredentials(tx: TenantTransaction, userId: string, what: { readonly secondFactor: boolean }): Promise<void> {
  const { trx } = tx
  await deleteSessions(tx, userId)
  await sql`update auth.account set password = null, "updatedAt" = now() where "userId" = ${userId}`.execute(trx)
  await sql`delete from auth.verification where value = ${userId}`.execute(trx)
  if (!what.secondFactor) return
  await sql`delete from auth."twoFactor" where "userId" = ${userId}`.execute(trx)
  await sql`delete from auth.passkey where "userId" = ${userId}`.execute(trx)
  await sql`update auth."user" set "twoFactorEnabled" = false, "updatedAt" = now() where id = ${userId}`.execute(trx)
}
