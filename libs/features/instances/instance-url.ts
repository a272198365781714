import { invalidField } from '@app/common';

const MAX_LENGTH = 500;

/** This machine itself, where hardly a GitLab has a certificate. */
const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/i;

const refuse = (message: string): never => {
  throw invalidField('url', message);
};

/**
 * The base URL of a GitLab as we store it: scheme (https when none is given, http on this machine), host, port and the path of a relative
 * installation (`https://host/gitlab`), without a trailing slash.
 * @throws AppError (422, field `url`) for anything that is more or less than that
 */
export function normaliseInstanceUrl(input: string): string {
  const text = input.trim();
  if (text === '') refuse('It is empty; give the address of the GitLab instance, such as https://gitlab.example.com.');
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${THIS_MACHINE.test(text) ? 'http' : 'https'}://${text}`;
  if (/[\s\\]|\p{Cc}/u.test(text) || !URL.canParse(complete)) {
    refuse('It is not a web address; it should look like https://gitlab.example.com.');
  }
  const url = new URL(complete);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    refuse(`It starts with ${url.protocol}//; only https:// and http:// are possible.`);
  }
  if (url.username !== '' || url.password !== '') {
    refuse('It contains a user name or password; give the token in its own field instead.');
  }
  if (/[?#]/.test(text)) refuse('It contains a query (?) or fragment (#); give only the address itself.');
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/api\/v4\/?$/, '')
    .replace(/\/$/, '');
  const normalised = `${url.origin}${path}`;
  if (normalised.length > MAX_LENGTH) refuse(`It is longer than ${MAX_LENGTH} characters.`);
  return normalised;
}
