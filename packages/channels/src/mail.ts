import nodemailer from 'nodemailer'

/** A plain-text message to one address. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string }

/** The port through which mail leaves. `send` resolves when the next server has taken it, and throws when it has not. */
export type MailSender = {
  send(mail: Mail): Promise<void>
  close(): void
}

/**
 * Mail over SMTP: `smtp://user:password@host:587/?from=kuulolla@example.fi`, or `smtps://`. Without `from` the user name is
 * the sender. `smtp:` is encrypted when the server offers it, and has to be when there is a password to give.
 */
export function createMailSender(smtpUrl: string): MailSender {
  const url = new URL(smtpUrl)
  const sender = url.searchParams.get('from') ?? (decodeURIComponent(url.username) || `kuulolla@${url.hostname}`)
  const transport = nodemailer.createTransport({
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS: url.username !== '',
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    dnsTimeout: 5_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      // An object, so that an address is never read as a list.
      await transport.sendMail({ from: sender, to: { name: '', address: to }, subject, text })
    },
    close: () => transport.close(),
  }
}
