import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came. */
  text: string;
}

/** A real SMTP server on loopback with one account. */
export class MailReceiver {
  readonly mails: ReceivedMail[] = [];
  /** Recipients that it refuses, each with its reply code. */
  readonly refuses = new Map<string, number>();
  private readonly server: SMTPServer;

  private constructor(user: string, password: string) {
    this.server = new SMTPServer({
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onAuth: ({ username, password: given }, _session, done) =>
        username === user && given === password ? done(null, { user }) : done(new Error('Invalid login')),
      onRcptTo: ({ address }, _session, done) => {
        const code = this.refuses.get(address);
        done(code === undefined ? null : Object.assign(new Error('No such mailbox'), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            text: Buffer.concat(chunks).toString('utf8'),
          });
          done();
        });
      },
    });
  }

  static async start(user: string, password: string): Promise<MailReceiver> {
    const receiver = new MailReceiver(user, password);
    await new Promise<void>((done) => void receiver.server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}
