import type { MessageEvent } from '@nestjs/common';
import { NEVER } from 'rxjs';
import type { LiveEventStream } from './live-event-stream';
import { RealtimeController } from './realtime.controller';

describe('the stream of live events', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  // Nest numbers whatever is more than a comment, and a reader that reconnects would begin at that number.
  it('keeps silent connections open by comments, which have no id', () => {
    const heard: MessageEvent[] = [];
    const controller = new RealtimeController({ since: () => NEVER } as unknown as LiveEventStream);
    const reading = controller.events().subscribe((message) => heard.push(message));
    jest.advanceTimersByTime(15_000);
    reading.unsubscribe();
    expect(heard).toEqual([{ comment: 'ping' }]);
  });
});
