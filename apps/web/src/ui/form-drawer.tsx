import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { FormFault } from './form-fault';
import classes from './form-drawer.module.css';

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

/** A form beside the page: the fields scroll, the buttons stay in reach. */
export function FormDrawer(props: FormDrawerProps) {
  return (
    <Drawer
      opened
      onClose={props.onClose}
      size={520}
      title={<Text fw={620}>{props.title}</Text>}
      classNames={{ body: classes.body ?? '', content: classes.content ?? '', header: classes.header ?? '' }}
    >
      <form onSubmit={props.onSubmit} noValidate className={classes.form}>
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
