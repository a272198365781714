import { Anchor } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../ui/plural';
import { fieldInWords, valueInWords } from './in-words';
import classes from './changes-list.module.css';

interface Change {
  field: string;
  before?: unknown;
  after?: unknown;
}

const SHOWN = 3;

/** Each field with both values: the old one struck out, the new one beside it. */
export function ChangesList({ changes }: { changes: Change[] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? changes : changes.slice(0, SHOWN);
  const rest = changes.length - shown.length;
  return (
    <>
      <dl className={classes.changes}>
        {shown.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{fieldInWords(field)}</dt>
            <dd>
              {before !== null && before !== undefined && (
                <>
                  <del>{valueInWords(before)}</del>
                  <IconArrowNarrowRight size={14} aria-label="became" />
                </>
              )}
              <ins>{valueInWords(after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {rest > 0 && (
        <Anchor component="button" size="xs" c="var(--mm-link)" onClick={() => setOpen(true)}>
          {plural(rest, 'more field')}
        </Anchor>
      )}
    </>
  );
}
