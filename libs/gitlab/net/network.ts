import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { guardedLookup } from './address-guard';
import { bypassesProxy } from './no-proxy';

type Scheme = 'http' | 'https';

export interface NetworkSettings {
  /** Milliseconds for one attempt until its answer is complete; for streams: without any progress. Default 30 000. */
  timeoutMs?: number;
  /** Milliseconds for a whole call with its waits and repeats. Default 120 000. */
  totalTimeoutMs?: number;
  /** PEM certificates trusted besides the public ones. */
  ca?: string;
  /** File with such certificates. */
  caFile?: string;
  /**
   * By the scheme of the instance, `http://[user:password@]proxy:port`: for one without a proxy of its own there is none.
   * Credentials in it never show in messages.
   */
  proxies?: Partial<Record<Scheme, string | null>>;
  /** Hosts reached without the proxy, comma-separated (`NO_PROXY`). */
  noProxy?: string;
  /** False refuses instances on private, loopback and link-local addresses. Default true. */
  allowPrivate?: boolean;
}

/** Our idle connections end before any usual server's (Node 5 s, nginx 75 s), or a create would die in a race with it. */
const IDLE_MS = 4_000;

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** The package's agent loses the CA of the target when it tunnels. */
class TrustingProxyAgent extends HttpsProxyAgent<string> {
  constructor(
    proxy: string,
    private readonly trusted: string[] | undefined,
  ) {
    super(proxy, { keepAlive: true, timeout: IDLE_MS, ...(trusted && { ca: trusted }) });
  }

  override connect(req: http.ClientRequest, options: ConnectOptions): Promise<Socket> {
    if (this.trusted && options.secureEndpoint) return super.connect(req, { ...options, ca: this.trusted });
    return super.connect(req, options);
  }
}

/** Keep-alive connections under one set of network settings; shared by all clients of a process. */
export class Network {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly allowPrivate: boolean;
  private readonly direct: { http: http.Agent; https: https.Agent };
  private readonly proxied: Partial<Record<Scheme, http.Agent>>;

  constructor(private readonly settings: NetworkSettings = {}) {
    this.timeoutMs = settings.timeoutMs ?? 30_000;
    this.totalTimeoutMs = settings.totalTimeoutMs ?? 120_000;
    this.allowPrivate = settings.allowPrivate ?? true;
    const own = [settings.ca ?? '', settings.caFile === undefined ? '' : readFileSync(settings.caFile, 'utf8')].filter(
      Boolean,
    );
    const ca = own.length > 0 ? [...rootCertificates, ...own] : undefined;
    const shared = { keepAlive: true, timeout: IDLE_MS, ...(this.allowPrivate ? {} : { lookup: guardedLookup }) };
    this.direct = { http: new http.Agent(shared), https: new https.Agent({ ...shared, ...(ca && { ca }) }) };
    const { http: httpProxy, https: httpsProxy } = settings.proxies ?? {};
    this.proxied = {
      ...(httpProxy && {
        http: new HttpProxyAgent(httpProxy, { keepAlive: true, timeout: IDLE_MS, ...(ca && { ca }) }),
      }),
      ...(httpsProxy && { https: new TrustingProxyAgent(httpsProxy, ca) }),
    };
  }

  /** The agent for a URL. The address guard cannot see behind a proxy: that resolves names by itself. */
  agentFor(url: URL): http.Agent {
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const proxied = bypassesProxy(url, this.settings.noProxy) ? undefined : this.proxied[scheme];
    return proxied ?? this.direct[scheme];
  }

  /** Closes idle and busy connections. */
  destroy(): void {
    for (const set of [this.direct, this.proxied]) {
      set.http?.destroy();
      set.https?.destroy();
    }
  }
}
