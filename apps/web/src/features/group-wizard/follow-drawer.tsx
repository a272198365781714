import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { GroupFollow } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { OptionsFields } from './options-fields';
import { optionsFromForm, optionsToForm } from './order';
import { useChangeFollow } from './queries';

export function FollowDrawer({ follow, onClose }: { follow: GroupFollow; onClose: () => void }) {
  const change = useChangeFollow({ shownInline: true });
  const form = useForm({ initialValues: optionsToForm(follow) });
  return (
    <FormDrawer
      title={`Follow ${follow.source_group_path}`}
      submitLabel="Save"
      pending={change.isPending}
      error={change.error}
      onSubmit={form.onSubmit((values) =>
        change.mutate(
          { id: follow.id, change: optionsFromForm(values) },
          {
            onSuccess: () => {
              toastDone('Saved. It holds for what is mirrored from now on.');
              onClose();
            },
            onError: (error) => form.setErrors(fieldErrors(error, Object.keys(values))),
          },
        ),
      )}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        Appears below {follow.target_namespace_path}.
      </Text>
      <OptionsFields form={form} />
    </FormDrawer>
  );
}
