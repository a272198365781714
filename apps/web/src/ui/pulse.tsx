import classes from './pulse.module.css';

/** A dot that beats: something is going on. Says nothing by itself, a word goes with it. */
export function Pulse({ size = 8 }: { size?: number }) {
  return <span className={classes.pulse} style={{ width: size, height: size }} aria-hidden />;
}
