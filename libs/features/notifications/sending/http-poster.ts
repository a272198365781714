import * as http from 'node:http';
import * as https from 'node:https';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { VERSION } from '@app/common';
import { Settings } from '@app/config';
import { classifyTransport, isPrivateAddress, Network } from '@app/gitlab';
import { networkSettings } from '@features/instances';
import { finalFailure, temporaryFailure } from './delivery-failure';

const TIME_LIMIT_MS = 15_000;
/** As much of an answer is read, for its reason. */
const MAX_ANSWER_BYTES = 8_192;
const MAX_REASON = 200;
const AGAIN = [408, 425, 429];

interface Answer {
  status: number;
  text: string;
}

/** Posts JSON to an address that somebody entered: no redirects, a time limit, a bounded answer, guarded addresses. */
@Injectable()
export class HttpPoster implements OnModuleDestroy {
  private readonly network: Network;

  constructor(settings: Settings) {
    this.network = new Network(networkSettings(settings));
  }

  onModuleDestroy(): void {
    this.network.destroy();
  }

  /**
   * The status of an answer that says yes.
   * @throws AppError delivery_failed (it may work later) or delivery_refused; never with the address, but its host
   */
  async post(url: URL, body: string, headers: Record<string, string>, signal?: AbortSignal): Promise<number> {
    if (!this.network.allowPrivate && isPrivateAddress(url.hostname)) {
      throw finalFailure(`${url.host} is a private address, and those are not allowed here.`);
    }
    const { status, text } = await this.send(url, body, headers, signal);
    if (status >= 200 && status < 300) return status;
    if (status >= 300 && status < 400) {
      throw finalFailure(
        `${url.host} sent us elsewhere (HTTP ${status}), where we do not follow: enter the final URL.`,
      );
    }
    const reason = text.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
    const sentence = `${url.host} answered HTTP ${status}${reason === '' ? '' : `: ${reason}`}.`;
    throw status >= 500 || AGAIN.includes(status) ? temporaryFailure(sentence) : finalFailure(sentence);
  }

  private async send(url: URL, body: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
    const limit = AbortSignal.timeout(TIME_LIMIT_MS);
    try {
      return await this.exchange(url, body, headers, signal ? AbortSignal.any([signal, limit]) : limit);
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) throw temporaryFailure(`${url.host} gave no answer within ${TIME_LIMIT_MS / 1000} seconds.`);
      const { code = 'UNKNOWN', message = String(error) } = error as Partial<NodeJS.ErrnoException>;
      const { kind, reason } = classifyTransport({ code, message, connected: false });
      const sentence = `${url.host} could not be reached: ${reason}.`;
      throw kind === 'transient' ? temporaryFailure(sentence) : finalFailure(sentence);
    }
  }

  private exchange(url: URL, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? https : http;
      const outgoing = request(url, {
        method: 'POST',
        agent: this.network.agentFor(url),
        signal,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': `Mirror-Maestro/${VERSION}`,
          ...headers,
        },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        startOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      outgoing.end(body);
    });
  }
}

/** The rest is thrown away with the connection. */
async function startOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_ANSWER_BYTES);
}
