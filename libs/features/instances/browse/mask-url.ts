import { redact } from '@app/common';

/** GitLab masks the credentials of mirror URLs almost everywhere; this does it where it does not. */
export const maskUrl = (url: string): string => redact(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1'));
