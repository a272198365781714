import { Injectable } from '@nestjs/common';
import { safeMessage, within } from '@app/common';
import { Settings } from '@app/config';
import { createTransport, type NodemailerError } from 'nodemailer';
import { htmlBody } from '../messages/html';
import type { Message } from '../messages/message';
import { plainText } from '../messages/plain-text';
import { finalFailure, temporaryFailure } from './delivery-failure';

const TIME_LIMIT_MS = 60_000;
const STEP_MS = 15_000;
/** Codes without an answer of the server that only another setting mends. */
const FINAL_CODES = ['ENOAUTH', 'ECONFIG', 'EREQUIRETLS'];

/** Sends mail through the SMTP server of the installation. */
@Injectable()
export class Mailer {
  constructor(private readonly settings: Settings) {}

  /**
   * What came of it, in a sentence. The server may still refuse some of the recipients: then the sentence names them.
   * @throws AppError delivery_failed (it may work later) or delivery_refused
   */
  async send(
    recipients: string[],
    message: Message,
    deliveryKey: string,
  ): Promise<{ detail: string; isWhole: boolean }> {
    const url = this.settings.get('SMTP_URL');
    if (url === null) throw finalFailure('There is no mail server: set SMTP_URL and restart.');
    const title = this.settings.get('APP_TITLE');
    const { host } = new URL(url);
    const transport = createTransport({
      url,
      connectionTimeout: STEP_MS,
      greetingTimeout: STEP_MS,
      socketTimeout: STEP_MS,
      dnsTimeout: STEP_MS,
    });
    try {
      const mail = transport.sendMail({
        from: this.settings.get('SMTP_FROM'),
        to: recipients,
        subject: `[${title}] ${message.title}`,
        text: plainText(message, title),
        html: htmlBody(message, title),
        // The same for every attempt, so that mail programs can tell a repeat.
        messageId: `<${deliveryKey}@mirror-maestro>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Maestro-Delivery': deliveryKey },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const { rejected } = await within(TIME_LIMIT_MS, mail);
      if (rejected.length === 0) return { detail: `${host} took the mail.`, isWhole: true };
      return { detail: `${host} took the mail, but not for ${rejected.join(', ')}.`, isWhole: false };
    } catch (error) {
      throw this.failure(host, error);
    } finally {
      transport.close();
    }
  }

  private failure(host: string, error: unknown): Error {
    const { code, permanent } = error as Partial<NodemailerError>;
    const sentence = `${host} did not take the mail: ${safeMessage(error, 300)}`;
    return permanent === true || (code !== undefined && FINAL_CODES.includes(code))
      ? finalFailure(sentence)
      : temporaryFailure(sentence);
  }
}
