import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import { Panel } from '../../ui/panel';
import { count, plural } from '../../ui/plural';
import classes from './dashboard.module.css';

const SHOWN = 7;

/** Which pair holds how many mirrors; the longest bar is the largest pair. */
export function PairsCard({ pairs }: { pairs: Dashboard['mirrors_by_pair'] }) {
  const most = Math.max(1, ...pairs.map((pair) => pair.count));
  const rest = pairs.slice(SHOWN);
  return (
    <Panel
      fill
      title="Mirrors by pair"
      aside={
        <Anchor component={Link} to="/pairs" size="xs" c="var(--mm-link)">
          All pairs
        </Anchor>
      }
    >
      <ul className={classes.bars}>
        {pairs.slice(0, SHOWN).map(({ pair_id, pair_name, count: mirrors }) => (
          <li key={pair_id}>
            <Link to={`/mirrors?pair=${pair_id}`} className={classes.bar}>
              <span className="truncate">{pair_name}</span>
              <span className="numbers">{count(mirrors)}</span>
              <span className={classes.track} aria-hidden>
                <span style={{ width: `${(mirrors / most) * 100}%` }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          and {plural(rest.length, 'more pair')} with{' '}
          {plural(
            rest.reduce((sum, pair) => sum + pair.count, 0),
            'mirror',
          )}
        </Text>
      )}
    </Panel>
  );
}
