import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Dashboard } from '../../api/model';
import type { Health } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import classes from './dashboard.module.css';
import { MirrorItem } from './mirror-item';

const SHOWN = 5;

interface CareCardProps {
  title: string;
  care: Dashboard['failing'];
  health: Health;
  /** What is said when there are none. */
  empty: string;
  /** The page that shows all of them. */
  to: string;
}

/** Mirrors that somebody should look at, each with the reason. */
export function CareCard({ title, care, health, empty, to }: CareCardProps) {
  const more = care.total - SHOWN;
  return (
    <Panel
      title={title}
      aside={
        more > 0 && (
          <Anchor component={Link} to={to} size="xs" c="var(--mm-link)">
            {plural(more, 'more', 'more')}
          </Anchor>
        )
      }
    >
      {care.total === 0 ? (
        <Text size="sm" c="dimmed" className={classes.nothing}>
          {empty}
        </Text>
      ) : (
        <ul className={classes.list}>
          {care.mirrors.slice(0, SHOWN).map(({ mirror_id, source_project_path, reason, advice }) => (
            <MirrorItem
              key={mirror_id}
              id={mirror_id}
              path={source_project_path}
              health={health}
              note={reason}
              advice={advice}
              canAct
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}
