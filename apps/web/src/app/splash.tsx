import { Center } from '@mantine/core';
import { Logo } from '../ui/logo';

/** Shown for the moment in which the first page's script loads. */
export function Splash() {
  return (
    <Center mih="100dvh" role="status" aria-busy="true" aria-label="Loading">
      <Logo size={40} />
    </Center>
  );
}
