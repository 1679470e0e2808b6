import { createHash } from 'node:crypto';
import { type Markup, markup, safe } from '../text/html.ts';
import { language } from '../text/language.ts';
import { SCRIPT } from './page-script.ts';
import { STYLE } from './page-style.ts';

/** Nothing runs and nothing is drawn but our own style and script, whatever a name may smuggle in. */
const policy = () =>
  markup`default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;

function hashOf(source: Markup): Markup {
  return markup`'sha256-${safe(createHash('sha256').update(source).digest('base64'))}'`;
}

/** A page that fetches nothing, and forbids itself whatever it does not bring. */
export function framed(title: string, body: Markup): Markup {
  return markup`<!doctype html>
<html lang="${language() === 'pt' ? markup`pt-BR` : markup`en`}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body>
${body}
<script>${SCRIPT}</script>
</body></html>
`;
}
