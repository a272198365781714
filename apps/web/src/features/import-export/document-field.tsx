import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { describeError } from '../../api/errors';
import { toastError } from '../../ui/toast';
import classes from './document-field.module.css';

const MAX_BYTES = 20 * 1024 * 1024;

interface DocumentFieldProps {
  label: string;
  placeholder: string;
  value: string;
  readOnly?: boolean;
  onChange: (text: string) => void;
}

/** A document that is pasted, chosen or dropped. */
export function DocumentField({ label, placeholder, value, readOnly = false, onChange }: DocumentFieldProps) {
  const [isOver, setOver] = useState(false);

  const read = (file: File | null | undefined): void => {
    if (!file || readOnly) return;
    if (file.size > MAX_BYTES) return toastError(`${file.name} is larger than 20 MB, which is the most that is taken.`);
    file.text().then(onChange, (error: unknown) => toastError(describeError(error)));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    read(event.dataTransfer.files[0]);
  };

  return (
    <div
      className={classes.field}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Textarea
        label={label}
        placeholder={placeholder}
        value={value}
        readOnly={readOnly}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.text ?? '' }}
        rows={11}
        spellCheck={false}
        autoCapitalize="none"
      />
      <Group gap="xs" mt={8}>
        <FileButton accept=".json,.yaml,.yml,application/json,application/yaml" onChange={read}>
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconFileUpload size={15} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          YAML or JSON; a file may also be dropped here.
        </Text>
      </Group>
    </div>
  );
}
