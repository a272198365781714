import { useNavigation } from 'react-router';
import classes from './navigation-progress.module.css';

/** A thin line under the header while a page's script loads; delayed, so that quick loads don't flash. */
export function NavigationProgress() {
  const { state } = useNavigation();
  return state === 'idle' ? null : <div className={classes.line} role="progressbar" aria-label="Loading the page" />;
}
