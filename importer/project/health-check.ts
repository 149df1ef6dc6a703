import { listOf, mappingOf, text } from './values';

/** Whether a health check says that there is none. */
export function isDisabled(healthcheck: Parameters<typeof mappingOf>[0]): boolean {
  const { disable, test } = mappingOf(healthcheck);
  return disable === true || text(listOf(test)[0]) === 'NONE';
}

/** The URL that curl or wget gets of the container itself; undefined if the test does anything else. */
export function localUrl(
  test: readonly string[],
): { readonly port: number; readonly path: string } | undefined {
  const words = test.join(' ');
  const fails = /^\S+ wget|\s(-\w*f\w*|--fail\S*)\s/.test(words); // curl alone succeeds whatever the status is
  const getsOne = /^(CMD|CMD-SHELL) (curl|wget)\b[^;&$`|]*(\|\| exit 1)?$/.test(words);
  const urls = [...words.matchAll(/https?:\/\/[^\s'"|]+/g)].map(([url]) => url);
  const [url = ''] = urls;
  if (!getsOne || !fails || urls.length !== 1 || !URL.canParse(url) || hasOtherMethod.test(words))
    return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== 'http:' || !/^(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)$/.test(hostname))
    return undefined;
  return { port: Number(port || 80), path: `${pathname}${search}` };
}

/** Options of curl and wget with which a request is more than a GET of the URL, or its answer is read. */
const hasOtherMethod =
  /\s(-X|--request|-d|--data\S*|-u|--user|-H|--header\S*|--post-\S+|--method\S*|--unix-socket|-F|--form)(\s|=)/;
