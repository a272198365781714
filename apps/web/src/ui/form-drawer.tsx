import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { FormFault } from './form-fault';
import classes from './form-drawer.module.css';
import { useFocusReturn } from './use-focus-return';
import { useTopmost } from './use-topmost';

interface FormDrawerProps {
  title: string;
  submitLabel: string;
  pending: boolean;
  /** The last refusal, if any. */
  error: unknown;
  disabled?: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}

/** The cursor starts in the first field; a list of choices would open by that, and is left closed. */
function startInside(form: HTMLFormElement | null): void {
  if (form === null || form.querySelector('[data-autofocus]') !== null) return;
  const first = form.querySelector('input:enabled, textarea:enabled');
  if (first?.getAttribute('aria-haspopup') !== 'listbox') first?.setAttribute('data-autofocus', '');
}

/** A form beside the page: the fields scroll, the buttons stay in reach. */
export function FormDrawer(props: FormDrawerProps) {
  useFocusReturn();
  const closeOnEscape = useTopmost();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      closeOnEscape={closeOnEscape}
      size={520}
      title={<Text fw={620}>{props.title}</Text>}
      classNames={{ body: classes.body ?? '', content: classes.content ?? '', header: classes.header ?? '' }}
    >
      <form ref={startInside} onSubmit={props.onSubmit} noValidate className={classes.form}>
        <Stack className={classes.fields} gap="md">
          {props.children}
          <FormFault error={props.error} />
        </Stack>
        <Group className={classes.footer} justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={props.pending} disabled={props.disabled ?? false}>
            {props.submitLabel}
          </Button>
        </Group>
      </form>
    </Drawer>
  );
}
