import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const TYPING_MS = 200;

/**
 * The text of a field whose value lives in the address. The address follows when the fingers rest, and arrives on the
 * page some time later, when more may have been typed: the field keeps up with the fingers, and takes from the address
 * only what was not typed here (a link, the back button, "clear the filters"). The last of the answer is for when the
 * field is left: what is typed goes to the address then, since later it would take back where one has gone meanwhile.
 */
export function useTypedText(
  inAddress: string,
  write: (text: string) => void,
): [text: string, type: (text: string) => void, leave: () => void] {
  const [text, setText] = useState(inAddress);
  /** Typed here, oldest first; the page may skip some of them. */
  const onTheWay = useRef<string[]>([]);
  const send = useDebouncedCallback((typed: string) => {
    const wanted = typed.trim();
    if (wanted === (onTheWay.current.at(-1) ?? inAddress)) return;
    onTheWay.current.push(wanted);
    write(wanted);
  }, TYPING_MS);
  useEffect(() => {
    const arrived = onTheWay.current.indexOf(inAddress);
    if (arrived >= 0) {
      onTheWay.current.splice(0, arrived + 1);
      return;
    }
    onTheWay.current = [];
    setText(inAddress);
  }, [inAddress]);
  return [
    text,
    (typed) => {
      setText(typed);
      send(typed);
    },
    send.flush,
  ];
}
