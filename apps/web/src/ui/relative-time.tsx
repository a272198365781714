import { Text, type TextProps } from '@mantine/core';
import { useEffect } from 'react';
import { createStore, useStore } from '../api/store';
import { exactTime, plannedTime, relativeTime } from './relative-time-text';

const TICK_MS = 10_000;

/** One clock for all times on the page. */
const now = createStore(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since the epoch, to about ten seconds. */
export function useNow(): number {
  useEffect(() => {
    watchers += 1;
    if (watchers === 1) {
      now.set(Date.now());
      timer = setInterval(() => now.set(Date.now()), TICK_MS);
    }
    return () => {
      watchers -= 1;
      if (watchers === 0) clearInterval(timer);
    };
  }, []);
  return useStore(now);
}

interface RelativeTimeProps extends TextProps {
  /** ISO 8601, or null when it never happened. */
  at: string | null;
  never?: string;
  /** Whether it is planned, so that a time that has passed is not history. */
  planned?: boolean;
}

export function RelativeTime({ at, never = 'never', planned = false, ...text }: RelativeTimeProps) {
  const current = useNow();
  if (at === null) {
    return (
      <Text span inherit={text.size === undefined} c="dimmed" {...text}>
        {never}
      </Text>
    );
  }
  const then = Date.parse(at);
  const inWords = planned ? plannedTime : relativeTime;
  return (
    // The browser's own tooltip costs a table of many times nothing while it scrolls.
    <Text span inherit={text.size === undefined} title={exactTime(then)} {...text}>
      <time dateTime={at}>{inWords(then, Math.max(current, Date.now()))}</time>
    </Text>
  );
}
