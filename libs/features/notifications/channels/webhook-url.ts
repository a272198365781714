import { invalidField } from '@app/common';

/**
 * The address of a webhook, as it was given, checked.
 * @throws AppError (422, field `url`); its message never contains the address, which is a secret
 */
export function webhookUrl(text: string): URL {
  if (/[\s\\]|\p{Cc}/u.test(text) || !URL.canParse(text)) {
    throw invalidField('url', 'it is not a web address; it should look like https://hooks.example.com/….');
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalidField('url', 'it must start with https:// or http://.');
  }
  return url;
}
