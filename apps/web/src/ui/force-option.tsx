import { Checkbox } from '@mantine/core';

/** Deletes here even what GitLab does not let go of. */
export function ForceOption({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox
      mt="md"
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      label="Also when GitLab can’t be cleaned up"
      description="What could not be removed there is then given up instead of being tried again."
    />
  );
}
