import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface LinkButtonProps extends ButtonProps {
  to: string;
  /** Why it is disabled. */
  title?: string;
  children: ReactNode;
}

/** A way to another page that looks like a button. A link can't be disabled; a button that leads nowhere can. */
export function LinkButton({ to, disabled, ...button }: LinkButtonProps) {
  return disabled ? <Button disabled {...button} /> : <Button component={Link} to={to} {...button} />;
}
