import { Button, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconBookmarkPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { toastDone } from '../../ui/toast';
import { BUILT_IN_VIEWS, useSavedViews, viewChanges, viewQuery, type SavedView } from './saved-views';

interface ViewsMenuProps {
  params: URLSearchParams;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Filters and sorting that one comes back to; one's own are remembered in this browser. */
export function ViewsMenu({ params, onChange }: ViewsMenuProps) {
  const { views, save, forget } = useSavedViews();
  const [naming, setNaming] = useState(false);
  const current = viewQuery(params);
  const shown = [...views, ...BUILT_IN_VIEWS].find(({ query }) => query === current);
  const item = (view: SavedView) => (
    <Menu.RadioItem
      key={view.name}
      value={view.name}
      closeMenuOnClick
      onClick={() => onChange(viewChanges(view.query))}
    >
      {view.name}
    </Menu.RadioItem>
  );

  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <Button variant="default" fw={500} leftSection={<IconBookmark size={16} stroke={1.7} />} maw={200}>
            {shown?.name ?? 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          <Menu.RadioGroup value={shown?.name ?? ''}>
            <Menu.Label>Views</Menu.Label>
            {BUILT_IN_VIEWS.map(item)}
            {views.length > 0 && <Menu.Label>Saved in this browser</Menu.Label>}
            {views.map(item)}
          </Menu.RadioGroup>
          <Menu.Divider />
          {shown === undefined && (
            <Menu.Item leftSection={<IconBookmarkPlus size={16} />} onClick={() => setNaming(true)}>
              Save what is shown as a view
            </Menu.Item>
          )}
          {shown !== undefined && views.includes(shown) && (
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              color="var(--mantine-color-error)"
              onClick={() => forget(shown.name)}
            >
              Forget “{shown.name}”
            </Menu.Item>
          )}
          {shown !== undefined && !views.includes(shown) && (
            <Text size="xs" c="dimmed" px="sm" py={6}>
              Filter or sort, then save it here as a view of your own.
            </Text>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onSave={(name) => {
            save({ name, query: current });
            toastDone(`The view “${name}” is saved in this browser.`);
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

function NameDialog({ onSave, onClose }: { onSave: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const wanted = name.trim();
  return (
    <Dialog title="Save this view" onClose={onClose} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '') onSave(wanted);
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            description="A name that is taken gets its new meaning."
            placeholder="Failing in the data group"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={60}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={wanted === ''}>
              Save view
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
