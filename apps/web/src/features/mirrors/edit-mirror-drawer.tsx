import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Mirror } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { OverrideFields } from '../pairs/override-fields';
import { overridesFromForm, overridesToForm } from '../pairs/overrides';
import { SETTING_KEYS } from '../pairs/settings';
import { useChangeMirror } from './queries';

export function EditMirrorDrawer({ mirror, onClose }: { mirror: Mirror; onClose: () => void }) {
  const change = useChangeMirror({ shownInline: true });
  const form = useForm({ initialValues: overridesToForm(mirror) });
  return (
    <FormDrawer
      title="Settings of this mirror"
      submitLabel="Save and apply"
      pending={change.isPending}
      error={change.error}
      onSubmit={form.onSubmit((values) =>
        change.mutate(
          { id: mirror.id, change: overridesFromForm(values) },
          {
            onSuccess: () => {
              toastDone('The settings are saved and applied on GitLab.');
              onClose();
            },
            onError: (error) => form.setErrors(fieldErrors(error, SETTING_KEYS)),
          },
        ),
      )}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {mirror.source_project_path}. What stays at “Inherit” follows the group defaults, then the pair.
      </Text>
      <OverrideFields form={form} inheritsFrom="the group or pair" />
    </FormDrawer>
  );
}
