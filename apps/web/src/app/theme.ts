import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  createTheme,
  Drawer,
  Input,
  Modal,
  Notification,
  Pagination,
  Paper,
  Table,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eff1fe',
  '#dfe2fb',
  '#bcc3f5',
  '#97a1ef',
  '#7783e8',
  '#626fe2',
  '#5562da',
  '#4a56d6',
  '#3c47b8',
  '#303a9c',
];

const gray: MantineColorsTuple = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ee',
  '#d7dbe3',
  '#bfc5d0',
  '#8d95a4',
  '#5f6776',
  '#434a58',
  '#2b313c',
  '#171b23',
];

/** From text (0) over borders (4) to the page (7) in the dark scheme. */
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#bdc4d0',
  '#98a1b0',
  '#6a7384',
  '#2b313c',
  '#212630',
  '#171b22',
  '#0f1216',
  '#0b0d11',
  '#07090b',
];

export const FONT = "'Inter Variable', -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";
export const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** Badges that tell how something is doing have the colours of health, which are readable on their own tint. */
const BADGE_TONES: Record<string, string> = {
  teal: 'var(--mm-health-ok)',
  orange: 'var(--mm-health-warning)',
  red: 'var(--mm-health-error)',
};

const CLOSE = { 'aria-label': 'Close' };

export const theme = createTheme({
  colors: { brand, gray, dark },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: {
    fontFamily: FONT,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: (_theme, { color }) => ({ root: color === 'gray' ? { '--ai-color': 'var(--mantine-color-dimmed)' } : {} }),
    }),
    Alert: Alert.extend({
      vars: (_theme, { color }) => {
        const tone = color === 'red' ? 'var(--mm-health-error)' : 'var(--mm-health-warning)';
        return {
          root: {
            '--alert-bg': `color-mix(in srgb, ${tone} 9%, var(--mm-surface))`,
            '--alert-color': tone,
            '--alert-bd': `1px solid color-mix(in srgb, ${tone} 30%, var(--mm-surface))`,
          },
        };
      },
    }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550 },
      vars: (_theme, { color }) => {
        const tone = BADGE_TONES[color ?? ''];
        if (tone === undefined)
          return { root: color === 'gray' ? { '--badge-color': 'var(--mantine-color-dimmed)' } : {} };
        return {
          root: { '--badge-color': tone, '--badge-bg': `color-mix(in srgb, ${tone} 10%, var(--mm-surface))` },
        };
      },
    }),
    Button: Button.extend({ defaultProps: { size: 'sm', fw: 550 } }),
    Drawer: Drawer.extend({
      defaultProps: {
        position: 'right',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: CLOSE,
      },
    }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: CLOSE,
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
    Pagination: Pagination.extend({
      defaultProps: {
        getControlProps: (control) => ({ 'aria-label': control === 'previous' ? 'Previous page' : 'Next page' }),
      },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 10, horizontalSpacing: 'md' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 360 } }),
  },
});

/**
 * The design tokens that Mantine does not know. Health colours keep a contrast of 4.5:1 on their surface and stay apart
 * for colour-blind eyes (blue-green, orange, vermilion); they never stand alone, an icon and a word go with them.
 */
export const tokens: CSSVariablesResolver = () => ({
  variables: { '--mm-header-height': '52px', '--mm-page-width': '1320px' },
  light: {
    '--mantine-color-body': '#fbfbfc',
    '--mantine-color-text': '#1b1f27',
    '--mantine-color-dimmed': '#5f6776',
    '--mantine-color-placeholder': '#6d7585',
    '--mantine-color-error': '#bc2f26',
    '--mm-surface': '#ffffff',
    '--mm-sunken': '#f4f5f8',
    '--mm-border': '#e5e8ed',
    '--mm-hover': '#f5f6f9',
    '--mm-selected': '#eef0fd',
    '--mm-link': '#3c47b8',
    '--mm-health-ok': '#0b7a5b',
    '--mm-health-warning': '#9a5400',
    '--mm-health-error': '#bc2f26',
    '--mm-health-unknown': '#5f6776',
    '--mm-health-syncing': '#2560c4',
  },
  dark: {
    '--mantine-color-body': '#0f1216',
    '--mantine-color-text': '#dfe3ea',
    '--mantine-color-dimmed': '#98a1b0',
    '--mantine-color-placeholder': '#858e9e',
    '--mantine-color-error': '#ff8a7d',
    '--mm-surface': '#15191f',
    '--mm-sunken': '#12151a',
    '--mm-border': '#262c36',
    '--mm-hover': '#1b2028',
    '--mm-selected': '#20253c',
    '--mm-link': '#a3acf7',
    '--mm-health-ok': '#4cc79d',
    '--mm-health-warning': '#f0ac4e',
    '--mm-health-error': '#ff8a7d',
    '--mm-health-unknown': '#98a1b0',
    '--mm-health-syncing': '#7fb0ff',
  },
});
