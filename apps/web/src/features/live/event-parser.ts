export interface ServerEvent {
  /** Null for heartbeats, which must not be asked for again. */
  id: string | null;
  type: string;
  data: string;
}

/**
 * Puts the chunks of a `text/event-stream` together again (WHATWG HTML, "Interpreting an event stream"). The browser's
 * own EventSource can't be used: it sends no Authorization header.
 */
export function createEventParser(onEvent: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = '';
  let id: string | null = null;
  let type = 'message';
  let data: string[] = [];

  const dispatch = (): void => {
    if (data.length > 0) onEvent({ id, type, data: data.join('\n') });
    id = null;
    type = 'message';
    data = [];
  };

  const readLine = (line: string): void => {
    if (line === '') return dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') type = value;
    else if (field === 'id') id = value;
  };

  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
  };
}
