import { createEventParser, type ServerEvent } from './event-parser';

function parse(...chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const feed = createEventParser((event) => events.push(event));
  for (const chunk of chunks) feed(chunk);
  return events;
}

describe('The parser of the event stream', () => {
  it('reads type, id and data', () => {
    expect(parse('event: run.changed\nid: 7\ndata: {"id":3}\n\n')).toEqual([
      { id: '7', type: 'run.changed', data: '{"id":3}' },
    ]);
  });

  it('puts together what the network has torn apart, wherever', () => {
    const text = 'event: a\nid: 1\ndata: one\n\nevent: b\nid: 2\ndata: two\n\n';
    expect(parse(...text.split(''))).toEqual(parse(text));
    expect(parse(text)).toHaveLength(2);
  });

  it('leaves an event alone until it is whole', () => {
    expect(parse('event: a\ndata: one\n')).toEqual([]);
  });

  it('gives a heartbeat no id of the event before it', () => {
    const [, ping] = parse('event: a\nid: 1\ndata: x\n\n', 'event: ping\ndata: {}\n\n');
    expect(ping).toEqual({ id: null, type: 'ping', data: '{}' });
  });

  it('understands comments, several lines of data and carriage returns', () => {
    expect(parse(': hello\r\ndata: one\r\ndata:two\r\n\r\n')).toEqual([
      { id: null, type: 'message', data: 'one\ntwo' },
    ]);
  });
});
