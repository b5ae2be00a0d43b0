import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** Who had signed in to send it. */
  readonly user: string | null
  readonly encrypted: boolean
  readonly from: { readonly name: string; readonly address: string }
  readonly subject: string | undefined
  readonly text: string | undefined
  readonly html: string | undefined
}

export type MailServer = {
  readonly port: number
  readonly received: readonly ReceivedMail[]
  /** Every user name and password that it was told. */
  readonly logins: readonly string[]
  stop(): Promise<void>
}

type Options = {
  /** With one it offers STARTTLS. */
  readonly certificate?: { readonly key: string; readonly cert: string }
  /** With them nobody else may send. */
  readonly credentials?: { readonly user: string; readonly password: string }
  /** Takes nobody's mail. */
  readonly refuses?: boolean
  /** Waited for after a mail has come and before it is taken. */
  readonly before?: () => Promise<void>
}

/** A mail server on this machine that keeps what it gets. */
export async function createMailServer({ certificate, credentials, refuses = false, before }: Options = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const logins: string[] = []
  const server = new SMTPServer({
    ...certificate,
    hideSTARTTLS: certificate === undefined,
    authOptional: credentials === undefined,
    // A careless server: whether a password is told in the clear is up to the client.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    onAuth({ username = '', password = '' }, _session, callback) {
      logins.push(`${username}:${password}`)
      if (username === credentials?.user && password === credentials.password) callback(null, { user: username })
      else callback(new Error('wrong user or password'))
    },
    onRcptTo(_address, _session, callback) {
      callback(refuses ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null)
    },
    onData(stream, session, callback) {
      const take = async (): Promise<null> => {
        const [raw] = await Promise.all([buffer(stream), before?.()])
        const { from, subject, text, html } = await PostalMime.parse(raw)
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          envelope: { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) },
          // `false` until somebody has signed in, whatever the declarations say.
          user: session.user || null,
          encrypted: session.secure,
          from: { name: from?.name ?? '', address: from?.address ?? '' },
          subject,
          text,
          html,
        })
        return null
      }
      const answer = async (): Promise<void> => callback(await take())
      void answer()
    },
  })
  // Clients that leave in the middle are what some tests are about.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { port, received, logins, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
