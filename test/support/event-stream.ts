export interface ReceivedEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

export interface EventStream {
  events: ReceivedEvent[];
  close(): void;
}

/** Opens a stream of server-sent events and collects what comes. */
export async function openEventStream(url: string, headers: Record<string, string>): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { Accept: 'text/event-stream', ...headers }, signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  const events: ReceivedEvent[] = [];
  void collect(response.body, events).catch(() => undefined);
  return { events, close: () => abort.abort() };
}

async function collect(body: ReadableStream<Uint8Array>, events: ReceivedEvent[]): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line): [string, string] => splitField(line)));
      const data = fields.get('data');
      if (data) {
        events.push({
          id: fields.get('id') ?? '',
          type: fields.get('event') ?? 'message',
          data: JSON.parse(data) as Record<string, unknown>,
        });
      }
    }
  }
}

function splitField(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, at), line.slice(at + 1).trimStart()];
}
