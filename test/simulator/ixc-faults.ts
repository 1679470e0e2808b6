import { answer, type Effect, type Listing, type ListingRow } from './faults.ts';
import { rowsOf } from './ixc-quirks.ts';
import { asciiJson } from './tables.ts';

/** Faults that only IXC has (src/ixc/README.md, "How it fails", "The answer of a list"). */

/** Error JSON is served as this, good answers as the other (sure). */
export const ERROR_TYPE = 'text/html; charset=ISO-8859-1';
export const LISTING_TYPE = 'text/x-json; charset=utf-8';

export const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><head><title>IXC Provedor</title></head><body><form action="/adm.php" method="post">' +
  '<input name="email"><input name="senha" type="password"><button>Entrar</button></form></body></html>\n';

export const ERROR_DIV =
  '<div style="background:#fdd;padding:10px"><b>Ocorreu um erro ao processar a sua requisi&ccedil;&atilde;o.</b><br />' +
  "Unknown column 'radusuarios.x' in 'where clause'</div>";

/** `{"type":"error"}` with status 200, the text in one of three fields, with `<br />` and `\u00e3` in it. */
export function ixcErrorBody(text: string, field: 'message' | 'mensagem' | 'valor' = 'message'): string {
  return asciiJson({ type: 'error', [field]: text });
}

/** Any `{"type":"error"}`; by default the one about the caller's network. */
export function ixcError(
  text = 'Seu IP não está liberado para acessar este recurso!<br />Contate o administrador.',
  field: 'message' | 'mensagem' | 'valor' = 'message',
): Effect {
  return answer({ body: ixcErrorBody(text, field), contentType: ERROR_TYPE });
}

/** A bad column, filter or prefix, or just a bad day: 200 in the field, 500 in the docs. */
export function errorDiv(status: 200 | 500 = 200): Effect {
  return answer({ status, body: ERROR_DIV, contentType: ERROR_TYPE });
}

/** Not IXC at all, or its admin page. */
export function loginPage(): Effect {
  return answer({ body: LOGIN_PAGE, contentType: 'text/html; charset=UTF-8' });
}

/** Any change to the answer before it becomes text. */
export function listing(change: (listing: Listing) => void): Effect {
  return { kind: 'listing', change };
}

/** A whole answer without `total` and `registros`: an error, never an empty list. */
export function emptyObject(): Effect {
  return answer({ body: '{}', contentType: LISTING_TYPE });
}

/** `{"page":"1","total":"0"}`: all of the table seems gone. */
export function emptyList(): Effect {
  return listing((list) => {
    list.total = '0';
    list.registros = [];
  });
}

/** `total` still says how many there are, but no row comes. */
export function noRecords(form: 'absent' | 'empty' = 'absent'): Effect {
  return listing((list) => {
    list.registros = form === 'absent' ? undefined : [];
  });
}

export function totalAsNumber(): Effect {
  return listing((list) => {
    list.total = Number(list.total);
  });
}

/** Any `total`: too small, too large, absent (undefined) or not a number. */
export function totalOf(total: unknown): Effect {
  return listing((list) => {
    list.total = total;
  });
}

export function recordsAsObject(): Effect {
  return listing((list) => {
    list.registros = Object.fromEntries(rowsOf(list).map((row, index) => [String(index), row]));
  });
}

/** The first `count` rows of the page come twice. */
export function repeatedRows(count = 1): Effect {
  return changeRows((rows) => [...rows, ...rows.slice(0, count)]);
}

/** The last `count` rows of the page are missing. */
export function lostRows(count = 1): Effect {
  return changeRows((rows) => rows.slice(0, Math.max(0, rows.length - count)));
}

/** The page's rows in the reverse of the order asked for. */
export function unsortedRows(): Effect {
  return changeRows((rows) => rows.slice().reverse());
}

/** Each row gets or loses columns: `undefined` makes one absent. */
export function columnsSetTo(columns: ListingRow): Effect {
  return changeRows((rows) => rows.map((row) => ({ ...row, ...columns })));
}

export function nullColumns(...names: readonly string[]): Effect {
  return columnsSetTo(Object.fromEntries(names.map((name) => [name, null])));
}

export function missingColumns(...names: readonly string[]): Effect {
  return columnsSetTo(Object.fromEntries(names.map((name) => [name, undefined])));
}

/** Rows of another table, with ids that exist here as well. */
export function wrongTableRows(): Effect {
  return changeRows((rows) => rows.map((row) => ({ id: row.id, cidade: 'Cidade', uf: 'SP', cep: '00000-000' })));
}

/** Any other change to the page's rows. */
export function changeRows(change: (rows: ListingRow[]) => unknown[]): Effect {
  return listing((list) => {
    list.registros = change(rowsOf(list));
  });
}
