#!/usr/bin/env node
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// src/http/thin-classes.ts
var ThinHeaders, NONE, ThinRequest, ThinResponse;
var init_thin_classes = __esm({
  "src/http/thin-classes.ts"() {
    "use strict";
    ThinHeaders = class _ThinHeaders {
      /** Made by the first one: ky makes six of these a request, and there are none in them. */
      #entries;
      constructor(source) {
        if (source === void 0 || source instanceof _ThinHeaders && source.#entries === void 0) return;
        const entries = Symbol.iterator in source ? source : Object.entries(source);
        for (const [name, value] of entries) if (value !== void 0) this.set(name, value);
      }
      get(name) {
        return this.#entries?.get(name.toLowerCase()) ?? null;
      }
      set(name, value) {
        this.#entries ??= /* @__PURE__ */ new Map();
        this.#entries.set(name.toLowerCase(), String(value));
      }
      has(name) {
        return this.#entries?.has(name.toLowerCase()) === true;
      }
      delete(name) {
        this.#entries?.delete(name.toLowerCase());
      }
      entries() {
        return (this.#entries ?? NONE).entries();
      }
      [Symbol.iterator]() {
        return this.entries();
      }
    };
    NONE = /* @__PURE__ */ new Map();
    ThinRequest = class _ThinRequest {
      url;
      method;
      headers;
      /** Always null: ky cancels what it finds here. */
      body = null;
      signal = void 0;
      constructor(input, init = {}) {
        const source = input instanceof _ThinRequest ? input : void 0;
        this.url = source?.url ?? String(input);
        this.method = init.method ?? source?.method ?? "GET";
        this.headers = new ThinHeaders(init.headers ?? source?.headers);
      }
      clone() {
        return new _ThinRequest(this);
      }
    };
    ThinResponse = class _ThinResponse {
      status;
      headers;
      body = null;
      constructor(_body, init = {}) {
        this.status = init.status ?? 200;
        this.headers = new ThinHeaders(init.headers);
      }
      get ok() {
        return this.status >= 200 && this.status <= 299;
      }
      clone() {
        return new _ThinResponse(null, this);
      }
    };
  }
});

// src/text/portuguese.ts
var PORTUGUESE;
var init_portuguese = __esm({
  "src/text/portuguese.ts"() {
    "use strict";
    init_thin_classes();
    PORTUGUESE = {
      "others may write to {1}: whatever they put there runs as this user; close it (chmod go-w)": "outros podem gravar em {1}: o que puserem l\xE1 roda como este usu\xE1rio; feche (chmod go-w)",
      "sync-ixc-bqn: this is a defect of the program, please report it:\n": "sync-ixc-bqn: isto \xE9 um defeito do programa, por favor reporte:\n",
      "result: {1} (exit code {2})": "resultado: {1} (c\xF3digo de sa\xEDda {2})",
      "written to {1}: look through it, and send it with your report": "gravado em {1}: d\xEA uma olhada e mande junto com o seu relato",
      "--support: {1} cannot be written ({2}).": "--support: n\xE3o d\xE1 para gravar {1} ({2}).",
      "--history: there is no journal, since --journal is off.": "--history: n\xE3o h\xE1 hist\xF3rico, pois o --journal est\xE1 em off.",
      "note: {1}": "nota: {1}",
      "{1}. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.": "{1}. Nada \xE9 gravado a partir disso. Veja l\xE1 se \xE9 isso mesmo, e se o usu\xE1rio da chave enxerga todas as filiais e cidades.",
      "{1} has no speed plan at all ({2} is empty)": "o {1} n\xE3o tem nenhum plano de velocidade ({2} est\xE1 vazia)",
      "{1} has no contract at all ({2} is empty), though logins name some": "o {1} n\xE3o tem nenhum contrato ({2} est\xE1 vazia), embora haja logins que indicam contratos",
      ", which is all of them": ", ou seja, todos",
      "name no contract{1}: they are never blocked": "n\xE3o indicam contrato{1}: nunca s\xE3o bloqueados",
      "are unblocked on trust, and blocked all the same by their status": "est\xE3o com desbloqueio de confian\xE7a, e mesmo assim bloqueados pelo status",
      "have a suspended contract, and service all the same by its status": "t\xEAm o contrato suspenso, e mesmo assim servi\xE7o pelo status",
      "have a contract that is not active, and service all the same by its status": "t\xEAm um contrato que n\xE3o est\xE1 ativo, e mesmo assim servi\xE7o pelo status",
      "are cut (ativo = N), and online all the same": "est\xE3o desativados (ativo = N), e mesmo assim online",
      "an empty contract status": "o status do contrato vazio",
      "contract status {1}": "o status de contrato {1}",
      "have {1}, which {2} does not document: {3}": "t\xEAm {1}, que o {2} n\xE3o documenta: {3}",
      "they have service": "t\xEAm servi\xE7o",
      "they are blocked": "s\xE3o bloqueados",
      "they are not blocked": "n\xE3o s\xE3o bloqueados",
      "they keep what they have": "ficam com o que t\xEAm",
      "{1} online logins {2} ({3}{4})": "{1} logins online {2} ({3}{4})",
      whole: "inteira",
      moving: "mudando",
      cut: "cortada",
      "no status": "sem status",
      "it is not there, though this program has entries in it": "ela n\xE3o est\xE1 l\xE1, embora este programa tenha itens nela",
      "an item is no object": "um item n\xE3o \xE9 um objeto",
      "it is not JSON, or cut short": "n\xE3o \xE9 JSON, ou veio cortado",
      "it has no `items`": "n\xE3o tem `items`",
      "BQN {1} refused the REST user or its password (HTTP {2}). Check BQN_REST_USER and BQN_REST_PW, and in the BQN the REST API's users and its list of allowed addresses.": "O BQN {1} recusou o usu\xE1rio REST ou a senha dele (HTTP {2}). Confira BQN_REST_USER e BQN_REST_PW e, no BQN, os usu\xE1rios da API REST e a lista de endere\xE7os permitidos.",
      "BQN {1} is not trusted: {2}. If the certificate was renewed on purpose, start once with --bqn-fingerprint and the new SHA-256; if not, somebody may stand between you and the BQN.": "O BQN {1} n\xE3o \xE9 confi\xE1vel: {2}. Se o certificado foi renovado de prop\xF3sito, rode uma vez com --bqn-fingerprint e o novo SHA-256; se n\xE3o, pode haver algu\xE9m entre voc\xEA e o BQN.",
      "BQN {1} cannot be looked up: {2}. Check the DNS settings of this machine, or name its address.": "N\xE3o d\xE1 para resolver o nome do BQN {1}: {2}. Confira o DNS desta m\xE1quina, ou use o endere\xE7o dele.",
      "BQN {1} does not answer: {2}. Check the address, that the REST API is switched on, and --bqn-port and --bqn-timeout.": "O BQN {1} n\xE3o responde: {2}. Confira o endere\xE7o, se a API REST est\xE1 ligada, e --bqn-port e --bqn-timeout.",
      "BQN {1}: the list of {2} cannot be used ({3}). Nothing is written to this BQN.": "BQN {1}: a lista {2} n\xE3o pode ser usada ({3}). Nada \xE9 gravado neste BQN.",
      'BQN {1} stopped answering: {2} writes failed in a row, the last with "{3}". The rest is left for the next run.': 'O BQN {1} parou de responder: {2} grava\xE7\xF5es seguidas falharam, a \xFAltima com "{3}". O resto fica para a pr\xF3xima execu\xE7\xE3o.',
      policies: "pol\xEDticas",
      subscribers: "assinantes",
      groups: "grupos",
      'subscriber "{1}" is not under an address': 'o assinante "{1}" n\xE3o est\xE1 sob um endere\xE7o',
      "a {1} has no name": "um item do tipo {1} n\xE3o tem nome",
      'a {1} is named "{2}"': 'um item do tipo {1} se chama "{2}"',
      "the policy of an entry is no name": "a pol\xEDtica de um item n\xE3o \xE9 um nome",
      'group "{1}" has {2} that are no list of addresses': 'o grupo "{1}" tem {2} que n\xE3o s\xE3o uma lista de endere\xE7os',
      "it is still in use": "ainda est\xE1 em uso",
      "the customer's entry at {1} is not there yet": "o item do cliente em {1} ainda n\xE3o est\xE1 l\xE1",
      "the BQN took the write without effect: a static policy, made in its GUI?": "o BQN aceitou a grava\xE7\xE3o sem efeito: uma pol\xEDtica est\xE1tica, criada na interface dele?",
      "its policy {1} is not on the BQN": "a pol\xEDtica dele, {1}, n\xE3o est\xE1 no BQN",
      "{1} customers to be put into the groups of their sites": "{1} clientes a colocar nos grupos dos seus locais",
      "{1} customers put into the groups of their sites": "{1} clientes colocados nos grupos dos seus locais",
      "{1} customers could not be put into the groups of their sites ({2})": "{1} clientes n\xE3o puderam ser colocados nos grupos dos seus locais ({2})",
      "it seems to take no more than {1} groups for a subscriber: those of sites beyond that are left out": "parece que ele n\xE3o aceita mais de {1} grupos por assinante: os de locais al\xE9m disso ficam de fora",
      "it does not show the groups that its subscribers are put into, so those of sites are not written again": "ele n\xE3o mostra os grupos em que os assinantes s\xE3o colocados, por isso os de locais n\xE3o s\xE3o gravados de novo",
      "the site of its customers": "o local dos clientes dele",
      "subscribers to put into the groups of their sites": "assinantes a colocar nos grupos dos seus locais",
      "{1} moved while it was read: the groups of sites stay as they are": "{1} mudou durante a leitura: os grupos de locais ficam como est\xE3o",
      "{1} cannot be read, so the groups of sites stay as they are: {2}": "{1} n\xE3o pode ser lida, por isso os grupos de locais ficam como est\xE3o: {2}",
      "Also groups L1-<access server> (nas), or L1-<transmitter> and L2-<POP> (pop), without a limit of their own": "Tamb\xE9m grupos L1-<concentrador> (nas), ou L1-<transmissor> e L2-<POP> (pop), sem limite pr\xF3prio",
      "its policy {1} is still another plan's": "a pol\xEDtica dele, {1}, ainda \xE9 a de outro plano",
      "{1} customers who are to leave it first could not be moved": "{1} clientes que devem sair dela antes n\xE3o puderam ser mudados",
      "policy {1} changed, and the move away from it was refused": "a pol\xEDtica {1} mudou, e a sa\xEDda dela foi recusada",
      "no online login has this IP; it holds a quota, so it stays": "nenhum login online tem este IP; h\xE1 uma cota nele, ent\xE3o fica",
      "no online login has this IP": "nenhum login online tem este IP",
      "{1} is at {2} now": "{1} agora est\xE1 em {2}",
      "no plan in IXC has this name": "nenhum plano do IXC tem este nome",
      "{1} logins show this IP, and this is due to none of them": "{1} logins mostram este IP, e isto n\xE3o cabe a nenhum deles",
      "it held what is somebody else's now: {1}": "tinha o que agora \xE9 de outro: {1}",
      "no online login needs it": "nenhum login online precisa dele",
      "lets go of what is somebody else's now: {1}": "solta o que agora \xE9 de outro: {1}",
      ", contract {1}: {2} -> blocked": ", contrato {1}: {2} -> bloqueado",
      "dual stack of {1}{2}": "pilha dupla de {1}{2}",
      "policy {1}, members {2}, ranges {3}": "pol\xEDtica {1}, membros {2}, faixas {3}",
      " and {1} more": " e mais {1}",
      "group {1} gives policy {2} to {3}{4}, who should have another": "o grupo {1} d\xE1 a pol\xEDtica {2} a {3}{4}, que deveriam ter outra",
      "the BQN took the last such write without effect: a static policy, made in its GUI": "o BQN aceitou a \xFAltima grava\xE7\xE3o igual sem efeito: uma pol\xEDtica est\xE1tica, criada na interface dele",
      "id {1}, {2}/{3} Kbps": "id {1}, {2}/{3} Kbps",
      "no limit": "sem limite",
      "for blocked customers": "para clientes bloqueados",
      "plan {1}": "plano {1}",
      "held back": "retido",
      "without a plan, it keeps the policy of the BQN's rules": "sem plano, fica com a pol\xEDtica das regras do BQN",
      "its contract or plan was not among the rows read": "o contrato ou o plano dele n\xE3o estava entre as linhas lidas",
      "contract {1}: {2} -> blocked": "contrato {1}: {2} -> bloqueado",
      "contract {1}: {2} -> service": "contrato {1}: {2} -> liberado",
      "login {1}": "login {1}",
      "no plan": "sem plano",
      "plan {1} gives no policy": "o plano {1} n\xE3o d\xE1 pol\xEDtica",
      "{1} online logins are out of its scope: left alone": "{1} logins online n\xE3o s\xE3o deste BQN (filtros): nada muda para eles",
      "{1} customers who are offline keep their entries a while (--offline-grace)": "{1} clientes offline ficam mais um tempo com o item deles (--offline-grace)",
      "{1} entries are passed over, as they are not what they should be: {2}": "{1} itens s\xE3o ignorados, por n\xE3o serem o que deveriam ser: {2}",
      "it takes groups without their policy (BQN before R4.22?), so the IPv6 of {1} customers is neither limited nor blocked; update the BQN, or switch dual stack off": "ele aceita grupos sem a pol\xEDtica (BQN anterior ao R4.22?), ent\xE3o o IPv6 de {1} clientes n\xE3o \xE9 limitado nem bloqueado; atualize o BQN, ou desligue a pilha dupla",
      "subscribers newly blocked": "assinantes com novo bloqueio",
      "blocked subscribers whose contract is gone": "assinantes bloqueados cujo contrato sumiu",
      "subscribers slowed to less than half, or let go without a limit": "assinantes com menos da metade da velocidade, ou sem limite",
      "subscribers losing their plan": "assinantes que perderiam o plano",
      "{1} to delete": "{1} a apagar",
      "subscribers to delete": "assinantes a apagar",
      "policy {1}, {2}": "pol\xEDtica {1}, {2}",
      "it was exchanged while it was looked at": "foi trocado enquanto era conferido",
      "Another run holds the lock {1} (process {2}). It ends by itself; the next run takes over.": "Outra execu\xE7\xE3o est\xE1 com o lock {1} (processo {2}). Ela termina sozinha; a pr\xF3xima execu\xE7\xE3o assume.",
      "no lock can be taken at {1} ({2}): make sure that two runs never meet": "n\xE3o d\xE1 para criar um lock em {1} ({2}): cuide para que duas execu\xE7\xF5es nunca se encontrem",
      "{1} is not this user's own folder": "{1} n\xE3o \xE9 uma pasta deste usu\xE1rio",
      "it is no regular file": "n\xE3o \xE9 um arquivo comum",
      "it belongs to another user ({1})": "pertence a outro usu\xE1rio ({1})",
      "it has a second name (a hard link)": "tem um segundo nome (hard link)",
      "it is a folder": "\xE9 uma pasta",
      "it has {1} bytes, more than such a file can have": "tem {1} bytes, mais do que um arquivo desses pode ter",
      "the disk is full": "o disco est\xE1 cheio",
      "writing there is not allowed": "n\xE3o h\xE1 permiss\xE3o para gravar ali",
      "its folder does not exist": "a pasta dele n\xE3o existe",
      "it is a link": "\xE9 um link",
      "it belongs to user {1}": "pertence ao usu\xE1rio {1}",
      "mode {1}": "modo {1}",
      "no complete answer within {1} s": "sem resposta completa em {1} s",
      "the answer is larger than {1} MB": "a resposta passa de {1} MB",
      "no answer within {1} s": "sem resposta em {1} s",
      "the DNS server does not answer ({1})": "o servidor DNS n\xE3o responde ({1})",
      "the name cannot be resolved ({1})": "o nome n\xE3o resolve ({1})",
      "the connection broke before the answer was whole": "a conex\xE3o caiu antes de a resposta chegar inteira",
      "the answer is packed in a way nobody asked for ({1})": "a resposta veio compactada de um jeito que ningu\xE9m pediu ({1})",
      "it shows no certificate": "ele n\xE3o mostra certificado",
      "its certificate is not the one we know: it shows SHA-256 {1}, expected {2}": "o certificado n\xE3o \xE9 o que conhecemos: mostra SHA-256 {1}, esperado {2}",
      "the connection was closed while it was being opened": "a conex\xE3o foi fechada enquanto era aberta",
      "a row cannot be read": "uma linha n\xE3o pode ser lida",
      "it has more than {1} rows": "tem mais de {1} linhas",
      "it redirects to {1}, and the key must not go there": "ele redireciona para {1}, e a chave n\xE3o pode ir para l\xE1",
      "it has no usable `total`": "n\xE3o tem um `total` que se possa usar",
      "it has no usable `registros`": "n\xE3o tem `registros` que se possam usar",
      "its JSON is damaged or cut short": "o JSON est\xE1 danificado ou veio cortado",
      "it is empty": "est\xE1 vazio",
      "its database does not answer": "o banco de dados dele n\xE3o responde",
      "it shows a web page, such as its login page": "ele mostra uma p\xE1gina web, como a tela de login",
      "it is not JSON": "n\xE3o \xE9 JSON",
      "another page": "outra p\xE1gina",
      "{1} refused the API key, and it {2}: copy it again from IXC, whole and in one line, into IXC_KEY.": "{1} recusou a chave da API, e ela {2}: copie de novo do IXC, inteira e numa linha s\xF3, para IXC_KEY.",
      "{1} refused the API key. Create a new one in IXC under Configura\xE7\xF5es > Usu\xE1rios and put it in IXC_KEY: a key stops working when its user's password changes or the server moves.": "{1} recusou a chave da API. Gere outra no IXC em Configura\xE7\xF5es > Usu\xE1rios e ponha em IXC_KEY: a chave morre quando a senha do usu\xE1rio muda ou o servidor \xE9 migrado.",
      "{1} does not let this machine's IP address use its API (\"{2}\"). Add the address to the allowed networks of the key's user group in IXC.": '{1} n\xE3o deixa o IP desta m\xE1quina usar a API ("{2}"). Inclua o endere\xE7o nas redes permitidas do grupo do usu\xE1rio da chave, no IXC.',
      "{1} answered 403. Either this machine's IP address is not among the allowed networks of the key's user group, or the key is of a server that was migrated: then make a new one and put it in IXC_KEY.": "{1} respondeu 403. Ou o IP desta m\xE1quina n\xE3o est\xE1 nas redes permitidas do grupo do usu\xE1rio da chave, ou a chave \xE9 de um servidor que foi migrado: nesse caso gere outra e ponha em IXC_KEY.",
      '{1} does not let this key read {2} ("{3}"). Give the key\'s user group in IXC the permission to list {4}.': '{1} n\xE3o deixa esta chave ler {2} ("{3}"). D\xEA ao grupo do usu\xE1rio da chave, no IXC, a permiss\xE3o de listar {4}.',
      "{1} refuses the API key for {2}, though not for {3}. Release the route {4} (listing) for the key's user in IXC, under Configura\xE7\xF5es > Usu\xE1rios.": "{1} recusa a chave da API para {2}, mas n\xE3o para {3}. Libere a rota {4} (listar) para o usu\xE1rio da chave, no IXC, em Configura\xE7\xF5es > Usu\xE1rios.",
      '{1} could not carry out the query on {2} ("{3}"). If it stays so, ask IXC\'s support whether the API of this installation works.': '{1} n\xE3o conseguiu fazer a consulta em {2} ("{3}"). Se continuar, pergunte ao suporte do IXC se a API desta instala\xE7\xE3o funciona.',
      "{1} does not answer as an IXC API: {2}. Check IXC_SERVER: it is the name of the IXC server itself.": "{1} n\xE3o responde como uma API do IXC: {2}. Confira IXC_SERVER: \xE9 o nome do pr\xF3prio servidor IXC.",
      "{1} gave no complete answer for {2} in {3} tries ({4}). Try a smaller --page-size or a larger --ixc-timeout.": "{1} n\xE3o deu resposta completa para {2} em {3} tentativas ({4}). Tente um --page-size menor ou um --ixc-timeout maior.",
      "{1} could not be read: {2} failed {3} ({4}). Check that IXC is up and reachable from here; the next run tries again.": "N\xE3o deu para ler {1}: {2} falhou {3} ({4}). Veja se o IXC est\xE1 no ar e acess\xEDvel daqui; a pr\xF3xima execu\xE7\xE3o tenta de novo.",
      once: "uma vez",
      "{1} times": "{1} vezes",
      "{1} cannot be looked up: {2}. The DNS settings of this machine are to be checked, not IXC_SERVER.": "N\xE3o d\xE1 para resolver o nome {1}: {2}. O que se deve conferir \xE9 o DNS desta m\xE1quina, n\xE3o o IXC_SERVER.",
      "{1} is not known to the DNS ({2}). Check IXC_SERVER and the DNS settings of this machine.": "O DNS n\xE3o conhece {1} ({2}). Confira IXC_SERVER e o DNS desta m\xE1quina.",
      "{1} answered for {2} with something that cannot be used: {3}. Nothing is assumed from it.": "{1} respondeu para {2} com algo que n\xE3o se pode usar: {3}. Nada \xE9 conclu\xEDdo disso.",
      "{1} could not be read whole: {2}, {3}. Nothing is written from half a list.": "N\xE3o deu para ler {1} por inteiro: {2}, {3}. Nada \xE9 gravado a partir de meia lista.",
      "never seen by the RADIUS": "nunca vistos pelo RADIUS",
      "no longer known to the RADIUS": "que o RADIUS n\xE3o conhece mais",
      "{1} logins with a fixed IP (fixar_ip = S) are {2} (online = {3}): they are not online for IXC, so their customers are neither limited nor blocked": "h\xE1 {1} logins com IP fixo (fixar_ip = S) {2} (online = {3}): para o IXC n\xE3o est\xE3o online, ent\xE3o os clientes deles n\xE3o s\xE3o limitados nem bloqueados",
      "has no colon in it, where IXC's are number:64 hexadecimal digits ({1} characters came)": "n\xE3o tem dois-pontos; as do IXC s\xE3o n\xFAmero:64 d\xEDgitos hexadecimais (chegaram {1} caracteres)",
      "does not begin with a user's number and a colon": "n\xE3o come\xE7a com o n\xFAmero de um usu\xE1rio e dois-pontos",
      "has {1} characters behind its colon, where IXC's have 64 hexadecimal digits": "tem {1} caracteres depois dos dois-pontos; as do IXC t\xEAm 64 d\xEDgitos hexadecimais",
      "{1} rows are announced but do not come": "{1} linhas s\xE3o anunciadas mas n\xE3o v\xEAm",
      "{1} rows came, {2} are announced": "vieram {1} linhas, {2} s\xE3o anunciadas",
      "rows come that were not asked for": "v\xEAm linhas que n\xE3o foram pedidas",
      "ids do not rise": "os ids n\xE3o sobem",
      "{1} rows come, {2} are announced": "v\xEAm {1} linhas, {2} s\xE3o anunciadas",
      "IXC: {1}": "IXC: {1}",
      "IXC: there is no login {1}": "IXC: n\xE3o existe o login {1}",
      "{1} rows have no column {2}, which counts as empty there (id {3})": "{1} linhas n\xE3o t\xEAm a coluna {2}, que ali conta como vazia (id {3})",
      "{1} of {2} rows after {3} attempts; a --page-size above {4} may help": "{1} de {2} linhas depois de {3} tentativas; um --page-size acima de {4} pode ajudar",
      "{1}: rows came and went while it was read, so nothing is concluded from a missing one": "{1}: linhas entraram e sa\xEDram durante a leitura, ent\xE3o nada se conclui de uma que falta",
      "{1} rows came at first, and then none": "primeiro vieram {1} linhas, e depois nenhuma",
      "no row has the column {1}": "nenhuma linha tem a coluna {1}",
      "{1}: this IXC does not page by id ({2}); reading plain pages instead": "{1}: este IXC n\xE3o pagina por id ({2}); lendo p\xE1ginas simples no lugar",
      "{1}: this IXC refuses to page by id; reading plain pages instead": "{1}: este IXC se recusa a paginar por id; lendo p\xE1ginas simples no lugar",
      "a row has no usable `id`": "uma linha n\xE3o tem um `id` que se possa usar",
      "a row has no column `{1}`": "uma linha n\xE3o tem a coluna `{1}`",
      "column `{1}` is neither text nor number": "a coluna `{1}` n\xE3o \xE9 texto nem n\xFAmero",
      "it is nested without end": "est\xE1 aninhado sem fim",
      "it ends in the middle of a row": "termina no meio de uma linha",
      "it is not a listing": "n\xE3o \xE9 uma listagem",
      "a row has no end": "uma linha n\xE3o tem fim",
      "it holds bytes that are not UTF-8": "tem bytes que n\xE3o s\xE3o UTF-8",
      "plan {1} ({2})": "plano {1} ({2})",
      "the plan has no limit to go beyond": "o plano n\xE3o tem limite que se possa ultrapassar",
      'burst "{1}", threshold "{2}", time "{3}"': 'burst "{1}", limiar "{2}", tempo "{3}"',
      "{1}: write a number and k, M or G in IXC": "{1}: escreva no IXC um n\xFAmero e k, M ou G",
      "{1}: the time is no whole number of seconds": "{1}: o tempo n\xE3o \xE9 um n\xFAmero inteiro de segundos",
      "{1}: below the plan's own speed": "{1}: abaixo da velocidade do pr\xF3prio plano",
      "login without an IP": "login sem IP",
      "login with an unusable IP": "login com IP que n\xE3o se pode usar",
      "login without a usable name": "login sem um nome que se possa usar",
      "fixed IP that another login has": "IP fixo que \xE9 de outro login",
      "login with a fixed IP, blocked only once it is online": "login com IP fixo, bloqueado s\xF3 quando estiver online",
      "IP on several logins with different policies": "IP em v\xE1rios logins com pol\xEDticas diferentes",
      "IP on several logins with the same policy": "IP em v\xE1rios logins com a mesma pol\xEDtica",
      "login without a plan": "login sem plano",
      "login with an unknown plan": "login com plano desconhecido",
      "login with an unknown contract": "login com contrato desconhecido",
      "contract without a status": "contrato sem status",
      "login without a reduced plan": "login sem plano reduzido",
      "contract with an unknown speed status": "contrato com status de velocidade desconhecido",
      "override with an unknown plan": "exce\xE7\xE3o com plano desconhecido",
      "plan with an unreadable speed": "plano com velocidade ileg\xEDvel",
      "plan with a burst that cannot be had": "plano com um burst que n\xE3o d\xE1 para usar",
      "plan without a usable name": "plano sem um nome que se possa usar",
      "unusable IPv6 prefix": "prefixo IPv6 que n\xE3o se pode usar",
      "IPv6 prefix that holds another login": "prefixo IPv6 que cont\xE9m outro login",
      "group name on several logins": "nome de grupo em v\xE1rios logins",
      "override {1} until {2} by {3}: {4}": "exce\xE7\xE3o {1} at\xE9 {2} por {3}: {4}",
      "rate {1}/{2} Kbps": "rate {1}/{2} Kbps",
      "{1}: it keeps its plan": "{1}: fica com o plano dele",
      "its subscribers get no policy": "os assinantes dele ficam sem pol\xEDtica",
      'download "{1}", upload "{2}": write a number and k, M or G in IXC': 'download "{1}", upload "{2}": escreva no IXC um n\xFAmero e k, M ou G',
      "plan {1} names no reduced plan": "o plano {1} n\xE3o indica plano reduzido",
      "plan {1} is not there": "o plano {1} n\xE3o existe",
      "contract {1}: status_velocidade {2} is not obeyed": "contrato {1}: status_velocidade {2} n\xE3o \xE9 obedecido",
      "{1}: it keeps its speed": "{1}: fica com a velocidade dele",
      "contract {1}": "contrato {1}",
      "{1}, left as it is on the BQN": "{1}, fica como est\xE1 no BQN",
      "{1}, taken by {2}": "{1}, \xE9 de {2}",
      "no policy": "sem pol\xEDtica",
      "plan {1}: no policy": "plano {1}: sem pol\xEDtica",
      "{1}: not blocked for it": "{1}: n\xE3o \xE9 bloqueado por isso",
      "{1}: left as it is": "{1}: fica como est\xE1",
      "the check passed": "a confer\xEAncia passou",
      POLICIES: "POL\xCDTICAS",
      policy: "pol\xEDtica",
      "downlink Kbps": "download Kbps",
      "uplink Kbps": "upload Kbps",
      SUBSCRIBERS: "ASSINANTES",
      address: "endere\xE7o",
      subscriber: "assinante",
      contract: "contrato",
      GROUPS: "GRUPOS",
      group: "grupo",
      member: "membro",
      ranges: "faixas",
      SKIPPED: "DE FORA",
      what: "o qu\xEA",
      reason: "motivo",
      detail: "detalhe",
      "... and {1} more; --dry-run -v shows all": "... e mais {1}; --dry-run -v mostra tudo",
      "(as they are)": "(como est\xE3o)",
      "{1} (if the BQN has it)": "{1} (se o BQN a tiver)",
      "(as it is)": "(como est\xE1)",
      blocks: "bloqueios",
      opens: "libera\xE7\xF5es",
      slows: "mais lentos",
      lifts: "sem limite",
      "loses plan": "sem plano",
      changes: "mudan\xE7as",
      comes: "chegadas",
      leaves: "sa\xEDdas",
      none: "nada",
      blocked: "bloqueado",
      "nothing said": "nada definido",
      "{1}, unlimited": "{1}, sem limite",
      unlimited: "sem limite",
      ", before at {1}": ", antes em {1}",
      "BQN {1}: {2}": "BQN {1}: {2}",
      "BQN {1}: and {2} more": "BQN {1}: e mais {2}",
      "would block {1} of {2}{3}": "bloquearia {1} de {2}{3}",
      "--approve {1}": "--approve {1}",
      "settings changed": "configura\xE7\xE3o mudada",
      refused: "recusado",
      approved: "aprovado",
      forced: "for\xE7ado",
      "nothing in the journal of {1}": "nada no hist\xF3rico de {1}",
      "HISTORY of {1} ({2}, times in UTC)": "HIST\xD3RICO de {1} ({2}, hor\xE1rios em UTC)",
      time: "hor\xE1rio",
      fate: "situa\xE7\xE3o",
      why: "por qu\xEA",
      "sync-ixc-bqn: --log-file {1} cannot be written ({2})\n": "sync-ixc-bqn: n\xE3o d\xE1 para gravar --log-file {1} ({2})\n",
      "to create": "a criar",
      "to change": "a mudar",
      "to delete": "a apagar",
      "held back by {1}: {2}": "retido por {1}: {2}",
      "BQN {1}:": "BQN {1}:",
      "nothing to write, it agrees with IXC": "nada a gravar, est\xE1 de acordo com o IXC",
      "nothing to write; {1} left as they are, see below": "nada a gravar; {1} ficam como est\xE3o, veja abaixo",
      "    ... and {1} more; --dry-run -v shows all": "    ... e mais {1}; --dry-run -v mostra tudo",
      "reading {1}": "lendo {1}",
      ", {1}/s, {2} s left": ", {1}/s, faltam {2} s",
      "writing {1}/{2}{3}": "gravando {1}/{2}{3}",
      "{1}: {2} cannot be written ({3})": "{1}: n\xE3o d\xE1 para gravar {2} ({3})",
      done: "feito",
      "a defect of this program": "um defeito deste programa",
      "settings refused": "configura\xE7\xE3o recusada",
      "IXC could not be read whole, nothing written": "n\xE3o deu para ler o IXC por inteiro, nada foi gravado",
      "a BQN could not be read or stopped answering": "n\xE3o deu para ler um BQN, ou ele parou de responder",
      "done, but some entries were refused": "feito, mas alguns itens foram recusados",
      "part held back by the gate": "uma parte foi retida pela trava",
      "another run is under way": "h\xE1 outra execu\xE7\xE3o em andamento",
      "the check failed": "a confer\xEAncia falhou",
      interrupted: "interrompido",
      terminated: "encerrado",
      "read: {1}": "lido: {1}",
      "1 page": "1 p\xE1gina",
      "{1} pages": "{1} p\xE1ginas",
      ", {1} asked again": ", {1} pedidas de novo",
      "{1} {2} rows ({3}{4}{5}{6})": "{1} {2} linhas ({3}{4}{5}{6})",
      "look: {1}": "aten\xE7\xE3o: {1}",
      "look: {1} logins with a fixed IP are not online, and neither limited nor blocked: --fixed-ip gives them their plan": "aten\xE7\xE3o: {1} logins com IP fixo n\xE3o est\xE3o online, nem s\xE3o limitados ou bloqueados: --fixed-ip d\xE1 a eles o plano",
      "skipped: {1}": "de fora: {1}",
      "{1} {2} created, {3} changed, {4} deleted, {5} unchanged": "{1}: {2} criados, {3} mudados, {4} apagados, {5} iguais",
      " (dry run, nothing written)": " (simula\xE7\xE3o, nada gravado)",
      "{1}: customers: {2}": "{1}: clientes: {2}",
      "{1}: tug of war: {2}": "{1}: cabo de guerra: {2}",
      "{1}: refused": "{1}: recusado",
      "{1}: {2} changes left for the next run": "{1}: {2} mudan\xE7as ficam para a pr\xF3xima execu\xE7\xE3o",
      "if this is meant, run once with --approve {1}={2} (or --force for everything)": "se for isso mesmo, rode uma vez com --approve {1}={2} (ou --force para tudo)",
      "held back: {1} of {2} {3} (limit {4} %, {5}){6}; {7}": "retido: {1} de {2} {3} (limite {4} %, {5}){6}; {7}",
      ", used by {1} entries": ", usado por {1} itens",
      "takes over {1} {2}, which stood there before: was {3}; becomes {4}{5}; it will never be deleted": "assume {1} {2}, que j\xE1 estava l\xE1: era {3}; passa a {4}{5}; nunca ser\xE1 apagado",
      "{1}: {2} further reasons": "{1}: mais {2} motivos",
      "durations: {1}": "tempos: {1}",
      read: "leitura",
      map: "mapeamento",
      write: "grava\xE7\xE3o",
      "the API key of IXC {1}: copy it again from IXC, whole and in one line, into IXC_KEY": "a chave da API do IXC {1}: copie de novo do IXC, inteira e numa linha s\xF3, para IXC_KEY",
      "no BQN is given, so nothing would be written: set BQN_OAM_IP": "nenhum BQN foi informado, ent\xE3o nada seria gravado: defina BQN_OAM_IP",
      "Node {1}": "Node {1}",
      "Node {1} is too old: put a Node {2} or later beside the program": "o Node {1} \xE9 velho demais: ponha um Node {2} ou mais novo ao lado do programa",
      "{1} {2} can be written": "{1} {2} pode ser gravado",
      "{1} {2}: others may write into its folder ({3}), and could remove or replace it": "{1} {2}: outros podem gravar na pasta dele ({3}), e poderiam apag\xE1-lo ou troc\xE1-lo",
      "{1} {2} cannot be written ({3}): choose another place": "n\xE3o d\xE1 para gravar {1} {2} ({3}): escolha outro lugar",
      "the name cannot be resolved, since the DNS server does not answer ({1}); check the DNS settings of this machine": "o nome n\xE3o resolve, porque o servidor DNS n\xE3o responde ({1}); confira o DNS desta m\xE1quina",
      "the name cannot be resolved ({1}); check its spelling and the DNS settings of this machine": "o nome n\xE3o resolve ({1}); confira como est\xE1 escrito e o DNS desta m\xE1quina",
      "{1}: the name is {2}": "{1}: o nome \xE9 {2}",
      "port {1} cannot be reached ({2}); check address, port, routes and firewalls": "n\xE3o d\xE1 para chegar \xE0 porta {1} ({2}); confira endere\xE7o, porta, rotas e firewalls",
      "{1}: port {2} answers in {3} ms": "{1}: a porta {2} responde em {3} ms",
      "no TLS ({1}); check that this is the HTTPS port": "sem TLS ({1}); confira se esta \xE9 a porta HTTPS",
      expired: "vencido",
      "valid until": "v\xE1lido at\xE9",
      "{1}: {2}, certificate SHA-256 {3}, {4}": "{1}: {2}, certificado SHA-256 {3}, {4}",
      "the certificate is not trusted ({1}); {2} says which one to trust": "o certificado n\xE3o \xE9 confi\xE1vel ({1}); {2} diz em qual confiar",
      "IXC table {1}": "tabela {1} do IXC",
      "{1}: {2} rows in {3} s, {4} pages, read {5}": "{1}: {2} linhas em {3} s, {4} p\xE1ginas, lida {5}",
      "BQN {1}: login accepted; {2} policies, {3} subscribers and {4} groups read in {5} s": "BQN {1}: login aceito; {2} pol\xEDticas, {3} assinantes e {4} grupos lidos em {5} s",
      "BQN {1} and BQN {2} show the same certificate: if they are one box, name it once": "o BQN {1} e o BQN {2} mostram o mesmo certificado: se s\xE3o a mesma caixa, informe uma vez s\xF3",
      "clock of {1}: within {2} s of ours": "rel\xF3gio de {1}: a {2} s do nosso",
      "clock of {1}: {2} s from ours; set the clocks by NTP, or logs will mislead": "rel\xF3gio de {1}: a {2} s do nosso; acerte os rel\xF3gios por NTP, ou os logs v\xE3o enganar",
      "the IPv6 of {1} customers is neither limited nor blocked: --dual-stack joins it to their IPv4": "o IPv6 de {1} clientes n\xE3o \xE9 limitado nem bloqueado: --dual-stack junta com o IPv4 deles",
      "transmitters: id_transmissor is filled for {1} of {2} online logins": "transmissores: id_transmissor est\xE1 preenchido em {1} de {2} logins online",
      "{1}: --site-groups pop puts nobody into a group": "{1}: o --site-groups pop n\xE3o coloca ningu\xE9m em grupo nenhum",
      "sites: {1} is filled for {2} of {3} online logins: {4}{5}": "sites: {1} est\xE1 preenchido em {2} de {3} logins online: {4}{5}",
      "sites: {1} online logins have none: --only-site leaves them alone": "sites: {1} logins online n\xE3o t\xEAm nenhum: o --only-site n\xE3o mexe neles",
      "{1} (login {2})": "{1} (login {2})",
      "{1}: no login of that name is online": "{1}: nenhum login com esse nome est\xE1 online",
      "scope{1} ({2}): {3} subscribers, {4} online logins left alone": "filtros{1} ({2}): {3} assinantes, nada muda para {4} logins online",
      " of BQN {1}": " do BQN {1}",
      "{1}: a run would stop here": "{1}: uma execu\xE7\xE3o pararia aqui",
      "no login is online: a run would stop if the BQN holds subscribers of ours": "nenhum login est\xE1 online: uma execu\xE7\xE3o pararia se o BQN tiver assinantes nossos",
      "{1}; a run would stop here": "{1}; uma execu\xE7\xE3o pararia aqui",
      "a run would want {1} policies, {2} subscribers ({3} blocked) and {4} groups": "uma execu\xE7\xE3o pediria {1} pol\xEDticas, {2} assinantes ({3} bloqueados) e {4} grupos",
      "{1} x {2}; -n -v lists them": "{1} x {2}; -n -v mostra quais",
      "first sight of BQN {1}, SHA-256 {2}": "primeiro contato com o BQN {1}, SHA-256 {2}",
      '{1} has no line for bqncron, so nothing starts what lies in {2}: copy {3} to /bqn/root/etc/crontab, add "*/5 * * * * root run-parts /etc/cron.5" to the copy, then: ln -sf /bqn/root/etc/crontab {4}; ln -sfn {5} /etc/cron.5; systemctl restart cron': '{1} n\xE3o tem a linha do bqncron, ent\xE3o nada inicia o que est\xE1 em {2}: copie {3} para /bqn/root/etc/crontab, inclua "*/5 * * * * root run-parts /etc/cron.5" na c\xF3pia e depois: ln -sf /bqn/root/etc/crontab {4}; ln -sfn {5} /etc/cron.5; systemctl restart cron',
      "{1}: no login that is online is {2}": "{1}: nenhum login online \xE9 {2}",
      '{1}, tipo {2}, down "{3}", up "{4}"': '{1}, tipo {2}, download "{3}", upload "{4}"',
      '{1}: {2}: online, ip "{3}", since {4}, pd_ipv6 "{5}", framed_pd_ipv6 "{6}" ({7}, read {8})': '{1}: {2}: online, ip "{3}", desde {4}, pd_ipv6 "{5}", framed_pd_ipv6 "{6}" ({7}, lida {8})',
      "{1}: plan {2}: {3} ({4}, read {5})": "{1}: plano {2}: {3} ({4}, lida {5})",
      "not among the rows read": "n\xE3o est\xE1 entre as linhas lidas",
      "{1}: contract {2}: {3} ({4}, read {5})": "{1}: contrato {2}: {3} ({4}, lida {5})",
      "status_internet {1}": "status_internet {1}",
      "rule: {1}: {2}": "regra: {1}: {2}",
      "rule: without a usable IP there is no subscriber": "regra: sem um IP que se possa usar n\xE3o h\xE1 assinante",
      "rivals at {1}: {2}": "rivais em {1}: {2}",
      "rule: out of scope (--only-..., --skip-...): left alone": "regra: fora dos filtros (--only-..., --skip-...): nada muda para ele",
      "rule: {1} is on several logins with different policies: left as it is": "regra: {1} est\xE1 em v\xE1rios logins com pol\xEDticas diferentes: fica como est\xE1",
      "rule: contract {1} is {2}: has service": "regra: o contrato {1} est\xE1 {2}: tem servi\xE7o",
      "rule: contract {1} is {2}, which is not among the allowed states: blocked": "regra: o contrato {1} est\xE1 {2}, que n\xE3o \xE9 um dos status liberados: bloqueado",
      "rule: no contract stands behind it: not blocked for it": "regra: n\xE3o h\xE1 contrato por tr\xE1s: n\xE3o \xE9 bloqueado por isso",
      "rule: the contract says no status: the customer's fate stays as it is": "regra: o contrato n\xE3o diz o status: a situa\xE7\xE3o do cliente fica como est\xE1",
      "rule: the contract was not read: the customer's fate stays as it is": "regra: o contrato n\xE3o foi lido: a situa\xE7\xE3o do cliente fica como est\xE1",
      "policy {1}{2}": "pol\xEDtica {1}{2}",
      "no policy ({1})": "sem pol\xEDtica ({1})",
      "the ranges it has": "as faixas que tem",
      "rule: {1}": "regra: {1}",
      "rule: plan {1} gives {2}": "regra: o plano {1} d\xE1 {2}",
      "wanted: subscriber {1} as {2}{3}": "pedido: assinante {1} como {2}{3}",
      ", group {1} with {2}": ", grupo {1} com {2}",
      "{1}: entry {2}: id {3}, policy {4}, policyAssignedBy {5}": "{1}: item {2}: id {3}, pol\xEDtica {4}, policyAssignedBy {5}",
      "not said": "n\xE3o diz",
      "{1}: no entry": "{1}: nenhum item",
      "{1}: group {2}: policy {3}, members {4}, ranges {5}": "{1}: grupo {2}: pol\xEDtica {3}, membros {4}, faixas {5}",
      "{1}: the next run would write: {2}": "{1}: a pr\xF3xima execu\xE7\xE3o gravaria: {2}",
      "{1}: held back by the gate: {2}; --approve {3}=N lets it pass": "{1}: retido pela trava: {2}; --approve {3}=N deixa passar",
      "{1}: left as it is: {2} {3}: {4}": "{1}: fica como est\xE1: {2} {3}: {4}",
      "{1}: the next run would write nothing for them": "{1}: a pr\xF3xima execu\xE7\xE3o n\xE3o gravaria nada para ele",
      "--max-time: {1} s are over": "--max-time: passaram os {1} s",
      "{1} received": "{1} recebido",
      "The run took longer than --max-time ({1} s) and was ended; the next run goes on from there.": "A execu\xE7\xE3o passou do --max-time ({1} s) e foi encerrada; a pr\xF3xima continua dali.",
      "The run was interrupted; the next run goes on from there.": "A execu\xE7\xE3o foi interrompida; a pr\xF3xima continua dali.",
      "{1}: stopping": "{1}: parando",
      "BQN {1} and BQN {2} are one box: it is written once": "o BQN {1} e o BQN {2} s\xE3o a mesma caixa: \xE9 gravada uma vez s\xF3",
      "BQN {1} was known as {2} until now: what was made there stays known": "o BQN {1} era conhecido como {2} at\xE9 agora: o que foi criado l\xE1 continua conhecido",
      "{1} shows no login online at all, while the BQN holds subscribers of this program": "o {1} n\xE3o mostra nenhum login online, enquanto o BQN tem assinantes deste programa",
      "no speed of {1}'s {2} Internet plans can be read ({3}): {4}": "nenhuma velocidade dos {2} planos de Internet do {1} pode ser lida ({3}): {4}",
      "the speed of {1} plans cannot be read ({2}), and their {3} online logins get no new speed: {4}": "a velocidade de {1} planos n\xE3o pode ser lida ({2}), e os {3} logins online deles n\xE3o recebem velocidade nova: {4}",
      "they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M": "s\xE3o n\xFAmeros sem unidade: diga em que unidade com --bare-unit k ou --bare-unit M",
      "type them in like 100M": "digite como 100M",
      "the filters": "os filtros",
      "the filters of BQN {1}": "os filtros do BQN {1}",
      "{1} (--only-..., --skip-...) leave nobody of {2} online logins, so nothing is written: compare them with what --check lists": "{1} (--only-..., --skip-...) n\xE3o deixam ningu\xE9m dos {2} logins online, ent\xE3o nada \xE9 gravado: compare com o que o --check lista",
      "--{1}: a value is missing.": "--{1}: falta um valor.",
      "{1} arguments are too many: only IXC-HOST and API-KEY stand alone.": "{1} argumentos \xE9 demais: s\xF3 IXC-HOST e API-KEY ficam sozinhos.",
      "--env-file: others may read or write {1}. Close it first: chmod 600 {2}": "--env-file: outros podem ler ou gravar {1}. Feche antes: chmod 600 {2}",
      "--env-file: {1} belongs to another user. Make it yours first: chown {2} {3}": "--env-file: {1} pertence a outro usu\xE1rio. Torne-o seu antes: chown {2} {3}",
      "--env-file: {1} cannot be read ({2}).": "--env-file: n\xE3o d\xE1 para ler {1} ({2}).",
      "--env-file: put the value of {1} in quotes.": "--env-file: ponha o valor de {1} entre aspas.",
      "a whole number": "um n\xFAmero inteiro",
      "a number": "um n\xFAmero",
      "one of {1}": "um destes: {1}",
      "yes or no": "yes ou no (sim ou n\xE3o)",
      "{1} from {2} to {3}": "{1} de {2} a {3}",
      "{1}: {2} is not {3}.": "{1}: {2} n\xE3o \xE9 {3}.",
      "a flag": "uma op\xE7\xE3o",
      "what it holds ({1} characters)": "o que est\xE1 l\xE1 ({1} caracteres)",
      "{1}: --{2} is for one start only: give it on the command line, and take this out.": "{1}: --{2} vale para uma execu\xE7\xE3o s\xF3: use na linha de comando, e tire isto da\xED.",
      "{1}: there is no such setting. --help lists them all.": "{1}: n\xE3o existe essa configura\xE7\xE3o. --help mostra todas.",
      "--reduced-rate belongs to --reduced.": "--reduced-rate vai junto com --reduced.",
      "a speed such as 2M/1M (down/up), or one for both": "uma velocidade como 2M/1M (download/upload), ou uma para as duas",
      "a factor from 0.1 to 3 such as 1.1, or two such as 1.1/1.2 (down/up)": "um fator de 0.1 a 3 como 1.1, ou dois como 1.1/1.2 (download/upload)",
      "An override is slow: --slow-rate says how slow.": "Uma exce\xE7\xE3o \xE9 slow: --slow-rate diz qu\xE3o lento.",
      "--slow-rate belongs to --status with a state that is slow.": "--slow-rate vai junto com um --status em que algum status \xE9 slow.",
      "--status and --allowed-status exclude each other.": "--status e --allowed-status n\xE3o podem ser usados juntos.",
      "--slow-rate and a state that is slow (--status FA=slow) belong together.": "--slow-rate e um status que seja slow (--status FA=slow) v\xE3o juntos.",
      "a list such as A=open,FA=slow,*=block, of {1}": "uma lista como A=open,FA=slow,*=block, com {1}",
      "a speed such as 256k, or 256k/128k (down/up)": "uma velocidade como 256k, ou 256k/128k (download/upload)",
      "a list of contract states such as A,FA": "uma lista de status de contrato como A,FA",
      "--bqn: give it three values after a blank: IP USER PASSWORD.": "--bqn: informe tr\xEAs valores depois de um espa\xE7o: IP USU\xC1RIO SENHA.",
      "Unknown argument: {1}. --help shows all that can be given.": "Argumento desconhecido: {1}. --help mostra tudo o que se pode usar.",
      "-b, --bqn: three values belong to it: IP USER PASSWORD.": "-b, --bqn: pede tr\xEAs valores: IP USU\xC1RIO SENHA.",
      "open, slow, rate 300M/150M, plan NAME, or skip": "open, slow, rate 300M/150M, plan NOME ou skip",
      "a day such as 2026-12-31 (or 31/12/2026)": "um dia como 31/12/2026 (ou 2026-12-31)",
      "{1}: {2}, line {3}: {4}.": "{1}: {2}, linha {3}: {4}.",
      "until {1} is more than {2} days away: what lasts longer belongs into IXC": "at\xE9 {1} s\xE3o mais de {2} dias: o que dura mais deve ser feito no IXC",
      "login {1} has a line already": "o login {1} j\xE1 tem uma linha",
      "{1}: {2} cannot be read ({3}).": "{1}: n\xE3o d\xE1 para ler {2} ({3}).",
      "it needs login, what, until, by whom and why, five fields by commas": "precisa de login, o qu\xEA, at\xE9 quando, por quem e por qu\xEA: cinco campos separados por v\xEDrgula",
      '"{1}" is not {2}': '"{1}" n\xE3o \xE9 {2}',
      "a list, or a list for each BQN that is given: '192.0.2.7=3,4 192.0.2.8=9'": "uma lista, ou uma lista para cada BQN informado: '192.0.2.7=3,4 192.0.2.8=9'",
      "a list by commas, without an empty place": "uma lista separada por v\xEDrgulas, sem lugar vazio",
      "--{1} says nothing of BQN {2}: name it as well, as {3}={4} if it serves everybody.": "--{1} n\xE3o diz nada do BQN {2}: informe-o tamb\xE9m, como {3}={4} se ele atende todo mundo.",
      "IPv4 networks such as 100.64.0.0/16, several by commas": "redes IPv4 como 100.64.0.0/16, v\xE1rias separadas por v\xEDrgula",
      "--remove-all: no BQN is given, so there is nothing to remove from: set BQN_OAM_IP.": "--remove-all: nenhum BQN foi informado, ent\xE3o n\xE3o h\xE1 de onde remover: defina BQN_OAM_IP.",
      "no BQN is given: IXC is read and shown, nothing is written": "nenhum BQN foi informado: o IXC \xE9 lido e mostrado, nada \xE9 gravado",
      "--{1} and --{2} exclude each other.": "--{1} e --{2} n\xE3o podem ser usados juntos.",
      "--since belongs to --history.": "--since vai junto com --history.",
      "a time such as 7d, 12h or 30m": "um tempo como 7d, 12h ou 30m",
      "others may write to {1}, and so give anybody service: close it (chmod go-w)": "outros podem gravar em {1}, e assim liberar qualquer um: feche (chmod go-w)",
      "of {1} it is over: {2}; take the line out of {3}": "de {1} acabou: {2}; tire a linha de {3}",
      "a list such as blocks=64, of {1}": "uma lista como blocks=64, com {1}",
      "The IXC server is missing: give IXC-HOST, or set IXC_SERVER.": "Falta o servidor IXC: informe IXC-HOST, ou defina IXC_SERVER.",
      "The API key of IXC is missing: give API-KEY, or set IXC_KEY.": "Falta a chave da API do IXC: informe API-KEY, ou defina IXC_KEY.",
      "IXC-HOST and API-KEY seem to be swapped: the host comes first, then the key.": "IXC-HOST e API-KEY parecem trocados: primeiro o servidor, depois a chave.",
      "IXC-HOST (IXC_SERVER) is no host name: write it like ixc.example or ixc.example:8443.": "IXC-HOST (IXC_SERVER) n\xE3o \xE9 um nome de servidor: escreva como ixc.example ou ixc.example:8443.",
      "API-KEY (IXC_KEY) holds blanks or characters that no key has: paste it again from IXC.": "API-KEY (IXC_KEY) tem espa\xE7os ou caracteres que nenhuma chave tem: cole de novo do IXC.",
      "the API key is visible to other users of this machine in `ps`: set IXC_KEY instead": "a chave da API fica vis\xEDvel no `ps` para outros usu\xE1rios desta m\xE1quina: use IXC_KEY",
      "the BQN password is visible to other users of this machine in `ps`: set BQN_REST_PW instead": "a senha do BQN fica vis\xEDvel no `ps` para outros usu\xE1rios desta m\xE1quina: use BQN_REST_PW",
      "BQN_OAM_IP is set, so BQN_REST_USER and BQN_REST_PW must be set as well.": "BQN_OAM_IP est\xE1 definido, ent\xE3o BQN_REST_USER e BQN_REST_PW tamb\xE9m precisam estar.",
      "{1}: this is no address of a BQN: write it like 192.0.2.7 or 192.0.2.7:3443.": "{1}: isto n\xE3o \xE9 o endere\xE7o de um BQN: escreva como 192.0.2.7 ou 192.0.2.7:3443.",
      "{1}: the REST password is an address: it seems to be swapped with another setting.": "{1}: a senha REST \xE9 um endere\xE7o: parece trocada com outra configura\xE7\xE3o.",
      "{1}: the REST user is empty or holds a colon.": "{1}: o usu\xE1rio REST est\xE1 vazio ou tem dois-pontos.",
      "{1}: the REST password is empty.": "{1}: a senha REST est\xE1 vazia.",
      "--bqn-ca, --bqn-fingerprint and --bqn-insecure exclude each other.": "--bqn-ca, --bqn-fingerprint e --bqn-insecure n\xE3o podem ser usados juntos.",
      "--bqn-insecure: anyone between here and the BQN can read its password; --bqn-fingerprint would prevent it": "--bqn-insecure: quem estiver entre aqui e o BQN pode ler a senha; --bqn-fingerprint evitaria isso",
      "a SHA-256 of 64 hexadecimal digits": "um SHA-256 de 64 d\xEDgitos hexadecimais",
      "{1}: {2} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).": "{1}: {2} n\xE3o tem um certificado no formato PEM (-----BEGIN CERTIFICATE-----).",
      "Read IXC (key in IXC_KEY) and show what would be made of it": "L\xEA o IXC (chave em IXC_KEY) e mostra o que seria feito disso",
      "Everything from the environment, as the wrapper sets it: preview a run": "Tudo do ambiente, como o wrapper define: pr\xE9via de uma execu\xE7\xE3o",
      "Find out what is missing before the first run": "Descobre o que falta antes da primeira execu\xE7\xE3o",
      "After a mass change in IXC that is really meant": "Depois de uma mudan\xE7a em massa no IXC que \xE9 isso mesmo",
      "{1}. --help all shows all that can be given.": "{1}. --help all mostra tudo o que se pode usar.",
      "-b, --bqn: write it by itself, with three words behind it: -b IP USER PASSWORD.": "-b, --bqn: escreva sozinho, com tr\xEAs palavras depois: -b IP USU\xC1RIO SENHA.",
      "There is an argument that is no flag of this program": "H\xE1 um argumento que n\xE3o \xE9 uma op\xE7\xE3o deste programa",
      "$0 [options] [IXC-HOST] [API-KEY]\n\nReads plans, logins and contracts from an IXC and brings the rate policies, subscribers and dual-stack groups of a Bequant BQN into agreement, with the fewest writes.": "$0 [op\xE7\xF5es] [IXC-HOST] [API-KEY]\n\nL\xEA planos, logins e contratos de um IXC e deixa as pol\xEDticas de velocidade, os assinantes e os grupos de pilha dupla de um BQN da Bequant de acordo, com o m\xEDnimo de grava\xE7\xF5es.",
      "Where from, where to:": "De onde, para onde:",
      "IP USER PASSWORD of the BQN, three words; repeat it for several BQNs": "IP USU\xC1RIO SENHA do BQN, tr\xEAs palavras; repita para v\xE1rios BQNs",
      "About:": "Sobre:",
      " [default: {1}]": " [padr\xE3o: {1}]",
      " (also -{1})": " (tamb\xE9m -{1})",
      "This is the first run here. Write this to the BQN? (yes or no)": "Esta \xE9 a primeira execu\xE7\xE3o aqui. Gravar isto no BQN? (sim ou n\xE3o)",
      "Nothing was written. Start it again when it is meant; --dry-run -v shows every change.": "Nada foi gravado. Rode de novo quando for isso mesmo; --dry-run -v mostra cada mudan\xE7a.",
      "IXC server (name or address)": "Servidor IXC (nome ou endere\xE7o)",
      "IXC API key (user id:hash)": "Chave da API do IXC (id do usu\xE1rio:hash)",
      "BQN management address (several with blanks between)": "Endere\xE7o de ger\xEAncia do BQN (v\xE1rios separados por espa\xE7o)",
      "BQN REST user": "Usu\xE1rio REST do BQN",
      "BQN REST password": "Senha REST do BQN",
      "Join IPv4 and IPv6 of each customer (yes or no)": "Juntar o IPv4 e o IPv6 de cada cliente (sim ou n\xE3o)",
      "--init: {1} is not the wrapper of this version: copy it again.": "--init: {1} n\xE3o \xE9 o wrapper desta vers\xE3o: copie de novo.",
      "The check failed. Save these settings all the same? (yes or no)": "A confer\xEAncia falhou. Salvar estas configura\xE7\xF5es mesmo assim? (sim ou n\xE3o)",
      "Nothing was saved. Mend what is marked failed and start --init again.": "Nada foi salvo. Conserte o que est\xE1 marcado com falhou e rode o --init de novo.",
      "That is what the first run would do. Save these settings? (yes or no)": "\xC9 isso que a primeira execu\xE7\xE3o faria. Salvar estas configura\xE7\xF5es? (sim ou n\xE3o)",
      "Nothing was saved.": "Nada foi salvo.",
      "--init: {1} holds a line break: type it in one line.": "--init: {1} tem uma quebra de linha: digite numa linha s\xF3.",
      "--init: {1} cannot be read ({2}). Copy the wrapper beside the program.": "--init: n\xE3o d\xE1 para ler {1} ({2}). Copie o wrapper para o lado do programa.",
      "--init: the wrapper knows one REST user and password for all BQNs.": "--init: o wrapper conhece um s\xF3 usu\xE1rio e uma s\xF3 senha REST para todos os BQNs.",
      "--init: nobody is there to ask, and these are not set: {1}.": "--init: n\xE3o h\xE1 ningu\xE9m para responder, e isto n\xE3o est\xE1 definido: {1}.",
      "--init: {1} cannot be written ({2}).": "--init: n\xE3o d\xE1 para gravar {1} ({2}).",
      "somebody else": "outra pessoa ou programa",
      "somebody else (policyAssignedBy: {1})": "outra pessoa ou programa (policyAssignedBy: {1})",
      "{1} had to be set to {2} in {3} runs in a row: {4} writes it, too": "{1} precisou voltar a {2} em {3} execu\xE7\xF5es seguidas: {4} tamb\xE9m grava ali",
      "--journal: {1} cannot be written ({2})": "--journal: n\xE3o d\xE1 para gravar {1} ({2})",
      "what was made on the BQNs is not known any more, and their certificates are taken anew at first sight": "n\xE3o se sabe mais o que foi criado nos BQNs, e os certificados deles s\xE3o aceitos de novo no primeiro contato",
      "the state file {1} cannot be written ({2}): entries made now may stay on the BQN when their customers leave, and its certificate is not remembered": "n\xE3o d\xE1 para gravar o arquivo de estado {1} ({2}): itens criados agora podem ficar no BQN quando os clientes sa\xEDrem, e o certificado dele n\xE3o \xE9 lembrado",
      "the state file {1} is full of zeros (a power cut?); {2}": "o arquivo de estado {1} est\xE1 cheio de zeros (queda de energia?); {2}",
      "--state-file {1} belongs to another program or version; it is not touched, and nothing is remembered": "--state-file {1} \xE9 de outro programa ou vers\xE3o; n\xE3o \xE9 tocado, e nada \xE9 lembrado",
      "--state-file: {1}: {2}; name a file of this program.": "--state-file: {1}: {2}; informe um arquivo deste programa.",
      "the state file {1} cannot be read ({2}); nothing is remembered": "n\xE3o d\xE1 para ler o arquivo de estado {1} ({2}); nada \xE9 lembrado",
      "the state file {1} is damaged; the next run begins a new one": "o arquivo de estado {1} est\xE1 danificado; a pr\xF3xima execu\xE7\xE3o come\xE7a um novo",
      "the state file was damaged; it is kept as {1}, and a new one is begun: {2}": "o arquivo de estado estava danificado; fica guardado como {1}, e um novo \xE9 come\xE7ado: {2}",
      "the state file {1} is damaged and cannot be replaced ({2})": "o arquivo de estado {1} est\xE1 danificado e n\xE3o pode ser trocado ({2})",
      "text that is not shown, as it may hold secrets": "texto que n\xE3o \xE9 mostrado, pois pode conter segredos",
      "Also groups that join the IPv4 and IPv6 of each subscriber": "Tamb\xE9m grupos que juntam o IPv4 e o IPv6 de cada assinante",
      "Contract states that have service; all others are blocked": "Status de contrato que t\xEAm servi\xE7o; os outros s\xE3o bloqueados",
      "What becomes of each contract state: A=open,FA=slow,*=block; of open, slow, block, keep": "O que vira cada status de contrato: A=open,FA=slow,*=block; com open, slow, block, keep",
      "The speed of the slow lane, such as 256k or 256k/128k; policy Billing-Slow": "A velocidade da faixa lenta, como 256k ou 256k/128k; pol\xEDtica Billing-Slow",
      "Never block anybody, whatever the contract": "Nunca bloqueia ningu\xE9m, seja qual for o contrato",
      "What k, M and G count in": "Em que k, M e G contam",
      "What a speed without a unit counts in [default: it is unreadable]": "Em que conta uma velocidade sem unidade [padr\xE3o: \xE9 ileg\xEDvel]",
      "Obey reduced speed: the plan that a plan names for arrears (R) or for customers past their data cap": "Obedece \xE0 velocidade reduzida: o plano que um plano indica para atraso (R) ou para quem passou da franquia",
      "With --reduced: the speed where a plan names no reduced one, such as 2M/1M; policy <plan>_RED": "Com --reduced: a velocidade onde o plano n\xE3o indica um reduzido, como 2M/1M; pol\xEDtica <plano>_RED",
      "Multiply the speeds of all plans, such as 1.1 or 1.1/1.2 (0.1 to 3)": "Multiplica as velocidades de todos os planos, como 1.1 ou 1.1/1.2 (0.1 a 3)",
      "Also logins with a fixed IP that are not online (fixar_ip = S, ativo = S): their plan, never a block": "Tamb\xE9m logins com IP fixo que n\xE3o est\xE3o online (fixar_ip = S, ativo = S): o plano deles, nunca um bloqueio",
      "Also the plans' bursts (download_busrt and the like); a plan without one keeps what the BQN has": "Tamb\xE9m o burst dos planos (download_busrt e afins); um plano sem burst fica com o que o BQN tem",
      "Exceptions with an end, as CSV: login, open | slow | rate 300M/150M | plan NAME | skip, until, by, why": "Exce\xE7\xF5es com data para acabar, em CSV: login, open | slow | rate 300M/150M | plan NOME | skip, at\xE9, quem, por qu\xEA",
      "An IP on several logins with different policies: leave it as it is, or take the newest session": "Um IP em v\xE1rios logins com pol\xEDticas diferentes: deixa como est\xE1, ou vale a sess\xE3o mais nova",
      "Only logins with an IP in these IPv4 networks, such as 100.64.0.0/16; several by commas": "S\xF3 logins com IP nestas redes IPv4, como 100.64.0.0/16; v\xE1rias separadas por v\xEDrgula",
      "Leave logins with an IP in these networks alone, and what the BQN holds there": "N\xE3o mexe em logins com IP nestas redes, nem no que o BQN tem nelas",
      "Only logins of these sites (id_concentrador, else concentrador, else conexao; --check lists them)": "S\xF3 logins destes sites (id_concentrador, sen\xE3o concentrador, sen\xE3o conexao; o --check os lista)",
      "Leave logins of these sites alone": "N\xE3o mexe em logins destes sites",
      "Leave these plans (id or name) and their logins alone": "N\xE3o mexe nestes planos (id ou nome) nem nos logins deles",
      "Leave these logins alone": "N\xE3o mexe nestes logins",
      "What may be deleted: entries this program made, everything as the old script did, nothing": "O que pode ser apagado: o que este programa criou, tudo como o script antigo fazia, nada",
      "An entry goes only after its customer was offline that long, such as 15m [default: at once]": "Um item s\xF3 sai depois que o cliente ficou offline esse tempo, como 15m [padr\xE3o: na hora]",
      "Hold back deletions, or plans taken, beyond this percentage of ours": "Ret\xE9m exclus\xF5es, ou planos perdidos, acima desta porcentagem dos nossos",
      "Hold back new blocks beyond this percentage of the subscribers": "Ret\xE9m novos bloqueios acima desta porcentagem dos assinantes",
      "Hold back changes of speed that slow customers to less than half, or lift their limit, beyond this percentage": "Ret\xE9m mudan\xE7as que deixam clientes com menos da metade da velocidade, ou sem limite, acima desta porcentagem",
      "Let so many held-back changes pass, this once: blocks=64, as the held-back line says; several by commas": "Deixa passar, s\xF3 desta vez, tantas mudan\xE7as retidas: blocks=64, como diz a linha; v\xE1rias separadas por v\xEDrgula",
      "Let all held-back changes pass, this once": "Deixa passar, s\xF3 desta vez, tudo o que est\xE1 retido",
      "Show what would be written, write nothing": "Mostra o que seria gravado, n\xE3o grava nada",
      "Set up: ask for the settings, check them, preview a run, and fill in sync-ixc-bqn.sh": "Instala: pergunta as configura\xE7\xF5es, confere, mostra a pr\xE9via e preenche o sync-ixc-bqn.sh",
      "Write a file for a bug report: versions, settings, the shape of what came; no secrets, no customers": "Grava um arquivo para relatar um defeito: vers\xF5es, configura\xE7\xF5es, o formato do que veio; sem segredos, sem clientes",
      "Remove from the BQN all that this program made, to uninstall it; look with -n first": "Remove do BQN tudo o que este programa criou, para desinstalar; veja antes com -n",
      "Test access, permissions and data step by step, write nothing": "Testa acesso, permiss\xF5es e dados passo a passo, n\xE3o grava nada",
      "Say what IXC and the BQN say of one customer (LOGIN, IP or contract:N), and what a run would do; write nothing": "Diz o que o IXC e o BQN dizem de um cliente (LOGIN, IP ou contract:N), e o que uma execu\xE7\xE3o faria; n\xE3o grava nada",
      "Show what became of a customer (LOGIN, IP or contract:N) or of all, from the journal": "Mostra o que aconteceu com um cliente (LOGIN, IP ou contract:N) ou com todos, pelo hist\xF3rico",
      "With --history: only what is younger, such as 7d, 12h or 30m": "Com --history: s\xF3 o que \xE9 mais recente, como 7d, 12h ou 30m",
      "Rows asked of IXC at a time": "Linhas pedidas ao IXC de cada vez",
      "Read at most N pages of each table; when that cuts one short, delete nothing [default: no limit]": "L\xEA no m\xE1ximo N p\xE1ginas de cada tabela; se isso cortar uma, n\xE3o apaga nada [padr\xE3o: sem limite]",
      "Writes to a BQN under way at a time": "Grava\xE7\xF5es simult\xE2neas num BQN",
      "Seconds for one answer of IXC": "Segundos para uma resposta do IXC",
      "Seconds for one answer of a BQN": "Segundos para uma resposta de um BQN",
      "Seconds for the whole run; what is left then waits for the next one": "Segundos para a execu\xE7\xE3o inteira; o que sobrar espera a pr\xF3xima",
      "Port of the BQN's REST API": "Porta da API REST do BQN",
      "Certificate (PEM) of IXC, or of the authority that signed it": "Certificado (PEM) do IXC, ou da autoridade que o assinou",
      "Do not verify the certificate of IXC": "N\xE3o confere o certificado do IXC",
      "Certificate (PEM) of the authority that signed the BQN's [default: the first certificate seen is kept]": "Certificado (PEM) da autoridade que assinou o do BQN [padr\xE3o: guarda o primeiro que v\xEA]",
      "SHA-256 of the BQN's certificate; several separated by commas": "SHA-256 do certificado do BQN; v\xE1rios separados por v\xEDrgula",
      "Do not verify the certificate of the BQN": "N\xE3o confere o certificado do BQN",
      "Show policies, subscribers and groups; -vv also each request": "Mostra pol\xEDticas, assinantes e grupos; -vv tamb\xE9m cada requisi\xE7\xE3o",
      "Write the log there [default: standard output]": "Grava o log ali [padr\xE3o: sa\xEDda padr\xE3o]",
      "Lines for people or for machines": "Linhas para pessoas ou para m\xE1quinas",
      "No progress display on a terminal": "Sem indicador de progresso no terminal",
      "Write what happened as JSON; - is standard output": "Grava o que aconteceu em JSON; - \xE9 a sa\xEDda padr\xE3o",
      "Write metrics for node_exporter's textfile collector": "Grava m\xE9tricas para o textfile collector do node_exporter",
      "Read environment variables from there too; nobody else may read the file": "L\xEA vari\xE1veis de ambiente dali tamb\xE9m; ningu\xE9m mais pode ler o arquivo",
      "What became of each customer, a line of JSON each [default: beside the state file]": "O que aconteceu com cada cliente, uma linha JSON por vez [padr\xE3o: ao lado do arquivo de estado]",
      "What this program made on each BQN [default: beside this program]": "O que este programa criou em cada BQN [padr\xE3o: ao lado do programa]",
      "Language of all that is said: English (en) or Brazilian Portuguese (pt)": "Idioma de tudo o que \xE9 dito: ingl\xEAs (en) ou portugu\xEAs do Brasil (pt)",
      "What is synchronised:": "O que \xE9 sincronizado:",
      "Whom it concerns, per BQN ('192.0.2.7=3,4 192.0.2.8=9') or for all:": "A quem diz respeito, por BQN ('192.0.2.7=3,4 192.0.2.8=9') ou para todos:",
      "Safety:": "Seguran\xE7a das grava\xE7\xF5es:",
      "Who, when and why:": "Quem, quando e por qu\xEA:",
      "Pace and limits:": "Ritmo e limites:",
      "Trust:": "Confian\xE7a:",
      "Output:": "Sa\xEDda:",
      failed: "falhou",
      look: "aten\xE7\xE3o",
      error: "erro",
      warning: "aviso",
      deletes: "exclus\xF5es",
      speeds: "velocidades",
      plans: "planos",
      "Language: en for English, pt para portugu\xEAs": "Idioma: en for English, pt para portugu\xEAs",
      "Examples:": "Exemplos:",
      "Show help": "Mostra esta ajuda",
      "Show version number": "Mostra a vers\xE3o",
      "Not enough arguments following: %s": "Faltam valores depois de: %s",
      "Unknown argument: %s": "Argumento desconhecido: %s",
      "Unknown arguments: %s": "Argumentos desconhecidos: %s",
      "Saved in {1}.": "Salvo em {1}.",
      "laid {1}, which starts it every 5 minutes": "criado {1}, que o inicia a cada 5 minutos",
      "laid {1}, which starts it every 5 minutes; what lay there is kept as {2}": "criado {1}, que o inicia a cada 5 minutos; o que estava l\xE1 fica guardado como {2}",
      "To start it every 5 minutes, a line for crontab: */5 * * * * {1}": "Para rodar a cada 5 minutos, uma linha para o crontab: */5 * * * * {1}",
      "--from: {1} holds no settings: name the wrapper that has them.": "--from: {1} n\xE3o tem configura\xE7\xF5es: informe o wrapper que tem.",
      "--from belongs to --init.": "--from vai junto com --init.",
      "With --init: take the settings from an older wrapper, the old Python script's included": "Com --init: pega as configura\xE7\xF5es de um wrapper antigo, o do script em Python inclu\xEDdo",
      "{1} holds secrets, and other users may read it: chmod 700 {2}": "{1} tem segredos, e outros usu\xE1rios podem ler: chmod 700 {2}",
      "{1} holds settings of its own: those of {2} count where it has any; --init lays a start without settings there": "{1} tem configura\xE7\xF5es pr\xF3prias: valem as de {2}, se ele tiver; o --init p\xF5e l\xE1 um in\xEDcio sem configura\xE7\xF5es",
      "paused until {1}{2}: runs look and do not write; --resume ends it": "em pausa at\xE9 {1}{2}: as execu\xE7\xF5es olham e n\xE3o gravam; --resume encerra",
      "there is no pause": "n\xE3o h\xE1 pausa",
      "the pause is over: the next run writes again": "a pausa acabou: a pr\xF3xima execu\xE7\xE3o volta a gravar",
      "--{1}: {2}.pause cannot be written ({3}).": "--{1}: n\xE3o d\xE1 para gravar {2}.pause ({3}).",
      "the pause in {1} cannot be read ({2}), so it does not hold": "n\xE3o d\xE1 para ler a pausa em {1} ({2}), ent\xE3o ela n\xE3o vale",
      "the pause in {1} is damaged, so it does not hold: --resume takes it away": "a pausa em {1} est\xE1 danificada, ent\xE3o n\xE3o vale: --resume a remove",
      "--reason belongs to --pause.": "--reason vai junto com --pause.",
      "a time from 1m to 24h": "um tempo de 1m a 24h",
      "--detailed-exit-code belongs to --dry-run.": "--detailed-exit-code vai junto com --dry-run.",
      "something would change": "algo mudaria",
      paused: "pausa",
      resumed: "retomada",
      "With --dry-run: exit code 9 when something would change": "Com --dry-run: c\xF3digo de sa\xEDda 9 quando algo mudaria",
      "For so long, such as 2h (24h at most), runs look and do not write": "Por esse tempo, como 2h (24h no m\xE1ximo), as execu\xE7\xF5es olham e n\xE3o gravam",
      "With --pause: why, for the log and the journal": "Com --pause: o porqu\xEA, para o log e o hist\xF3rico",
      "End a pause before its time": "Encerra uma pausa antes da hora",
      "it expired on {1}, where this machine's clock says {2}: renew it there, or set the clock": "venceu em {1}, e o rel\xF3gio desta m\xE1quina diz {2}: renove l\xE1, ou acerte o rel\xF3gio",
      "it begins on {1}, where this machine's clock says {2}: set the clock (NTP)": "s\xF3 vale a partir de {1}, e o rel\xF3gio desta m\xE1quina diz {2}: acerte o rel\xF3gio (NTP)",
      "it is for another name ({1}): use that name": "\xE9 de outro nome ({1}): use esse nome",
      "it is of its own making: no authority signed it": "\xE9 autoassinado: nenhuma autoridade o assinou",
      "no authority that this machine knows signed it ({1})": "nenhuma autoridade que esta m\xE1quina conhece o assinou ({1})",
      "{1} shows a certificate that cannot be trusted: {2}. If it is your IXC's all the same, pin it with --ixc-fingerprint {3}; an authority of yours is named with --ixc-ca FILE. --ixc-insecure believes everybody.": "{1} mostra um certificado em que n\xE3o se pode confiar: {2}. Se mesmo assim \xE9 o do seu IXC, fixe-o com --ixc-fingerprint {3}; uma autoridade sua \xE9 informada com --ixc-ca FILE. --ixc-insecure acredita em qualquer um.",
      "--ixc-ca, --ixc-fingerprint and --ixc-insecure exclude each other.": "--ixc-ca, --ixc-fingerprint e --ixc-insecure n\xE3o podem ser usados juntos.",
      "--ixc-insecure: anyone between here and IXC can read the key; --ixc-fingerprint would prevent it": "--ixc-insecure: quem estiver entre aqui e o IXC pode ler a chave; --ixc-fingerprint evitaria isso",
      "SHA-256 of IXC's certificate; several separated by commas": "SHA-256 do certificado do IXC; v\xE1rios separados por v\xEDrgula",
      "BQN {1}: refused: {2}{3} ({4})": "BQN {1}: recusado: {2}{3} ({4})",
      ", {1} rows": ", {1} linhas",
      "cost of {1}: {2} requests{3}, {4} bytes, {5} s of waiting": "custo em {1}: {2} requisi\xE7\xF5es{3}, {4} bytes, {5} s de espera",
      "{1}: this is no address of the web: write it like https://hc.example/ping/the-code.": "{1}: isto n\xE3o \xE9 um endere\xE7o da web: escreva como https://hc.example/ping/o-codigo.",
      "{1}: write the bot's token, a blank and the chat's number, as in '123456:the-token -100123'.": "{1}: escreva o token do bot, um espa\xE7o e o n\xFAmero do chat, como em '123456:o-token -100123'.",
      "the run failed: {1} (exit code {2})": "a execu\xE7\xE3o falhou: {1} (c\xF3digo de sa\xEDda {2})",
      "{1} runs in a row have failed: {2} (exit code {3})": "{1} execu\xE7\xF5es seguidas falharam: {2} (c\xF3digo de sa\xEDda {3})",
      "BQN {1}: it shows another certificate than the one that is known": "BQN {1}: mostra um certificado diferente do conhecido",
      "BQN {1}: {2} entries newly refused": "BQN {1}: {2} entradas recusadas desde agora",
      "BQN {1}: tug of war over {2} entries": "BQN {1}: cabo de guerra por {2} entradas",
      "it works again: {1}": "voltou a funcionar: {1}",
      "the pause is over: runs write again": "a pausa acabou: as execu\xE7\xF5es voltam a gravar",
      "{1} answered HTTP {2}": "{1} respondeu HTTP {2}",
      "{1} cannot be reached ({2}): this machine has no way out to there": "n\xE3o d\xE1 para chegar a {1} ({2}): esta m\xE1quina n\xE3o tem sa\xEDda at\xE9 l\xE1",
      "{1} cannot be reached ({2})": "n\xE3o d\xE1 para chegar a {1} ({2})",
      "this is a test: notices arrive here": "isto \xE9 um teste: os avisos chegam aqui",
      "{1}: a test was sent to {2}": "{1}: um teste foi enviado para {2}",
      "{1}: nothing arrives: {2}": "{1}: nada chega: {2}",
      "{1}: not sent: {2}": "{1}: n\xE3o enviado: {2}",
      "Being told:": "Avisos:",
      "Call this address after each run: with /3 or /4 behind it when the run failed": "Chama este endere\xE7o depois de cada execu\xE7\xE3o: com /3 ou /4 no fim quando ela falhou",
      "Send a message in JSON when a run fails, works again, is held back or is newly refused something": "Envia uma mensagem em JSON quando uma execu\xE7\xE3o falha, volta a funcionar, \xE9 retida ou tem algo recusado",
      "The same to a chat of Telegram; a third word is the address of a Bot API of one's own": "O mesmo para um chat do Telegram; uma terceira palavra \xE9 o endere\xE7o de uma Bot API pr\xF3pria",
      "Name customers in these messages": "D\xE1 os nomes dos clientes nessas mensagens",
      "look why the access server reports no IP; end the session if it is stale": "veja por que o concentrador n\xE3o informa o IP; derrube a sess\xE3o se ela estiver presa",
      "type an IPv4 address as the fixed IP, or empty the field": "digite um endere\xE7o IPv4 no IP fixo, ou deixe o campo vazio",
      "type a login name": "digite um nome de login",
      "give one of the logins another fixed IP": "d\xEA outro IP fixo a um dos logins",
      "nothing, if the contract is meant to be blocked": "nada, se o contrato deve mesmo ficar bloqueado",
      "end the stale session, or give one of the logins another IP": "derrube a sess\xE3o presa, ou d\xEA outro IP a um dos logins",
      "choose a speed plan": "escolha um plano de velocidade",
      "choose a speed plan that exists": "escolha um plano de velocidade que exista",
      "choose a contract that exists": "escolha um contrato que exista",
      "give the contract an access state": "preencha o status de acesso do contrato",
      "name the plan for arrears (or past the data cap) in the customer's plan": "no plano do cliente, indique o plano de atraso (ou o de franquia atingida)",
      "set the speed state to normal or reduced": "ponha o status da velocidade em normal ou reduzida",
      "name a plan that IXC has": "escreva um plano que exista no IXC",
      "type the speed as a number and k, M or G, such as 300M": "digite a velocidade como n\xFAmero e k, M ou G, por exemplo 300M",
      "type burst, threshold and time, or empty all three": "digite burst, limiar e tempo, ou deixe os tr\xEAs vazios",
      "give the plan a name of letters and digits": "d\xEA ao plano um nome com letras e n\xFAmeros",
      "type a prefix such as 2001:db8:0:100::/56, or empty the field": "digite um prefixo como 2001:db8:0:100::/56, ou deixe o campo vazio",
      "give one of the logins another prefix": "d\xEA outro prefixo a um dos logins",
      "give one of the logins another name": "d\xEA outro nome a um dos logins",
      screen: "tela",
      name: "nome",
      problem: "problema",
      "what to do": "o que fazer",
      "Write what there is to mend in IXC: what was skipped or is odd, with ids, screens and what to type": "Grava o que h\xE1 para corrigir no IXC: o que ficou de fora ou \xE9 estranho, com ids, telas e o que digitar",
      "Environment: IXC_SERVER and IXC_KEY stand for IXC-HOST and API-KEY; BQN_OAM_IP (one address, or several with blanks between), BQN_REST_USER and BQN_REST_PW for --bqn; IXC_DUAL_STACK for --dual-stack; and IXC_BQN_ with the flag in capitals for any other, such as IXC_BQN_MAX_DELETE=40. A flag goes before the environment. Secrets belong in the environment or in --env-file: arguments are visible to every user.": "Ambiente: IXC_SERVER e IXC_KEY valem por IXC-HOST e API-KEY; BQN_OAM_IP (um endere\xE7o, ou v\xE1rios separados por espa\xE7o), BQN_REST_USER e BQN_REST_PW por --bqn; IXC_DUAL_STACK por --dual-stack; e IXC_BQN_ com a op\xE7\xE3o em mai\xFAsculas por qualquer outra, como IXC_BQN_MAX_DELETE=40. A op\xE7\xE3o vale antes do ambiente. Segredos v\xE3o no ambiente ou no --env-file: argumentos s\xE3o vis\xEDveis para todo usu\xE1rio.",
      "Exit codes:\n  0  done                                       5  done, but some entries were refused\n  1  a defect of this program                   6  part held back: --max-delete, --max-block\n  2  usage or settings                          7  another run is under way\n  3  IXC could not be read whole, no write      8  the check failed\n  4  a BQN could not be read, or went silent    9  something would change (--detailed-exit-code)\n                                                130, 143  interrupted": "C\xF3digos de sa\xEDda:\n  0  feito                                      5  feito, mas alguns itens foram recusados\n  1  um defeito deste programa                  6  parte retida: --max-delete, --max-block\n  2  uso ou configura\xE7\xE3o                        7  h\xE1 outra execu\xE7\xE3o em andamento\n  3  IXC n\xE3o lido por inteiro, nada gravado     8  a confer\xEAncia falhou\n  4  um BQN n\xE3o foi lido, ou parou de responder 9  algo mudaria (--detailed-exit-code)\n                                                130, 143  interrompido",
      "Shown by --help all: {1}": "Com --help all aparecem tamb\xE9m: {1}",
      "README.md explains every step, message and decision.": "O LEIAME.md explica cada passo, mensagem e decis\xE3o.",
      "sync-ixc-bqn: {1}": "sync-ixc-bqn: {1}",
      "Last day": "\xDAltimo dia",
      "Held back": "Retido",
      "Newly blocked": "Bloqueados no \xFAltimo dia",
      "To mend in IXC": "A corrigir no IXC",
      Search: "Busca",
      ended: "terminou",
      took: "durou",
      "{1} s": "{1} s",
      "exit code": "c\xF3digo de sa\xEDda",
      "customers online": "clientes online",
      version: "vers\xE3o",
      login: "login",
      "time (UTC)": "hora (UTC)",
      nothing: "nada",
      "Login or address": "Login ou endere\xE7o",
      "not on this page; ask the program:": "n\xE3o est\xE1 nesta p\xE1gina; pergunte ao programa:",
      "more are found; type more of it": "h\xE1 mais resultados; digite mais",
      "held back ({1})": "retido ({1})",
      "and {1} more": "e mais {1}",
      "contract {1}: {2}": "contrato {1}: {2}",
      "other changes": "outras mudan\xE7as",
      "changes of fate by hour, the last 24 hours": "mudan\xE7as por hora, nas \xFAltimas 24 horas",
      "Write a page for the browser: the last run, the last day, who is held back or blocked, what to mend": "Grava uma p\xE1gina para o navegador: a \xFAltima execu\xE7\xE3o, o \xFAltimo dia, quem foi retido ou bloqueado, o que corrigir",
      "this key {1}: it may have been cut by a line break, so paste it in one line": "esta chave {1}: talvez uma quebra de linha a tenha cortado; cole-a numa linha s\xF3",
      "IXC takes this key, and lets it read all three tables": "o IXC aceita esta chave, e deixa ler as tr\xEAs tabelas",
      "BQN {1}: login accepted": "BQN {1}: login aceito",
      "({1} characters)": "({1} caracteres)",
      "Type it again, or press Enter to keep it as it is.": "Digite de novo, ou tecle Enter para deixar como est\xE1.",
      "{1}: trust this certificate, SHA-256 {2}, of {3}, valid until {4}? (yes or no)": "{1}: confia neste certificado, SHA-256 {2}, de {3}, v\xE1lido at\xE9 {4}? (sim ou n\xE3o)",
      "Also an entry for each IPv6 prefix, as long as the BQN keys them (64 unless changed); for BQNs before R4.22": "Tamb\xE9m uma entrada para cada prefixo IPv6, do tamanho com que o BQN os identifica (64, se n\xE3o foi mudado); para BQNs anteriores \xE0 R4.22",
      "One limit for all online logins of a contract: a group DS-<login>; where the plan is sold per contract": "Um limite s\xF3 para todos os logins online de um contrato: um grupo DS-<login>; onde o plano \xE9 vendido por contrato",
      "IPv6 prefix wider than a subscriber": "prefixo IPv6 maior que um assinante",
      "login with another policy than its contract's first": "login com pol\xEDtica diferente da do primeiro do contrato",
      "{1}: a subscriber here is a /{2}": "{1}: aqui um assinante \xE9 um /{2}",
      "delegate a prefix of the length that the BQN keys subscribers by": "delegue um prefixo do tamanho com que o BQN identifica os assinantes",
      "give the logins of the contract one plan": "d\xEA o mesmo plano aos logins do contrato",
      "its prefix is somebody else's now": "o prefixo agora \xE9 de outro",
      "in service": "com servi\xE7o",
      "another contract came than {1}": "veio outro contrato em vez do {1}",
      "{1} contracts could not be asked for, so their customers stay as they are: {2}": "n\xE3o deu para consultar {1} contratos, ent\xE3o os clientes deles ficam como est\xE3o: {2}",
      "auto: of many contracts only those out of service are asked for, and twice a day all; all: always all": "auto: de muitos contratos s\xF3 se pedem os sem servi\xE7o, e duas vezes por dia todos; all: sempre todos",
      "those out of service, ": "os sem servi\xE7o, "
    };
  }
});

// src/text/language.ts
function speak(language2) {
  catalogue = language2 === "pt" ? PORTUGUESE : void 0;
}
function language() {
  return catalogue === void 0 ? "en" : "pt";
}
function say(parts2, ...values) {
  const found2 = catalogue?.[keyOf(parts2)];
  if (found2 === void 0) return parts2.reduce((said, part, at) => `${said}${values[at - 1]}${part}`);
  return found2.replace(/\{(\d+)\}/g, (_all, place) => String(values[Number(place) - 1]));
}
function keyOf(parts2) {
  const known = keys.get(parts2);
  if (known !== void 0) return known;
  const key = parts2.reduce((text2, part, at) => `${text2}{${at}}${part}`);
  keys.set(parts2, key);
  return key;
}
function phrase(parts2) {
  return parts2.join("");
}
function translated(marked) {
  return catalogue?.[marked] ?? marked;
}
var LANGUAGES, catalogue, keys;
var init_language = __esm({
  "src/text/language.ts"() {
    "use strict";
    init_thin_classes();
    init_portuguese();
    LANGUAGES = ["en", "pt"];
    keys = /* @__PURE__ */ new WeakMap();
  }
});

// src/files/trust.ts
function isTrustedOwner({ uid }) {
  return uid === 0 || uid === (process.getuid?.() ?? uid);
}
function isTrustedFolder(folder) {
  const stat = (0, import_node_fs.statSync)(folder, { throwIfNoEntry: false });
  if (stat === void 0 || !isTrustedOwner(stat)) return false;
  return (stat.mode & STICKY) !== 0 || !isOpenToOthers(stat);
}
function writersBeside(path) {
  const stat = (0, import_node_fs.statSync)(path, { throwIfNoEntry: false });
  if (stat === void 0) return void 0;
  if (!isTrustedOwner(stat)) return say`it belongs to user ${stat.uid}`;
  if (stat.isDirectory() && (stat.mode & STICKY) !== 0) return void 0;
  return isOpenToOthers(stat) ? say`mode ${(stat.mode & 4095).toString(8).padStart(4, "0")}` : void 0;
}
function exchangeable(paths) {
  const all = new Set(paths.flatMap((path) => [path, (0, import_node_path.dirname)(path)]));
  return [...all].flatMap((path) => {
    const writers = writersBeside(path);
    return writers === void 0 ? [] : [`${path} (${writers})`];
  });
}
function isOpenToOthers({ mode, gid }) {
  return (mode & OTHERS_MAY_WRITE) !== 0 || (mode & GROUP_MAY_WRITE) !== 0 && gid !== 0 && gid !== process.getgid?.();
}
var import_node_fs, import_node_path, STICKY, GROUP_MAY_WRITE, OTHERS_MAY_WRITE;
var init_trust = __esm({
  "src/files/trust.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs = require("node:fs");
    import_node_path = require("node:path");
    init_language();
    STICKY = 512;
    GROUP_MAY_WRITE = 16;
    OTHERS_MAY_WRITE = 2;
  }
});

// src/interruption/interrupted.ts
var Interrupted;
var init_interrupted = __esm({
  "src/interruption/interrupted.ts"() {
    "use strict";
    init_thin_classes();
    Interrupted = class extends Error {
      name = "Interrupted";
      constructor() {
        super("interrupted");
      }
    };
  }
});

// src/files/regular-file.ts
function readRegularFile(path, limitBytes, look = () => {
}) {
  const file = (0, import_node_fs2.openSync)(path, import_node_fs2.constants.O_RDONLY | import_node_fs2.constants.O_NONBLOCK);
  try {
    const stat = (0, import_node_fs2.fstatSync)(file);
    if (stat.isDirectory()) throw new NoRegularFile(say`it is a folder`);
    if (!stat.isFile()) throw new NoRegularFile(say`it is no regular file`);
    if (stat.size > limitBytes) throw new NoRegularFile(say`it has ${stat.size} bytes, more than such a file can have`);
    look(stat);
    return (0, import_node_fs2.readFileSync)(file, "utf8");
  } finally {
    (0, import_node_fs2.closeSync)(file);
  }
}
var import_node_fs2, NoRegularFile;
var init_regular_file = __esm({
  "src/files/regular-file.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs2 = require("node:fs");
    init_language();
    NoRegularFile = class extends Error {
      name = "NoRegularFile";
    };
  }
});

// src/files/trouble.ts
function fileTrouble(error) {
  const { code } = error;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return say`the disk is full`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return say`writing there is not allowed`;
    case "ENOENT":
    case "ENOTDIR":
      return say`its folder does not exist`;
    case "ELOOP":
      return say`it is a link`;
    case "EISDIR":
      return say`it is a folder`;
    default:
      return code ?? (error instanceof Error ? error.message : String(error));
  }
}
var init_trouble = __esm({
  "src/files/trouble.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
  }
});

// src/files/lock.ts
function takeLock(stateFile, warn) {
  const beside = `${stateFile}.lock`;
  const name = (0, import_node_crypto.createHash)("sha256").update(stateFile).digest("hex").slice(0, 16);
  const temporary = (0, import_node_path2.join)((0, import_node_os.tmpdir)(), `sync-ixc-bqn-${name}`, "lock");
  let trouble;
  for (const path of [beside, temporary]) {
    try {
      if (path === temporary) makeOwnFolder((0, import_node_path2.dirname)(path));
      return takeAt(path);
    } catch (error) {
      if (error instanceof LockHeld) throw error;
      trouble ??= error;
    }
  }
  warn(say`no lock can be taken at ${beside} (${fileTrouble(trouble)}): make sure that two runs never meet`);
  return void 0;
}
function makeOwnFolder(folder) {
  (0, import_node_fs3.mkdirSync)(folder, { recursive: true, mode: 448 });
  const stat = (0, import_node_fs3.lstatSync)(folder);
  const isOwn = stat.isDirectory() && stat.uid === (process.getuid?.() ?? stat.uid) && (stat.mode & 63) === 0;
  if (!isOwn) throw new Error(say`${folder} is not this user's own folder`);
}
function takeAt(path) {
  const token = (0, import_node_crypto.randomBytes)(12).toString("hex");
  const mine = { pid: process.pid, started: startOf(process.pid), host: (0, import_node_os.hostname)(), token };
  const draft = `${path}.${token}`;
  try {
    (0, import_node_fs3.writeFileSync)(draft, JSON.stringify(mine), { mode: 384, flag: "wx" });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const lock = { release: () => release(path, token) };
      if (tryLink(draft, path)) return lock;
      const holder = readHolder(path);
      if (holder !== void 0 && isAlive(holder, path)) throw new LockHeld(path, holder.pid);
      if (takeOver(path, draft, holder?.token)) return lock;
    }
    throw new LockHeld(path, readHolder(path)?.pid ?? 0);
  } finally {
    (0, import_node_fs3.rmSync)(draft, { force: true });
  }
}
function tryLink(draft, path) {
  try {
    (0, import_node_fs3.linkSync)(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
function takeOver(path, draft, staleToken) {
  const claim = `${path}.${staleToken ?? "unreadable"}.claim`;
  if (!tryLink(draft, claim)) {
    const claimer = readHolder(claim);
    if (claimer === void 0 || !isAlive(claimer, claim)) (0, import_node_fs3.rmSync)(claim, { force: true });
    return false;
  }
  try {
    if (readHolder(path)?.token !== staleToken) return false;
    (0, import_node_fs3.renameSync)(draft, path);
    return true;
  } finally {
    (0, import_node_fs3.rmSync)(claim, { force: true });
  }
}
function release(path, token) {
  try {
    if (readHolder(path)?.token === token) (0, import_node_fs3.rmSync)(path, { force: true });
  } catch {
  }
}
function readHolder(path) {
  try {
    const json = JSON.parse(readRegularFile(path, LARGEST_LOCK));
    if (typeof json !== "object" || json === null) return void 0;
    const { pid, started, host, token } = json;
    if (typeof pid !== "number" || typeof host !== "string" || !isToken(token)) return void 0;
    return { pid, host, token, started: typeof started === "string" ? started : void 0 };
  } catch {
    return void 0;
  }
}
function isToken(token) {
  return typeof token === "string" && /^[\w-]{1,64}$/.test(token);
}
function isAlive(holder, path) {
  if (holder.host !== (0, import_node_os.hostname)()) return Math.abs(Date.now() - (0, import_node_fs3.statSync)(path).mtimeMs) < REMOTE_EXPIRY_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error.code === "EPERM" && sameStart(holder);
  }
  return sameStart(holder);
}
function sameStart(holder) {
  const started = startOf(holder.pid);
  return holder.started === void 0 || started === void 0 || started === holder.started;
}
function startOf(pid) {
  try {
    const stat = (0, import_node_fs3.readFileSync)(`/proc/${pid}/stat`, "latin1");
    const boot = (0, import_node_fs3.readFileSync)("/proc/sys/kernel/random/boot_id", "latin1").trim();
    const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return start === void 0 ? void 0 : `${boot} ${start}`;
  } catch {
    return void 0;
  }
}
var import_node_crypto, import_node_fs3, import_node_os, import_node_path2, LockHeld, REMOTE_EXPIRY_MS, LARGEST_LOCK, ATTEMPTS;
var init_lock = __esm({
  "src/files/lock.ts"() {
    "use strict";
    init_thin_classes();
    import_node_crypto = require("node:crypto");
    import_node_fs3 = require("node:fs");
    import_node_os = require("node:os");
    import_node_path2 = require("node:path");
    init_language();
    init_regular_file();
    init_trouble();
    LockHeld = class extends Error {
      name = "LockHeld";
      constructor(path, pid) {
        super(say`Another run holds the lock ${path} (process ${pid}). It ends by itself; the next run takes over.`);
      }
    };
    REMOTE_EXPIRY_MS = 36e5;
    LARGEST_LOCK = 4096;
    ATTEMPTS = 5;
  }
});

// src/http/errors.ts
var TransportError, RequestTimedOut, ConnectionFailed, HostNotFound, CertificateRefused, AnswerTooLarge;
var init_errors = __esm({
  "src/http/errors.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    TransportError = class extends Error {
      name = "TransportError";
    };
    RequestTimedOut = class extends TransportError {
      name = "RequestTimedOut";
      constructor(limitMs, options) {
        super(say`no complete answer within ${limitMs / 1e3} s`, options);
      }
    };
    ConnectionFailed = class extends TransportError {
      name = "ConnectionFailed";
    };
    HostNotFound = class extends TransportError {
      name = "HostNotFound";
    };
    CertificateRefused = class extends TransportError {
      name = "CertificateRefused";
      /** SHA-256 of the certificate that was shown, where one was. */
      fingerprint;
      constructor(message, fingerprint, options) {
        super(message, options);
        this.fingerprint = fingerprint;
      }
    };
    AnswerTooLarge = class extends TransportError {
      name = "AnswerTooLarge";
      constructor(limitBytes) {
        super(say`the answer is larger than ${Math.round(limitBytes / 1e6)} MB`);
      }
    };
  }
});

// src/http/certificate-trouble.ts
function notVouchedFor(socket, now) {
  const shown2 = socket.getPeerX509Certificate();
  const code = codeOf(socket.authorizationError);
  const why = shown2 === void 0 ? say`it shows no certificate` : reasonOf(code, shown2, now);
  return new CertificateRefused(`${why} (${code})`, shown2?.fingerprint256);
}
function codeOf(error) {
  if (error instanceof Error) return "code" in error ? String(error.code) : error.message;
  return String(error).split(":")[0] ?? "";
}
function reasonOf(code, { validFrom, validTo, subject, subjectAltName, issuer }, now) {
  const clock = now.toISOString().slice(0, 10);
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return say`it expired on ${validTo}, where this machine's clock says ${clock}: renew it there, or set the clock`;
    case "CERT_NOT_YET_VALID":
      return say`it begins on ${validFrom}, where this machine's clock says ${clock}: set the clock (NTP)`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return say`it is for another name (${namesOf(subjectAltName, subject)}): use that name`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return say`it is of its own making: no authority signed it`;
    default:
      return say`no authority that this machine knows signed it (${oneLine(issuer)})`;
  }
}
function namesOf(altNames, subject) {
  return oneLine(altNames ?? subject);
}
function oneLine(text2) {
  return text2.replace(/\s+/g, " ").trim().slice(0, LONGEST);
}
var LONGEST;
var init_certificate_trouble = __esm({
  "src/http/certificate-trouble.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_errors();
    LONGEST = 120;
  }
});

// src/http/trust.ts
function normaliseFingerprint(text2) {
  const hex = text2.replace(/^sha-?256[=: ]/i, "").replace(/[\s:]/g, "");
  if (!/^[0-9a-f]{64}$/i.test(hex)) return void 0;
  return hex.toUpperCase().replace(/..(?=.)/g, "$&:");
}
function contextFor(peer) {
  const known = contexts.get(peer);
  if (known !== void 0) return known;
  const context = contextOf(peer.oldTls ? OLD : MODERN, peer.trust);
  contexts.set(peer, context);
  return context;
}
function contextOf(protocol, trust) {
  switch (trust.kind) {
    case "authorities":
      return trust.extraCa === void 0 ? (0, import_node_tls.createSecureContext)(protocol) : withOneMore(protocol, trust.extraCa);
    case "ca":
      return (0, import_node_tls.createSecureContext)({ ...protocol, ca: trust.ca });
    case "pinned":
    case "anyone":
      return (0, import_node_tls.createSecureContext)({ ...protocol, ca: [] });
  }
}
function withOneMore(protocol, extraCa) {
  const context = (0, import_node_tls.createSecureContext)(protocol);
  const native = context.context;
  if (typeof native.addCACert !== "function") {
    return (0, import_node_tls.createSecureContext)({ ...protocol, ca: [...import_node_tls.rootCertificates, extraCa] });
  }
  native.addCACert(extraCa);
  return context;
}
function tlsOptions(peer) {
  const { host, port } = peer;
  return {
    secureContext: contextFor(peer),
    host,
    port,
    ...(0, import_node_net.isIP)(host) === 0 && { servername: host },
    // We look ourselves, and can tell what was shown. Nothing is sent before: neither by NODE_TLS_REJECT_UNAUTHORIZED=0.
    rejectUnauthorized: false
  };
}
function refusal(peer, socket) {
  if (peer.trust.kind === "anyone") return void 0;
  if (peer.trust.kind !== "pinned") return socket.authorized ? void 0 : notVouchedFor(socket, /* @__PURE__ */ new Date());
  const shown2 = socket.getPeerX509Certificate()?.fingerprint256;
  if (shown2 === void 0) return new CertificateRefused(say`it shows no certificate`);
  const known = peer.trust.known();
  if (known.length === 0 || known.includes(shown2)) {
    peer.trust.seen?.(shown2);
    return void 0;
  }
  return new CertificateRefused(
    say`its certificate is not the one we know: it shows SHA-256 ${shown2}, expected ${known.join(" or ")}`,
    shown2
  );
}
function openTrusted(peer, done) {
  const socket = (0, import_node_tls.connect)(tlsOptions(peer));
  const limit = setTimeout(() => socket.destroy(new RequestTimedOut(peer.connectLimitMs)), peer.connectLimitMs);
  const settle = (error) => {
    clearTimeout(limit);
    socket.removeListener("error", settle);
    socket.removeListener("close", closed);
    if (error === null) done(null, socket);
    else done(error);
  };
  const closed = () => settle(new ConnectionFailed(say`the connection was closed while it was being opened`));
  socket.once("error", settle);
  socket.once("close", closed);
  socket.setNoDelay(true);
  socket.once("secureConnect", () => {
    const refused2 = refusal(peer, socket);
    if (refused2 === void 0) settle(null);
    else socket.destroy(refused2);
  });
  return socket;
}
var import_node_net, import_node_tls, MODERN, OLD, contexts;
var init_trust2 = __esm({
  "src/http/trust.ts"() {
    "use strict";
    init_thin_classes();
    import_node_net = require("node:net");
    import_node_tls = require("node:tls");
    init_language();
    init_certificate_trouble();
    init_errors();
    MODERN = { minVersion: "TLSv1.2" };
    OLD = { minVersion: "TLSv1.2", ciphers: "DEFAULT:AES128-SHA:AES256-SHA:@SECLEVEL=0" };
    contexts = /* @__PURE__ */ new WeakMap();
  }
});

// src/http/inspection.ts
async function resolveName(host) {
  const found2 = await (0, import_promises.lookup)(host, { all: true });
  return found2.map(({ address }) => address);
}
function openTcp(host, port, limitMs) {
  const started = performance.now();
  return new Promise((resolve7, reject) => {
    const socket = (0, import_node_net2.connect)({ host, port });
    const limit = setTimeout(() => socket.destroy(new Error(say`no answer within ${limitMs / 1e3} s`)), limitMs);
    socket.once("error", reject);
    socket.once("close", () => clearTimeout(limit));
    socket.once("connect", () => {
      resolve7(performance.now() - started);
      socket.destroy();
    });
  });
}
function openTls(peer) {
  return new Promise((resolve7, reject) => {
    openTrusted(peer, (error, socket) => {
      if (error !== null || socket === void 0) {
        reject(error);
        return;
      }
      const { fingerprint256, valid_to, subject } = socket.getPeerCertificate();
      resolve7({
        fingerprint: fingerprint256,
        name: nameIn(subject),
        validTo: valid_to,
        expired: Date.parse(valid_to) < Date.now(),
        protocol: socket.getProtocol() ?? "TLS"
      });
      socket.destroy();
    });
  });
}
function nameIn(subject) {
  return String(subject?.CN ?? subject?.O ?? "?").slice(0, LONGEST_NAME);
}
var import_promises, import_node_net2, LONGEST_NAME;
var init_inspection = __esm({
  "src/http/inspection.ts"() {
    "use strict";
    init_thin_classes();
    import_promises = require("node:dns/promises");
    import_node_net2 = require("node:net");
    init_language();
    init_trust2();
    LONGEST_NAME = 100;
  }
});

// src/mapping/desired.ts
function burstText(burst) {
  return burst === void 0 ? "none" : `${burst.rateKbps}/${burst.thresholdKbps}/${burst.durationS}`;
}
function isMain({ ip, main: main2 }) {
  return main2 === void 0 || main2 === ip;
}
function customersOf({ subscribers }) {
  const all = [...subscribers.values()];
  const customers2 = all.filter(isMain);
  if (customers2.length === all.length) return customers2;
  const counted2 = new Set(customers2.map(({ loginId }) => loginId));
  for (const subscriber of all) {
    if (counted2.has(subscriber.loginId)) continue;
    counted2.add(subscriber.loginId);
    customers2.push(subscriber);
  }
  return customers2;
}
function isSiteName(name) {
  return Object.values(SITE_PREFIX).some((prefix) => name.startsWith(prefix));
}
function wantsGroup({ groups, sites }, name) {
  if (groups.has(name)) return true;
  if (sites.kind === "wanted") return sites.types.has(name);
  return sites.kind === "as they are" && isSiteName(name);
}
var BLOCK_POLICY, BLOCK_POLICY_ID, SLOW_POLICY, SLOW_POLICY_ID, SITE_PREFIX, SKIP_REASONS, NOTHING_DESIRED, SITE_KINDS;
var init_desired = __esm({
  "src/mapping/desired.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    BLOCK_POLICY = "Billing-Block";
    BLOCK_POLICY_ID = "block";
    SLOW_POLICY = "Billing-Slow";
    SLOW_POLICY_ID = "slow";
    SITE_PREFIX = { "access-point": "L1-", tower: "L2-" };
    SKIP_REASONS = {
      "no-ip": phrase`login without an IP`,
      "bad-ip": phrase`login with an unusable IP`,
      "no-name": phrase`login without a usable name`,
      "fixed-ip-taken": phrase`fixed IP that another login has`,
      "fixed-ip-blocked": phrase`login with a fixed IP, blocked only once it is online`,
      "shared-ip": phrase`IP on several logins with different policies`,
      "same-ip": phrase`IP on several logins with the same policy`,
      "no-plan": phrase`login without a plan`,
      "unknown-plan": phrase`login with an unknown plan`,
      "unknown-contract": phrase`login with an unknown contract`,
      "no-status": phrase`contract without a status`,
      "no-reduced-plan": phrase`login without a reduced plan`,
      "odd-speed-status": phrase`contract with an unknown speed status`,
      "no-such-plan": phrase`override with an unknown plan`,
      "unreadable-speed": phrase`plan with an unreadable speed`,
      "bad-burst": phrase`plan with a burst that cannot be had`,
      "bad-plan-name": phrase`plan without a usable name`,
      "bad-prefix": phrase`unusable IPv6 prefix`,
      "wide-prefix": phrase`IPv6 prefix wider than a subscriber`,
      "shared-prefix": phrase`IPv6 prefix that holds another login`,
      "shared-group": phrase`group name on several logins`,
      "other-plan": phrase`login with another policy than its contract's first`
    };
    NOTHING_DESIRED = {
      policies: /* @__PURE__ */ new Map(),
      subscribers: /* @__PURE__ */ new Map(),
      groups: /* @__PURE__ */ new Map(),
      sites: { kind: "off" },
      doubts: /* @__PURE__ */ new Map(),
      claims: () => [],
      leftAlone: /* @__PURE__ */ new Set(),
      outside: { logins: 0, ids: /* @__PURE__ */ new Set(), hasAddress: () => false },
      proven: { logins: "whole", plans: "whole" },
      skipped: []
    };
    SITE_KINDS = ["nas", "pop"];
  }
});

// src/billing/errors.ts
var SourceError, Implausible, NobodyInScope;
var init_errors2 = __esm({
  "src/billing/errors.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    SourceError = class extends Error {
      name = "SourceError";
    };
    Implausible = class extends SourceError {
      name = "Implausible";
      constructor(said) {
        super(
          say`${said}. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.`
        );
      }
    };
    NobodyInScope = class extends SourceError {
      name = "NobodyInScope";
    };
  }
});

// src/bqn/errors.ts
var BqnGone, BqnLoginRefused, BqnCertificateRefused, BqnUnavailable, BqnListUnreadable, BqnGaveUp, WriteRefused;
var init_errors3 = __esm({
  "src/bqn/errors.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    BqnGone = class extends Error {
      name = "BqnGone";
    };
    BqnLoginRefused = class extends BqnGone {
      name = "BqnLoginRefused";
      constructor(bqn, status) {
        super(
          say`BQN ${bqn} refused the REST user or its password (HTTP ${status}). Check BQN_REST_USER and BQN_REST_PW, and in the BQN the REST API's users and its list of allowed addresses.`
        );
      }
    };
    BqnCertificateRefused = class extends BqnGone {
      name = "BqnCertificateRefused";
      constructor(bqn, cause) {
        super(
          say`BQN ${bqn} is not trusted: ${cause.message}. If the certificate was renewed on purpose, start once with --bqn-fingerprint and the new SHA-256; if not, somebody may stand between you and the BQN.`,
          { cause }
        );
      }
    };
    BqnUnavailable = class extends BqnGone {
      name = "BqnUnavailable";
      constructor(bqn, said, options) {
        super(
          /EAI_AGAIN/.test(said) ? say`BQN ${bqn} cannot be looked up: ${said}. Check the DNS settings of this machine, or name its address.` : say`BQN ${bqn} does not answer: ${said}. Check the address, that the REST API is switched on, and --bqn-port and --bqn-timeout.`,
          options
        );
      }
    };
    BqnListUnreadable = class extends BqnGone {
      name = "BqnListUnreadable";
      constructor(bqn, path, said, options) {
        super(say`BQN ${bqn}: the list of ${path} cannot be used (${said}). Nothing is written to this BQN.`, options);
      }
    };
    BqnGaveUp = class extends BqnGone {
      name = "BqnGaveUp";
      constructor(bqn, failures, last) {
        super(
          say`BQN ${bqn} stopped answering: ${failures} writes failed in a row, the last with "${last}". The rest is left for the next run.`
        );
      }
    };
    WriteRefused = class extends Error {
      name = "WriteRefused";
      /** HTTP status; 0 when there was no answer. */
      status;
      /** A short reason that many entries may share. */
      reason;
      constructor(status, reason, options) {
        super(reason, options);
        this.status = status;
        this.reason = reason;
      }
    };
  }
});

// src/run/exit-code.ts
function gravest(codes) {
  return codes.reduce((one, other) => GRAVITY.indexOf(other) > GRAVITY.indexOf(one) ? other : one, EXIT.done);
}
function exitCodeOf(error) {
  if (error instanceof SourceError) return EXIT.sourceUnreadable;
  if (error instanceof BqnGone) return EXIT.bqnFailed;
  return error instanceof Interrupted ? EXIT.interrupted : void 0;
}
function exitCodeOfBqn({ heldBack: heldBack2, refused: refused2, stopped }) {
  const codes = [];
  if (refused2) codes.push(EXIT.refused);
  if (heldBack2) codes.push(EXIT.heldBack);
  if (stopped !== void 0) codes.push(exitCodeOf(stopped) ?? EXIT.defect);
  return gravest(codes);
}
function exitCodeOfInterruption(cause, wasRead) {
  switch (cause) {
    case "time":
      return wasRead ? EXIT.bqnFailed : EXIT.sourceUnreadable;
    case "SIGTERM":
      return EXIT.terminated;
    default:
      return EXIT.interrupted;
  }
}
var EXIT, GRAVITY;
var init_exit_code = __esm({
  "src/run/exit-code.ts"() {
    "use strict";
    init_thin_classes();
    init_errors2();
    init_errors3();
    init_interrupted();
    EXIT = {
      done: 0,
      defect: 1,
      usage: 2,
      sourceUnreadable: 3,
      bqnFailed: 4,
      refused: 5,
      heldBack: 6,
      locked: 7,
      checkFailed: 8,
      wouldChange: 9,
      interrupted: 130,
      terminated: 143
    };
    GRAVITY = [
      EXIT.done,
      EXIT.refused,
      EXIT.heldBack,
      EXIT.bqnFailed,
      EXIT.sourceUnreadable,
      EXIT.interrupted,
      EXIT.terminated,
      EXIT.defect
    ];
  }
});

// src/billing/reading.ts
function isWhole({ completeness }) {
  return completeness === "whole";
}
var COMPLETENESS_WORDS, LIST_KINDS;
var init_reading = __esm({
  "src/billing/reading.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    COMPLETENESS_WORDS = {
      whole: phrase`whole`,
      moving: phrase`moving`,
      cut: phrase`cut`
    };
    LIST_KINDS = ["logins", "plans", "contracts"];
  }
});

// src/bqn/kinds.ts
var KINDS, KIND_NAMES;
var init_kinds = __esm({
  "src/bqn/kinds.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    KINDS = ["policy", "subscriber", "group"];
    KIND_NAMES = {
      policy: phrase`policies`,
      subscriber: phrase`subscribers`,
      group: phrase`groups`
    };
  }
});

// src/run/outcome.ts
function countsOf(bqn, kind) {
  const changes2 = (bqn.applied?.done ?? bqn.plan?.changes ?? []).filter((change) => change.kind === kind);
  const count2 = (action) => changes2.filter((change) => change.action === action).length;
  return {
    created: count2("create"),
    changed: count2("update"),
    deleted: count2("delete"),
    unchanged: bqn.plan?.unchanged[kind] ?? 0,
    refused: (bqn.applied?.refused ?? []).filter(({ change }) => change.kind === kind).length
  };
}
function tally(keys2) {
  const counts = /* @__PURE__ */ new Map();
  for (const key of keys2) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || byText(one[0], other[0]));
}
function byText(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
var init_outcome = __esm({
  "src/run/outcome.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/text/printable.ts
function printable(text2) {
  return showUnseen(text2.replace(CONTROLS, " "));
}
function showUnseen(text2) {
  return text2.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function cutName(name) {
  return name.length > LONGEST_NAME2 ? `${name.slice(0, LONGEST_NAME2)}... (${name.length} characters)` : name;
}
var CONTROLS, UNSEEN, LONGEST_NAME2;
var init_printable = __esm({
  "src/text/printable.ts"() {
    "use strict";
    init_thin_classes();
    CONTROLS = /[\u0000-\u001f\u007f]/g;
    UNSEEN = /[\u0080-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
    LONGEST_NAME2 = 120;
  }
});

// src/billing/standing.ts
function standingOf({ contract }, { byId: byId3, whole, allowedStatus: allowedStatus2, statusTable, block, presumed }) {
  const found2 = byId3.get(contract);
  if (!block) return { kind: "open", contract, status: found2?.status ?? "" };
  if (found2 === void 0) return presumed === void 0 ? missing(contract, whole) : presume(contract, presumed);
  if (found2.status === null) return { kind: "silent", contract };
  const { status } = found2;
  const code = status.trim().toUpperCase();
  const usual = allowedStatus2.has(code) ? "open" : "block";
  switch (statusTable === void 0 ? usual : statusTable.codes.get(code) ?? statusTable.others) {
    case "open":
      return { kind: "open", contract, status };
    case "slow":
      return { kind: "open", contract, status, isSlow: true };
    case "keep":
      return { kind: "silent", contract, status };
    case "block":
      return { kind: "blocked", contract, status };
  }
}
function missing(contract, whole) {
  return { kind: contract === 0 || whole ? "none" : "unread", contract };
}
function presume(contract, { absent, unread }) {
  if (contract === 0 || absent.has(contract)) return { kind: "none", contract };
  if (unread.has(contract)) return { kind: "unread", contract };
  return { kind: "open", contract, status: "", isPresumed: true };
}
function isUndecided({ kind }) {
  return kind === "silent" || kind === "unread";
}
function isOwedService(standing) {
  return standing.kind === "none" || standing.kind === "open" && standing.isSlow !== true;
}
function statusText(standing) {
  if (standing.kind === "open" && standing.isPresumed === true) return say`in service`;
  if ("status" in standing && standing.status !== void 0)
    return standing.status.trim() === "" ? say`no status` : standing.status;
  return standing.kind === "silent" ? say`no status` : "unknown";
}
var TREATMENTS;
var init_standing = __esm({
  "src/billing/standing.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    TREATMENTS = ["open", "slow", "block", "keep"];
  }
});

// src/billing/plausibility.ts
function doubtsOf(billing, judging) {
  return [...emptinessOf(billing, judging), ...odditiesOf(billing, judging)];
}
function emptinessOf({ system, plans, logins, contracts, presumed }, { block }) {
  const doubts = [];
  if (plans.rows.length === 0) {
    doubts.push({ stops: true, said: say`${system} has no speed plan at all (${plans.name} is empty)` });
  }
  const named = logins.rows.some((login) => login.contract !== 0);
  if (block && contracts.rows.length === 0 && named && presumed === void 0) {
    const said = say`${system} has no contract at all (${contracts.name} is empty), though logins name some`;
    doubts.push({ stops: true, said });
  }
  return doubts;
}
function odditiesOf({ system, logins, contracts, presumed }, judging) {
  if (!judging.block) return [];
  const byId3 = new Map(contracts.rows.map((contract) => [contract.id, contract]));
  const judged = { ...judging, byId: byId3, whole: isWhole(contracts), presumed };
  const online = logins.rows.filter(({ isUnseen }) => isUnseen !== true);
  const pairs = online.map((login) => [login, byId3.get(login.contract), standingOf(login, judged)]);
  const marked = (mark, kind) => pairs.filter(([, one, standing]) => one?.marks?.includes(mark) === true && standing.kind === kind);
  const unnamed = pairs.filter(([{ contract }]) => contract === 0);
  const all = unnamed.length === pairs.length ? say`, which is all of them` : "";
  return [
    ...told(unnamed, say`name no contract${all}: they are never blocked`),
    ...undocumented(system, pairs),
    ...told(
      marked("unblocked on trust", "blocked"),
      say`are unblocked on trust, and blocked all the same by their status`
    ),
    ...told(marked("suspended", "open"), say`have a suspended contract, and service all the same by its status`),
    ...told(
      marked("not active", "open"),
      say`have a contract that is not active, and service all the same by its status`
    ),
    ...told(
      pairs.filter(([{ isCut }]) => isCut === true),
      say`are cut (ativo = N), and online all the same`
    )
  ].map((said) => ({ stops: false, said }));
}
function undocumented(system, pairs) {
  const codes = /* @__PURE__ */ new Map();
  for (const pair of pairs) {
    const [, contract, standing] = pair;
    if (contract === void 0 || contract.status === null) continue;
    const code = codeOf2(contract.status);
    if (DOCUMENTED.has(code)) continue;
    const known = codes.get(code);
    if (known === void 0) codes.set(code, { becomes: translated(BECOMES[standing.kind]), found: [pair] });
    else known.found.push(pair);
  }
  return [...codes].flatMap(([code, { becomes, found: found2 }]) => {
    const name = code === "" ? say`an empty contract status` : say`contract status ${code.slice(0, 20)}`;
    return told(found2, say`have ${name}, which ${system} does not document: ${becomes}`);
  });
}
function codeOf2(status) {
  return status.trim().toUpperCase();
}
function told(pairs, what) {
  if (pairs.length === 0) return [];
  const names = pairs.slice(0, MOST_NAMED).map(([{ login }]) => login.slice(0, 40));
  const more = pairs.length > MOST_NAMED ? ", ..." : "";
  return [say`${pairs.length} online logins ${what} (${names.join(", ")}${more})`];
}
function nobodyOnline({ logins }) {
  return logins.rows.every(({ isUnseen }) => isUnseen === true);
}
var DOCUMENTED, MOST_NAMED, BECOMES;
var init_plausibility = __esm({
  "src/billing/plausibility.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_reading();
    init_standing();
    DOCUMENTED = /* @__PURE__ */ new Set(["A", "FA", "CM", "CA", "D", "AA"]);
    MOST_NAMED = 5;
    BECOMES = {
      open: phrase`they have service`,
      blocked: phrase`they are blocked`,
      none: phrase`they are not blocked`,
      silent: phrase`they keep what they have`,
      unread: phrase`they keep what they have`
    };
  }
});

// src/mapping/speed.ts
function parseSpeed(text2, { speedBase, bareUnit }) {
  const trimmed = text2?.trim();
  if (trimmed === void 0) return { kind: "unreadable", text: "null" };
  const unreadable = { kind: "unreadable", text: trimmed };
  if (trimmed === "") return { kind: "unlimited" };
  const match = /^(?<whole>\d{1,12})(?:[.,](?<decimals>\d{1,12}))?\s*(?<word>[a-z/]{0,12})$/i.exec(trimmed);
  const { whole = "", decimals = "", word = "" } = match?.groups ?? {};
  const given = word === "" ? bareUnit : UNIT.exec(word)?.groups?.["unit"];
  const isZero = match !== null && Number(`${whole}.${decimals || "0"}`) === 0;
  if (isZero && (word === "" || given !== void 0)) return { kind: "unlimited" };
  if (match === null || given === void 0) return unreadable;
  if (decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return unreadable;
  const exponent = EXPONENT[given.toLowerCase()];
  const kbps = Math.round(Number(`${whole}.${decimals || "0"}`) * speedBase ** exponent);
  if (kbps < 1 || kbps > MOST_KBPS) return unreadable;
  return { kind: "limited", kbps };
}
var MOST_KBPS, EXPONENT, UNIT;
var init_speed = __esm({
  "src/mapping/speed.ts"() {
    "use strict";
    init_thin_classes();
    MOST_KBPS = 2147483647;
    EXPONENT = { k: 0, m: 1, g: 2 };
    UNIT = /^(?<unit>[kmg])(?:ilo|ega|iga)?(?:s|b|bs|bps|bit|bits|b\/s|bit\/s|bits\/s)?$/i;
  }
});

// src/mapping/burst.ts
function burstsOf(plan, rates, options) {
  if (options.burst !== true || rates === void 0) return { bursts: void 0, skipped: [] };
  const { rateFactor: rateFactor2 } = options;
  const down = readBurst(plan.downloadBurst, rates.downKbps, { ...options, factor: rateFactor2?.down ?? 1 });
  const up = readBurst(plan.uploadBurst, rates.upKbps, { ...options, factor: rateFactor2?.up ?? 1 });
  const skipped2 = [skipFor(plan, "download", down), skipFor(plan, "upload", up)].flatMap((skip2) => skip2 ?? []);
  const bursts2 = { ...typeof down === "object" && { down }, ...typeof up === "object" && { up } };
  return { bursts: "down" in bursts2 || "up" in bursts2 ? bursts2 : void 0, skipped: skipped2 };
}
function skipFor({ id, name }, way, read2) {
  if (typeof read2 !== "string") return void 0;
  return { reason: "bad-burst", what: say`plan ${id} (${name})`, detail: `${way}: ${read2}` };
}
function readBurst(texts, rateKbps, options) {
  if (texts === void 0) return void 0;
  if (rateKbps < 0) return say`the plan has no limit to go beyond`;
  const scaled2 = (text2) => {
    const speed = parseSpeed(text2, options);
    return speed.kind === "limited" ? Math.max(1, Math.round(speed.kbps * options.factor)) : void 0;
  };
  const burstKbps = scaled2(texts.rate);
  const thresholdKbps = texts.threshold === "" ? rateKbps : scaled2(texts.threshold);
  const seconds = /^(\d{1,6})\s*s?$/i.exec(texts.time)?.[1];
  const shown2 = say`burst "${texts.rate}", threshold "${texts.threshold}", time "${texts.time}"`.slice(0, 120);
  if (burstKbps === void 0 || thresholdKbps === void 0) return say`${shown2}: write a number and k, M or G in IXC`;
  if (seconds === void 0 || Number(seconds) === 0) return say`${shown2}: the time is no whole number of seconds`;
  if (burstKbps < rateKbps || thresholdKbps < rateKbps) return say`${shown2}: below the plan's own speed`;
  return { rateKbps: burstKbps, thresholdKbps, durationS: Number(seconds) };
}
var init_burst = __esm({
  "src/mapping/burst.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_speed();
  }
});

// src/mapping/name.ts
function toBqnName(text2) {
  return text2.replace(/\s/g, "_");
}
function isUsableName(name) {
  return name !== "" && name !== "." && name !== ".." && !/[\p{Cc}\p{Cs}]/u.test(name);
}
var init_name = __esm({
  "src/mapping/name.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/mapping/offers.ts
function scaled(rates, factor) {
  if (rates === void 0 || factor === void 0) return rates;
  const times = (kbps, by) => kbps === UNLIMITED ? kbps : Math.max(1, Math.round(kbps * by));
  return { downKbps: times(rates.downKbps, factor.down), upKbps: times(rates.upKbps, factor.up) };
}
function offersOf(plan, options) {
  const rates = ratesOf(plan, options);
  const isOwn = plan.policyId !== void 0;
  if (isOwn) return [{ plan, wish: toBqnName(plan.name), rates, bursts: void 0, skipped: [] }];
  const offered = scaled(rates, options.rateFactor);
  return [{ plan, wish: toBqnName(plan.name), rates: offered, ...burstsOf(plan, offered, options) }];
}
function isInternet(plan) {
  return plan.kind.trim().toUpperCase() === "I";
}
function inOrder(plans) {
  return [...plans].sort((one, other) => Number(isInternet(other)) - Number(isInternet(one)) || one.id - other.id);
}
function isNameable({ wish }) {
  return isUsableName(wish);
}
function nameOffers(offers, beside = []) {
  const reserved = /* @__PURE__ */ new Set([BLOCK_POLICY, ...beside.map(({ name }) => name)]);
  const taken = /* @__PURE__ */ new Map();
  const wanted2 = new Set(offers.map(({ wish }) => wish));
  return offers.map((offer) => {
    const name = freeName(offer, { taken, wanted: wanted2, reserved });
    if (!taken.has(name)) taken.set(name, offer);
    return { ...offer, name };
  });
}
function freeName(offer, { taken, wanted: wanted2, reserved }) {
  const { wish, plan } = offer;
  if (!reserved.has(wish) && (!taken.has(wish) || isLike(taken.get(wish), offer))) return wish;
  let name = `${wish}-${plan.id}`;
  while (taken.has(name) || wanted2.has(name) || reserved.has(name)) name = `${name}-${plan.id}`;
  return name;
}
function isLike(one, { rates, bursts: bursts2 }) {
  if (one?.rates === void 0 || one.rates.downKbps !== rates?.downKbps || one.rates.upKbps !== rates.upKbps)
    return false;
  return burstText(one.bursts?.down) === burstText(bursts2?.down) && burstText(one.bursts?.up) === burstText(bursts2?.up);
}
function ratesOf(plan, options) {
  const down = parseSpeed(plan.download, options);
  const up = parseSpeed(plan.upload, options);
  if (down.kind === "unreadable" || up.kind === "unreadable") return void 0;
  return { downKbps: toKbps(down), upKbps: toKbps(up) };
}
function toKbps(speed) {
  return speed.kind === "limited" ? speed.kbps : UNLIMITED;
}
var UNLIMITED;
var init_offers = __esm({
  "src/mapping/offers.ts"() {
    "use strict";
    init_thin_classes();
    init_burst();
    init_desired();
    init_name();
    init_speed();
    UNLIMITED = -1;
  }
});

// src/run/unreadable-plans.ts
function noReadablePlan({ system, plans }, options) {
  const offered = plans.rows.filter(isInternet);
  const unreadable = offered.filter((plan) => isUnreadable(plan, options));
  const limited = offered.filter((plan) => !isUnreadable(plan, options) && hasLimit(plan, options));
  if (unreadable.length === 0 || limited.length > 0) return void 0;
  if (unreadable.length < offered.length && !unreadable.every(isBare)) return void 0;
  const named = namesOf2(unreadable);
  return say`no speed of ${system}'s ${unreadable.length} Internet plans can be read (${named}): ${adviceFor(unreadable)}`;
}
function unreadablePlans({ plans, logins }, options) {
  const used = /* @__PURE__ */ new Map();
  for (const { plan } of logins.rows) used.set(plan, (used.get(plan) ?? 0) + 1);
  const users = (plan) => used.get(plan.id) ?? 0;
  const unreadable = plans.rows.filter((plan) => (isInternet(plan) || users(plan) > 0) && isUnreadable(plan, options)).sort((one, other) => users(other) - users(one));
  if (unreadable.length === 0) return void 0;
  const concerned = unreadable.reduce((sum, plan) => sum + users(plan), 0);
  return say`the speed of ${unreadable.length} plans cannot be read (${namesOf2(unreadable)}), and their ${concerned} online logins get no new speed: ${adviceFor(unreadable)}`;
}
function isUnreadable({ download, upload }, options) {
  return [download, upload].some((text2) => parseSpeed(text2, options).kind === "unreadable");
}
function hasLimit({ download, upload }, options) {
  return [download, upload].some((text2) => parseSpeed(text2, options).kind === "limited");
}
function isBare({ download, upload }) {
  const texts = [download, upload].map((text2) => (text2 ?? "null").trim());
  return texts.every((text2) => /^(\d{1,12}([.,]\d{1,12})?)?$/.test(text2));
}
function adviceFor(plans) {
  return plans.every(isBare) ? say`they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M` : say`type them in like 100M`;
}
function namesOf2(plans) {
  const named = plans.slice(0, MOST_NAMED2).map(({ name, download, upload }) => `${name.slice(0, 60)}: ${shown(download)}/${shown(upload)}`);
  return `${named.join("; ")}${plans.length > MOST_NAMED2 ? "; ..." : ""}`;
}
function shown(speed) {
  return (speed ?? "nothing").trim().slice(0, 20);
}
var MOST_NAMED2;
var init_unreadable_plans = __esm({
  "src/run/unreadable-plans.ts"() {
    "use strict";
    init_thin_classes();
    init_offers();
    init_speed();
    init_language();
    MOST_NAMED2 = 3;
  }
});

// src/fate/fate.ts
function fateUnder(policy, ratesOf2) {
  if (policy === null) return UNSAID;
  if (policy === BLOCK_POLICY) return { kind: "blocked" };
  const { downKbps = null, upKbps = null } = ratesOf2(policy) ?? {};
  const down = downKbps ?? -1;
  const up = upKbps ?? -1;
  return down < 0 && up < 0 ? { kind: "unlimited", policy } : { kind: "limited", policy, downKbps: down, upKbps: up };
}
function policyOf(fate) {
  switch (fate.kind) {
    case "blocked":
      return BLOCK_POLICY;
    case "unsaid":
      return null;
    default:
      return fate.policy;
  }
}
function sameFate(one, other) {
  if (one.kind === "limited" && other.kind === "limited")
    return one.policy === other.policy && one.downKbps === other.downKbps && one.upKbps === other.upKbps;
  return one.kind === other.kind && policyOf(one) === policyOf(other);
}
var UNSAID;
var init_fate = __esm({
  "src/fate/fate.ts"() {
    "use strict";
    init_thin_classes();
    init_desired();
    UNSAID = { kind: "unsaid" };
  }
});

// src/fate/effect.ts
function effectBetween(from, to) {
  if (sameFate(from, to)) return "none";
  if (to.kind === "blocked") return "blocks";
  if (from.kind === "blocked") return "opens";
  if (from.kind === "unsaid") return "comes";
  if (to.kind === "unsaid") return "loses plan";
  if (to.kind === "unlimited") return from.kind === "unlimited" ? "changes" : "lifts";
  if (from.kind === "unlimited") return "slows";
  const slowed = isSlowed(from.downKbps, to.downKbps) || isSlowed(from.upKbps, to.upKbps);
  if (slowed) return "slows";
  return isLifted(from.downKbps, to.downKbps) || isLifted(from.upKbps, to.upKbps) ? "lifts" : "changes";
}
function isSlowed(from, to) {
  if (to < 0) return false;
  return from < 0 || to < from * SLOWED;
}
function isLifted(from, to) {
  return from >= 0 && to < 0;
}
var EFFECTS, SLOWED;
var init_effect = __esm({
  "src/fate/effect.ts"() {
    "use strict";
    init_thin_classes();
    init_fate();
    EFFECTS = [
      "blocks",
      "opens",
      "slows",
      "lifts",
      "loses plan",
      "changes",
      "comes",
      "leaves"
    ];
    SLOWED = 0.5;
  }
});

// src/report/fate-lines.ts
function effectWord(effect) {
  return translated(EFFECT_WORDS[effect]);
}
function fateText(fate) {
  switch (fate.kind) {
    case "blocked":
      return say`blocked`;
    case "unsaid":
      return say`nothing said`;
    case "unlimited":
      return say`${fate.policy}, unlimited`;
    case "limited":
      return `${fate.policy} ${rateText(fate.downKbps)}/${rateText(fate.upKbps)}`;
  }
}
function rateText(kbps) {
  return kbps < 0 ? say`unlimited` : `${kbps} Kbps`;
}
function describeFate({ effect, login, ip, movedFrom, from, to, reason }) {
  const moved = movedFrom === void 0 ? "" : say`, before at ${movedFrom}`;
  return `${effectWord(effect)} ${login} (${ip}${moved}): ${fateText(from)} -> ${fateText(to)} (${reason})`;
}
function fateLines({ label, fates }) {
  const told2 = EFFECTS.filter(isTold).flatMap((effect) => fates.filter((fate) => fate.effect === effect));
  const lines = told2.slice(0, MOST_NAMED3).map((fate) => say`BQN ${label}: ${describeFate(fate)}`);
  return told2.length > MOST_NAMED3 ? [...lines, say`BQN ${label}: and ${told2.length - MOST_NAMED3} more`] : lines;
}
function isTold(effect) {
  return effect !== "comes" && effect !== "leaves" && effect !== "none";
}
function fateCounts(fates) {
  const counts = EFFECTS.map((effect) => [effect, fates.filter((fate) => fate.effect === effect).length]);
  return counts.filter(([, count2]) => count2 > 0).map(([effect, count2]) => `${count2} ${effectWord(effect)}`).join(", ");
}
function wouldBlockText({ plan, heldBack: heldBack2 }) {
  const all = [
    ...plan?.fates ?? [],
    ...heldBack2.filter(({ kind }) => kind === "blocks").flatMap(({ fates }) => fates)
  ];
  const blocked = new Map(all.filter(({ effect }) => effect === "blocks").map((fate) => [fate.customer, fate]));
  const customers2 = Math.max(plan?.wanted ?? 0, plan?.managed ?? 0);
  const states = tally([...blocked.values()].map(({ status }) => status.trim() || say`no status`));
  const shown2 = states.length === 0 ? "" : ` (${states.map(([status, count2]) => `${status} ${count2}`).join(", ")})`;
  return say`would block ${blocked.size} of ${customers2}${shown2}`;
}
var MOST_NAMED3, EFFECT_WORDS;
var init_fate_lines = __esm({
  "src/report/fate-lines.ts"() {
    "use strict";
    init_thin_classes();
    init_effect();
    init_outcome();
    init_language();
    MOST_NAMED3 = 20;
    EFFECT_WORDS = {
      blocks: phrase`blocks`,
      opens: phrase`opens`,
      slows: phrase`slows`,
      lifts: phrase`lifts`,
      "loses plan": phrase`loses plan`,
      changes: phrase`changes`,
      comes: phrase`comes`,
      leaves: phrase`leaves`,
      none: phrase`none`
    };
  }
});

// src/report/summary.ts
function summary(outcome, dryRun, judging) {
  return [
    ...readLines(outcome),
    ...skippedLines(outcome),
    ...oddLines(outcome, judging),
    ...outcome.bqns.flatMap((bqn) => bqnLines(bqn, dryRun)),
    ...durationLines(outcome),
    say`result: ${translated(EXIT_TEXT[outcome.exitCode])} (exit code ${outcome.exitCode})`,
    ...dryRun ? outcome.bqns.filter(({ plan }) => plan !== void 0).map((bqn) => say`BQN ${bqn.label}: ${wouldBlockText(bqn)}`) : []
  ];
}
function readLines({ billing }) {
  return billing === void 0 ? [] : [say`read: ${LIST_KINDS.map((list) => readPart(billing[list])).join(", ")}`];
}
function readPart({ name, rows: rows2, pages, retries, completeness, how }) {
  const counted2 = pages === 1 ? say`1 page` : say`${pages} pages`;
  const again = retries === 0 ? "" : say`, ${retries} asked again`;
  const doubt = completeness === "whole" ? "" : `, ${translated(COMPLETENESS_WORDS[completeness])}`;
  const part = how === "out of service" ? say`those out of service, ` : "";
  return say`${name} ${rows2.length} rows (${part}${counted2}${again}${doubt})`;
}
function oddLines({ billing, error }, judging) {
  if (billing === void 0) return [];
  const plans = error === void 0 ? unreadablePlans(billing, judging) : void 0;
  const doubts = [
    ...unseenLines(billing),
    ...doubtsOf(billing, judging).flatMap(({ stops, said }) => stops ? [] : [say`look: ${said}`])
  ];
  return plans === void 0 ? doubts : [...doubts, say`look: ${plans}`];
}
function unseenLines({ unseen = 0 }) {
  if (unseen === 0) return [];
  return [
    say`look: ${unseen} logins with a fixed IP are not online, and neither limited nor blocked: --fixed-ip gives them their plan`
  ];
}
function skippedLines({ desired }) {
  if (desired === void 0 || desired.skipped.length === 0) return [];
  const reasons = tally(desired.skipped.map((skip2) => translated(SKIP_REASONS[skip2.reason])));
  return [say`skipped: ${reasons.map(([reason, count2]) => `${count2} ${reason}`).join(", ")}`];
}
function bqnLines(bqn, dryRun) {
  const name = `BQN ${bqn.label}`;
  if (bqn.plan === void 0) return [];
  const counts = KINDS.map((kind) => {
    const { created, changed: changed2, deleted, unchanged } = countsOf(bqn, kind);
    return say`${translated(KIND_NAMES[kind])} ${created} created, ${changed2} changed, ${deleted} deleted, ${unchanged} unchanged`;
  });
  const waiting = bqn.plan.changes.length - (bqn.applied?.done.length ?? 0) - (bqn.applied?.refused.length ?? 0);
  return [
    `${name}${dryRun ? say` (dry run, nothing written)` : ""}: ${counts.join("; ")}`,
    ...fateCounts(bqn.fates) === "" ? [] : [say`${name}: customers: ${fateCounts(bqn.fates)}`],
    ...bqn.heldBack.map((part) => `${name}: ${heldBackText(part)}`),
    ...bqn.plan.takenOver.map((taken) => `${name}: ${takenOverText(taken)}`),
    ...bqn.plan.remarks.slice(0, MOST_REASONS).map((remark) => `${name}: ${remark}`),
    ...bqn.tugs.slice(0, MOST_REASONS).map((tug) => say`${name}: tug of war: ${tug}`),
    ...reasonLines(
      say`${name}: refused`,
      (bqn.applied?.refused ?? []).map(({ change, reason }) => [
        `${translated(KIND_NAMES[change.kind])}, ${reason}`,
        change.key
      ])
    ),
    ...reasonLines(
      say`${name}: left as it is`,
      bqn.plan.stuck.map(({ kind, key, reason }) => [`${translated(KIND_NAMES[kind])}, ${reason}`, key])
    ),
    ...siteLines(bqn).map((line) => `${name}: ${line}`),
    ...!dryRun && waiting > 0 ? [say`${name}: ${waiting} changes left for the next run`] : []
  ];
}
function siteLines({ plan, applied }) {
  if (applied === void 0) {
    const count2 = plan?.memberships.length ?? 0;
    return count2 === 0 ? [] : [say`${count2} customers to be put into the groups of their sites`];
  }
  const { joined, refused: refused2, reason, most } = applied.sites;
  return [
    ...joined > 0 ? [say`${joined} customers put into the groups of their sites`] : [],
    ...refused2 > 0 ? [say`${refused2} customers could not be put into the groups of their sites (${reason})`] : [],
    ...most === void 0 ? [] : [say`it seems to take no more than ${most} groups for a subscriber: those of sites beyond that are left out`]
  ];
}
function heldBackText({ kind, what, count: count2, outOf, limitPercent, flag, who }) {
  const named = who.slice(0, MOST_WHO).map(cutName).join(", ");
  const more = who.length > MOST_WHO ? say` and ${who.length - MOST_WHO} more` : "";
  const names = named === "" ? "" : `: ${named}${more}`;
  const pass = say`if this is meant, run once with --approve ${kind}=${count2} (or --force for everything)`;
  return say`held back: ${count2} of ${outOf} ${what} (limit ${limitPercent} %, ${flag})${names}; ${pass}`;
}
function takenOverText({ kind, key, was, becomes, users }) {
  const used = users === 0 ? "" : say`, used by ${users} entries`;
  return say`takes over ${kind} ${cutName(key)}, which stood there before: was ${was}; becomes ${becomes}${used}; it will never be deleted`;
}
function reasonLines(title, entries) {
  const examples = /* @__PURE__ */ new Map();
  for (const [reason, key] of entries) if (!examples.has(reason)) examples.set(reason, key);
  const reasons = tally(entries.map(([reason]) => reason));
  const shown2 = reasons.slice(0, MOST_REASONS).map(([reason, count2]) => {
    const more = count2 === 1 ? "" : say` and ${count2 - 1} more`;
    return `${title}: ${cutName(examples.get(reason) ?? "")}${more} (${reason})`;
  });
  const hidden = reasons.length - shown2.length;
  return hidden > 0 ? [...shown2, say`${title}: ${hidden} further reasons`] : shown2;
}
function durationLines({ durations }) {
  const stages2 = Object.entries(durations).map(
    ([stage, ms]) => `${translated(STAGE_WORDS[stage] ?? stage)} ${(ms / 1e3).toFixed(1)} s`
  );
  return stages2.length === 0 ? [] : [say`durations: ${stages2.join(", ")}`];
}
var MOST_REASONS, EXIT_TEXT, MOST_WHO, STAGE_WORDS;
var init_summary = __esm({
  "src/report/summary.ts"() {
    "use strict";
    init_thin_classes();
    init_plausibility();
    init_reading();
    init_kinds();
    init_desired();
    init_exit_code();
    init_outcome();
    init_unreadable_plans();
    init_language();
    init_printable();
    init_fate_lines();
    MOST_REASONS = 12;
    EXIT_TEXT = {
      [EXIT.done]: phrase`done`,
      [EXIT.defect]: phrase`a defect of this program`,
      [EXIT.usage]: phrase`settings refused`,
      [EXIT.sourceUnreadable]: phrase`IXC could not be read whole, nothing written`,
      [EXIT.bqnFailed]: phrase`a BQN could not be read or stopped answering`,
      [EXIT.refused]: phrase`done, but some entries were refused`,
      [EXIT.heldBack]: phrase`part held back by the gate`,
      [EXIT.locked]: phrase`another run is under way`,
      [EXIT.checkFailed]: phrase`the check failed`,
      [EXIT.wouldChange]: phrase`something would change`,
      [EXIT.interrupted]: phrase`interrupted`,
      [EXIT.terminated]: phrase`terminated`
    };
    MOST_WHO = 10;
    STAGE_WORDS = { read: phrase`read`, map: phrase`map`, write: phrase`write` };
  }
});

// node_modules/picocolors/picocolors.js
var require_picocolors = __commonJS({
  "node_modules/picocolors/picocolors.js"(exports2, module2) {
    init_thin_classes();
    var p = process || {};
    var argv = p.argv || [];
    var env2 = p.env || {};
    var isColorSupported = !(!!env2.NO_COLOR || argv.includes("--no-color")) && (!!env2.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || (p.stdout || {}).isTTY && env2.TERM !== "dumb" || !!env2.CI);
    var formatter = (open, close, replace = open) => (input) => {
      let string = "" + input, index = string.indexOf(close, open.length);
      return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close;
    };
    var replaceClose = (string, close, replace, index) => {
      let result = "", cursor = 0;
      do {
        result += string.substring(cursor, index) + replace;
        cursor = index + close.length;
        index = string.indexOf(close, cursor);
      } while (~index);
      return result + string.substring(cursor);
    };
    var createColors = (enabled = isColorSupported) => {
      let f = enabled ? formatter : () => String;
      return {
        isColorSupported: enabled,
        reset: f("\x1B[0m", "\x1B[0m"),
        bold: f("\x1B[1m", "\x1B[22m", "\x1B[22m\x1B[1m"),
        dim: f("\x1B[2m", "\x1B[22m", "\x1B[22m\x1B[2m"),
        italic: f("\x1B[3m", "\x1B[23m"),
        underline: f("\x1B[4m", "\x1B[24m"),
        inverse: f("\x1B[7m", "\x1B[27m"),
        hidden: f("\x1B[8m", "\x1B[28m"),
        strikethrough: f("\x1B[9m", "\x1B[29m"),
        black: f("\x1B[30m", "\x1B[39m"),
        red: f("\x1B[31m", "\x1B[39m"),
        green: f("\x1B[32m", "\x1B[39m"),
        yellow: f("\x1B[33m", "\x1B[39m"),
        blue: f("\x1B[34m", "\x1B[39m"),
        magenta: f("\x1B[35m", "\x1B[39m"),
        cyan: f("\x1B[36m", "\x1B[39m"),
        white: f("\x1B[37m", "\x1B[39m"),
        gray: f("\x1B[90m", "\x1B[39m"),
        bgBlack: f("\x1B[40m", "\x1B[49m"),
        bgRed: f("\x1B[41m", "\x1B[49m"),
        bgGreen: f("\x1B[42m", "\x1B[49m"),
        bgYellow: f("\x1B[43m", "\x1B[49m"),
        bgBlue: f("\x1B[44m", "\x1B[49m"),
        bgMagenta: f("\x1B[45m", "\x1B[49m"),
        bgCyan: f("\x1B[46m", "\x1B[49m"),
        bgWhite: f("\x1B[47m", "\x1B[49m"),
        blackBright: f("\x1B[90m", "\x1B[39m"),
        redBright: f("\x1B[91m", "\x1B[39m"),
        greenBright: f("\x1B[92m", "\x1B[39m"),
        yellowBright: f("\x1B[93m", "\x1B[39m"),
        blueBright: f("\x1B[94m", "\x1B[39m"),
        magentaBright: f("\x1B[95m", "\x1B[39m"),
        cyanBright: f("\x1B[96m", "\x1B[39m"),
        whiteBright: f("\x1B[97m", "\x1B[39m"),
        bgBlackBright: f("\x1B[100m", "\x1B[49m"),
        bgRedBright: f("\x1B[101m", "\x1B[49m"),
        bgGreenBright: f("\x1B[102m", "\x1B[49m"),
        bgYellowBright: f("\x1B[103m", "\x1B[49m"),
        bgBlueBright: f("\x1B[104m", "\x1B[49m"),
        bgMagentaBright: f("\x1B[105m", "\x1B[49m"),
        bgCyanBright: f("\x1B[106m", "\x1B[49m"),
        bgWhiteBright: f("\x1B[107m", "\x1B[49m")
      };
    };
    module2.exports = createColors();
    module2.exports.createColors = createColors;
  }
});

// src/settings/settings.ts
var SettingsError, LONGEST_PAUSE_S;
var init_settings = __esm({
  "src/settings/settings.ts"() {
    "use strict";
    init_thin_classes();
    SettingsError = class extends Error {
      name = "SettingsError";
    };
    LONGEST_PAUSE_S = 86400;
  }
});

// src/text/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}
var init_json = __esm({
  "src/text/json.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/files/atomic-file.ts
function replaceFile(path, text2, mode) {
  const target = targetOf(path);
  if (target.kind === "device") {
    writeInto(target.path, text2);
    return;
  }
  removeOldDrafts(target.path);
  const { draft, file } = openDraft(target.path, mode);
  try {
    try {
      (0, import_node_fs6.fchmodSync)(file, mode);
      (0, import_node_fs6.writeFileSync)(file, text2);
      (0, import_node_fs6.fsyncSync)(file);
    } finally {
      (0, import_node_fs6.closeSync)(file);
    }
    (0, import_node_fs6.renameSync)(draft, target.path);
  } catch (error) {
    (0, import_node_fs6.rmSync)(draft, { force: true });
    throw error;
  }
}
function writingTrouble(path) {
  try {
    const target = targetOf(path);
    if (target.kind === "device") return void 0;
    const { draft, file } = openDraft(target.path, 384);
    (0, import_node_fs6.closeSync)(file);
    (0, import_node_fs6.rmSync)(draft, { force: true });
    return void 0;
  } catch (error) {
    return fileTrouble(error);
  }
}
function isLink(path) {
  return !path.startsWith("/dev/") && ((0, import_node_fs6.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
}
function targetOf(path) {
  const link = (0, import_node_fs6.lstatSync)(path, { throwIfNoEntry: false });
  const followed = link?.isSymbolicLink() === true && isOurLink(path, link) ? realPath(path) : path;
  const stat = followed === path && !path.startsWith("/dev/") ? link : (0, import_node_fs6.lstatSync)(followed, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) throw Object.assign(new Error("EISDIR"), { code: "EISDIR" });
  const isDevice = stat !== void 0 && !stat.isFile() && !stat.isSymbolicLink() && isTrustedOwner(stat);
  return { kind: isDevice || followed.startsWith("/dev/") ? "device" : "file", path: followed };
}
function isOurLink(path, link) {
  return isTrustedOwner(link) && isTrustedFolder((0, import_node_path3.dirname)(path));
}
function realPath(path) {
  try {
    return (0, import_node_fs6.realpathSync)(path);
  } catch (error) {
    if (error.code === "ENOENT") return path;
    throw error;
  }
}
function openDraft(target, mode) {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = import_node_fs6.constants;
  const draft = `${target}.${(0, import_node_crypto2.randomBytes)(8).toString("hex")}.new`;
  return { draft, file: (0, import_node_fs6.openSync)(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode) };
}
function removeOldDrafts(target) {
  const folder = (0, import_node_path3.dirname)(target);
  const begins = `${(0, import_node_path3.basename)(target)}.`;
  for (const name of namesIn(folder)) {
    if (!name.startsWith(begins) || !/^[0-9a-f]{16}\.new$/.test(name.slice(begins.length))) continue;
    const draft = (0, import_node_path3.join)(folder, name);
    const stat = (0, import_node_fs6.lstatSync)(draft, { throwIfNoEntry: false });
    if (stat !== void 0 && isTrustedOwner(stat) && Date.now() - stat.mtimeMs > DRAFT_EXPIRY_MS)
      (0, import_node_fs6.rmSync)(draft, { force: true });
  }
}
function namesIn(folder) {
  try {
    return (0, import_node_fs6.readdirSync)(folder);
  } catch {
    return [];
  }
}
function writeInto(path, text2) {
  const { O_WRONLY, O_NONBLOCK, O_NOFOLLOW } = import_node_fs6.constants;
  const file = (0, import_node_fs6.openSync)(path, O_WRONLY | O_NONBLOCK | (path.startsWith("/dev/") ? 0 : O_NOFOLLOW));
  try {
    const stat = (0, import_node_fs6.fstatSync)(file);
    if (stat.isFile() && !path.startsWith("/dev/")) throw new Error(say`it was exchanged while it was looked at`);
    (0, import_node_fs6.writeFileSync)(file, text2);
  } finally {
    (0, import_node_fs6.closeSync)(file);
  }
}
var import_node_crypto2, import_node_fs6, import_node_path3, DRAFT_EXPIRY_MS;
var init_atomic_file = __esm({
  "src/files/atomic-file.ts"() {
    "use strict";
    init_thin_classes();
    import_node_crypto2 = require("node:crypto");
    import_node_fs6 = require("node:fs");
    import_node_path3 = require("node:path");
    init_language();
    init_trouble();
    init_trust();
    DRAFT_EXPIRY_MS = 36e5;
  }
});

// node_modules/ipaddr.js/lib/ipaddr.js
var require_ipaddr = __commonJS({
  "node_modules/ipaddr.js/lib/ipaddr.js"(exports2, module2) {
    init_thin_classes();
    (function(root) {
      "use strict";
      const ipv4Part = "(0?\\d+|0x[a-f0-9]+)";
      const ipv4Regexes = {
        fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
        threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
        twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, "i"),
        longValue: new RegExp(`^${ipv4Part}$`, "i")
      };
      const octalRegex = new RegExp(`^0[0-7]+$`, "i");
      const hexRegex = new RegExp(`^0x[a-f0-9]+$`, "i");
      const zoneIndex = "%[0-9a-z]{1,}";
      const ipv6Part = "(?:[0-9a-f]+::?)+";
      const ipv6Regexes = {
        zoneIndex: new RegExp(zoneIndex, "i"),
        "native": new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, "i"),
        deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, "i"),
        transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, "i")
      };
      function expandIPv6(string, parts2) {
        if (string.indexOf("::") !== string.lastIndexOf("::")) {
          return null;
        }
        let colonCount = 0;
        let lastColon = -1;
        let zoneId = (string.match(ipv6Regexes.zoneIndex) || [])[0];
        let replacement, replacementCount;
        if (zoneId) {
          zoneId = zoneId.substring(1);
          string = string.replace(/%.+$/, "");
        }
        while ((lastColon = string.indexOf(":", lastColon + 1)) >= 0) {
          colonCount++;
        }
        if (string.substr(0, 2) === "::") {
          colonCount--;
        }
        if (string.substr(-2, 2) === "::") {
          colonCount--;
        }
        if (colonCount >= parts2) {
          return null;
        }
        replacementCount = parts2 - colonCount;
        replacement = ":";
        while (replacementCount--) {
          replacement += "0:";
        }
        string = string.replace("::", replacement);
        if (string[0] === ":") {
          string = string.slice(1);
        }
        if (string[string.length - 1] === ":") {
          string = string.slice(0, -1);
        }
        parts2 = (function() {
          const ref = string.split(":");
          const results = [];
          for (let i = 0; i < ref.length; i++) {
            results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
          }
          return results;
        })();
        return {
          parts: parts2,
          zoneId
        };
      }
      function matchCIDR(first, second, partSize, cidrBits) {
        if (first.length !== second.length) {
          throw new Error("ipaddr: cannot match CIDR for objects with different lengths");
        }
        let part = 0;
        let shift;
        while (cidrBits > 0) {
          shift = partSize - cidrBits;
          if (shift < 0) {
            shift = 0;
          }
          if (first[part] >> shift !== second[part] >> shift) {
            return false;
          }
          cidrBits -= partSize;
          part += 1;
        }
        return true;
      }
      function parseIntAuto(string) {
        if (hexRegex.test(string)) {
          return parseInt(string, 16);
        }
        if (string[0] === "0" && !isNaN(parseInt(string[1], 10))) {
          if (octalRegex.test(string)) {
            return parseInt(string, 8);
          }
          throw new Error(`ipaddr: cannot parse ${string} as octal`);
        }
        return parseInt(string, 10);
      }
      function padPart(part, length) {
        while (part.length < length) {
          part = `0${part}`;
        }
        return part;
      }
      const ipaddr3 = {};
      ipaddr3.IPv4 = (function() {
        function IPv4(octets) {
          if (octets.length !== 4) {
            throw new Error("ipaddr: ipv4 octet count should be 4");
          }
          let i, octet;
          for (i = 0; i < octets.length; i++) {
            octet = octets[i];
            if (!(0 <= octet && octet <= 255)) {
              throw new Error("ipaddr: ipv4 octet should fit in 8 bits");
            }
          }
          this.octets = octets;
        }
        IPv4.prototype.SpecialRanges = {
          unspecified: [[new IPv4([0, 0, 0, 0]), 8]],
          broadcast: [[new IPv4([255, 255, 255, 255]), 32]],
          // RFC3171
          multicast: [[new IPv4([224, 0, 0, 0]), 4]],
          // RFC3927
          linkLocal: [[new IPv4([169, 254, 0, 0]), 16]],
          // RFC5735
          loopback: [[new IPv4([127, 0, 0, 0]), 8]],
          // RFC6598
          carrierGradeNat: [[new IPv4([100, 64, 0, 0]), 10]],
          // RFC1918
          "private": [
            [new IPv4([10, 0, 0, 0]), 8],
            [new IPv4([172, 16, 0, 0]), 12],
            [new IPv4([192, 168, 0, 0]), 16]
          ],
          // Reserved and testing-only ranges; RFCs 5735, 5737, 2544, 1700
          reserved: [
            [new IPv4([192, 0, 0, 0]), 24],
            [new IPv4([192, 0, 2, 0]), 24],
            [new IPv4([192, 88, 99, 0]), 24],
            [new IPv4([198, 18, 0, 0]), 15],
            [new IPv4([198, 51, 100, 0]), 24],
            [new IPv4([203, 0, 113, 0]), 24],
            [new IPv4([240, 0, 0, 0]), 4]
          ],
          // RFC7534, RFC7535
          as112: [
            [new IPv4([192, 175, 48, 0]), 24],
            [new IPv4([192, 31, 196, 0]), 24]
          ],
          // RFC7450
          amt: [
            [new IPv4([192, 52, 193, 0]), 24]
          ]
        };
        IPv4.prototype.kind = function() {
          return "ipv4";
        };
        IPv4.prototype.match = function(other, cidrRange) {
          let ref;
          if (cidrRange === void 0) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== "ipv4") {
            throw new Error("ipaddr: cannot match ipv4 address with non-ipv4 one");
          }
          return matchCIDR(this.octets, other.octets, 8, cidrRange);
        };
        IPv4.prototype.prefixLengthFromSubnetMask = function() {
          let cidr = 0;
          let stop2 = false;
          const zerotable = {
            0: 8,
            128: 7,
            192: 6,
            224: 5,
            240: 4,
            248: 3,
            252: 2,
            254: 1,
            255: 0
          };
          let i, octet, zeros;
          for (i = 3; i >= 0; i -= 1) {
            octet = this.octets[i];
            if (octet in zerotable) {
              zeros = zerotable[octet];
              if (stop2 && zeros !== 0) {
                return null;
              }
              if (zeros !== 8) {
                stop2 = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 32 - cidr;
        };
        IPv4.prototype.range = function() {
          return ipaddr3.subnetMatch(this, this.SpecialRanges);
        };
        IPv4.prototype.toByteArray = function() {
          return this.octets.slice(0);
        };
        IPv4.prototype.toIPv4MappedAddress = function() {
          return ipaddr3.IPv6.parse(`::ffff:${this.toString()}`);
        };
        IPv4.prototype.toNormalizedString = function() {
          return this.toString();
        };
        IPv4.prototype.toString = function() {
          return this.octets.join(".");
        };
        return IPv4;
      })();
      ipaddr3.IPv4.broadcastAddressFromCIDR = function(string) {
        try {
          const cidr = this.parseCIDR(string);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv4.isIPv4 = function(string) {
        return this.parser(string) !== null;
      };
      ipaddr3.IPv4.isValid = function(string) {
        try {
          new this(this.parser(string));
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv4.isValidCIDR = function(string) {
        try {
          this.parseCIDR(string);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv4.isValidFourPartDecimal = function(string) {
        if (ipaddr3.IPv4.isValid(string) && string.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) {
          return true;
        } else {
          return false;
        }
      };
      ipaddr3.IPv4.isValidCIDRFourPartDecimal = function(string) {
        const match = string.match(/^(.+)\/(\d+)$/);
        if (!ipaddr3.IPv4.isValidCIDR(string) || !match) {
          return false;
        }
        return ipaddr3.IPv4.isValidFourPartDecimal(match[1]);
      };
      ipaddr3.IPv4.networkAddressFromCIDR = function(string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv4.parse = function(string) {
        const parts2 = this.parser(string);
        if (parts2 === null) {
          throw new Error("ipaddr: string is not formatted like an IPv4 Address");
        }
        return new this(parts2);
      };
      ipaddr3.IPv4.parseCIDR = function(string) {
        let match;
        if (match = string.match(/^(.+)\/(\d+)$/)) {
          const maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 32) {
            const parsed3 = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed3, "toString", {
              value: function() {
                return this.join("/");
              }
            });
            return parsed3;
          }
        }
        throw new Error("ipaddr: string is not formatted like an IPv4 CIDR range");
      };
      ipaddr3.IPv4.parser = function(string) {
        let match, part, value;
        if (match = string.match(ipv4Regexes.fourOctet)) {
          return (function() {
            const ref = match.slice(1, 6);
            const results = [];
            for (let i = 0; i < ref.length; i++) {
              part = ref[i];
              results.push(parseIntAuto(part));
            }
            return results;
          })();
        } else if (match = string.match(ipv4Regexes.longValue)) {
          value = parseIntAuto(match[1]);
          if (value > 4294967295 || value < 0) {
            throw new Error("ipaddr: address outside defined range");
          }
          return (function() {
            const results = [];
            let shift;
            for (shift = 0; shift <= 24; shift += 8) {
              results.push(value >> shift & 255);
            }
            return results;
          })().reverse();
        } else if (match = string.match(ipv4Regexes.twoOctet)) {
          return (function() {
            const ref = match.slice(1, 4);
            const results = [];
            value = parseIntAuto(ref[1]);
            if (value > 16777215 || value < 0) {
              throw new Error("ipaddr: address outside defined range");
            }
            results.push(parseIntAuto(ref[0]));
            results.push(value >> 16 & 255);
            results.push(value >> 8 & 255);
            results.push(value & 255);
            return results;
          })();
        } else if (match = string.match(ipv4Regexes.threeOctet)) {
          return (function() {
            const ref = match.slice(1, 5);
            const results = [];
            value = parseIntAuto(ref[2]);
            if (value > 65535 || value < 0) {
              throw new Error("ipaddr: address outside defined range");
            }
            results.push(parseIntAuto(ref[0]));
            results.push(parseIntAuto(ref[1]));
            results.push(value >> 8 & 255);
            results.push(value & 255);
            return results;
          })();
        } else {
          return null;
        }
      };
      ipaddr3.IPv4.subnetMaskFromPrefixLength = function(prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 32) {
          throw new Error("ipaddr: invalid IPv4 prefix length");
        }
        const octets = [0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 4) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr3.IPv6 = (function() {
        function IPv6(parts2, zoneId) {
          let i, part;
          if (parts2.length === 16) {
            this.parts = [];
            for (i = 0; i <= 14; i += 2) {
              this.parts.push(parts2[i] << 8 | parts2[i + 1]);
            }
          } else if (parts2.length === 8) {
            this.parts = parts2;
          } else {
            throw new Error("ipaddr: ipv6 part count should be 8 or 16");
          }
          for (i = 0; i < this.parts.length; i++) {
            part = this.parts[i];
            if (!(0 <= part && part <= 65535)) {
              throw new Error("ipaddr: ipv6 part should fit in 16 bits");
            }
          }
          if (zoneId) {
            this.zoneId = zoneId;
          }
        }
        IPv6.prototype.SpecialRanges = {
          // RFC4291, here and after
          unspecified: [new IPv6([0, 0, 0, 0, 0, 0, 0, 0]), 128],
          linkLocal: [new IPv6([65152, 0, 0, 0, 0, 0, 0, 0]), 10],
          multicast: [new IPv6([65280, 0, 0, 0, 0, 0, 0, 0]), 8],
          loopback: [new IPv6([0, 0, 0, 0, 0, 0, 0, 1]), 128],
          uniqueLocal: [new IPv6([64512, 0, 0, 0, 0, 0, 0, 0]), 7],
          ipv4Mapped: [new IPv6([0, 0, 0, 0, 0, 65535, 0, 0]), 96],
          // RFC3879
          deprecatedSiteLocal: [new IPv6([65216, 0, 0, 0, 0, 0, 0, 0]), 10],
          // RFC6666
          discard: [new IPv6([256, 0, 0, 0, 0, 0, 0, 0]), 64],
          // RFC6145
          rfc6145: [new IPv6([0, 0, 0, 0, 65535, 0, 0, 0]), 96],
          rfc6052: [
            // RFC6052
            [new IPv6([100, 65435, 0, 0, 0, 0, 0, 0]), 96],
            // RFC8215
            [new IPv6([100, 65435, 1, 0, 0, 0, 0, 0]), 48]
          ],
          // RFC3056
          "6to4": [new IPv6([8194, 0, 0, 0, 0, 0, 0, 0]), 16],
          // RFC6052, RFC6146
          teredo: [new IPv6([8193, 0, 0, 0, 0, 0, 0, 0]), 32],
          // RFC5180
          benchmarking: [new IPv6([8193, 2, 0, 0, 0, 0, 0, 0]), 48],
          // RFC7450
          amt: [new IPv6([8193, 3, 0, 0, 0, 0, 0, 0]), 32],
          as112v6: [
            // RFC7535
            [new IPv6([8193, 4, 274, 0, 0, 0, 0, 0]), 48],
            // RFC7534
            [new IPv6([9760, 79, 32768, 0, 0, 0, 0, 0]), 48]
          ],
          // RFC4843
          deprecatedOrchid: [new IPv6([8193, 16, 0, 0, 0, 0, 0, 0]), 28],
          // RFC7343
          orchid2: [new IPv6([8193, 32, 0, 0, 0, 0, 0, 0]), 28],
          // RFC9374
          droneRemoteIdProtocolEntityTags: [new IPv6([8193, 48, 0, 0, 0, 0, 0, 0]), 28],
          // RFC9602
          segmentRouting: [new IPv6([24320, 0, 0, 0, 0, 0, 0, 0]), 16],
          reserved: [
            // RFC3849
            [new IPv6([8193, 0, 0, 0, 0, 0, 0, 0]), 23],
            // RFC2928
            [new IPv6([8193, 3512, 0, 0, 0, 0, 0, 0]), 32],
            // RFC9637
            [new IPv6([16383, 0, 0, 0, 0, 0, 0, 0]), 20]
          ]
        };
        IPv6.prototype.isIPv4MappedAddress = function() {
          return this.range() === "ipv4Mapped";
        };
        IPv6.prototype.kind = function() {
          return "ipv6";
        };
        IPv6.prototype.match = function(other, cidrRange) {
          let ref;
          if (cidrRange === void 0) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== "ipv6") {
            throw new Error("ipaddr: cannot match ipv6 address with non-ipv6 one");
          }
          return matchCIDR(this.parts, other.parts, 16, cidrRange);
        };
        IPv6.prototype.prefixLengthFromSubnetMask = function() {
          let cidr = 0;
          let stop2 = false;
          const zerotable = {
            0: 16,
            32768: 15,
            49152: 14,
            57344: 13,
            61440: 12,
            63488: 11,
            64512: 10,
            65024: 9,
            65280: 8,
            65408: 7,
            65472: 6,
            65504: 5,
            65520: 4,
            65528: 3,
            65532: 2,
            65534: 1,
            65535: 0
          };
          let part, zeros;
          for (let i = 7; i >= 0; i -= 1) {
            part = this.parts[i];
            if (part in zerotable) {
              zeros = zerotable[part];
              if (stop2 && zeros !== 0) {
                return null;
              }
              if (zeros !== 16) {
                stop2 = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 128 - cidr;
        };
        IPv6.prototype.range = function() {
          return ipaddr3.subnetMatch(this, this.SpecialRanges);
        };
        IPv6.prototype.toByteArray = function() {
          let part;
          const bytes = [];
          const ref = this.parts;
          for (let i = 0; i < ref.length; i++) {
            part = ref[i];
            bytes.push(part >> 8);
            bytes.push(part & 255);
          }
          return bytes;
        };
        IPv6.prototype.toFixedLengthString = function() {
          const addr = (function() {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(padPart(this.parts[i].toString(16), 4));
            }
            return results;
          }).call(this).join(":");
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toIPv4Address = function() {
          if (!this.isIPv4MappedAddress()) {
            throw new Error("ipaddr: trying to convert a generic ipv6 address to ipv4");
          }
          const ref = this.parts.slice(-2);
          const high = ref[0];
          const low = ref[1];
          return new ipaddr3.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
        };
        IPv6.prototype.toNormalizedString = function() {
          const addr = (function() {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(this.parts[i].toString(16));
            }
            return results;
          }).call(this).join(":");
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toRFC5952String = function() {
          const regex = /((^|:)(0(:|$)){2,})/g;
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          const normalized = this.toNormalizedString();
          const string = normalized.slice(0, normalized.length - suffix.length);
          let bestMatchIndex = 0;
          let bestMatchLength = -1;
          let bestMatchGroups = -1;
          let match;
          while (match = regex.exec(string)) {
            const groups = (match[0].match(/0/g) || []).length;
            if (groups > bestMatchGroups) {
              bestMatchGroups = groups;
              bestMatchIndex = match.index;
              bestMatchLength = match[0].length;
            }
          }
          if (bestMatchLength < 0) {
            return string + suffix;
          }
          return `${string.substring(0, bestMatchIndex)}::${string.substring(bestMatchIndex + bestMatchLength)}${suffix}`;
        };
        IPv6.prototype.toString = function() {
          return this.toRFC5952String();
        };
        return IPv6;
      })();
      ipaddr3.IPv6.broadcastAddressFromCIDR = function(string) {
        try {
          const cidr = this.parseCIDR(string);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv6.isIPv6 = function(string) {
        return this.parser(string) !== null;
      };
      ipaddr3.IPv6.isValid = function(string) {
        if (typeof string === "string" && string.indexOf(":") === -1) {
          return false;
        }
        try {
          const addr = this.parser(string);
          new this(addr.parts, addr.zoneId);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv6.isValidCIDR = function(string) {
        if (typeof string === "string" && string.indexOf(":") === -1) {
          return false;
        }
        try {
          this.parseCIDR(string);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv6.networkAddressFromCIDR = function(string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv6.parse = function(string) {
        const addr = this.parser(string);
        if (addr === null) {
          throw new Error("ipaddr: string is not formatted like an IPv6 Address");
        }
        return new this(addr.parts, addr.zoneId);
      };
      ipaddr3.IPv6.parseCIDR = function(string) {
        let maskLength, match, parsed3;
        if (match = string.match(/^(.+)\/(\d+)$/)) {
          maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 128) {
            parsed3 = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed3, "toString", {
              value: function() {
                return this.join("/");
              }
            });
            return parsed3;
          }
        }
        throw new Error("ipaddr: string is not formatted like an IPv6 CIDR range");
      };
      ipaddr3.IPv6.parser = function(string) {
        let addr, i, match, octet, octets, zoneId;
        if (match = string.match(ipv6Regexes.deprecatedTransitional)) {
          return this.parser(`::ffff:${match[1]}`);
        }
        if (ipv6Regexes.native.test(string)) {
          return expandIPv6(string, 8);
        }
        if (match = string.match(ipv6Regexes.transitional)) {
          zoneId = match[6] || "";
          addr = match[1];
          if (!match[1].endsWith("::")) {
            addr = addr.slice(0, -1);
          }
          addr = expandIPv6(addr + zoneId, 6);
          if (addr && addr.parts) {
            octets = [
              parseInt(match[2]),
              parseInt(match[3]),
              parseInt(match[4]),
              parseInt(match[5])
            ];
            for (i = 0; i < octets.length; i++) {
              octet = octets[i];
              if (!(0 <= octet && octet <= 255)) {
                return null;
              }
            }
            addr.parts.push(octets[0] << 8 | octets[1]);
            addr.parts.push(octets[2] << 8 | octets[3]);
            return {
              parts: addr.parts,
              zoneId: addr.zoneId
            };
          }
        }
        return null;
      };
      ipaddr3.IPv6.subnetMaskFromPrefixLength = function(prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 128) {
          throw new Error("ipaddr: invalid IPv6 prefix length");
        }
        const octets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 16) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr3.fromByteArray = function(bytes) {
        const length = bytes.length;
        if (length === 4) {
          return new ipaddr3.IPv4(bytes);
        } else if (length === 16) {
          return new ipaddr3.IPv6(bytes);
        } else {
          throw new Error("ipaddr: the binary input is neither an IPv6 nor IPv4 address");
        }
      };
      ipaddr3.isValid = function(string) {
        return ipaddr3.IPv6.isValid(string) || ipaddr3.IPv4.isValid(string);
      };
      ipaddr3.isValidCIDR = function(string) {
        return ipaddr3.IPv6.isValidCIDR(string) || ipaddr3.IPv4.isValidCIDR(string);
      };
      ipaddr3.parse = function(string) {
        if (ipaddr3.IPv6.isValid(string)) {
          return ipaddr3.IPv6.parse(string);
        } else if (ipaddr3.IPv4.isValid(string)) {
          return ipaddr3.IPv4.parse(string);
        } else {
          throw new Error("ipaddr: the address has neither IPv6 nor IPv4 format");
        }
      };
      ipaddr3.parseCIDR = function(string) {
        try {
          return ipaddr3.IPv6.parseCIDR(string);
        } catch {
          try {
            return ipaddr3.IPv4.parseCIDR(string);
          } catch (e) {
            throw new Error("ipaddr: the address has neither IPv6 nor IPv4 CIDR format", { cause: e });
          }
        }
      };
      ipaddr3.process = function(string) {
        const addr = this.parse(string);
        if (addr.kind() === "ipv6" && addr.isIPv4MappedAddress()) {
          return addr.toIPv4Address();
        } else {
          return addr;
        }
      };
      ipaddr3.subnetMatch = function(address, rangeList, defaultName) {
        let i, rangeName, rangeSubnets, subnet;
        if (defaultName === void 0 || defaultName === null) {
          defaultName = "unicast";
        }
        for (rangeName in rangeList) {
          if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
            rangeSubnets = rangeList[rangeName];
            if (rangeSubnets[0] && !(rangeSubnets[0] instanceof Array)) {
              rangeSubnets = [rangeSubnets];
            }
            for (i = 0; i < rangeSubnets.length; i++) {
              subnet = rangeSubnets[i];
              if (address.kind() === subnet[0].kind() && address.match.apply(address, subnet)) {
                return rangeName;
              }
            }
          }
        }
        return defaultName;
      };
      if (typeof module2 !== "undefined" && module2.exports) {
        module2.exports = ipaddr3;
      } else {
        root.ipaddr = ipaddr3;
      }
    })(exports2);
  }
});

// src/address/ipv6.ts
function readGroups(text2) {
  const gap = text2.indexOf("::");
  if (gap < 0) {
    const all = groupsIn(text2);
    return all?.length === GROUPS ? all : void 0;
  }
  const head2 = gap === 0 ? [] : groupsIn(text2.slice(0, gap));
  const tail = gap + 2 === text2.length ? [] : groupsIn(text2.slice(gap + 2));
  if (head2 === void 0 || tail === void 0) return void 0;
  const missing3 = GROUPS - head2.length - tail.length;
  if (missing3 < 1) return void 0;
  for (let at = 0; at < missing3; at++) head2.push(0);
  return head2.concat(tail);
}
function groupsIn(text2) {
  const found2 = [];
  let value = 0;
  let digits = 0;
  for (let at = 0; at < text2.length; at++) {
    const digit = hexDigit(text2.charCodeAt(at));
    if (digit >= 0) {
      value = value * 16 + digit;
      if (++digits > 4) return void 0;
    } else {
      if (text2[at] !== ":" || digits === 0) return void 0;
      found2.push(value);
      value = 0;
      digits = 0;
    }
  }
  if (digits === 0) return void 0;
  found2.push(value);
  return found2;
}
function hexDigit(code) {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
function mask(groups, bits) {
  return groups.map((group, at) => {
    const counted2 = bits - at * 16;
    if (counted2 >= 16) return group;
    return counted2 <= 0 ? 0 : group & 65535 << 16 - counted2 & 65535;
  });
}
function writeGroups(groups) {
  let [start, length] = [-1, 1];
  for (let at = 0; at < GROUPS; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
    at = Math.max(at, end - 1);
  }
  const text2 = (part) => part.map((group) => group.toString(16)).join(":");
  return start < 0 ? text2(groups) : `${text2(groups.slice(0, start))}::${text2(groups.slice(start + length))}`;
}
function hexOf(groups) {
  return groups.map((group) => group.toString(16).padStart(4, "0")).join("");
}
function isPlainUnicast([first = 0, second = 0]) {
  return first >= 9216 && first <= 12287 || first === 8193 && second >= 512;
}
var GROUPS;
var init_ipv6 = __esm({
  "src/address/ipv6.ts"() {
    "use strict";
    init_thin_classes();
    GROUPS = 8;
  }
});

// src/address/address.ts
function parseIpv4(text2) {
  const trimmed = text2.trim().replace(/\/32$/, "");
  if (trimmed.length > LONGEST_V4) return void 0;
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(trimmed)) return void 0;
  if (UNUSABLE_V4.test(trimmed) || trimmed.split(".").some((byte) => Number(byte) > 255)) return void 0;
  return trimmed;
}
function isIpv6(text2) {
  return text2.includes(":");
}
function parsePrefix(text2) {
  if (text2.length > LONGEST_V6) return void 0;
  const match = /^(?<address>[0-9a-f:.]+)(?:\s*\/\s*(?<length>\d{1,3}))?$/i.exec(text2.trim());
  const { address = "", length } = match?.groups ?? {};
  const bits = length === void 0 ? USUAL_PREFIX : Number(length);
  if (bits < SHORTEST_PREFIX || bits > 128) return void 0;
  const groups = readGroups(address);
  if (groups !== void 0 && isPlainUnicast(groups)) return `${writeGroups(mask(groups, bits))}/${bits}`;
  if (!import_ipaddr.default.IPv6.isValid(address)) return void 0;
  const parsed3 = import_ipaddr.default.IPv6.parse(address);
  const prefix = maskPrefix(parsed3, bits);
  const first = import_ipaddr.default.IPv6.parse(prefix.slice(0, prefix.indexOf("/")));
  return USABLE_V6.has(parsed3.range()) && USABLE_V6.has(first.range()) ? prefix : void 0;
}
function subscriberPrefix(prefix, bits) {
  const [address = "", length = ""] = prefix.split("/");
  return Number(length) < bits ? void 0 : parsePrefix(`${address}/${bits}`)?.replace(/\/\d+$/, "");
}
function canonicalAddress(text2) {
  const trimmed = text2.trim();
  if (!isIpv6(trimmed)) return trimmed.replace(/\/32$/, "");
  if (trimmed.length > LONGEST_V6) return trimmed;
  const [address = "", length] = trimmed.split("/");
  const isLength = length === void 0 || /^\d{1,3}$/.test(length) && Number(length) <= 128;
  const groups = isLength ? readGroups(address) : void 0;
  if (groups !== void 0 && isPlainUnicast(groups)) {
    const isWhole2 = length === void 0 || Number(length) === 128;
    return isWhole2 ? writeGroups(groups) : `${writeGroups(mask(groups, Number(length)))}/${Number(length)}`;
  }
  if (!import_ipaddr.default.IPv6.isValid(address) || length !== void 0 && !/^\d{1,3}$/.test(length)) return trimmed;
  const parsed3 = import_ipaddr.default.IPv6.parse(address);
  if (length === void 0 || Number(length) === 128) return parsed3.toRFC5952String();
  return Number(length) > 128 ? trimmed : maskPrefix(parsed3, Number(length));
}
function maskPrefix(address, bits) {
  const bytes = address.toByteArray().map((byte, index) => byte & maskByte(bits - index * 8));
  return `${new import_ipaddr.default.IPv6(bytes).toRFC5952String()}/${bits}`;
}
function maskByte(bits) {
  if (bits >= 8) return 255;
  return bits <= 0 ? 0 : 255 << 8 - bits & 255;
}
function isAddress(text2) {
  const address = text2.trim().replace(/\/\d{1,3}$/, "");
  if (address.length > LONGEST_V6) return false;
  return parseIpv4(address) !== void 0 || readGroups(address) !== void 0 || import_ipaddr.default.isValid(address);
}
var import_ipaddr, UNUSABLE_V4, LONGEST_V4, LONGEST_V6, USABLE_V6, SHORTEST_PREFIX, USUAL_PREFIX;
var init_address = __esm({
  "src/address/address.ts"() {
    "use strict";
    init_thin_classes();
    import_ipaddr = __toESM(require_ipaddr());
    init_ipv6();
    UNUSABLE_V4 = /^(?:0\.|127\.|169\.254\.|22[4-9]\.|23\d\.|255\.255\.255\.255$)/;
    LONGEST_V4 = 15;
    LONGEST_V6 = 200;
    USABLE_V6 = /* @__PURE__ */ new Set(["unicast", "uniqueLocal", "reserved"]);
    SHORTEST_PREFIX = 32;
    USUAL_PREFIX = 64;
  }
});

// src/text/unquote.ts
function unquote(text2) {
  return text2.trim().replace(/^(["'])(.*)\1$/s, "$2").trim();
}
var init_unquote = __esm({
  "src/text/unquote.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/ixc/key.ts
function normaliseKey(text2) {
  const key = unquote(text2).replace(/^basic\s+/i, "");
  if (key === "" || !/^[\x21-\x7e]+$/.test(key)) return void 0;
  if (key.includes(":")) return Buffer.from(key).toString("base64");
  if (isBase64OfPair(key)) return key;
  return Buffer.from(key).toString("base64");
}
function isBase64OfPair(text2) {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text2) && /^[\x21-\x7e]+:[\x21-\x7e]+$/.test(Buffer.from(text2, "base64").toString("latin1"));
}
function doubtAboutKey(authorization) {
  const key = Buffer.from(authorization, "base64").toString("latin1");
  if (/^\d{1,9}:[0-9a-f]{64}$/i.test(key)) return "";
  const [, user, hash] = /^([^:]*):(.*)$/s.exec(key) ?? [];
  if (user === void 0 || hash === void 0)
    return say`has no colon in it, where IXC's are number:64 hexadecimal digits (${key.length} characters came)`;
  if (!/^\d{1,9}$/.test(user)) return say`does not begin with a user's number and a colon`;
  return say`has ${hash.length} characters behind its colon, where IXC's have 64 hexadecimal digits`;
}
function looksSwapped(host, key) {
  const keyLike = (text2) => /^\d+:[0-9a-f]{32,}$/i.test(text2) || isBase64OfPair(text2) || /^basic\s/i.test(text2);
  const hostLike = (text2) => /^https?:\/\//i.test(text2) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/.*)?$/i.test(text2);
  return keyLike(unquote(host)) && hostLike(unquote(key));
}
var init_key = __esm({
  "src/ixc/key.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_unquote();
  }
});

// src/address/subnet.ts
function parseSubnet(text2) {
  const { address = "", bits = "32" } = /^(?<address>[\d.]{7,15})(?:\/(?<bits>\d{1,2}))?$/.exec(text2.trim())?.groups ?? {};
  const number = numberOf(address);
  const length = Number(bits);
  if (number === void 0 || length > 32) return void 0;
  const size = 2 ** (32 - length);
  const first = number - number % size;
  return { first, last: first + size - 1 };
}
function isWithin(ip, { first, last }) {
  const number = numberOf(ip);
  return number !== void 0 && number >= first && number <= last;
}
function numberOf(ip) {
  const bytes = ip.split(".");
  if (bytes.length !== 4 || !bytes.every((byte) => /^(?:0|[1-9]\d{0,2})$/.test(byte) && Number(byte) <= 255))
    return void 0;
  return bytes.reduce((number, byte) => number * 256 + Number(byte), 0);
}
var init_subnet = __esm({
  "src/address/subnet.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/mapping/scope.ts
function scopeOf(logins, plans, rule) {
  if (rule === void 0) return { logins, skippedPlans: /* @__PURE__ */ new Set(), outside: NOTHING_DESIRED.outside };
  const skippedPlans = new Set(plans.rows.filter((plan) => isNamed(plan, rule.skipPlans)).map(({ id }) => id));
  const mayBeSkipped = unreadTest(plans, rule.skipPlans);
  const inside = [];
  const ids = new Set([...rule.skipLogins].map(toBqnName));
  for (const login of logins) {
    if (isServed(login, rule) && !skippedPlans.has(login.plan) && !mayBeSkipped(login.plan)) inside.push(login);
    else ids.add(toBqnName(login.login));
  }
  const hasAddress = (ip) => !isIpv6(ip) && !isServedAddress(ip, rule);
  return { logins: inside, skippedPlans, outside: { logins: logins.length - inside.length, ids, hasAddress } };
}
function unreadTest(plans, named) {
  if (named.size === 0 || isWhole(plans)) return () => false;
  const known = new Set(plans.rows.map(({ id }) => id));
  return (plan) => plan !== 0 && !known.has(plan);
}
function isNamed({ id, name }, plans) {
  return plans.has(String(id)) || plans.has(comparable(name));
}
function isServed({ ip, login, site }, rule) {
  if (rule.skipLogins.has(login.trim())) return false;
  const where = comparable(site?.value ?? "");
  if (rule.skipSites.has(where) || rule.onlySites !== void 0 && !rule.onlySites.has(where)) return false;
  if (rule.onlySubnets === void 0 && rule.skipSubnets.length === 0) return true;
  return isServedAddress(parseIpv4(ip) ?? "", rule);
}
function isServedAddress(ip, { onlySubnets, skipSubnets }) {
  if (skipSubnets.some((subnet) => isWithin(ip, subnet))) return false;
  return onlySubnets === void 0 || onlySubnets.some((subnet) => isWithin(ip, subnet));
}
function comparable(name) {
  return name.trim().toLowerCase();
}
function asksForSites({ onlySites, skipSites }) {
  return onlySites !== void 0 || skipSites.size > 0;
}
var init_scope = __esm({
  "src/mapping/scope.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_subnet();
    init_reading();
    init_desired();
    init_name();
  }
});

// src/mapping/skip.ts
function loginText({ id, login }) {
  return `login ${id} (${login})`;
}
function skipLogin(reason, login, detail) {
  return { reason, what: loginText(login), detail };
}
var init_skip = __esm({
  "src/mapping/skip.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/mapping/override.ts
function promisedPolicy({ downKbps, upKbps }) {
  return { name: `Override-${downKbps}-${upKbps}`, id: `override-${downKbps}-${upKbps}`, downKbps, upKbps };
}
function overridePolicies(overrides) {
  return [...overrides.values()].flatMap(({ wish }) => wish.kind === "rate" ? [promisedPolicy(wish.rates)] : []);
}
function overridingPolicy({ wish }) {
  return wish.kind === "rate" ? promisedPolicy(wish.rates).name : void 0;
}
function overrideText({ wish, until, by, why }) {
  return say`override ${wishText(wish)} until ${until} by ${by}: ${why}`;
}
function wishText(wish) {
  if (wish.kind === "rate") return say`rate ${wish.rates.downKbps}/${wish.rates.upKbps} Kbps`;
  return wish.kind === "plan" ? say`plan ${wish.name}` : wish.kind;
}
function withOverrides(original, effective, overrides, plansWhole) {
  if (overrides.size === 0) return { ...effective, skipped: [] };
  const { plans } = effective;
  const unread = new Set(effective.unread);
  const skipped2 = [];
  const logins = original.map((login, at) => {
    const override = overrides.get(login.login.trim());
    if (override === void 0) return effective.logins[at] ?? login;
    if (override.wish.kind !== "plan") return login;
    const plan = planCalled(override.wish.name, plans);
    if (plan !== void 0) return { ...login, plan: plan.id };
    if (!plansWhole) {
      unread.add(login);
      return login;
    }
    skipped2.push(skipLogin("no-such-plan", login, say`${overrideText(override)}: it keeps its plan`));
    return login;
  });
  return { logins, unread, skipped: skipped2 };
}
function planCalled(name, plans) {
  const wanted2 = comparable(name);
  const found2 = plans.filter((plan) => comparable(plan.name) === wanted2 || comparable(toBqnName(plan.name)) === wanted2);
  return found2.reduce(
    (least, plan) => least !== void 0 && least.id < plan.id ? least : plan,
    void 0
  );
}
var init_override = __esm({
  "src/mapping/override.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_name();
    init_scope();
    init_skip();
  }
});

// src/listing/json-bytes.ts
var QUOTE, COMMA, COLON, OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE;
var init_json_bytes = __esm({
  "src/listing/json-bytes.ts"() {
    "use strict";
    init_thin_classes();
    QUOTE = 34;
    COMMA = 44;
    COLON = 58;
    OPEN_BRACKET = 91;
    BACKSLASH = 92;
    CLOSE_BRACKET = 93;
    OPEN_BRACE = 123;
    CLOSE_BRACE = 125;
  }
});

// src/listing/column-reader.ts
function hashOf(name) {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash, 31) + name.charCodeAt(at) | 0;
  return hash;
}
function isHex(bytes, start) {
  for (let at = start; at < start + 4; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte >= 48 && byte <= 57;
    const letter = (byte | 32) >= 97 && (byte | 32) <= 102;
    if (!digit && !letter) return false;
  }
  return true;
}
var SPACE, BEYOND_ASCII, HINTS, ESCAPES, NULL, ColumnReader;
var init_column_reader = __esm({
  "src/listing/column-reader.ts"() {
    "use strict";
    init_thin_classes();
    init_json_bytes();
    SPACE = 32;
    BEYOND_ASCII = 128;
    HINTS = 4096;
    ESCAPES = /* @__PURE__ */ new Set([34, 92, 47, 98, 102, 110, 114, 116]);
    NULL = [110, 117, 108, 108];
    ColumnReader = class {
      #names = /* @__PURE__ */ new Map();
      /** Whether a key with these last bits of its hash may be a wanted one. */
      #hint = new Uint8Array(HINTS);
      #bytes = Buffer.alloc(0);
      #at = 0;
      #hash = 0;
      #escaped = false;
      constructor(columns) {
        for (const name of columns) {
          const hash = hashOf(name);
          this.#names.set(hash, name);
          this.#hint[hash & HINTS - 1] = 1;
        }
      }
      /** Where the row that was read ends: the place behind its closing brace. */
      get end() {
        return this.#at;
      }
      /** @returns undefined when the row that starts there has another form, sound or not, or goes on after these bytes */
      read(bytes, start) {
        this.#bytes = bytes;
        this.#at = start + 1;
        if (bytes[start] !== OPEN_BRACE) return void 0;
        const row = {};
        for (; ; ) {
          if (!this.#passColumn(row)) return void 0;
          const next = bytes[this.#at++];
          if (next === CLOSE_BRACE) return row;
          if (next !== COMMA) return void 0;
        }
      }
      /** Steps over a key and its value, and keeps the value if it is wanted. */
      #passColumn(row) {
        const keyStart = this.#at + 1;
        if (!this.#passKey()) return false;
        const hash = this.#hash;
        const keyEnd = this.#at - 1;
        if (this.#bytes[this.#at++] !== COLON) return false;
        const start = this.#at;
        const isText2 = this.#bytes[start] === QUOTE;
        if (isText2 ? !this.#passText() : !this.#passNull()) return false;
        if (this.#hint[hash & HINTS - 1] === 0) return true;
        const name = this.#nameAt(hash, keyStart, keyEnd);
        if (name !== void 0) row[name] = isText2 ? this.#text(start) : null;
        return true;
      }
      /** Steps over a key of plain ASCII; its hash stays behind. */
      #passKey() {
        const bytes = this.#bytes;
        const { length } = bytes;
        let at = this.#at;
        if (bytes[at] !== QUOTE) return false;
        let hash = 0;
        for (at++; at < length; at++) {
          const byte = bytes[at] ?? 0;
          if (byte === QUOTE) {
            this.#at = at + 1;
            this.#hash = hash;
            return true;
          }
          if (byte < SPACE || byte >= BEYOND_ASCII || byte === BACKSLASH) return false;
          hash = Math.imul(hash, 31) + byte | 0;
        }
        return false;
      }
      /** Steps over a string of sound ASCII. */
      #passText() {
        const bytes = this.#bytes;
        const { length } = bytes;
        let escaped = false;
        for (let at = this.#at + 1; at < length; at++) {
          const byte = bytes[at] ?? 0;
          if (byte === QUOTE) {
            this.#at = at + 1;
            this.#escaped = escaped;
            return true;
          }
          if (byte < SPACE || byte >= BEYOND_ASCII) return false;
          if (byte === BACKSLASH) {
            escaped = true;
            const after = bytes[++at];
            if (after === 117) {
              if (!isHex(bytes, at + 1)) return false;
              at += 4;
            } else if (!ESCAPES.has(after)) return false;
          }
        }
        return false;
      }
      #passNull() {
        for (const byte of NULL) if (this.#bytes[this.#at++] !== byte) return false;
        return true;
      }
      #nameAt(hash, start, end) {
        const name = this.#names.get(hash);
        if (name === void 0) return void 0;
        return name === this.#bytes.toString("latin1", start, end) ? name : void 0;
      }
      /** The string between `start` and where we are, whose escapes are sound. */
      #text(start) {
        if (!this.#escaped) return this.#bytes.toString("latin1", start + 1, this.#at - 1);
        return JSON.parse(this.#bytes.toString("latin1", start, this.#at));
      }
    };
  }
});

// src/listing/malformed.ts
var MalformedAnswer;
var init_malformed = __esm({
  "src/listing/malformed.ts"() {
    "use strict";
    init_thin_classes();
    MalformedAnswer = class extends Error {
      name = "MalformedAnswer";
    };
  }
});

// src/listing/listing-reader.ts
function placeOf(row) {
  return `row ${row}`;
}
function formOf(bytes) {
  const beginning = bytes.toString("latin1", 0, TEXT_LIMIT).replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (/^(\u00ef\u00bb?)?$/.test(beginning)) return bytes.length < TEXT_LIMIT ? "unknown" : "text";
  return beginning.startsWith("{") ? "json" : "text";
}
function decode(bytes) {
  const text2 = bytes.toString("utf8");
  if (!text2.includes("\uFFFD") || isUtf8(bytes)) return text2;
  throw new MalformedAnswer(say`it holds bytes that are not UTF-8`);
}
function isUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
var ROW_DEPTH, DEEPEST, ROW_LIMIT, ENVELOPE_LIMIT, TEXT_LIMIT, ListingReader;
var init_listing_reader = __esm({
  "src/listing/listing-reader.ts"() {
    "use strict";
    init_thin_classes();
    init_json();
    init_language();
    init_column_reader();
    init_json_bytes();
    init_malformed();
    ROW_DEPTH = 3;
    DEEPEST = 64;
    ROW_LIMIT = 4e6;
    ENVELOPE_LIMIT = 4e6;
    TEXT_LIMIT = 64e3;
    ListingReader = class {
      #take;
      /** JSON begins with a brace; all else (HTML, nothing) is text, whose braces and quotes mean nothing. */
      #form = "unknown";
      /** What came before the form was known: blanks, a byte order mark, or a part of one. */
      #beginning = Buffer.alloc(0);
      #depth = 0;
      #inString = false;
      #escaped = false;
      /** Where the current run, of a row or of the envelope, starts in the chunk at hand. */
      #from = 0;
      /** Pieces of the row that earlier chunks began. */
      #row = [];
      #rowBytes = 0;
      /** One character a byte. */
      #envelope = "";
      #envelopeBytes = 0;
      #columns;
      #isLossy;
      #rows = 0;
      /** @param take gets each row as it is complete, an object or a list; may throw to stop the reading */
      constructor(take, { columns, isLossy = false } = {}) {
        this.#take = take;
        this.#columns = columns && new ColumnReader(columns);
        this.#isLossy = isLossy;
      }
      /** @throws {MalformedAnswer} */
      write(chunk) {
        if (this.#form !== "unknown") {
          this.#read(chunk);
          return;
        }
        this.#beginning = Buffer.concat([this.#beginning, chunk]);
        this.#form = formOf(this.#beginning);
        if (this.#form !== "unknown") this.#read(this.#beginning);
      }
      #read(chunk) {
        if (this.#form === "json") this.#scan(chunk);
        else if (this.#envelopeBytes < TEXT_LIMIT) this.#addToEnvelope(chunk.subarray(0, TEXT_LIMIT));
      }
      #scan(chunk) {
        this.#from = 0;
        for (let at = this.#inString ? this.#skipString(chunk, 0) : 0; at < chunk.length; at++) {
          switch (chunk[at]) {
            case QUOTE:
              at = this.#skipString(chunk, at + 1) - 1;
              break;
            case OPEN_BRACE:
            case OPEN_BRACKET:
              if (++this.#depth > DEEPEST) throw new MalformedAnswer(say`it is nested without end`);
              if (this.#depth !== ROW_DEPTH) break;
              this.#beginRow(chunk, at);
              if (this.#readWhole(chunk, at)) at = this.#from - 1;
              break;
            case CLOSE_BRACE:
            case CLOSE_BRACKET:
              if (this.#depth-- === ROW_DEPTH) this.#endRow(chunk, at + 1);
              break;
          }
        }
        const rest = chunk.subarray(this.#from);
        if (this.#depth >= ROW_DEPTH) this.#addToRow(rest);
        else this.#addToEnvelope(rest);
      }
      /** @returns the place behind the string's closing quote, or the chunk's end if the string goes on */
      #skipString(chunk, start) {
        let at = start;
        let escaped = this.#escaped;
        for (; at < chunk.length; at++) {
          const byte = chunk[at];
          if (escaped) {
            escaped = false;
          } else if (byte === BACKSLASH) {
            escaped = true;
          } else if (byte === QUOTE) {
            this.#inString = false;
            this.#escaped = false;
            return at + 1;
          }
        }
        this.#inString = true;
        this.#escaped = escaped;
        return at;
      }
      #beginRow(chunk, at) {
        this.#addToEnvelope(chunk.subarray(this.#from, at));
        this.#from = at;
      }
      /** The usual row, whole in its chunk, in one step. */
      #readWhole(chunk, start) {
        const row = this.#columns?.read(chunk, start);
        if (this.#columns === void 0 || row === void 0) return false;
        this.#addPlace();
        this.#from = this.#columns.end;
        this.#depth--;
        this.#take(row);
        return true;
      }
      #endRow(chunk, end) {
        this.#addToRow(chunk.subarray(this.#from, end));
        this.#finishRow();
        this.#from = end;
      }
      /** After the last byte. */
      end() {
        if (this.#row.length > 0) throw new MalformedAnswer(say`it ends in the middle of a row`);
        const bytes = this.#form === "unknown" ? this.#beginning : Buffer.from(this.#envelope, "latin1");
        const text2 = isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
        return { json: this.#form === "json" ? parseJson(text2.replace(/^\uFEFF/, "")) : void 0, text: text2 };
      }
      #addToEnvelope(part) {
        this.#envelopeBytes += part.length;
        if (this.#envelopeBytes > ENVELOPE_LIMIT) throw new MalformedAnswer(say`it is not a listing`);
        this.#envelope += part.toString("latin1");
      }
      #addPlace() {
        this.#envelope += `"${placeOf(this.#rows++)}"`;
      }
      #addToRow(part) {
        this.#rowBytes += part.length;
        if (this.#rowBytes > ROW_LIMIT) throw new MalformedAnswer(say`a row has no end`);
        this.#row.push(part);
      }
      #finishRow() {
        const [first] = this.#row;
        const bytes = this.#row.length === 1 && first !== void 0 ? first : Buffer.concat(this.#row);
        this.#row = [];
        this.#rowBytes = 0;
        this.#addPlace();
        const row = parseJson(this.#isLossy ? bytes.toString("utf8") : decode(bytes));
        if (row === void 0) throw new MalformedAnswer(say`a row cannot be read`);
        this.#take(row);
      }
    };
  }
});

// src/listing/shape.ts
function shownValue(column2, value) {
  return typeof value === "string" && CODES.get(column2)?.test(value) === true ? value : formOf2(value);
}
function formOf2(value) {
  const text2 = typeof value === "string" ? value : JSON.stringify(value) ?? "";
  const form = text2.slice(0, LONGEST_FORM).replace(new RegExp("\\p{L}", "gu"), "a").replace(new RegExp("\\p{N}", "gu"), "9");
  return text2.length > LONGEST_FORM ? `${form}... (${text2.length})` : form;
}
function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
function formOfName(name) {
  return /^[A-Za-z][A-Za-z_]{0,60}\d{0,2}(\[\]|\.[A-Za-z][A-Za-z_]{0,40})?$/.test(name) ? name : formOf2(name);
}
var MOST_FORMS, LONGEST_FORM, MOST_ELEMENTS, MOST_FIELDS, MOST_COLUMNS, SECRET, CODES, Shape;
var init_shape = __esm({
  "src/listing/shape.ts"() {
    "use strict";
    init_thin_classes();
    init_json();
    MOST_FORMS = 10;
    LONGEST_FORM = 32;
    MOST_ELEMENTS = 20;
    MOST_FIELDS = 16;
    MOST_COLUMNS = 400;
    SECRET = /senha|pass|token|key|chave|secret/i;
    CODES = new Map([
      ...[
        "online",
        "ativo",
        "fixar_ip",
        "tipo",
        "qos_ativo",
        "red_ativo",
        "status",
        "status_internet",
        "status_velocidade",
        "contrato_suspenso",
        "desbloqueio_confianca_ativo",
        "franquia_atingida"
      ].map((column2) => [column2, /^[A-Z]{1,2}$/]),
      ["policyAssignedBy", /^(api|default|radius|billing|rules)$/],
      ["subscriberGroupType", /^(generic|all-subscribers|access-point|tower)$/]
    ]);
    Shape = class {
      #rows = 0;
      #columns = /* @__PURE__ */ new Map();
      look(row) {
        this.#rows++;
        if (!isObject(row)) {
          this.#add("(no object)", row);
          return;
        }
        for (const [name, value] of Object.entries(row)) this.#lookAt(name, value);
      }
      /** A value of a row, and what stands in it: `rateLimitDownlink.rate`, `subscriberMembers[]`. */
      #lookAt(name, value) {
        this.#add(name, value);
        if (Array.isArray(value)) for (const element of value.slice(0, MOST_ELEMENTS)) this.#add(`${name}[]`, element);
        if (!isObject(value)) return;
        const inside = Object.entries(value);
        if (inside.length <= MOST_FIELDS) for (const [field, held] of inside) this.#add(`${name}.${field}`, held);
      }
      #add(given, value) {
        const name = this.#columns.has(given) || this.#columns.size < MOST_COLUMNS ? given : "(further columns)";
        const column2 = this.#columns.get(name) ?? { seen: 0, empty: 0, types: /* @__PURE__ */ new Map(), forms: /* @__PURE__ */ new Map() };
        this.#columns.set(name, column2);
        column2.seen++;
        if (value === "" || value === null) column2.empty++;
        const type = typeOf(value);
        column2.types.set(type, (column2.types.get(type) ?? 0) + 1);
        if (value === "" || value === null || type === "object" || SECRET.test(name)) return;
        const form = Array.isArray(value) ? `[${value.length}]` : shownValue(name, value);
        if (column2.forms.has(form) || column2.forms.size < 200) column2.forms.set(form, (column2.forms.get(form) ?? 0) + 1);
      }
      lines() {
        return [
          `  ${this.#rows} rows, ${this.#columns.size} columns`,
          ...[...this.#columns].map(([name, column2]) => this.#line(name, column2))
        ];
      }
      #line(name, { seen, empty, types, forms }) {
        const counted2 = (counts) => [...counts].sort((one, other) => other[1] - one[1]).slice(0, MOST_FORMS).map(([text2, count2]) => `${JSON.stringify(text2)} x ${count2}`).join(", ");
        const isOfRow = !/[.[]/.test(name);
        const absent = isOfRow && seen < this.#rows ? `, missing in ${this.#rows - seen}` : "";
        return `  ${formOfName(name)}: ${[...types.keys()].join("|")}, empty ${empty}${absent}${forms.size === 0 ? "" : `; ${counted2(forms)}`}`;
      }
    };
  }
});

// src/text/sentence.ts
function sentenceOfPage(html) {
  return sentence(html.slice(0, LONGEST_SAID).replace(/<[^<>]*>/g, " "));
}
function sentence(text2) {
  const plain = text2.slice(0, LONGEST_SAID).replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (/[{}]|senha|authorization|[A-Za-z0-9+/=]{40}/i.test(plain))
    return say`text that is not shown, as it may hold secrets`;
  if (plain.length <= LONGEST_SHOWN) return plain;
  const cut2 = plain.lastIndexOf(" ", LONGEST_SHOWN);
  return `${plain.slice(0, Math.max(cut2, 0))}...`;
}
var LONGEST_SAID, LONGEST_SHOWN;
var init_sentence = __esm({
  "src/text/sentence.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    LONGEST_SAID = 4e3;
    LONGEST_SHOWN = 160;
  }
});

// src/bqn/resources.ts
function readPolicy(item) {
  return {
    name: keyOf2(item, POLICY_KEYS, isName, "policy"),
    id: text(item["policyId"]),
    downKbps: rateOf(item["rateLimitDownlink"]),
    upKbps: rateOf(item["rateLimitUplink"]),
    listed: item
  };
}
function readSubscriber(item) {
  const key = keyOf2(
    item,
    SUBSCRIBER_KEYS,
    (field, value) => field !== "subscriberId" && isAddress(value),
    "subscriber"
  );
  if (!isAddress(key)) throw new UnreadableItem(say`subscriber "${key.slice(0, 60)}" is not under an address`);
  const subscriber = {
    key,
    id: text(item["subscriberId"]),
    policy: policyOf2(item),
    assignedBy: text(item["policyAssignedBy"]),
    listed: hasMore(item) ? item : void 0
  };
  return [canonicalAddress(key), subscriber];
}
function readGroup(item) {
  return {
    name: keyOf2(item, GROUP_KEYS, isName, "group"),
    policy: policyOf2(item),
    members: addresses(item, "subscriberMembers"),
    ranges: addresses(item, "subscriberRanges"),
    listed: item
  };
}
function wholeOf(listed2, ours) {
  if (listed2 === void 0) return ours;
  const rest = Object.entries(listed2).filter(([field]) => !NOT_OURS.has(field));
  return { ...Object.fromEntries(rest), ...ours };
}
function isFromRules({ assignedBy }) {
  return assignedBy?.toLowerCase() === "rules";
}
function hasMore(item) {
  for (const field in item) if (!PLAIN_SUBSCRIBER.has(field) && !isUnset(item[field])) return true;
  return false;
}
function isUnset(value) {
  if (value === null || value === "" || value === 0) return true;
  if (Array.isArray(value)) return value.every((element) => element === BUILT_IN_GROUP);
  return typeof value === "object" && Object.keys(value).length === 0;
}
function keyOf2(item, known, looksRight, kind) {
  for (const field of known) {
    const value = item[field];
    if (typeof value === "string" && value !== "") return inPath(value, kind);
  }
  for (const [field, value] of Object.entries(item)) {
    if (typeof value === "string" && value !== "" && looksRight(field, value)) return inPath(value, kind);
  }
  throw new UnreadableItem(say`a ${kind} has no name`);
}
function inPath(name, kind) {
  if (name === "." || name === "..") throw new UnreadableItem(say`a ${kind} is named "${name}"`);
  return name;
}
function isName(field) {
  return /name$/i.test(field);
}
function text(value) {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" ? String(value) : null;
}
function policyOf2(item) {
  const value = item["policyRate"];
  if (typeof value === "object" && value !== null) throw new UnreadableItem(say`the policy of an entry is no name`);
  return text(value);
}
function rateOf(limit) {
  if (!isObject(limit)) return null;
  const rate = typeof limit["rate"] === "string" ? Number(limit["rate"]) : limit["rate"];
  return typeof rate === "number" && Number.isFinite(rate) ? rate : null;
}
function addresses(item, field) {
  const value = item[field];
  if (value === void 0 || value === null) return [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string")) {
    const name = keyOf2(item, GROUP_KEYS, isName, "group");
    throw new UnreadableItem(say`group "${name.slice(0, 60)}" has ${field} that are no list of addresses`);
  }
  return value.map(canonicalAddress);
}
var BUILT_IN_GROUP, UnreadableItem, POLICY_KEYS, SUBSCRIBER_KEYS, GROUP_KEYS, NOT_OURS, PLAIN_SUBSCRIBER;
var init_resources = __esm({
  "src/bqn/resources.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_json();
    init_language();
    BUILT_IN_GROUP = "all-subscribers";
    UnreadableItem = class extends Error {
      name = "UnreadableItem";
    };
    POLICY_KEYS = ["policyName", "name", "ratePolicyName", "policyRateName", "policy"];
    SUBSCRIBER_KEYS = ["subscriberIp", "ip", "subscriberIP", "ipAddress", "subscriberAddress", "address"];
    GROUP_KEYS = ["subscriberGroupName", "name", "groupName", "subscriberGroup", "group"];
    NOT_OURS = /* @__PURE__ */ new Set([...POLICY_KEYS, ...SUBSCRIBER_KEYS, ...GROUP_KEYS, "policyAssignedBy"]);
    PLAIN_SUBSCRIBER = /* @__PURE__ */ new Set([...SUBSCRIBER_KEYS, "subscriberId", "policyRate", "policyAssignedBy"]);
  }
});

// src/bqn/client.ts
function bqnHeaders(user, password) {
  return {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
    "content-type": "application/json",
    accept: "application/json"
  };
}
function bqnTarget(http, { label, timeoutMs, pace, holds }) {
  const list = async (kind, read2) => {
    const items = new Items(read2);
    const isThere = await readList(http, { label, timeoutMs, path: PATHS[kind] }, items);
    const [first] = items.odd;
    if (items.entries.length === 0 && first !== void 0) throw new BqnListUnreadable(label, PATHS[kind], first);
    if (isThere) return items;
    if (holds(kind))
      throw new BqnListUnreadable(label, PATHS[kind], say`it is not there, though this program has entries in it`);
    return { entries: [], odd: [] };
  };
  const readPolicies = async () => byName((await list("policy", readPolicy)).entries);
  const readGroups2 = async () => byName((await list("group", readGroup)).entries);
  return {
    label,
    get width() {
      return pace.width;
    },
    readPolicies,
    readGroups: readGroups2,
    async read() {
      const policies = await list("policy", readPolicy);
      const subscribers = await list("subscriber", readSubscriber);
      const groups = await list("group", readGroup);
      return {
        policies: byName(policies.entries),
        subscribers: new Map(subscribers.entries),
        groups: byName(groups.entries),
        odd: [...policies.odd, ...subscribers.odd, ...groups.odd]
      };
    },
    shapes: () => bqnShapes(http, timeoutMs),
    write: (write) => send(http, label, timeoutMs, write),
    close: () => http.close()
  };
}
function byName(entries) {
  return new Map(entries.map((entry) => [entry.name, entry]));
}
async function readList(http, request, items) {
  const { label, path } = request;
  const answer = await askPatiently(http, request, items);
  const unreadable = (said) => new BqnListUnreadable(label, path, said);
  if (answer.status === 401 || answer.status === 403) throw new BqnLoginRefused(label, answer.status);
  if (answer.status === 404 || answer.status === 204) return false;
  if (answer.status >= 500) throw new BqnUnavailable(label, `HTTP ${answer.status} for ${path}`);
  if (answer.status !== 200) throw unreadable(`HTTP ${answer.status}`);
  const { json, text: text2 } = endOf(items, unreadable);
  if (text2 === "") return false;
  if (!isObject(json)) throw unreadable(say`it is not JSON, or cut short`);
  const listed2 = json["items"];
  if (listed2 === null || Object.keys(json).length === 0) return false;
  if (!Array.isArray(listed2)) throw unreadable(say`it has no \`items\``);
  items.keep(listed2);
  return true;
}
function endOf(items, unreadable) {
  try {
    return items.end();
  } catch (error) {
    throw error instanceof MalformedAnswer ? unreadable(error.message) : error;
  }
}
async function askPatiently(http, { label, path, timeoutMs }, sink) {
  let last;
  for (const patience of LIST_PATIENCE) {
    const exchange = { timeoutMs: timeoutMs * patience, limitBytes: LIST_LIMIT, sink };
    try {
      return await http.send("GET", path, exchange);
    } catch (error) {
      if (error instanceof CertificateRefused) throw new BqnCertificateRefused(label, error);
      if (error instanceof MalformedAnswer || error instanceof AnswerTooLarge)
        throw new BqnListUnreadable(label, path, error.message, { cause: error });
      if (!(error instanceof RequestTimedOut)) {
        if (error instanceof TransportError) throw new BqnUnavailable(label, error.message, { cause: error });
        throw error;
      }
      last = error;
    }
  }
  throw new BqnUnavailable(label, `${path}: ${last?.message}`, { cause: last });
}
async function send(http, label, timeoutMs, write) {
  const { method, kind, key, body } = write;
  const payload = body === void 0 ? "" : JSON.stringify(body);
  let answer;
  try {
    answer = await http.send(method, `${PATHS[kind]}/${encodeSegment(key)}`, {
      timeoutMs,
      limitBytes: WRITE_LIMIT,
      payload
    });
  } catch (error) {
    if (error instanceof CertificateRefused) throw new BqnCertificateRefused(label, error);
    if (error instanceof TransportError) throw new WriteRefused(0, error.message, { cause: error });
    throw error;
  }
  if (answer.status >= 200 && answer.status <= 299 && errorIn(answer) === void 0) return;
  if (method === "DELETE" && answer.status === 404) return;
  if (answer.status === 401) throw new BqnLoginRefused(label, answer.status);
  throw new WriteRefused(answer.status, refusalReason(answer));
}
async function bqnShapes(http, timeoutMs) {
  const lines = [];
  for (const path of Object.values(PATHS)) {
    let shape = new Shape();
    let reader = new ListingReader((item) => shape.look(item), { isLossy: true });
    const sink = {
      reset() {
        shape = new Shape();
        reader = new ListingReader((item) => shape.look(item), { isLossy: true });
      },
      write: (chunk) => reader.write(chunk)
    };
    const patience = timeoutMs * LIST_PATIENCE[1];
    try {
      const answer = await http.send("GET", path, { timeoutMs: patience, limitBytes: LIST_LIMIT, sink });
      const said = answer.status === 200 ? "" : `, ${formOf2(answer.body.toString("utf8", 0, 200))}`;
      lines.push(`BQN ${path}: status ${answer.status}, ${answer.ms.toFixed(0)} ms${said}`, ...shape.lines());
    } catch (error) {
      lines.push(`BQN ${path}: ${error instanceof Error ? error.name : "unknown"}`);
    }
  }
  return lines;
}
function encodeSegment(name) {
  return encodeURIComponent(name.replace(new RegExp("\\p{Cs}", "gu"), "\uFFFD")).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
function refusalReason(answer) {
  const { message } = errorIn(answer) ?? {};
  if (typeof message !== "string" || message.trim() === "") return `HTTP ${answer.status}`;
  return `HTTP ${answer.status}: ${sentence(message)}`;
}
function errorIn({ body }) {
  const json = body.length === 0 ? void 0 : parseJson(body.toString("utf8"));
  const error = isObject(json) ? json["error"] : void 0;
  return isObject(error) ? error : void 0;
}
var PATHS, LIST_LIMIT, WRITE_LIMIT, LIST_PATIENCE, BQN_RETRIES, Items, MOST_ODD;
var init_client = __esm({
  "src/bqn/client.ts"() {
    "use strict";
    init_thin_classes();
    init_errors();
    init_listing_reader();
    init_malformed();
    init_shape();
    init_json();
    init_language();
    init_sentence();
    init_errors3();
    init_resources();
    PATHS = {
      policy: "policies/rate",
      subscriber: "subscribers",
      group: "subscriberGroups"
    };
    LIST_LIMIT = 256e6;
    WRITE_LIMIT = 1e6;
    LIST_PATIENCE = [1, 4];
    BQN_RETRIES = {
      tries: 3,
      delayMs: (retry2) => 500 * 2 ** (retry2 - 1),
      again: (failure) => failure instanceof TransportError ? !(failure instanceof CertificateRefused || failure instanceof RequestTimedOut || failure instanceof AnswerTooLarge) : failure.status >= 500 || failure.status === 429
    };
    Items = class {
      #read;
      entries = [];
      odd = [];
      /** For each entry, which row of the answer it was. */
      #rows = [];
      #came = 0;
      #reader;
      constructor(read2) {
        this.#read = read2;
        this.#reader = this.#begin();
      }
      reset() {
        this.entries = [];
        this.odd = [];
        this.#rows = [];
        this.#came = 0;
        this.#reader = this.#begin();
      }
      write(chunk) {
        this.#reader.write(chunk);
      }
      end() {
        return this.#reader.end();
      }
      /** Keeps those that `items` lists: other parts of an answer may hold lists or maps as well. */
      keep(listed2) {
        if (listed2.length === this.#came && listed2.every((place, at) => place === placeOf(at))) return;
        const places = new Set(listed2);
        this.entries = this.entries.filter((_entry, at) => places.has(placeOf(this.#rows[at] ?? -1)));
        const others = listed2.filter((place) => typeof place !== "string" || !/^row \d{1,9}$/.test(place));
        this.odd.push(...others.slice(0, MOST_ODD).map(() => say`an item is no object`));
      }
      #begin() {
        return new ListingReader((item) => this.#take(item), { isLossy: true });
      }
      #take(item) {
        const row = this.#came++;
        try {
          if (!isObject(item)) throw new UnreadableItem(say`an item is no object`);
          this.entries.push(this.#read(item));
          this.#rows.push(row);
        } catch (error) {
          if (!(error instanceof UnreadableItem)) throw error;
          if (this.odd.length < MOST_ODD) this.odd.push(error.message);
        }
      }
    };
    MOST_ODD = 1e3;
  }
});

// src/bqn/pace.ts
function medianOf(times) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
var LEAST_WINDOW, WINDOW_PER_WRITE, QUICK_MS, SLOWED2, FORGETTING, Pace;
var init_pace = __esm({
  "src/bqn/pace.ts"() {
    "use strict";
    init_thin_classes();
    LEAST_WINDOW = 32;
    WINDOW_PER_WRITE = 4;
    QUICK_MS = 20;
    SLOWED2 = 2;
    FORGETTING = 1.1;
    Pace = class {
      #most;
      #width;
      #times = [];
      #best;
      /** The first window holds the handshakes. */
      #warm = false;
      #halved = false;
      /** @param most writes at a time when all is well */
      constructor(most) {
        this.#most = most;
        this.#width = most;
      }
      /** Writes that may be under way now; at least 1. */
      get width() {
        return this.#width;
      }
      /** @param ms from sending to the last byte of the answer */
      answered(ms, status) {
        if (status === 429 || status === 503) this.#refused();
        this.#times.push(ms);
        if (this.#times.length >= Math.max(LEAST_WINDOW, WINDOW_PER_WRITE * this.#width)) this.#endWindow();
      }
      #endWindow() {
        const median = medianOf(this.#times);
        this.#times = [];
        const halved = this.#halved;
        this.#halved = false;
        if (!this.#warm) {
          this.#warm = true;
          return;
        }
        const best = this.#best ?? median;
        if (median > SLOWED2 * best && median > QUICK_MS) this.#halve();
        else if (!halved) this.#width = Math.min(this.#most, this.#width + 1);
        this.#best = Math.min(median, best * FORGETTING);
      }
      /** Counts once a window: the answers under way are those of the width before. */
      #refused() {
        if (!this.#halved) this.#halve();
        this.#halved = true;
      }
      #halve() {
        this.#width = Math.max(1, Math.floor(this.#width / 2));
      }
    };
  }
});

// node_modules/ky/distribution/errors/HTTPError.js
var HTTPError;
var init_HTTPError = __esm({
  "node_modules/ky/distribution/errors/HTTPError.js"() {
    init_thin_classes();
    HTTPError = class extends Error {
      response;
      request;
      options;
      constructor(response, request, options) {
        const code = response.status || response.status === 0 ? response.status : "";
        const title = response.statusText ?? "";
        const status = `${code} ${title}`.trim();
        const reason = status ? `status code ${status}` : "an unknown error";
        super(`Request failed with ${reason}: ${request.method} ${request.url}`);
        this.name = "HTTPError";
        this.response = response;
        this.request = request;
        this.options = options;
      }
    };
  }
});

// node_modules/ky/distribution/errors/NonError.js
var NonError;
var init_NonError = __esm({
  "node_modules/ky/distribution/errors/NonError.js"() {
    init_thin_classes();
    NonError = class extends Error {
      name = "NonError";
      value;
      constructor(value) {
        let message = "Non-error value was thrown";
        try {
          if (typeof value === "string") {
            message = value;
          } else if (value && typeof value === "object" && "message" in value && typeof value.message === "string") {
            message = value.message;
          }
        } catch {
        }
        super(message);
        this.value = value;
      }
    };
  }
});

// node_modules/ky/distribution/errors/ForceRetryError.js
var ForceRetryError;
var init_ForceRetryError = __esm({
  "node_modules/ky/distribution/errors/ForceRetryError.js"() {
    init_thin_classes();
    init_NonError();
    ForceRetryError = class extends Error {
      name = "ForceRetryError";
      customDelay;
      code;
      customRequest;
      constructor(options) {
        const cause = options?.cause ? options.cause instanceof Error ? options.cause : new NonError(options.cause) : void 0;
        super(options?.code ? `Forced retry: ${options.code}` : "Forced retry", cause ? { cause } : void 0);
        this.customDelay = options?.delay;
        this.code = options?.code;
        this.customRequest = options?.request;
      }
    };
  }
});

// node_modules/ky/distribution/core/constants.js
var supportsRequestStreams, supportsAbortController, supportsAbortSignal, supportsResponseStreams, supportsFormData, requestMethods, validate, responseTypes, maxSafeTimeout, usualFormBoundarySize, stop, RetryMarker, retry, kyOptionKeys, vendorSpecificOptions, requestOptionsRegistry;
var init_constants = __esm({
  "node_modules/ky/distribution/core/constants.js"() {
    init_thin_classes();
    supportsRequestStreams = (() => {
      let duplexAccessed = false;
      let hasContentType = false;
      const supportsReadableStream = false;
      const supportsRequest = typeof ThinRequest === "function";
      if (supportsReadableStream && supportsRequest) {
        try {
          hasContentType = new ThinRequest("https://empty.invalid", {
            body: new (void 0)(),
            method: "POST",
            // @ts-expect-error - Types are outdated.
            get duplex() {
              duplexAccessed = true;
              return "half";
            }
          }).headers.has("Content-Type");
        } catch (error) {
          if (error instanceof Error && error.message === "unsupported BodyInit type") {
            return false;
          }
          throw error;
        }
      }
      return duplexAccessed && !hasContentType;
    })();
    supportsAbortController = false;
    supportsAbortSignal = typeof globalThis.AbortSignal === "function" && typeof globalThis.AbortSignal.any === "function";
    supportsResponseStreams = false;
    supportsFormData = false;
    requestMethods = ["get", "post", "put", "patch", "head", "delete"];
    validate = () => void 0;
    validate();
    responseTypes = {
      json: "application/json",
      text: "text/*",
      formData: "multipart/form-data",
      arrayBuffer: "*/*",
      blob: "*/*",
      // Supported in modern Fetch implementations (for example, browsers and recent Node.js/undici).
      // We still feature-check at runtime before exposing the shortcut.
      bytes: "*/*"
    };
    maxSafeTimeout = 2147483647;
    usualFormBoundarySize = new TextEncoder().encode("------WebKitFormBoundaryaxpyiPgbbPti10Rw").length;
    stop = /* @__PURE__ */ Symbol("stop");
    RetryMarker = class {
      options;
      constructor(options) {
        this.options = options;
      }
    };
    retry = (options) => new RetryMarker(options);
    kyOptionKeys = {
      json: true,
      parseJson: true,
      stringifyJson: true,
      searchParams: true,
      prefixUrl: true,
      retry: true,
      timeout: true,
      hooks: true,
      throwHttpErrors: true,
      onDownloadProgress: true,
      onUploadProgress: true,
      fetch: true,
      context: true
    };
    vendorSpecificOptions = {
      next: true
      // Next.js cache revalidation (revalidate, tags)
    };
    requestOptionsRegistry = {
      method: true,
      headers: true,
      body: true,
      mode: true,
      credentials: true,
      cache: true,
      redirect: true,
      referrer: true,
      referrerPolicy: true,
      integrity: true,
      keepalive: true,
      signal: true,
      window: true,
      duplex: true
    };
  }
});

// node_modules/ky/distribution/utils/body.js
var getBodySize, withProgress, streamResponse, streamRequest;
var init_body = __esm({
  "node_modules/ky/distribution/utils/body.js"() {
    init_thin_classes();
    init_constants();
    getBodySize = (body) => {
      if (!body) {
        return 0;
      }
      if (body instanceof FormData) {
        let size = 0;
        for (const [key, value] of body) {
          size += usualFormBoundarySize;
          size += new TextEncoder().encode(`Content-Disposition: form-data; name="${key}"`).length;
          size += typeof value === "string" ? new TextEncoder().encode(value).length : value.size;
        }
        return size;
      }
      if (body instanceof Blob) {
        return body.size;
      }
      if (body instanceof ArrayBuffer) {
        return body.byteLength;
      }
      if (typeof body === "string") {
        return new TextEncoder().encode(body).length;
      }
      if (body instanceof URLSearchParams) {
        return new TextEncoder().encode(body.toString()).length;
      }
      if ("byteLength" in body) {
        return body.byteLength;
      }
      if (typeof body === "object" && body !== null) {
        try {
          const jsonString = JSON.stringify(body);
          return new TextEncoder().encode(jsonString).length;
        } catch {
          return 0;
        }
      }
      return 0;
    };
    withProgress = (stream, totalBytes, onProgress) => {
      let previousChunk;
      let transferredBytes = 0;
      return stream.pipeThrough(new TransformStream({
        transform(currentChunk, controller) {
          controller.enqueue(currentChunk);
          if (previousChunk) {
            transferredBytes += previousChunk.byteLength;
            let percent = totalBytes === 0 ? 0 : transferredBytes / totalBytes;
            if (percent >= 1) {
              percent = 1 - Number.EPSILON;
            }
            onProgress?.({ percent, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk);
          }
          previousChunk = currentChunk;
        },
        flush() {
          if (previousChunk) {
            transferredBytes += previousChunk.byteLength;
            onProgress?.({ percent: 1, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk);
          }
        }
      }));
    };
    streamResponse = (response, onDownloadProgress) => {
      if (!response.body) {
        return response;
      }
      if (response.status === 204) {
        return new ThinResponse(null, {
          status: response.status,
          statusText: response.statusText,
          headers: response.headers
        });
      }
      const totalBytes = Math.max(0, Number(response.headers.get("content-length")) || 0);
      return new ThinResponse(withProgress(response.body, totalBytes, onDownloadProgress), {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers
      });
    };
    streamRequest = (request, onUploadProgress, originalBody) => {
      if (!request.body) {
        return request;
      }
      const totalBytes = getBodySize(originalBody ?? request.body);
      return new ThinRequest(request, {
        // @ts-expect-error - Types are outdated.
        duplex: "half",
        body: withProgress(request.body, totalBytes, onUploadProgress)
      });
    };
  }
});

// node_modules/ky/distribution/utils/is.js
var isObject2;
var init_is = __esm({
  "node_modules/ky/distribution/utils/is.js"() {
    init_thin_classes();
    isObject2 = (value) => value !== null && typeof value === "object";
  }
});

// node_modules/ky/distribution/utils/merge.js
function newHookValue(original, incoming, property) {
  return Object.hasOwn(incoming, property) && incoming[property] === void 0 ? [] : deepMerge(original[property] ?? [], incoming[property] ?? []);
}
var validateAndMerge, mergeHeaders, mergeHooks, appendSearchParameters, deepMerge;
var init_merge = __esm({
  "node_modules/ky/distribution/utils/merge.js"() {
    init_thin_classes();
    init_constants();
    init_is();
    validateAndMerge = (...sources) => {
      for (const source of sources) {
        if ((!isObject2(source) || Array.isArray(source)) && source !== void 0) {
          throw new TypeError("The `options` argument must be an object");
        }
      }
      return deepMerge({}, ...sources);
    };
    mergeHeaders = (source1 = {}, source2 = {}) => {
      const result = new ThinHeaders(source1);
      const isHeadersInstance = source2 instanceof ThinHeaders;
      const source = new ThinHeaders(source2);
      for (const [key, value] of source.entries()) {
        if (isHeadersInstance && value === "undefined" || value === void 0) {
          result.delete(key);
        } else {
          result.set(key, value);
        }
      }
      return result;
    };
    mergeHooks = (original = {}, incoming = {}) => ({
      beforeRequest: newHookValue(original, incoming, "beforeRequest"),
      beforeRetry: newHookValue(original, incoming, "beforeRetry"),
      afterResponse: newHookValue(original, incoming, "afterResponse"),
      beforeError: newHookValue(original, incoming, "beforeError")
    });
    appendSearchParameters = (target, source) => {
      const result = new URLSearchParams();
      for (const input of [target, source]) {
        if (input === void 0) {
          continue;
        }
        if (input instanceof URLSearchParams) {
          for (const [key, value] of input.entries()) {
            result.append(key, value);
          }
        } else if (Array.isArray(input)) {
          for (const pair of input) {
            if (!Array.isArray(pair) || pair.length !== 2) {
              throw new TypeError("Array search parameters must be provided in [[key, value], ...] format");
            }
            result.append(String(pair[0]), String(pair[1]));
          }
        } else if (isObject2(input)) {
          for (const [key, value] of Object.entries(input)) {
            if (value !== void 0) {
              result.append(key, String(value));
            }
          }
        } else {
          const parameters = new URLSearchParams(input);
          for (const [key, value] of parameters.entries()) {
            result.append(key, value);
          }
        }
      }
      return result;
    };
    deepMerge = (...sources) => {
      let returnValue = {};
      let headers = {};
      let hooks = {};
      let searchParameters;
      const signals = [];
      for (const source of sources) {
        if (Array.isArray(source)) {
          if (!Array.isArray(returnValue)) {
            returnValue = [];
          }
          returnValue = [...returnValue, ...source];
        } else if (isObject2(source)) {
          for (let [key, value] of Object.entries(source)) {
            if (key === "signal" && value instanceof globalThis.AbortSignal) {
              signals.push(value);
              continue;
            }
            if (key === "context") {
              if (value !== void 0 && value !== null && (!isObject2(value) || Array.isArray(value))) {
                throw new TypeError("The `context` option must be an object");
              }
              returnValue = {
                ...returnValue,
                context: value === void 0 || value === null ? {} : { ...returnValue.context, ...value }
              };
              continue;
            }
            if (key === "searchParams") {
              if (value === void 0 || value === null) {
                searchParameters = void 0;
              } else {
                searchParameters = searchParameters === void 0 ? value : appendSearchParameters(searchParameters, value);
              }
              continue;
            }
            if (isObject2(value) && key in returnValue) {
              value = deepMerge(returnValue[key], value);
            }
            returnValue = { ...returnValue, [key]: value };
          }
          if (isObject2(source.hooks)) {
            hooks = mergeHooks(hooks, source.hooks);
            returnValue.hooks = hooks;
          }
          if (isObject2(source.headers)) {
            headers = mergeHeaders(headers, source.headers);
            returnValue.headers = headers;
          }
        }
      }
      if (searchParameters !== void 0) {
        returnValue.searchParams = searchParameters;
      }
      if (signals.length > 0) {
        if (signals.length === 1) {
          returnValue.signal = signals[0];
        } else if (supportsAbortSignal) {
          returnValue.signal = AbortSignal.any(signals);
        } else {
          returnValue.signal = signals.at(-1);
        }
      }
      return returnValue;
    };
  }
});

// node_modules/ky/distribution/utils/normalize.js
var normalizeRequestMethod, retryMethods, retryStatusCodes, retryAfterStatusCodes, defaultRetryOptions, normalizeRetryOptions;
var init_normalize = __esm({
  "node_modules/ky/distribution/utils/normalize.js"() {
    init_thin_classes();
    init_constants();
    normalizeRequestMethod = (input) => requestMethods.includes(input) ? input.toUpperCase() : input;
    retryMethods = ["get", "put", "head", "delete", "options", "trace"];
    retryStatusCodes = [408, 413, 429, 500, 502, 503, 504];
    retryAfterStatusCodes = [413, 429, 503];
    defaultRetryOptions = {
      limit: 2,
      methods: retryMethods,
      statusCodes: retryStatusCodes,
      afterStatusCodes: retryAfterStatusCodes,
      maxRetryAfter: Number.POSITIVE_INFINITY,
      backoffLimit: Number.POSITIVE_INFINITY,
      delay: (attemptCount) => 0.3 * 2 ** (attemptCount - 1) * 1e3,
      jitter: void 0,
      retryOnTimeout: false
    };
    normalizeRetryOptions = (retry2 = {}) => {
      if (typeof retry2 === "number") {
        return {
          ...defaultRetryOptions,
          limit: retry2
        };
      }
      if (retry2.methods && !Array.isArray(retry2.methods)) {
        throw new Error("retry.methods must be an array");
      }
      retry2.methods &&= retry2.methods.map((method) => method.toLowerCase());
      if (retry2.statusCodes && !Array.isArray(retry2.statusCodes)) {
        throw new Error("retry.statusCodes must be an array");
      }
      const normalizedRetry = Object.fromEntries(Object.entries(retry2).filter(([, value]) => value !== void 0));
      return {
        ...defaultRetryOptions,
        ...normalizedRetry
      };
    };
  }
});

// node_modules/ky/distribution/errors/TimeoutError.js
var TimeoutError;
var init_TimeoutError = __esm({
  "node_modules/ky/distribution/errors/TimeoutError.js"() {
    init_thin_classes();
    TimeoutError = class extends Error {
      request;
      constructor(request) {
        super(`Request timed out: ${request.method} ${request.url}`);
        this.name = "TimeoutError";
        this.request = request;
      }
    };
  }
});

// node_modules/ky/distribution/utils/timeout.js
async function timeout(request, init, abortController, options) {
  return new Promise((resolve7, reject) => {
    const timeoutId = setTimeout(() => {
      if (abortController) {
        abortController.abort();
      }
      reject(new TimeoutError(request));
    }, options.timeout);
    void options.fetch(request, init).then(resolve7).catch(reject).then(() => {
      clearTimeout(timeoutId);
    });
  });
}
var init_timeout = __esm({
  "node_modules/ky/distribution/utils/timeout.js"() {
    init_thin_classes();
    init_TimeoutError();
  }
});

// node_modules/ky/distribution/utils/delay.js
async function delay(ms, { signal }) {
  return new Promise((resolve7, reject) => {
    if (signal) {
      signal.throwIfAborted();
      signal.addEventListener("abort", abortHandler, { once: true });
    }
    function abortHandler() {
      clearTimeout(timeoutId);
      reject(signal.reason);
    }
    const timeoutId = setTimeout(() => {
      signal?.removeEventListener("abort", abortHandler);
      resolve7();
    }, ms);
  });
}
var init_delay = __esm({
  "node_modules/ky/distribution/utils/delay.js"() {
    init_thin_classes();
  }
});

// node_modules/ky/distribution/utils/options.js
var findUnknownOptions, hasSearchParameters;
var init_options = __esm({
  "node_modules/ky/distribution/utils/options.js"() {
    init_thin_classes();
    init_constants();
    findUnknownOptions = (request, options) => {
      const unknownOptions = {};
      for (const key in options) {
        if (!Object.hasOwn(options, key)) {
          continue;
        }
        if (!(key in requestOptionsRegistry) && !(key in kyOptionKeys) && (!(key in request) || key in vendorSpecificOptions)) {
          unknownOptions[key] = options[key];
        }
      }
      return unknownOptions;
    };
    hasSearchParameters = (search) => {
      if (search === void 0) {
        return false;
      }
      if (Array.isArray(search)) {
        return search.length > 0;
      }
      if (search instanceof URLSearchParams) {
        return search.size > 0;
      }
      if (typeof search === "object") {
        return Object.keys(search).length > 0;
      }
      if (typeof search === "string") {
        return search.trim().length > 0;
      }
      return Boolean(search);
    };
  }
});

// node_modules/ky/distribution/utils/type-guards.js
function isHTTPError(error) {
  return error instanceof HTTPError || error?.name === HTTPError.name;
}
function isTimeoutError(error) {
  return error instanceof TimeoutError || error?.name === TimeoutError.name;
}
var init_type_guards = __esm({
  "node_modules/ky/distribution/utils/type-guards.js"() {
    init_thin_classes();
    init_HTTPError();
    init_TimeoutError();
  }
});

// node_modules/ky/distribution/core/Ky.js
var Ky;
var init_Ky = __esm({
  "node_modules/ky/distribution/core/Ky.js"() {
    init_thin_classes();
    init_HTTPError();
    init_NonError();
    init_ForceRetryError();
    init_body();
    init_merge();
    init_normalize();
    init_timeout();
    init_delay();
    init_options();
    init_type_guards();
    init_constants();
    Ky = class _Ky {
      static create(input, options) {
        const ky2 = new _Ky(input, options);
        const function_ = async () => {
          if (typeof ky2.#options.timeout === "number" && ky2.#options.timeout > maxSafeTimeout) {
            throw new RangeError(`The \`timeout\` option cannot be greater than ${maxSafeTimeout}`);
          }
          await Promise.resolve();
          let response = await ky2.#fetch();
          for (const hook of ky2.#options.hooks.afterResponse) {
            const clonedResponse = ky2.#decorateResponse(response.clone());
            let modifiedResponse;
            try {
              modifiedResponse = await hook(ky2.request, ky2.#getNormalizedOptions(), clonedResponse, { retryCount: ky2.#retryCount });
            } catch (error) {
              ky2.#cancelResponseBody(clonedResponse);
              ky2.#cancelResponseBody(response);
              throw error;
            }
            if (modifiedResponse instanceof RetryMarker) {
              ky2.#cancelResponseBody(clonedResponse);
              ky2.#cancelResponseBody(response);
              throw new ForceRetryError(modifiedResponse.options);
            }
            const nextResponse = modifiedResponse instanceof ThinResponse ? modifiedResponse : response;
            if (clonedResponse !== nextResponse) {
              ky2.#cancelResponseBody(clonedResponse);
            }
            if (response !== nextResponse) {
              ky2.#cancelResponseBody(response);
            }
            response = nextResponse;
          }
          ky2.#decorateResponse(response);
          if (!response.ok && (typeof ky2.#options.throwHttpErrors === "function" ? ky2.#options.throwHttpErrors(response.status) : ky2.#options.throwHttpErrors)) {
            let error = new HTTPError(response, ky2.request, ky2.#getNormalizedOptions());
            for (const hook of ky2.#options.hooks.beforeError) {
              error = await hook(error, { retryCount: ky2.#retryCount });
            }
            throw error;
          }
          if (ky2.#options.onDownloadProgress) {
            if (typeof ky2.#options.onDownloadProgress !== "function") {
              throw new TypeError("The `onDownloadProgress` option must be a function");
            }
            if (!supportsResponseStreams) {
              throw new Error("Streams are not supported in your environment. `ReadableStream` is missing.");
            }
            const progressResponse = response.clone();
            ky2.#cancelResponseBody(response);
            return streamResponse(progressResponse, ky2.#options.onDownloadProgress);
          }
          return response;
        };
        const result = ky2.#retry(function_).finally(() => {
          const originalRequest = ky2.#originalRequest;
          ky2.#cancelBody(originalRequest?.body ?? void 0);
          ky2.#cancelBody(ky2.request.body ?? void 0);
        });
        for (const [type, mimeType] of Object.entries(responseTypes)) {
          if (type === "bytes" && typeof ThinResponse?.prototype?.bytes !== "function") {
            continue;
          }
          result[type] = async () => {
            ky2.request.headers.set("accept", ky2.request.headers.get("accept") || mimeType);
            const response = await result;
            if (type === "json") {
              if (response.status === 204) {
                return "";
              }
              const text2 = await response.text();
              if (text2 === "") {
                return "";
              }
              if (options.parseJson) {
                return options.parseJson(text2);
              }
              return JSON.parse(text2);
            }
            return response[type]();
          };
        }
        return result;
      }
      // eslint-disable-next-line unicorn/prevent-abbreviations
      static #normalizeSearchParams(searchParams) {
        if (searchParams && typeof searchParams === "object" && !Array.isArray(searchParams) && !(searchParams instanceof URLSearchParams)) {
          return Object.fromEntries(Object.entries(searchParams).filter(([, value]) => value !== void 0));
        }
        return searchParams;
      }
      request;
      #abortController;
      #retryCount = 0;
      // eslint-disable-next-line @typescript-eslint/prefer-readonly -- False positive: #input is reassigned on line 202
      #input;
      #options;
      #originalRequest;
      #userProvidedAbortSignal;
      #cachedNormalizedOptions;
      // eslint-disable-next-line complexity
      constructor(input, options = {}) {
        this.#input = input;
        this.#options = {
          ...options,
          headers: mergeHeaders(this.#input.headers, options.headers),
          hooks: mergeHooks({
            beforeRequest: [],
            beforeRetry: [],
            beforeError: [],
            afterResponse: []
          }, options.hooks),
          method: normalizeRequestMethod(options.method ?? this.#input.method ?? "GET"),
          // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
          prefixUrl: String(options.prefixUrl || ""),
          retry: normalizeRetryOptions(options.retry),
          throwHttpErrors: options.throwHttpErrors ?? true,
          timeout: options.timeout ?? 1e4,
          fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
          context: options.context ?? {}
        };
        if (typeof this.#input !== "string" && !(this.#input instanceof URL || this.#input instanceof ThinRequest)) {
          throw new TypeError("`input` must be a string, URL, or Request");
        }
        if (this.#options.prefixUrl && typeof this.#input === "string") {
          if (this.#input.startsWith("/")) {
            throw new Error("`input` must not begin with a slash when using `prefixUrl`");
          }
          if (!this.#options.prefixUrl.endsWith("/")) {
            this.#options.prefixUrl += "/";
          }
          this.#input = this.#options.prefixUrl + this.#input;
        }
        if (supportsAbortController && supportsAbortSignal) {
          this.#userProvidedAbortSignal = this.#options.signal ?? this.#input.signal;
          this.#abortController = new (void 0)();
          this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal;
        }
        if (supportsRequestStreams) {
          this.#options.duplex = "half";
        }
        if (this.#options.json !== void 0) {
          this.#options.body = this.#options.stringifyJson?.(this.#options.json) ?? JSON.stringify(this.#options.json);
          this.#options.headers.set("content-type", this.#options.headers.get("content-type") ?? "application/json");
        }
        const userProvidedContentType = options.headers && new ThinHeaders(options.headers).has("content-type");
        if (this.#input instanceof ThinRequest && (supportsFormData && this.#options.body instanceof void 0 || this.#options.body instanceof URLSearchParams) && !userProvidedContentType) {
          this.#options.headers.delete("content-type");
        }
        this.request = new ThinRequest(this.#input, this.#options);
        if (hasSearchParameters(this.#options.searchParams)) {
          const textSearchParams = typeof this.#options.searchParams === "string" ? this.#options.searchParams.replace(/^\?/, "") : new URLSearchParams(_Ky.#normalizeSearchParams(this.#options.searchParams)).toString();
          const searchParams = "?" + textSearchParams;
          const url = this.request.url.replace(/(?:\?.*?)?(?=#|$)/, searchParams);
          this.request = new ThinRequest(url, this.#options);
        }
        if (this.#options.onUploadProgress) {
          if (typeof this.#options.onUploadProgress !== "function") {
            throw new TypeError("The `onUploadProgress` option must be a function");
          }
          if (!supportsRequestStreams) {
            throw new Error("Request streams are not supported in your environment. The `duplex` option for `Request` is not available.");
          }
          this.request = this.#wrapRequestWithUploadProgress(this.request, this.#options.body ?? void 0);
        }
      }
      #calculateDelay() {
        const retryDelay = this.#options.retry.delay(this.#retryCount);
        let jitteredDelay = retryDelay;
        if (this.#options.retry.jitter === true) {
          jitteredDelay = Math.random() * retryDelay;
        } else if (typeof this.#options.retry.jitter === "function") {
          jitteredDelay = this.#options.retry.jitter(retryDelay);
          if (!Number.isFinite(jitteredDelay) || jitteredDelay < 0) {
            jitteredDelay = retryDelay;
          }
        }
        const backoffLimit = this.#options.retry.backoffLimit ?? Number.POSITIVE_INFINITY;
        return Math.min(backoffLimit, jitteredDelay);
      }
      async #calculateRetryDelay(error) {
        this.#retryCount++;
        if (this.#retryCount > this.#options.retry.limit) {
          throw error;
        }
        const errorObject = error instanceof Error ? error : new NonError(error);
        if (errorObject instanceof ForceRetryError) {
          return errorObject.customDelay ?? this.#calculateDelay();
        }
        if (!this.#options.retry.methods.includes(this.request.method.toLowerCase())) {
          throw error;
        }
        if (this.#options.retry.shouldRetry !== void 0) {
          const result = await this.#options.retry.shouldRetry({ error: errorObject, retryCount: this.#retryCount });
          if (result === false) {
            throw error;
          }
          if (result === true) {
            return this.#calculateDelay();
          }
        }
        if (isTimeoutError(error) && !this.#options.retry.retryOnTimeout) {
          throw error;
        }
        if (isHTTPError(error)) {
          if (!this.#options.retry.statusCodes.includes(error.response.status)) {
            throw error;
          }
          const retryAfter = error.response.headers.get("Retry-After") ?? error.response.headers.get("RateLimit-Reset") ?? error.response.headers.get("X-RateLimit-Retry-After") ?? error.response.headers.get("X-RateLimit-Reset") ?? error.response.headers.get("X-Rate-Limit-Reset");
          if (retryAfter && this.#options.retry.afterStatusCodes.includes(error.response.status)) {
            let after = Number(retryAfter) * 1e3;
            if (Number.isNaN(after)) {
              after = Date.parse(retryAfter) - Date.now();
            } else if (after >= Date.parse("2024-01-01")) {
              after -= Date.now();
            }
            const max = this.#options.retry.maxRetryAfter ?? after;
            return after < max ? after : max;
          }
          if (error.response.status === 413) {
            throw error;
          }
        }
        return this.#calculateDelay();
      }
      #decorateResponse(response) {
        if (this.#options.parseJson) {
          response.json = async () => this.#options.parseJson(await response.text());
        }
        return response;
      }
      #cancelBody(body) {
        if (!body) {
          return;
        }
        void body.cancel().catch(() => void 0);
      }
      #cancelResponseBody(response) {
        this.#cancelBody(response.body ?? void 0);
      }
      async #retry(function_) {
        try {
          return await function_();
        } catch (error) {
          const ms = Math.min(await this.#calculateRetryDelay(error), maxSafeTimeout);
          if (this.#retryCount < 1) {
            throw error;
          }
          await delay(ms, this.#userProvidedAbortSignal ? { signal: this.#userProvidedAbortSignal } : {});
          if (error instanceof ForceRetryError && error.customRequest) {
            const managedRequest = this.#options.signal ? new ThinRequest(error.customRequest, { signal: this.#options.signal }) : new ThinRequest(error.customRequest);
            this.#assignRequest(managedRequest);
          }
          for (const hook of this.#options.hooks.beforeRetry) {
            const hookResult = await hook({
              request: this.request,
              options: this.#getNormalizedOptions(),
              error,
              retryCount: this.#retryCount
            });
            if (hookResult instanceof ThinRequest) {
              this.#assignRequest(hookResult);
              break;
            }
            if (hookResult instanceof ThinResponse) {
              return hookResult;
            }
            if (hookResult === stop) {
              return;
            }
          }
          return this.#retry(function_);
        }
      }
      async #fetch() {
        if (this.#abortController?.signal.aborted) {
          this.#abortController = new (void 0)();
          this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal;
          this.request = new ThinRequest(this.request, { signal: this.#options.signal });
        }
        for (const hook of this.#options.hooks.beforeRequest) {
          const result = await hook(this.request, this.#getNormalizedOptions(), { retryCount: this.#retryCount });
          if (result instanceof ThinResponse) {
            return result;
          }
          if (result instanceof ThinRequest) {
            this.#assignRequest(result);
            break;
          }
        }
        const nonRequestOptions = findUnknownOptions(this.request, this.#options);
        this.#originalRequest = this.request;
        this.request = this.#originalRequest.clone();
        if (this.#options.timeout === false) {
          return this.#options.fetch(this.#originalRequest, nonRequestOptions);
        }
        return timeout(this.#originalRequest, nonRequestOptions, this.#abortController, this.#options);
      }
      #getNormalizedOptions() {
        if (!this.#cachedNormalizedOptions) {
          const { hooks, ...normalizedOptions } = this.#options;
          this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
        }
        return this.#cachedNormalizedOptions;
      }
      #assignRequest(request) {
        this.#cachedNormalizedOptions = void 0;
        this.request = this.#wrapRequestWithUploadProgress(request);
      }
      #wrapRequestWithUploadProgress(request, originalBody) {
        if (!this.#options.onUploadProgress || !request.body) {
          return request;
        }
        return streamRequest(request, this.#options.onUploadProgress, originalBody ?? this.#options.body ?? void 0);
      }
    };
  }
});

// node_modules/ky/distribution/index.js
var createInstance, ky, distribution_default;
var init_distribution = __esm({
  "node_modules/ky/distribution/index.js"() {
    init_thin_classes();
    init_Ky();
    init_constants();
    init_merge();
    init_ForceRetryError();
    createInstance = (defaults) => {
      const ky2 = (input, options) => Ky.create(input, validateAndMerge(defaults, options));
      for (const method of requestMethods) {
        ky2[method] = (input, options) => Ky.create(input, validateAndMerge(defaults, options, { method }));
      }
      ky2.create = (newDefaults) => createInstance(validateAndMerge(newDefaults));
      ky2.extend = (newDefaults) => {
        if (typeof newDefaults === "function") {
          newDefaults = newDefaults(defaults ?? {});
        }
        return createInstance(validateAndMerge(defaults, newDefaults));
      };
      ky2.stop = stop;
      ky2.retry = retry;
      return ky2;
    };
    ky = createInstance();
    distribution_default = ky;
  }
});

// src/http/transport.ts
function asTransportError(error) {
  if (!(error instanceof Error) || error instanceof TransportError) return error;
  const { code, message } = error;
  if (typeof code !== "string") return error;
  if (CERTIFICATE_CODES.test(code)) return new CertificateRefused(`${message} (${code})`, void 0, { cause: error });
  if (code === "EAI_AGAIN") return new HostNotFound(say`the DNS server does not answer (${code})`, { cause: error });
  if (/^(ENOTFOUND|EAI_)/.test(code))
    return new HostNotFound(say`the name cannot be resolved (${code})`, { cause: error });
  return new ConnectionFailed(`${message} (${code})`, { cause: error });
}
function openTransport(peer, headers, maxSockets, signal) {
  const agent = new TrustingAgent(peer, maxSockets);
  const underWay = new UnderWay();
  const interrupt = () => underWay.stop();
  signal.addEventListener("abort", interrupt, { once: true });
  const line = { agent, peer, signal, underWay, headers: { ...headers, "content-length": 0 } };
  return {
    send: (method, path, exchange) => send2(line, method, path, exchange),
    close() {
      signal.removeEventListener("abort", interrupt);
      agent.destroy();
    }
  };
}
function send2(line, method, path, exchange) {
  return new Promise((resolve7, reject) => {
    const { peer, signal, underWay } = line;
    if (signal.aborted) throw new Interrupted();
    exchange.sink?.reset();
    const { payload = "", timeoutMs } = exchange;
    const started = performance.now();
    const request = (0, import_node_https2.request)({
      agent: line.agent,
      host: peer.host,
      port: peer.port,
      method,
      path,
      headers: { ...line.headers, "content-length": Buffer.byteLength(payload) }
    });
    const timer = setTimeout(() => fail2(new RequestTimedOut(timeoutMs)), timeoutMs);
    const interrupt = () => fail2(new Interrupted());
    let over = false;
    const end = () => {
      over = true;
      clearTimeout(timer);
      underWay.delete(interrupt);
    };
    const fail2 = (error) => {
      end();
      reject(asTransportError(error));
      request.destroy();
    };
    const done = (answer) => {
      end();
      resolve7(answer);
    };
    underWay.add(interrupt);
    request.on("response", (response) => void readAnswer(response, exchange, started, () => over).then(done, fail2));
    request.on("error", fail2);
    request.end(payload);
  });
}
function readAnswer(response, exchange, started, isOver) {
  return new Promise((resolve7, reject) => {
    const { statusCode: status = 0, headers } = response;
    const body = unpack(response);
    const isWanted3 = status >= 200 && status <= 299;
    const sink = status === 200 ? exchange.sink : void 0;
    const pieces = new Joined();
    let bytes = 0;
    let length = 0;
    const take = (chunk) => {
      if (isOver()) return;
      length += chunk.length;
      try {
        if (length > exchange.limitBytes && isWanted3) throw new AnswerTooLarge(exchange.limitBytes);
        if (sink !== void 0) sink.write(chunk);
        else if (isWanted3 || length - chunk.length < ERROR_LIMIT) pieces.add(chunk);
        else end();
      } catch (error) {
        reject(error);
        response.destroy();
        body.destroy();
      }
    };
    const end = () => {
      resolve7({
        status,
        contentType: headers["content-type"] ?? "",
        location: headers.location,
        date: headers.date,
        retryAfter: headers["retry-after"],
        headers,
        body: pieces.take(),
        bytes: body === response ? length : bytes,
        ms: performance.now() - started
      });
      if (!response.complete) response.destroy();
    };
    response.on("error", reject);
    response.on("close", () => {
      if (!response.complete) reject(new ConnectionFailed(say`the connection broke before the answer was whole`));
    });
    if (body !== response) {
      response.on("data", (chunk) => {
        bytes += chunk.length;
      });
      body.on("error", reject);
    }
    body.on("data", take);
    body.on("end", end);
  });
}
function unpack(response) {
  const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
  switch (encoding) {
    case "":
    case "identity":
      return response;
    case "gzip":
    case "x-gzip":
      return response.pipe((0, import_node_zlib.createGunzip)({ chunkSize: UNPACKED_CHUNK }));
    default:
      throw new ConnectionFailed(say`the answer is packed in a way nobody asked for (${encoding.slice(0, 20)})`);
  }
}
var import_node_https2, import_node_zlib, UNPACKED_CHUNK, ERROR_LIMIT, Joined, MOST_CHUNKS, CERTIFICATE_CODES, TrustingAgent, UnderWay;
var init_transport = __esm({
  "src/http/transport.ts"() {
    "use strict";
    init_thin_classes();
    import_node_https2 = require("node:https");
    import_node_zlib = require("node:zlib");
    init_interrupted();
    init_language();
    init_errors();
    init_trust2();
    UNPACKED_CHUNK = 128 * 1024;
    ERROR_LIMIT = 64e3;
    Joined = class {
      #whole = [];
      #small = [];
      add(chunk) {
        this.#small.push(chunk);
        if (this.#small.length < MOST_CHUNKS) return;
        this.#whole.push(Buffer.concat(this.#small));
        this.#small = [];
        if (this.#whole.length >= MOST_CHUNKS) this.#whole = [Buffer.concat(this.#whole)];
      }
      take() {
        const all = [...this.#whole, ...this.#small];
        return all.length === 1 && all[0] !== void 0 ? all[0] : Buffer.concat(all);
      }
    };
    MOST_CHUNKS = 1024;
    CERTIFICATE_CODES = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH|ERR_SSL_(EE|CA)_)/;
    TrustingAgent = class extends import_node_https2.Agent {
      #peer;
      /** Connections being opened: the agent does not know of them yet, so it cannot close them. */
      #opening = /* @__PURE__ */ new Set();
      constructor(peer, maxSockets) {
        super({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
        this.#peer = peer;
      }
      // Node takes the socket from the callback when nothing is returned; its types know only the returned one.
      createConnection(_options, done) {
        const socket = openTrusted(this.#peer, (error, trusted) => {
          this.#opening.delete(socket);
          done(error, trusted);
        });
        this.#opening.add(socket);
        return void 0;
      }
      destroy() {
        for (const socket of this.#opening) socket.destroy();
        super.destroy();
      }
    };
    UnderWay = class {
      #stops = [];
      add(stop2) {
        this.#stops.push(stop2);
      }
      delete(stop2) {
        const index = this.#stops.indexOf(stop2);
        if (index >= 0) this.#stops.splice(index, 1);
      }
      stop() {
        for (const stop2 of [...this.#stops]) stop2();
      }
    };
  }
});

// src/http/client.ts
function openHttpClient(options) {
  const { base, headers, label: server, retry: retry2, trace } = options;
  const transport = openTransport(options.peer, headers, options.maxSockets, options.signal);
  const fetch = async ({ method, url }, { errand }) => {
    const path = url.slice(url.indexOf("/", "https://".length));
    const shown2 = path.slice(base.length);
    const started = performance.now();
    try {
      const answer = await transport.send(method, path, errand.exchange);
      errand.answer = answer;
      errand.failure = void 0;
      const { status, ms, bytes, date, headers: headers2 } = answer;
      trace({ server, method, path: shown2, result: status, ms, bytes, date, ...headers2 && { headers: headers2 } });
    } catch (error) {
      errand.failure = error;
      const result = error instanceof Error ? error.name : "failed";
      trace({ server, method, path: shown2, result, ms: performance.now() - started, bytes: 0, date: void 0 });
    }
    if (mayHelp(retry2, errand)) throw new ForceRetryError();
    return TAKEN;
  };
  const client = kyClient(options, fetch);
  return {
    send: (method, path, exchange) => sendWith(client, method, path, exchange),
    close: () => transport.close()
  };
}
function mayHelp(retry2, { answer, failure }) {
  if (failure !== void 0) return failure instanceof TransportError && retry2.again(failure);
  return answer !== void 0 && retry2.again(answer);
}
function kyClient(options, fetch) {
  const { peer, retry: retry2 } = options;
  const host = peer.host.includes(":") ? `[${peer.host}]` : peer.host;
  return distribution_default.create({
    ...ADDED_BY_KY,
    prefixUrl: `https://${host}:${peer.port}${options.base}`,
    // The transport keeps time: ky's clock stops at the headers, and a body can hang as well.
    timeout: false,
    throwHttpErrors: false,
    // Never by ky's own rules, which would make a write a second time: only where we throw its ForceRetryError.
    retry: { limit: retry2.tries - 1, methods: [], delay: retry2.delayMs },
    fetch
  });
}
async function sendWith(client, method, path, exchange) {
  const errand = { exchange, answer: void 0, failure: void 0 };
  const carried = { errand };
  try {
    await client(path, { method, ...carried });
  } catch (error) {
    if (!(error instanceof ForceRetryError)) throw error;
  }
  const { answer, failure } = errand;
  if (failure !== void 0) throw failure;
  if (answer === void 0) throw new Error("ky has come back without having asked");
  return answer;
}
var NEVER_AGAIN, TAKEN, ADDED_BY_KY;
var init_client2 = __esm({
  "src/http/client.ts"() {
    "use strict";
    init_thin_classes();
    init_distribution();
    init_errors();
    init_transport();
    NEVER_AGAIN = { tries: 1, delayMs: () => 0, again: () => false };
    TAKEN = new ThinResponse(null);
    ADDED_BY_KY = { context: {}, headers: void 0, hooks: void 0 };
  }
});

// src/interruption/pause.ts
function pauseUnless(signal) {
  return (ms) => new Promise((resolve7, reject) => {
    if (signal.aborted) return reject(new Interrupted());
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", interrupt);
      resolve7();
    }, ms);
    const interrupt = () => {
      clearTimeout(timer);
      reject(new Interrupted());
    };
    signal.addEventListener("abort", interrupt, { once: true });
  });
}
var init_pause = __esm({
  "src/interruption/pause.ts"() {
    "use strict";
    init_thin_classes();
    init_interrupted();
  }
});

// src/ixc/errors.ts
var IxcError, IxcKeyRefused, IxcAddressRefused, IxcForbidden, IxcTableRefused, IxcRouteRefused, IxcQueryRefused, IxcCouldNotProcess, NotIxc, IxcTimedOut, IxcUnavailable, IxcHostNotFound, IxcCertificateRefused, IxcMalformed, IxcIncomplete;
var init_errors4 = __esm({
  "src/ixc/errors.ts"() {
    "use strict";
    init_thin_classes();
    init_errors2();
    init_language();
    IxcError = class extends SourceError {
      name = "IxcError";
    };
    IxcKeyRefused = class extends IxcError {
      name = "IxcKeyRefused";
      /** @param doubt what is wrong with the key by its looks; '' for nothing */
      constructor(host, doubt = "") {
        super(
          doubt !== "" ? say`${host} refused the API key, and it ${doubt}: copy it again from IXC, whole and in one line, into IXC_KEY.` : say`${host} refused the API key. Create a new one in IXC under Configurações > Usuários and put it in IXC_KEY: a key stops working when its user's password changes or the server moves.`
        );
      }
    };
    IxcAddressRefused = class extends IxcError {
      name = "IxcAddressRefused";
      constructor(host, said) {
        super(
          say`${host} does not let this machine's IP address use its API ("${said}"). Add the address to the allowed networks of the key's user group in IXC.`
        );
      }
    };
    IxcForbidden = class extends IxcError {
      name = "IxcForbidden";
      constructor(host) {
        super(
          say`${host} answered 403. Either this machine's IP address is not among the allowed networks of the key's user group, or the key is of a server that was migrated: then make a new one and put it in IXC_KEY.`
        );
      }
    };
    IxcTableRefused = class extends IxcError {
      name = "IxcTableRefused";
      constructor(host, table2, said) {
        super(
          say`${host} does not let this key read ${table2} ("${said}"). Give the key's user group in IXC the permission to list ${table2}.`
        );
      }
    };
    IxcRouteRefused = class extends IxcError {
      name = "IxcRouteRefused";
      constructor(host, table2, other) {
        super(
          say`${host} refuses the API key for ${table2}, though not for ${other}. Release the route ${table2} (listing) for the key's user in IXC, under Configurações > Usuários.`
        );
      }
    };
    IxcQueryRefused = class extends IxcError {
      name = "IxcQueryRefused";
      constructor(host, table2, said) {
        super(
          say`${host} could not carry out the query on ${table2} ("${said}"). If it stays so, ask IXC's support whether the API of this installation works.`
        );
      }
    };
    IxcCouldNotProcess = class extends IxcQueryRefused {
      name = "IxcCouldNotProcess";
    };
    NotIxc = class extends IxcError {
      name = "NotIxc";
      constructor(host, seen) {
        super(
          say`${host} does not answer as an IXC API: ${seen}. Check IXC_SERVER: it is the name of the IXC server itself.`
        );
      }
    };
    IxcTimedOut = class extends IxcError {
      name = "IxcTimedOut";
      constructor(host, table2, tries, cause) {
        super(
          say`${host} gave no complete answer for ${table2} in ${tries} tries (${cause.message}). Try a smaller --page-size or a larger --ixc-timeout.`,
          { cause }
        );
      }
    };
    IxcUnavailable = class extends IxcError {
      name = "IxcUnavailable";
      said;
      /** How long IXC asks to wait, in ms; 0 where it does not. */
      waitMs;
      constructor(host, table2, tries, said, { waitMs = 0, ...options } = {}) {
        super(
          say`${host} could not be read: ${table2} failed ${tries === 1 ? say`once` : say`${tries} times`} (${said}). Check that IXC is up and reachable from here; the next run tries again.`,
          options
        );
        this.said = said;
        this.waitMs = waitMs;
      }
    };
    IxcHostNotFound = class extends IxcError {
      name = "IxcHostNotFound";
      constructor(host, cause) {
        super(
          /EAI_AGAIN/.test(cause.message) ? say`${host} cannot be looked up: ${cause.message}. The DNS settings of this machine are to be checked, not IXC_SERVER.` : say`${host} is not known to the DNS (${cause.message}). Check IXC_SERVER and the DNS settings of this machine.`,
          {
            cause
          }
        );
      }
    };
    IxcCertificateRefused = class extends IxcError {
      name = "IxcCertificateRefused";
      /** @param fingerprint of the certificate that was shown, ready to be pinned */
      constructor(host, cause, fingerprint) {
        const pin = fingerprint ?? "SHA256";
        super(
          say`${host} shows a certificate that cannot be trusted: ${cause.message}. If it is your IXC's all the same, pin it with --ixc-fingerprint ${pin}; an authority of yours is named with --ixc-ca FILE. --ixc-insecure believes everybody.`,
          { cause }
        );
      }
    };
    IxcMalformed = class extends IxcError {
      name = "IxcMalformed";
      constructor(host, table2, said, options) {
        super(
          say`${host} answered for ${table2} with something that cannot be used: ${said}. Nothing is assumed from it.`,
          options
        );
      }
    };
    IxcIncomplete = class extends IxcError {
      name = "IxcIncomplete";
      constructor(host, table2, said) {
        super(say`${host} could not be read whole: ${table2}, ${said}. Nothing is written from half a list.`);
      }
    };
  }
});

// src/ixc/client.ts
function ixcApi(http, label, timeoutMs, doubt = "") {
  return {
    label,
    async list(table2, query, rowsAsked, sink) {
      const reader = rowReader(sink, Math.max(LEAST_ROWS, rowsAsked * ROWS_FOR_ONE));
      const exchange = {
        payload: JSON.stringify(query),
        timeoutMs,
        limitBytes: Math.max(LEAST_LIMIT, rowsAsked * ROW_BYTES),
        sink: reader
      };
      try {
        const answer = await http.send("POST", table2, exchange);
        return reader.finish(answer, { label, doubt }, table2, query["page"] !== "1");
      } catch (error) {
        throw asIxcError(error, label, table2);
      }
    }
  };
}
function ixcHeaders(authorization) {
  return {
    authorization: `Basic ${authorization}`,
    ixcsoft: "listar",
    "content-type": "application/json",
    accept: "application/json",
    "accept-encoding": "gzip"
  };
}
function rowReader(sink, most) {
  let rows2 = 0;
  const take = (row) => {
    if (!isObject(row)) throw new MalformedAnswer(say`a row cannot be read`);
    if (++rows2 > most) throw new MalformedAnswer(say`it has more than ${most} rows`);
    sink.take(row);
  };
  const newReader = () => new ListingReader(take, sink.columns === void 0 ? {} : { columns: sink.columns });
  let reader = newReader();
  return {
    reset() {
      rows2 = 0;
      sink.reset();
      reader = newReader();
    },
    write: (chunk) => reader.write(chunk),
    finish(answer, asked, table2, maybePastEnd) {
      const { label } = asked;
      if (answer.status === 200) return asPage(reader.end(), rows2, label, table2, maybePastEnd);
      const text2 = answer.body.toString("utf8", 0, 64e3);
      throw statusError(answer, text2, asked, table2);
    }
  };
}
function waitOf(retryAfter) {
  if (retryAfter === void 0) return 0;
  const seconds = /^\s*\d{1,6}\s*$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1e3;
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_MS, Math.max(0, seconds * 1e3)) : 0;
}
function statusError(answer, text2, { label, doubt }, table2) {
  const { status } = answer;
  if (status === 401) return new IxcKeyRefused(label, doubt);
  if (status >= 300 && status <= 399) {
    return new NotIxc(label, say`it redirects to ${redirectTarget(answer.location)}, and the key must not go there`);
  }
  if (isProcessingError(text2)) return new IxcCouldNotProcess(label, table2, sentenceOfPage(text2));
  if (status >= 500 || status === 429 || status === 408) {
    const said = `HTTP ${status}`;
    return status === 504 ? new IxcTimedOut(label, table2, 1, new Error(said)) : new IxcUnavailable(label, table2, 1, said, { waitMs: waitOf(answer.retryAfter) });
  }
  if (status === 403) return new IxcForbidden(label);
  return new NotIxc(label, `HTTP ${status} for ${table2}`);
}
function asPage({ json, text: text2 }, rows2, label, table2, maybePastEnd) {
  if (typeof json !== "object" || json === null) throw bodyError(text2, label, table2);
  const { type, total, registros } = json;
  if (type === "error") throw saidError(json, label, table2);
  const count2 = typeof total === "number" || typeof total === "string" ? Number(total) : Number.NaN;
  if (total === "" || !Number.isSafeInteger(count2) || count2 < 0) {
    throw new IxcMalformed(label, table2, say`it has no usable \`total\``);
  }
  const listed2 = listedRows(registros);
  if (listed2 === void 0 || listed2 !== rows2 || registros === void 0 && count2 !== 0 && !maybePastEnd) {
    throw new IxcMalformed(label, table2, say`it has no usable \`registros\``);
  }
  return { rows: rows2, total: count2 };
}
function listedRows(registros) {
  if (registros === void 0 || registros === null) return 0;
  if (typeof registros !== "object") return void 0;
  const places = Object.values(registros);
  return places.every((place) => typeof place === "string") ? places.length : void 0;
}
function bodyError(text2, label, table2) {
  if (isProcessingError(text2)) return new IxcCouldNotProcess(label, table2, sentenceOfPage(text2));
  if (/^\s*\{/.test(text2.replace(/^\uFEFF/, "")))
    return new IxcMalformed(label, table2, say`its JSON is damaged or cut short`);
  if (text2.trim() === "") return new IxcMalformed(label, table2, say`it is empty`);
  if (isDatabaseDown(text2)) return new IxcUnavailable(label, table2, 1, say`its database does not answer`);
  if (/<(html|!doctype|form|head|body)/i.test(text2))
    return new NotIxc(label, say`it shows a web page, such as its login page`);
  return new IxcMalformed(label, table2, say`it is not JSON`);
}
function saidError(json, label, table2) {
  const found2 = [json["message"], json["mensagem"], json["valor"]].find((text2) => typeof text2 === "string");
  const said = sentenceOfPage(repaired(typeof found2 === "string" ? found2.slice(0, LONGEST_SAID) : ""));
  const plain = withoutAccents(said);
  if (/\bip\b/i.test(plain) && /liberad/i.test(plain)) return new IxcAddressRefused(label, said);
  if (/permiss|disponivel|nao existe/i.test(plain)) return new IxcTableRefused(label, table2, said);
  return new IxcQueryRefused(label, table2, said);
}
function repaired(text2) {
  const isTwice = /[\u00c2-\u00c3][\u0080-\u00bf]/.test(text2) && !/[\u0100-\uffff]/.test(text2);
  return (isTwice ? Buffer.from(text2, "latin1").toString("utf8") : text2).normalize("NFC");
}
function withoutAccents(text2) {
  return text2.normalize("NFD").replace(new RegExp("\\p{M}", "gu"), "");
}
function isDatabaseDown(whole) {
  const text2 = whole.slice(0, LONGEST_SAID);
  return /connection refused|SQLSTATE|too many connections|gone away|mysqli?_|<b>(warning|fatal error)<\/b>/i.test(
    text2
  );
}
function isProcessingError(whole) {
  const text2 = whole.slice(0, LONGEST_SAID);
  return /ocorreu um erro ao processar/i.test(text2) || /^\s*<div\b/i.test(text2);
}
function redirectTarget(location) {
  const target = /^https?:\/\/([^/?#]+)/i.exec(location ?? "")?.[1];
  return target === void 0 ? say`another page` : sentenceOfPage(target);
}
function asIxcError(error, label, table2) {
  if (error instanceof MalformedAnswer) return new IxcMalformed(label, table2, error.message, { cause: error });
  if (error instanceof AnswerTooLarge) return new IxcMalformed(label, table2, error.message, { cause: error });
  if (error instanceof CertificateRefused) return new IxcCertificateRefused(label, error, error.fingerprint);
  if (error instanceof HostNotFound) return new IxcHostNotFound(label, error);
  if (error instanceof RequestTimedOut) return new IxcTimedOut(label, table2, 1, error);
  if (error instanceof TransportError) return new IxcUnavailable(label, table2, 1, error.message, { cause: error });
  return error;
}
var ROW_BYTES, LEAST_LIMIT, ROWS_FOR_ONE, LEAST_ROWS, LONGEST_WAIT_MS;
var init_client3 = __esm({
  "src/ixc/client.ts"() {
    "use strict";
    init_thin_classes();
    init_errors();
    init_listing_reader();
    init_malformed();
    init_json();
    init_language();
    init_sentence();
    init_errors4();
    ROW_BYTES = 12e3;
    LEAST_LIMIT = 64e6;
    ROWS_FOR_ONE = 20;
    LEAST_ROWS = 5e5;
    LONGEST_WAIT_MS = 3e4;
  }
});

// src/ixc/tables.ts
function fixedLogins(logins) {
  return {
    ...logins,
    columns: [...logins.columns, "fixar_ip"],
    only: { column: "fixar_ip", value: "S" },
    read: (row) => ({ ...logins.read(row), ...!isLetter(row, "online", "S") && { isUnseen: true } })
  };
}
function loginsWithSites() {
  const known = /* @__PURE__ */ new Map();
  return {
    ...LOGINS,
    columns: [...LOGINS.columns, ...SITE_COLUMNS],
    read(row) {
      const site = siteOf(row, known);
      return { ...LOGINS.read(row), ...site !== void 0 && { site } };
    }
  };
}
function siteOf(row, known) {
  for (const column2 of SITE_COLUMNS) {
    const value = optional(row, column2).trim();
    if (value === "" || value === "0") continue;
    const key = `${column2} ${value}`;
    const site = known.get(key) ?? { column: column2, value };
    known.set(key, site);
    return site;
  }
  return void 0;
}
function withTransmitters(logins) {
  return {
    ...logins,
    columns: [...logins.columns, "id_transmissor"],
    read: (row) => ({ ...logins.read(row), transmitter: reference(optional(row, "id_transmissor")) })
  };
}
function contractsBut(states) {
  return { ...CONTRACTS, except: { column: "status_internet", values: states } };
}
function contractsIn(state) {
  return { ...CONTRACTS, only: { column: "status_internet", value: state } };
}
function reducedPlans(row) {
  const arrearsPlan = reference(optional(row, "id_plano_atraso"));
  const capPlan = reference(optional(row, "id_plano_franquia"));
  return { ...arrearsPlan !== 0 && { arrearsPlan }, ...capPlan !== 0 && { capPlan } };
}
function burstColumns(way) {
  return [`${way}_busrt`, `${way}_busrt_th`, `${way}_busrt_time`];
}
function bursts(row) {
  const downloadBurst = burstOf(row, "download");
  const uploadBurst = burstOf(row, "upload");
  return { ...downloadBurst && { downloadBurst }, ...uploadBurst && { uploadBurst } };
}
function burstOf(row, way) {
  const [rate, threshold, time] = burstColumns(way).map((column2) => optional(row, column2).trim());
  return rate === void 0 || rate === "" || /^0+\D?$/.test(rate) ? void 0 : { rate, threshold: threshold ?? "", time: time ?? "" };
}
function marksOf(row) {
  const marks = [];
  if (isLetter(row, "desbloqueio_confianca_ativo", "S")) marks.push("unblocked on trust");
  if (isLetter(row, "contrato_suspenso", "S")) marks.push("suspended");
  if (isLetter(row, "status", "I") || isLetter(row, "status", "N")) marks.push("not active");
  return marks;
}
function isLetter(row, column2, letter) {
  const value = row[column2];
  return typeof value === "string" && value.trim().toUpperCase() === letter;
}
function readId(row) {
  const id = wholeNumber(required(row, "id"));
  if (id === void 0 || id === 0) throw new MalformedAnswer(say`a row has no usable \`id\``);
  return id;
}
function required(row, column2) {
  const value = row[column2];
  if (value === void 0) throw new MalformedAnswer(say`a row has no column \`${column2}\``);
  return asText(value, column2);
}
function sparse(row, column2, missing3 = null) {
  const value = row[column2];
  return value === void 0 ? missing3 : asText(value, column2);
}
function optional(row, column2) {
  const value = row[column2];
  return value === void 0 ? "" : asText(value, column2) ?? "";
}
function asText(value, column2) {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new MalformedAnswer(say`column \`${column2}\` is neither text nor number`);
}
function reference(text2) {
  return wholeNumber(text2) ?? 0;
}
function wholeNumber(text2) {
  if (text2 === null || !/^\s*\d{1,15}\s*$/.test(text2)) return void 0;
  return Number(text2);
}
var LOGINS, SITE_COLUMNS, TRANSMITTERS, POPS, PLANS, CONTRACTS, TABLES;
var init_tables = __esm({
  "src/ixc/tables.ts"() {
    "use strict";
    init_thin_classes();
    init_malformed();
    init_language();
    LOGINS = {
      name: "radusuarios",
      columns: [
        "id",
        "login",
        "online",
        "ip",
        "pd_ipv6",
        "framed_pd_ipv6",
        "id_contrato",
        "id_grupo",
        "ultima_conexao_inicial",
        "ativo",
        "franquia_atingida"
      ],
      needed: ["login", "ip", "id_contrato", "id_grupo"],
      only: { column: "online", value: "S" },
      read: (row) => ({
        id: readId(row),
        login: sparse(row, "login") ?? "",
        ip: sparse(row, "ip") ?? "",
        delegatedPrefix: optional(row, "pd_ipv6"),
        linkPrefix: optional(row, "framed_pd_ipv6"),
        contract: reference(sparse(row, "id_contrato")),
        plan: reference(sparse(row, "id_grupo")),
        connectedAt: optional(row, "ultima_conexao_inicial"),
        ...isLetter(row, "ativo", "N") && { isCut: true },
        ...isLetter(row, "franquia_atingida", "S") && { isPastCap: true }
      })
    };
    SITE_COLUMNS = ["id_concentrador", "concentrador", "conexao"];
    TRANSMITTERS = {
      name: "radpop_radio",
      columns: ["id", "descricao", "id_pop"],
      needed: ["descricao"],
      read: (row) => ({ id: readId(row), name: optional(row, "descricao"), pop: reference(optional(row, "id_pop")) })
    };
    POPS = {
      name: "radpop",
      columns: ["id", "pop"],
      needed: ["pop"],
      read: (row) => ({ id: readId(row), name: optional(row, "pop") })
    };
    PLANS = {
      name: "radgrupos",
      columns: [
        "id",
        "grupo",
        "tipo",
        "download",
        "upload",
        "qos_ativo",
        "id_plano_atraso",
        "id_plano_franquia",
        ...burstColumns("download"),
        ...burstColumns("upload")
      ],
      needed: ["grupo", "tipo", "download", "upload"],
      read: (row) => ({
        id: readId(row),
        name: sparse(row, "grupo") ?? "",
        kind: sparse(row, "tipo") ?? "",
        // Without QoS the speeds are what somebody left there: IXC itself limits nothing then (reference/ixc-api.md).
        download: isLetter(row, "qos_ativo", "N") ? "" : sparse(row, "download", ""),
        upload: isLetter(row, "qos_ativo", "N") ? "" : sparse(row, "upload", ""),
        ...reducedPlans(row),
        ...isLetter(row, "qos_ativo", "N") ? {} : bursts(row)
      })
    };
    CONTRACTS = {
      name: "cliente_contrato",
      columns: ["id", "status_internet", "status", "contrato_suspenso", "desbloqueio_confianca_ativo", "status_velocidade"],
      needed: ["status_internet"],
      read: (row) => {
        const marks = marksOf(row);
        const speedStatus = optional(row, "status_velocidade").trim().toUpperCase();
        return {
          id: readId(row),
          status: sparse(row, "status_internet"),
          ...marks.length > 0 && { marks },
          // Nearly all are at full speed, of which nothing need be kept.
          ...speedStatus !== "" && speedStatus !== "N" && { speedStatus }
        };
      }
    };
    TABLES = { logins: LOGINS, plans: PLANS, contracts: CONTRACTS };
  }
});

// src/ixc/access.ts
async function tryAccess(api) {
  const nothing = { columns: ["id"], reset: () => {
  }, take: () => {
  } };
  for (const { name } of Object.values(TABLES)) {
    await api.list(name, { qtype: `${name}.id`, query: "0", oper: ">", page: "1", rp: "1" }, 1, nothing);
  }
}
var init_access = __esm({
  "src/ixc/access.ts"() {
    "use strict";
    init_thin_classes();
    init_tables();
  }
});

// src/ixc/keyset.ts
async function readByKeyset(pager, table2, options, after = 0) {
  const rows2 = [];
  let last = after;
  let expected = Number.NaN;
  let doubtful = false;
  let emptyPages = 0;
  do {
    if (pager.pages >= (options.maxPages ?? Number.POSITIVE_INFINITY)) return found(rows2, "cut");
    const page = await askAfter(pager, table2, last);
    const why = disobedience(page, last);
    if (why !== void 0) return { kind: "unusable", why };
    doubtful ||= page.total < expected || page.rows > page.total;
    for (const { record } of page.kept) rows2.push(record);
    last = rows2.at(-1)?.id ?? last;
    expected = Math.max(0, page.total - page.rows);
    emptyPages = page.rows === 0 ? emptyPages + 1 : 0;
    if (emptyPages > 1) return { kind: "unusable", why: say`${expected} rows are announced but do not come` };
    options.onPage({ list: table2.name, pages: pager.pages, rows: rows2.length, total: rows2.length + expected });
    if (expected === 0 && page.rows >= pager.pageSize && pager.pages !== options.maxPages) expected = Number.NaN;
  } while (expected !== 0);
  return doubtful ? await recount(pager, table2, after, rows2) : found(rows2, "whole");
}
function found(rows2, completeness) {
  return { kind: "read", rows: rows2, completeness, received: rows2.length };
}
async function recount(pager, table2, after, rows2) {
  const { total } = await askAfter(pager, table2, after, 1);
  const missing3 = total - rows2.length;
  if (Math.abs(missing3) > churn(rows2.length)) {
    return { kind: "unusable", why: say`${rows2.length} rows came, ${total} are announced` };
  }
  return found(rows2, missing3 > 0 ? "moving" : "whole");
}
function askAfter(pager, table2, last, mostRows = Number.POSITIVE_INFINITY) {
  return pager.ask(
    (pageSize) => keysetQuery(table2, last, Math.min(pageSize, mostRows)),
    (row) => readChecked(table2, row)
  );
}
function readChecked(table2, row) {
  return { record: table2.read(row), wanted: isWanted(table2, row) };
}
function isWanted({ only, except }, row) {
  if (except !== void 0) {
    const value = row[except.column];
    if (typeof value === "string" && except.values.includes(value.trim().toUpperCase())) return false;
  }
  return only === void 0 || required(row, only.column) === only.value;
}
function keysetQuery(table2, last, pageSize) {
  const id = `${table2.name}.id`;
  return {
    qtype: id,
    query: String(last),
    oper: ">",
    page: "1",
    rp: String(pageSize),
    sortname: id,
    sortorder: "asc",
    ...conditions(table2)
  };
}
function conditions({ name, only, except }) {
  const grid = [
    ...only === void 0 ? [] : [{ TB: `${name}.${only.column}`, OP: "=", P: only.value }],
    ...(except?.values ?? []).map((value) => ({ TB: `${name}.${except?.column}`, OP: "!=", P: value }))
  ];
  return grid.length === 0 ? {} : { grid_param: JSON.stringify(grid) };
}
function disobedience(page, last) {
  let previous = last;
  for (const { record, wanted: wanted2 } of page.kept) {
    if (!wanted2) return say`rows come that were not asked for`;
    if (record.id <= previous) return say`ids do not rise`;
    previous = record.id;
  }
  if (page.rows > page.total + churn(page.rows)) {
    return say`${page.rows} rows come, ${page.total} are announced`;
  }
  return void 0;
}
function churn(rows2) {
  return Math.floor(rows2 / 200);
}
var init_keyset = __esm({
  "src/ixc/keyset.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_tables();
  }
});

// src/ixc/missing.ts
var MOST_NAMED4, MissingColumns;
var init_missing = __esm({
  "src/ixc/missing.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    MOST_NAMED4 = 10;
    MissingColumns = class {
      #needed;
      #ids = /* @__PURE__ */ new Map();
      #counts = /* @__PURE__ */ new Map();
      #rows = 0;
      constructor(needed) {
        this.#needed = needed;
      }
      look(row) {
        this.#rows++;
        for (const column2 of this.#needed) {
          if (row[column2] !== void 0) continue;
          this.#counts.set(column2, (this.#counts.get(column2) ?? 0) + 1);
          const ids = this.#ids.get(column2) ?? [];
          if (ids.length < MOST_NAMED4) this.#ids.set(column2, [...ids, String(row["id"])]);
        }
      }
      /** Counts the rows of a page that was read to its end. */
      add(page) {
        this.#rows += page.#rows;
        for (const [column2, count2] of page.#counts) this.#counts.set(column2, (this.#counts.get(column2) ?? 0) + count2);
        for (const [column2, ids] of page.#ids) {
          this.#ids.set(column2, [...this.#ids.get(column2) ?? [], ...ids].slice(0, MOST_NAMED4));
        }
      }
      /** A column that no row has: this is not the table that was asked for. */
      unknown() {
        return this.#needed.find((column2) => this.#rows > 0 && this.#counts.get(column2) === this.#rows);
      }
      /** What to tell of the rows that leave something out, a sentence a column. */
      notes() {
        return [...this.#counts].map(([column2, count2]) => {
          const ids = (this.#ids.get(column2) ?? []).join(", ");
          return say`${count2} rows have no column ${column2}, which counts as empty there (id ${ids})`;
        });
      }
    };
  }
});

// src/ixc/paging.ts
function smaller(pageSize) {
  return pageSize <= LEAST_PAGE ? pageSize : Math.max(LEAST_PAGE, Math.floor(pageSize / 4));
}
function backoffMs(attempt) {
  return 250 * 2 ** (attempt - 1);
}
var TRIES2, LEAST_PAGE, Pager;
var init_paging = __esm({
  "src/ixc/paging.ts"() {
    "use strict";
    init_thin_classes();
    init_interrupted();
    init_errors4();
    init_missing();
    TRIES2 = 5;
    LEAST_PAGE = 100;
    Pager = class {
      #source;
      #pause;
      table;
      #columns;
      #needed;
      /** What rows of its pages leave out. */
      missing;
      #pageSize;
      #pages = 0;
      #retries = 0;
      #slowed = false;
      #rows = 0;
      constructor(source, table2, pageSize, pause) {
        this.#source = source;
        this.#pause = pause;
        this.table = table2.name;
        this.#columns = table2.columns;
        this.#needed = table2.needed;
        this.missing = new MissingColumns(table2.needed);
        this.#pageSize = pageSize;
      }
      get label() {
        return this.#source.label;
      }
      /** Rows asked for at a time now. */
      get pageSize() {
        return this.#pageSize;
      }
      /** Pages that were answered. */
      get pages() {
        return this.#pages;
      }
      /** Whether a page was too much for the server, so that less was asked for. */
      get slowed() {
        return this.#slowed;
      }
      /** Rows that came on all of them. */
      get rows() {
        return this.#rows;
      }
      get retries() {
        return this.#retries;
      }
      /** From now on asks for as many rows as the server gives. */
      settleFor(pageSize) {
        this.#pageSize = Math.max(1, pageSize);
      }
      /**
       * @param query for the page size at hand
       * @param read turns a row into what is kept
       * @throws {IxcError} when the tries are used up or trying is no use
       */
      async ask(query, read2) {
        const kept2 = [];
        let missing3 = new MissingColumns(this.#needed);
        const sink = {
          columns: this.#columns,
          reset: () => {
            kept2.length = 0;
            missing3 = new MissingColumns(this.#needed);
          },
          take: (row) => {
            missing3.look(row);
            kept2.push(read2(row));
          }
        };
        for (let attempt = 1, tries = 1; ; attempt++, tries++) {
          const size = this.#pageSize;
          try {
            const page = await this.#source.list(this.table, query(size), size, sink);
            this.#pages++;
            this.#rows += page.rows;
            this.missing.add(missing3);
            return { ...page, kept: kept2 };
          } catch (first) {
            const { error, reason } = await this.#judge(first, query, sink);
            if (error !== first) tries++;
            if (reason === void 0) throw error;
            if (tries >= TRIES2) throw this.#givenUp(error);
            if (reason === "slow") {
              this.#slowed = true;
              this.#pageSize = smaller(size);
            }
            this.#retries++;
            const asked = error instanceof IxcUnavailable ? error.waitMs : 0;
            await this.#pause(Math.max(backoffMs(attempt), asked));
          }
        }
      }
      /**
       * What to make of a failure. The red box says too little: the same query is asked once for few rows. Answered, it was too
       * heavy, or has passed; refused again, or for so few from the start, it is a bad query.
       */
      async #judge(error, query, sink) {
        if (!(error instanceof IxcCouldNotProcess)) return { error, reason: this.#worthAnotherTry(error) };
        const size = Math.min(LEAST_PAGE, this.#pageSize);
        try {
          await this.#source.list(this.table, query(size), size, sink);
          return { error, reason: size < this.#pageSize ? "slow" : "broken" };
        } catch (again) {
          if (again instanceof IxcCouldNotProcess) return { error, reason: void 0 };
          return { error: again, reason: this.#worthAnotherTry(again) };
        }
      }
      #worthAnotherTry(error) {
        if (error instanceof Interrupted) return void 0;
        if (error instanceof IxcTimedOut) return "slow";
        if (error instanceof IxcUnavailable || error instanceof IxcMalformed) return "broken";
        return void 0;
      }
      #givenUp(error) {
        const { label, table: table2 } = this;
        if (error instanceof IxcTimedOut) {
          return new IxcTimedOut(label, table2, TRIES2, error.cause instanceof Error ? error.cause : error);
        }
        if (error instanceof IxcUnavailable) return new IxcUnavailable(label, table2, TRIES2, error.said, { cause: error });
        return error;
      }
    };
  }
});

// src/ixc/contracts.ts
async function readOutOfService(source, { inService, absent }, options) {
  if (options.maxPages !== void 0) return void 0;
  const started = performance.now();
  const table2 = contractsBut(inService);
  const counter = new Counter(source, inService, options);
  const pager = new Pager(source, table2, options.pageSize, options.pause);
  try {
    const before = await counter.count();
    if (before.outside > before.all * WORTH_IT) return void 0;
    const found2 = await readByKeyset(pager, table2, options);
    if (found2.kind !== "read" || found2.completeness !== "whole") return void 0;
    const isAll = found2.rows.length === before.outside || found2.rows.length === (await counter.count()).outside;
    if (!isAll) return void 0;
    const { rows: rows2, completeness, received } = found2;
    const contracts = {
      name: CONTRACTS.name,
      rows: rows2,
      completeness,
      how: "out of service",
      pages: pager.pages + counter.asked,
      retries: pager.retries,
      received: received + counter.asked,
      ms: performance.now() - started
    };
    return { contracts, presumed: { absent, unread: /* @__PURE__ */ new Set() }, newest: before.newest };
  } catch (error) {
    if (error instanceof IxcQueryRefused) return void 0;
    throw error;
  }
}
async function contractsById(source, ids, options) {
  const found2 = /* @__PURE__ */ new Map();
  const id = `${CONTRACTS.name}.id`;
  for (const wanted2 of ids) {
    const pager = new Pager(source, CONTRACTS, 1, options.pause);
    const { kept: kept2, total } = await pager.ask(
      () => ({ qtype: id, query: String(wanted2), oper: "=", page: "1", rp: "1" }),
      (row) => CONTRACTS.read(row)
    );
    const contract = kept2.find((one) => one.id === wanted2);
    if (contract === void 0 && total > 0)
      throw new IxcIncomplete(source.label, CONTRACTS.name, say`another contract came than ${wanted2}`);
    found2.set(wanted2, contract);
  }
  return found2;
}
var WORTH_IT, Counter;
var init_contracts = __esm({
  "src/ixc/contracts.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_errors4();
    init_keyset();
    init_paging();
    init_tables();
    WORTH_IT = 0.75;
    Counter = class {
      #source;
      #inService;
      #options;
      /** Questions asked. */
      asked = 0;
      constructor(source, inService, options) {
        this.#source = source;
        this.#inService = inService;
        this.#options = options;
      }
      /** @returns all, those outside of service, and the highest id */
      async count() {
        const { total: all, newest: newest2 } = await this.#ask(CONTRACTS);
        let outside = all;
        for (const state of this.#inService) outside -= (await this.#ask(contractsIn(state))).total;
        return { all, outside, newest: newest2 };
      }
      async #ask(table2) {
        const pager = new Pager(this.#source, table2, 1, this.#options.pause);
        this.asked++;
        const { total, kept: kept2 } = await pager.ask(
          () => ({ ...keysetQuery(table2, 0, 1), sortorder: "desc" }),
          (row) => table2.read(row)
        );
        return { total, newest: kept2[0]?.id ?? 0 };
      }
    };
  }
});

// src/ixc/fixed-addresses.ts
async function fixedAddressNotes(api) {
  const notes = [];
  for (const { state, means } of UNSEEN2) {
    const count2 = await countOf(api, state);
    if (count2 === 0) continue;
    notes.push(
      say`${count2} logins with a fixed IP (fixar_ip = S) are ${translated(means)} (online = ${state}): they are not online for IXC, so their customers are neither limited nor blocked`
    );
  }
  return notes;
}
function countOf(api, state) {
  return counted(api, fixedAt(state), (row) => row["online"] === state && row["fixar_ip"] === "S");
}
async function counted(api, query, isAsAsked) {
  const rows2 = [];
  const sink = { columns: COLUMNS, reset: () => void rows2.splice(0), take: (row) => void rows2.push(row) };
  try {
    const { total } = await api.list(LOGINS.name, query, 1, sink);
    return rows2.length > 0 && rows2.every(isAsAsked) ? total : 0;
  } catch (error) {
    if (error instanceof IxcError) return 0;
    throw error;
  }
}
function fixedAt(state) {
  const { name } = LOGINS;
  return {
    qtype: `${name}.online`,
    query: state,
    oper: "=",
    page: "1",
    rp: "1",
    grid_param: JSON.stringify([{ TB: `${name}.fixar_ip`, OP: "=", P: "S" }])
  };
}
async function countUnseen(api) {
  const { name } = LOGINS;
  const query = {
    qtype: `${name}.online`,
    query: "S",
    oper: "!=",
    page: "1",
    rp: "1",
    grid_param: JSON.stringify([
      { TB: `${name}.fixar_ip`, OP: "=", P: "S" },
      { TB: `${name}.ativo`, OP: "=", P: "S" }
    ])
  };
  return await counted(api, query, (row) => row["online"] !== "S" && row["fixar_ip"] === "S" && row["ativo"] === "S");
}
var UNSEEN2, COLUMNS;
var init_fixed_addresses = __esm({
  "src/ixc/fixed-addresses.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_errors4();
    init_tables();
    UNSEEN2 = [
      { state: "SS", means: phrase`never seen by the RADIUS` },
      { state: "I", means: phrase`no longer known to the RADIUS` }
    ];
    COLUMNS = ["online", "fixar_ip", "ativo"];
  }
});

// src/ixc/look-up.ts
async function lookUpLogin(api, login) {
  const lines = [];
  const sink = {
    columns: COLUMNS2,
    reset() {
      lines.length = 0;
    },
    take(row) {
      const shown2 = COLUMNS2.filter((column2) => typeof row[column2] === "string");
      lines.push(say`IXC: ${shown2.map((column2) => `${column2} ${String(row[column2])}`).join(", ")}`);
    }
  };
  const query = { qtype: "radusuarios.login", query: login, oper: "=", page: "1", rp: String(MOST2) };
  await api.list("radusuarios", query, MOST2, sink);
  return lines.length === 0 ? [say`IXC: there is no login ${login}`] : lines;
}
var MOST2, COLUMNS2;
var init_look_up = __esm({
  "src/ixc/look-up.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    MOST2 = 20;
    COLUMNS2 = ["id", "login", "online", "ativo", "ip", "id_contrato", "id_grupo", "ultima_conexao_inicial"];
  }
});

// src/interruption/together.ts
async function together(tasks, stop2) {
  let failure;
  const watched = tasks.map(
    (task) => task.catch((error) => {
      if (failure !== void 0) return;
      failure = { error };
      stop2();
    })
  );
  await Promise.all(watched);
  if (failure !== void 0) throw failure.error;
  return await Promise.all(tasks);
}
var init_together = __esm({
  "src/interruption/together.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/ixc/plain-pages.ts
async function readByPages(pager, table2, options) {
  const seen = /* @__PURE__ */ new Map();
  let received = 0;
  let before;
  for (let round = 1; round <= PASSES; round++) {
    const pass = await readPass(pager, table2, options);
    received += pass.received;
    for (const [id, record] of pass.byId) seen.set(id, record);
    const result = (completeness) => ({ rows: records(pass.byId), completeness, how: "pages", received });
    if (pass.end === "cut") return result("cut");
    if (pass.end === "snapshot") return result("whole");
    if (pass.end === "steady" && before?.end === "steady" && sameIds(before, pass)) return result("whole");
    pager.settleFor(nextPageSize(pager, pass, round));
    before = pass;
  }
  const total = before?.total ?? 0;
  if (seen.size < total) {
    const said = say`${seen.size} of ${total} rows after ${PASSES} attempts; a --page-size above ${total} may help`;
    throw new IxcIncomplete(pager.label, table2.name, said);
  }
  options.onNote(say`${table2.name}: rows came and went while it was read, so nothing is concluded from a missing one`);
  return { rows: records(seen), completeness: "moving", how: "pages", received };
}
function nextPageSize(pager, pass, round) {
  const inOne = pass.total + Math.max(100, Math.ceil(pass.total / 20));
  const mayAskForAll = !pager.slowed && inOne <= ONE_PAGE_LIMIT;
  if (mayAskForAll && (pass.end !== "steady" || round === PASSES - 1)) return inOne;
  return pager.pageSize - Math.max(1, Math.floor(pager.pageSize / 3));
}
async function readPass(pager, table2, options) {
  const pass = new PassSoFar();
  const mostPages = options.maxPages ?? Number.POSITIVE_INFINITY;
  for (let number = 1; number <= mostPages; number++) {
    const sizeBefore = pager.pageSize;
    const page = await pager.ask(
      (pageSize) => plainQuery(table2, number, pageSize),
      (row) => readWanted(table2, row)
    );
    if (number > 1 && pager.pageSize !== sizeBefore) return await readPass(pager, table2, options);
    if (pass.add(page, number, pager.pageSize)) pager.settleFor(page.rows);
    options.onPage({ list: table2.name, pages: pager.pages, rows: pass.rows, total: page.total });
    const end = pass.endAfter(number);
    if (end !== void 0) return pass.finish(end);
  }
  return pass.finish("cut");
}
function readWanted(table2, row) {
  return { id: readId(row), record: isWanted(table2, row) ? table2.read(row) : void 0 };
}
function plainQuery(table2, page, pageSize) {
  const paging = { page: String(page), rp: String(pageSize) };
  if (table2.only === void 0) return paging;
  return { qtype: `${table2.name}.${table2.only.column}`, query: table2.only.value, oper: "=", ...paging };
}
function records(byId3) {
  const found2 = [];
  for (const record of byId3.values()) if (record !== void 0) found2.push(record);
  return found2;
}
function sameIds(one, other) {
  if (one.byId.size !== other.byId.size) return false;
  const others = other.byId.keys();
  for (const id of one.byId.keys()) if (others.next().value !== id) return false;
  return true;
}
var PASSES, ONE_PAGE_LIMIT, PassSoFar;
var init_plain_pages = __esm({
  "src/ixc/plain-pages.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_errors4();
    init_keyset();
    init_tables();
    PASSES = 3;
    ONE_PAGE_LIMIT = 2e4;
    PassSoFar = class {
      #byId = /* @__PURE__ */ new Map();
      #received = 0;
      #total;
      #lastTotal = 0;
      #steady = true;
      #grew = true;
      get rows() {
        return this.#byId.size;
      }
      /** @returns whether the server shows a limit of its own on the page size */
      add(page, number, pageSize) {
        const known = this.#byId.size;
        for (const { id, record } of page.kept) this.#byId.set(id, record);
        this.#received += page.rows;
        this.#total ??= page.total;
        this.#lastTotal = page.total;
        this.#grew = this.#byId.size > known;
        this.#steady &&= page.total === this.#total && this.#byId.size === known + page.rows && pageSize > 1;
        return number === 1 && page.rows > 0 && page.rows < pageSize && page.rows < page.total;
      }
      /** How the pass ends with this page; undefined when more should come. */
      endAfter(number) {
        if (this.#byId.size > this.#lastTotal + churn(this.#byId.size)) return "short";
        if (this.#byId.size >= this.#lastTotal) {
          if (number === 1) return "snapshot";
          return this.#steady ? "steady" : "short";
        }
        return this.#grew ? void 0 : "short";
      }
      finish(end) {
        return { byId: this.#byId, total: this.#lastTotal, received: this.#received, end };
      }
    };
  }
});

// src/ixc/read-table.ts
async function readTable(source, table2, options) {
  const started = performance.now();
  const pager = new Pager(source, table2, options.pageSize, options.pause);
  const found2 = await tryKeyset(pager, table2, options) ?? await readByPages(pager, table2, options);
  if (found2.received === 0 && pager.rows > 0) {
    throw new IxcIncomplete(source.label, table2.name, say`${pager.rows} rows came at first, and then none`);
  }
  const unknown = pager.missing.unknown();
  if (unknown !== void 0) throw new IxcMalformed(source.label, table2.name, say`no row has the column ${unknown}`);
  for (const note2 of pager.missing.notes()) options.onNote(`${table2.name}: ${note2}`);
  return { name: table2.name, ...found2, pages: pager.pages, retries: pager.retries, ms: performance.now() - started };
}
async function tryKeyset(pager, table2, options) {
  try {
    const result = await readByKeyset(pager, table2, options);
    if (result.kind === "read") return { ...result, how: "keyset" };
    options.onNote(say`${table2.name}: this IXC does not page by id (${result.why}); reading plain pages instead`);
  } catch (error) {
    if (!(error instanceof IxcQueryRefused)) throw error;
    options.onNote(say`${table2.name}: this IXC refuses to page by id; reading plain pages instead`);
  }
  return void 0;
}
var init_read_table = __esm({
  "src/ixc/read-table.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_errors4();
    init_keyset();
    init_paging();
    init_plain_pages();
  }
});

// src/ixc/places.ts
async function readPlaces(source, options) {
  const transmitters = await readOrTell(source, TRANSMITTERS, options);
  const pops = transmitters && await readOrTell(source, POPS, options);
  if (transmitters === void 0 || pops === void 0) return {};
  return { places: { transmitters: byId(transmitters), pops: byId(pops) } };
}
async function readOrTell(source, table2, options) {
  try {
    const reading = await readTable(source, table2, options);
    if (isWhole(reading)) return reading;
    options.onNote(say`${table2.name} moved while it was read: the groups of sites stay as they are`);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    options.onNote(say`${table2.name} cannot be read, so the groups of sites stay as they are: ${error.message}`);
  }
  return void 0;
}
function byId({ rows: rows2 }) {
  return new Map(rows2.map((row) => [row.id, row]));
}
var init_places = __esm({
  "src/ixc/places.ts"() {
    "use strict";
    init_thin_classes();
    init_errors2();
    init_reading();
    init_language();
    init_read_table();
    init_tables();
  }
});

// src/ixc/reading.ts
async function readIxc(source, options, sparing) {
  const hearing = new Hearing(source);
  const tables = [
    explained(
      hearing.of(LOGINS.name, (heard) => readAndCountLogins(heard, options)),
      LOGINS.name,
      hearing,
      options
    ),
    explained(
      hearing.of(PLANS.name, (heard) => readTable(heard, PLANS, options)),
      PLANS.name,
      hearing,
      options
    ),
    explained(
      hearing.of(CONTRACTS.name, (heard) => readContracts(heard, sparing, options)),
      CONTRACTS.name,
      hearing,
      options
    )
  ];
  const [logins, plans, { contracts, presumed, newest: newest2 }] = await together(
    tables,
    options.abandon
  );
  const named = (column2) => logins.logins.rows.reduce((most, login) => Math.max(most, login[column2]), 0);
  return {
    system: "IXC",
    ...logins,
    ...presumed && { presumed },
    plans: await catchUp(source, PLANS, plans, { read: lastOf(plans), named: named("plan") }, options),
    contracts: await catchUp(source, CONTRACTS, contracts, { read: newest2, named: named("contract") }, options),
    ...options.places === true && await readPlaces(source, options)
  };
}
async function readContracts(source, sparing, options) {
  const spared = sparing && await readOutOfService(source, sparing, options);
  if (spared !== void 0) return spared;
  const contracts = await readTable(source, CONTRACTS, options);
  return { contracts, newest: lastOf(contracts) };
}
function lastOf({ how, rows: rows2 }) {
  return how === "keyset" ? rows2.at(-1)?.id ?? 0 : 0;
}
async function readLogins(source, options) {
  const sited = options.sites === true ? loginsWithSites() : LOGINS;
  const table2 = options.places === true ? withTransmitters(sited) : sited;
  const online = await readTable(source, table2, options);
  if (options.fixedIp !== true) return online;
  return withUnseen(online, await readTable(source, fixedLogins(table2), options));
}
async function readAndCountLogins(source, options) {
  const logins = await readLogins(source, options);
  const isCounted = options.fixedIp !== true && logins.how === "keyset";
  return isCounted ? { logins, unseen: await countUnseen(source) } : { logins };
}
function withUnseen(online, fixed) {
  const known = new Set(online.rows.map(({ id }) => id));
  const unseen = fixed.rows.filter(({ id, isUnseen, isCut }) => isUnseen === true && isCut !== true && !known.has(id));
  const doubtful = [fixed, online].find(({ completeness }) => completeness !== "whole");
  return {
    ...online,
    rows: [...online.rows, ...unseen],
    completeness: doubtful?.completeness ?? "whole",
    pages: online.pages + fixed.pages,
    retries: online.retries + fixed.retries,
    received: online.received + fixed.received,
    ms: online.ms + fixed.ms
  };
}
function readLoginsAlone(source, options) {
  return heardAlone(source, LOGINS.name, () => readLogins(source, options));
}
function deferred() {
  let tell = () => {
  };
  const promise = new Promise((resolve7) => {
    tell = resolve7;
  });
  return { promise, tell: (value) => tell(value) };
}
async function explained(reading, table2, hearing, { pause }) {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const late = pause(HEARING_MS).catch(() => {
    });
    const other = await Promise.race([hearing.goodBeside(table2), late]);
    throw other === void 0 ? error : new IxcRouteRefused(hearing.label, table2, other);
  }
}
function readAlone(source, table2, options) {
  return heardAlone(source, table2.name, () => readTable(source, table2, options));
}
async function heardAlone(source, table2, read2) {
  try {
    return await read2();
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const other = table2 === LOGINS.name ? PLANS.name : LOGINS.name;
    const sink = { columns: [], reset() {
    }, take() {
    } };
    const isGood = await source.list(other, { page: "1", rp: "1" }, 1, sink).then(
      () => true,
      () => false
    );
    throw isGood ? new IxcRouteRefused(source.label, table2, other) : error;
  }
}
async function catchUp(source, table2, reading, { read: last, named }, options) {
  if (reading.completeness !== "whole" || last === 0 || named <= last) return reading;
  const pager = new Pager(source, table2, options.pageSize, options.pause);
  const added = await readByKeyset(pager, table2, options, last);
  if (added.kind === "unusable") return { ...reading, completeness: "moving" };
  return {
    ...reading,
    rows: [...reading.rows, ...added.rows],
    completeness: added.completeness,
    pages: reading.pages + pager.pages,
    received: reading.received + added.received
  };
}
var HEARING_MS, Hearing;
var init_reading2 = __esm({
  "src/ixc/reading.ts"() {
    "use strict";
    init_thin_classes();
    init_together();
    init_contracts();
    init_errors4();
    init_fixed_addresses();
    init_keyset();
    init_paging();
    init_places();
    init_read_table();
    init_tables();
    HEARING_MS = 3e4;
    Hearing = class {
      #source;
      #fared = /* @__PURE__ */ new Map();
      constructor(source) {
        this.#source = source;
      }
      get label() {
        return this.#source.label;
      }
      /** Reads a table, and hears of its first page, or of its failure. */
      of(table2, read2) {
        const { promise, tell } = deferred();
        this.#fared.set(table2, promise);
        const heard = {
          label: this.#source.label,
          list: async (...question) => {
            const page = await this.#source.list(...question);
            tell(true);
            return page;
          }
        };
        const reading = read2(heard);
        reading.then(
          () => tell(true),
          () => tell(false)
        );
        return reading;
      }
      /** Another table that is answered, as soon as one is; undefined when all others have failed. */
      goodBeside(table2) {
        const others = [...this.#fared].filter(([name]) => name !== table2);
        const { promise, tell } = deferred();
        for (const [name, isGood] of others) isGood.then((yes) => yes && tell(name));
        void Promise.all(others.map(([, isGood]) => isGood)).then((all) => !all.includes(true) && tell(void 0));
        return promise;
      }
    };
  }
});

// src/ixc/shapes.ts
async function ixcShapes(api) {
  const lines = [];
  for (const table2 of Object.values(TABLES)) {
    lines.push(...await shapeOf(api, table2), `  (by id: ${await byId2(api, table2)})`);
  }
  return lines;
}
async function shapeOf(api, { name }) {
  let shape = new Shape();
  const sink = {
    columns: void 0,
    reset() {
      shape = new Shape();
    },
    take: (row) => shape.look(row)
  };
  const started = performance.now();
  try {
    const { total } = await api.list(name, { page: "1", rp: String(ROWS) }, ROWS, sink);
    return [`IXC ${name}: total ${total}, ${(performance.now() - started).toFixed(0)} ms`, ...shape.lines()];
  } catch (error) {
    return [`IXC ${name}: ${nameOf(error)}`];
  }
}
async function byId2(api, table2) {
  const kept2 = [];
  const sink = {
    columns: table2.columns,
    reset: () => void kept2.splice(0),
    take: (row) => void kept2.push(readChecked(table2, row))
  };
  try {
    const page = await api.list(table2.name, keysetQuery(table2, 0, FEW), FEW, sink);
    return disobedience({ ...page, kept: kept2 }, 0) ?? `${page.rows} rows of ${page.total}, as asked`;
  } catch (error) {
    return nameOf(error);
  }
}
function nameOf(error) {
  if (error instanceof Interrupted) throw error;
  return error instanceof Error ? error.name : "unknown";
}
var ROWS, FEW;
var init_shapes = __esm({
  "src/ixc/shapes.ts"() {
    "use strict";
    init_thin_classes();
    init_interrupted();
    init_shape();
    init_keyset();
    init_tables();
    ROWS = 500;
    FEW = 20;
  }
});

// src/ixc/source.ts
function ixcSource(api, peer, reading, breaks) {
  const options = (watch) => ({ ...reading, ...watch, ...breaks });
  const readers = {
    logins: (watch) => readLoginsAlone(api, options(watch)),
    plans: (watch) => readAlone(api, TABLES.plans, options(watch)),
    contracts: (watch) => readAlone(api, TABLES.contracts, options(watch))
  };
  return {
    label: api.label,
    peer,
    read: (watch, sparing) => readIxc(api, options(watch), sparing),
    contractsById: (ids, watch) => contractsById(api, ids, options(watch)),
    nameOf: (list) => TABLES[list].name,
    tryAccess: () => tryAccess(api),
    shapes: () => ixcShapes(api),
    unseen: async () => reading.fixedIp === true ? [] : await fixedAddressNotes(api),
    lookUp: (login) => lookUpLogin(api, login),
    readList: (list, watch) => readers[list](watch)
  };
}
var init_source = __esm({
  "src/ixc/source.ts"() {
    "use strict";
    init_thin_classes();
    init_access();
    init_contracts();
    init_fixed_addresses();
    init_look_up();
    init_reading2();
    init_shapes();
    init_tables();
  }
});

// src/run/connections.ts
function connect(settings, ledger, { signal, abandon }, watch) {
  const { address, authorization, timeoutMs } = settings.ixc;
  const { pageSize, maxPages } = settings;
  const { siteGroups } = settings.mapping;
  const sites = settings.mode === "check" || siteGroups === "nas" || [...settings.scopes.values()].some(asksForSites);
  const peer = ixcPeer(settings);
  const ixc = openHttpClient({
    label: address.label,
    peer,
    base: "/webservice/v1/",
    headers: ixcHeaders(authorization),
    maxSockets: IXC_SOCKETS,
    // The pager asks again: it knows when to ask for less.
    retry: NEVER_AGAIN,
    signal,
    trace: watch.trace
  });
  const targets = settings.bqns.map(
    (bqn) => openTarget(bqn, bqnPeer(bqn, settings, ledger, watch.note), settings, { signal, ledger, trace: watch.trace })
  );
  return {
    source: ixcSource(
      ixcApi(ixc, address.label, timeoutMs, doubtAboutKey(authorization)),
      peer,
      { pageSize, maxPages, sites, places: siteGroups === "pop", fixedIp: settings.fixedIp },
      {
        pause: pauseUnless(signal),
        abandon
      }
    ),
    targets,
    close() {
      ixc.close();
      for (const target of targets) target.close();
    }
  };
}
function openTarget(bqn, peer, settings, { ledger, signal, trace }) {
  const { timeoutMs, concurrency } = settings.bqn;
  const pace = new Pace(concurrency);
  const http = openHttpClient({
    label: bqn.label,
    peer,
    base: "/api/v1/",
    headers: bqnHeaders(bqn.user, bqn.password),
    maxSockets: concurrency,
    retry: BQN_RETRIES,
    signal,
    trace(line) {
      if (line.method !== "GET") pace.answered(line.ms, Number(line.result));
      trace(line);
    }
  });
  const holds = (kind) => ledger.holds(bqn.label, kind);
  return bqnTarget(http, { label: bqn.label, timeoutMs, pace, holds });
}
function ixcPeer({ ixc }) {
  const { host, port } = ixc.address;
  return { host, port, trust: ixc.trust, oldTls: false, connectLimitMs: ixc.timeoutMs };
}
function bqnPeer(bqn, settings, ledger, note2) {
  const { host, port } = bqn;
  const trust = trustIn(bqn, settings, ledger, note2);
  return { host, port, trust, oldTls: true, connectLimitMs: settings.bqn.timeoutMs };
}
function trustIn({ label }, settings, ledger, note2) {
  const { trust } = settings.bqn;
  if (trust.kind !== "firstSight" && trust.kind !== "pinned") return trust;
  const record = () => ledger.bqn(label).fingerprint;
  if (trust.kind === "pinned") {
    const seen2 = (fingerprint) => {
      if (record() !== fingerprint) ledger.update(label, { fingerprint });
    };
    return { kind: "pinned", known: () => trust.fingerprints, seen: seen2 };
  }
  const known = () => {
    const fingerprint = record();
    return fingerprint === void 0 ? [] : [fingerprint];
  };
  const seen = (fingerprint) => {
    if (record() === fingerprint) return;
    note2(say`first sight of BQN ${label}, SHA-256 ${fingerprint}`);
    ledger.pin(label, fingerprint);
  };
  return { kind: "pinned", known, seen };
}
var IXC_SOCKETS;
var init_connections = __esm({
  "src/run/connections.ts"() {
    "use strict";
    init_thin_classes();
    init_client();
    init_pace();
    init_client2();
    init_pause();
    init_client3();
    init_key();
    init_source();
    init_scope();
    init_language();
    IXC_SOCKETS = 3;
  }
});

// src/run/cron-wiring.ts
function cronDoubt({ exists, read: read2 }) {
  if (!exists(BQN_CRON_FOLDER)) return void 0;
  const lines = (read2(CRONTAB) ?? "").split("\n").filter((line) => !line.trimStart().startsWith("#"));
  if (lines.some((line) => line.includes("bqncron") || line.includes("cron.5"))) return void 0;
  return say`${CRONTAB} has no line for bqncron, so nothing starts what lies in ${BQN_CRON_FOLDER}: copy ${CRONTAB} to /bqn/root/etc/crontab, add "*/5 * * * * root run-parts /etc/cron.5" to the copy, then: ln -sf /bqn/root/etc/crontab ${CRONTAB}; ln -sfn ${BQN_CRON_FOLDER} /etc/cron.5; systemctl restart cron`;
}
function wrapperDoubts(wrapper, { read: read2, mode }) {
  const inCron = `${BQN_CRON_FOLDER}/sync-ixc-bqn.sh`;
  const copies = wrapper === inCron ? [inCron] : [wrapper, inCron];
  const open = copies.filter(
    (path) => HOLDS_SECRETS.test(read2(path) ?? "") && ((mode(path) ?? 0) & OTHERS_MAY_READ) !== 0
  );
  return [
    ...open.map((path) => say`${path} holds secrets, and other users may read it: chmod 700 ${path}`),
    ...HOLDS_SECRETS.test(read2(inCron) ?? "") && wrapper !== inCron && read2(wrapper) !== void 0 ? [
      say`${inCron} holds settings of its own: those of ${wrapper} count where it has any; --init lays a start without settings there`
    ] : []
  ];
}
var BQN_CRON_FOLDER, CRONTAB, HOLDS_SECRETS, OTHERS_MAY_READ;
var init_cron_wiring = __esm({
  "src/run/cron-wiring.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    BQN_CRON_FOLDER = "/bqn/root/etc/cron.5";
    CRONTAB = "/etc/crontab";
    HOLDS_SECRETS = /^(?:export )?(?:IXC_KEY|BQN_REST_PW)=['"]?[^'"\s#]/m;
    OTHERS_MAY_READ = 63;
  }
});

// src/address/prefix.ts
function spanOf(prefix) {
  const [address = "", bits = "128"] = prefix.split("/");
  const first = hexOf(readGroups(address) ?? import_ipaddr2.default.IPv6.parse(address).parts);
  return { first, last: lastOf2(first, Number(bits)) };
}
function lastOf2(first, bits) {
  const whole = Math.floor(bits / 4);
  const digit = Number.parseInt(first[whole] ?? "0", 16) | 15 >> bits % 4;
  return whole >= 32 ? first : first.slice(0, whole) + digit.toString(16) + "f".repeat(31 - whole);
}
function bySpan(one, other) {
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  if (one.last === other.last) return 0;
  return one.last > other.last ? -1 : 1;
}
function merged(entries, keyOf4) {
  const found2 = [];
  for (const holder of entries) {
    const { first, last } = holder;
    const before = found2.at(-1);
    if (before === void 0 || before.first !== first || before.last !== last)
      found2.push({ first, last, holder, isShared: false });
    else before.isShared ||= keyOf4(holder) !== keyOf4(before.holder);
  }
  return found2;
}
function nested(entries) {
  const open = [];
  return entries.map((entry, at) => {
    while (open.length > 0 && (entries[open.at(-1) ?? 0]?.last ?? "") < entry.first) open.pop();
    const around = open.at(-1) ?? -1;
    open.push(at);
    return { ...entry, around };
  });
}
var import_ipaddr2, PrefixHolders;
var init_prefix = __esm({
  "src/address/prefix.ts"() {
    "use strict";
    init_thin_classes();
    import_ipaddr2 = __toESM(require_ipaddr());
    init_ipv6();
    PrefixHolders = class {
      #held;
      /** @param keyOf whose an entry is: equal for all entries of one holder */
      constructor(entries, keyOf4) {
        this.#held = nested(merged([...entries].sort(bySpan), keyOf4));
      }
      /** Whether anybody but the owners holds a prefix that has an address in common with it. */
      isAnothers(span, isOwn) {
        const behind = this.#firstBehind(span.last);
        let at = behind - 1;
        for (; at >= 0 && this.#first(at) >= span.first; at--) if (this.#isAnothers(at, isOwn)) return true;
        for (; at >= 0; at = this.#held[at]?.around ?? -1) {
          if ((this.#held[at]?.last ?? "") >= span.first && this.#isAnothers(at, isOwn)) return true;
        }
        return false;
      }
      #first(at) {
        return this.#held[at]?.first ?? "";
      }
      #isAnothers(at, isOwn) {
        const held = this.#held[at];
        return held !== void 0 && (held.isShared || !isOwn(held.holder));
      }
      /** The place of the first entry that begins behind this address. */
      #firstBehind(address) {
        let low = 0;
        let high = this.#held.length;
        while (low < high) {
          const middle = low + high >> 1;
          if (this.#first(middle) <= address) low = middle + 1;
          else high = middle;
        }
        return low;
      }
    };
  }
});

// src/mapping/subscribers.ts
function mapLogins(logins, lookup2, rule) {
  const skipped2 = [];
  const byAddress = /* @__PURE__ */ new Map();
  for (const login of logins) {
    for (const subscriber of subscribersOf(login, lookup2, skipped2)) {
      const rivals = byAddress.get(subscriber.ip);
      if (rivals === void 0) byAddress.set(subscriber.ip, [{ login, subscriber }]);
      else rivals.push({ login, subscriber });
    }
  }
  const chosen = chooseAll(byAddress, rule, skipped2);
  for (const { login } of chosen.chosen) {
    if (login.isUnseen !== true || standingOf(login, lookup2.contracts).kind !== "blocked") continue;
    skipped2.push(skipLogin("fixed-ip-blocked", login, say`contract ${login.contract}`));
  }
  for (const subscriber of customersOf(chosen)) for (const remark of remarks(subscriber)) skipped2.push(remark);
  return { ...chosen, skipped: skipped2 };
}
function subscribersOf(login, lookup2, skipped2) {
  const id = toBqnName(login.login);
  const ip = parseIpv4(login.ip);
  const hasName = isUsableName(id) && login.login.trim() !== "";
  const entries = hasName ? entriesOf(login, { id, ip }, lookup2) : [];
  if (hasName && ip !== void 0) return entries;
  const reason = unusable(login, hasName);
  if (reason !== "no-ip" || entries.length === 0) skipped2.push(skipLogin(reason, login, login.ip.trim()));
  return entries;
}
function unusable(login, hasName) {
  const ip = login.ip.trim();
  if (ip === "" || ip === "0.0.0.0") return "no-ip";
  return hasName ? "bad-ip" : "no-name";
}
function entriesOf(login, { id, ip }, lookup2) {
  const prefixes = lookup2.prefixesOf(login);
  const main2 = ip ?? prefixes[0];
  if (main2 === void 0) return [];
  const subscriber = toSubscriber(login, { id, ip: main2 }, lookup2);
  if (prefixes.length === 0) return [subscriber];
  const others = prefixes.map((prefix) => ({ ...subscriber, ip: prefix, main: main2 }));
  return ip === void 0 ? others : [subscriber, ...others];
}
function toSubscriber(login, { id, ip }, lookup2) {
  const override = lookup2.overrides.get(login.login.trim());
  const standing = standingUnder(override, standingOfUnseen(login, standingOf(login, lookup2.contracts)));
  const isSlow = standing.kind === "open" && standing.isSlow === true;
  const besidePlans = (override && overridingPolicy(override)) ?? (isSlow ? SLOW_POLICY : void 0);
  return {
    ip,
    id,
    loginId: login.id,
    choice: besidePlans === void 0 ? choiceFor(login, lookup2) : { kind: "named", name: besidePlans },
    standing,
    // One that was made for reduced speed stands under the plan that it was made of.
    plan: Math.abs(login.plan),
    ...override && { note: overrideText(override) }
  };
}
function standingUnder(override, standing) {
  const kind = override?.wish.kind;
  if (kind !== "open" && kind !== "slow") return standing;
  const status = "status" in standing && standing.status || "";
  return { kind: "open", contract: standing.contract, status, ...kind === "slow" && { isSlow: true } };
}
function standingOfUnseen({ isUnseen }, standing) {
  return isUnseen === true && standing.kind === "blocked" ? { ...standing, kind: "open" } : standing;
}
function choiceFor(login, { choices, plansWhole, unread }) {
  if (unread.has(login)) return { kind: "unread" };
  const { plan } = login;
  return choices.get(plan) ?? { kind: plan === 0 || plansWhole ? "none" : "unread" };
}
function chooseAll(byAddress, rule, skipped2) {
  const subscribers = /* @__PURE__ */ new Map();
  const found2 = [];
  const doubts = /* @__PURE__ */ new Map();
  for (const [ip, all] of byAddress) {
    const rivals = seenFirst(ip, all, skipped2);
    const winner = choose(rivals, rule);
    if (winner === void 0) {
      doubts.set(
        ip,
        rivals.map((rival) => rival.subscriber)
      );
      for (const { login } of rivals) skipped2.push(skipLogin("shared-ip", login, say`${ip}, left as it is on the BQN`));
      continue;
    }
    subscribers.set(ip, winner.subscriber);
    found2.push(winner);
    for (const rival of rivals) {
      if (rival === winner) continue;
      const same = isOneOutcome(rival.subscriber, winner.subscriber);
      skipped2.push(skipLogin(same ? "same-ip" : "shared-ip", rival.login, say`${ip}, taken by ${winner.login.login}`));
    }
  }
  return { subscribers, chosen: found2, doubts };
}
function seenFirst(ip, rivals, skipped2) {
  const seen = rivals.filter(({ login }) => login.isUnseen !== true);
  if (seen.length === 0 || seen.length === rivals.length) return rivals;
  for (const { login } of rivals) if (login.isUnseen === true) skipped2.push(skipLogin("fixed-ip-taken", login, ip));
  return seen;
}
function choose(rivals, rule) {
  const [first, ...others] = rivals;
  if (first === void 0 || others.length === 0) return first;
  if (others.every((other) => isOneOutcome(other.subscriber, first.subscriber))) {
    return rivals.reduce((lowest, rival) => rival.login.id < lowest.login.id ? rival : lowest);
  }
  return rule === "newest" ? newest(rivals) : void 0;
}
function isOneOutcome(one, other) {
  return policyKey(one) === policyKey(other);
}
function policyKey({ standing, choice }) {
  if (standing.kind === "blocked") return "blocked";
  return `${isUndecided(standing) ? "as it is" : "open"} ${choice.kind} ${"name" in choice ? choice.name : ""}`;
}
function newest(rivals) {
  const latest = rivals.reduce((one, other) => other.login.connectedAt > one.login.connectedAt ? other : one);
  const when = latest.login.connectedAt;
  if (!/^[1-9]\d{3}-\d\d-\d\d/.test(when)) return void 0;
  return rivals.filter((rival) => rival.login.connectedAt === when).length === 1 ? latest : void 0;
}
function remarks(subscriber) {
  const { plan, choice, standing } = subscriber;
  const what = loginText({ id: subscriber.loginId, login: subscriber.id });
  const found2 = [];
  if (plan === 0) found2.push({ reason: "no-plan", what, detail: say`no policy` });
  else if (choice.kind === "none") found2.push({ reason: "unknown-plan", what, detail: say`plan ${plan}: no policy` });
  const contract = say`contract ${standing.contract}`;
  if (standing.kind === "none" && standing.contract !== 0 || standing.kind === "unread") {
    found2.push({ reason: "unknown-contract", what, detail: say`${contract}: not blocked for it` });
  }
  if (standing.kind === "silent" && standing.status === void 0)
    found2.push({ reason: "no-status", what, detail: say`${contract}: left as it is` });
  return found2;
}
var init_subscribers = __esm({
  "src/mapping/subscribers.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_standing();
    init_language();
    init_desired();
    init_name();
    init_override();
    init_skip();
  }
});

// src/mapping/joined.ts
function joinByContract(candidates, skipped2) {
  const contracts = /* @__PURE__ */ new Map();
  for (const candidate of candidates) {
    const { contract, isUnseen } = candidate.login;
    if (contract === 0 || isUnseen === true) continue;
    const known = contracts.get(contract);
    if (known === void 0) contracts.set(contract, { lead: candidate, others: [] });
    else known.others.push(candidate);
  }
  const joined = /* @__PURE__ */ new Map();
  for (const { lead, others } of contracts.values()) {
    const same = others.filter((other) => isOneOutcome(lead.subscriber, other.subscriber));
    if (same.length > 0) joined.set(lead, same);
    for (const { login } of others.filter((other) => !same.includes(other)))
      skipped2.push(skipLogin("other-plan", login, `contract ${login.contract}, ${lead.login.login}`));
  }
  return joined;
}
var init_joined = __esm({
  "src/mapping/joined.ts"() {
    "use strict";
    init_thin_classes();
    init_skip();
    init_subscribers();
  }
});

// src/mapping/groups.ts
function groupName(subscriberId) {
  return `${GROUP_PREFIX}${subscriberId}`;
}
function groupNames({ id, loginId }) {
  const name = groupName(id);
  return [name, `${name}-${loginId}`];
}
function claimsOf(logins) {
  const bad = [];
  const byLogin = /* @__PURE__ */ new Map();
  for (const login of logins) {
    const claims = claimsOfLogin(login, bad);
    if (claims.length > 0) byLogin.set(login, claims);
  }
  const { greedy, pools } = judge([...byLogin.values()].flat());
  const held = [...byLogin.values()].flat().filter((claim) => !pools.has(claim));
  return { byLogin, greedy, held, bad };
}
function prefixEntriesOf({ byLogin }, bits, skipped2) {
  const found2 = /* @__PURE__ */ new Map();
  for (const [login, claims] of byLogin) {
    const keys2 = /* @__PURE__ */ new Set();
    for (const { prefix } of claims) {
      const key = subscriberPrefix(prefix, bits);
      if (key === void 0)
        skipped2.push(skipLogin("wide-prefix", login, say`${prefix}: a subscriber here is a /${bits}`));
      else keys2.add(key);
    }
    found2.set(login, [...keys2]);
  }
  return (login) => found2.get(login) ?? [];
}
function mapGroups({ chosen }, claimed, options) {
  const claims = options.dualStack ? claimed() : NO_CLAIMS;
  const skipped2 = [...claims.bad];
  for (const { login, prefix } of claims.greedy) skipped2.push(skipLogin("shared-prefix", login, prefix));
  const groups = /* @__PURE__ */ new Map();
  const candidates = byLoginId(chosen.filter(({ subscriber }) => subscriber.main === void 0));
  const joined = options.joinContracts === true ? joinByContract(candidates, skipped2) : /* @__PURE__ */ new Map();
  const followers = new Set([...joined.values()].flat());
  for (const candidate of candidates) {
    const { login, subscriber } = candidate;
    const others = joined.get(candidate) ?? [];
    const isDual = options.dualStack && hasPrefix(login);
    if (followers.has(candidate) || !isDual && others.length === 0) continue;
    const name = freeName2(candidate, groups);
    if (name === void 0) {
      skipped2.push(skipLogin("shared-group", login, groupName(subscriber.id)));
      continue;
    }
    const shares = others.map((other) => shareOf(other, claims, options));
    groups.set(name, {
      name,
      ...shareOf(candidate, claims, options),
      ...shares.length > 0 && { joined: shares }
    });
  }
  return { groups, skipped: skipped2 };
}
function shareOf({ login, subscriber }, claims, { dualStack }) {
  const usable = (claims.byLogin.get(login) ?? []).filter((claim) => !claims.greedy.has(claim));
  if (usable.length === 0 && dualStack && hasPrefix(login)) return { subscriber, ranges: "last good" };
  return { subscriber, ranges: usable.map(({ prefix }) => prefix) };
}
function freeName2({ subscriber }, groups) {
  const [name, ofBlocked] = groupNames(subscriber);
  if (!groups.has(name)) return name;
  return subscriber.standing.kind === "blocked" ? ofBlocked : void 0;
}
function byLoginId(chosen) {
  return [...chosen].sort((one, other) => one.login.id - other.login.id);
}
function hasPrefix(login) {
  return !isNoPrefix(login.delegatedPrefix) || !isNoPrefix(login.linkPrefix);
}
function claimsOfLogin(login, bad) {
  const prefixes = /* @__PURE__ */ new Set();
  for (const text2 of [login.delegatedPrefix, login.linkPrefix]) {
    if (isNoPrefix(text2)) continue;
    const prefix = parsePrefix(text2);
    if (prefix === void 0) bad.push(skipLogin("bad-prefix", login, text2.trim()));
    else prefixes.add(prefix);
  }
  const id = toBqnName(login.login);
  return [...prefixes].map((prefix) => ({ login, id, loginId: login.id, prefix, ...spanOf(prefix) }));
}
function isNoPrefix(text2) {
  return /^(|::(\/\d+)?)$/.test(text2.trim());
}
function judge(claims) {
  const greedy = /* @__PURE__ */ new Set();
  const pools = /* @__PURE__ */ new Set();
  const open = [];
  const close = (place) => {
    open.pop();
    if (place.owner === "several") for (const claim of place.claims) greedy.add(claim);
    if (place.isPool) for (const claim of place.claims) pools.add(claim);
    const wider = open.at(-1);
    if (wider !== void 0) holdIn(wider, place.owner);
  };
  const closeThose = (isOver) => {
    for (let place = open.at(-1); place !== void 0 && isOver(place); place = open.at(-1)) close(place);
  };
  for (const claim of [...claims].sort(bySpan)) {
    closeThose(({ last }) => last < claim.first);
    const here = open.at(-1);
    if (here !== void 0 && here.last === claim.last && here.claims[0]?.first === claim.first) {
      here.claims.push(claim);
      here.owner = "several";
    } else {
      open.push({ claims: [claim], last: claim.last, owner: claim.login, isPool: false });
    }
  }
  closeThose(() => true);
  return { greedy, pools };
}
function holdIn(wider, owner) {
  if (wider.owner === owner && owner !== "several") return;
  wider.owner = "several";
  wider.isPool = true;
}
var GROUP_PREFIX, NO_CLAIMS;
var init_groups = __esm({
  "src/mapping/groups.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_prefix();
    init_language();
    init_joined();
    init_name();
    init_skip();
    GROUP_PREFIX = "DS-";
    NO_CLAIMS = { byLogin: /* @__PURE__ */ new Map(), greedy: /* @__PURE__ */ new Set(), held: [], bad: [] };
  }
});

// src/mapping/policies.ts
function mapPlans(plans, options) {
  const { skipped: skipped2 = /* @__PURE__ */ new Set() } = options;
  const wanted2 = inOrder(plans.filter((plan) => isInternet(plan) || options.used.has(plan.id)));
  const offers = wanted2.flatMap((plan) => offersOf(plan, options));
  const nameless = offers.filter((offer) => !isNameable(offer));
  const named = nameOffers(offers.filter(isNameable), options.beside);
  const isSkipped = ({ plan }) => skipped2.has(plan.id);
  const unreadable = named.filter((offer) => offer.rates === void 0 && !isSkipped(offer));
  const policies = policiesOf(
    named.filter((offer) => !isSkipped(offer)),
    options
  );
  return {
    policies,
    // Customers may be blocked by hand with it, so it stays also when we block nobody.
    leftAlone: /* @__PURE__ */ new Set([BLOCK_POLICY, ...[...unreadable, ...named.filter(isSkipped)].map(({ name }) => name)]),
    choices: choicesOf(nameless, named),
    skipped: [
      ...inOrderOf(wanted2, [
        ...nameless.filter((offer) => !isSkipped(offer)).map(namelessSkip),
        ...unreadable.map(unreadableSkip)
      ]),
      ...named.filter((offer) => !isSkipped(offer)).flatMap((offer) => offer.skipped)
    ]
  };
}
function lanes({ block, slow }) {
  return [
    ...block ? [{ name: BLOCK_POLICY, id: BLOCK_POLICY_ID, downKbps: 0, upKbps: 0 }] : [],
    ...slow === void 0 ? [] : [{ name: SLOW_POLICY, id: SLOW_POLICY_ID, ...slow }]
  ];
}
function policiesOf(named, { beside }) {
  const policies = new Map(beside.map((policy) => [policy.name, policy]));
  for (const { name, plan, rates, bursts: bursts2 } of named) {
    if (!policies.has(name) && rates !== void 0)
      policies.set(name, { name, id: plan.policyId ?? String(plan.id), ...rates, bursts: bursts2 });
  }
  return policies;
}
function choicesOf(nameless, named) {
  const choices = new Map(nameless.map(({ plan }) => [plan.id, { kind: "none" }]));
  for (const { plan, name, rates } of named) {
    choices.set(plan.id, { kind: rates === void 0 ? "ifThere" : "named", name });
  }
  return choices;
}
function namelessSkip({ plan }) {
  return { plan, skip: { reason: "bad-plan-name", what: describe(plan), detail: say`its subscribers get no policy` } };
}
function unreadableSkip({ plan }) {
  return { plan, skip: { reason: "unreadable-speed", what: describe(plan), detail: speedDetail(plan) } };
}
function inOrderOf(plans, skips) {
  const byPlan = new Map(skips.map(({ plan, skip: skip2 }) => [plan, skip2]));
  return plans.flatMap((plan) => byPlan.get(plan) ?? []);
}
function describe(plan) {
  return say`plan ${plan.id} (${plan.name})`;
}
function speedDetail(plan) {
  return say`download "${plan.download ?? "null"}", upload "${plan.upload ?? "null"}": write a number and k, M or G in IXC`;
}
var init_policies = __esm({
  "src/mapping/policies.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_desired();
    init_offers();
  }
});

// src/mapping/reduced.ts
function effectivePlans(billing, options) {
  const logins = billing.logins.rows;
  const plans = billing.plans.rows;
  if (options === void 0) return { logins, plans, unread: /* @__PURE__ */ new Set(), skipped: [] };
  const { rate: reducedRate } = options;
  const byId3 = new Map(plans.map((plan) => [plan.id, plan]));
  const contracts = new Map(billing.contracts.rows.map((contract) => [contract.id, contract]));
  const targets = new Set(plans.flatMap(({ arrearsPlan = 0, capPlan = 0 }) => [arrearsPlan, capPlan]));
  const made = /* @__PURE__ */ new Map();
  const unread = /* @__PURE__ */ new Set();
  const asUnread = (login) => {
    const copy = { ...login };
    unread.add(copy);
    return copy;
  };
  const skipped2 = [];
  const lowered = logins.map((login) => {
    const plan = byId3.get(login.plan);
    const contract = contracts.get(login.contract);
    const odd = oddity(login, contract);
    if (odd !== void 0) skipped2.push(odd);
    if (plan === void 0 || targets.has(plan.id)) return login;
    if (contract === void 0 && login.contract !== 0 && !isWhole(billing.contracts)) return asUnread(login);
    const target = targetOf2(login, contract, plan);
    if (target === void 0) return login;
    if (!isWhole(billing.plans)) return asUnread(login);
    if (byId3.has(target)) return { ...login, plan: target };
    if (reducedRate === void 0) {
      skipped2.push(
        skip(login, target === 0 ? say`plan ${plan.id} names no reduced plan` : say`plan ${target} is not there`)
      );
      return login;
    }
    const own2 = made.get(plan.id) ?? {
      ...plan,
      ...reducedRate,
      id: -plan.id,
      name: `${plan.name}_RED`,
      kind: "",
      policyId: `red-${plan.id}`
    };
    made.set(plan.id, own2);
    return { ...login, plan: own2.id };
  });
  return { logins: lowered, plans: [...plans, ...made.values()], unread, skipped: skipped2 };
}
function targetOf2({ isPastCap }, contract, { arrearsPlan = 0, capPlan = 0 }) {
  if (contract?.speedStatus === REDUCED) return arrearsPlan;
  return isPastCap === true ? capPlan : void 0;
}
function oddity(login, contract) {
  const status = contract?.speedStatus ?? "";
  if (status === "" || status === NORMAL || status === REDUCED) return void 0;
  return {
    reason: "odd-speed-status",
    what: loginText(login),
    detail: say`contract ${contract?.id}: status_velocidade ${status.slice(0, 20)} is not obeyed`
  };
}
function skip(login, why) {
  return skipLogin("no-reduced-plan", login, say`${why}: it keeps its speed`);
}
var NORMAL, REDUCED;
var init_reduced = __esm({
  "src/mapping/reduced.ts"() {
    "use strict";
    init_thin_classes();
    init_reading();
    init_language();
    init_skip();
    NORMAL = "N";
    REDUCED = "R";
  }
});

// src/mapping/scope-rule.ts
var EVERYBODY;
var init_scope_rule = __esm({
  "src/mapping/scope-rule.ts"() {
    "use strict";
    init_thin_classes();
    EVERYBODY = {
      said: "everybody",
      onlySubnets: void 0,
      skipSubnets: [],
      onlySites: void 0,
      skipSites: /* @__PURE__ */ new Set(),
      skipPlans: /* @__PURE__ */ new Set(),
      skipLogins: /* @__PURE__ */ new Set()
    };
  }
});

// src/mapping/site-groups.ts
function mapSiteGroups(chosen, { places }, kind) {
  if (kind === void 0) return { kind: "off" };
  if (kind === "pop" && places === void 0) return { kind: "as they are" };
  const types = /* @__PURE__ */ new Map();
  const of = /* @__PURE__ */ new Map();
  for (const { login, subscriber } of chosen) {
    const found2 = places === void 0 ? nasOf(login) : placesOf(login, places);
    for (const { name, type } of found2) types.set(name, type);
    of.set(
      subscriber.ip,
      found2.map(({ name }) => name)
    );
  }
  return { kind: "wanted", types, of };
}
function nasOf({ site }) {
  return site === void 0 ? [] : placeCalled("access-point", site.value, site.value);
}
function placesOf({ transmitter = 0 }, { transmitters, pops }) {
  const found2 = transmitters.get(transmitter);
  if (found2 === void 0) return [];
  const pop = pops.get(found2.pop);
  return [
    ...placeCalled("access-point", found2.name, found2.id),
    ...pop === void 0 ? [] : placeCalled("tower", pop.name, pop.id)
  ];
}
function placeCalled(type, text2, id) {
  const name = `${SITE_PREFIX[type]}${toBqnName(text2.trim() || String(id))}`;
  return isUsableName(name) ? [{ name, type }] : [];
}
var init_site_groups = __esm({
  "src/mapping/site-groups.ts"() {
    "use strict";
    init_thin_classes();
    init_desired();
    init_name();
  }
});

// src/mapping/map-to-bqn.ts
function mapToBqn(billing, options) {
  const { logins, plans } = billing;
  const { overrides = NO_OVERRIDES } = options;
  const scope = scopeOf(logins.rows, plans, withSkipped(options.scope, overrides));
  const effective = effectivePlans({ ...billing, logins: { ...logins, rows: scope.logins } }, options.reduced);
  const plansWhole = isWhole(plans);
  const overridden = withOverrides(scope.logins, effective, overrides, plansWhole);
  const used = new Set(overridden.logins.map((login) => login.plan));
  const beside = [...lanes(options), ...overridePolicies(overrides)];
  const offered = mapPlans(effective.plans, { ...options, used, beside, skipped: scope.skippedPlans });
  const claims = lazily(() => claimsOf(overridden.logins.filter(({ isUnseen }) => isUnseen !== true)));
  const prefixes = ipv6EntriesOf(claims, options);
  const lookup2 = {
    choices: offered.choices,
    plansWhole,
    unread: overridden.unread,
    contracts: judgedBy(billing, options),
    overrides,
    prefixesOf: prefixes.prefixesOf
  };
  const mapped = mapLogins(overridden.logins, lookup2, options.ipConflict);
  const groups = mapGroups(mapped, claims, options);
  return {
    policies: offered.policies,
    subscribers: mapped.subscribers,
    groups: groups.groups,
    sites: mapSiteGroups(mapped.chosen, billing, options.siteGroups),
    doubts: mapped.doubts,
    claims: () => claims().held,
    leftAlone: offered.leftAlone,
    outside: scope.outside,
    proven: { logins: logins.completeness, plans: plans.completeness },
    skipped: [
      ...offered.skipped,
      ...effective.skipped,
      ...overridden.skipped,
      ...mapped.skipped,
      ...prefixes.skipped,
      ...groups.skipped
    ]
  };
}
function ipv6EntriesOf(claims, { ipv6Subscribers, dualStack }) {
  if (ipv6Subscribers === void 0) return { prefixesOf: () => [], skipped: [] };
  const skipped2 = dualStack ? [] : [...claims().bad];
  return { prefixesOf: prefixEntriesOf(claims(), ipv6Subscribers, skipped2), skipped: skipped2 };
}
function withSkipped(scope, overrides) {
  const skipped2 = [...overrides.values()].filter(({ wish }) => wish.kind === "skip").map(({ login }) => login);
  if (skipped2.length === 0) return scope;
  const rule = scope ?? EVERYBODY;
  return { ...rule, skipLogins: /* @__PURE__ */ new Set([...rule.skipLogins, ...skipped2]) };
}
function judgedBy({ contracts, presumed }, { allowedStatus: allowedStatus2, statusTable, block }) {
  return {
    byId: new Map(contracts.rows.map((contract) => [contract.id, contract])),
    whole: isWhole(contracts),
    allowedStatus: allowedStatus2,
    statusTable,
    block,
    presumed
  };
}
function lazily(make) {
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
var NO_OVERRIDES;
var init_map_to_bqn = __esm({
  "src/mapping/map-to-bqn.ts"() {
    "use strict";
    init_thin_classes();
    init_reading();
    init_groups();
    init_override();
    init_policies();
    init_reduced();
    init_scope();
    init_scope_rule();
    init_site_groups();
    init_subscribers();
    NO_OVERRIDES = /* @__PURE__ */ new Map();
  }
});

// src/run/wanted.ts
function wantedOf(billing, { mapping, scopes }) {
  const [first, ...others] = [...scopes].map(([label, scope]) => {
    const desired = mapToBqn(billing, { ...mapping, scope });
    refuseNobodyInScope(label, billing, desired);
    return [label, desired];
  });
  if (first === void 0) {
    const desired = mapToBqn(billing, mapping);
    return { all: desired, of: () => desired };
  }
  const byLabel = new Map([first, ...others]);
  return {
    all: together2(
      first[1],
      others.map(([, desired]) => desired)
    ),
    of: (label) => byLabel.get(label) ?? first[1]
  };
}
function refuseNobodyInScope(label, { logins }, { outside }) {
  if (logins.rows.length === 0 || outside.logins < logins.rows.length) return;
  const whose = label === "" ? say`the filters` : say`the filters of BQN ${label}`;
  throw new NobodyInScope(
    say`${whose} (--only-..., --skip-...) leave nobody of ${logins.rows.length} online logins, so nothing is written: compare them with what --check lists`
  );
}
function together2(first, others) {
  if (others.length === 0) return first;
  const wanted2 = [first, ...others];
  const skipped2 = new Map(wanted2.flatMap((one) => one.skipped).map((skip2) => [`${skip2.reason} ${skip2.what}`, skip2]));
  return {
    ...first,
    policies: new Map(wanted2.flatMap((one) => [...one.policies])),
    subscribers: new Map(wanted2.flatMap((one) => [...one.subscribers])),
    groups: new Map(wanted2.flatMap((one) => [...one.groups])),
    doubts: new Map(wanted2.flatMap((one) => [...one.doubts])),
    outside: {
      logins: Math.min(...wanted2.map(({ outside }) => outside.logins)),
      ids: new Set([...first.outside.ids].filter((id) => others.every(({ outside }) => outside.ids.has(id)))),
      hasAddress: (ip) => wanted2.every(({ outside }) => outside.hasAddress(ip))
    },
    skipped: [...skipped2.values()]
  };
}
var init_wanted = __esm({
  "src/run/wanted.ts"() {
    "use strict";
    init_thin_classes();
    init_errors2();
    init_map_to_bqn();
    init_language();
  }
});

// src/run/check.ts
async function check(settings, ports) {
  const steps = new Steps(ports.tell);
  checkMachine(settings, ports, steps);
  const { label, peer } = ports.connections.source;
  const doubt = doubtAboutKey(settings.ixc.authorization);
  if (doubt !== "")
    steps.look(say`the API key of IXC ${doubt}: copy it again from IXC, whole and in one line, into IXC_KEY`);
  const reachable2 = peer === void 0 || await checkNetwork(`IXC ${label}`, peer, "--ixc-fingerprint (--ixc-ca)", steps);
  const billing = reachable2 ? await checkBilling(ports, steps) : void 0;
  for (const [at, bqn] of settings.bqns.entries()) {
    const peer2 = bqnPeer(bqn, settings, ports.ledger, ports.note);
    if (await checkNetwork(`BQN ${bqn.label}`, peer2, "--bqn-fingerprint", steps)) await checkLists(at, ports, steps);
  }
  checkTwins(settings, ports, steps);
  if (settings.bqns.length === 0) steps.look(say`no BQN is given, so nothing would be written: set BQN_OAM_IP`);
  checkClocks(ports, steps);
  if (billing !== void 0) checkData(billing, settings, steps);
  for (const { ok, text: text2 } of await ports.testNotices(!steps.failed)) {
    if (ok) steps.ok(text2);
    else steps.look(text2);
  }
  return steps.failed ? EXIT.checkFailed : EXIT.done;
}
async function checkWay(name, peer, trustFlag, tell) {
  return await checkNetwork(name, peer, trustFlag, new Steps(tell));
}
function checkMachine(settings, { nodeVersion: nodeVersion2, writable, writers, cron, wrapper }, steps) {
  const [major = 0, minor = 0] = nodeVersion2.replace(/^v/, "").split(".").map(Number);
  const oldEnough = major > OLDEST_NODE[0] || major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1];
  if (oldEnough) steps.ok(say`Node ${nodeVersion2}`);
  else steps.fail(say`Node ${nodeVersion2} is too old: put a Node ${OLDEST_NODE.join(".")} or later beside the program`);
  const unwired = cronDoubt(cron);
  if (unwired !== void 0) steps.look(unwired);
  for (const doubt of wrapperDoubts(wrapper, cron)) steps.look(doubt);
  const files = [
    ["--state-file", settings.stateFile],
    ["--journal", isBesideState(settings) ? void 0 : settings.journalFile],
    ["--log-file", settings.log.file],
    ["LOG_FILE", settings.log.ofCron],
    ["--report", settings.report === "-" ? void 0 : settings.report],
    ["--metrics-file", settings.metricsFile],
    ["--worklist", settings.worklist],
    ["--html", settings.html]
  ];
  for (const [flag, path] of files) {
    if (path === void 0) continue;
    const trouble = writable(path);
    const others = writers(path);
    if (trouble === void 0) steps.ok(say`${flag} ${path} can be written`);
    if (trouble === void 0 && others !== void 0) {
      steps.look(say`${flag} ${path}: others may write into its folder (${others}), and could remove or replace it`);
    }
    if (trouble !== void 0) steps.fail(say`${flag} ${path} cannot be written (${trouble}): choose another place`);
  }
}
function isBesideState({ journalFile: journalFile2, stateFile }) {
  return journalFile2 !== void 0 && (0, import_node_path4.dirname)(journalFile2) === (0, import_node_path4.dirname)(stateFile);
}
async function checkNetwork(name, peer, trustFlag, steps) {
  const addresses2 = await steps.try(
    name,
    () => resolveName(peer.host),
    (error) => isDnsSilent(error) ? say`the name cannot be resolved, since the DNS server does not answer (${error.message}); check the DNS settings of this machine` : say`the name cannot be resolved (${error.message}); check its spelling and the DNS settings of this machine`
  );
  if (addresses2 === void 0) return false;
  if (!addresses2.includes(peer.host)) steps.ok(say`${name}: the name is ${addresses2.join(", ")}`);
  const opened = await steps.try(
    name,
    () => openTcp(peer.host, peer.port, peer.connectLimitMs),
    (error) => say`port ${peer.port} cannot be reached (${error.message}); check address, port, routes and firewalls`
  );
  if (opened === void 0) return false;
  steps.ok(say`${name}: port ${peer.port} answers in ${opened.toFixed(0)} ms`);
  return await checkCertificate(name, peer, trustFlag, steps);
}
function isDnsSilent(error) {
  return "code" in error && error.code === "EAI_AGAIN";
}
async function checkCertificate(name, peer, trustFlag, steps) {
  const shown2 = await steps.try(
    name,
    () => openTls({ ...peer, trust: { kind: "anyone" } }),
    (error) => say`no TLS (${error.message}); check that this is the HTTPS port`
  );
  if (shown2 === void 0) return false;
  const expiry = `${shown2.expired ? say`expired` : say`valid until`} ${shown2.validTo}`;
  steps.ok(say`${name}: ${shown2.protocol}, certificate SHA-256 ${shown2.fingerprint}, ${expiry}`);
  const trusted = await steps.try(
    name,
    () => openTls(peer),
    (error) => error instanceof CertificateRefused || "code" in error ? say`the certificate is not trusted (${error.message}); ${trustFlag} says which one to trust` : error.message
  );
  return trusted !== void 0;
}
async function checkBilling({ connections: { source } }, steps) {
  const watch = { onPage: () => {
  }, onNote: (text2) => steps.look(text2) };
  const logins = await checkList("logins", source, watch, steps);
  if (logins !== void 0) for (const unseen of await source.unseen?.() ?? []) steps.look(unseen);
  const plans = await checkList("plans", source, watch, steps);
  const contracts = await checkList("contracts", source, watch, steps);
  return logins && plans && contracts && { system: "IXC", logins, plans, contracts };
}
async function checkList(list, source, watch, steps) {
  const step = say`IXC table ${source.nameOf(list)}`;
  const advice = (error) => error instanceof SourceError ? error.message : String(error);
  const reading = await steps.try(step, () => source.readList(list, watch), advice);
  if (reading === void 0) return void 0;
  const { rows: rows2, pages, ms, completeness } = reading;
  steps.ok(
    say`${step}: ${rows2.length} rows in ${(ms / 1e3).toFixed(1)} s, ${pages} pages, read ${translated(COMPLETENESS_WORDS[completeness])}`
  );
  return reading;
}
async function checkLists(at, { connections }, steps) {
  const target = connections.targets[at];
  if (target === void 0) return;
  const started = performance.now();
  const state = await steps.try(
    `BQN ${target.label}`,
    () => target.read(),
    (error) => error instanceof BqnGone ? error.message : String(error)
  );
  if (state === void 0) return;
  const seconds = ((performance.now() - started) / 1e3).toFixed(1);
  steps.ok(
    say`BQN ${target.label}: login accepted; ${state.policies.size} policies, ${state.subscribers.size} subscribers and ${state.groups.size} groups read in ${seconds} s`
  );
}
function checkTwins({ bqns }, { ledger }, steps) {
  const shown2 = /* @__PURE__ */ new Map();
  for (const { label } of bqns) {
    const { fingerprint } = ledger.bqn(label);
    const twin = fingerprint === void 0 ? void 0 : shown2.get(fingerprint);
    if (twin !== void 0) {
      steps.look(say`BQN ${twin} and BQN ${label} show the same certificate: if they are one box, name it once`);
    } else if (fingerprint !== void 0) shown2.set(fingerprint, label);
  }
}
function checkClocks({ clocks }, steps) {
  for (const [server, { theirs, ours }] of clocks) {
    const seconds = Math.round((theirs - ours) / 1e3);
    if (Math.abs(seconds) <= MOST_SKEW) steps.ok(say`clock of ${server}: within ${Math.abs(seconds)} s of ours`);
    else steps.look(say`clock of ${server}: ${seconds} s from ours; set the clocks by NTP, or logs will mislead`);
  }
}
function checkIpv6({ logins }, steps) {
  const count2 = logins.rows.filter(
    ({ delegatedPrefix, linkPrefix }) => [delegatedPrefix, linkPrefix].some((text2) => parsePrefix(text2) !== void 0)
  ).length;
  if (count2 > 0)
    steps.look(say`the IPv6 of ${count2} customers is neither limited nor blocked: --dual-stack joins it to their IPv4`);
}
function checkSites({ logins }, steps) {
  const sites = logins.rows.flatMap(({ site }) => site === void 0 ? [] : [site]);
  for (const [column2, count2] of tally(sites.map((site) => site.column))) {
    const counts = tally(sites.filter((site) => site.column === column2).map(({ value }) => value));
    const named = counts.slice(0, MOST_SITES).map(([value, logins2]) => `${value} (${logins2})`);
    const more = counts.length > MOST_SITES ? say` and ${counts.length - MOST_SITES} more` : "";
    steps.ok(
      say`sites: ${column2} is filled for ${count2} of ${logins.rows.length} online logins: ${named.join(", ")}${more}`
    );
  }
  const none2 = logins.rows.length - sites.length;
  if (sites.length > 0 && none2 > 0)
    steps.look(say`sites: ${none2} online logins have none: --only-site leaves them alone`);
}
function checkTransmitters({ logins }, steps) {
  const count2 = logins.rows.filter(({ transmitter = 0 }) => transmitter !== 0).length;
  const said = say`transmitters: id_transmissor is filled for ${count2} of ${logins.rows.length} online logins`;
  if (count2 > 0) steps.ok(said);
  else steps.look(say`${said}: --site-groups pop puts nobody into a group`);
}
function checkOverrides({ logins }, { mapping }, steps) {
  const online = new Set(logins.rows.map(({ login }) => login.trim()));
  for (const [login, override] of mapping.overrides ?? []) {
    const text2 = say`${overrideText(override)} (login ${login})`;
    if (online.has(login)) steps.ok(text2);
    else steps.look(say`${text2}: no login of that name is online`);
  }
}
function tryScopes(billing, settings, steps) {
  try {
    const wanted2 = wantedOf(billing, settings);
    for (const [label, { said }] of settings.scopes) {
      const { subscribers, outside } = wanted2.of(label);
      steps.ok(
        say`scope${label === "" ? "" : say` of BQN ${label}`} (${said}): ${subscribers.size} subscribers, ${outside.logins} online logins left alone`
      );
    }
    return wanted2.all;
  } catch (error) {
    if (!(error instanceof NobodyInScope)) throw error;
    steps.fail(say`${error.message}: a run would stop here`);
    return void 0;
  }
}
function checkData(billing, settings, steps) {
  for (const { stops, said } of doubtsOf(billing, settings.mapping)) {
    if (stops) steps.fail(say`${said}: a run would stop here`);
    else steps.look(said);
  }
  if (nobodyOnline(billing)) steps.look(say`no login is online: a run would stop if the BQN holds subscribers of ours`);
  checkSites(billing, steps);
  if (settings.mapping.siteGroups === "pop") checkTransmitters(billing, steps);
  checkOverrides(billing, settings, steps);
  const desired = tryScopes(billing, settings, steps);
  if (desired === void 0) return;
  const unreadable = noReadablePlan(billing, settings.mapping);
  const some = unreadablePlans(billing, settings.mapping);
  if (unreadable !== void 0) steps.fail(say`${unreadable}; a run would stop here`);
  else if (some !== void 0) steps.look(some);
  if (!settings.mapping.dualStack && settings.mapping.ipv6Subscribers === void 0) checkIpv6(billing, steps);
  const blocked = customersOf(desired).filter(({ standing }) => standing.kind === "blocked").length;
  steps.ok(
    say`a run would want ${desired.policies.size} policies, ${desired.subscribers.size} subscribers (${blocked} blocked) and ${desired.groups.size} groups`
  );
  for (const [reason, count2] of tally(desired.skipped.map((skip2) => translated(SKIP_REASONS[skip2.reason])))) {
    steps.look(say`${count2} x ${reason}; -n -v lists them`);
  }
}
var import_node_path4, OLDEST_NODE, MOST_SKEW, Steps, MOST_SITES;
var init_check = __esm({
  "src/run/check.ts"() {
    "use strict";
    init_thin_classes();
    import_node_path4 = require("node:path");
    init_address();
    init_errors2();
    init_plausibility();
    init_reading();
    init_errors3();
    init_errors();
    init_inspection();
    init_interrupted();
    init_key();
    init_desired();
    init_override();
    init_language();
    init_connections();
    init_cron_wiring();
    init_exit_code();
    init_outcome();
    init_unreadable_plans();
    init_wanted();
    OLDEST_NODE = [16, 20];
    MOST_SKEW = 120;
    Steps = class {
      #tell;
      failed = false;
      constructor(tell) {
        this.#tell = tell;
      }
      ok(text2) {
        this.#tell({ state: "ok", text: text2 });
      }
      look(text2) {
        this.#tell({ state: "look", text: text2 });
      }
      fail(text2) {
        this.failed = true;
        this.#tell({ state: "failed", text: text2 });
      }
      /** @returns what `act` gives, or undefined after telling why it failed */
      async try(name, act2, advice) {
        try {
          return await act2();
        } catch (error) {
          if (!(error instanceof Error) || error instanceof Interrupted) throw error;
          this.fail(`${name}: ${advice(error)}`);
          return void 0;
        }
      }
    };
    MOST_SITES = 20;
  }
});

// src/report/check-run.ts
async function runCheck(settings, log, ledger, stop2, { colour, testNotices: testNotices2 }) {
  const clocks = /* @__PURE__ */ new Map();
  const note2 = (text2) => log.info(text2);
  const connections = connect(settings, ledger, stop2, {
    note: note2,
    trace({ server, date }) {
      const theirs = Date.parse(date ?? "");
      if (!Number.isNaN(theirs)) clocks.set(server, { theirs, ours: Date.now() });
    }
  });
  const paint = import_picocolors2.default.createColors(colour);
  const width2 = Math.max(say`look`.length, say`failed`.length);
  const marks = {
    ok: paint.green("ok".padEnd(width2)),
    look: paint.yellow(say`look`.padEnd(width2)),
    failed: paint.red(say`failed`.padEnd(width2))
  };
  try {
    const exitCode = await check(settings, {
      connections,
      ledger,
      clocks,
      note: note2,
      testNotices: testNotices2,
      cron: THIS_MACHINE,
      wrapper: (0, import_node_path5.join)((0, import_node_path5.dirname)(settings.program), "sync-ixc-bqn.sh"),
      nodeVersion: process.version,
      writable: (path) => [settings.log.file, settings.log.ofCron].includes(path) && isLink(path) ? say`it is a link` : writingTrouble(path),
      writers: (path) => writersBeside((0, import_node_path5.dirname)(path)),
      tell: ({ state, text: text2 }) => log.block([`${marks[state]} ${printable(text2)}`])
    });
    log.info(
      say`result: ${exitCode === EXIT.done ? say`the check passed` : translated(EXIT_TEXT[exitCode])} (exit code ${exitCode})`
    );
    return exitCode;
  } catch (error) {
    if (error instanceof Interrupted) return EXIT.interrupted;
    throw error;
  } finally {
    connections.close();
  }
}
var import_node_fs8, import_node_path5, import_picocolors2, LARGEST_CRONTAB, THIS_MACHINE;
var init_check_run = __esm({
  "src/report/check-run.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs8 = require("node:fs");
    import_node_path5 = require("node:path");
    import_picocolors2 = __toESM(require_picocolors());
    init_atomic_file();
    init_regular_file();
    init_trust();
    init_interrupted();
    init_check();
    init_connections();
    init_exit_code();
    init_language();
    init_printable();
    init_summary();
    LARGEST_CRONTAB = 1e6;
    THIS_MACHINE = {
      exists: import_node_fs8.existsSync,
      read(path) {
        try {
          return readRegularFile(path, LARGEST_CRONTAB);
        } catch {
          return void 0;
        }
      },
      mode: (path) => (0, import_node_fs8.statSync)(path, { throwIfNoEntry: false })?.mode
    };
  }
});

// node_modules/papaparse/papaparse.js
var require_papaparse = __commonJS({
  "node_modules/papaparse/papaparse.js"(exports2, module2) {
    init_thin_classes();
    (function(root, factory) {
      if (typeof define === "function" && define.amd) {
        define([], factory);
      } else if (typeof module2 === "object" && typeof exports2 !== "undefined") {
        module2.exports = factory();
      } else {
        root.Papa = factory();
      }
    })(exports2, function moduleFactory() {
      "use strict";
      var global = (function() {
        if (typeof self !== "undefined") {
          return self;
        }
        if (typeof window !== "undefined") {
          return window;
        }
        if (typeof global !== "undefined") {
          return global;
        }
        return {};
      })();
      function getWorkerBlob() {
        var URL2 = global.URL || global.webkitURL || null;
        var code = moduleFactory.toString();
        return Papa3.BLOB_URL || (Papa3.BLOB_URL = URL2.createObjectURL(new Blob(["var global = (function() { if (typeof self !== 'undefined') { return self; } if (typeof window !== 'undefined') { return window; } if (typeof global !== 'undefined') { return global; } return {}; })(); global.IS_PAPA_WORKER=true; ", "(", code, ")();"], { type: "text/javascript" })));
      }
      var IS_WORKER = !global.document && !!global.postMessage, IS_PAPA_WORKER = global.IS_PAPA_WORKER || false;
      var workers = {}, workerIdCounter = 0;
      var Papa3 = {};
      Papa3.parse = CsvToJson;
      Papa3.unparse = JsonToCsv;
      Papa3.RECORD_SEP = String.fromCharCode(30);
      Papa3.UNIT_SEP = String.fromCharCode(31);
      Papa3.BYTE_ORDER_MARK = "\uFEFF";
      Papa3.BAD_DELIMITERS = ["\r", "\n", '"', Papa3.BYTE_ORDER_MARK];
      Papa3.WORKERS_SUPPORTED = !IS_WORKER && !!global.Worker;
      Papa3.NODE_STREAM_INPUT = 1;
      Papa3.LocalChunkSize = 1024 * 1024 * 10;
      Papa3.RemoteChunkSize = 1024 * 1024 * 5;
      Papa3.DefaultDelimiter = ",";
      Papa3.Parser = Parser2;
      Papa3.ParserHandle = ParserHandle;
      Papa3.NetworkStreamer = NetworkStreamer;
      Papa3.FileStreamer = FileStreamer;
      Papa3.StringStreamer = StringStreamer;
      Papa3.ReadableStreamStreamer = ReadableStreamStreamer;
      if (typeof PAPA_BROWSER_CONTEXT === "undefined") {
        Papa3.DuplexStreamStreamer = DuplexStreamStreamer;
      }
      if (IS_PAPA_WORKER) {
        global.onmessage = workerThreadReceivedMessage;
      }
      function stripBom(string) {
        if (string.charCodeAt(0) === 65279) {
          return string.slice(1);
        }
        return string;
      }
      function CsvToJson(_input, _config) {
        _config = _config || {};
        var dynamicTyping = _config.dynamicTyping || false;
        if (isFunction2(dynamicTyping)) {
          _config.dynamicTypingFunction = dynamicTyping;
          dynamicTyping = {};
        }
        _config.dynamicTyping = dynamicTyping;
        _config.transform = isFunction2(_config.transform) ? _config.transform : false;
        if (_config.downloadTimeout !== void 0) {
          var downloadTimeout = parseInt(_config.downloadTimeout);
          if (isNaN(downloadTimeout)) {
            throw new Error("Config downloadTimeout value (" + _config.downloadTimeout + ") not parsable by parseInt(val).");
          }
          _config.downloadTimeout = downloadTimeout;
        }
        if (_config.worker && Papa3.WORKERS_SUPPORTED) {
          var w = newWorker();
          w.userStep = _config.step;
          w.userChunk = _config.chunk;
          w.userComplete = _config.complete;
          w.userError = _config.error;
          _config.step = isFunction2(_config.step);
          _config.chunk = isFunction2(_config.chunk);
          _config.complete = isFunction2(_config.complete);
          _config.error = isFunction2(_config.error);
          delete _config.worker;
          w.postMessage({
            input: _input,
            config: _config,
            workerId: w.id
          });
          return;
        }
        var streamer = null;
        if (_input === Papa3.NODE_STREAM_INPUT && typeof PAPA_BROWSER_CONTEXT === "undefined") {
          streamer = new DuplexStreamStreamer(_config);
          return streamer.getStream();
        } else if (typeof _input === "string") {
          _input = stripBom(_input);
          if (_config.download)
            streamer = new NetworkStreamer(_config);
          else
            streamer = new StringStreamer(_config);
        } else if (_input.readable === true && isFunction2(_input.read) && isFunction2(_input.on)) {
          streamer = new ReadableStreamStreamer(_config);
        } else if (global.File && _input instanceof File || _input instanceof Object)
          streamer = new FileStreamer(_config);
        return streamer.stream(_input);
      }
      function JsonToCsv(_input, _config) {
        var _quotes = false;
        var _writeHeader = true;
        var _delimiter = ",";
        var _newline = "\r\n";
        var _quoteChar = '"';
        var _escapedQuote = _quoteChar + _quoteChar;
        var _skipEmptyLines = false;
        var _columns = null;
        var _escapeFormulae = false;
        unpackConfig();
        var quoteCharRegex = new RegExp(escapeRegExp(_quoteChar), "g");
        if (typeof _input === "string")
          _input = JSON.parse(_input);
        if (Array.isArray(_input)) {
          if (!_input.length)
            return serialize(_columns, _input, _skipEmptyLines);
          else if (Array.isArray(_input[0]))
            return serialize(null, _input, _skipEmptyLines);
          else if (typeof _input[0] === "object")
            return serialize(_columns || Object.keys(_input[0]), _input, _skipEmptyLines);
        } else if (typeof _input === "object") {
          if (typeof _input.data === "string")
            _input.data = JSON.parse(_input.data);
          if (Array.isArray(_input.data)) {
            if (!_input.fields)
              _input.fields = _input.meta && _input.meta.fields || _columns;
            if (!_input.fields)
              _input.fields = Array.isArray(_input.data[0]) ? _input.fields : typeof _input.data[0] === "object" ? Object.keys(_input.data[0]) : [];
            if (!Array.isArray(_input.data[0]) && typeof _input.data[0] !== "object")
              _input.data = [_input.data];
          }
          return serialize(_input.fields || [], _input.data || [], _skipEmptyLines);
        }
        throw new Error("Unable to serialize unrecognized input");
        function unpackConfig() {
          if (typeof _config !== "object")
            return;
          if (typeof _config.delimiter === "string" && !Papa3.BAD_DELIMITERS.filter(function(value) {
            return _config.delimiter.indexOf(value) !== -1;
          }).length) {
            _delimiter = _config.delimiter;
          }
          if (typeof _config.quotes === "boolean" || typeof _config.quotes === "function" || Array.isArray(_config.quotes))
            _quotes = _config.quotes;
          if (typeof _config.skipEmptyLines === "boolean" || typeof _config.skipEmptyLines === "string")
            _skipEmptyLines = _config.skipEmptyLines;
          if (typeof _config.newline === "string")
            _newline = _config.newline;
          if (typeof _config.quoteChar === "string") {
            _quoteChar = _config.quoteChar;
            _escapedQuote = _quoteChar + _quoteChar;
          }
          if (typeof _config.header === "boolean")
            _writeHeader = _config.header;
          if (Array.isArray(_config.columns)) {
            if (_config.columns.length === 0) throw new Error("Option columns is empty");
            _columns = _config.columns;
          }
          if (_config.escapeChar !== void 0) {
            _escapedQuote = _config.escapeChar + _quoteChar;
          }
          if (_config.escapeFormulae instanceof RegExp) {
            _escapeFormulae = _config.escapeFormulae;
          } else if (typeof _config.escapeFormulae === "boolean" && _config.escapeFormulae) {
            _escapeFormulae = /^[=+\-@\t\r].*$/;
          }
        }
        function serialize(fields, data, skipEmptyLines) {
          var csv = "";
          if (typeof fields === "string")
            fields = JSON.parse(fields);
          if (typeof data === "string")
            data = JSON.parse(data);
          var hasHeader = Array.isArray(fields) && fields.length > 0;
          var dataKeyedByField = !Array.isArray(data[0]);
          if (hasHeader && _writeHeader) {
            for (var i = 0; i < fields.length; i++) {
              if (i > 0)
                csv += _delimiter;
              csv += safe2(fields[i], i);
            }
            if (data.length > 0)
              csv += _newline;
          }
          for (var row = 0; row < data.length; row++) {
            var maxCol = hasHeader ? fields.length : data[row].length;
            var emptyLine = false;
            var nullLine = hasHeader ? Object.keys(data[row]).length === 0 : data[row].length === 0;
            if (skipEmptyLines && !hasHeader) {
              emptyLine = skipEmptyLines === "greedy" ? data[row].join("").trim() === "" : data[row].length === 1 && (data[row][0] === null || data[row][0] === void 0 || data[row][0].length === 0);
            }
            if (skipEmptyLines === "greedy" && hasHeader) {
              var line = [];
              for (var c = 0; c < maxCol; c++) {
                var cx = dataKeyedByField ? fields[c] : c;
                line.push(data[row][cx]);
              }
              emptyLine = line.join("").trim() === "";
            }
            if (!emptyLine) {
              for (var col = 0; col < maxCol; col++) {
                if (col > 0 && !nullLine)
                  csv += _delimiter;
                var colIdx = hasHeader && dataKeyedByField ? fields[col] : col;
                csv += safe2(data[row][colIdx], col);
              }
              if (row < data.length - 1 && (!skipEmptyLines || maxCol > 0 && !nullLine)) {
                csv += _newline;
              }
            }
          }
          return csv;
        }
        function safe2(str, col) {
          if (typeof str === "undefined" || str === null)
            return "";
          if (str.constructor === Date) {
            if (isNaN(str.getTime()))
              return "";
            return str.toISOString();
          }
          var needsQuotes = false;
          var strValue = str.toString();
          if (_escapeFormulae && typeof str !== "number" && typeof str !== "bigint" && typeof str !== "boolean" && _escapeFormulae.test(strValue)) {
            strValue = "'" + strValue;
            str = strValue;
            needsQuotes = true;
          }
          var escapedQuoteStr = strValue.replace(quoteCharRegex, _escapedQuote);
          needsQuotes = needsQuotes || _quotes === true || typeof _quotes === "function" && _quotes(str, col) || Array.isArray(_quotes) && _quotes[col] || hasAny(escapedQuoteStr, Papa3.BAD_DELIMITERS) || escapedQuoteStr.indexOf(_delimiter) > -1 || strValue.indexOf(_quoteChar) > -1 || escapedQuoteStr.charAt(0) === " " || escapedQuoteStr.charAt(escapedQuoteStr.length - 1) === " ";
          return needsQuotes ? _quoteChar + escapedQuoteStr + _quoteChar : escapedQuoteStr;
        }
        function hasAny(str, substrings) {
          for (var i = 0; i < substrings.length; i++)
            if (str.indexOf(substrings[i]) > -1)
              return true;
          return false;
        }
      }
      function ChunkStreamer(config) {
        this._handle = null;
        this._finished = false;
        this._completed = false;
        this._halted = false;
        this._input = null;
        this._baseIndex = 0;
        this._partialLine = "";
        this._rowCount = 0;
        this._start = 0;
        this._nextChunk = null;
        this.isFirstChunk = true;
        this._completeResults = {
          data: [],
          errors: [],
          meta: {}
        };
        replaceConfig.call(this, config);
        this.parseChunk = function(chunk, isFakeChunk) {
          const skipFirstNLines = parseInt(this._config.skipFirstNLines) || 0;
          if (this.isFirstChunk && skipFirstNLines > 0) {
            let _newline = this._config.newline;
            if (!_newline) {
              const quoteChar = this._config.quoteChar || '"';
              _newline = this._handle.guessLineEndings(chunk, quoteChar);
            }
            const splitChunk = chunk.split(_newline);
            chunk = [...splitChunk.slice(skipFirstNLines)].join(_newline);
          }
          if (this.isFirstChunk && isFunction2(this._config.beforeFirstChunk)) {
            var modifiedChunk = this._config.beforeFirstChunk(chunk);
            if (modifiedChunk !== void 0)
              chunk = modifiedChunk;
          }
          this.isFirstChunk = false;
          this._halted = false;
          var aggregate = this._partialLine + chunk;
          this._partialLine = "";
          var results = this._handle.parse(aggregate, this._baseIndex, !this._finished);
          if (this._handle.paused() || this._handle.aborted()) {
            this._halted = true;
            return;
          }
          var lastIndex = results.meta.cursor;
          if (!this._finished) {
            this._partialLine = aggregate.substring(lastIndex - this._baseIndex);
            this._baseIndex = lastIndex;
          }
          if (results && results.data)
            this._rowCount += results.data.length;
          var finishedIncludingPreview = this._finished || this._config.preview && this._rowCount >= this._config.preview;
          if (IS_PAPA_WORKER) {
            global.postMessage({
              results,
              workerId: Papa3.WORKER_ID,
              finished: finishedIncludingPreview
            });
          } else if (isFunction2(this._config.chunk) && !isFakeChunk) {
            this._config.chunk(results, this._handle);
            if (this._handle.paused() || this._handle.aborted()) {
              this._halted = true;
              return;
            }
            results = void 0;
            this._completeResults = void 0;
          }
          if (!this._config.step && !this._config.chunk) {
            this._completeResults.data = this._completeResults.data.concat(results.data);
            this._completeResults.errors = this._completeResults.errors.concat(results.errors);
            this._completeResults.meta = results.meta;
          }
          if (!this._completed && finishedIncludingPreview && isFunction2(this._config.complete) && (!results || !results.meta.aborted)) {
            this._config.complete(this._completeResults, this._input);
            this._completed = true;
          }
          if (!finishedIncludingPreview && (!results || !results.meta.paused))
            this._nextChunk();
          return results;
        };
        this._sendError = function(error) {
          if (isFunction2(this._config.error))
            this._config.error(error);
          else if (IS_PAPA_WORKER && this._config.error) {
            global.postMessage({
              workerId: Papa3.WORKER_ID,
              error,
              finished: false
            });
          }
        };
        function replaceConfig(config2) {
          var configCopy = copy(config2);
          configCopy.chunkSize = parseInt(configCopy.chunkSize);
          if (!config2.step && !config2.chunk)
            configCopy.chunkSize = null;
          this._handle = new ParserHandle(configCopy);
          this._handle.streamer = this;
          this._config = configCopy;
        }
      }
      function NetworkStreamer(config) {
        config = config || {};
        if (!config.chunkSize)
          config.chunkSize = Papa3.RemoteChunkSize;
        ChunkStreamer.call(this, config);
        var xhr;
        if (IS_WORKER) {
          this._nextChunk = function() {
            this._readChunk();
            this._chunkLoaded();
          };
        } else {
          this._nextChunk = function() {
            this._readChunk();
          };
        }
        this.stream = function(url) {
          this._input = url;
          this._nextChunk();
        };
        this._readChunk = function() {
          if (this._finished) {
            this._chunkLoaded();
            return;
          }
          xhr = new XMLHttpRequest();
          if (this._config.withCredentials) {
            xhr.withCredentials = this._config.withCredentials;
          }
          if (!IS_WORKER) {
            xhr.onload = bindFunction(this._chunkLoaded, this);
            xhr.onerror = bindFunction(this._chunkError, this);
          }
          xhr.ontimeout = bindFunction(this._chunkTimeout, this);
          xhr.open(this._config.downloadRequestBody ? "POST" : "GET", this._input, !IS_WORKER);
          if (this._config.downloadTimeout && !IS_WORKER) {
            xhr.timeout = this._config.downloadTimeout;
          }
          if (this._config.downloadRequestHeaders) {
            var headers = this._config.downloadRequestHeaders;
            for (var headerName in headers) {
              xhr.setRequestHeader(headerName, headers[headerName]);
            }
          }
          if (this._config.chunkSize) {
            var end = this._start + this._config.chunkSize - 1;
            xhr.setRequestHeader("Range", "bytes=" + this._start + "-" + end);
          }
          try {
            xhr.send(this._config.downloadRequestBody);
          } catch (err) {
            this._chunkError(err.message);
          }
          if (IS_WORKER && xhr.status === 0)
            this._chunkError();
        };
        this._chunkLoaded = function() {
          if (xhr.readyState !== 4)
            return;
          if (xhr.status < 200 || xhr.status >= 400) {
            this._chunkError();
            return;
          }
          this._start += this._config.chunkSize ? this._config.chunkSize : xhr.responseText.length;
          this._finished = !this._config.chunkSize || this._start >= getFileSize(xhr);
          this.parseChunk(xhr.responseText);
        };
        this._chunkError = function(errorMessage) {
          var errorText = xhr.statusText || errorMessage;
          this._sendError(new Error(errorText));
        };
        this._chunkTimeout = function() {
          this._chunkError("Request timed out after " + this._config.downloadTimeout + "ms");
        };
        function getFileSize(xhr2) {
          var contentRange = xhr2.getResponseHeader("Content-Range");
          if (contentRange === null) {
            return -1;
          }
          return parseInt(contentRange.substring(contentRange.lastIndexOf("/") + 1));
        }
      }
      NetworkStreamer.prototype = Object.create(ChunkStreamer.prototype);
      NetworkStreamer.prototype.constructor = NetworkStreamer;
      function FileStreamer(config) {
        config = config || {};
        if (!config.chunkSize)
          config.chunkSize = Papa3.LocalChunkSize;
        ChunkStreamer.call(this, config);
        var reader, slice;
        var usingAsyncReader = typeof FileReader !== "undefined";
        this.stream = function(file) {
          this._input = file;
          slice = file.slice || file.webkitSlice || file.mozSlice;
          if (usingAsyncReader) {
            reader = new FileReader();
            reader.onload = bindFunction(this._chunkLoaded, this);
            reader.onerror = bindFunction(this._chunkError, this);
          } else
            reader = new FileReaderSync();
          this._nextChunk();
        };
        this._nextChunk = function() {
          if (!this._finished && (!this._config.preview || this._rowCount < this._config.preview))
            this._readChunk();
        };
        this._readChunk = function() {
          var input = this._input;
          if (this._config.chunkSize) {
            var end = Math.min(this._start + this._config.chunkSize, this._input.size);
            input = slice.call(input, this._start, end);
          }
          var txt = reader.readAsText(input, this._config.encoding);
          if (!usingAsyncReader)
            this._chunkLoaded({ target: { result: txt } });
        };
        this._chunkLoaded = function(event) {
          this._start += this._config.chunkSize;
          this._finished = !this._config.chunkSize || this._start >= this._input.size;
          this.parseChunk(event.target.result);
        };
        this._chunkError = function() {
          this._sendError(reader.error);
        };
      }
      FileStreamer.prototype = Object.create(ChunkStreamer.prototype);
      FileStreamer.prototype.constructor = FileStreamer;
      function StringStreamer(config) {
        config = config || {};
        ChunkStreamer.call(this, config);
        var remaining;
        this.stream = function(s) {
          remaining = s;
          return this._nextChunk();
        };
        this._nextChunk = function() {
          if (this._finished) return;
          var size = this._config.chunkSize;
          var chunk;
          if (size) {
            chunk = remaining.substring(0, size);
            remaining = remaining.substring(size);
          } else {
            chunk = remaining;
            remaining = "";
          }
          this._finished = !remaining;
          return this.parseChunk(chunk);
        };
      }
      StringStreamer.prototype = Object.create(StringStreamer.prototype);
      StringStreamer.prototype.constructor = StringStreamer;
      function ReadableStreamStreamer(config) {
        config = config || {};
        ChunkStreamer.call(this, config);
        var queue = [];
        var parseOnData = true;
        var streamHasEnded = false;
        this.pause = function() {
          ChunkStreamer.prototype.pause.apply(this, arguments);
          this._input.pause();
        };
        this.resume = function() {
          ChunkStreamer.prototype.resume.apply(this, arguments);
          this._input.resume();
        };
        this.stream = function(stream) {
          this._input = stream;
          this._input.on("data", this._streamData);
          this._input.on("end", this._streamEnd);
          this._input.on("error", this._streamError);
        };
        this._checkIsFinished = function() {
          if (streamHasEnded && queue.length === 1) {
            this._finished = true;
          }
        };
        this._nextChunk = function() {
          this._checkIsFinished();
          if (queue.length) {
            this.parseChunk(queue.shift());
          } else {
            parseOnData = true;
          }
        };
        this._streamData = bindFunction(function(chunk) {
          try {
            queue.push(typeof chunk === "string" ? chunk : chunk.toString(this._config.encoding));
            if (parseOnData) {
              parseOnData = false;
              this._checkIsFinished();
              this.parseChunk(queue.shift());
            }
          } catch (error) {
            this._streamError(error);
          }
        }, this);
        this._streamError = bindFunction(function(error) {
          this._streamCleanUp();
          this._sendError(error);
        }, this);
        this._streamEnd = bindFunction(function() {
          this._streamCleanUp();
          streamHasEnded = true;
          this._streamData("");
        }, this);
        this._streamCleanUp = bindFunction(function() {
          this._input.removeListener("data", this._streamData);
          this._input.removeListener("end", this._streamEnd);
          this._input.removeListener("error", this._streamError);
        }, this);
      }
      ReadableStreamStreamer.prototype = Object.create(ChunkStreamer.prototype);
      ReadableStreamStreamer.prototype.constructor = ReadableStreamStreamer;
      function DuplexStreamStreamer(_config) {
        var Duplex = require("stream").Duplex;
        var config = copy(_config);
        var parseOnWrite = true;
        var writeStreamHasFinished = false;
        var parseCallbackQueue = [];
        var stream = null;
        this._onCsvData = function(results) {
          var data = results.data;
          if (!stream.push(data) && !this._handle.paused()) {
            this._handle.pause();
          }
        };
        this._onCsvComplete = function() {
          stream.push(null);
        };
        config.step = bindFunction(this._onCsvData, this);
        config.complete = bindFunction(this._onCsvComplete, this);
        ChunkStreamer.call(this, config);
        this._nextChunk = function() {
          if (writeStreamHasFinished && parseCallbackQueue.length === 1) {
            this._finished = true;
          }
          if (parseCallbackQueue.length) {
            parseCallbackQueue.shift()();
          } else {
            parseOnWrite = true;
          }
        };
        this._addToParseQueue = function(chunk, callback) {
          parseCallbackQueue.push(bindFunction(function() {
            this.parseChunk(typeof chunk === "string" ? chunk : chunk.toString(config.encoding));
            if (isFunction2(callback)) {
              return callback();
            }
          }, this));
          if (parseOnWrite) {
            parseOnWrite = false;
            this._nextChunk();
          }
        };
        this._onRead = function() {
          if (this._handle.paused()) {
            this._handle.resume();
          }
        };
        this._onWrite = function(chunk, encoding, callback) {
          this._addToParseQueue(chunk, callback);
        };
        this._onWriteComplete = function() {
          writeStreamHasFinished = true;
          this._addToParseQueue("");
        };
        this.getStream = function() {
          return stream;
        };
        stream = new Duplex({
          readableObjectMode: true,
          decodeStrings: false,
          read: bindFunction(this._onRead, this),
          write: bindFunction(this._onWrite, this)
        });
        stream.once("finish", bindFunction(this._onWriteComplete, this));
      }
      if (typeof PAPA_BROWSER_CONTEXT === "undefined") {
        DuplexStreamStreamer.prototype = Object.create(ChunkStreamer.prototype);
        DuplexStreamStreamer.prototype.constructor = DuplexStreamStreamer;
      }
      function ParserHandle(_config) {
        var MAX_FLOAT = Math.pow(2, 53);
        var MIN_FLOAT = -MAX_FLOAT;
        var FLOAT = /^\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*$/;
        var ISO_DATE = /^((\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d+([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z)))$/;
        var self2 = this;
        var _stepCounter = 0;
        var _rowCounter = 0;
        var _input;
        var _parser;
        var _paused = false;
        var _aborted = false;
        var _delimiterError;
        var _fields = [];
        var _results = {
          // The last results returned from the parser
          data: [],
          errors: [],
          meta: {}
        };
        if (isFunction2(_config.step)) {
          var userStep = _config.step;
          _config.step = function(results) {
            _results = results;
            if (needsHeaderRow())
              processResults();
            else {
              processResults();
              if (_results.data.length === 0)
                return;
              _stepCounter += results.data.length;
              if (_config.preview && _stepCounter > _config.preview)
                _parser.abort();
              else {
                _results.data = _results.data[0];
                userStep(_results, self2);
              }
            }
          };
        }
        this.parse = function(input, baseIndex, ignoreLastRow) {
          var quoteChar = _config.quoteChar || '"';
          if (!_config.newline)
            _config.newline = this.guessLineEndings(input, quoteChar);
          _delimiterError = false;
          if (!_config.delimiter) {
            var delimGuess = guessDelimiter(input, _config.newline, _config.skipEmptyLines, _config.comments, _config.delimitersToGuess);
            if (delimGuess.successful)
              _config.delimiter = delimGuess.bestDelimiter;
            else {
              _delimiterError = true;
              _config.delimiter = Papa3.DefaultDelimiter;
            }
            _results.meta.delimiter = _config.delimiter;
          } else if (isFunction2(_config.delimiter)) {
            _config.delimiter = _config.delimiter(input);
            _results.meta.delimiter = _config.delimiter;
          }
          var parserConfig = copy(_config);
          parserConfig.header = needsHeaderRow();
          if (_config.preview && _config.header)
            parserConfig.preview++;
          _input = input;
          _parser = new Parser2(parserConfig);
          _results = _parser.parse(_input, baseIndex, ignoreLastRow);
          processResults();
          return _paused ? { meta: { paused: true } } : _results || { meta: { paused: false } };
        };
        this.paused = function() {
          return _paused;
        };
        this.pause = function() {
          _paused = true;
          _parser.abort();
          _input = isFunction2(_config.chunk) ? "" : _input.substring(_parser.getCharIndex());
        };
        this.resume = function() {
          if (self2.streamer._halted) {
            _paused = false;
            self2.streamer.parseChunk(_input, true);
          } else {
            setTimeout(self2.resume, 3);
          }
        };
        this.aborted = function() {
          return _aborted;
        };
        this.abort = function() {
          _aborted = true;
          _parser.abort();
          _results.meta.aborted = true;
          if (isFunction2(_config.complete))
            _config.complete(_results);
          _input = "";
        };
        this.guessLineEndings = function(input, quoteChar) {
          input = input.substring(0, 1024 * 1024);
          var re = new RegExp(escapeRegExp(quoteChar) + "([^]*?)" + escapeRegExp(quoteChar), "gm");
          input = input.replace(re, "");
          var r = input.split("\r");
          var n = input.split("\n");
          var nAppearsFirst = n.length > 1 && n[0].length < r[0].length;
          if (r.length === 1 || nAppearsFirst)
            return "\n";
          var numWithN = 0;
          for (var i = 0; i < r.length; i++) {
            if (r[i][0] === "\n")
              numWithN++;
          }
          return numWithN >= r.length / 2 ? "\r\n" : "\r";
        };
        function testEmptyLine(s) {
          return _config.skipEmptyLines === "greedy" ? s.join("").trim() === "" : s.length === 1 && s[0].length === 0;
        }
        function testFloat(s) {
          if (FLOAT.test(s)) {
            var floatValue = parseFloat(s);
            if (floatValue > MIN_FLOAT && floatValue < MAX_FLOAT) {
              return true;
            }
          }
          return false;
        }
        function processResults() {
          if (_results && _delimiterError) {
            addError("Delimiter", "UndetectableDelimiter", "Unable to auto-detect delimiting character; defaulted to '" + Papa3.DefaultDelimiter + "'");
            _delimiterError = false;
          }
          if (_config.skipEmptyLines) {
            _results.data = _results.data.filter(function(d) {
              return !testEmptyLine(d);
            });
          }
          if (needsHeaderRow())
            fillHeaderFields();
          return applyHeaderAndDynamicTypingAndTransformation();
        }
        function needsHeaderRow() {
          return _config.header && _fields.length === 0;
        }
        function fillHeaderFields() {
          if (!_results)
            return;
          function addHeader(header) {
            _fields.push(header);
          }
          if (Array.isArray(_results.data[0])) {
            for (var i = 0; needsHeaderRow() && i < _results.data.length; i++)
              _results.data[i].forEach(addHeader);
            _results.data.splice(0, 1);
          } else
            _results.data.forEach(addHeader);
        }
        function shouldApplyDynamicTyping(field) {
          if (_config.dynamicTypingFunction && _config.dynamicTyping[field] === void 0) {
            _config.dynamicTyping[field] = _config.dynamicTypingFunction(field);
          }
          return (_config.dynamicTyping[field] || _config.dynamicTyping) === true;
        }
        function parseDynamic(field, value) {
          if (shouldApplyDynamicTyping(field)) {
            if (value === "true" || value === "TRUE")
              return true;
            else if (value === "false" || value === "FALSE")
              return false;
            else if (testFloat(value))
              return parseFloat(value);
            else if (ISO_DATE.test(value))
              return new Date(value);
            else
              return value === "" ? null : value;
          }
          return value;
        }
        function applyHeaderAndDynamicTypingAndTransformation() {
          if (!_results || !_config.header && !_config.dynamicTyping && !_config.transform)
            return _results;
          function processRow(rowSource, i) {
            var row = _config.header ? {} : [];
            var j;
            for (j = 0; j < rowSource.length; j++) {
              var field = j;
              var value = rowSource[j];
              if (_config.header)
                field = j >= _fields.length ? "__parsed_extra" : _fields[j];
              if (_config.transform)
                value = _config.transform(value, field);
              value = parseDynamic(field, value);
              if (field === "__parsed_extra") {
                row[field] = row[field] || [];
                row[field].push(value);
              } else
                row[field] = value;
            }
            if (_config.header) {
              if (j > _fields.length)
                addError("FieldMismatch", "TooManyFields", "Too many fields: expected " + _fields.length + " fields but parsed " + j, _rowCounter + i);
              else if (j < _fields.length)
                addError("FieldMismatch", "TooFewFields", "Too few fields: expected " + _fields.length + " fields but parsed " + j, _rowCounter + i);
            }
            return row;
          }
          var incrementBy = 1;
          if (!_results.data.length || Array.isArray(_results.data[0])) {
            _results.data = _results.data.map(processRow);
            incrementBy = _results.data.length;
          } else
            _results.data = processRow(_results.data, 0);
          if (_config.header && _results.meta)
            _results.meta.fields = _fields;
          _rowCounter += incrementBy;
          return _results;
        }
        function guessDelimiter(input, newline, skipEmptyLines, comments, delimitersToGuess) {
          var bestDelim, bestDelta, fieldCountPrevRow, maxFieldCount;
          delimitersToGuess = delimitersToGuess || [",", "	", "|", ";", Papa3.RECORD_SEP, Papa3.UNIT_SEP];
          for (var i = 0; i < delimitersToGuess.length; i++) {
            var delim = delimitersToGuess[i];
            var delta = 0, avgFieldCount = 0, emptyLinesCount = 0;
            fieldCountPrevRow = void 0;
            var preview3 = new Parser2({
              comments,
              delimiter: delim,
              newline,
              preview: 10
            }).parse(input);
            for (var j = 0; j < preview3.data.length; j++) {
              if (skipEmptyLines && testEmptyLine(preview3.data[j])) {
                emptyLinesCount++;
                continue;
              }
              var fieldCount = preview3.data[j].length;
              avgFieldCount += fieldCount;
              if (typeof fieldCountPrevRow === "undefined") {
                fieldCountPrevRow = fieldCount;
                continue;
              } else if (fieldCount > 0) {
                delta += Math.abs(fieldCount - fieldCountPrevRow);
                fieldCountPrevRow = fieldCount;
              }
            }
            if (preview3.data.length > 0)
              avgFieldCount /= preview3.data.length - emptyLinesCount;
            if (avgFieldCount > 1.99 && (typeof bestDelta === "undefined" || delta < bestDelta || delta === bestDelta && avgFieldCount > maxFieldCount)) {
              bestDelta = delta;
              bestDelim = delim;
              maxFieldCount = avgFieldCount;
            }
          }
          _config.delimiter = bestDelim;
          return {
            successful: !!bestDelim,
            bestDelimiter: bestDelim
          };
        }
        function addError(type, code, msg, row) {
          var error = {
            type,
            code,
            message: msg
          };
          if (row !== void 0) {
            error.row = row;
          }
          _results.errors.push(error);
        }
      }
      function escapeRegExp(string) {
        return string.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }
      function Parser2(config) {
        config = config || {};
        var delim = config.delimiter;
        var newline = config.newline;
        var comments = config.comments;
        var step = config.step;
        var preview3 = config.preview;
        var fastMode = config.fastMode;
        var quoteChar;
        var renamedHeaders = null;
        var headerParsed = false;
        if (config.quoteChar === void 0 || config.quoteChar === null) {
          quoteChar = '"';
        } else {
          quoteChar = config.quoteChar;
        }
        var escapeChar = quoteChar;
        if (config.escapeChar !== void 0) {
          escapeChar = config.escapeChar;
        }
        if (typeof delim !== "string" || Papa3.BAD_DELIMITERS.indexOf(delim) > -1)
          delim = ",";
        if (comments === delim)
          throw new Error("Comment character same as delimiter");
        else if (comments === true)
          comments = "#";
        else if (typeof comments !== "string" || Papa3.BAD_DELIMITERS.indexOf(comments) > -1)
          comments = false;
        if (newline !== "\n" && newline !== "\r" && newline !== "\r\n")
          newline = "\n";
        var cursor = 0;
        var aborted = false;
        this.parse = function(input, baseIndex, ignoreLastRow) {
          if (typeof input !== "string")
            throw new Error("Input must be a string");
          var inputLen = input.length, delimLen = delim.length, newlineLen = newline.length, commentsLen = comments.length;
          var stepIsFunction = isFunction2(step);
          cursor = 0;
          var data = [], errors = [], row = [], lastCursor = 0;
          if (!input)
            return returnable();
          if (fastMode || fastMode !== false && input.indexOf(quoteChar) === -1) {
            var rows2 = input.split(newline);
            for (var i = 0; i < rows2.length; i++) {
              row = rows2[i];
              cursor += row.length;
              if (i !== rows2.length - 1)
                cursor += newline.length;
              else if (ignoreLastRow)
                return returnable();
              if (comments && row.substring(0, commentsLen) === comments)
                continue;
              if (stepIsFunction) {
                data = [];
                pushRow(row.split(delim));
                doStep();
                if (aborted)
                  return returnable();
              } else
                pushRow(row.split(delim));
              if (preview3 && i >= preview3) {
                data = data.slice(0, preview3);
                return returnable(true);
              }
            }
            return returnable();
          }
          var nextDelim = input.indexOf(delim, cursor);
          var nextNewline = input.indexOf(newline, cursor);
          var quoteCharRegex = new RegExp(escapeRegExp(escapeChar) + escapeRegExp(quoteChar), "g");
          var quoteSearch = input.indexOf(quoteChar, cursor);
          for (; ; ) {
            if (input[cursor] === quoteChar) {
              quoteSearch = cursor;
              cursor++;
              for (; ; ) {
                quoteSearch = input.indexOf(quoteChar, quoteSearch + 1);
                if (quoteSearch === -1) {
                  if (!ignoreLastRow) {
                    errors.push({
                      type: "Quotes",
                      code: "MissingQuotes",
                      message: "Quoted field unterminated",
                      row: data.length,
                      // row has yet to be inserted
                      index: cursor
                    });
                  }
                  return finish();
                }
                if (quoteSearch === inputLen - 1) {
                  var value = input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar);
                  return finish(value);
                }
                if (quoteChar === escapeChar && input[quoteSearch + 1] === escapeChar) {
                  quoteSearch++;
                  continue;
                }
                if (quoteChar !== escapeChar && quoteSearch !== 0 && input[quoteSearch - 1] === escapeChar) {
                  continue;
                }
                if (nextDelim !== -1 && nextDelim < quoteSearch + 1) {
                  nextDelim = input.indexOf(delim, quoteSearch + 1);
                }
                if (nextNewline !== -1 && nextNewline < quoteSearch + 1) {
                  nextNewline = input.indexOf(newline, quoteSearch + 1);
                }
                var checkUpTo = nextNewline === -1 ? nextDelim : Math.min(nextDelim, nextNewline);
                var spacesBetweenQuoteAndDelimiter = extraSpaces(checkUpTo);
                if (input.substr(quoteSearch + 1 + spacesBetweenQuoteAndDelimiter, delimLen) === delim) {
                  row.push(input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar));
                  cursor = quoteSearch + 1 + spacesBetweenQuoteAndDelimiter + delimLen;
                  if (input[quoteSearch + 1 + spacesBetweenQuoteAndDelimiter + delimLen] !== quoteChar) {
                    quoteSearch = input.indexOf(quoteChar, cursor);
                  }
                  if (nextDelim !== -1 && nextDelim < cursor)
                    nextDelim = input.indexOf(delim, cursor);
                  if (nextNewline !== -1 && nextNewline < cursor)
                    nextNewline = input.indexOf(newline, cursor);
                  break;
                }
                var spacesBetweenQuoteAndNewLine = extraSpaces(nextNewline);
                if (input.substring(quoteSearch + 1 + spacesBetweenQuoteAndNewLine, quoteSearch + 1 + spacesBetweenQuoteAndNewLine + newlineLen) === newline) {
                  row.push(input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar));
                  saveRow(quoteSearch + 1 + spacesBetweenQuoteAndNewLine + newlineLen);
                  if (nextDelim !== -1 && nextDelim < cursor)
                    nextDelim = input.indexOf(delim, cursor);
                  quoteSearch = input.indexOf(quoteChar, cursor);
                  if (stepIsFunction) {
                    doStep();
                    if (aborted)
                      return returnable();
                  }
                  if (preview3 && data.length >= preview3)
                    return returnable(true);
                  break;
                }
                errors.push({
                  type: "Quotes",
                  code: "InvalidQuotes",
                  message: "Trailing quote on quoted field is malformed",
                  row: data.length,
                  // row has yet to be inserted
                  index: cursor
                });
                quoteSearch++;
                continue;
              }
              continue;
            }
            if (comments && row.length === 0 && input.substring(cursor, cursor + commentsLen) === comments) {
              if (nextNewline === -1)
                return returnable();
              cursor = nextNewline + newlineLen;
              nextNewline = input.indexOf(newline, cursor);
              if (nextDelim !== -1 && nextDelim < cursor)
                nextDelim = input.indexOf(delim, cursor);
              continue;
            }
            if (nextDelim !== -1 && (nextDelim < nextNewline || nextNewline === -1)) {
              row.push(input.substring(cursor, nextDelim));
              cursor = nextDelim + delimLen;
              nextDelim = input.indexOf(delim, cursor);
              continue;
            }
            if (nextNewline !== -1) {
              row.push(input.substring(cursor, nextNewline));
              saveRow(nextNewline + newlineLen);
              if (stepIsFunction) {
                doStep();
                if (aborted)
                  return returnable();
              }
              if (preview3 && data.length >= preview3)
                return returnable(true);
              continue;
            }
            break;
          }
          return finish();
          function pushRow(row2) {
            data.push(row2);
            lastCursor = cursor;
          }
          function extraSpaces(index) {
            var spaceLength = 0;
            if (index !== -1) {
              var textBetweenClosingQuoteAndIndex = input.substring(quoteSearch + 1, index);
              if (textBetweenClosingQuoteAndIndex && textBetweenClosingQuoteAndIndex.trim() === "") {
                spaceLength = textBetweenClosingQuoteAndIndex.length;
              }
            }
            return spaceLength;
          }
          function finish(value2) {
            if (ignoreLastRow)
              return returnable();
            if (typeof value2 === "undefined")
              value2 = input.substring(cursor);
            row.push(value2);
            cursor = inputLen;
            pushRow(row);
            if (stepIsFunction)
              doStep();
            return returnable();
          }
          function saveRow(newCursor) {
            cursor = newCursor;
            pushRow(row);
            row = [];
            nextNewline = input.indexOf(newline, cursor);
          }
          function returnable(stopped) {
            if (config.header && !baseIndex && data.length && !headerParsed) {
              const result = data[0];
              const headerCount = /* @__PURE__ */ Object.create(null);
              const usedHeaders = new Set(result);
              let duplicateHeaders = false;
              for (let i2 = 0; i2 < result.length; i2++) {
                let header = stripBom(result[i2]);
                if (isFunction2(config.transformHeader))
                  header = config.transformHeader(header, i2);
                if (!headerCount[header]) {
                  headerCount[header] = 1;
                  result[i2] = header;
                } else {
                  let newHeader;
                  let suffixCount = headerCount[header];
                  do {
                    newHeader = `${header}_${suffixCount}`;
                    suffixCount++;
                  } while (usedHeaders.has(newHeader));
                  usedHeaders.add(newHeader);
                  result[i2] = newHeader;
                  headerCount[header]++;
                  duplicateHeaders = true;
                  if (renamedHeaders === null) {
                    renamedHeaders = {};
                  }
                  renamedHeaders[newHeader] = header;
                }
                usedHeaders.add(header);
              }
              if (duplicateHeaders) {
                console.warn("Duplicate headers found and renamed.");
              }
              headerParsed = true;
            }
            return {
              data,
              errors,
              meta: {
                delimiter: delim,
                linebreak: newline,
                aborted,
                truncated: !!stopped,
                cursor: lastCursor + (baseIndex || 0),
                renamedHeaders
              }
            };
          }
          function doStep() {
            step(returnable());
            data = [];
            errors = [];
          }
        };
        this.abort = function() {
          aborted = true;
        };
        this.getCharIndex = function() {
          return cursor;
        };
      }
      function newWorker() {
        if (!Papa3.WORKERS_SUPPORTED)
          return false;
        var workerUrl = getWorkerBlob();
        var w = new global.Worker(workerUrl);
        w.onmessage = mainThreadReceivedMessage;
        w.id = workerIdCounter++;
        workers[w.id] = w;
        return w;
      }
      function mainThreadReceivedMessage(e) {
        var msg = e.data;
        var worker = workers[msg.workerId];
        var aborted = false;
        if (msg.error)
          worker.userError(msg.error, msg.file);
        else if (msg.results && msg.results.data) {
          var abort = function() {
            aborted = true;
            completeWorker(msg.workerId, { data: [], errors: [], meta: { aborted: true } });
          };
          var handle = {
            abort,
            pause: notImplemented,
            resume: notImplemented
          };
          if (isFunction2(worker.userStep)) {
            for (var i = 0; i < msg.results.data.length; i++) {
              worker.userStep({
                data: msg.results.data[i],
                errors: msg.results.errors,
                meta: msg.results.meta
              }, handle);
              if (aborted)
                break;
            }
            delete msg.results;
          } else if (isFunction2(worker.userChunk)) {
            worker.userChunk(msg.results, handle, msg.file);
            delete msg.results;
          }
        }
        if (msg.finished && !aborted)
          completeWorker(msg.workerId, msg.results);
      }
      function completeWorker(workerId, results) {
        var worker = workers[workerId];
        if (isFunction2(worker.userComplete))
          worker.userComplete(results);
        worker.terminate();
        delete workers[workerId];
      }
      function notImplemented() {
        throw new Error("Not implemented.");
      }
      function workerThreadReceivedMessage(e) {
        var msg = e.data;
        if (typeof Papa3.WORKER_ID === "undefined" && msg)
          Papa3.WORKER_ID = msg.workerId;
        if (typeof msg.input === "string") {
          global.postMessage({
            workerId: Papa3.WORKER_ID,
            results: Papa3.parse(msg.input, msg.config),
            finished: true
          });
        } else if (global.File && msg.input instanceof File || msg.input instanceof Object) {
          var results = Papa3.parse(msg.input, msg.config);
          if (results)
            global.postMessage({
              workerId: Papa3.WORKER_ID,
              results,
              finished: true
            });
        }
      }
      function copy(obj) {
        if (typeof obj !== "object" || obj === null)
          return obj;
        var cpy = Array.isArray(obj) ? [] : {};
        for (var key in obj)
          cpy[key] = copy(obj[key]);
        return cpy;
      }
      function bindFunction(f, self2) {
        return function() {
          f.apply(self2, arguments);
        };
      }
      function isFunction2(func) {
        return typeof func === "function";
      }
      return Papa3;
    });
  }
});

// src/changes/change-plan.ts
function policyAfter(change) {
  return change.action === "delete" ? null : change.policy;
}
function policyMissing(policy) {
  return say`its policy ${policy} is not on the BQN`;
}
var HELD_KINDS;
var init_change_plan = __esm({
  "src/changes/change-plan.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    HELD_KINDS = ["blocks", "opens", "speeds", "plans", "deletes", "policies", "groups"];
  }
});

// src/changes/kind-diff.ts
function emptyDiff() {
  return { changes: [], equal: [], stuck: [] };
}
function changed(fields) {
  return fields.filter(({ from, to }) => from !== to);
}
var init_kind_diff = __esm({
  "src/changes/kind-diff.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/changes/diff-policies.ts
function writeSignature(policy) {
  const { id, downKbps, upKbps, bursts: bursts2 } = policy;
  const burst = bursts2 === void 0 ? "" : ` ${burstText(bursts2.down)} ${burstText(bursts2.up)}`;
  return `${id} ${downKbps}/${upKbps}${burst}`;
}
function diffPolicies(desired, bqn, { untaken, holds, owned }) {
  const diff = emptyDiff();
  const takenOver = [];
  for (const policy of desired.policies.values()) {
    const existing = bqn.policies.get(policy.name);
    const fields = policyFields(existing, policy);
    if (existing !== void 0 && fields.length === 0) {
      diff.equal.push(policy.name);
    } else if (existing !== void 0 && untaken.get(policy.name) === writeSignature(policy)) {
      const reason = say`the BQN took the last such write without effect: a static policy, made in its GUI`;
      diff.stuck.push({ kind: "policy", key: policy.name, reason, harmful: false });
    } else if (existing === void 0 || !holds.policies.has(policy.name)) {
      diff.changes.push(policyChange(existing, policy, fields));
      if (existing !== void 0 && isSomebodysElse(existing, policy, owned)) {
        takenOver.push(takeOver2(existing, policy, bqn));
      }
    }
  }
  return { ...diff, takenOver };
}
function isSomebodysElse(existing, policy, owned) {
  const known = owned.policy.get(policy.name);
  if (policy.name === BLOCK_POLICY || existing.id === policy.id) return false;
  return known === void 0 || known.id !== void 0 && known.id !== existing.id;
}
function takeOver2(existing, policy, { subscribers, groups }) {
  let users = 0;
  for (const entry of subscribers.values()) if (entry.policy === policy.name) users++;
  for (const group of groups.values()) if (group.policy === policy.name) users++;
  const shown2 = (id, down, up) => say`id ${id ?? "none"}, ${down ?? say`no limit`}/${up ?? say`no limit`} Kbps`;
  return {
    kind: "policy",
    key: policy.name,
    was: shown2(existing.id, existing.downKbps, existing.upKbps),
    becomes: shown2(policy.id, policy.downKbps, policy.upKbps),
    users
  };
}
function agrees(existing, policy) {
  return existing !== void 0 && policyFields(existing, policy).length === 0;
}
function policyFields(existing, policy) {
  return changed([
    { field: "policyId", from: existing?.id ?? null, to: policy.id },
    {
      field: "downlink",
      from: existing === void 0 ? null : showRate2(existing.downKbps),
      to: showRate2(policy.downKbps)
    },
    { field: "uplink", from: existing === void 0 ? null : showRate2(existing.upKbps), to: showRate2(policy.upKbps) },
    ...burstFields(existing, policy)
  ]);
}
function burstFields(existing, { bursts: bursts2 }) {
  const ways = [
    { field: "downlink burst", wanted: bursts2?.down, listed: existing?.listed["rateLimitDownlink"] },
    { field: "uplink burst", wanted: bursts2?.up, listed: existing?.listed["rateLimitUplink"] }
  ];
  return ways.flatMap(
    ({ field, wanted: wanted2, listed: listed2 }) => wanted2 === void 0 ? [] : [{ field, from: listedBurst(listed2), to: burstText(wanted2) }]
  );
}
function listedBurst(limit) {
  if (!isObject(limit)) return "none";
  return BURST_FIELDS.map((field) => Number(limit[field] ?? 0)).join("/");
}
function policyChange(existing, policy, fields) {
  const base = {
    kind: "policy",
    key: policy.name,
    path: policy.name,
    who: policy.name,
    fields,
    reason: policy.name === BLOCK_POLICY ? say`for blocked customers` : say`plan ${policy.id}`,
    policy: null,
    belongsTo: []
  };
  const body = {
    policyId: policy.id,
    rateLimitDownlink: rateLimit(existing?.listed["rateLimitDownlink"], policy.downKbps, policy.bursts?.down),
    rateLimitUplink: rateLimit(existing?.listed["rateLimitUplink"], policy.upKbps, policy.bursts?.up)
  };
  if (existing === void 0) return { ...base, action: "create", body };
  const whole = wholeOf(existing.listed, body);
  return { ...base, action: "update", body, whole, seen: false, otherwise: void 0, letsGo: false };
}
function rateLimit(listed2, kbps, burst) {
  const fields = isObject(listed2) ? listed2 : {};
  if (burst === void 0) return { ...fields, rate: kbps };
  const { rateKbps: burstRate, thresholdKbps: burstThreshold, durationS: burstDuration } = burst;
  return { ...fields, rate: kbps, burstRate, burstThreshold, burstDuration };
}
function showRate2(kbps) {
  return kbps === null || kbps < 0 ? "-1" : String(kbps);
}
var BURST_FIELDS;
var init_diff_policies = __esm({
  "src/changes/diff-policies.ts"() {
    "use strict";
    init_thin_classes();
    init_resources();
    init_desired();
    init_json();
    init_language();
    init_kind_diff();
    BURST_FIELDS = ["burstRate", "burstThreshold", "burstDuration"];
  }
});

// src/changes/policies-in-use.ts
function policiesInUse(bqn, changes2) {
  const used = /* @__PURE__ */ new Set();
  const touched = { subscriber: /* @__PURE__ */ new Set(), group: /* @__PURE__ */ new Set() };
  for (const change of changes2) {
    if (change.kind === "policy") continue;
    touched[change.kind].add(change.key);
    const policy = policyAfter(change);
    if (policy !== null) used.add(policy);
  }
  for (const [ip, { policy }] of bqn.subscribers) if (policy !== null && !touched.subscriber.has(ip)) used.add(policy);
  for (const [name, { policy }] of bqn.groups) if (policy !== null && !touched.group.has(name)) used.add(policy);
  return used;
}
var init_policies_in_use = __esm({
  "src/changes/policies-in-use.ts"() {
    "use strict";
    init_thin_classes();
    init_change_plan();
  }
});

// src/fate/seats.ts
function namesOf3({ subscribers, doubts }) {
  const online = /* @__PURE__ */ new Map();
  const ambiguous = /* @__PURE__ */ new Set();
  for (const subscriber of subscribers.values()) {
    const { id, loginId } = subscriber;
    const known = online.get(id);
    if (known !== void 0 && known.loginId !== loginId) ambiguous.add(id);
    if (known === void 0 || isMain(subscriber)) online.set(id, subscriber);
  }
  for (const rivals of doubts.values()) for (const { id } of rivals) if (!online.has(id)) online.set(id, void 0);
  return { online, ambiguous };
}
var Seats;
var init_seats = __esm({
  "src/fate/seats.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_desired();
    init_fate();
    Seats = class {
      #byId = /* @__PURE__ */ new Map();
      #ambiguous;
      /** Each login that is online, where it is; undefined while its address is in doubt. */
      #online;
      #remembered;
      #bqn;
      constructor(bqn, desired, remembered) {
        this.#bqn = bqn;
        this.#remembered = remembered;
        for (const [ip, entry] of bqn.subscribers) {
          if (entry.id === null) continue;
          const seats = this.#byId.get(entry.id);
          if (seats === void 0) this.#byId.set(entry.id, [{ ip, entry }]);
          else seats.push({ ip, entry });
        }
        const { online, ambiguous } = namesOf3(desired);
        this.#online = online;
        this.#ambiguous = ambiguous;
      }
      /** What a customer is called wherever something is remembered of them. */
      customerOf({ id, ip, main: main2 }) {
        return this.#ambiguous.has(id) ? main2 ?? ip : id;
      }
      /** Of the entry of an IPv6 prefix, the IPv4 addresses of its customer, at which they are counted; empty for others. */
      mainsOf(ip, { id }) {
        if (id === null || !isIpv6(ip)) return [];
        return (this.#byId.get(id) ?? []).filter((seat) => !isIpv6(seat.ip)).map((seat) => seat.ip);
      }
      /** Whether several logins that are online have this name. */
      isAmbiguous(id) {
        return this.#ambiguous.has(id);
      }
      /** Whether a login of this name is online, at whatever address. */
      isOnline(id) {
        return id !== null && this.#online.has(id);
      }
      /** Where a login of this name is now; of several any of them. */
      addressNow(id) {
        return this.#online.get(id)?.ip;
      }
      /** The entries of a customer: at their address now, of a prefix also at the one that they are counted at; else at those of before. */
      seatsOf({ id, ip, main: main2 = ip }) {
        for (const place of [ip, main2]) {
          const here = this.#bqn.subscribers.get(place);
          if (here?.id === id) return [{ ip: place, entry: here }];
        }
        if (this.#ambiguous.has(id)) return [];
        return this.#byId.get(id) ?? [];
      }
      /**
       * The policy that the customer is under before anything is written; null for none, undefined where nothing is known of
       * them. An entry of somebody else at their address is no fate of theirs.
       */
      policyBefore(subscriber) {
        const seats = this.seatsOf(subscriber);
        if (seats.some(({ entry }) => entry.policy === BLOCK_POLICY)) return BLOCK_POLICY;
        const [first] = seats;
        const remembered = this.#remembered.get(this.customerOf(subscriber));
        if (first !== void 0 && (first.entry.policy !== null || remembered === void 0)) {
          const { policy } = first.entry;
          return policy !== null && this.#bqn.policies.has(policy) ? policy : null;
        }
        if (remembered !== void 0) return remembered;
        const here = this.#bqn.subscribers.get(subscriber.ip);
        return here?.id === null && here.policy === BLOCK_POLICY ? BLOCK_POLICY : void 0;
      }
      fateBefore(subscriber, ratesOf2) {
        const policy = this.policyBefore(subscriber);
        return policy === void 0 ? UNSAID : fateUnder(policy, ratesOf2);
      }
    };
  }
});

// src/changes/diff-doubts.ts
function diffDoubts(desired, bqn, isOurPolicy) {
  const changes2 = [];
  for (const [ip, rivals] of desired.doubts) {
    const existing = bqn.subscribers.get(ip);
    if (existing === void 0 || !isWrong(existing, rivals, isOurPolicy)) continue;
    changes2.push(emptied(ip, existing, say`${rivals.length} logins show this IP, and this is due to none of them`));
  }
  return changes2;
}
function diffStrangers({ subscribers, doubts, claims }, bqn, seats, isOfOurs) {
  const found2 = [];
  for (const [ip, entry] of bqn.subscribers) {
    if (!isIpv6(ip) || subscribers.has(ip) || doubts.has(ip) || isFromRules(entry)) continue;
    if (entry.policy !== null && isOfOurs(entry.policy, entry.id, ip)) found2.push([ip, entry]);
  }
  if (found2.length === 0) return [];
  const holders = new PrefixHolders(claims(), ({ loginId }) => loginId);
  const isTheirs = (id) => (holder) => holder.id === id && !seats.isAmbiguous(holder.id);
  return found2.filter(([ip, { id }]) => holders.isAnothers(spanOf(ip), isTheirs(id))).map(([ip, entry]) => emptied(ip, entry, say`its prefix is somebody else's now`));
}
function isWrong({ id, policy, ...entry }, rivals, isOurPolicy) {
  if (policy === null || isFromRules(entry) || !isOurPolicy(policy)) return false;
  if (id !== null && !rivals.some((rival) => rival.id === id)) return true;
  return policy === BLOCK_POLICY && !rivals.some(mayBeBlocked);
}
function mayBeBlocked({ standing }) {
  return standing.kind === "blocked" || isUndecided(standing);
}
function emptied(ip, existing, reason) {
  const body = { policyRate: "" };
  return {
    kind: "subscriber",
    action: "update",
    key: ip,
    path: existing.key,
    who: existing.id ?? ip,
    fields: [{ field: "policyRate", from: existing.policy, to: null }],
    reason,
    body,
    whole: wholeOf(existing.listed, existing.id === null ? body : { subscriberId: existing.id, ...body }),
    policy: null,
    seen: false,
    otherwise: void 0,
    letsGo: false,
    belongsTo: [ip]
  };
}
var init_diff_doubts = __esm({
  "src/changes/diff-doubts.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_prefix();
    init_standing();
    init_resources();
    init_desired();
    init_language();
  }
});

// src/changes/ownership.ts
function isOurs2({ kind, key, id }, owned) {
  const entry = owned[kind].get(key);
  if (entry === void 0 || kind === "group" || entry.id === void 0) return entry !== void 0;
  return entry.id === id || entry.former !== void 0 && entry.former === id;
}
function isRewritten(assignedBy, { by }) {
  const hand = assignedBy?.toLowerCase() ?? "api";
  return hand !== "api" && hand !== by?.toLowerCase();
}
function isInGrace(entry, { seconds, now }) {
  return entry !== void 0 && seconds > 0 && now - (entry.since ?? now) < seconds;
}
function mayDelete(entry, prune, owned, dualStack) {
  const { kind, key, assignedBy } = entry;
  if (prune === "none") return false;
  if (kind === "group" && key === BUILT_IN_GROUP) return false;
  if (isFromRules(entry)) return false;
  const known = owned[kind].get(key);
  if (known?.takenOver === true) return false;
  if (known !== void 0 && isOurs2(entry, owned)) return !isRewritten(assignedBy, known);
  if (prune !== "all") return false;
  return kind === "group" ? dualStack : kind === "policy" || assignedBy !== null;
}
var NOTHING_OWNED, NEWLY_OWNED;
var init_ownership = __esm({
  "src/changes/ownership.ts"() {
    "use strict";
    init_thin_classes();
    init_resources();
    NOTHING_OWNED = { policy: /* @__PURE__ */ new Map(), subscriber: /* @__PURE__ */ new Map(), group: /* @__PURE__ */ new Map() };
    NEWLY_OWNED = { id: void 0, by: void 0, missed: 0, unseen: 0, takenOver: false };
  }
});

// src/changes/deletions.ts
function isProvenGone(kind, key, { proven }, owned) {
  if (proven.logins === "whole") return true;
  if (proven.logins === "cut" || kind === "policy") return false;
  return (owned[kind].get(key)?.unseen ?? 0) + 1 >= UNSEEN_ENOUGH;
}
function deleteSubscribers(desired, bqn, context, written) {
  const { prune, dualStack, owned, seats, grace } = context;
  let waiting = 0;
  const changes2 = [];
  const fates = [];
  for (const [ip, entry] of bqn.subscribers) {
    if (written.has(ip) || desired.subscribers.has(ip) || desired.doubts.has(ip)) continue;
    if (isOutside(ip, entry, desired)) continue;
    const candidate = { kind: "subscriber", key: ip, id: entry.id, assignedBy: entry.assignedBy };
    if (!mayDelete(candidate, prune, owned, dualStack) || !isProvenGone("subscriber", ip, desired, owned)) continue;
    const leaves = !seats.isOnline(entry.id);
    if (leaves && isInGrace(owned.subscriber.get(ip), grace)) {
      waiting++;
      continue;
    }
    const change = hasQuota(entry) ? withoutPolicy(ip, entry) : deletion(ip, entry, context);
    if (change === void 0) continue;
    changes2.push(change);
    if (leaves && seats.mainsOf(ip, entry).length === 0) fates.push(leaving(ip, entry, context));
  }
  return { changes: changes2, fates, waiting };
}
function isOutside(ip, { id }, { outside }) {
  return outside.hasAddress(ip) || id !== null && outside.ids.has(id);
}
function withoutPolicy(ip, entry) {
  return entry.policy === null ? void 0 : emptied(ip, entry, say`no online login has this IP; it holds a quota, so it stays`);
}
function hasQuota({ listed: listed2 }) {
  const quota = listed2?.["quota"];
  return typeof quota === "object" && quota !== null && Object.keys(quota).length > 0;
}
function deletion(ip, entry, { seats, reason }) {
  const moved = entry.id === null ? void 0 : seats.addressNow(entry.id);
  const why = moved === void 0 ? say`no online login has this IP` : say`${entry.id} is at ${moved} now`;
  return {
    kind: "subscriber",
    action: "delete",
    key: ip,
    path: entry.key,
    who: entry.id ?? ip,
    reason: reason ?? why,
    belongsTo: [ip, ...seats.mainsOf(ip, entry)],
    after: moved,
    letsGo: false
  };
}
function leaving(ip, { id, policy }, { ratesBefore, reason }) {
  return {
    customer: id ?? ip,
    login: id ?? ip,
    ip,
    movedFrom: void 0,
    from: fateUnder(policy, ratesBefore),
    to: UNSAID,
    effect: "leaves",
    contractGone: false,
    contract: 0,
    status: "",
    plan: 0,
    reason: reason ?? say`no online login has this IP`
  };
}
function deletePolicies(desired, bqn, context) {
  const { prune, dualStack, owned, reason } = context;
  const { logins, plans } = desired.proven;
  if (logins !== "whole" || plans !== "whole") return [];
  if ((bqn.odd ?? []).length > 0) return [];
  const deletable = [...bqn.policies.values()].filter(({ name, id }) => {
    if (desired.policies.has(name) || desired.leftAlone.has(name)) return false;
    return mayDelete({ kind: "policy", key: name, id, assignedBy: null }, prune, owned, dualStack);
  });
  return deletable.map(({ name }) => ({
    kind: "policy",
    action: "delete",
    key: name,
    path: name,
    who: name,
    reason: reason ?? say`no plan in IXC has this name`,
    belongsTo: [],
    after: void 0,
    letsGo: false
  }));
}
var UNSEEN_ENOUGH;
var init_deletions = __esm({
  "src/changes/deletions.ts"() {
    "use strict";
    init_thin_classes();
    init_fate();
    init_language();
    init_diff_doubts();
    init_ownership();
    UNSEEN_ENOUGH = 3;
  }
});

// src/changes/group-parts.ts
function comparable2(part) {
  return (isIpv6(part) ? prefixOf(part) : void 0) ?? canonicalAddress(part);
}
function prefixOf(part) {
  const [address = "", length = String(NARROWEST)] = part.split("/");
  return parsePrefix(`${address}/${Math.min(Number(length), NARROWEST)}`);
}
function isElsewhere(part, isOwn, { addresses: addresses2, prefixes }) {
  if (!isIpv6(part)) return addresses2.get(canonicalAddress(part))?.every(isOwn) === false;
  const prefix = prefixOf(part);
  return prefix !== void 0 && prefixes().isAnothers(spanOf(prefix), isOwn);
}
var NARROWEST;
var init_group_parts = __esm({
  "src/changes/group-parts.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_prefix();
    NARROWEST = 64;
  }
});

// src/changes/diff-groups.ts
function diffGroups(desired, bqn, context) {
  const diff = { ...emptyDiff(), takenOver: [], conflicts: [] };
  const owners = ownersOf(desired);
  const holders = holdersOf(desired, bqn);
  for (const existing of bqn.groups.values()) {
    const { name } = existing;
    if (name === BUILT_IN_GROUP) continue;
    if (!name.startsWith(GROUP_PREFIX)) {
      if (!wantsGroup(desired, name) && context.mayDelete(existing))
        diff.changes.push(deletionOf({ ...NOBODYS, name, members: existing.members }, context));
      else for (const conflict of conflictsOf(existing, desired, context)) diff.conflicts.push(conflict);
      continue;
    }
    const owner = owners.get(name);
    const parts2 = [...existing.members, ...existing.ranges];
    const wanted2 = desired.groups.get(name);
    const policy = wanted2 && context.policies.get(wanted2.subscriber.ip);
    const sharing = (wanted2?.joined ?? []).filter(({ subscriber }) => context.policies.get(subscriber.ip) === policy);
    const isOwn = ownTest(name, owner, sharing);
    const strangers = new Set(parts2.filter((part) => isElsewhere(part, isOwn, holders)));
    decide({ name, existing, wanted: wanted2, owner, strangers, members: existing.members }, diff, context);
  }
  for (const wanted2 of desired.groups.values()) {
    const { name } = wanted2;
    if (bqn.groups.has(name)) continue;
    decide(
      { name, existing: void 0, wanted: wanted2, owner: owners.get(name), strangers: /* @__PURE__ */ new Set(), members: [] },
      diff,
      context
    );
  }
  return diff;
}
function ownTest(name, owner, sharing) {
  const id = owner?.subscriber.id ?? name.slice(GROUP_PREFIX.length);
  const logins = new Set(sharing.map(({ subscriber }) => subscriber.loginId));
  if (owner?.isCertain !== true) return (holder) => holder.id === id || logins.has(holder.loginId);
  logins.add(owner.subscriber.loginId);
  return ({ loginId }) => logins.has(loginId);
}
function decide(one, diff, context) {
  const target = targetOf3(one, context);
  if (target === "as it is") return;
  if (target === "gone") {
    diff.changes.push(deletionOf(one, context));
    return;
  }
  const fields = fieldsOf(target, one.existing, context);
  if (one.existing !== void 0 && fields.length === 0) {
    if (one.wanted !== void 0) diff.equal.push(one.name);
    return;
  }
  const { policy } = target;
  const isMissing2 = policy !== null && !context.available.has(policy);
  if (isMissing2 && !mustChange(one)) {
    diff.stuck.push({ kind: "group", key: one.name, reason: policyMissing(policy), harmful: true });
    return;
  }
  const reachable2 = isMissing2 ? { ...target, policy: null } : target;
  diff.changes.push(groupChange(one, reachable2, fieldsOf(reachable2, one.existing, context)));
  if (one.existing !== void 0 && one.wanted !== void 0 && !context.owned.group.has(one.name)) {
    diff.takenOver.push(takeOver3(one.existing, reachable2));
  }
}
function mustChange({ existing, strangers, owner }) {
  if (strangers.size > 0) return true;
  return existing?.policy === BLOCK_POLICY && owner !== void 0 && isOwedService(owner.subscriber.standing);
}
function targetOf3(one, context) {
  const { existing, wanted: wanted2, owner } = one;
  const policy = owner === void 0 ? null : policyOfOwner(one, owner, context);
  if (wanted2 !== void 0 && policy !== null) return wantedTarget(one, wanted2, policy, context);
  if (existing === void 0) return "as it is";
  if (owner !== void 0) return followingTarget(one, existing, owner, policy, context);
  return strippedTarget(one, existing, context);
}
function wantedTarget({ existing, strangers }, { joined = [], ...lead }, policy, { policies }) {
  const isSharing = ({ subscriber }) => policies.get(subscriber.ip) === policy;
  const shares = [lead, ...joined.filter(isSharing)];
  const members = shares.map(({ subscriber }) => subscriber.ip);
  const ranges = shares.flatMap((share) => share.ranges === "last good" ? [] : share.ranges);
  if (existing === void 0 && members.length === 1 && ranges.length === 0) return "as it is";
  if (shares.every((share) => share.ranges !== "last good")) return { members, ranges, policy };
  const others = joined.filter((share) => !isSharing(share)).flatMap((share) => share.ranges);
  const lastGood = existing === void 0 ? [] : rangesLeft(existing, /* @__PURE__ */ new Set([...strangers, ...others]));
  return { members, ranges: [.../* @__PURE__ */ new Set([...ranges, ...lastGood])], policy };
}
function followingTarget({ strangers }, existing, { subscriber, isCertain }, policy, { mayDelete: mayDelete2 }) {
  if (isCertain && mayDelete2(existing)) return "gone";
  const hasAddress = existing.members.some((member) => !isIpv6(member));
  const members = isCertain && hasAddress ? [subscriber.ip] : addressesLeft2(existing, strangers);
  const ranges = rangesLeft(existing, strangers);
  if (members.length + ranges.length > 0) return { members, ranges, policy };
  return strangers.size > 0 ? "gone" : "as it is";
}
function strippedTarget({ name, strangers }, existing, { mayDelete: mayDelete2, owned }) {
  if (mayDelete2(existing)) return "gone";
  if (strangers.size === 0) return "as it is";
  const members = addressesLeft2(existing, strangers);
  const ranges = rangesLeft(existing, strangers);
  const isEmpty = members.length + ranges.length === 0;
  if (isEmpty && owned.group.get(name)?.takenOver !== true) return "gone";
  return { members, ranges, policy: existing.policy };
}
function addressesLeft2({ members }, strangers) {
  return members.filter((member) => !isIpv6(member) && !strangers.has(member));
}
function rangesLeft({ members, ranges }, strangers) {
  return [...members.filter(isIpv6), ...ranges].filter((range) => !strangers.has(range));
}
function policyOfOwner({ existing, strangers }, { subscriber, isCertain }, { policies, left: left2, available }) {
  if (isCertain) return policies.get(subscriber.ip) ?? null;
  if (existing?.members.includes(subscriber.ip) && !strangers.has(subscriber.ip))
    return left2.get(subscriber.ip) ?? null;
  const { standing, choice } = subscriber;
  if (standing.kind === "blocked") return BLOCK_POLICY;
  const current = existing?.policy ?? null;
  if (isUndecided(standing) || choice.kind !== "named") return current;
  return available.has(choice.name) ? choice.name : current;
}
function ownersOf({ subscribers, doubts, groups }) {
  const owners = /* @__PURE__ */ new Map();
  const add = (name, subscriber, isCertain) => {
    const known = owners.get(name);
    if (known === void 0 || isCertain && subscriber.loginId < known.subscriber.loginId) {
      owners.set(name, { subscriber, isCertain });
    }
  };
  for (const group of groups.values()) owners.set(group.name, { subscriber: group.subscriber, isCertain: true });
  for (const subscriber of subscribers.values()) {
    if (isIpv6(subscriber.ip)) continue;
    const name = groupName(subscriber.id);
    if (!groups.has(name)) add(name, subscriber, true);
  }
  for (const [ip, rivals] of doubts)
    if (!isIpv6(ip)) for (const rival of rivals) add(groupName(rival.id), rival, false);
  return owners;
}
function holdersOf({ subscribers, doubts, claims }, bqn) {
  const addresses2 = /* @__PURE__ */ new Map();
  for (const subscriber of subscribers.values()) addresses2.set(subscriber.ip, [subscriber]);
  for (const [ip, rivals] of doubts) {
    const present = rivals.filter(({ id }) => id === bqn.subscribers.get(ip)?.id);
    addresses2.set(ip, present.length > 0 ? present : rivals);
  }
  let prefixes;
  return {
    addresses: addresses2,
    prefixes() {
      prefixes ??= new PrefixHolders(claims(), ({ loginId }) => loginId);
      return prefixes;
    }
  };
}
function fieldsOf(target, existing, { dropsPolicy }) {
  const isDropped = dropsPolicy && existing?.policy === null;
  const policy = { field: "policyRate", from: existing?.policy ?? null, to: target.policy };
  const parts2 = samePrefixes(target, existing) ? [] : [
    { field: "members", from: showSet(existing?.members), to: showSet(target.members) },
    { field: "ranges", from: showSet(existing?.ranges), to: showSet(target.ranges) }
  ];
  return changed(isDropped ? parts2 : [policy, ...parts2]);
}
function samePrefixes(target, existing) {
  if (existing === void 0) return false;
  if (areEqual(target.members, existing.members) && areEqual(target.ranges, existing.ranges)) return true;
  const setOf = ({ members, ranges }) => [...new Set([...members, ...ranges].map(comparable2))].sort().join(" ");
  return setOf(target) === setOf(existing);
}
function areEqual(one, other) {
  return one.length === other.length && one.every((text2, at) => text2 === other[at]);
}
function groupChange(one, { members, ranges, policy }, fields) {
  const { name, existing, wanted: wanted2, owner, strangers } = one;
  const body = { subscriberMembers: [...members], subscriberRanges: [...ranges], policyRate: policy ?? "" };
  const base = {
    kind: "group",
    key: name,
    path: name,
    who: owner?.subscriber.id ?? name,
    fields,
    reason: groupReason(owner, policy, strangers),
    body,
    policy,
    belongsTo: owner === void 0 || wanted2 !== void 0 ? members : [owner.subscriber.ip]
  };
  if (existing === void 0) return { ...base, action: "create" };
  const whole = wholeOf(existing.listed, body);
  const otherwise = mustChange(one) ? { ...body, policyRate: "" } : void 0;
  return { ...base, action: "update", whole, seen: false, otherwise, letsGo: strangers.size > 0 };
}
function deletionOf({ name, owner, strangers, members }, { reason }) {
  const why = strangers.size > 0 ? say`it held what is somebody else's now: ${[...strangers].join(" ")}` : say`no online login needs it`;
  return {
    kind: "group",
    action: "delete",
    key: name,
    path: name,
    who: owner?.subscriber.id ?? name,
    reason: reason ?? why,
    belongsTo: members,
    after: void 0,
    letsGo: strangers.size > 0
  };
}
function groupReason(owner, policy, strangers) {
  const letting = strangers.size > 0 ? say`lets go of what is somebody else's now: ${[...strangers].join(" ")}` : "";
  if (owner === void 0) return letting;
  const { id, standing } = owner.subscriber;
  const status = statusText(standing);
  const blocked = say`, contract ${standing.contract}: ${status === "unknown" ? say`no status` : status} -> blocked`;
  const following = say`dual stack of ${id}${policy === BLOCK_POLICY ? blocked : ""}`;
  return letting === "" ? following : `${following}; ${letting}`;
}
function takeOver3(existing, target) {
  const shown2 = ({ members, ranges, policy }) => say`policy ${policy ?? "none"}, members ${showSet(members) ?? "none"}, ranges ${showSet(ranges) ?? "none"}`;
  return { kind: "group", key: existing.name, was: shown2(existing), becomes: shown2(target), users: 0 };
}
function conflictsOf(group, { subscribers }, { policies }) {
  if (group.policy === null) return [];
  const others = group.members.filter((ip) => {
    const subscriber = subscribers.get(ip);
    return subscriber !== void 0 && policies.get(ip) !== group.policy;
  });
  if (others.length === 0) return [];
  const names = others.slice(0, 3).map((ip) => `${subscribers.get(ip)?.id} ${ip}`);
  const more = others.length > 3 ? say` and ${others.length - 3} more` : "";
  return [say`group ${group.name} gives policy ${group.policy} to ${names.join(", ")}${more}, who should have another`];
}
function showSet(entries) {
  return entries === void 0 || entries.length === 0 ? null : [...new Set(entries)].sort().join(" ");
}
var NOBODYS;
var init_diff_groups = __esm({
  "src/changes/diff-groups.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_prefix();
    init_standing();
    init_resources();
    init_desired();
    init_groups();
    init_language();
    init_change_plan();
    init_group_parts();
    init_kind_diff();
    NOBODYS = { existing: void 0, wanted: void 0, owner: void 0, strangers: /* @__PURE__ */ new Set() };
  }
});

// src/changes/diff-sites.ts
function diffSites(desired, bqn, owned, memory, changes2) {
  const { sites } = desired;
  if (sites.kind !== "wanted") return { groups: [], memberships: [], remarks: [] };
  const groups = [...sites.types].filter(([name]) => !bqn.groups.has(name)).map(([name, type]) => creation(name, { subscriberGroupType: type }));
  const memberships = membershipsOf(desired, sites.of, bqn, { owned, memory, changes: changes2 });
  if (memberships.length === 0 || !memory.isTried || showsSites(sites, bqn))
    return { groups, memberships, remarks: [] };
  const remark = say`it does not show the groups that its subscribers are put into, so those of sites are not written again`;
  return { groups, memberships: [], remarks: [remark] };
}
function showsSites(sites, { subscribers }) {
  if (sites.kind !== "wanted") return false;
  for (const entry of subscribers.values()) if (groupsOf(entry).some((name) => sites.types.has(name))) return true;
  return false;
}
function membershipsOf({ subscribers, groups }, places, bqn, { owned, memory, changes: changes2 }) {
  const touched = new Set(changes2.flat().flatMap(({ key, belongsTo }) => [key, ...belongsTo]));
  const inGroup = new Set(
    [...groups.values()].flatMap(
      ({ joined = [], ...lead }) => [lead, ...joined].map(({ subscriber }) => subscriber.ip)
    )
  );
  const isStale = (name) => isSiteName(name) && owned.group.has(name);
  return [...places].flatMap(([ip, names]) => {
    const entry = bqn.subscribers.get(ip);
    if (entry === void 0 || entry.id !== subscribers.get(ip)?.id || touched.has(ip)) return [];
    const listed2 = groupsOf(entry);
    const others = listed2.filter((name) => !names.includes(name) && !isStale(name));
    const isUnlisted = inGroup.has(ip) && !others.some((name) => name.startsWith(GROUP_PREFIX));
    const room = Math.max(0, memory.most - others.length - Number(isUnlisted));
    const fitting = names.filter((name) => bqn.groups.has(name)).slice(0, room);
    const added = fitting.filter((name) => !listed2.includes(name));
    if (added.length === 0) return [];
    return [
      { key: ip, path: entry.key, who: String(entry.id), groups: [BUILT_IN_GROUP, ...others, ...fitting], added }
    ];
  });
}
function groupsOf({ listed: listed2 }) {
  const value = listed2?.["subscriberGroups"];
  if (!Array.isArray(value)) return [];
  return value.filter((name) => typeof name === "string" && name !== BUILT_IN_GROUP);
}
function creation(name, body) {
  return {
    kind: "group",
    action: "create",
    key: name,
    path: name,
    who: name,
    fields: [{ field: "subscriberGroupType", from: null, to: body.subscriberGroupType }],
    reason: say`the site of its customers`,
    body,
    policy: null,
    belongsTo: []
  };
}
var NOTHING_LEARNT;
var init_diff_sites = __esm({
  "src/changes/diff-sites.ts"() {
    "use strict";
    init_thin_classes();
    init_resources();
    init_desired();
    init_groups();
    init_language();
    NOTHING_LEARNT = { most: 3, isTried: false };
  }
});

// src/changes/holds.ts
function isHeld({ customers: customers2 }, customer, effect) {
  return customers2.get(customer)?.has(effect) === true;
}
var NO_HOLDS;
var init_holds = __esm({
  "src/changes/holds.ts"() {
    "use strict";
    init_thin_classes();
    NO_HOLDS = { customers: /* @__PURE__ */ new Map(), policies: /* @__PURE__ */ new Set() };
  }
});

// src/changes/diff-subscribers.ts
function diffSubscribers(desired, bqn, context) {
  const diff = { ...emptyDiff(), policies: /* @__PURE__ */ new Map(), fates: [] };
  const beside = [];
  for (const subscriber of desired.subscribers.values()) {
    const existing = bqn.subscribers.get(subscriber.ip);
    const decided = decide2(subscriber, existing, bqn, context);
    if ("reason" in decided) {
      diff.stuck.push({ kind: "subscriber", key: subscriber.ip, ...decided });
      diff.policies.set(subscriber.ip, existing?.id === subscriber.id ? existing.policy : null);
      continue;
    }
    if (decided.fate !== void 0) (isMain(subscriber) ? diff.fates : beside).push(decided.fate);
    if (decided.stuck !== void 0) diff.stuck.push(decided.stuck);
    diff.policies.set(subscriber.ip, decided.policy);
    if (decided.change === void 0) diff.equal.push(subscriber.ip);
    else diff.changes.push(decided.change);
  }
  addUntold(diff.fates, beside);
  return diff;
}
function addUntold(fates, others) {
  if (others.length === 0) return;
  const nameOf3 = ({ customer, effect }) => `${effect} ${customer}`;
  const told2 = new Set(fates.map(nameOf3));
  for (const fate of others) {
    if (told2.has(nameOf3(fate))) continue;
    told2.add(nameOf3(fate));
    fates.push(fate);
  }
}
function decide2(subscriber, existing, bqn, context) {
  const { seats, ratesBefore, ratesAfter, holds } = context;
  const from = seats.fateBefore(subscriber, ratesBefore);
  const wished = wishOf(subscriber, existing, bqn, context);
  const wish = effectBetween(from, fateUnder(wished, ratesAfter));
  const isRenamed = from.kind === "unsaid" && isBlockedHere(existing, context);
  const effect = wish === "blocks" && isRenamed ? "none" : wish;
  const isKept = effect !== "none" && isHeld(holds, seats.customerOf(subscriber), effect);
  const policy = isKept ? keptPolicy(from, subscriber, existing, bqn, context) : wished;
  if (policy === void 0) return { reason: say`held back`, harmful: false };
  const left2 = isKept ? missing2(policy, context) : obstacle(subscriber, existing, policy, context);
  if (left2 !== void 0 && !mustNotStay(subscriber, existing, context)) return left2;
  const written = left2 === void 0 ? policy : null;
  const fields = changed([
    { field: "subscriberId", from: existing?.id ?? null, to: subscriber.id },
    { field: "policyRate", from: existing?.policy ?? null, to: written }
  ]);
  const isEqual = existing !== void 0 && fields.length === 0;
  const to = fateUnder(written, ratesAfter);
  const comesOfIt = isKept && from.kind !== "unsaid" ? effectBetween(from, to) : isKept ? "none" : effect;
  const become = { from, to, effect: comesOfIt };
  return {
    policy: written,
    change: isEqual ? void 0 : subscriberChange(subscriber, existing, written, fields, context),
    fate: comesOfIt === "none" ? void 0 : fateChange(subscriber, existing, become, context),
    stuck: left2 === void 0 ? void 0 : { kind: "subscriber", key: subscriber.ip, ...left2 }
  };
}
function isBlockedHere(existing, { seats }) {
  return existing?.policy === BLOCK_POLICY && !seats.isOnline(existing.id);
}
function keptPolicy(from, subscriber, existing, bqn, context) {
  if (from.kind !== "unsaid") return policyOf(from);
  if (existing === void 0 || existing.id === null || existing.id === subscriber.id) return void 0;
  return byChoice(subscriber, existing, bqn, context);
}
function obstacle(subscriber, existing, policy, context) {
  if (isLeftToRules(subscriber, existing, policy, context)) {
    return { reason: say`without a plan, it keeps the policy of the BQN's rules`, harmful: false };
  }
  const unavailable = missing2(policy, context);
  if (unavailable !== void 0) return unavailable;
  if (isUnread(subscriber) && policy !== BLOCK_POLICY && (existing === void 0 || !wasWritten(existing))) {
    if (context.seats.policyBefore(subscriber) === void 0) {
      return { reason: say`its contract or plan was not among the rows read`, harmful: false };
    }
  }
  return void 0;
}
function missing2(policy, { available }) {
  if (policy === null || available.has(policy)) return void 0;
  return { reason: policyMissing(policy), harmful: true };
}
function mustNotStay({ id, standing }, existing, { isOurPolicy }) {
  if (existing === void 0 || existing.policy === null || isFromRules(existing)) return false;
  if (existing.policy === BLOCK_POLICY && isOwedService(standing)) return true;
  return existing.id !== id && existing.id !== null && isOurPolicy(existing.policy);
}
function isUnread({ standing, choice }) {
  return choice.kind === "unread" || standing.kind === "unread";
}
function wasWritten(entry) {
  return entry.id !== null && !isFromRules(entry);
}
function wishOf(subscriber, existing, bqn, context) {
  const { standing } = subscriber;
  if (standing.kind === "blocked") return BLOCK_POLICY;
  const before = context.seats.policyBefore(subscriber);
  if (isUndecided(standing) && before === BLOCK_POLICY) return BLOCK_POLICY;
  const isKept = isUnread(subscriber) || standing.kind === "silent" && standing.status !== void 0;
  if (isKept && before !== void 0 && before !== BLOCK_POLICY)
    return before ?? comingBack(subscriber, existing, context);
  return byChoice(subscriber, existing, bqn, context);
}
function comingBack({ id }, existing, { available }) {
  const policy = existing?.id === id ? existing.policy : null;
  return policy !== null && available.has(policy) ? policy : null;
}
function byChoice({ id, choice }, existing, bqn, context) {
  switch (choice.kind) {
    case "named":
      return choice.name;
    case "ifThere":
      return bqn.policies.has(choice.name) ? choice.name : null;
    case "unread":
      return null;
    case "none":
      return policyOfPlanless(id, existing, context);
  }
}
function policyOfPlanless(id, existing, { isOurPolicy }) {
  if (existing === void 0 || existing.policy === null) return null;
  if (isFromRules(existing)) return existing.policy;
  const isTheirs = existing.id === id || existing.id === null;
  return isTheirs && !isOurPolicy(existing.policy) ? existing.policy : null;
}
function isLeftToRules({ choice }, existing, policy, { isOurPolicy }) {
  const fromRules = existing !== void 0 && isFromRules(existing) && existing.policy === policy;
  return fromRules && choice.kind === "none" && policy !== null && isOurPolicy(policy);
}
function subscriberChange(subscriber, existing, policy, fields, context) {
  const { ip, id, main: main2 = ip } = subscriber;
  const reason = subscriberReason(subscriber, existing, policy);
  const belongsTo = main2 === ip ? [ip] : [ip, main2];
  const base = { kind: "subscriber", key: ip, path: existing?.key ?? ip, who: id, belongsTo };
  const all = { subscriberId: id, policyRate: policy ?? "" };
  if (existing === void 0) return { ...base, action: "create", fields, reason, body: all, policy };
  return {
    ...base,
    action: "update",
    fields,
    reason,
    // A policy that stays is not sent: the BQN would take it for one that we gave.
    body: existing.policy === policy ? { subscriberId: id } : all,
    whole: wholeOf(existing.listed, all),
    policy,
    seen: !wasWritten(existing),
    otherwise: mustNotStay(subscriber, existing, context) ? { subscriberId: id, policyRate: "" } : void 0,
    letsGo: false
  };
}
function subscriberReason(subscriber, existing, policy) {
  const why = reasonOf2(subscriber, existing, policy);
  return subscriber.note === void 0 ? why : `${why} (${subscriber.note})`;
}
function reasonOf2(subscriber, existing, policy) {
  const { standing, plan } = subscriber;
  const status = statusText(standing);
  if (policy === BLOCK_POLICY)
    return say`contract ${standing.contract}: ${status === "unknown" ? say`no status` : status} -> blocked`;
  if (existing?.policy === BLOCK_POLICY) return say`contract ${standing.contract}: ${status} -> service`;
  const online = existing === void 0 ? "online" : existing.id === subscriber.id ? "" : say`login ${subscriber.id}`;
  const because = policy === null ? plan === 0 ? say`no plan` : say`plan ${plan} gives no policy` : say`plan ${plan}`;
  return online === "" ? because : `${online}, ${because}`;
}
function fateChange(subscriber, existing, { from, to, effect }, { seats }) {
  const isOfPrefix = isIpv6(subscriber.ip);
  const moved = seats.seatsOf(subscriber).find(({ ip }) => ip !== subscriber.ip && isIpv6(ip) === isOfPrefix)?.ip;
  const { standing } = subscriber;
  return {
    customer: seats.customerOf(subscriber),
    login: subscriber.id,
    ip: subscriber.ip,
    movedFrom: moved,
    from,
    to,
    effect,
    contractGone: effect === "opens" && standing.kind === "none",
    contract: standing.contract,
    status: "status" in standing ? standing.status : "",
    plan: subscriber.plan,
    reason: subscriberReason(subscriber, existing, policyOf(to))
  };
}
var init_diff_subscribers = __esm({
  "src/changes/diff-subscribers.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_standing();
    init_resources();
    init_effect();
    init_fate();
    init_desired();
    init_language();
    init_change_plan();
    init_holds();
    init_kind_diff();
  }
});

// src/changes/rate-fates.ts
function rateFates(changes2, { subscribers }, desired, { ratesBefore, ratesAfter }) {
  const changed2 = new Map(changes2.filter(({ action }) => action === "update").map((change) => [change.key, change]));
  if (changed2.size === 0) return [];
  const fates = [];
  for (const [ip, { id, policy }] of subscribers) {
    const change = policy === null ? void 0 : changed2.get(policy);
    if (change === void 0 || desired.subscribers.has(ip)) continue;
    const from = fateUnder(policy, ratesBefore);
    const to = fateUnder(policy, ratesAfter);
    const effect = effectBetween(from, to);
    if (effect === "none") continue;
    const login = id ?? ip;
    const said = {
      contractGone: false,
      contract: 0,
      status: "",
      plan: 0,
      reason: say`policy ${change.key}, ${change.reason}`
    };
    fates.push({ customer: ip, login, ip, movedFrom: void 0, from, to, effect, ...said });
  }
  return fates;
}
var init_rate_fates = __esm({
  "src/changes/rate-fates.ts"() {
    "use strict";
    init_thin_classes();
    init_effect();
    init_fate();
    init_language();
  }
});

// src/changes/diff.ts
function planChanges(desired, bqn, owned, options) {
  const { prune, dualStack, holds, grace, reason } = options;
  const seats = new Seats(bqn, desired, options.remembered);
  const ratesBefore = (name) => bqn.policies.get(name);
  const policies = diffPolicies(desired, bqn, { untaken: options.untaken, holds, owned });
  const ratesAfter = ratesAfterOf(policies.changes, desired, bqn);
  const available = /* @__PURE__ */ new Set([...bqn.policies.keys(), ...policies.changes.map((change) => change.key)]);
  const isOurPolicy = (policy) => policy === BLOCK_POLICY || owned.policy.has(policy) || desired.policies.has(policy) || desired.leftAlone.has(policy);
  const rates = { ratesBefore, ratesAfter };
  const subscribers = diffSubscribers(desired, bqn, { seats, available, isOurPolicy, holds, ...rates });
  const doubts = diffDoubts(desired, bqn, isOurPolicy);
  const strangers = diffStrangers(
    desired,
    bqn,
    seats,
    (policy, id, ip) => isOurPolicy(policy) || seats.isOnline(id) || isOurs2({ kind: "subscriber", key: ip, id }, owned)
  );
  const deleting = { prune, dualStack, owned, seats, ratesBefore, grace, reason };
  const groups = diffGroups(desired, bqn, {
    available,
    policies: subscribers.policies,
    left: leftPolicies(desired, bqn, doubts),
    owned,
    mayDelete: (group) => mayDeleteGroup(group, desired, deleting),
    dropsPolicy: options.dropsGroupPolicy,
    reason
  });
  const gone = deleteSubscribers(desired, bqn, deleting, new Set(strangers.map(({ key }) => key)));
  const stuck = [...policies.stuck, ...subscribers.stuck, ...groups.stuck];
  const others = [...policies.changes, ...subscribers.changes, ...doubts, ...strangers];
  const sites = diffSites(desired, bqn, owned, options.sites, [others, groups.changes, gone.changes]);
  const changes2 = [
    ...others,
    ...groups.changes.filter(({ action }) => action !== "delete"),
    ...sites.groups,
    ...groups.changes.filter(({ action }) => action === "delete"),
    ...withoutWaiting(gone.changes, subscribers, stuck),
    ...deletePolicies(desired, bqn, deleting)
  ];
  const online = new Set([...desired.subscribers.values()].map((subscriber) => seats.customerOf(subscriber)));
  const ofOthers = rateFates(policies.changes, bqn, desired, rates);
  return withoutUsedPolicies(
    {
      changes: changes2.map((change) => isKnown(change, owned) ? { ...change, known: true } : change),
      unchanged: {
        policy: policies.equal.length,
        subscriber: subscribers.equal.length,
        group: groups.equal.length
      },
      ours: oursOf(bqn, owned, { policy: policies, subscriber: subscribers, group: groups }),
      fates: [...subscribers.fates, ...ofOthers, ...gone.fates],
      memberships: sites.memberships,
      ...countManaged(desired, bqn, owned, seats),
      wanted: online.size,
      online,
      stuck,
      takenOver: [...policies.takenOver, ...groups.takenOver],
      remarks: [
        ...outsideRemarks(desired),
        ...waitingRemarks(gone),
        ...oddRemarks(bqn),
        ...groups.conflicts,
        ...remarksOn(groups, options),
        ...sites.remarks
      ]
    },
    bqn
  );
}
function isKnown({ action, kind, key }, owned) {
  return action === "create" && owned[kind].has(key);
}
function mayDeleteGroup(group, desired, context) {
  const { prune, dualStack, owned, seats, grace } = context;
  const { name } = group;
  const isBackSoon = !seats.isOnline(name.slice(GROUP_PREFIX.length)) && isInGrace(owned.group.get(name), grace);
  return mayDelete({ kind: "group", key: name, id: null, assignedBy: null }, prune, owned, dualStack) && !isOutsiders(group, desired) && !isBackSoon && isProvenGone("group", name, desired, owned);
}
function isOutsiders(group, { outside }) {
  return outside.ids.has(group.name.slice(GROUP_PREFIX.length)) || group.members.some(outside.hasAddress);
}
function leftPolicies({ doubts }, { subscribers }, emptied2) {
  const left2 = new Map([...doubts.keys()].map((ip) => [ip, subscribers.get(ip)?.policy ?? null]));
  for (const { key } of emptied2) left2.set(key, null);
  return left2;
}
function outsideRemarks({ outside }) {
  return outside.logins === 0 ? [] : [say`${outside.logins} online logins are out of its scope: left alone`];
}
function waitingRemarks({ waiting }) {
  return waiting === 0 ? [] : [say`${waiting} customers who are offline keep their entries a while (--offline-grace)`];
}
function oddRemarks({ odd = [] }) {
  return odd.length === 0 ? [] : [say`${odd.length} entries are passed over, as they are not what they should be: ${odd[0]}`];
}
function remarksOn({ equal }, { dropsGroupPolicy }) {
  if (!dropsGroupPolicy || equal.length === 0) return [];
  return [
    say`it takes groups without their policy (BQN before R4.22?), so the IPv6 of ${equal.length} customers is neither limited nor blocked; update the BQN, or switch dual stack off`
  ];
}
function withoutWaiting(changes2, { policies }, stuck) {
  const left2 = new Set(stuck.filter(({ kind }) => kind === "subscriber").map(({ key }) => key));
  return changes2.filter((change) => {
    if (change.action !== "delete" || change.after === void 0) return true;
    return policies.has(change.after) && !left2.has(change.after);
  });
}
function withoutUsedPolicies(plan, bqn) {
  const used = policiesInUse(bqn, plan.changes);
  const changes2 = plan.changes.filter(
    (change) => !(change.kind === "policy" && change.action === "delete" && used.has(change.key))
  );
  return { ...plan, changes: changes2 };
}
function ratesAfterOf(changes2, desired, bqn) {
  const written = new Set(changes2.map(({ key }) => key));
  return (name) => written.has(name) ? desired.policies.get(name) : bqn.policies.get(name);
}
function oursOf(bqn, owned, equal) {
  const idOfPolicy = ({ id }) => id ?? "";
  return {
    policy: oursAmong("policy", bqn.policies, idOfPolicy, owned, equal.policy.equal),
    subscriber: oursAmong("subscriber", bqn.subscribers, ({ id }) => id ?? "", owned, equal.subscriber.equal),
    group: oursAmong("group", bqn.groups, () => "", owned, equal.group.equal)
  };
}
function oursAmong(kind, existing, idOf2, owned, equal) {
  const ours = /* @__PURE__ */ new Map();
  const add = (key, agrees2) => {
    const entry = existing.get(key);
    if (entry === void 0 || ours.has(key)) return;
    const id = idOf2(entry);
    if (agrees2 || isOurs2({ kind, key, id }, owned)) ours.set(key, id);
  };
  for (const key of equal) add(key, true);
  for (const key of owned[kind].keys()) add(key, false);
  return ours;
}
function countManaged(desired, bqn, owned, seats) {
  let managed = 0;
  let blocked = 0;
  for (const [ip, subscriber] of bqn.subscribers) {
    const ours = owned.subscriber.has(ip) || desired.subscribers.has(ip) && wasWritten(subscriber);
    if (!ours || seats.mainsOf(ip, subscriber).length > 0) continue;
    managed++;
    if (subscriber.policy === BLOCK_POLICY) blocked++;
  }
  return { managed, blocked };
}
var init_diff = __esm({
  "src/changes/diff.ts"() {
    "use strict";
    init_thin_classes();
    init_seats();
    init_desired();
    init_groups();
    init_language();
    init_deletions();
    init_diff_doubts();
    init_diff_groups();
    init_diff_policies();
    init_diff_sites();
    init_diff_subscribers();
    init_ownership();
    init_policies_in_use();
    init_rate_fates();
  }
});

// src/changes/gate.ts
function gate(plan, limits, memory, bqn, replan) {
  const deleted = deletionHarms(plan, limits).filter((harm) => isExceeded(harm, harm.who.length, 0, limits));
  const { plan: replanned, rounds, last } = holdBack(plan, limits, memory, replan);
  const heldLasting = rounds.flatMap((judged) => LASTING.map((kind) => judged[kind])).filter(holdsSomebody);
  const held = recordOf((kind) => [...new Set(rounds.flatMap((judged) => judged[kind].held))]);
  const passed = recordOf((kind) => last[kind].passed);
  const mayBeSlowed = roomFor("speeds", last, memory, limits);
  if (heldLasting.length + deleted.length === 0) return { plan, heldBack: [], passed, held, mayBeSlowed };
  const kept2 = withoutDeletions(replanned, deleted, bqn);
  const before = new Set(kept2.changes.map(nameOf2));
  const heldBack2 = [
    ...united(heldLasting).map(({ harm, held: who }) => asHeldBack(harm, who, changesOf(harm, who, plan, before))),
    ...deleted.map((harm) => asHeldBack(harm, harm.who, deletionsOf(harm, plan)))
  ];
  return { plan: kept2, heldBack: heldBack2, passed, held, mayBeSlowed };
}
function roomFor(kind, judged, { recent }, { force }) {
  const { harm, passed } = judged[kind];
  if (force || harm.base < LEAST) return Number.POSITIVE_INFINITY;
  const used = (/* @__PURE__ */ new Set([...recent[kind], ...passed])).size;
  return Math.max(0, Math.floor(harm.outOf * harm.limitPercent / 100) - used);
}
function holdBack(plan, limits, memory, replan) {
  const rounds = [];
  const found2 = [];
  let current = plan;
  for (; ; ) {
    const judged = recordOf((kind) => judge2(harmOf(kind, current, limits), memory, limits, current.online));
    rounds.push(judged);
    const known = new Set(found2.flatMap(([{ harm, held }]) => held.map((customer) => `${harm.kind} ${customer}`)));
    const more = LASTING.map((kind) => judged[kind]).filter(
      ({ harm, held }) => held.some((customer) => !known.has(`${harm.kind} ${customer}`))
    );
    if (more.length === 0) return { plan: current, rounds, last: judged };
    for (const one of more) found2.push([one, current]);
    current = replan(holdsOf(found2));
  }
}
function holdsSomebody({ held }) {
  return held.length > 0;
}
function united(judged) {
  const kinds = /* @__PURE__ */ new Map();
  for (const one of judged) {
    const before = kinds.get(one.harm.kind);
    const held = [.../* @__PURE__ */ new Set([...before?.held ?? [], ...one.held])];
    const fates = [...before?.harm.fates ?? [], ...one.harm.fates];
    const byCustomer = new Map(fates.map((fate) => [`${fate.customer} ${fate.ip}`, fate]));
    kinds.set(one.harm.kind, { ...one, held, harm: { ...one.harm, fates: [...byCustomer.values()] } });
  }
  return [...kinds.values()];
}
function recordOf(of) {
  return { blocks: of("blocks"), opens: of("opens"), speeds: of("speeds"), plans: of("plans") };
}
function harmOf(kind, plan, limits) {
  const fates = plan.fates.filter(
    ({ effect, contractGone }) => EFFECTS_OF[kind].includes(effect) && (kind !== "opens" || contractGone)
  );
  return { ...ruleOf(kind, plan, limits), who: [...new Set(fates.map(({ customer }) => customer))], fates };
}
function ruleOf(kind, plan, { maxBlock, maxSpeed, maxDelete }) {
  const customers2 = countCustomers(plan);
  const of = (outOf) => ({ outOf, base: outOf });
  switch (kind) {
    case "blocks":
      return {
        kind,
        what: say`subscribers newly blocked`,
        limitPercent: maxBlock,
        flag: "--max-block",
        ...of(customers2)
      };
    case "opens": {
      const what = say`blocked subscribers whose contract is gone`;
      return { kind, what, limitPercent: maxBlock, flag: "--max-block", outOf: plan.blocked, base: customers2 };
    }
    case "speeds": {
      const what = say`subscribers slowed to less than half, or let go without a limit`;
      return { kind, what, limitPercent: maxSpeed, flag: "--max-speed", ...of(customers2) };
    }
    case "plans": {
      const what = say`subscribers losing their plan`;
      return { kind, what, limitPercent: maxDelete, flag: "--max-delete", ...of(customers2) };
    }
  }
}
function countCustomers({ wanted: wanted2, managed }) {
  return Math.max(wanted2, managed);
}
function hadSomething({ fates }) {
  const known = new Set(fates.filter(({ from }) => from.kind !== "unsaid").map(({ customer }) => customer));
  return (customer) => known.has(customer);
}
function judge2(harm, memory, limits, online) {
  const kind = harm.kind;
  if (limits.force) return { harm, held: [], passed: [] };
  const before = memory.held[kind];
  const approved = new Set(inOrder2(harm, before).slice(0, limits.approved.get(kind) ?? 0));
  const open = harm.who.filter((customer) => !approved.has(customer));
  const waiting = open.filter((customer) => before.has(customer));
  const fresh = open.filter((customer) => !before.has(customer));
  const again = fresh.filter((customer) => memory.recent[kind].has(customer)).length;
  const absent = [...before].filter((customer) => !online.has(customer)).length;
  const base = before.size + memory.recent[kind].size > 0 ? Math.max(harm.base, LEAST) : harm.base;
  const isTooMuch = (count2, recent) => count2 > 0 && isExceeded({ ...harm, base }, count2, recent, limits);
  const keepsWaiting = isTooMuch(waiting.length, absent + memory.recent[kind].size);
  const passing = keepsWaiting ? 0 : waiting.length;
  const isSlide = isTooMuch(fresh.length, memory.recent[kind].size - again + passing);
  const held = [...keepsWaiting ? waiting : [], ...isSlide ? fresh : []];
  const passed = [...keepsWaiting ? [] : waiting, ...isSlide ? [] : fresh];
  return { harm, held, passed: passed.filter(hadSomething(harm)) };
}
function inOrder2({ who }, held) {
  return [...who.filter((customer) => held.has(customer)), ...who.filter((customer) => !held.has(customer))];
}
function isExceeded({ kind, outOf, base, limitPercent }, count2, recent, limits) {
  if (limits.force || count2 <= (isLasting(kind) ? 0 : limits.approved.get(kind) ?? 0)) return false;
  return base >= LEAST && (count2 + recent) * 100 > outOf * limitPercent;
}
function isLasting(kind) {
  return LASTING.includes(kind);
}
function deletionHarms(plan, { maxDelete }) {
  const leaving2 = plan.fates.filter(({ effect }) => effect === "leaves");
  const rule = { limitPercent: maxDelete, flag: "--max-delete", fates: [] };
  const ofKind = (kind, name) => {
    const who2 = plan.changes.filter((change) => isGatedDeletion(change) && change.kind === kind).map(({ key }) => key);
    const outOf2 = Math.max(plan.ours[kind].size, who2.length);
    return { kind: name, what: say`${translated(KIND_NAMES[kind])} to delete`, who: who2, outOf: outOf2, base: outOf2, ...rule };
  };
  const who = leaving2.map(({ customer }) => customer);
  const outOf = Math.max(countCustomers(plan), who.length);
  return [
    { ...rule, kind: "deletes", what: say`subscribers to delete`, who, outOf, base: outOf, fates: leaving2 },
    ofKind("policy", "policies"),
    ofKind("group", "groups")
  ];
}
function isGatedDeletion(change) {
  return change.action === "delete" && !change.letsGo;
}
function holdsOf(found2) {
  const customers2 = /* @__PURE__ */ new Map();
  const policies = /* @__PURE__ */ new Set();
  for (const [{ harm, held }, plan] of found2) {
    const changing = new Set(plan.changes.filter(({ kind }) => kind === "policy").map(({ key }) => key));
    const who = new Set(held);
    for (const { customer, from } of harm.fates.filter((fate) => who.has(fate.customer))) {
      const effects = customers2.get(customer) ?? /* @__PURE__ */ new Set();
      for (const effect of EFFECTS_OF[harm.kind]) effects.add(effect);
      customers2.set(customer, effects);
      const policy = policyOf(from);
      if (harm.kind === "speeds" && policy !== null && changing.has(policy)) policies.add(policy);
    }
  }
  return { customers: customers2, policies };
}
function withoutDeletions(plan, harms, bqn) {
  const subscribers = new Set(
    harms.flatMap(({ kind, fates }) => kind === "deletes" ? fates.map(({ ip }) => ip) : [])
  );
  const names = { policy: namesOf4(harms, "policies"), group: namesOf4(harms, "groups") };
  const isKept = (change) => {
    const isTheirs = change.belongsTo.some((ip) => subscribers.has(ip));
    if (change.kind === "subscriber") return isTheirs;
    if (!isGatedDeletion(change)) return false;
    return names[change.kind].has(change.key) || change.kind === "group" && isTheirs;
  };
  const changes2 = plan.changes.filter((change) => !isKept(change));
  return withoutUsedPolicies(
    { ...plan, changes: changes2, fates: plan.fates.filter(({ ip, effect }) => effect !== "leaves" || !subscribers.has(ip)) },
    bqn
  );
}
function namesOf4(harms, kind) {
  return new Set(harms.filter((harm) => harm.kind === kind).flatMap(({ who }) => who));
}
function asHeldBack(harm, who, changes2) {
  const { kind, what, limitPercent, flag, outOf } = harm;
  const held = new Set(who);
  const fates = harm.fates.filter(({ customer }) => held.has(customer));
  return { kind, what, count: who.length, outOf, limitPercent, flag, who, fates, changes: changes2 };
}
function nameOf2({ kind, action, key }) {
  return `${kind} ${action} ${key}`;
}
function changesOf({ fates }, who, plan, kept2) {
  const held = new Set(who);
  const addresses2 = new Set(fates.filter(({ customer }) => held.has(customer)).map(({ ip }) => ip));
  return plan.changes.filter(
    (change) => change.kind !== "group" && change.belongsTo.some((ip) => addresses2.has(ip)) && !kept2.has(nameOf2(change))
  );
}
function deletionsOf({ kind, who, fates }, plan) {
  const keys2 = new Set(kind === "deletes" ? fates.map(({ ip }) => ip) : who);
  const wanted2 = kind === "deletes" ? "subscriber" : kind === "policies" ? "policy" : "group";
  return plan.changes.filter((change) => change.kind === wanted2 && keys2.has(change.key));
}
var LASTING, LEAST, EFFECTS_OF;
var init_gate = __esm({
  "src/changes/gate.ts"() {
    "use strict";
    init_thin_classes();
    init_kinds();
    init_fate();
    init_language();
    init_diff();
    LASTING = ["blocks", "opens", "speeds", "plans"];
    LEAST = 10;
    EFFECTS_OF = {
      blocks: ["blocks"],
      opens: ["opens"],
      speeds: ["slows", "lifts"],
      plans: ["loses plan"]
    };
  }
});

// src/address/host-port.ts
function splitHostPort(text2, usualPort) {
  const match = /^\[(?<v6>[0-9a-f:.]+)\](?::(?<v6port>\d{1,5}))?$/i.exec(text2) ?? /^(?<bare>[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$/i.exec(text2) ?? /^(?<name>[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?(?::(?<port>\d{1,5}))?$/i.exec(text2);
  const groups = match?.groups;
  if (groups === void 0) return void 0;
  const host = groups["v6"] ?? groups["bare"] ?? groups["name"] ?? "";
  const port = Number(groups["v6port"] ?? groups["port"] ?? usualPort);
  if (port < 1 || port > 65535) return void 0;
  return { host: host.toLowerCase(), port };
}
var init_host_port = __esm({
  "src/address/host-port.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/state/record.ts
function readRecord(entry) {
  const { fingerprint, untaken, dropsGroupPolicy } = entry;
  return {
    owned: {
      policy: readOwned(entry[KEYS.policy]),
      subscriber: readOwned(entry[KEYS.subscriber]),
      group: readOwned(entry[KEYS.group])
    },
    fingerprint: typeof fingerprint === "string" ? fingerprint : void 0,
    untaken: readMap(untaken, (value) => typeof value === "string" ? value : void 0),
    dropsGroupPolicy: typeof dropsGroupPolicy === "boolean" ? dropsGroupPolicy : void 0,
    sites: readSites(entry["sites"]),
    remembered: readMap(entry["remembered"], readRemembrance),
    recent: readTimes(entry["recent"]),
    held: readTimes(entry["held"]),
    rewrites: readMap(entry["rewrites"], readRewrite)
  };
}
function writeRecord(record) {
  const { owned, fingerprint, untaken, dropsGroupPolicy, sites, remembered, recent, held, rewrites } = record;
  return {
    fingerprint,
    [KEYS.policy]: writeMap(owned.policy, writeOwned),
    [KEYS.subscriber]: writeMap(owned.subscriber, writeOwned),
    [KEYS.group]: writeMap(owned.group, writeOwned),
    untaken: Object.fromEntries(untaken),
    dropsGroupPolicy,
    ...sites !== NOTHING_LEARNT && { sites },
    remembered: writeMap(remembered, ({ policy, at }) => [policy, at]),
    recent: writeTimes(recent),
    held: writeTimes(held),
    rewrites: writeMap(rewrites, ({ what, runs }) => [what, runs])
  };
}
function readOwned(value) {
  if (Array.isArray(value)) {
    return new Map(value.filter((name) => typeof name === "string").map((name) => [name, NEWLY_OWNED]));
  }
  return readMap(value, readOwnedEntry);
}
function readOwnedEntry(value) {
  if (!isObject(value)) return void 0;
  const { id, was, by, missed, unseen, since, taken } = value;
  return {
    id: typeof id === "string" ? id : void 0,
    former: typeof was === "string" ? was : void 0,
    by: typeof by === "string" ? by : void 0,
    missed: count(missed),
    unseen: count(unseen),
    since: typeof since === "number" ? since : void 0,
    takenOver: taken === true
  };
}
function writeOwned({ id, former, by, missed, unseen, since, takenOver }) {
  return {
    ...id !== void 0 && { id },
    ...former !== void 0 && { was: former },
    ...by !== void 0 && { by },
    ...missed > 0 && { missed },
    ...unseen > 0 && { unseen },
    ...since !== void 0 && { since },
    ...takenOver && { taken: true }
  };
}
function readRemembrance(value) {
  if (!Array.isArray(value)) return void 0;
  const [policy, at] = value;
  return typeof policy === "string" && typeof at === "number" ? { policy, at } : void 0;
}
function readRewrite(value) {
  if (!Array.isArray(value)) return void 0;
  const [what, runs] = value;
  return typeof what === "string" && typeof runs === "number" ? { what, runs } : void 0;
}
function readSites(value) {
  if (!isObject(value)) return NOTHING_LEARNT;
  const { most, isTried } = value;
  return { most: typeof most === "number" ? count(most) : NOTHING_LEARNT.most, isTried: isTried === true };
}
function readTimes(value) {
  const kinds = isObject(value) ? value : {};
  const times = LASTING.map((kind) => [kind, readMap(kinds[kind], (at) => typeof at === "number" ? at : void 0)]);
  return { ...NO_TIMES, ...Object.fromEntries(times) };
}
function writeTimes(times) {
  return Object.fromEntries(LASTING.map((kind) => [kind, Object.fromEntries(times[kind])]));
}
function readMap(value, read2) {
  const found2 = /* @__PURE__ */ new Map();
  if (!isObject(value)) return found2;
  for (const [key, entry] of Object.entries(value)) {
    const known = read2(entry);
    if (known !== void 0) found2.set(key, known);
  }
  return found2;
}
function writeMap(map, write) {
  return Object.fromEntries([...map].map(([key, value]) => [key, write(value)]));
}
function count(value) {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
var NO_TIMES, NEW_BQN, KEYS;
var init_record = __esm({
  "src/state/record.ts"() {
    "use strict";
    init_thin_classes();
    init_diff_sites();
    init_gate();
    init_ownership();
    init_json();
    NO_TIMES = {
      blocks: /* @__PURE__ */ new Map(),
      opens: /* @__PURE__ */ new Map(),
      speeds: /* @__PURE__ */ new Map(),
      plans: /* @__PURE__ */ new Map()
    };
    NEW_BQN = {
      owned: NOTHING_OWNED,
      fingerprint: void 0,
      untaken: /* @__PURE__ */ new Map(),
      dropsGroupPolicy: void 0,
      sites: NOTHING_LEARNT,
      remembered: /* @__PURE__ */ new Map(),
      recent: NO_TIMES,
      held: NO_TIMES,
      rewrites: /* @__PURE__ */ new Map()
    };
    KEYS = { policy: "policies", subscriber: "subscribers", group: "groups" };
  }
});

// src/state/ledger.ts
function keepPin(path, label, fingerprint) {
  let lock;
  try {
    lock = takeLock(path, () => {
    });
    const ledger = Ledger.openSound(path);
    if (ledger === void 0 || ledger.bqn(label).fingerprint !== void 0) return;
    ledger.update(label, { fingerprint });
    ledger.save();
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
  } finally {
    lock?.release();
  }
}
function contractsMemoryOf(value) {
  const { at, count: count2, absent, vainAt } = asObject(value);
  if (typeof at !== "number" || typeof count2 !== "number" || !Array.isArray(absent)) return void 0;
  const ids = absent.filter((id) => typeof id === "number");
  return { at, count: count2, absent: ids, ...typeof vainAt === "number" && { vainAt } };
}
function isOurs3(json) {
  const { program, version } = asObject(json);
  return program === PROGRAM && (version === VERSION || version === 1);
}
function isText(value) {
  return typeof value === "string";
}
function isTextEntry(entry) {
  return typeof entry[1] === "string";
}
function asObject(value) {
  return isObject(value) ? value : {};
}
function beginsAsOurs(text2) {
  return text2.startsWith(OPENING) || OPENING.startsWith(text2.trim());
}
function isBlank(text2) {
  return /^[\s\0]*$/.test(text2);
}
var import_node_fs11, StateFileUnusable, PROGRAM, VERSION, OPENING, LARGEST3, LOST, MODE2, Ledger;
var init_ledger = __esm({
  "src/state/ledger.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs11 = require("node:fs");
    init_atomic_file();
    init_lock();
    init_regular_file();
    init_trouble();
    init_json();
    init_language();
    init_record();
    StateFileUnusable = class extends Error {
      name = "StateFileUnusable";
    };
    PROGRAM = "sync-ixc-bqn";
    VERSION = 2;
    OPENING = `{"program":"${PROGRAM}"`;
    LARGEST3 = 5e8;
    LOST = phrase`what was made on the BQNs is not known any more, and their certificates are taken anew at first sight`;
    MODE2 = 384;
    Ledger = class _Ledger {
      #path;
      #warn;
      #bqns = /* @__PURE__ */ new Map();
      #settings;
      #history = { lastSuccess: void 0, failuresInARow: 0 };
      #told = [];
      #contracts;
      /** Another program's file is read as nothing and never written; nor is any by a run that only looks. */
      #untouchable = false;
      #warned = false;
      #looksOnly = false;
      constructor(path, warn) {
        this.#path = path;
        this.#warn = warn;
      }
      /**
       * @param mayWrite false for a run that only looks: nothing is saved or put aside then
       * @throws {StateFileUnusable} when the path names a folder, a pipe or another such thing
       */
      static open(path, warn, mayWrite = true) {
        const ledger = new _Ledger(path, warn);
        ledger.#looksOnly = !mayWrite;
        ledger.#untouchable = !mayWrite;
        ledger.#read();
        return ledger;
      }
      /** One that is as it should be and may be written; undefined for one with which anything is wrong. */
      static openSound(path) {
        let isSound = true;
        const ledger = _Ledger.open(
          path,
          () => {
            isSound = false;
          },
          false
        );
        ledger.#untouchable = false;
        return isSound ? ledger : void 0;
      }
      /**
       * The certificate that a BQN showed at first sight, kept at once: in a run that only looks by itself, without what else
       * that run learned.
       */
      pin(label, fingerprint) {
        this.update(label, { fingerprint });
        if (!this.#looksOnly) this.save();
        else keepPin(this.#path, label, fingerprint);
      }
      get history() {
        return this.#history;
      }
      bqn(label) {
        return this.#bqns.get(label) ?? NEW_BQN;
      }
      /** Whether entries of ours of this kind should stand there: made, and neither deleted nor missed since. */
      holds(label, kind) {
        for (const { missed } of this.bqn(label).owned[kind].values()) if (missed === 0) return true;
        return false;
      }
      knows(label) {
        return this.#bqns.has(label);
      }
      /** Under which names BQNs are known. */
      labels() {
        return [...this.#bqns.keys()];
      }
      /** The same box under another name. */
      rename(from, to) {
        const record = this.#bqns.get(from);
        if (record === void 0) return;
        this.#bqns.delete(from);
        this.#bqns.set(to, record);
      }
      /** Changes in memory; `save` makes it last. */
      update(label, change) {
        this.#bqns.set(label, { ...this.bqn(label), ...change });
      }
      /** The settings of the last run, as `decisiveSettings` gave them; undefined before the first. */
      get settings() {
        return this.#settings;
      }
      rememberSettings(settings) {
        this.#settings = settings;
      }
      /** What was so when people were last told (`src/notify`). */
      get told() {
        return this.#told;
      }
      rememberTold(told2) {
        this.#told = told2;
      }
      /** What is known of billing's contracts; undefined before all were read. */
      get contracts() {
        return this.#contracts;
      }
      rememberContracts(contracts) {
        this.#contracts = contracts;
      }
      remember(history) {
        this.#history = history;
      }
      /** @returns whether it is on disk now */
      save() {
        if (this.#untouchable) return false;
        try {
          replaceFile(this.#path, this.#text(), MODE2);
          return true;
        } catch (error) {
          if (!this.#warned) {
            this.#warn(
              say`the state file ${this.#path} cannot be written (${fileTrouble(error)}): entries made now may stay on the BQN when their customers leave, and its certificate is not remembered`
            );
          }
          this.#warned = true;
          return false;
        }
      }
      #read() {
        const text2 = this.#load();
        if (text2 === void 0) return;
        if (isBlank(text2)) {
          if (text2.includes("\0"))
            this.#warn(say`the state file ${this.#path} is full of zeros (a power cut?); ${translated(LOST)}`);
          return;
        }
        const json = parseJson(text2);
        if (isOurs3(json)) {
          this.#take(json);
        } else if (json !== void 0 || !beginsAsOurs(text2)) {
          this.#untouchable = true;
          this.#warn(
            say`--state-file ${this.#path} belongs to another program or version; it is not touched, and nothing is remembered`
          );
        } else {
          this.#setAside();
        }
      }
      #load() {
        if (!(0, import_node_fs11.existsSync)(this.#path)) return void 0;
        if (this.#path.startsWith("/dev/")) return void 0;
        try {
          return readRegularFile(this.#path, LARGEST3);
        } catch (error) {
          if (error instanceof NoRegularFile)
            throw new StateFileUnusable(say`--state-file: ${this.#path}: ${error.message}; name a file of this program.`);
          this.#untouchable = true;
          this.#warn(say`the state file ${this.#path} cannot be read (${fileTrouble(error)}); nothing is remembered`);
          return void 0;
        }
      }
      #setAside() {
        if (this.#untouchable) {
          this.#warn(say`the state file ${this.#path} is damaged; the next run begins a new one`);
          return;
        }
        const aside = `${this.#path}.damaged`;
        try {
          (0, import_node_fs11.renameSync)(this.#path, aside);
          this.#warn(say`the state file was damaged; it is kept as ${aside}, and a new one is begun: ${translated(LOST)}`);
        } catch (error) {
          this.#untouchable = true;
          this.#warn(say`the state file ${this.#path} is damaged and cannot be replaced (${fileTrouble(error)})`);
        }
      }
      #take(file) {
        for (const [label, entry] of Object.entries(asObject(file.bqns)))
          this.#bqns.set(label, readRecord(asObject(entry)));
        const settings = Object.entries(asObject(file.settings)).filter(isTextEntry);
        if (settings.length > 0) this.#settings = Object.fromEntries(settings);
        this.#told = Array.isArray(file.told) ? file.told.filter(isText) : [];
        this.#contracts = contractsMemoryOf(file.contracts);
        const { lastSuccess, failuresInARow } = asObject(file.history);
        this.#history = {
          lastSuccess: typeof lastSuccess === "number" ? lastSuccess : void 0,
          failuresInARow: typeof failuresInARow === "number" ? failuresInARow : 0
        };
      }
      #text() {
        const bqns = Object.fromEntries([...this.#bqns].map(([label, record]) => [label, writeRecord(record)]));
        const settings = this.#settings;
        const file = {
          program: PROGRAM,
          version: VERSION,
          history: this.#history,
          told: this.#told,
          contracts: this.#contracts,
          settings,
          bqns
        };
        return `${JSON.stringify(file)}
`;
      }
    };
  }
});

// src/version.ts
var VERSION2;
var init_version = __esm({
  "src/version.ts"() {
    "use strict";
    init_thin_classes();
    VERSION2 = false ? "source" : "2.5.0";
  }
});

// node_modules/dotenv/dist/index.cjs
var require_dist = __commonJS({
  "node_modules/dotenv/dist/index.cjs"(exports2, module2) {
    init_thin_classes();
    var j = (e, n) => () => {
      try {
        return n || e((n = { exports: {} }).exports, n), n.exports;
      } catch (t) {
        throw n = 0, t;
      }
    };
    var R = j((Z, N) => {
      function T(e) {
        return typeof e == "string" ? !["false", "0", "no", "off", ""].includes(e.toLowerCase()) : !!e;
      }
      function U(e = process.env) {
        let n = {};
        for (let t of ["ENCODING", "PATH", "QUIET", "DEBUG", "OVERRIDE", "FAST"]) {
          let r = e[`DOTENV_${t}`] != null ? e[`DOTENV_${t}`] : e[`DOTENV_CONFIG_${t}`];
          r != null && (n[t.toLowerCase()] = t === "ENCODING" || t === "PATH" ? r : T(r));
        }
        return n;
      }
      N.exports = { parseBoolean: T, optionsFromEnv: U };
    });
    var P = j((ee, b) => {
      var F = require("fs"), _ = require("path"), B = require("os"), { URL: L, fileURLToPath: Q } = require("url"), { parseBoolean: $, optionsFromEnv: I } = R(), G = /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/mg, y = new Uint8Array(256);
      for (let e = 48; e <= 57; e++) y[e] = 1;
      for (let e = 65; e <= 90; e++) y[e] = 1;
      for (let e = 97; e <= 122; e++) y[e] = 1;
      y[45] = 1;
      y[46] = 1;
      y[95] = 1;
      function H(e) {
        let n = {}, t = e.toString();
        t = t.replace(/\r\n?/mg, `
`);
        let r;
        for (; (r = G.exec(t)) != null; ) {
          let o = r[1], i = r[2] || "";
          i = i.trim();
          let c = i[0];
          i = i.replace(/^(['"`])([\s\S]*)\1$/mg, "$2"), c === '"' && (i = i.replace(/\\n/g, `
`), i = i.replace(/\\r/g, "\r")), n[o] = i;
        }
        return n;
      }
      function g(e) {
        return e <= 32 ? e === 32 || e >= 9 && e <= 13 : e >= 160 && (e === 160 || e === 5760 || e >= 8192 && e <= 8202 || e === 8232 || e === 8233 || e === 8239 || e === 8287 || e === 12288 || e === 65279);
      }
      function O(e) {
        return e === 10 || e === 8232 || e === 8233;
      }
      function V(e) {
        let n = {}, t = typeof e == "string" ? e : e.toString();
        t.indexOf("\r") !== -1 && (t = t.replace(/\r\n?/g, `
`));
        let r = t.length, o = 0;
        for (; o < r; ) {
          let i = t.charCodeAt(o);
          for (; o < r && g(i); ) o++, i = t.charCodeAt(o);
          if (o >= r) break;
          if (i === 35) {
            for (; o < r && !O(t.charCodeAt(o)); ) o++;
            continue;
          }
          let c = -1;
          if (i === 101 && o + 6 < r && t.charCodeAt(o + 1) === 120 && t.charCodeAt(o + 2) === 112 && t.charCodeAt(o + 3) === 111 && t.charCodeAt(o + 4) === 114 && t.charCodeAt(o + 5) === 116) {
            let u = t.charCodeAt(o + 6);
            if (g(u)) {
              let s = o + 7;
              for (; s < r && g(t.charCodeAt(s)); ) s++;
              y[t.charCodeAt(s)] && (c = o + 6, o = s);
            } else i = t.charCodeAt(o);
          }
          let E = o, p = 0;
          for (; o < r && (p = t.charCodeAt(o), y[p]); ) o++;
          if (o === E) {
            for (; o < r && !O(t.charCodeAt(o)); ) o++;
            continue;
          }
          let k = t.slice(E, o), D = o;
          if (o >= r && (p = 0), g(p)) do
            o++, p = o < r ? t.charCodeAt(o) : 0;
          while (g(p));
          if (p === 61) o++;
          else if (p === 58 && o === D && o + 1 < r && g(t.charCodeAt(o + 1))) o += 2;
          else {
            for (o = c === -1 ? D : c; o < r && !O(t.charCodeAt(o)); ) o++;
            continue;
          }
          let d = o, l = o;
          for (; l < r && g(t.charCodeAt(l)); ) l++;
          let C = t.charCodeAt(l), a, q = false;
          if (C === 39 || C === 34 || C === 96) {
            let u = t[l], s = t.indexOf(u, l + 1), f = -1, h = -1;
            for (; s !== -1; ) {
              let x = t.charCodeAt(s - 1) === 92, w = s + 1;
              for (; w < r && !O(t.charCodeAt(w)) && g(t.charCodeAt(w)); ) w++;
              if ((w === r || O(t.charCodeAt(w)) || t.charCodeAt(w) === 35) && (f = s, h = w), !x) break;
              s = t.indexOf(u, s + 1);
            }
            if (f !== -1) {
              if (a = t.slice(l + 1, f), o = h, t.charCodeAt(o) === 35) for (; o < r && !O(t.charCodeAt(o)); ) o++;
              q = true;
            }
          }
          if (!q) {
            let u = t.indexOf(`
`, d);
            u === -1 && (u = r);
            let s;
            if (r < 4096) s = t.indexOf("#", d), (s === -1 || s > u) && (s = u);
            else for (s = d; s < u && t.charCodeAt(s) !== 35; ) s++;
            let f = d, h = s;
            for (; f < h && g(t.charCodeAt(f)); ) f++;
            for (; h > f && g(t.charCodeAt(h - 1)); ) h--;
            let x = t.charCodeAt(f);
            if (a = t.slice(f, h), a.includes("\u2028") || a.includes("\u2029") ? a = a.replace(/^(['"`])([\s\S]*)\1$/mg, "$2") : h - f >= 2 && (x === 39 || x === 34 || x === 96) && t.charCodeAt(h - 1) === x && (a = t.slice(f + 1, h - 1)), o = s, s < u) for (; o < r && !O(t.charCodeAt(o)); ) o++;
          }
          C === 34 && (q || l < o) && a.indexOf("\\") !== -1 && (a = a.replace(/\\n/g, `
`).replace(/\\r/g, "\r")), n[k] = a;
        }
        return n;
      }
      function J(e, n) {
        return n && $(n.fast) ? V(e) : H(e);
      }
      function v(e) {
        console.log(`\u2506 ${e}`);
      }
      function W(e) {
        console.error(`\u25C7 ${e}`);
      }
      function S(e) {
        return e[0] === "~" ? _.join(B.homedir(), e.slice(1)) : e;
      }
      function K(e = {}) {
        let n = { ...e };
        for (let t of Object.keys(n)) n[t] === void 0 && delete n[t];
        return { ...I(), ...n };
      }
      function M(e) {
        e = K(e);
        let n = _.resolve(process.cwd(), ".env"), t = "utf8", r = process.env;
        e && e.processEnv != null && (r = e.processEnv);
        let o = $(e && e.debug);
        e && e.encoding ? t = e.encoding : o && v("no encoding is specified (UTF-8 is used by default)");
        let i = [n];
        if (e && e.path) if (!Array.isArray(e.path)) i = [S(e.path)];
        else {
          i = [];
          for (let d of e.path) i.push(S(d));
        }
        let c, E = {}, p = { fast: e.fast };
        for (let d of i) try {
          let l = A.parse(F.readFileSync(d, { encoding: t }), p);
          A.populate(E, l, e);
        } catch (l) {
          o && v(`failed to load ${d} ${l.message}`), c = l;
        }
        let k = A.populate(r, E, e), D = $(Object.prototype.hasOwnProperty.call(e, "quiet") ? e.quiet : I(r).quiet);
        if (o || !D) {
          let d = Object.keys(k).length, l = [];
          for (let C of i) try {
            let a = _.relative(process.cwd(), C instanceof L ? Q(C) : C);
            l.push(a);
          } catch (a) {
            o && v(`failed to load ${C} ${a.message}`), c = a;
          }
          W(`injected env (${d}) from ${l.join(",")}`);
        }
        return c ? { parsed: E, error: c } : { parsed: E };
      }
      function Y(e) {
        return A.configDotenv(e);
      }
      function z(e, n, t = {}) {
        let r = $(t && t.debug), o = $(t && t.override), i = {};
        if (e === null || typeof e != "object" || n === null || typeof n != "object") {
          let c = new Error("OBJECT_REQUIRED: Please check the processEnv argument being passed to populate");
          throw c.code = "OBJECT_REQUIRED", c;
        }
        for (let c of Object.keys(n)) Object.prototype.hasOwnProperty.call(e, c) ? (o === true && (e[c] = n[c], i[c] = n[c]), r && v(o === true ? `"${c}" is already defined and WAS overwritten` : `"${c}" is already defined and was NOT overwritten`)) : (e[c] = n[c], i[c] = n[c]);
        return i;
      }
      var A = { configDotenv: M, config: Y, parse: J, populate: z };
      b.exports.configDotenv = A.configDotenv;
      b.exports.config = A.config;
      b.exports.parse = A.parse;
      b.exports.populate = A.populate;
      b.exports = A;
    });
    var m = P();
    module2.exports = m;
    module2.exports.config = m.config;
    module2.exports.configDotenv = m.configDotenv;
    module2.exports.parse = m.parse;
    module2.exports.populate = m.populate;
  }
});

// src/settings/flags.ts
function variableOf(flag) {
  if (flag.variable === null) return void 0;
  return flag.variable ?? usualVariable(flag);
}
function usualVariable({ name }) {
  return `IXC_BQN_${name.toUpperCase().replaceAll("-", "_")}`;
}
function refused(source, expected) {
  return new SettingsError(say`${source?.name ?? say`a flag`}: ${shownValue2(source)} is not ${expected}.`);
}
function shownValue2(source) {
  const text2 = source?.text ?? "";
  const isShown = source?.name.startsWith("--") === true && text2.length <= LONGEST_SHOWN2 && !/[@:]/.test(text2);
  return isShown ? `"${text2}"` : say`what it holds (${text2.length} characters)`;
}
function refuseUnknownVariables(env2) {
  const known = new Set(FLAGS.map((flag) => variableOf(flag)));
  const once = new Map(
    FLAGS.filter((flag) => flag.variable === null).map((flag) => [usualVariable(flag), flag.name])
  );
  for (const [name, value] of Object.entries(env2)) {
    const flag = once.get(name);
    if (flag !== void 0 && value?.trim() === "") continue;
    if (flag !== void 0) {
      throw new SettingsError(
        say`${name}: --${flag} is for one start only: give it on the command line, and take this out.`
      );
    }
    if (name.startsWith("IXC_BQN_") && !known.has(name)) {
      throw new SettingsError(say`${name}: there is no such setting. --help lists them all.`);
    }
  }
}
var SYNC, SCOPE, SAFETY, PEOPLE, SPEED, TRUST, OUTPUT, NOTICES, FLAGS, EVERYDAY, FlagValues, LONGEST_SHOWN2;
var init_flags = __esm({
  "src/settings/flags.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_settings();
    SYNC = "What is synchronised:";
    SCOPE = "Whom it concerns, per BQN ('192.0.2.7=3,4 192.0.2.8=9') or for all:";
    SAFETY = "Safety:";
    PEOPLE = "Who, when and why:";
    SPEED = "Pace and limits:";
    TRUST = "Trust:";
    OUTPUT = "Output:";
    NOTICES = "Being told:";
    FLAGS = [
      {
        name: "dual-stack",
        oldName: "ds",
        kind: "switch",
        group: SYNC,
        variable: "IXC_DUAL_STACK",
        describe: "Also groups that join the IPv4 and IPv6 of each subscriber"
      },
      {
        name: "allowed-status",
        kind: "text",
        group: SYNC,
        placeholder: "LIST",
        fallback: "A,FA",
        describe: "Contract states that have service; all others are blocked"
      },
      {
        name: "status",
        kind: "text",
        group: SYNC,
        placeholder: "TABLE",
        describe: "What becomes of each contract state: A=open,FA=slow,*=block; of open, slow, block, keep"
      },
      {
        name: "slow-rate",
        kind: "text",
        group: SYNC,
        placeholder: "D/U",
        describe: "The speed of the slow lane, such as 256k or 256k/128k; policy Billing-Slow"
      },
      { name: "no-block", kind: "switch", group: SYNC, describe: "Never block anybody, whatever the contract" },
      {
        name: "speed-base",
        kind: "text",
        group: SYNC,
        placeholder: "1000|1024",
        fallback: "1000",
        describe: "What k, M and G count in"
      },
      {
        name: "bare-unit",
        kind: "text",
        group: SYNC,
        placeholder: "k|M",
        describe: "What a speed without a unit counts in [default: it is unreadable]"
      },
      {
        name: "reduced",
        kind: "switch",
        group: SYNC,
        describe: "Obey reduced speed: the plan that a plan names for arrears (R) or for customers past their data cap"
      },
      {
        name: "reduced-rate",
        kind: "text",
        group: SYNC,
        placeholder: "D/U",
        describe: "With --reduced: the speed where a plan names no reduced one, such as 2M/1M; policy <plan>_RED"
      },
      {
        name: "rate-factor",
        kind: "text",
        group: SYNC,
        placeholder: "F|D/U",
        describe: "Multiply the speeds of all plans, such as 1.1 or 1.1/1.2 (0.1 to 3)"
      },
      {
        name: "ipv6-subscribers",
        kind: "text",
        group: SYNC,
        placeholder: "BITS",
        describe: "Also an entry for each IPv6 prefix, as long as the BQN keys them (64 unless changed); for BQNs before R4.22"
      },
      {
        name: "join",
        kind: "text",
        group: SYNC,
        placeholder: "contract",
        describe: "One limit for all online logins of a contract: a group DS-<login>; where the plan is sold per contract"
      },
      {
        name: "site-groups",
        kind: "text",
        group: SYNC,
        placeholder: "nas|pop",
        describe: "Also groups L1-<access server> (nas), or L1-<transmitter> and L2-<POP> (pop), without a limit of their own"
      },
      {
        name: "fixed-ip",
        kind: "switch",
        group: SYNC,
        describe: "Also logins with a fixed IP that are not online (fixar_ip = S, ativo = S): their plan, never a block"
      },
      {
        name: "burst",
        kind: "switch",
        group: SYNC,
        describe: "Also the plans' bursts (download_busrt and the like); a plan without one keeps what the BQN has"
      },
      {
        name: "overrides",
        kind: "text",
        group: SYNC,
        placeholder: "FILE",
        describe: "Exceptions with an end, as CSV: login, open | slow | rate 300M/150M | plan NAME | skip, until, by, why"
      },
      {
        name: "ip-conflict",
        kind: "text",
        group: SYNC,
        placeholder: "skip|newest",
        fallback: "skip",
        describe: "An IP on several logins with different policies: leave it as it is, or take the newest session"
      },
      {
        name: "only-subnet",
        kind: "text",
        group: SCOPE,
        placeholder: "LIST",
        describe: "Only logins with an IP in these IPv4 networks, such as 100.64.0.0/16; several by commas"
      },
      {
        name: "skip-subnet",
        kind: "text",
        group: SCOPE,
        placeholder: "LIST",
        describe: "Leave logins with an IP in these networks alone, and what the BQN holds there"
      },
      {
        name: "only-site",
        kind: "text",
        group: SCOPE,
        placeholder: "LIST",
        describe: "Only logins of these sites (id_concentrador, else concentrador, else conexao; --check lists them)"
      },
      { name: "skip-site", kind: "text", group: SCOPE, placeholder: "LIST", describe: "Leave logins of these sites alone" },
      {
        name: "skip-plan",
        kind: "text",
        group: SCOPE,
        placeholder: "LIST",
        describe: "Leave these plans (id or name) and their logins alone"
      },
      { name: "skip-login", kind: "text", group: SCOPE, placeholder: "LIST", describe: "Leave these logins alone" },
      {
        name: "prune",
        kind: "text",
        group: SAFETY,
        placeholder: "owned|all|none",
        fallback: "owned",
        describe: "What may be deleted: entries this program made, everything as the old script did, nothing"
      },
      {
        name: "offline-grace",
        kind: "text",
        group: SAFETY,
        placeholder: "TIME",
        describe: "An entry goes only after its customer was offline that long, such as 15m [default: at once]"
      },
      {
        name: "max-delete",
        kind: "text",
        group: SAFETY,
        placeholder: "PCT",
        fallback: "30",
        describe: "Hold back deletions, or plans taken, beyond this percentage of ours"
      },
      {
        name: "max-block",
        kind: "text",
        group: SAFETY,
        placeholder: "PCT",
        fallback: "20",
        describe: "Hold back new blocks beyond this percentage of the subscribers"
      },
      {
        name: "max-speed",
        kind: "text",
        group: SAFETY,
        placeholder: "PCT",
        fallback: "20",
        describe: "Hold back changes of speed that slow customers to less than half, or lift their limit, beyond this percentage"
      },
      {
        name: "approve",
        kind: "text",
        group: SAFETY,
        variable: null,
        placeholder: "LIST",
        describe: "Let so many held-back changes pass, this once: blocks=64, as the held-back line says; several by commas"
      },
      {
        name: "force",
        kind: "switch",
        group: SAFETY,
        variable: null,
        describe: "Let all held-back changes pass, this once"
      },
      { name: "dry-run", alias: "n", kind: "switch", group: SAFETY, describe: "Show what would be written, write nothing" },
      {
        name: "detailed-exit-code",
        kind: "switch",
        group: SAFETY,
        variable: null,
        describe: "With --dry-run: exit code 9 when something would change"
      },
      {
        name: "pause",
        kind: "text",
        group: SAFETY,
        variable: null,
        placeholder: "TIME",
        describe: "For so long, such as 2h (24h at most), runs look and do not write"
      },
      {
        name: "reason",
        kind: "text",
        group: SAFETY,
        variable: null,
        placeholder: "TEXT",
        describe: "With --pause: why, for the log and the journal"
      },
      { name: "resume", kind: "switch", group: SAFETY, variable: null, describe: "End a pause before its time" },
      {
        name: "init",
        kind: "switch",
        group: SAFETY,
        variable: null,
        describe: "Set up: ask for the settings, check them, preview a run, and fill in sync-ixc-bqn.sh"
      },
      {
        name: "from",
        kind: "text",
        group: SAFETY,
        variable: null,
        placeholder: "OLDFILE",
        describe: "With --init: take the settings from an older wrapper, the old Python script's included"
      },
      {
        name: "support",
        kind: "text",
        group: SAFETY,
        variable: null,
        placeholder: "FILE",
        describe: "Write a file for a bug report: versions, settings, the shape of what came; no secrets, no customers"
      },
      {
        name: "remove-all",
        kind: "switch",
        group: SAFETY,
        variable: null,
        describe: "Remove from the BQN all that this program made, to uninstall it; look with -n first"
      },
      {
        name: "check",
        kind: "switch",
        group: SAFETY,
        describe: "Test access, permissions and data step by step, write nothing"
      },
      {
        name: "explain",
        kind: "text",
        group: PEOPLE,
        variable: null,
        placeholder: "WHO",
        describe: "Say what IXC and the BQN say of one customer (LOGIN, IP or contract:N), and what a run would do; write nothing"
      },
      {
        name: "history",
        kind: "text",
        group: PEOPLE,
        variable: null,
        placeholder: "WHO",
        describe: "Show what became of a customer (LOGIN, IP or contract:N) or of all, from the journal"
      },
      {
        name: "since",
        kind: "text",
        group: PEOPLE,
        variable: null,
        placeholder: "AGE",
        describe: "With --history: only what is younger, such as 7d, 12h or 30m"
      },
      {
        name: "contracts",
        kind: "text",
        group: SPEED,
        placeholder: "auto|all",
        fallback: "auto",
        describe: "auto: of many contracts only those out of service are asked for, and twice a day all; all: always all"
      },
      {
        name: "page-size",
        oldName: "ps",
        kind: "text",
        group: SPEED,
        placeholder: "N",
        fallback: "10000",
        describe: "Rows asked of IXC at a time"
      },
      {
        name: "max-pages",
        oldName: "mp",
        kind: "text",
        group: SPEED,
        placeholder: "N",
        describe: "Read at most N pages of each table; when that cuts one short, delete nothing [default: no limit]"
      },
      {
        name: "concurrency",
        kind: "text",
        group: SPEED,
        placeholder: "N",
        fallback: "8",
        describe: "Writes to a BQN under way at a time"
      },
      {
        name: "ixc-timeout",
        kind: "text",
        group: SPEED,
        placeholder: "S",
        fallback: "120",
        describe: "Seconds for one answer of IXC"
      },
      {
        name: "bqn-timeout",
        kind: "text",
        group: SPEED,
        placeholder: "S",
        fallback: "15",
        describe: "Seconds for one answer of a BQN"
      },
      {
        name: "max-time",
        kind: "text",
        group: SPEED,
        placeholder: "S",
        fallback: "3600",
        describe: "Seconds for the whole run; what is left then waits for the next one"
      },
      {
        name: "bqn-port",
        kind: "text",
        group: SPEED,
        placeholder: "N",
        fallback: "3443",
        describe: "Port of the BQN's REST API"
      },
      {
        name: "ixc-ca",
        kind: "text",
        group: TRUST,
        placeholder: "FILE",
        describe: "Certificate (PEM) of IXC, or of the authority that signed it"
      },
      {
        name: "ixc-fingerprint",
        kind: "text",
        group: TRUST,
        placeholder: "SHA256",
        describe: "SHA-256 of IXC's certificate; several separated by commas"
      },
      { name: "ixc-insecure", kind: "switch", group: TRUST, describe: "Do not verify the certificate of IXC" },
      {
        name: "bqn-ca",
        kind: "text",
        group: TRUST,
        placeholder: "FILE",
        describe: "Certificate (PEM) of the authority that signed the BQN's [default: the first certificate seen is kept]"
      },
      {
        name: "bqn-fingerprint",
        kind: "text",
        group: TRUST,
        placeholder: "SHA256",
        describe: "SHA-256 of the BQN's certificate; several separated by commas"
      },
      { name: "bqn-insecure", kind: "switch", group: TRUST, describe: "Do not verify the certificate of the BQN" },
      {
        name: "lang",
        kind: "text",
        group: OUTPUT,
        placeholder: "en|pt",
        fallback: "en",
        describe: "Language of all that is said: English (en) or Brazilian Portuguese (pt)"
      },
      {
        name: "verbose",
        alias: "v",
        kind: "count",
        group: OUTPUT,
        describe: "Show policies, subscribers and groups; -vv also each request"
      },
      {
        name: "log-file",
        oldName: "lf",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "Write the log there [default: standard output]"
      },
      {
        name: "log-format",
        kind: "text",
        group: OUTPUT,
        placeholder: "text|json",
        fallback: "text",
        describe: "Lines for people or for machines"
      },
      { name: "no-progress", kind: "switch", group: OUTPUT, describe: "No progress display on a terminal" },
      {
        name: "report",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "Write what happened as JSON; - is standard output"
      },
      {
        name: "worklist",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE.csv",
        describe: "Write what there is to mend in IXC: what was skipped or is odd, with ids, screens and what to type"
      },
      {
        name: "html",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "Write a page for the browser: the last run, the last day, who is held back or blocked, what to mend"
      },
      {
        name: "metrics-file",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "Write metrics for node_exporter's textfile collector"
      },
      {
        name: "ping-url",
        kind: "text",
        group: NOTICES,
        placeholder: "URL",
        describe: "Call this address after each run: with /3 or /4 behind it when the run failed"
      },
      {
        name: "notify-url",
        kind: "text",
        group: NOTICES,
        placeholder: "URL",
        describe: "Send a message in JSON when a run fails, works again, is held back or is newly refused something"
      },
      {
        name: "telegram",
        kind: "text",
        group: NOTICES,
        placeholder: "'TOKEN CHAT'",
        describe: "The same to a chat of Telegram; a third word is the address of a Bot API of one's own"
      },
      {
        name: "notify-names",
        kind: "switch",
        group: NOTICES,
        describe: "Name customers in these messages"
      },
      {
        name: "env-file",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "Read environment variables from there too; nobody else may read the file"
      },
      {
        name: "journal",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE|off",
        describe: "What became of each customer, a line of JSON each [default: beside the state file]"
      },
      {
        name: "state-file",
        kind: "text",
        group: OUTPUT,
        placeholder: "FILE",
        describe: "What this program made on each BQN [default: beside this program]"
      }
    ];
    EVERYDAY = /* @__PURE__ */ new Set([
      "dual-stack",
      "allowed-status",
      "no-block",
      "overrides",
      "only-site",
      "max-delete",
      "max-block",
      "max-speed",
      "approve",
      "force",
      "dry-run",
      "pause",
      "resume",
      "init",
      "check",
      "explain",
      "history",
      "lang",
      "verbose",
      "report",
      "worklist",
      "html",
      "metrics-file",
      "notify-url"
    ]);
    FlagValues = class {
      #given;
      #env;
      constructor(given, env2) {
        this.#given = given;
        this.#env = env2;
        refuseUnknownVariables(env2);
      }
      text(name) {
        return this.#source(name)?.text;
      }
      /** A whole number from `least` to `most`. @throws {SettingsError} */
      whole(name, least, most) {
        return this.#number(name, least, most, /^\d+$/, say`a whole number`);
      }
      /** A number from `least` to `most`, decimals allowed. @throws {SettingsError} */
      number(name, least, most) {
        return this.#number(name, least, most, /^\d+(\.\d+)?$/, say`a number`);
      }
      /** @throws {SettingsError} */
      choice(name, choices) {
        const source = this.#source(name);
        const chosen = choices.find((choice) => choice === source?.text);
        if (chosen === void 0) throw refused(source, say`one of ${choices.join(", ")}`);
        return chosen;
      }
      /** Yes or no; the text of the flag itself is a yes, as the old wrapper has it. @throws {SettingsError} */
      on(name) {
        const source = this.#source(name);
        if (source === void 0) return false;
        const text2 = source.text.toLowerCase();
        const flag = FLAGS.find((entry) => entry.name === name);
        if (["true", "1", "yes", "on", `--${name}`, `-${flag?.oldName ?? name}`].includes(text2)) return true;
        if (["false", "0", "no", "off"].includes(text2)) return false;
        throw refused(source, say`yes or no`);
      }
      /** Whether the operator said it, by flag or variable. */
      isGiven(name) {
        const flag = FLAGS.find((entry) => entry.name === name);
        const variable = flag === void 0 ? void 0 : variableOf(flag);
        return this.#given[name] !== void 0 || variable !== void 0 && (this.#env[variable] ?? "").trim() !== "";
      }
      /** Where the value comes from, as the operator wrote it: flag or variable. */
      origin(name) {
        return this.#source(name)?.name ?? `--${name}`;
      }
      refuse(name, expected) {
        return refused(this.#source(name), expected);
      }
      #number(name, least, most, form, what) {
        const source = this.#source(name);
        const text2 = source?.text.trim() ?? "";
        const value = Number(text2);
        if (!form.test(text2) || value < least || value > most) throw refused(source, say`${what} from ${least} to ${most}`);
        return value;
      }
      #source(name) {
        const flag = FLAGS.find((entry) => entry.name === name);
        if (flag === void 0) return void 0;
        const given = this.#given[name];
        if (given !== void 0) return { name: `--${name}`, text: given };
        const variable = variableOf(flag);
        const text2 = variable === void 0 ? void 0 : this.#env[variable];
        if (text2 !== void 0 && text2.trim() !== "") return { name: `${variable} (--${name})`, text: text2 };
        return flag.fallback === void 0 ? void 0 : { name: `--${name}`, text: flag.fallback };
      }
    };
    LONGEST_SHOWN2 = 40;
  }
});

// src/ixc/host.ts
function parseIxcHost(text2) {
  const bare = unquote(text2).replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/s, "");
  const parsed3 = splitHostPort(bare, HTTPS_PORT);
  if (parsed3 === void 0) return void 0;
  const shownHost = parsed3.host.includes(":") ? `[${parsed3.host}]` : parsed3.host;
  const label = parsed3.port === HTTPS_PORT ? parsed3.host : `${shownHost}:${parsed3.port}`;
  return { ...parsed3, label };
}
var HTTPS_PORT;
var init_host = __esm({
  "src/ixc/host.ts"() {
    "use strict";
    init_thin_classes();
    init_host_port();
    init_unquote();
    HTTPS_PORT = 443;
  }
});

// src/settings/mapping-settings.ts
function mappingOf(values, overrides) {
  return {
    overrides,
    ...statusOf(values, overrides),
    block: !values.on("no-block"),
    dualStack: values.on("dual-stack"),
    ...values.text("ipv6-subscribers") !== void 0 && {
      ipv6Subscribers: values.whole("ipv6-subscribers", SHORTEST_PREFIX, USUAL_PREFIX)
    },
    joinContracts: values.text("join") !== void 0 && values.choice("join", ["contract"]) === "contract",
    siteGroups: values.text("site-groups") === void 0 ? void 0 : values.choice("site-groups", SITE_KINDS),
    bareUnit: values.text("bare-unit") === void 0 ? void 0 : values.choice("bare-unit", ["k", "M"]),
    speedBase: values.choice("speed-base", ["1000", "1024"]) === "1024" ? 1024 : 1e3,
    ipConflict: values.choice("ip-conflict", ["skip", "newest"]),
    reduced: reducedSpeed(values),
    rateFactor: rateFactor(values),
    burst: values.on("burst")
  };
}
function reducedSpeed(values) {
  const text2 = values.text("reduced-rate");
  const isOn = values.on("reduced");
  if (text2 === void 0) return isOn ? { rate: void 0 } : void 0;
  if (!isOn) throw new SettingsError(say`--reduced-rate belongs to --reduced.`);
  const [download = "", upload = download, ...more] = text2.split("/").map((part) => part.trim());
  const isSpeed = (part) => parseSpeed(part, { speedBase: 1e3 }).kind === "limited";
  if (more.length > 0 || !isSpeed(download) || !isSpeed(upload)) {
    throw values.refuse("reduced-rate", say`a speed such as 2M/1M (down/up), or one for both`);
  }
  return { rate: { download, upload } };
}
function rateFactor(values) {
  const text2 = values.text("rate-factor");
  if (text2 === void 0) return void 0;
  const parts2 = text2.split("/").map((part) => part.trim());
  const [down = Number.NaN, up = down] = parts2.map(
    (part) => /^\d{1,3}(\.\d{1,4})?$/.test(part) ? Number(part) : Number.NaN
  );
  const isFactor = (factor) => factor >= 0.1 && factor <= 3;
  if (parts2.length > 2 || !isFactor(down) || !isFactor(up)) {
    throw values.refuse("rate-factor", say`a factor from 0.1 to 3 such as 1.1, or two such as 1.1/1.2 (down/up)`);
  }
  return { down, up };
}
function statusOf(values, overrides) {
  const text2 = values.text("status");
  const slow = values.text("slow-rate") === void 0 ? void 0 : slowRate(values);
  const isPromised = [...overrides?.values() ?? []].some(({ wish }) => wish.kind === "slow");
  if (isPromised && slow === void 0) throw new SettingsError(say`An override is slow: --slow-rate says how slow.`);
  if (text2 === void 0) {
    if (slow !== void 0 && overrides !== void 0) return { allowedStatus: allowedStatus(values), slow };
    if (slow !== void 0) throw new SettingsError(say`--slow-rate belongs to --status with a state that is slow.`);
    return { allowedStatus: allowedStatus(values) };
  }
  if (values.isGiven("allowed-status")) throw new SettingsError(say`--status and --allowed-status exclude each other.`);
  const statusTable = statusTableOf(text2, values);
  const isSlow = [...statusTable.codes.values(), statusTable.others].includes("slow");
  if (isSlow !== (slow !== void 0) && !isPromised) {
    throw new SettingsError(say`--slow-rate and a state that is slow (--status FA=slow) belong together.`);
  }
  const served = [...statusTable.codes].filter(([, treatment]) => treatment !== "block").map(([code]) => code);
  return { allowedStatus: new Set(served), statusTable, slow };
}
function statusTableOf(text2, values) {
  const expected = say`a list such as A=open,FA=slow,*=block, of ${TREATMENTS.join(", ")}`;
  const codes = /* @__PURE__ */ new Map();
  for (const part of text2.split(/[\s,;]+/).filter((word) => word !== "")) {
    const [, code = "", name = ""] = /^([a-z]{1,4}|\*)=([a-z]+)$/i.exec(part) ?? [];
    const treatment = TREATMENTS.find((one) => one === name.toLowerCase());
    if (treatment === void 0 || codes.has(code.toUpperCase())) throw values.refuse("status", expected);
    codes.set(code.toUpperCase(), treatment);
  }
  const others = codes.get("*") ?? "block";
  codes.delete("*");
  if (codes.size === 0) throw values.refuse("status", expected);
  return { codes, others };
}
function slowRate(values) {
  const parts2 = (values.text("slow-rate") ?? "").split("/").map((part) => parseSpeed(part.trim(), { speedBase: 1e3 }));
  const [down, up = down] = parts2;
  if (parts2.length > 2 || down?.kind !== "limited" || up?.kind !== "limited") {
    throw values.refuse("slow-rate", say`a speed such as 256k, or 256k/128k (down/up)`);
  }
  return { downKbps: down.kbps, upKbps: up.kbps };
}
function allowedStatus(values) {
  const states = (values.text("allowed-status") ?? "").split(/[\s,;]+/).filter((state) => state !== "");
  if (states.length === 0 || !states.every((state) => /^[a-z]{1,4}$/i.test(state))) {
    throw values.refuse("allowed-status", say`a list of contract states such as A,FA`);
  }
  return new Set(states.map((state) => state.toUpperCase()));
}
var init_mapping_settings = __esm({
  "src/settings/mapping-settings.ts"() {
    "use strict";
    init_thin_classes();
    init_address();
    init_standing();
    init_desired();
    init_speed();
    init_language();
    init_settings();
  }
});

// src/settings/notify-settings.ts
function notifyOf(values) {
  return {
    ping: urlOf(values, "ping-url"),
    post: urlOf(values, "notify-url"),
    telegram: telegramOf(values),
    names: values.on("notify-names")
  };
}
function secretsOf({ ping, post, telegram }) {
  const ofUrls = [ping, post].flatMap(
    (url) => url === void 0 ? [] : [url.href, url.pathname, url.search, url.username, url.password]
  );
  return [...ofUrls, telegram?.token ?? ""].filter((text2) => text2.length >= SHORTEST_SECRET);
}
function urlOf(values, flag) {
  const text2 = values.text(flag)?.trim();
  if (text2 === void 0 || text2 === "") return void 0;
  const url = parsed2(text2);
  if (url === void 0) {
    throw new SettingsError(
      say`${values.origin(flag)}: this is no address of the web: write it like https://hc.example/ping/the-code.`
    );
  }
  return url;
}
function telegramOf(values) {
  const text2 = values.text("telegram")?.trim();
  if (text2 === void 0 || text2 === "") return void 0;
  const [token = "", chat = "", base = TELEGRAM, ...rest] = text2.split(/\s+/);
  const url = parsed2(base);
  const isToken2 = /^\d+:[\w-]{20,100}$/.test(token);
  if (!isToken2 || !/^(-?\d+|@\w+)$/.test(chat) || url === void 0 || rest.length > 0) {
    throw new SettingsError(
      say`${values.origin("telegram")}: write the bot's token, a blank and the chat's number, as in '123456:the-token -100123'.`
    );
  }
  return { token, chat, base: url };
}
function parsed2(text2) {
  try {
    const url = new URL(text2);
    return url.protocol === "http:" || url.protocol === "https:" ? url : void 0;
  } catch {
    return void 0;
  }
}
var TELEGRAM, SHORTEST_SECRET;
var init_notify_settings = __esm({
  "src/settings/notify-settings.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_settings();
    TELEGRAM = "https://api.telegram.org";
    SHORTEST_SECRET = 8;
  }
});

// src/settings/overrides-file.ts
function readOverrides(file, origin, now) {
  const active = /* @__PURE__ */ new Map();
  const expired = [];
  const today = dayOf(now);
  const last = dayOf(new Date(now.getTime() + MOST_DAYS * DAY_MS));
  for (const { line, fields } of linesOf(textOf(file, origin))) {
    const wrong = (what) => new SettingsError(say`${origin}: ${file}, line ${line}: ${what}.`);
    const override = overrideOf(fields, wrong);
    if (override.until > last) {
      throw wrong(say`until ${override.until} is more than ${MOST_DAYS} days away: what lasts longer belongs into IXC`);
    }
    if (override.until < today) expired.push(override);
    else if (active.has(override.login)) throw wrong(say`login ${override.login} has a line already`);
    else active.set(override.login, override);
  }
  return { active, expired };
}
function textOf(file, origin) {
  try {
    return readRegularFile(file, LARGEST_FILE2);
  } catch (error) {
    throw new SettingsError(say`${origin}: ${file} cannot be read (${fileTrouble(error)}).`, { cause: error });
  }
}
function linesOf(text2) {
  const { data } = import_papaparse2.default.parse(text2, { delimiter: delimiterOf(text2) });
  const lines = data.map((fields, at) => ({ line: at + 1, fields: fields.map((field) => field.trim()) }));
  const filled = lines.filter(
    ({ fields: [first = "", ...others] }) => first + others.join("") !== "" && !first.startsWith("#")
  );
  return filled.filter(({ fields }, at) => at > 0 || fields[0]?.toLowerCase() !== "login");
}
function delimiterOf(text2) {
  const bare = text2.replace(/^#.*$/gm, "").replace(/"[^"]*"/g, "");
  return /[,;]/.exec(bare)?.[0] ?? ",";
}
function overrideOf(fields, wrong) {
  const [login = "", what = "", until = "", by = "", why = "", ...more] = fields;
  if (more.some((field) => field !== "") || why === "" || by === "" || login === "") {
    throw wrong(say`it needs login, what, until, by whom and why, five fields by commas`);
  }
  const wish = wishOf2(what);
  if (wish === void 0) throw wrong(say`"${what.slice(0, 40)}" is not ${translated(EXPECTED.wish)}`);
  const day = dayIn(until);
  if (day === void 0) throw wrong(say`"${until.slice(0, 40)}" is not ${translated(EXPECTED.until)}`);
  return { login, wish, until: day, by, why };
}
function wishOf2(text2) {
  const [, kind = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text2) ?? [];
  switch (kind.toLowerCase()) {
    case "open":
      return rest === "" ? { kind: "open" } : void 0;
    case "slow":
      return rest === "" ? { kind: "slow" } : void 0;
    case "skip":
      return rest === "" ? { kind: "skip" } : void 0;
    case "plan":
      return rest === "" ? void 0 : { kind: "plan", name: rest };
    case "rate":
      return rateOf2(rest);
    default:
      return void 0;
  }
}
function rateOf2(text2) {
  const parts2 = text2.split("/").map((part) => parseSpeed(part.trim(), { speedBase: 1e3 }));
  const [down, up = down] = parts2;
  if (parts2.length > 2 || down?.kind !== "limited" || up?.kind !== "limited") return void 0;
  return { kind: "rate", rates: { downKbps: down.kbps, upKbps: up.kbps } };
}
function dayIn(text2) {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text2) ?? [];
  const iso2 = year === void 0 ? text2 : `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso2)) return void 0;
  const time = /* @__PURE__ */ new Date(`${iso2}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso2 ? void 0 : iso2;
}
function dayOf(time) {
  const two = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
var import_papaparse2, LARGEST_FILE2, MOST_DAYS, DAY_MS, EXPECTED;
var init_overrides_file = __esm({
  "src/settings/overrides-file.ts"() {
    "use strict";
    init_thin_classes();
    import_papaparse2 = __toESM(require_papaparse());
    init_regular_file();
    init_trouble();
    init_speed();
    init_language();
    init_settings();
    LARGEST_FILE2 = 2e6;
    MOST_DAYS = 90;
    DAY_MS = 864e5;
    EXPECTED = {
      wish: phrase`open, slow, rate 300M/150M, plan NAME, or skip`,
      until: phrase`a day such as 2026-12-31 (or 31/12/2026)`
    };
  }
});

// src/settings/scope-settings.ts
function scopesOf(values, bqns) {
  const given = SCOPE_FLAGS.filter((flag) => values.text(flag) !== void 0);
  if (given.length === 0) return /* @__PURE__ */ new Map();
  const lists = given.map((flag) => [flag, listsOf(flag, values, bqns)]);
  const labels = bqns.length === 0 ? [""] : bqns.map(({ label }) => label);
  return new Map(labels.map((label) => [label, ruleOf2(label, lists, values)]));
}
function listsOf(flag, values, bqns) {
  const text2 = values.text(flag) ?? "";
  const parts2 = text2.trim().split(/\s+(?=[^\s,=]+=)/);
  const named = parts2.map((part) => /^([^\s,=]+)=(.*)$/.exec(part));
  if (parts2.length === 1 && !isForOneBqn(named[0]?.[1], bqns)) return /* @__PURE__ */ new Map([["", entriesOf2(flag, text2, values)]]);
  const lists = /* @__PURE__ */ new Map();
  for (const match of named) {
    const bqn = bqns.find((one) => isCalled(one, match?.[1] ?? ""));
    if (match === null || bqn === void 0 || lists.has(bqn.label)) {
      throw values.refuse(flag, say`a list, or a list for each BQN that is given: '192.0.2.7=3,4 192.0.2.8=9'`);
    }
    lists.set(bqn.label, entriesOf2(flag, match[2] ?? "", values));
  }
  refuseForgotten(flag, lists, bqns);
  return lists;
}
function isForOneBqn(name, bqns) {
  return name !== void 0 && (bqns.some((bqn) => isCalled(bqn, name)) || /^[\d.]+(?::\d+)?$/.test(name));
}
function isCalled({ host, label }, name) {
  return name === host || name === label;
}
function entriesOf2(flag, text2, values) {
  const entries = text2.split(",").map((entry) => entry.trim());
  if (entries.some((entry) => entry === "") || entries.includes(ALL) && entries.length > 1) {
    throw values.refuse(flag, say`a list by commas, without an empty place`);
  }
  return entries;
}
function refuseForgotten(flag, lists, bqns) {
  const forgotten = bqns.find(({ label }) => !lists.has(label));
  if (forgotten === void 0 || !flag.startsWith("only-")) return;
  throw new SettingsError(
    say`--${flag} says nothing of BQN ${forgotten.label}: name it as well, as ${forgotten.host}=${ALL} if it serves everybody.`
  );
}
function ruleOf2(label, lists, values) {
  const entries = (flag) => {
    const found2 = lists.find(([name]) => name === flag)?.[1];
    const list = found2?.get(label) ?? found2?.get("") ?? [];
    return list[0] === ALL && flag.startsWith("only-") ? [] : list;
  };
  const named = (flag) => new Set(entries(flag).map(comparable));
  const subnets = (flag) => entries(flag).map((text2) => subnetOf(flag, text2, values));
  const only = { subnets: subnets("only-subnet"), sites: named("only-site") };
  return {
    ...EVERYBODY,
    said: lists.flatMap(([flag]) => entries(flag).length === 0 ? [] : [`${flag} ${entries(flag).join(",")}`]).join("; "),
    onlySubnets: only.subnets.length === 0 ? void 0 : only.subnets,
    skipSubnets: subnets("skip-subnet"),
    onlySites: only.sites.size === 0 ? void 0 : only.sites,
    skipSites: named("skip-site"),
    skipPlans: named("skip-plan"),
    skipLogins: new Set(entries("skip-login"))
  };
}
function subnetOf(flag, text2, values) {
  const subnet = parseSubnet(text2);
  if (subnet === void 0) throw values.refuse(flag, say`IPv4 networks such as 100.64.0.0/16, several by commas`);
  return subnet;
}
var SCOPE_FLAGS, ALL;
var init_scope_settings = __esm({
  "src/settings/scope-settings.ts"() {
    "use strict";
    init_thin_classes();
    init_subnet();
    init_scope();
    init_scope_rule();
    init_language();
    init_settings();
    SCOPE_FLAGS = ["only-subnet", "skip-subnet", "only-site", "skip-site", "skip-plan", "skip-login"];
    ALL = "*";
  }
});

// src/settings/to-settings.ts
function toSettings(commandLine, { env: env2, program, now = () => /* @__PURE__ */ new Date() }) {
  const values = new FlagValues(commandLine.flags, env2);
  const hints = [];
  const credentials = ixcCredentials(commandLine, env2, hints);
  const bqns = bqnList(commandLine, env2, values.whole("bqn-port", 1, 65535), hints);
  const mode = modeOf(values);
  if (values.text("from") !== void 0) throw new SettingsError(say`--from belongs to --init.`);
  const removeAll2 = values.on("remove-all");
  if (removeAll2 && bqns.length === 0) {
    throw new SettingsError(say`--remove-all: no BQN is given, so there is nothing to remove from: set BQN_OAM_IP.`);
  }
  if (mode === "sync" && bqns.length === 0) hints.push(say`no BQN is given: IXC is read and shown, nothing is written`);
  const overrides = overridesOf(values, now, hints);
  const notify2 = notifyOf(values);
  const stateFile = (0, import_node_path7.resolve)(values.text("state-file") ?? (0, import_node_path7.join)((0, import_node_path7.dirname)(program), "sync-ixc-bqn.state.json"));
  return {
    mode,
    pause: pauseOf(values),
    detailedExitCode: detailedExitCode(values, mode),
    language: values.choice("lang", LANGUAGES),
    query: (values.text("explain") ?? values.text("history") ?? values.text("support") ?? "").trim(),
    sinceS: ageOf(values, "since"),
    removeAll: removeAll2,
    ixc: {
      address: credentials.address,
      authorization: credentials.authorization,
      timeoutMs: values.number("ixc-timeout", 0.1, 3600) * 1e3,
      trust: ixcTrust(values, hints)
    },
    bqns,
    bqn: {
      timeoutMs: values.number("bqn-timeout", 0.1, 3600) * 1e3,
      trust: bqnTrust(values, hints),
      concurrency: values.whole("concurrency", 1, 64)
    },
    pageSize: values.whole("page-size", 1, 1e6),
    maxPages: values.text("max-pages") === void 0 ? void 0 : values.whole("max-pages", 1, 1e6),
    fixedIp: values.on("fixed-ip"),
    contracts: values.choice("contracts", ["auto", "all"]),
    mapping: mappingOf(values, overrides?.active),
    scopes: scopesOf(values, bqns),
    prune: values.choice("prune", ["owned", "all", "none"]),
    offlineGraceS: ageOf(values, "offline-grace") ?? 0,
    limits: {
      maxDelete: values.number("max-delete", 0, 100),
      maxBlock: values.number("max-block", 0, 100),
      maxSpeed: values.number("max-speed", 0, 100),
      force: values.on("force"),
      approved: approvals(values)
    },
    maxTimeS: values.whole("max-time", 1, 86400),
    stateFile,
    program,
    journalFile: journalFile(values, stateFile),
    ...outputs(values, env2),
    notify: notify2,
    secrets: secretForms(credentials.key, credentials.authorization, bqns, secretsOf(notify2)),
    hints
  };
}
function modeOf(values) {
  const given = MODES.filter(([flag]) => SWITCHES.includes(flag) ? values.on(flag) : values.text(flag) !== void 0);
  const [first, second] = [...given.map(([flag]) => flag), ...values.on("remove-all") ? ["remove-all"] : []];
  if (first !== void 0 && second !== void 0) {
    throw new SettingsError(say`--${first} and --${second} exclude each other.`);
  }
  if (values.text("since") !== void 0 && first !== "history") {
    throw new SettingsError(say`--since belongs to --history.`);
  }
  return given[0]?.[1] ?? (values.on("dry-run") ? "dry-run" : "sync");
}
function pauseOf(values) {
  const seconds = ageOf(values, "pause");
  const reason = values.text("reason");
  if (seconds === void 0) {
    if (reason !== void 0) throw new SettingsError(say`--reason belongs to --pause.`);
    return void 0;
  }
  if (seconds < 60 || seconds > LONGEST_PAUSE_S) throw values.refuse("pause", say`a time from 1m to 24h`);
  return { seconds, reason: (reason ?? "").trim().slice(0, LONGEST_REASON) };
}
function detailedExitCode(values, mode) {
  const isOn = values.on("detailed-exit-code");
  if (isOn && mode !== "dry-run") throw new SettingsError(say`--detailed-exit-code belongs to --dry-run.`);
  return isOn;
}
function ageOf(values, flag) {
  const text2 = values.text(flag);
  if (text2 === void 0) return void 0;
  const [, number = "", unit = ""] = /^(\d{1,5})([dhm])$/.exec(text2.trim()) ?? [];
  const seconds = { d: 86400, h: 3600, m: 60 }[unit];
  if (seconds === void 0) throw values.refuse(flag, say`a time such as 7d, 12h or 30m`);
  return Number(number) * seconds;
}
function overridesOf(values, now, hints) {
  const file = values.text("overrides");
  if (file === void 0) return void 0;
  const read2 = readOverrides((0, import_node_path7.resolve)(file), values.origin("overrides"), now());
  if (exchangeable([(0, import_node_path7.resolve)(file)]).length > 0) {
    hints.push(say`others may write to ${file}, and so give anybody service: close it (chmod go-w)`);
  }
  for (const override of read2.expired) {
    hints.push(say`of ${override.login} it is over: ${overrideText(override)}; take the line out of ${file}`);
  }
  return read2;
}
function approvals(values) {
  const approved = /* @__PURE__ */ new Map();
  const text2 = values.text("approve") ?? "";
  for (const part of text2.split(/[\s,;]+/).filter((word) => word !== "")) {
    const [, kind = "", count2 = ""] = /^([a-z]+)=(\d{1,7})$/.exec(part) ?? [];
    const isKind = HELD_KINDS.includes(kind);
    if (!isKind || Number(count2) < 1 || approved.has(kind)) {
      throw values.refuse("approve", say`a list such as blocks=64, of ${HELD_KINDS.join(", ")}`);
    }
    approved.set(kind, Number(count2));
  }
  return approved;
}
function journalFile(values, stateFile) {
  const text2 = values.text("journal");
  if (text2?.trim() === "off") return void 0;
  return text2 === void 0 ? (0, import_node_path7.join)((0, import_node_path7.dirname)(stateFile), "sync-ixc-bqn.journal.jsonl") : (0, import_node_path7.resolve)(text2);
}
function outputs(values, env2) {
  const path = (name) => {
    const text2 = values.text(name);
    return text2 === void 0 ? void 0 : (0, import_node_path7.resolve)(text2);
  };
  const report = values.text("report");
  return {
    report: report === void 0 || report === "-" ? report : (0, import_node_path7.resolve)(report),
    metricsFile: path("metrics-file"),
    worklist: path("worklist"),
    html: path("html"),
    log: {
      file: path("log-file"),
      ofCron: env2["SYNC_LOG_FILE"],
      format: values.choice("log-format", ["text", "json"]),
      verbosity: values.text("verbose") === void 0 ? 0 : values.whole("verbose", 0, 99),
      progress: !values.on("no-progress")
    }
  };
}
function ixcCredentials(commandLine, env2, hints) {
  const [givenHost, givenKey] = commandLine.positionals;
  const host = givenHost ?? env2["IXC_SERVER"] ?? "";
  const key = givenKey ?? env2["IXC_KEY"] ?? "";
  if (host.trim() === "") throw new SettingsError(say`The IXC server is missing: give IXC-HOST, or set IXC_SERVER.`);
  if (key.trim() === "") throw new SettingsError(say`The API key of IXC is missing: give API-KEY, or set IXC_KEY.`);
  if (looksSwapped(host, key)) {
    throw new SettingsError(say`IXC-HOST and API-KEY seem to be swapped: the host comes first, then the key.`);
  }
  const address = parseIxcHost(host);
  if (address === void 0) {
    throw new SettingsError(say`IXC-HOST (IXC_SERVER) is no host name: write it like ixc.example or ixc.example:8443.`);
  }
  const authorization = normaliseKey(key);
  if (authorization === void 0) {
    throw new SettingsError(
      say`API-KEY (IXC_KEY) holds blanks or characters that no key has: paste it again from IXC.`
    );
  }
  if (givenKey !== void 0)
    hints.push(say`the API key is visible to other users of this machine in \`ps\`: set IXC_KEY instead`);
  return { address, authorization, key };
}
function bqnList(commandLine, env2, port, hints) {
  if (commandLine.bqns.length > 0) {
    hints.push(say`the BQN password is visible to other users of this machine in \`ps\`: set BQN_REST_PW instead`);
    return unique(commandLine.bqns.map(([ip, user2, password2]) => bqnSettings(ip, user2, password2, port, "-b, --bqn")));
  }
  const addresses2 = (env2["BQN_OAM_IP"] ?? "").split(/[\s,;]+/).filter((text2) => text2 !== "");
  const user = env2["BQN_REST_USER"] ?? "";
  const password = env2["BQN_REST_PW"] ?? "";
  if (addresses2.length > 0 && (user === "" || password === "")) {
    throw new SettingsError(say`BQN_OAM_IP is set, so BQN_REST_USER and BQN_REST_PW must be set as well.`);
  }
  return unique(addresses2.map((address) => bqnSettings(address, user, password, port, "BQN_OAM_IP")));
}
function bqnSettings(address, user, password, usualPort, source) {
  const parsed3 = splitHostPort(address.trim().replace(/^https:\/\/([^/]+)\/?.*$/i, "$1"), usualPort);
  if (parsed3 === void 0 || address.includes("@"))
    throw new SettingsError(say`${source}: this is no address of a BQN: write it like 192.0.2.7 or 192.0.2.7:3443.`);
  if ((0, import_node_net4.isIP)(password) !== 0)
    throw new SettingsError(
      say`${source}: the REST password is an address: it seems to be swapped with another setting.`
    );
  if (user === "" || user.includes(":"))
    throw new SettingsError(say`${source}: the REST user is empty or holds a colon.`);
  if (password === "") throw new SettingsError(say`${source}: the REST password is empty.`);
  const label = parsed3.host.includes(":") ? `[${parsed3.host}]:${parsed3.port}` : `${parsed3.host}:${parsed3.port}`;
  return { ...parsed3, label, user, password };
}
function unique(bqns) {
  return [...new Map(bqns.map((bqn) => [bqn.label, bqn])).values()];
}
function ixcTrust(values, hints) {
  const ca = readCertificate(values, "ixc-ca");
  const fingerprints = readFingerprints(values, "ixc-fingerprint");
  const insecure = values.on("ixc-insecure");
  if ([ca !== void 0, fingerprints.length > 0, insecure].filter(Boolean).length > 1) {
    throw new SettingsError(say`--ixc-ca, --ixc-fingerprint and --ixc-insecure exclude each other.`);
  }
  if (fingerprints.length > 0) return { kind: "pinned", known: () => fingerprints };
  if (!insecure) return ca === void 0 ? { kind: "authorities" } : { kind: "authorities", extraCa: ca };
  hints.push(say`--ixc-insecure: anyone between here and IXC can read the key; --ixc-fingerprint would prevent it`);
  return { kind: "anyone" };
}
function bqnTrust(values, hints) {
  const ca = readCertificate(values, "bqn-ca");
  const fingerprints = readFingerprints(values, "bqn-fingerprint");
  const insecure = values.on("bqn-insecure");
  if ([ca !== void 0, fingerprints.length > 0, insecure].filter(Boolean).length > 1) {
    throw new SettingsError(say`--bqn-ca, --bqn-fingerprint and --bqn-insecure exclude each other.`);
  }
  if (insecure) {
    hints.push(
      say`--bqn-insecure: anyone between here and the BQN can read its password; --bqn-fingerprint would prevent it`
    );
    return { kind: "anyone" };
  }
  if (ca !== void 0) return { kind: "ca", ca };
  return fingerprints.length > 0 ? { kind: "pinned", fingerprints } : { kind: "firstSight" };
}
function readFingerprints(values, flag) {
  const parts2 = (values.text(flag) ?? "").split(/[\s,;]+/).filter((part) => part !== "");
  return parts2.map((part) => {
    const fingerprint = normaliseFingerprint(part);
    if (fingerprint === void 0) throw values.refuse(flag, say`a SHA-256 of 64 hexadecimal digits`);
    return fingerprint;
  });
}
function readCertificate(values, name) {
  const file = values.text(name);
  if (file === void 0) return void 0;
  let text2;
  try {
    text2 = readRegularFile(file, LARGEST_CERTIFICATE);
  } catch (error) {
    throw new SettingsError(say`${values.origin(name)}: ${file} cannot be read (${fileTrouble(error)}).`, {
      cause: error
    });
  }
  if (!text2.includes("-----BEGIN CERTIFICATE-----")) {
    throw new SettingsError(
      say`${values.origin(name)}: ${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`
    );
  }
  return text2;
}
function secretForms(key, authorization, bqns, others) {
  const hash = Buffer.from(authorization, "base64").toString("latin1").split(":")[1] ?? "";
  const plain = [key.trim(), authorization, Buffer.from(authorization, "base64").toString("latin1"), hash, ...others];
  for (const { user, password } of bqns) {
    plain.push(
      password,
      Buffer.from(`${user}:${password}`).toString("base64"),
      Buffer.from(password).toString("base64")
    );
  }
  const forms = plain.flatMap((text2) => [text2, encodeURIComponent(text2)]);
  return [...new Set(forms)].filter((text2) => text2.length >= 4).sort((one, other) => other.length - one.length);
}
var import_node_net4, import_node_path7, MODES, SWITCHES, LONGEST_REASON, LARGEST_CERTIFICATE;
var init_to_settings = __esm({
  "src/settings/to-settings.ts"() {
    "use strict";
    init_thin_classes();
    import_node_net4 = require("node:net");
    import_node_path7 = require("node:path");
    init_host_port();
    init_change_plan();
    init_regular_file();
    init_trouble();
    init_trust();
    init_trust2();
    init_host();
    init_key();
    init_override();
    init_language();
    init_flags();
    init_mapping_settings();
    init_notify_settings();
    init_overrides_file();
    init_scope_settings();
    init_settings();
    MODES = [
      ["check", "check"],
      ["explain", "explain"],
      ["history", "history"],
      ["support", "support"],
      ["pause", "pause"],
      ["resume", "resume"]
    ];
    SWITCHES = ["check", "resume"];
    LONGEST_REASON = 200;
    LARGEST_CERTIFICATE = 1e7;
  }
});

// src/setup/cron-stub.ts
function cronStub(wrapper) {
  return `#!/bin/bash
${MARK}, where the settings are. Laid here by --init; there is nothing to change.
export SYNC_SELF='${wrapper.replaceAll("'", "'\\''")}'
[ -f "$SYNC_SELF" ] || { echo "sync-ixc-bqn: $SYNC_SELF is not there" >&2; exit 2; }
exec /bin/bash <(LC_ALL=C sed -e $'1s/^\\xef\\xbb\\xbf//' -e 's/\\r$//' "$SYNC_SELF") "$@"
`;
}
function isCronStub(text2) {
  return text2.includes(MARK);
}
function layCronStub(wrapper, keptIn) {
  if (!(0, import_node_fs12.existsSync)(BQN_CRON_FOLDER)) return void 0;
  const path = (0, import_node_path8.join)(BQN_CRON_FOLDER, "sync-ixc-bqn.sh");
  try {
    const kept2 = keepOther(path, keptIn);
    replaceFile(path, cronStub(wrapper), STUB_MODE);
    return kept2 === void 0 ? say`laid ${path}, which starts it every 5 minutes` : say`laid ${path}, which starts it every 5 minutes; what lay there is kept as ${kept2}`;
  } catch (error) {
    throw new SettingsError(say`--init: ${path} cannot be written (${fileTrouble(error)}).`, { cause: error });
  }
}
function keepOther(path, keptIn) {
  if (!(0, import_node_fs12.statSync)(path, { throwIfNoEntry: false })?.isFile()) return void 0;
  const text2 = readRegularFile(path, LARGEST_FILE3);
  if (isCronStub(text2)) return void 0;
  const kept2 = (0, import_node_path8.join)(keptIn, "sync-ixc-bqn.cron-copy");
  replaceFile(kept2, text2, KEPT_MODE);
  return kept2;
}
var import_node_fs12, import_node_path8, MARK, STUB_MODE, KEPT_MODE, LARGEST_FILE3;
var init_cron_stub = __esm({
  "src/setup/cron-stub.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs12 = require("node:fs");
    import_node_path8 = require("node:path");
    init_atomic_file();
    init_regular_file();
    init_trouble();
    init_cron_wiring();
    init_settings();
    init_language();
    MARK = "# Starts the wrapper of sync-ixc-bqn";
    STUB_MODE = 448;
    KEPT_MODE = 384;
    LARGEST_FILE3 = 1e6;
  }
});

// src/setup/first-run.ts
var first_run_exports = {};
__export(first_run_exports, {
  firstRunByHand: () => firstRunByHand,
  isFirstByHand: () => isFirstByHand,
  preview: () => preview2
});
async function preview2(settings, run) {
  let blocked = 0;
  const exitCode = await run({ ...settings, mode: "dry-run" }, ({ bqns }) => {
    const would = ({ fates, heldBack: heldBack2 }) => [fates, ...heldBack2.map((held) => held.fates)].flat();
    blocked = bqns.flatMap(would).filter(({ effect }) => effect === "blocks").length;
  });
  return { exitCode, blocked };
}
function isFirstByHand(settings) {
  const { mode, bqns, limits, removeAll: removeAll2, stateFile } = settings;
  const isMeant = limits.force || limits.approved.size > 0 || removeAll2;
  return mode === "sync" && bqns.length > 0 && !isMeant && !(0, import_node_fs13.existsSync)(stateFile);
}
async function firstRunByHand(settings, { asker, say: tell, run }) {
  const { exitCode, blocked } = await preview2(settings, run);
  if (exitCode !== EXIT.done && exitCode !== EXIT.refused && exitCode !== EXIT.heldBack) return exitCode;
  if (blocked === 0) return await run(settings);
  const answer = await asker.ask(say`This is the first run here. Write this to the BQN? (yes or no)`, "no", false);
  if (/^(y|yes|s|sim)$/i.test(answer.trim())) return await run(settings);
  tell(say`Nothing was written. Start it again when it is meant; --dry-run -v shows every change.`);
  return EXIT.done;
}
var import_node_fs13;
var init_first_run = __esm({
  "src/setup/first-run.ts"() {
    "use strict";
    init_thin_classes();
    import_node_fs13 = require("node:fs");
    init_exit_code();
    init_language();
  }
});

// src/setup/probe.ts
async function probeIxc(settings, { tell, trusts }) {
  const peer = ixcPeer(settings);
  const name = `IXC ${settings.ixc.address.label}`;
  if (await checkWay(name, peer, "--ixc-fingerprint (--ixc-ca)", tell)) return { isGood: true };
  const { trust } = settings.ixc;
  const isOpen = trust.kind === "authorities" && trust.extraCa === void 0;
  const shown2 = isOpen ? await shownBy(peer) : void 0;
  if (shown2 === void 0 || !await trusts(shown2, settings.ixc.address.label)) return { isGood: false };
  return { isGood: true, fingerprint: shown2.fingerprint };
}
async function probeKey(settings, { tell }) {
  const doubt = doubtAboutKey(settings.ixc.authorization);
  if (doubt !== "") {
    tell({
      state: "look",
      text: say`this key ${doubt}: it may have been cut by a line break, so paste it in one line`
    });
  }
  return await withConnections(
    settings,
    async ({ source }) => {
      await source.tryAccess?.();
      tell({ state: "ok", text: say`IXC takes this key, and lets it read all three tables` });
    },
    tell
  );
}
async function probeBqns(settings, { tell, trusts }) {
  const ledger = Ledger.open(settings.stateFile, () => {
  }, false);
  for (const bqn of settings.bqns) {
    const peer = bqnPeer(bqn, settings, ledger, () => {
    });
    const isNew = settings.bqn.trust.kind === "firstSight" && ledger.bqn(bqn.label).fingerprint === void 0;
    const shown2 = isNew ? await shownBy(peer) : void 0;
    if (shown2 !== void 0 && !await trusts(shown2, bqn.label)) return { isGood: false };
    if (!await checkWay(`BQN ${bqn.label}`, peer, "--bqn-fingerprint", tell)) return { isGood: false };
  }
  return { isGood: true };
}
async function probeLogin(settings, { tell }) {
  return await withConnections(
    settings,
    async ({ targets }) => {
      for (const target of targets) {
        await target.readPolicies();
        tell({ state: "ok", text: say`BQN ${target.label}: login accepted` });
      }
    },
    tell
  );
}
async function shownBy(peer) {
  try {
    return await openTls({ ...peer, trust: { kind: "anyone" } });
  } catch {
    return void 0;
  }
}
async function withConnections(settings, act2, tell) {
  const stop2 = new AbortController();
  const ledger = Ledger.open(settings.stateFile, () => {
  }, false);
  const connections = connect(
    settings,
    ledger,
    { signal: stop2.signal, abandon: () => stop2.abort() },
    {
      trace: () => {
      },
      note: (text2) => tell({ state: "look", text: text2 })
    }
  );
  try {
    await act2(connections);
    return { isGood: true };
  } catch (error) {
    if (!(error instanceof SourceError) && !(error instanceof BqnGone)) throw error;
    tell({ state: "failed", text: error.message });
    return { isGood: false };
  } finally {
    connections.close();
  }
}
function unusable2(error) {
  if (error instanceof SettingsError) return error.message;
  throw error;
}
var PROBES;
var init_probe = __esm({
  "src/setup/probe.ts"() {
    "use strict";
    init_thin_classes();
    init_errors2();
    init_errors3();
    init_inspection();
    init_key();
    init_check();
    init_connections();
    init_settings();
    init_ledger();
    init_language();
    PROBES = {
      IXC_SERVER: probeIxc,
      IXC_KEY: probeKey,
      BQN_OAM_IP: probeBqns,
      BQN_REST_PW: probeLogin
    };
  }
});

// src/setup/wrapper-file.ts
function quote(value) {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
function fillSettings(wrapper, settings) {
  const end = END_OF_SETTINGS.exec(wrapper)?.index;
  if (end === void 0) return void 0;
  const start = Math.max(0, wrapper.search(START_OF_SETTINGS));
  let head2 = wrapper.slice(start, end);
  for (const [name, value] of Object.entries(settings)) {
    const line = `${name.startsWith("IXC_BQN_") ? "export " : ""}${name}=${quote(value)}`;
    const present = new RegExp(`^#? *(?:export )?${name}=.*$`, "m");
    head2 = present.test(head2) ? head2.replace(present, () => line) : `${head2}${line}
`;
  }
  return wrapper.slice(0, start) + head2 + wrapper.slice(end);
}
function readSettings(wrapper, names) {
  const found2 = {};
  for (const name of names) {
    const value = new RegExp(`^(?:export )?${name}=(.*)$`, "m").exec(wrapper)?.[1]?.trim();
    if (value !== void 0 && value !== "") found2[name] = unquote2(value);
  }
  return found2;
}
function minutesOfOldScript(wrapper) {
  const line = wrapper.split("\n").find((one) => !one.trimStart().startsWith("#") && /date\b|min/i.test(one) && MODULO.test(one));
  const minutes = Number(MODULO.exec(line ?? "")?.[1]);
  return minutes >= 5 && minutes <= 60 ? String(minutes) : void 0;
}
function unquote2(text2) {
  let value = "";
  for (const [, single, double, escaped, bare] of text2.matchAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\#]+)|\s.*$/g
  )) {
    if (single === void 0 && double === void 0 && escaped === void 0 && bare === void 0) break;
    value += single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? bare ?? "";
  }
  return value;
}
var START_OF_SETTINGS, END_OF_SETTINGS, MODULO;
var init_wrapper_file = __esm({
  "src/setup/wrapper-file.ts"() {
    "use strict";
    init_thin_classes();
    START_OF_SETTINGS = /^# -+ Settings/m;
    END_OF_SETTINGS = /^# -+ End of the settings/m;
    MODULO = /%\s*(\d{1,2})\b/;
  }
});

// src/setup/init.ts
var init_exports = {};
__export(init_exports, {
  initialise: () => initialise
});
async function initialise(commandLine, around, ports) {
  const path = (0, import_node_path9.join)((0, import_node_path9.dirname)(around.program), WRAPPER);
  const wrapper = readWrapper(path);
  const asked = QUESTIONS.map(({ name }) => name);
  const known = {
    ...readSettings(wrapper, [...asked, ...VARIABLES, ...WRAPPERS_OWN]),
    ...settingsFrom(commandLine.flags.from, [...asked, ...VARIABLES])
  };
  const given = {
    ...pick(known, asked),
    ...givenSettings(commandLine, around)
  };
  const settingsOf = (answers2) => toSettings(withoutInit(commandLine), {
    ...around,
    env: { ...pick(known, VARIABLES), ...around.env, ...answers2 }
  });
  const answers = await answerAll(given, ports, settingsOf);
  const kept2 = {
    ...pick(known, [...VARIABLES, ...WRAPPERS_OWN]),
    ...pick(around.env, VARIABLES),
    ...keptFlags(commandLine),
    ...answers
  };
  if (kept2[LANGUAGE] === "en" && known[LANGUAGE] === void 0) delete kept2[LANGUAGE];
  for (const name of FILES) if (kept2[name] !== void 0 && kept2[name] !== "-") kept2[name] = (0, import_node_path9.resolve)(kept2[name]);
  refuseLineBreaks(kept2);
  const filled = fillSettings(wrapper, kept2);
  if (filled === void 0)
    throw new SettingsError(say`--init: ${path} is not the wrapper of this version: copy it again.`);
  const settings = toSettings(withoutInit(commandLine), { ...around, env: { ...around.env, ...kept2 } });
  const checked = await ports.run({ ...settings, mode: "check" });
  if (checked !== EXIT.done && !await insists(say`The check failed. Save these settings all the same? (yes or no)`, ports)) {
    ports.say(say`Nothing was saved. Mend what is marked failed and start --init again.`);
    return checked;
  }
  if (checked === EXIT.done) {
    const { blocked } = await preview2(settings, ports.run);
    const question = say`That is what the first run would do. Save these settings? (yes or no)`;
    const isMeant = blocked === 0 || ports.asker === void 0 || await insists(question, ports);
    if (!isMeant) {
      ports.say(say`Nothing was saved.`);
      return EXIT.done;
    }
  }
  save(path, filled);
  ports.say(say`Saved in ${path}.`);
  for (const line of cronLines(path)) ports.say(line);
  return EXIT.done;
}
function refuseLineBreaks(settings) {
  for (const [name, value] of Object.entries(settings)) {
    if (/[\r\n\0]/.test(value)) throw new SettingsError(say`--init: ${name} holds a line break: type it in one line.`);
  }
}
function cronLines(wrapper) {
  const laid = layCronStub(wrapper, (0, import_node_path9.dirname)(wrapper));
  if (laid === void 0) return [say`To start it every 5 minutes, a line for crontab: */5 * * * * ${wrapper}`];
  const doubt = cronDoubt(THIS_MACHINE);
  return doubt === void 0 ? [laid] : [laid, say`look: ${doubt}`];
}
function settingsFrom(path, names) {
  if (path === void 0) return {};
  const text2 = readWrapper(path);
  const minutes = minutesOfOldScript(text2);
  const found2 = {
    ...minutes !== void 0 && { SYNC_EVERY_MINUTES: minutes },
    ...readSettings(text2, [...names, ...WRAPPERS_OWN])
  };
  if (found2["IXC_SERVER"] === void 0 && found2["BQN_OAM_IP"] === void 0) {
    throw new SettingsError(say`--from: ${path} holds no settings: name the wrapper that has them.`);
  }
  return found2;
}
function readWrapper(path) {
  try {
    return readRegularFile(path, LARGEST_WRAPPER);
  } catch (error) {
    throw new SettingsError(
      say`--init: ${path} cannot be read (${fileTrouble(error)}). Copy the wrapper beside the program.`,
      {
        cause: error
      }
    );
  }
}
function givenSettings({ positionals, bqns }, { env: env2 }) {
  const given = {};
  for (const { name } of QUESTIONS) {
    const value = env2[name]?.trim() ?? "";
    if (value !== "") given[name] = value;
  }
  const [host, key] = positionals;
  if (host !== void 0) given["IXC_SERVER"] = host;
  if (key !== void 0) given["IXC_KEY"] = key;
  const [first] = bqns;
  if (first !== void 0) {
    const [, user, password] = first;
    if (bqns.some((bqn) => bqn[1] !== user || bqn[2] !== password)) {
      throw new SettingsError(say`--init: the wrapper knows one REST user and password for all BQNs.`);
    }
    given["BQN_OAM_IP"] = bqns.map(([address]) => address).join(" ");
    given["BQN_REST_USER"] = user;
    given["BQN_REST_PW"] = password;
  }
  return given;
}
async function answerAll(given, { asker, say: tell }, settingsOf) {
  const missing3 = QUESTIONS.filter(({ name, mayBeEmpty }) => !mayBeEmpty && given[name] === void 0);
  if (asker === void 0) {
    if (missing3.length === 0) return { ...given };
    const names = missing3.map(({ name }) => name).join(", ");
    throw new SettingsError(say`--init: nobody is there to ask, and these are not set: ${names}.`);
  }
  let answers = {};
  for (const question of QUESTIONS) {
    const usual = given[question.name] ?? question.usual ?? "";
    answers = { ...answers, ...await goodAnswer(question, usual, { asker, tell, answers, settingsOf }) };
  }
  return answers;
}
async function goodAnswer(question, given, dialogue) {
  const { asker, tell, answers } = dialogue;
  const { name, secret } = question;
  let usual = given;
  for (let tried; ; ) {
    const answer = await answerOne(question, usual, asker);
    if (secret) tell(say`(${answer.length} characters)`);
    const all = { ...answers, [name]: answer };
    const probe = answer === tried ? void 0 : PROBES[name];
    if (probe === void 0) return { [name]: answer };
    const probed = await tryAnswer(probe, all, dialogue);
    if (probed.isGood) {
      return { [name]: answer, ...probed.fingerprint !== void 0 && { [IXC_PIN]: probed.fingerprint } };
    }
    tell(say`Type it again, or press Enter to keep it as it is.`);
    tried = answer;
    usual = answer;
  }
}
async function tryAnswer(probe, answers, dialogue) {
  const { asker, tell, settingsOf } = dialogue;
  const trusts = async ({ fingerprint, name, validTo }, host) => isYes(
    await asker.ask(
      say`${host}: trust this certificate, SHA-256 ${fingerprint}, of ${name}, valid until ${validTo}? (yes or no)`,
      "no",
      false
    )
  );
  const step = ({ state, text: text2 }) => tell(`${stateWord(state)}: ${printable(text2)}`);
  try {
    return await probe(settingsOf({ ...NOT_YET, ...answers }), { tell: step, trusts });
  } catch (error) {
    tell(unusable2(error));
    return { isGood: false };
  }
}
function stateWord(state) {
  return { ok: "ok", look: say`look`, failed: say`failed` }[state];
}
async function answerOne({ name, text: text2, secret, mayBeEmpty }, usual, asker) {
  for (; ; ) {
    const answer = (await asker.ask(`${translated(text2)}:`, usual, secret === true)).trim();
    if (name === LANGUAGE) {
      const language2 = LANGUAGES.find((one) => one === answer.toLowerCase());
      if (language2 === void 0) continue;
      speak(language2);
      return language2;
    }
    if (name === "IXC_DUAL_STACK") return isYes(answer) ? "--dual-stack" : "";
    if (answer !== "" || mayBeEmpty) return answer;
  }
}
function isYes(answer) {
  return /^(y|yes|s|sim|true|on|1|--dual-stack|-ds)$/i.test(answer);
}
async function insists(question, { asker }) {
  return asker !== void 0 && isYes(await asker.ask(question, "no", false));
}
function keptFlags({ flags }) {
  const kept2 = {};
  for (const flag of FLAGS) {
    const text2 = flags[flag.name];
    const variable = variableOf(flag);
    if (text2 !== void 0 && variable !== void 0 && !NOT_KEPT.includes(flag.name)) kept2[variable] = text2;
  }
  if (kept2["IXC_DUAL_STACK"] !== void 0)
    kept2["IXC_DUAL_STACK"] = isYes(kept2["IXC_DUAL_STACK"]) ? "--dual-stack" : "";
  return kept2;
}
function withoutInit(commandLine) {
  const { init: _init, from: _from, ...flags } = commandLine.flags;
  return { ...commandLine, flags, positionals: [], bqns: [] };
}
function variablesOf(flags) {
  return flags.map(variableOf).filter((name) => name !== void 0);
}
function pick(settings, names) {
  return Object.fromEntries(
    Object.entries(settings).filter(
      (entry) => entry[1] !== void 0 && entry[1] !== "" && names.includes(entry[0])
    )
  );
}
function save(path, text2) {
  try {
    replaceFile(path, text2, WRAPPER_MODE);
  } catch (error) {
    throw new SettingsError(say`--init: ${path} cannot be written (${fileTrouble(error)}).`, { cause: error });
  }
}
var import_node_path9, LANGUAGE, IXC_PIN, QUESTIONS, NOT_KEPT, WRAPPER_FLAGS, VARIABLES, FILES, WRAPPERS_OWN, WRAPPER_MODE, LARGEST_WRAPPER, WRAPPER, NOT_YET;
var init_init = __esm({
  "src/setup/init.ts"() {
    "use strict";
    init_thin_classes();
    import_node_path9 = require("node:path");
    init_atomic_file();
    init_regular_file();
    init_trouble();
    init_check_run();
    init_cron_wiring();
    init_exit_code();
    init_flags();
    init_settings();
    init_to_settings();
    init_language();
    init_printable();
    init_cron_stub();
    init_first_run();
    init_probe();
    init_wrapper_file();
    LANGUAGE = "IXC_BQN_LANG";
    IXC_PIN = "IXC_BQN_IXC_FINGERPRINT";
    QUESTIONS = [
      { name: LANGUAGE, text: phrase`Language: en for English, pt para português`, mayBeEmpty: true, usual: "en" },
      { name: "IXC_SERVER", text: phrase`IXC server (name or address)` },
      { name: "IXC_KEY", text: phrase`IXC API key (user id:hash)`, secret: true },
      { name: "BQN_OAM_IP", text: phrase`BQN management address (several with blanks between)` },
      { name: "BQN_REST_USER", text: phrase`BQN REST user` },
      { name: "BQN_REST_PW", text: phrase`BQN REST password`, secret: true },
      { name: "IXC_DUAL_STACK", text: phrase`Join IPv4 and IPv6 of each customer (yes or no)`, mayBeEmpty: true }
    ];
    NOT_KEPT = [
      "support",
      "pause",
      "reason",
      "resume",
      "detailed-exit-code",
      "from",
      "explain",
      "history",
      "since",
      "approve",
      "init",
      "dry-run",
      "check",
      "force",
      "remove-all",
      "verbose",
      "no-progress",
      "env-file"
    ];
    WRAPPER_FLAGS = FLAGS.filter(({ name }) => name !== "dual-stack" && !NOT_KEPT.includes(name));
    VARIABLES = variablesOf(WRAPPER_FLAGS);
    FILES = variablesOf(WRAPPER_FLAGS.filter(({ placeholder }) => placeholder === "FILE"));
    WRAPPERS_OWN = ["SYNC_EVERY_MINUTES", "LOG_FILE", "SYNC_NODE"];
    WRAPPER_MODE = 448;
    LARGEST_WRAPPER = 1e6;
    WRAPPER = "sync-ixc-bqn.sh";
    NOT_YET = { IXC_KEY: `1:${"0".repeat(64)}`, BQN_REST_USER: "user", BQN_REST_PW: "password" };
  }
});

// node_modules/mute-stream/lib/index.js
var require_lib = __commonJS({
  "node_modules/mute-stream/lib/index.js"(exports2, module2) {
    init_thin_classes();
    var Stream = require("stream");
    var MuteStream = class extends Stream {
      #isTTY = null;
      constructor(opts = {}) {
        super(opts);
        this.writable = this.readable = true;
        this.muted = false;
        this.on("pipe", this._onpipe);
        this.replace = opts.replace;
        this._prompt = opts.prompt || null;
        this._hadControl = false;
      }
      #destSrc(key, def) {
        if (this._dest) {
          return this._dest[key];
        }
        if (this._src) {
          return this._src[key];
        }
        return def;
      }
      #proxy(method, ...args) {
        if (typeof this._dest?.[method] === "function") {
          this._dest[method](...args);
        }
        if (typeof this._src?.[method] === "function") {
          this._src[method](...args);
        }
      }
      get isTTY() {
        if (this.#isTTY !== null) {
          return this.#isTTY;
        }
        return this.#destSrc("isTTY", false);
      }
      // basically just get replace the getter/setter with a regular value
      set isTTY(val) {
        this.#isTTY = val;
      }
      get rows() {
        return this.#destSrc("rows");
      }
      get columns() {
        return this.#destSrc("columns");
      }
      mute() {
        this.muted = true;
      }
      unmute() {
        this.muted = false;
      }
      _onpipe(src) {
        this._src = src;
      }
      pipe(dest, options) {
        this._dest = dest;
        return super.pipe(dest, options);
      }
      pause() {
        if (this._src) {
          return this._src.pause();
        }
      }
      resume() {
        if (this._src) {
          return this._src.resume();
        }
      }
      write(c) {
        if (this.muted) {
          if (!this.replace) {
            return true;
          }
          if (c.match(/^\u001b/)) {
            if (c.indexOf(this._prompt) === 0) {
              c = c.slice(this._prompt.length);
              c = c.replace(/./g, this.replace);
              c = this._prompt + c;
            }
            this._hadControl = true;
            return this.emit("data", c);
          } else {
            if (this._prompt && this._hadControl && c.indexOf(this._prompt) === 0) {
              this._hadControl = false;
              this.emit("data", this._prompt);
              c = c.slice(this._prompt.length);
            }
            c = c.toString().replace(/./g, this.replace);
          }
        }
        this.emit("data", c);
      }
      end(c) {
        if (this.muted) {
          if (c && this.replace) {
            c = c.toString().replace(/./g, this.replace);
          } else {
            c = null;
          }
        }
        if (c) {
          this.emit("data", c);
        }
        this.emit("end");
      }
      destroy(...args) {
        return this.#proxy("destroy", ...args);
      }
      destroySoon(...args) {
        return this.#proxy("destroySoon", ...args);
      }
      close(...args) {
        return this.#proxy("close", ...args);
      }
    };
    module2.exports = MuteStream;
  }
});

// node_modules/read/dist/esm/read.js
async function read({ default: def, input = process.stdin, output = process.stdout, completer, prompt = "", silent, timeout: timeout2, edit, terminal, replace }) {
  if (typeof def !== "undefined" && typeof def !== "string" && typeof def !== "number") {
    throw new Error("default value must be string or number");
  }
  let editDef = false;
  const defString = def?.toString();
  prompt = prompt.trim() + " ";
  terminal = !!(terminal || output.isTTY);
  if (defString) {
    if (silent) {
      prompt += "(<default hidden>) ";
    } else if (edit) {
      editDef = true;
    } else {
      prompt += "(" + defString + ") ";
    }
  }
  const m = new import_mute_stream.default({ replace, prompt });
  m.pipe(output, { end: false });
  output = m;
  return new Promise((resolve7, reject) => {
    const rl = (0, import_readline.createInterface)({ input, output, terminal, completer });
    const timer = timeout2 && setTimeout(() => onError(new Error("timed out")), timeout2);
    m.unmute();
    rl.setPrompt(prompt);
    rl.prompt();
    if (silent) {
      m.mute();
    } else if (editDef && defString) {
      const rlEdit = rl;
      rlEdit.line = defString;
      rlEdit.cursor = defString.length;
      rlEdit._refreshLine();
    }
    const done = () => {
      rl.close();
      clearTimeout(timer);
      m.mute();
      m.end();
    };
    const onError = (er) => {
      done();
      reject(er);
    };
    rl.on("error", onError);
    rl.on("line", (line) => {
      if (silent && terminal) {
        m.unmute();
      }
      done();
      return resolve7(line.replace(/\r?\n?$/, "") || defString || "");
    });
    rl.on("SIGINT", () => {
      rl.close();
      onError(new Error("canceled"));
    });
  });
}
var import_mute_stream, import_readline;
var init_read = __esm({
  "node_modules/read/dist/esm/read.js"() {
    init_thin_classes();
    import_mute_stream = __toESM(require_lib(), 1);
    import_readline = require("readline");
  }
});

// src/setup/terminal-asker.ts
var terminal_asker_exports = {};
__export(terminal_asker_exports, {
  TERMINAL_ASKER: () => TERMINAL_ASKER
});
var TERMINAL_ASKER;
var init_terminal_asker = __esm({
  "src/setup/terminal-asker.ts"() {
    "use strict";
    init_thin_classes();
    init_read();
    init_interrupted();
    TERMINAL_ASKER = {
      async ask(question, usual, secret) {
        try {
          return await read({ prompt: question, silent: secret, ...usual !== "" && { default: usual } });
        } catch (error) {
          throw error instanceof Error && error.message === "canceled" ? new Interrupted() : error;
        }
      }
    };
  }
});

// node_modules/cliui/build/lib/index.js
function addBorder(col, ts, style) {
  if (col.border) {
    if (/[.']-+[.']/.test(ts)) {
      return "";
    }
    if (ts.trim().length !== 0) {
      return style;
    }
    return "  ";
  }
  return "";
}
function _minWidth(col) {
  const padding = col.padding || [];
  const minWidth = 1 + (padding[left] || 0) + (padding[right] || 0);
  if (col.border) {
    return minWidth + 4;
  }
  return minWidth;
}
function getWindowWidth() {
  if (typeof process === "object" && process.stdout && process.stdout.columns) {
    return process.stdout.columns;
  }
  return 80;
}
function alignRight(str, width2) {
  str = str.trim();
  const strWidth = mixin.stringWidth(str);
  if (strWidth < width2) {
    return " ".repeat(width2 - strWidth) + str;
  }
  return str;
}
function alignCenter(str, width2) {
  str = str.trim();
  const strWidth = mixin.stringWidth(str);
  if (strWidth >= width2) {
    return str;
  }
  return " ".repeat(width2 - strWidth >> 1) + str;
}
function cliui(opts, _mixin) {
  mixin = _mixin;
  return new UI({
    width: (opts === null || opts === void 0 ? void 0 : opts.width) || getWindowWidth(),
    wrap: opts === null || opts === void 0 ? void 0 : opts.wrap
  });
}
var align, top, right, bottom, left, UI, mixin;
var init_lib = __esm({
  "node_modules/cliui/build/lib/index.js"() {
    "use strict";
    init_thin_classes();
    align = {
      right: alignRight,
      center: alignCenter
    };
    top = 0;
    right = 1;
    bottom = 2;
    left = 3;
    UI = class {
      constructor(opts) {
        var _a2;
        this.width = opts.width;
        this.wrap = (_a2 = opts.wrap) !== null && _a2 !== void 0 ? _a2 : true;
        this.rows = [];
      }
      span(...args) {
        const cols = this.div(...args);
        cols.span = true;
      }
      resetOutput() {
        this.rows = [];
      }
      div(...args) {
        if (args.length === 0) {
          this.div("");
        }
        if (this.wrap && this.shouldApplyLayoutDSL(...args) && typeof args[0] === "string") {
          return this.applyLayoutDSL(args[0]);
        }
        const cols = args.map((arg) => {
          if (typeof arg === "string") {
            return this.colFromString(arg);
          }
          return arg;
        });
        this.rows.push(cols);
        return cols;
      }
      shouldApplyLayoutDSL(...args) {
        return args.length === 1 && typeof args[0] === "string" && /[\t\n]/.test(args[0]);
      }
      applyLayoutDSL(str) {
        const rows2 = str.split("\n").map((row) => row.split("	"));
        let leftColumnWidth = 0;
        rows2.forEach((columns) => {
          if (columns.length > 1 && mixin.stringWidth(columns[0]) > leftColumnWidth) {
            leftColumnWidth = Math.min(Math.floor(this.width * 0.5), mixin.stringWidth(columns[0]));
          }
        });
        rows2.forEach((columns) => {
          this.div(...columns.map((r, i) => {
            return {
              text: r.trim(),
              padding: this.measurePadding(r),
              width: i === 0 && columns.length > 1 ? leftColumnWidth : void 0
            };
          }));
        });
        return this.rows[this.rows.length - 1];
      }
      colFromString(text2) {
        return {
          text: text2,
          padding: this.measurePadding(text2)
        };
      }
      measurePadding(str) {
        const noAnsi = mixin.stripAnsi(str);
        return [0, noAnsi.match(/\s*$/)[0].length, 0, noAnsi.match(/^\s*/)[0].length];
      }
      toString() {
        const lines = [];
        this.rows.forEach((row) => {
          this.rowToString(row, lines);
        });
        return lines.filter((line) => !line.hidden).map((line) => line.text).join("\n");
      }
      rowToString(row, lines) {
        this.rasterize(row).forEach((rrow, r) => {
          let str = "";
          rrow.forEach((col, c) => {
            const { width: width2 } = row[c];
            const wrapWidth = this.negatePadding(row[c]);
            let ts = col;
            if (wrapWidth > mixin.stringWidth(col)) {
              ts += " ".repeat(wrapWidth - mixin.stringWidth(col));
            }
            if (row[c].align && row[c].align !== "left" && this.wrap) {
              const fn = align[row[c].align];
              ts = fn(ts, wrapWidth);
              if (mixin.stringWidth(ts) < wrapWidth) {
                ts += " ".repeat((width2 || 0) - mixin.stringWidth(ts) - 1);
              }
            }
            const padding = row[c].padding || [0, 0, 0, 0];
            if (padding[left]) {
              str += " ".repeat(padding[left]);
            }
            str += addBorder(row[c], ts, "| ");
            str += ts;
            str += addBorder(row[c], ts, " |");
            if (padding[right]) {
              str += " ".repeat(padding[right]);
            }
            if (r === 0 && lines.length > 0) {
              str = this.renderInline(str, lines[lines.length - 1]);
            }
          });
          lines.push({
            text: str.replace(/ +$/, ""),
            span: row.span
          });
        });
        return lines;
      }
      // if the full 'source' can render in
      // the target line, do so.
      renderInline(source, previousLine) {
        const match = source.match(/^ */);
        const leadingWhitespace = match ? match[0].length : 0;
        const target = previousLine.text;
        const targetTextWidth = mixin.stringWidth(target.trimRight());
        if (!previousLine.span) {
          return source;
        }
        if (!this.wrap) {
          previousLine.hidden = true;
          return target + source;
        }
        if (leadingWhitespace < targetTextWidth) {
          return source;
        }
        previousLine.hidden = true;
        return target.trimRight() + " ".repeat(leadingWhitespace - targetTextWidth) + source.trimLeft();
      }
      rasterize(row) {
        const rrows = [];
        const widths = this.columnWidths(row);
        let wrapped;
        row.forEach((col, c) => {
          col.width = widths[c];
          if (this.wrap) {
            wrapped = mixin.wrap(col.text, this.negatePadding(col), { hard: true }).split("\n");
          } else {
            wrapped = col.text.split("\n");
          }
          if (col.border) {
            wrapped.unshift("." + "-".repeat(this.negatePadding(col) + 2) + ".");
            wrapped.push("'" + "-".repeat(this.negatePadding(col) + 2) + "'");
          }
          if (col.padding) {
            wrapped.unshift(...new Array(col.padding[top] || 0).fill(""));
            wrapped.push(...new Array(col.padding[bottom] || 0).fill(""));
          }
          wrapped.forEach((str, r) => {
            if (!rrows[r]) {
              rrows.push([]);
            }
            const rrow = rrows[r];
            for (let i = 0; i < c; i++) {
              if (rrow[i] === void 0) {
                rrow.push("");
              }
            }
            rrow.push(str);
          });
        });
        return rrows;
      }
      negatePadding(col) {
        let wrapWidth = col.width || 0;
        if (col.padding) {
          wrapWidth -= (col.padding[left] || 0) + (col.padding[right] || 0);
        }
        if (col.border) {
          wrapWidth -= 4;
        }
        return wrapWidth;
      }
      columnWidths(row) {
        if (!this.wrap) {
          return row.map((col) => {
            return col.width || mixin.stringWidth(col.text);
          });
        }
        let unset = row.length;
        let remainingWidth = this.width;
        const widths = row.map((col) => {
          if (col.width) {
            unset--;
            remainingWidth -= col.width;
            return col.width;
          }
          return void 0;
        });
        const unsetWidth = unset ? Math.floor(remainingWidth / unset) : 0;
        return widths.map((w, i) => {
          if (w === void 0) {
            return Math.max(unsetWidth, _minWidth(row[i]));
          }
          return w;
        });
      }
    };
  }
});

// node_modules/cliui/build/lib/string-utils.js
function stripAnsi(str) {
  return str.replace(ansi, "");
}
function wrap(str, width2) {
  const [start, end] = str.match(ansi) || ["", ""];
  str = stripAnsi(str);
  let wrapped = "";
  for (let i = 0; i < str.length; i++) {
    if (i !== 0 && i % width2 === 0) {
      wrapped += "\n";
    }
    wrapped += str.charAt(i);
  }
  if (start && end) {
    wrapped = `${start}${wrapped}${end}`;
  }
  return wrapped;
}
var ansi;
var init_string_utils = __esm({
  "node_modules/cliui/build/lib/string-utils.js"() {
    init_thin_classes();
    ansi = new RegExp("\x1B(?:\\[(?:\\d+[ABCDEFGJKSTm]|\\d+;\\d+[Hfm]|\\d+;\\d+;\\d+m|6n|s|u|\\?25[lh])|\\w)", "g");
  }
});

// node_modules/cliui/index.mjs
function ui(opts) {
  return cliui(opts, {
    stringWidth: (str) => {
      return [...str].length;
    },
    stripAnsi,
    wrap
  });
}
var init_cliui = __esm({
  "node_modules/cliui/index.mjs"() {
    init_thin_classes();
    init_lib();
    init_string_utils();
  }
});

// node_modules/escalade/sync/index.mjs
function sync_default(start, callback) {
  let dir = (0, import_path.resolve)(".", start);
  let tmp, stats = (0, import_fs.statSync)(dir);
  if (!stats.isDirectory()) {
    dir = (0, import_path.dirname)(dir);
  }
  while (true) {
    tmp = callback(dir, (0, import_fs.readdirSync)(dir));
    if (tmp) return (0, import_path.resolve)(dir, tmp);
    dir = (0, import_path.dirname)(tmp = dir);
    if (tmp === dir) break;
  }
}
var import_path, import_fs;
var init_sync = __esm({
  "node_modules/escalade/sync/index.mjs"() {
    init_thin_classes();
    import_path = require("path");
    import_fs = require("fs");
  }
});

// node_modules/yargs-parser/build/lib/string-utils.js
function camelCase(str) {
  const isCamelCase = str !== str.toLowerCase() && str !== str.toUpperCase();
  if (!isCamelCase) {
    str = str.toLowerCase();
  }
  if (str.indexOf("-") === -1 && str.indexOf("_") === -1) {
    return str;
  } else {
    let camelcase = "";
    let nextChrUpper = false;
    const leadingHyphens = str.match(/^-+/);
    for (let i = leadingHyphens ? leadingHyphens[0].length : 0; i < str.length; i++) {
      let chr = str.charAt(i);
      if (nextChrUpper) {
        nextChrUpper = false;
        chr = chr.toUpperCase();
      }
      if (i !== 0 && (chr === "-" || chr === "_")) {
        nextChrUpper = true;
      } else if (chr !== "-" && chr !== "_") {
        camelcase += chr;
      }
    }
    return camelcase;
  }
}
function decamelize(str, joinString) {
  const lowercase = str.toLowerCase();
  joinString = joinString || "-";
  let notCamelcase = "";
  for (let i = 0; i < str.length; i++) {
    const chrLower = lowercase.charAt(i);
    const chrString = str.charAt(i);
    if (chrLower !== chrString && i > 0) {
      notCamelcase += `${joinString}${lowercase.charAt(i)}`;
    } else {
      notCamelcase += chrString;
    }
  }
  return notCamelcase;
}
function looksLikeNumber(x) {
  if (x === null || x === void 0)
    return false;
  if (typeof x === "number")
    return true;
  if (/^0x[0-9a-f]+$/i.test(x))
    return true;
  if (/^0[^.]/.test(x))
    return false;
  return /^[-]?(?:\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/.test(x);
}
var init_string_utils2 = __esm({
  "node_modules/yargs-parser/build/lib/string-utils.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs-parser/build/lib/tokenize-arg-string.js
function tokenizeArgString(argString) {
  if (Array.isArray(argString)) {
    return argString.map((e) => typeof e !== "string" ? e + "" : e);
  }
  argString = argString.trim();
  let i = 0;
  let prevC = null;
  let c = null;
  let opening = null;
  const args = [];
  for (let ii = 0; ii < argString.length; ii++) {
    prevC = c;
    c = argString.charAt(ii);
    if (c === " " && !opening) {
      if (!(prevC === " ")) {
        i++;
      }
      continue;
    }
    if (c === opening) {
      opening = null;
    } else if ((c === "'" || c === '"') && !opening) {
      opening = c;
    }
    if (!args[i])
      args[i] = "";
    args[i] += c;
  }
  return args;
}
var init_tokenize_arg_string = __esm({
  "node_modules/yargs-parser/build/lib/tokenize-arg-string.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs-parser/build/lib/yargs-parser-types.js
var DefaultValuesForTypeKey;
var init_yargs_parser_types = __esm({
  "node_modules/yargs-parser/build/lib/yargs-parser-types.js"() {
    init_thin_classes();
    (function(DefaultValuesForTypeKey2) {
      DefaultValuesForTypeKey2["BOOLEAN"] = "boolean";
      DefaultValuesForTypeKey2["STRING"] = "string";
      DefaultValuesForTypeKey2["NUMBER"] = "number";
      DefaultValuesForTypeKey2["ARRAY"] = "array";
    })(DefaultValuesForTypeKey || (DefaultValuesForTypeKey = {}));
  }
});

// node_modules/yargs-parser/build/lib/yargs-parser.js
function combineAliases(aliases) {
  const aliasArrays = [];
  const combined = /* @__PURE__ */ Object.create(null);
  let change = true;
  Object.keys(aliases).forEach(function(key) {
    aliasArrays.push([].concat(aliases[key], key));
  });
  while (change) {
    change = false;
    for (let i = 0; i < aliasArrays.length; i++) {
      for (let ii = i + 1; ii < aliasArrays.length; ii++) {
        const intersect = aliasArrays[i].filter(function(v) {
          return aliasArrays[ii].indexOf(v) !== -1;
        });
        if (intersect.length) {
          aliasArrays[i] = aliasArrays[i].concat(aliasArrays[ii]);
          aliasArrays.splice(ii, 1);
          change = true;
          break;
        }
      }
    }
  }
  aliasArrays.forEach(function(aliasArray) {
    aliasArray = aliasArray.filter(function(v, i, self2) {
      return self2.indexOf(v) === i;
    });
    const lastAlias = aliasArray.pop();
    if (lastAlias !== void 0 && typeof lastAlias === "string") {
      combined[lastAlias] = aliasArray;
    }
  });
  return combined;
}
function increment(orig) {
  return orig !== void 0 ? orig + 1 : 1;
}
function sanitizeKey(key) {
  if (key === "__proto__")
    return "___proto___";
  return key;
}
function stripQuotes(val) {
  return typeof val === "string" && (val[0] === "'" || val[0] === '"') && val[val.length - 1] === val[0] ? val.substring(1, val.length - 1) : val;
}
var mixin2, YargsParser;
var init_yargs_parser = __esm({
  "node_modules/yargs-parser/build/lib/yargs-parser.js"() {
    init_thin_classes();
    init_tokenize_arg_string();
    init_yargs_parser_types();
    init_string_utils2();
    YargsParser = class {
      constructor(_mixin) {
        mixin2 = _mixin;
      }
      parse(argsInput, options) {
        const opts = Object.assign({
          alias: void 0,
          array: void 0,
          boolean: void 0,
          config: void 0,
          configObjects: void 0,
          configuration: void 0,
          coerce: void 0,
          count: void 0,
          default: void 0,
          envPrefix: void 0,
          narg: void 0,
          normalize: void 0,
          string: void 0,
          number: void 0,
          __: void 0,
          key: void 0
        }, options);
        const args = tokenizeArgString(argsInput);
        const inputIsString = typeof argsInput === "string";
        const aliases = combineAliases(Object.assign(/* @__PURE__ */ Object.create(null), opts.alias));
        const configuration = Object.assign({
          "boolean-negation": true,
          "camel-case-expansion": true,
          "combine-arrays": false,
          "dot-notation": true,
          "duplicate-arguments-array": true,
          "flatten-duplicate-arrays": true,
          "greedy-arrays": true,
          "halt-at-non-option": false,
          "nargs-eats-options": false,
          "negation-prefix": "no-",
          "parse-numbers": true,
          "parse-positional-numbers": true,
          "populate--": false,
          "set-placeholder-key": false,
          "short-option-groups": true,
          "strip-aliased": false,
          "strip-dashed": false,
          "unknown-options-as-args": false
        }, opts.configuration);
        const defaults = Object.assign(/* @__PURE__ */ Object.create(null), opts.default);
        const configObjects = opts.configObjects || [];
        const envPrefix = opts.envPrefix;
        const notFlagsOption = configuration["populate--"];
        const notFlagsArgv = notFlagsOption ? "--" : "_";
        const newAliases = /* @__PURE__ */ Object.create(null);
        const defaulted = /* @__PURE__ */ Object.create(null);
        const __ = opts.__ || mixin2.format;
        const flags = {
          aliases: /* @__PURE__ */ Object.create(null),
          arrays: /* @__PURE__ */ Object.create(null),
          bools: /* @__PURE__ */ Object.create(null),
          strings: /* @__PURE__ */ Object.create(null),
          numbers: /* @__PURE__ */ Object.create(null),
          counts: /* @__PURE__ */ Object.create(null),
          normalize: /* @__PURE__ */ Object.create(null),
          configs: /* @__PURE__ */ Object.create(null),
          nargs: /* @__PURE__ */ Object.create(null),
          coercions: /* @__PURE__ */ Object.create(null),
          keys: []
        };
        const negative = /^-([0-9]+(\.[0-9]+)?|\.[0-9]+)$/;
        const negatedBoolean = new RegExp("^--" + configuration["negation-prefix"] + "(.+)");
        [].concat(opts.array || []).filter(Boolean).forEach(function(opt) {
          const key = typeof opt === "object" ? opt.key : opt;
          const assignment = Object.keys(opt).map(function(key2) {
            const arrayFlagKeys = {
              boolean: "bools",
              string: "strings",
              number: "numbers"
            };
            return arrayFlagKeys[key2];
          }).filter(Boolean).pop();
          if (assignment) {
            flags[assignment][key] = true;
          }
          flags.arrays[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.boolean || []).filter(Boolean).forEach(function(key) {
          flags.bools[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.string || []).filter(Boolean).forEach(function(key) {
          flags.strings[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.number || []).filter(Boolean).forEach(function(key) {
          flags.numbers[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.count || []).filter(Boolean).forEach(function(key) {
          flags.counts[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.normalize || []).filter(Boolean).forEach(function(key) {
          flags.normalize[key] = true;
          flags.keys.push(key);
        });
        if (typeof opts.narg === "object") {
          Object.entries(opts.narg).forEach(([key, value]) => {
            if (typeof value === "number") {
              flags.nargs[key] = value;
              flags.keys.push(key);
            }
          });
        }
        if (typeof opts.coerce === "object") {
          Object.entries(opts.coerce).forEach(([key, value]) => {
            if (typeof value === "function") {
              flags.coercions[key] = value;
              flags.keys.push(key);
            }
          });
        }
        if (typeof opts.config !== "undefined") {
          if (Array.isArray(opts.config) || typeof opts.config === "string") {
            ;
            [].concat(opts.config).filter(Boolean).forEach(function(key) {
              flags.configs[key] = true;
            });
          } else if (typeof opts.config === "object") {
            Object.entries(opts.config).forEach(([key, value]) => {
              if (typeof value === "boolean" || typeof value === "function") {
                flags.configs[key] = value;
              }
            });
          }
        }
        extendAliases(opts.key, aliases, opts.default, flags.arrays);
        Object.keys(defaults).forEach(function(key) {
          (flags.aliases[key] || []).forEach(function(alias) {
            defaults[alias] = defaults[key];
          });
        });
        let error = null;
        checkConfiguration();
        let notFlags = [];
        const argv = Object.assign(/* @__PURE__ */ Object.create(null), { _: [] });
        const argvReturn = {};
        for (let i = 0; i < args.length; i++) {
          const arg = args[i];
          const truncatedArg = arg.replace(/^-{3,}/, "---");
          let broken;
          let key;
          let letters;
          let m;
          let next;
          let value;
          if (arg !== "--" && /^-/.test(arg) && isUnknownOptionAsArg(arg)) {
            pushPositional(arg);
          } else if (truncatedArg.match(/^---+(=|$)/)) {
            pushPositional(arg);
            continue;
          } else if (arg.match(/^--.+=/) || !configuration["short-option-groups"] && arg.match(/^-.+=/)) {
            m = arg.match(/^--?([^=]+)=([\s\S]*)$/);
            if (m !== null && Array.isArray(m) && m.length >= 3) {
              if (checkAllAliases(m[1], flags.arrays)) {
                i = eatArray(i, m[1], args, m[2]);
              } else if (checkAllAliases(m[1], flags.nargs) !== false) {
                i = eatNargs(i, m[1], args, m[2]);
              } else {
                setArg(m[1], m[2], true);
              }
            }
          } else if (arg.match(negatedBoolean) && configuration["boolean-negation"]) {
            m = arg.match(negatedBoolean);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              setArg(key, checkAllAliases(key, flags.arrays) ? [false] : false);
            }
          } else if (arg.match(/^--.+/) || !configuration["short-option-groups"] && arg.match(/^-[^-]+/)) {
            m = arg.match(/^--?(.+)/);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              if (checkAllAliases(key, flags.arrays)) {
                i = eatArray(i, key, args);
              } else if (checkAllAliases(key, flags.nargs) !== false) {
                i = eatNargs(i, key, args);
              } else {
                next = args[i + 1];
                if (next !== void 0 && (!next.match(/^-/) || next.match(negative)) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                  setArg(key, next);
                  i++;
                } else if (/^(true|false)$/.test(next)) {
                  setArg(key, next);
                  i++;
                } else {
                  setArg(key, defaultValue(key));
                }
              }
            }
          } else if (arg.match(/^-.\..+=/)) {
            m = arg.match(/^-([^=]+)=([\s\S]*)$/);
            if (m !== null && Array.isArray(m) && m.length >= 3) {
              setArg(m[1], m[2]);
            }
          } else if (arg.match(/^-.\..+/) && !arg.match(negative)) {
            next = args[i + 1];
            m = arg.match(/^-(.\..+)/);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              if (next !== void 0 && !next.match(/^-/) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                setArg(key, next);
                i++;
              } else {
                setArg(key, defaultValue(key));
              }
            }
          } else if (arg.match(/^-[^-]+/) && !arg.match(negative)) {
            letters = arg.slice(1, -1).split("");
            broken = false;
            for (let j = 0; j < letters.length; j++) {
              next = arg.slice(j + 2);
              if (letters[j + 1] && letters[j + 1] === "=") {
                value = arg.slice(j + 3);
                key = letters[j];
                if (checkAllAliases(key, flags.arrays)) {
                  i = eatArray(i, key, args, value);
                } else if (checkAllAliases(key, flags.nargs) !== false) {
                  i = eatNargs(i, key, args, value);
                } else {
                  setArg(key, value);
                }
                broken = true;
                break;
              }
              if (next === "-") {
                setArg(letters[j], next);
                continue;
              }
              if (/[A-Za-z]/.test(letters[j]) && /^-?\d+(\.\d*)?(e-?\d+)?$/.test(next) && checkAllAliases(next, flags.bools) === false) {
                setArg(letters[j], next);
                broken = true;
                break;
              }
              if (letters[j + 1] && letters[j + 1].match(/\W/)) {
                setArg(letters[j], next);
                broken = true;
                break;
              } else {
                setArg(letters[j], defaultValue(letters[j]));
              }
            }
            key = arg.slice(-1)[0];
            if (!broken && key !== "-") {
              if (checkAllAliases(key, flags.arrays)) {
                i = eatArray(i, key, args);
              } else if (checkAllAliases(key, flags.nargs) !== false) {
                i = eatNargs(i, key, args);
              } else {
                next = args[i + 1];
                if (next !== void 0 && (!/^(-|--)[^-]/.test(next) || next.match(negative)) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                  setArg(key, next);
                  i++;
                } else if (/^(true|false)$/.test(next)) {
                  setArg(key, next);
                  i++;
                } else {
                  setArg(key, defaultValue(key));
                }
              }
            }
          } else if (arg.match(/^-[0-9]$/) && arg.match(negative) && checkAllAliases(arg.slice(1), flags.bools)) {
            key = arg.slice(1);
            setArg(key, defaultValue(key));
          } else if (arg === "--") {
            notFlags = args.slice(i + 1);
            break;
          } else if (configuration["halt-at-non-option"]) {
            notFlags = args.slice(i);
            break;
          } else {
            pushPositional(arg);
          }
        }
        applyEnvVars(argv, true);
        applyEnvVars(argv, false);
        setConfig(argv);
        setConfigObjects();
        applyDefaultsAndAliases(argv, flags.aliases, defaults, true);
        applyCoercions(argv);
        if (configuration["set-placeholder-key"])
          setPlaceholderKeys(argv);
        Object.keys(flags.counts).forEach(function(key) {
          if (!hasKey(argv, key.split(".")))
            setArg(key, 0);
        });
        if (notFlagsOption && notFlags.length)
          argv[notFlagsArgv] = [];
        notFlags.forEach(function(key) {
          argv[notFlagsArgv].push(key);
        });
        if (configuration["camel-case-expansion"] && configuration["strip-dashed"]) {
          Object.keys(argv).filter((key) => key !== "--" && key.includes("-")).forEach((key) => {
            delete argv[key];
          });
        }
        if (configuration["strip-aliased"]) {
          ;
          [].concat(...Object.keys(aliases).map((k) => aliases[k])).forEach((alias) => {
            if (configuration["camel-case-expansion"] && alias.includes("-")) {
              delete argv[alias.split(".").map((prop) => camelCase(prop)).join(".")];
            }
            delete argv[alias];
          });
        }
        function pushPositional(arg) {
          const maybeCoercedNumber = maybeCoerceNumber("_", arg);
          if (typeof maybeCoercedNumber === "string" || typeof maybeCoercedNumber === "number") {
            argv._.push(maybeCoercedNumber);
          }
        }
        function eatNargs(i, key, args2, argAfterEqualSign) {
          let ii;
          let toEat = checkAllAliases(key, flags.nargs);
          toEat = typeof toEat !== "number" || isNaN(toEat) ? 1 : toEat;
          if (toEat === 0) {
            if (!isUndefined(argAfterEqualSign)) {
              error = Error(__("Argument unexpected for: %s", key));
            }
            setArg(key, defaultValue(key));
            return i;
          }
          let available = isUndefined(argAfterEqualSign) ? 0 : 1;
          if (configuration["nargs-eats-options"]) {
            if (args2.length - (i + 1) + available < toEat) {
              error = Error(__("Not enough arguments following: %s", key));
            }
            available = toEat;
          } else {
            for (ii = i + 1; ii < args2.length; ii++) {
              if (!args2[ii].match(/^-[^0-9]/) || args2[ii].match(negative) || isUnknownOptionAsArg(args2[ii]))
                available++;
              else
                break;
            }
            if (available < toEat)
              error = Error(__("Not enough arguments following: %s", key));
          }
          let consumed = Math.min(available, toEat);
          if (!isUndefined(argAfterEqualSign) && consumed > 0) {
            setArg(key, argAfterEqualSign);
            consumed--;
          }
          for (ii = i + 1; ii < consumed + i + 1; ii++) {
            setArg(key, args2[ii]);
          }
          return i + consumed;
        }
        function eatArray(i, key, args2, argAfterEqualSign) {
          let argsToSet = [];
          let next = argAfterEqualSign || args2[i + 1];
          const nargsCount = checkAllAliases(key, flags.nargs);
          if (checkAllAliases(key, flags.bools) && !/^(true|false)$/.test(next)) {
            argsToSet.push(true);
          } else if (isUndefined(next) || isUndefined(argAfterEqualSign) && /^-/.test(next) && !negative.test(next) && !isUnknownOptionAsArg(next)) {
            if (defaults[key] !== void 0) {
              const defVal = defaults[key];
              argsToSet = Array.isArray(defVal) ? defVal : [defVal];
            }
          } else {
            if (!isUndefined(argAfterEqualSign)) {
              argsToSet.push(processValue(key, argAfterEqualSign, true));
            }
            for (let ii = i + 1; ii < args2.length; ii++) {
              if (!configuration["greedy-arrays"] && argsToSet.length > 0 || nargsCount && typeof nargsCount === "number" && argsToSet.length >= nargsCount)
                break;
              next = args2[ii];
              if (/^-/.test(next) && !negative.test(next) && !isUnknownOptionAsArg(next))
                break;
              i = ii;
              argsToSet.push(processValue(key, next, inputIsString));
            }
          }
          if (typeof nargsCount === "number" && (nargsCount && argsToSet.length < nargsCount || isNaN(nargsCount) && argsToSet.length === 0)) {
            error = Error(__("Not enough arguments following: %s", key));
          }
          setArg(key, argsToSet);
          return i;
        }
        function setArg(key, val, shouldStripQuotes = inputIsString) {
          if (/-/.test(key) && configuration["camel-case-expansion"]) {
            const alias = key.split(".").map(function(prop) {
              return camelCase(prop);
            }).join(".");
            addNewAlias(key, alias);
          }
          const value = processValue(key, val, shouldStripQuotes);
          const splitKey = key.split(".");
          setKey(argv, splitKey, value);
          if (flags.aliases[key]) {
            flags.aliases[key].forEach(function(x) {
              const keyProperties = x.split(".");
              setKey(argv, keyProperties, value);
            });
          }
          if (splitKey.length > 1 && configuration["dot-notation"]) {
            ;
            (flags.aliases[splitKey[0]] || []).forEach(function(x) {
              let keyProperties = x.split(".");
              const a = [].concat(splitKey);
              a.shift();
              keyProperties = keyProperties.concat(a);
              if (!(flags.aliases[key] || []).includes(keyProperties.join("."))) {
                setKey(argv, keyProperties, value);
              }
            });
          }
          if (checkAllAliases(key, flags.normalize) && !checkAllAliases(key, flags.arrays)) {
            const keys2 = [key].concat(flags.aliases[key] || []);
            keys2.forEach(function(key2) {
              Object.defineProperty(argvReturn, key2, {
                enumerable: true,
                get() {
                  return val;
                },
                set(value2) {
                  val = typeof value2 === "string" ? mixin2.normalize(value2) : value2;
                }
              });
            });
          }
        }
        function addNewAlias(key, alias) {
          if (!(flags.aliases[key] && flags.aliases[key].length)) {
            flags.aliases[key] = [alias];
            newAliases[alias] = true;
          }
          if (!(flags.aliases[alias] && flags.aliases[alias].length)) {
            addNewAlias(alias, key);
          }
        }
        function processValue(key, val, shouldStripQuotes) {
          if (shouldStripQuotes) {
            val = stripQuotes(val);
          }
          if (checkAllAliases(key, flags.bools) || checkAllAliases(key, flags.counts)) {
            if (typeof val === "string")
              val = val === "true";
          }
          let value = Array.isArray(val) ? val.map(function(v) {
            return maybeCoerceNumber(key, v);
          }) : maybeCoerceNumber(key, val);
          if (checkAllAliases(key, flags.counts) && (isUndefined(value) || typeof value === "boolean")) {
            value = increment();
          }
          if (checkAllAliases(key, flags.normalize) && checkAllAliases(key, flags.arrays)) {
            if (Array.isArray(val))
              value = val.map((val2) => {
                return mixin2.normalize(val2);
              });
            else
              value = mixin2.normalize(val);
          }
          return value;
        }
        function maybeCoerceNumber(key, value) {
          if (!configuration["parse-positional-numbers"] && key === "_")
            return value;
          if (!checkAllAliases(key, flags.strings) && !checkAllAliases(key, flags.bools) && !Array.isArray(value)) {
            const shouldCoerceNumber = looksLikeNumber(value) && configuration["parse-numbers"] && Number.isSafeInteger(Math.floor(parseFloat(`${value}`)));
            if (shouldCoerceNumber || !isUndefined(value) && checkAllAliases(key, flags.numbers)) {
              value = Number(value);
            }
          }
          return value;
        }
        function setConfig(argv2) {
          const configLookup = /* @__PURE__ */ Object.create(null);
          applyDefaultsAndAliases(configLookup, flags.aliases, defaults);
          Object.keys(flags.configs).forEach(function(configKey) {
            const configPath = argv2[configKey] || configLookup[configKey];
            if (configPath) {
              try {
                let config = null;
                const resolvedConfigPath = mixin2.resolve(mixin2.cwd(), configPath);
                const resolveConfig = flags.configs[configKey];
                if (typeof resolveConfig === "function") {
                  try {
                    config = resolveConfig(resolvedConfigPath);
                  } catch (e) {
                    config = e;
                  }
                  if (config instanceof Error) {
                    error = config;
                    return;
                  }
                } else {
                  config = mixin2.require(resolvedConfigPath);
                }
                setConfigObject(config);
              } catch (ex) {
                if (ex.name === "PermissionDenied")
                  error = ex;
                else if (argv2[configKey])
                  error = Error(__("Invalid JSON config file: %s", configPath));
              }
            }
          });
        }
        function setConfigObject(config, prev) {
          Object.keys(config).forEach(function(key) {
            const value = config[key];
            const fullKey = prev ? prev + "." + key : key;
            if (typeof value === "object" && value !== null && !Array.isArray(value) && configuration["dot-notation"]) {
              setConfigObject(value, fullKey);
            } else {
              if (!hasKey(argv, fullKey.split(".")) || checkAllAliases(fullKey, flags.arrays) && configuration["combine-arrays"]) {
                setArg(fullKey, value);
              }
            }
          });
        }
        function setConfigObjects() {
          if (typeof configObjects !== "undefined") {
            configObjects.forEach(function(configObject) {
              setConfigObject(configObject);
            });
          }
        }
        function applyEnvVars(argv2, configOnly) {
          if (typeof envPrefix === "undefined")
            return;
          const prefix = typeof envPrefix === "string" ? envPrefix : "";
          const env2 = mixin2.env();
          Object.keys(env2).forEach(function(envVar) {
            if (prefix === "" || envVar.lastIndexOf(prefix, 0) === 0) {
              const keys2 = envVar.split("__").map(function(key, i) {
                if (i === 0) {
                  key = key.substring(prefix.length);
                }
                return camelCase(key);
              });
              if ((configOnly && flags.configs[keys2.join(".")] || !configOnly) && !hasKey(argv2, keys2)) {
                setArg(keys2.join("."), env2[envVar]);
              }
            }
          });
        }
        function applyCoercions(argv2) {
          let coerce;
          const applied = /* @__PURE__ */ new Set();
          Object.keys(argv2).forEach(function(key) {
            if (!applied.has(key)) {
              coerce = checkAllAliases(key, flags.coercions);
              if (typeof coerce === "function") {
                try {
                  const value = maybeCoerceNumber(key, coerce(argv2[key]));
                  [].concat(flags.aliases[key] || [], key).forEach((ali) => {
                    applied.add(ali);
                    argv2[ali] = value;
                  });
                } catch (err) {
                  error = err;
                }
              }
            }
          });
        }
        function setPlaceholderKeys(argv2) {
          flags.keys.forEach((key) => {
            if (~key.indexOf("."))
              return;
            if (typeof argv2[key] === "undefined")
              argv2[key] = void 0;
          });
          return argv2;
        }
        function applyDefaultsAndAliases(obj, aliases2, defaults2, canLog = false) {
          Object.keys(defaults2).forEach(function(key) {
            if (!hasKey(obj, key.split("."))) {
              setKey(obj, key.split("."), defaults2[key]);
              if (canLog)
                defaulted[key] = true;
              (aliases2[key] || []).forEach(function(x) {
                if (hasKey(obj, x.split(".")))
                  return;
                setKey(obj, x.split("."), defaults2[key]);
              });
            }
          });
        }
        function hasKey(obj, keys2) {
          let o = obj;
          if (!configuration["dot-notation"])
            keys2 = [keys2.join(".")];
          keys2.slice(0, -1).forEach(function(key2) {
            o = o[key2] || {};
          });
          const key = keys2[keys2.length - 1];
          if (typeof o !== "object")
            return false;
          else
            return key in o;
        }
        function setKey(obj, keys2, value) {
          let o = obj;
          if (!configuration["dot-notation"])
            keys2 = [keys2.join(".")];
          keys2.slice(0, -1).forEach(function(key2) {
            key2 = sanitizeKey(key2);
            if (typeof o === "object" && o[key2] === void 0) {
              o[key2] = {};
            }
            if (typeof o[key2] !== "object" || Array.isArray(o[key2])) {
              if (Array.isArray(o[key2])) {
                o[key2].push({});
              } else {
                o[key2] = [o[key2], {}];
              }
              o = o[key2][o[key2].length - 1];
            } else {
              o = o[key2];
            }
          });
          const key = sanitizeKey(keys2[keys2.length - 1]);
          const isTypeArray = checkAllAliases(keys2.join("."), flags.arrays);
          const isValueArray = Array.isArray(value);
          let duplicate = configuration["duplicate-arguments-array"];
          if (!duplicate && checkAllAliases(key, flags.nargs)) {
            duplicate = true;
            if (!isUndefined(o[key]) && flags.nargs[key] === 1 || Array.isArray(o[key]) && o[key].length === flags.nargs[key]) {
              o[key] = void 0;
            }
          }
          if (value === increment()) {
            o[key] = increment(o[key]);
          } else if (Array.isArray(o[key])) {
            if (duplicate && isTypeArray && isValueArray) {
              o[key] = configuration["flatten-duplicate-arrays"] ? o[key].concat(value) : (Array.isArray(o[key][0]) ? o[key] : [o[key]]).concat([value]);
            } else if (!duplicate && Boolean(isTypeArray) === Boolean(isValueArray)) {
              o[key] = value;
            } else {
              o[key] = o[key].concat([value]);
            }
          } else if (o[key] === void 0 && isTypeArray) {
            o[key] = isValueArray ? value : [value];
          } else if (duplicate && !(o[key] === void 0 || checkAllAliases(key, flags.counts) || checkAllAliases(key, flags.bools))) {
            o[key] = [o[key], value];
          } else {
            o[key] = value;
          }
        }
        function extendAliases(...args2) {
          args2.forEach(function(obj) {
            Object.keys(obj || {}).forEach(function(key) {
              if (flags.aliases[key])
                return;
              flags.aliases[key] = [].concat(aliases[key] || []);
              flags.aliases[key].concat(key).forEach(function(x) {
                if (/-/.test(x) && configuration["camel-case-expansion"]) {
                  const c = camelCase(x);
                  if (c !== key && flags.aliases[key].indexOf(c) === -1) {
                    flags.aliases[key].push(c);
                    newAliases[c] = true;
                  }
                }
              });
              flags.aliases[key].concat(key).forEach(function(x) {
                if (x.length > 1 && /[A-Z]/.test(x) && configuration["camel-case-expansion"]) {
                  const c = decamelize(x, "-");
                  if (c !== key && flags.aliases[key].indexOf(c) === -1) {
                    flags.aliases[key].push(c);
                    newAliases[c] = true;
                  }
                }
              });
              flags.aliases[key].forEach(function(x) {
                flags.aliases[x] = [key].concat(flags.aliases[key].filter(function(y) {
                  return x !== y;
                }));
              });
            });
          });
        }
        function checkAllAliases(key, flag) {
          const toCheck = [].concat(flags.aliases[key] || [], key);
          const keys2 = Object.keys(flag);
          const setAlias = toCheck.find((key2) => keys2.includes(key2));
          return setAlias ? flag[setAlias] : false;
        }
        function hasAnyFlag(key) {
          const flagsKeys = Object.keys(flags);
          const toCheck = [].concat(flagsKeys.map((k) => flags[k]));
          return toCheck.some(function(flag) {
            return Array.isArray(flag) ? flag.includes(key) : flag[key];
          });
        }
        function hasFlagsMatching(arg, ...patterns) {
          const toCheck = [].concat(...patterns);
          return toCheck.some(function(pattern) {
            const match = arg.match(pattern);
            return match && hasAnyFlag(match[1]);
          });
        }
        function hasAllShortFlags(arg) {
          if (arg.match(negative) || !arg.match(/^-[^-]+/)) {
            return false;
          }
          let hasAllFlags = true;
          let next;
          const letters = arg.slice(1).split("");
          for (let j = 0; j < letters.length; j++) {
            next = arg.slice(j + 2);
            if (!hasAnyFlag(letters[j])) {
              hasAllFlags = false;
              break;
            }
            if (letters[j + 1] && letters[j + 1] === "=" || next === "-" || /[A-Za-z]/.test(letters[j]) && /^-?\d+(\.\d*)?(e-?\d+)?$/.test(next) || letters[j + 1] && letters[j + 1].match(/\W/)) {
              break;
            }
          }
          return hasAllFlags;
        }
        function isUnknownOptionAsArg(arg) {
          return configuration["unknown-options-as-args"] && isUnknownOption(arg);
        }
        function isUnknownOption(arg) {
          arg = arg.replace(/^-{3,}/, "--");
          if (arg.match(negative)) {
            return false;
          }
          if (hasAllShortFlags(arg)) {
            return false;
          }
          const flagWithEquals = /^-+([^=]+?)=[\s\S]*$/;
          const normalFlag = /^-+([^=]+?)$/;
          const flagEndingInHyphen = /^-+([^=]+?)-$/;
          const flagEndingInDigits = /^-+([^=]+?\d+)$/;
          const flagEndingInNonWordCharacters = /^-+([^=]+?)\W+.*$/;
          return !hasFlagsMatching(arg, flagWithEquals, negatedBoolean, normalFlag, flagEndingInHyphen, flagEndingInDigits, flagEndingInNonWordCharacters);
        }
        function defaultValue(key) {
          if (!checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts) && `${key}` in defaults) {
            return defaults[key];
          } else {
            return defaultForType(guessType2(key));
          }
        }
        function defaultForType(type) {
          const def = {
            [DefaultValuesForTypeKey.BOOLEAN]: true,
            [DefaultValuesForTypeKey.STRING]: "",
            [DefaultValuesForTypeKey.NUMBER]: void 0,
            [DefaultValuesForTypeKey.ARRAY]: []
          };
          return def[type];
        }
        function guessType2(key) {
          let type = DefaultValuesForTypeKey.BOOLEAN;
          if (checkAllAliases(key, flags.strings))
            type = DefaultValuesForTypeKey.STRING;
          else if (checkAllAliases(key, flags.numbers))
            type = DefaultValuesForTypeKey.NUMBER;
          else if (checkAllAliases(key, flags.bools))
            type = DefaultValuesForTypeKey.BOOLEAN;
          else if (checkAllAliases(key, flags.arrays))
            type = DefaultValuesForTypeKey.ARRAY;
          return type;
        }
        function isUndefined(num) {
          return num === void 0;
        }
        function checkConfiguration() {
          Object.keys(flags.counts).find((key) => {
            if (checkAllAliases(key, flags.arrays)) {
              error = Error(__("Invalid configuration: %s, opts.count excludes opts.array.", key));
              return true;
            } else if (checkAllAliases(key, flags.nargs)) {
              error = Error(__("Invalid configuration: %s, opts.count excludes opts.narg.", key));
              return true;
            }
            return false;
          });
        }
        return {
          aliases: Object.assign({}, flags.aliases),
          argv: Object.assign(argvReturn, argv),
          configuration,
          defaulted: Object.assign({}, defaulted),
          error,
          newAliases: Object.assign({}, newAliases)
        };
      }
    };
  }
});

// node_modules/yargs-parser/build/lib/index.js
var import_util, import_path2, import_fs2, _a, _b, _c, minNodeVersion, nodeVersion, env, parser, yargsParser, lib_default;
var init_lib2 = __esm({
  "node_modules/yargs-parser/build/lib/index.js"() {
    init_thin_classes();
    import_util = require("util");
    import_path2 = require("path");
    init_string_utils2();
    init_yargs_parser();
    import_fs2 = require("fs");
    minNodeVersion = process && process.env && process.env.YARGS_MIN_NODE_VERSION ? Number(process.env.YARGS_MIN_NODE_VERSION) : 12;
    nodeVersion = (_b = (_a = process === null || process === void 0 ? void 0 : process.versions) === null || _a === void 0 ? void 0 : _a.node) !== null && _b !== void 0 ? _b : (_c = process === null || process === void 0 ? void 0 : process.version) === null || _c === void 0 ? void 0 : _c.slice(1);
    if (nodeVersion) {
      const major = Number(nodeVersion.match(/^([^.]+)/)[1]);
      if (major < minNodeVersion) {
        throw Error(`yargs parser supports a minimum Node.js version of ${minNodeVersion}. Read our version support policy: https://github.com/yargs/yargs-parser#supported-nodejs-versions`);
      }
    }
    env = process ? process.env : {};
    parser = new YargsParser({
      cwd: process.cwd,
      env: () => {
        return env;
      },
      format: import_util.format,
      normalize: import_path2.normalize,
      resolve: import_path2.resolve,
      // TODO: figure  out a  way to combine ESM and CJS coverage, such  that
      // we can exercise all the lines below:
      require: (path) => {
        if (typeof require !== "undefined") {
          return require(path);
        } else if (path.match(/\.json$/)) {
          return JSON.parse((0, import_fs2.readFileSync)(path, "utf8"));
        } else {
          throw Error("only .json config files are supported in ESM");
        }
      }
    });
    yargsParser = function Parser(args, opts) {
      const result = parser.parse(args.slice(), opts);
      return result.argv;
    };
    yargsParser.detailed = function(args, opts) {
      return parser.parse(args.slice(), opts);
    };
    yargsParser.camelCase = camelCase;
    yargsParser.decamelize = decamelize;
    yargsParser.looksLikeNumber = looksLikeNumber;
    lib_default = yargsParser;
  }
});

// node_modules/yargs/build/lib/utils/process-argv.js
function getProcessArgvBinIndex() {
  if (isBundledElectronApp())
    return 0;
  return 1;
}
function isBundledElectronApp() {
  return isElectronApp() && !process.defaultApp;
}
function isElectronApp() {
  return !!process.versions.electron;
}
function getProcessArgvBin() {
  return process.argv[getProcessArgvBinIndex()];
}
var init_process_argv = __esm({
  "node_modules/yargs/build/lib/utils/process-argv.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/yerror.js
var YError;
var init_yerror = __esm({
  "node_modules/yargs/build/lib/yerror.js"() {
    init_thin_classes();
    YError = class _YError extends Error {
      constructor(msg) {
        super(msg || "yargs error");
        this.name = "YError";
        if (Error.captureStackTrace) {
          Error.captureStackTrace(this, _YError);
        }
      }
    };
  }
});

// node_modules/y18n/build/lib/platform-shims/node.js
var import_fs3, import_util2, import_path3, node_default;
var init_node = __esm({
  "node_modules/y18n/build/lib/platform-shims/node.js"() {
    init_thin_classes();
    import_fs3 = require("fs");
    import_util2 = require("util");
    import_path3 = require("path");
    node_default = {
      fs: {
        readFileSync: import_fs3.readFileSync,
        writeFile: import_fs3.writeFile
      },
      format: import_util2.format,
      resolve: import_path3.resolve,
      exists: (file) => {
        try {
          return (0, import_fs3.statSync)(file).isFile();
        } catch (err) {
          return false;
        }
      }
    };
  }
});

// node_modules/y18n/build/lib/index.js
function y18n(opts, _shim) {
  shim = _shim;
  const y18n3 = new Y18N(opts);
  return {
    __: y18n3.__.bind(y18n3),
    __n: y18n3.__n.bind(y18n3),
    setLocale: y18n3.setLocale.bind(y18n3),
    getLocale: y18n3.getLocale.bind(y18n3),
    updateLocale: y18n3.updateLocale.bind(y18n3),
    locale: y18n3.locale
  };
}
var shim, Y18N;
var init_lib3 = __esm({
  "node_modules/y18n/build/lib/index.js"() {
    init_thin_classes();
    Y18N = class {
      constructor(opts) {
        opts = opts || {};
        this.directory = opts.directory || "./locales";
        this.updateFiles = typeof opts.updateFiles === "boolean" ? opts.updateFiles : true;
        this.locale = opts.locale || "en";
        this.fallbackToLanguage = typeof opts.fallbackToLanguage === "boolean" ? opts.fallbackToLanguage : true;
        this.cache = /* @__PURE__ */ Object.create(null);
        this.writeQueue = [];
      }
      __(...args) {
        if (typeof arguments[0] !== "string") {
          return this._taggedLiteral(arguments[0], ...arguments);
        }
        const str = args.shift();
        let cb = function() {
        };
        if (typeof args[args.length - 1] === "function")
          cb = args.pop();
        cb = cb || function() {
        };
        if (!this.cache[this.locale])
          this._readLocaleFile();
        if (!this.cache[this.locale][str] && this.updateFiles) {
          this.cache[this.locale][str] = str;
          this._enqueueWrite({
            directory: this.directory,
            locale: this.locale,
            cb
          });
        } else {
          cb();
        }
        return shim.format.apply(shim.format, [this.cache[this.locale][str] || str].concat(args));
      }
      __n() {
        const args = Array.prototype.slice.call(arguments);
        const singular = args.shift();
        const plural = args.shift();
        const quantity = args.shift();
        let cb = function() {
        };
        if (typeof args[args.length - 1] === "function")
          cb = args.pop();
        if (!this.cache[this.locale])
          this._readLocaleFile();
        let str = quantity === 1 ? singular : plural;
        if (this.cache[this.locale][singular]) {
          const entry = this.cache[this.locale][singular];
          str = entry[quantity === 1 ? "one" : "other"];
        }
        if (!this.cache[this.locale][singular] && this.updateFiles) {
          this.cache[this.locale][singular] = {
            one: singular,
            other: plural
          };
          this._enqueueWrite({
            directory: this.directory,
            locale: this.locale,
            cb
          });
        } else {
          cb();
        }
        const values = [str];
        if (~str.indexOf("%d"))
          values.push(quantity);
        return shim.format.apply(shim.format, values.concat(args));
      }
      setLocale(locale) {
        this.locale = locale;
      }
      getLocale() {
        return this.locale;
      }
      updateLocale(obj) {
        if (!this.cache[this.locale])
          this._readLocaleFile();
        for (const key in obj) {
          if (Object.prototype.hasOwnProperty.call(obj, key)) {
            this.cache[this.locale][key] = obj[key];
          }
        }
      }
      _taggedLiteral(parts2, ...args) {
        let str = "";
        parts2.forEach(function(part, i) {
          const arg = args[i + 1];
          str += part;
          if (typeof arg !== "undefined") {
            str += "%s";
          }
        });
        return this.__.apply(this, [str].concat([].slice.call(args, 1)));
      }
      _enqueueWrite(work2) {
        this.writeQueue.push(work2);
        if (this.writeQueue.length === 1)
          this._processWriteQueue();
      }
      _processWriteQueue() {
        const _this = this;
        const work2 = this.writeQueue[0];
        const directory = work2.directory;
        const locale = work2.locale;
        const cb = work2.cb;
        const languageFile = this._resolveLocaleFile(directory, locale);
        const serializedLocale = JSON.stringify(this.cache[locale], null, 2);
        shim.fs.writeFile(languageFile, serializedLocale, "utf-8", function(err) {
          _this.writeQueue.shift();
          if (_this.writeQueue.length > 0)
            _this._processWriteQueue();
          cb(err);
        });
      }
      _readLocaleFile() {
        let localeLookup = {};
        const languageFile = this._resolveLocaleFile(this.directory, this.locale);
        try {
          if (shim.fs.readFileSync) {
            localeLookup = JSON.parse(shim.fs.readFileSync(languageFile, "utf-8"));
          }
        } catch (err) {
          if (err instanceof SyntaxError) {
            err.message = "syntax error in " + languageFile;
          }
          if (err.code === "ENOENT")
            localeLookup = {};
          else
            throw err;
        }
        this.cache[this.locale] = localeLookup;
      }
      _resolveLocaleFile(directory, locale) {
        let file = shim.resolve(directory, "./", locale + ".json");
        if (this.fallbackToLanguage && !this._fileExistsSync(file) && ~locale.lastIndexOf("_")) {
          const languageFile = shim.resolve(directory, "./", locale.split("_")[0] + ".json");
          if (this._fileExistsSync(languageFile))
            file = languageFile;
        }
        return file;
      }
      _fileExistsSync(file) {
        return shim.exists(file);
      }
    };
  }
});

// node_modules/y18n/index.mjs
var y18n2, y18n_default;
var init_y18n = __esm({
  "node_modules/y18n/index.mjs"() {
    init_thin_classes();
    init_node();
    init_lib3();
    y18n2 = (opts) => {
      return y18n(opts, node_default);
    };
    y18n_default = y18n2;
  }
});

// node_modules/yargs/lib/platform-shims/esm.mjs
var import_assert, import_util3, import_fs4, import_url, import_path4, import_meta, REQUIRE_ERROR, REQUIRE_DIRECTORY_ERROR, __dirname, mainFilename, esm_default;
var init_esm = __esm({
  "node_modules/yargs/lib/platform-shims/esm.mjs"() {
    "use strict";
    init_thin_classes();
    import_assert = require("assert");
    init_cliui();
    init_sync();
    import_util3 = require("util");
    import_fs4 = require("fs");
    import_url = require("url");
    init_lib2();
    import_path4 = require("path");
    init_process_argv();
    init_yerror();
    init_y18n();
    import_meta = {};
    REQUIRE_ERROR = "require is not supported by ESM";
    REQUIRE_DIRECTORY_ERROR = "loading a directory of commands is not supported yet for ESM";
    try {
      __dirname = (0, import_url.fileURLToPath)(import_meta.url);
    } catch (e) {
      __dirname = process.cwd();
    }
    mainFilename = __dirname.substring(0, __dirname.lastIndexOf("node_modules"));
    esm_default = {
      assert: {
        notStrictEqual: import_assert.notStrictEqual,
        strictEqual: import_assert.strictEqual
      },
      cliui: ui,
      findUp: sync_default,
      getEnv: (key) => {
        return process.env[key];
      },
      inspect: import_util3.inspect,
      getCallerFile: () => {
        throw new YError(REQUIRE_DIRECTORY_ERROR);
      },
      getProcessArgvBin,
      mainFilename: mainFilename || process.cwd(),
      Parser: lib_default,
      path: {
        basename: import_path4.basename,
        dirname: import_path4.dirname,
        extname: import_path4.extname,
        relative: import_path4.relative,
        resolve: import_path4.resolve
      },
      process: {
        argv: () => process.argv,
        cwd: process.cwd,
        emitWarning: (warning, type) => process.emitWarning(warning, type),
        execPath: () => process.execPath,
        exit: process.exit,
        nextTick: process.nextTick,
        stdColumns: typeof process.stdout.columns !== "undefined" ? process.stdout.columns : null
      },
      readFileSync: import_fs4.readFileSync,
      require: () => {
        throw new YError(REQUIRE_ERROR);
      },
      requireDirectory: () => {
        throw new YError(REQUIRE_DIRECTORY_ERROR);
      },
      stringWidth: (str) => {
        return [...str].length;
      },
      y18n: y18n_default({
        directory: (0, import_path4.resolve)(__dirname, "../../../locales"),
        updateFiles: false
      })
    };
  }
});

// node_modules/yargs/build/lib/typings/common-types.js
function assertNotStrictEqual(actual, expected, shim3, message) {
  shim3.assert.notStrictEqual(actual, expected, message);
}
function assertSingleKey(actual, shim3) {
  shim3.assert.strictEqual(typeof actual, "string");
}
function objectKeys(object) {
  return Object.keys(object);
}
var init_common_types = __esm({
  "node_modules/yargs/build/lib/typings/common-types.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/utils/is-promise.js
function isPromise(maybePromise) {
  return !!maybePromise && !!maybePromise.then && typeof maybePromise.then === "function";
}
var init_is_promise = __esm({
  "node_modules/yargs/build/lib/utils/is-promise.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/parse-command.js
function parseCommand(cmd) {
  const extraSpacesStrippedCommand = cmd.replace(/\s{2,}/g, " ");
  const splitCommand = extraSpacesStrippedCommand.split(/\s+(?![^[]*]|[^<]*>)/);
  const bregex = /\.*[\][<>]/g;
  const firstCommand = splitCommand.shift();
  if (!firstCommand)
    throw new Error(`No command found in: ${cmd}`);
  const parsedCommand = {
    cmd: firstCommand.replace(bregex, ""),
    demanded: [],
    optional: []
  };
  splitCommand.forEach((cmd2, i) => {
    let variadic = false;
    cmd2 = cmd2.replace(/\s/g, "");
    if (/\.+[\]>]/.test(cmd2) && i === splitCommand.length - 1)
      variadic = true;
    if (/^\[/.test(cmd2)) {
      parsedCommand.optional.push({
        cmd: cmd2.replace(bregex, "").split("|"),
        variadic
      });
    } else {
      parsedCommand.demanded.push({
        cmd: cmd2.replace(bregex, "").split("|"),
        variadic
      });
    }
  });
  return parsedCommand;
}
var init_parse_command = __esm({
  "node_modules/yargs/build/lib/parse-command.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/argsert.js
function argsert(arg1, arg2, arg3) {
  function parseArgs() {
    return typeof arg1 === "object" ? [{ demanded: [], optional: [] }, arg1, arg2] : [
      parseCommand(`cmd ${arg1}`),
      arg2,
      arg3
    ];
  }
  try {
    let position = 0;
    const [parsed3, callerArguments, _length] = parseArgs();
    const args = [].slice.call(callerArguments);
    while (args.length && args[args.length - 1] === void 0)
      args.pop();
    const length = _length || args.length;
    if (length < parsed3.demanded.length) {
      throw new YError(`Not enough arguments provided. Expected ${parsed3.demanded.length} but received ${args.length}.`);
    }
    const totalCommands = parsed3.demanded.length + parsed3.optional.length;
    if (length > totalCommands) {
      throw new YError(`Too many arguments provided. Expected max ${totalCommands} but received ${length}.`);
    }
    parsed3.demanded.forEach((demanded) => {
      const arg = args.shift();
      const observedType = guessType(arg);
      const matchingTypes = demanded.cmd.filter((type) => type === observedType || type === "*");
      if (matchingTypes.length === 0)
        argumentTypeError(observedType, demanded.cmd, position);
      position += 1;
    });
    parsed3.optional.forEach((optional2) => {
      if (args.length === 0)
        return;
      const arg = args.shift();
      const observedType = guessType(arg);
      const matchingTypes = optional2.cmd.filter((type) => type === observedType || type === "*");
      if (matchingTypes.length === 0)
        argumentTypeError(observedType, optional2.cmd, position);
      position += 1;
    });
  } catch (err) {
    console.warn(err.stack);
  }
}
function guessType(arg) {
  if (Array.isArray(arg)) {
    return "array";
  } else if (arg === null) {
    return "null";
  }
  return typeof arg;
}
function argumentTypeError(observedType, allowedTypes, position) {
  throw new YError(`Invalid ${positionName[position] || "manyith"} argument. Expected ${allowedTypes.join(" or ")} but received ${observedType}.`);
}
var positionName;
var init_argsert = __esm({
  "node_modules/yargs/build/lib/argsert.js"() {
    init_thin_classes();
    init_yerror();
    init_parse_command();
    positionName = ["first", "second", "third", "fourth", "fifth", "sixth"];
  }
});

// node_modules/yargs/build/lib/middleware.js
function commandMiddlewareFactory(commandMiddleware) {
  if (!commandMiddleware)
    return [];
  return commandMiddleware.map((middleware) => {
    middleware.applyBeforeValidation = false;
    return middleware;
  });
}
function applyMiddleware(argv, yargs, middlewares, beforeValidation) {
  return middlewares.reduce((acc, middleware) => {
    if (middleware.applyBeforeValidation !== beforeValidation) {
      return acc;
    }
    if (middleware.mutates) {
      if (middleware.applied)
        return acc;
      middleware.applied = true;
    }
    if (isPromise(acc)) {
      return acc.then((initialObj) => Promise.all([initialObj, middleware(initialObj, yargs)])).then(([initialObj, middlewareObj]) => Object.assign(initialObj, middlewareObj));
    } else {
      const result = middleware(acc, yargs);
      return isPromise(result) ? result.then((middlewareObj) => Object.assign(acc, middlewareObj)) : Object.assign(acc, result);
    }
  }, argv);
}
var GlobalMiddleware;
var init_middleware = __esm({
  "node_modules/yargs/build/lib/middleware.js"() {
    init_thin_classes();
    init_argsert();
    init_is_promise();
    GlobalMiddleware = class {
      constructor(yargs) {
        this.globalMiddleware = [];
        this.frozens = [];
        this.yargs = yargs;
      }
      addMiddleware(callback, applyBeforeValidation, global = true, mutates = false) {
        argsert("<array|function> [boolean] [boolean] [boolean]", [callback, applyBeforeValidation, global], arguments.length);
        if (Array.isArray(callback)) {
          for (let i = 0; i < callback.length; i++) {
            if (typeof callback[i] !== "function") {
              throw Error("middleware must be a function");
            }
            const m = callback[i];
            m.applyBeforeValidation = applyBeforeValidation;
            m.global = global;
          }
          Array.prototype.push.apply(this.globalMiddleware, callback);
        } else if (typeof callback === "function") {
          const m = callback;
          m.applyBeforeValidation = applyBeforeValidation;
          m.global = global;
          m.mutates = mutates;
          this.globalMiddleware.push(callback);
        }
        return this.yargs;
      }
      addCoerceMiddleware(callback, option) {
        const aliases = this.yargs.getAliases();
        this.globalMiddleware = this.globalMiddleware.filter((m) => {
          const toCheck = [...aliases[option] || [], option];
          if (!m.option)
            return true;
          else
            return !toCheck.includes(m.option);
        });
        callback.option = option;
        return this.addMiddleware(callback, true, true, true);
      }
      getMiddleware() {
        return this.globalMiddleware;
      }
      freeze() {
        this.frozens.push([...this.globalMiddleware]);
      }
      unfreeze() {
        const frozen = this.frozens.pop();
        if (frozen !== void 0)
          this.globalMiddleware = frozen;
      }
      reset() {
        this.globalMiddleware = this.globalMiddleware.filter((m) => m.global);
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/maybe-async-result.js
function maybeAsyncResult(getResult, resultHandler, errorHandler = (err) => {
  throw err;
}) {
  try {
    const result = isFunction(getResult) ? getResult() : getResult;
    return isPromise(result) ? result.then((result2) => resultHandler(result2)) : resultHandler(result);
  } catch (err) {
    return errorHandler(err);
  }
}
function isFunction(arg) {
  return typeof arg === "function";
}
var init_maybe_async_result = __esm({
  "node_modules/yargs/build/lib/utils/maybe-async-result.js"() {
    init_thin_classes();
    init_is_promise();
  }
});

// node_modules/yargs/build/lib/utils/which-module.js
function whichModule(exported) {
  if (typeof require === "undefined")
    return null;
  for (let i = 0, files = Object.keys(require.cache), mod; i < files.length; i++) {
    mod = require.cache[files[i]];
    if (mod.exports === exported)
      return mod;
  }
  return null;
}
var init_which_module = __esm({
  "node_modules/yargs/build/lib/utils/which-module.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/command.js
function command(usage2, validation2, globalMiddleware, shim3) {
  return new CommandInstance(usage2, validation2, globalMiddleware, shim3);
}
function isCommandBuilderDefinition(builder) {
  return typeof builder === "object" && !!builder.builder && typeof builder.handler === "function";
}
function isCommandAndAliases(cmd) {
  return cmd.every((c) => typeof c === "string");
}
function isCommandBuilderCallback(builder) {
  return typeof builder === "function";
}
function isCommandBuilderOptionDefinitions(builder) {
  return typeof builder === "object";
}
function isCommandHandlerDefinition(cmd) {
  return typeof cmd === "object" && !Array.isArray(cmd);
}
var DEFAULT_MARKER, CommandInstance;
var init_command = __esm({
  "node_modules/yargs/build/lib/command.js"() {
    init_thin_classes();
    init_common_types();
    init_is_promise();
    init_middleware();
    init_parse_command();
    init_yargs_factory();
    init_maybe_async_result();
    init_which_module();
    DEFAULT_MARKER = /(^\*)|(^\$0)/;
    CommandInstance = class {
      constructor(usage2, validation2, globalMiddleware, shim3) {
        this.requireCache = /* @__PURE__ */ new Set();
        this.handlers = {};
        this.aliasMap = {};
        this.frozens = [];
        this.shim = shim3;
        this.usage = usage2;
        this.globalMiddleware = globalMiddleware;
        this.validation = validation2;
      }
      addDirectory(dir, req, callerFile, opts) {
        opts = opts || {};
        if (typeof opts.recurse !== "boolean")
          opts.recurse = false;
        if (!Array.isArray(opts.extensions))
          opts.extensions = ["js"];
        const parentVisit = typeof opts.visit === "function" ? opts.visit : (o) => o;
        opts.visit = (obj, joined, filename) => {
          const visited = parentVisit(obj, joined, filename);
          if (visited) {
            if (this.requireCache.has(joined))
              return visited;
            else
              this.requireCache.add(joined);
            this.addHandler(visited);
          }
          return visited;
        };
        this.shim.requireDirectory({ require: req, filename: callerFile }, dir, opts);
      }
      addHandler(cmd, description, builder, handler, commandMiddleware, deprecated) {
        let aliases = [];
        const middlewares = commandMiddlewareFactory(commandMiddleware);
        handler = handler || (() => {
        });
        if (Array.isArray(cmd)) {
          if (isCommandAndAliases(cmd)) {
            [cmd, ...aliases] = cmd;
          } else {
            for (const command2 of cmd) {
              this.addHandler(command2);
            }
          }
        } else if (isCommandHandlerDefinition(cmd)) {
          let command2 = Array.isArray(cmd.command) || typeof cmd.command === "string" ? cmd.command : this.moduleName(cmd);
          if (cmd.aliases)
            command2 = [].concat(command2).concat(cmd.aliases);
          this.addHandler(command2, this.extractDesc(cmd), cmd.builder, cmd.handler, cmd.middlewares, cmd.deprecated);
          return;
        } else if (isCommandBuilderDefinition(builder)) {
          this.addHandler([cmd].concat(aliases), description, builder.builder, builder.handler, builder.middlewares, builder.deprecated);
          return;
        }
        if (typeof cmd === "string") {
          const parsedCommand = parseCommand(cmd);
          aliases = aliases.map((alias) => parseCommand(alias).cmd);
          let isDefault = false;
          const parsedAliases = [parsedCommand.cmd].concat(aliases).filter((c) => {
            if (DEFAULT_MARKER.test(c)) {
              isDefault = true;
              return false;
            }
            return true;
          });
          if (parsedAliases.length === 0 && isDefault)
            parsedAliases.push("$0");
          if (isDefault) {
            parsedCommand.cmd = parsedAliases[0];
            aliases = parsedAliases.slice(1);
            cmd = cmd.replace(DEFAULT_MARKER, parsedCommand.cmd);
          }
          aliases.forEach((alias) => {
            this.aliasMap[alias] = parsedCommand.cmd;
          });
          if (description !== false) {
            this.usage.command(cmd, description, isDefault, aliases, deprecated);
          }
          this.handlers[parsedCommand.cmd] = {
            original: cmd,
            description,
            handler,
            builder: builder || {},
            middlewares,
            deprecated,
            demanded: parsedCommand.demanded,
            optional: parsedCommand.optional
          };
          if (isDefault)
            this.defaultCommand = this.handlers[parsedCommand.cmd];
        }
      }
      getCommandHandlers() {
        return this.handlers;
      }
      getCommands() {
        return Object.keys(this.handlers).concat(Object.keys(this.aliasMap));
      }
      hasDefaultCommand() {
        return !!this.defaultCommand;
      }
      runCommand(command2, yargs, parsed3, commandIndex, helpOnly, helpOrVersionSet) {
        const commandHandler = this.handlers[command2] || this.handlers[this.aliasMap[command2]] || this.defaultCommand;
        const currentContext = yargs.getInternalMethods().getContext();
        const parentCommands = currentContext.commands.slice();
        const isDefaultCommand = !command2;
        if (command2) {
          currentContext.commands.push(command2);
          currentContext.fullCommands.push(commandHandler.original);
        }
        const builderResult = this.applyBuilderUpdateUsageAndParse(isDefaultCommand, commandHandler, yargs, parsed3.aliases, parentCommands, commandIndex, helpOnly, helpOrVersionSet);
        return isPromise(builderResult) ? builderResult.then((result) => this.applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, result.innerArgv, currentContext, helpOnly, result.aliases, yargs)) : this.applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, builderResult.innerArgv, currentContext, helpOnly, builderResult.aliases, yargs);
      }
      applyBuilderUpdateUsageAndParse(isDefaultCommand, commandHandler, yargs, aliases, parentCommands, commandIndex, helpOnly, helpOrVersionSet) {
        const builder = commandHandler.builder;
        let innerYargs = yargs;
        if (isCommandBuilderCallback(builder)) {
          yargs.getInternalMethods().getUsageInstance().freeze();
          const builderOutput = builder(yargs.getInternalMethods().reset(aliases), helpOrVersionSet);
          if (isPromise(builderOutput)) {
            return builderOutput.then((output) => {
              innerYargs = isYargsInstance(output) ? output : yargs;
              return this.parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly);
            });
          }
        } else if (isCommandBuilderOptionDefinitions(builder)) {
          yargs.getInternalMethods().getUsageInstance().freeze();
          innerYargs = yargs.getInternalMethods().reset(aliases);
          Object.keys(commandHandler.builder).forEach((key) => {
            innerYargs.option(key, builder[key]);
          });
        }
        return this.parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly);
      }
      parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly) {
        if (isDefaultCommand)
          innerYargs.getInternalMethods().getUsageInstance().unfreeze(true);
        if (this.shouldUpdateUsage(innerYargs)) {
          innerYargs.getInternalMethods().getUsageInstance().usage(this.usageFromParentCommandsCommandHandler(parentCommands, commandHandler), commandHandler.description);
        }
        const innerArgv = innerYargs.getInternalMethods().runYargsParserAndExecuteCommands(null, void 0, true, commandIndex, helpOnly);
        return isPromise(innerArgv) ? innerArgv.then((argv) => ({
          aliases: innerYargs.parsed.aliases,
          innerArgv: argv
        })) : {
          aliases: innerYargs.parsed.aliases,
          innerArgv
        };
      }
      shouldUpdateUsage(yargs) {
        return !yargs.getInternalMethods().getUsageInstance().getUsageDisabled() && yargs.getInternalMethods().getUsageInstance().getUsage().length === 0;
      }
      usageFromParentCommandsCommandHandler(parentCommands, commandHandler) {
        const c = DEFAULT_MARKER.test(commandHandler.original) ? commandHandler.original.replace(DEFAULT_MARKER, "").trim() : commandHandler.original;
        const pc3 = parentCommands.filter((c2) => {
          return !DEFAULT_MARKER.test(c2);
        });
        pc3.push(c);
        return `$0 ${pc3.join(" ")}`;
      }
      handleValidationAndGetResult(isDefaultCommand, commandHandler, innerArgv, currentContext, aliases, yargs, middlewares, positionalMap) {
        if (!yargs.getInternalMethods().getHasOutput()) {
          const validation2 = yargs.getInternalMethods().runValidation(aliases, positionalMap, yargs.parsed.error, isDefaultCommand);
          innerArgv = maybeAsyncResult(innerArgv, (result) => {
            validation2(result);
            return result;
          });
        }
        if (commandHandler.handler && !yargs.getInternalMethods().getHasOutput()) {
          yargs.getInternalMethods().setHasOutput();
          const populateDoubleDash = !!yargs.getOptions().configuration["populate--"];
          yargs.getInternalMethods().postProcess(innerArgv, populateDoubleDash, false, false);
          innerArgv = applyMiddleware(innerArgv, yargs, middlewares, false);
          innerArgv = maybeAsyncResult(innerArgv, (result) => {
            const handlerResult = commandHandler.handler(result);
            return isPromise(handlerResult) ? handlerResult.then(() => result) : result;
          });
          if (!isDefaultCommand) {
            yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();
          }
          if (isPromise(innerArgv) && !yargs.getInternalMethods().hasParseCallback()) {
            innerArgv.catch((error) => {
              try {
                yargs.getInternalMethods().getUsageInstance().fail(null, error);
              } catch (_err) {
              }
            });
          }
        }
        if (!isDefaultCommand) {
          currentContext.commands.pop();
          currentContext.fullCommands.pop();
        }
        return innerArgv;
      }
      applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, innerArgv, currentContext, helpOnly, aliases, yargs) {
        let positionalMap = {};
        if (helpOnly)
          return innerArgv;
        if (!yargs.getInternalMethods().getHasOutput()) {
          positionalMap = this.populatePositionals(commandHandler, innerArgv, currentContext, yargs);
        }
        const middlewares = this.globalMiddleware.getMiddleware().slice(0).concat(commandHandler.middlewares);
        const maybePromiseArgv = applyMiddleware(innerArgv, yargs, middlewares, true);
        return isPromise(maybePromiseArgv) ? maybePromiseArgv.then((resolvedInnerArgv) => this.handleValidationAndGetResult(isDefaultCommand, commandHandler, resolvedInnerArgv, currentContext, aliases, yargs, middlewares, positionalMap)) : this.handleValidationAndGetResult(isDefaultCommand, commandHandler, maybePromiseArgv, currentContext, aliases, yargs, middlewares, positionalMap);
      }
      populatePositionals(commandHandler, argv, context, yargs) {
        argv._ = argv._.slice(context.commands.length);
        const demanded = commandHandler.demanded.slice(0);
        const optional2 = commandHandler.optional.slice(0);
        const positionalMap = {};
        this.validation.positionalCount(demanded.length, argv._.length);
        while (demanded.length) {
          const demand = demanded.shift();
          this.populatePositional(demand, argv, positionalMap);
        }
        while (optional2.length) {
          const maybe = optional2.shift();
          this.populatePositional(maybe, argv, positionalMap);
        }
        argv._ = context.commands.concat(argv._.map((a) => "" + a));
        this.postProcessPositionals(argv, positionalMap, this.cmdToParseOptions(commandHandler.original), yargs);
        return positionalMap;
      }
      populatePositional(positional, argv, positionalMap) {
        const cmd = positional.cmd[0];
        if (positional.variadic) {
          positionalMap[cmd] = argv._.splice(0).map(String);
        } else {
          if (argv._.length)
            positionalMap[cmd] = [String(argv._.shift())];
        }
      }
      cmdToParseOptions(cmdString) {
        const parseOptions = {
          array: [],
          default: {},
          alias: {},
          demand: {}
        };
        const parsed3 = parseCommand(cmdString);
        parsed3.demanded.forEach((d) => {
          const [cmd, ...aliases] = d.cmd;
          if (d.variadic) {
            parseOptions.array.push(cmd);
            parseOptions.default[cmd] = [];
          }
          parseOptions.alias[cmd] = aliases;
          parseOptions.demand[cmd] = true;
        });
        parsed3.optional.forEach((o) => {
          const [cmd, ...aliases] = o.cmd;
          if (o.variadic) {
            parseOptions.array.push(cmd);
            parseOptions.default[cmd] = [];
          }
          parseOptions.alias[cmd] = aliases;
        });
        return parseOptions;
      }
      postProcessPositionals(argv, positionalMap, parseOptions, yargs) {
        const options = Object.assign({}, yargs.getOptions());
        options.default = Object.assign(parseOptions.default, options.default);
        for (const key of Object.keys(parseOptions.alias)) {
          options.alias[key] = (options.alias[key] || []).concat(parseOptions.alias[key]);
        }
        options.array = options.array.concat(parseOptions.array);
        options.config = {};
        const unparsed = [];
        Object.keys(positionalMap).forEach((key) => {
          positionalMap[key].map((value) => {
            if (options.configuration["unknown-options-as-args"])
              options.key[key] = true;
            unparsed.push(`--${key}`);
            unparsed.push(value);
          });
        });
        if (!unparsed.length)
          return;
        const config = Object.assign({}, options.configuration, {
          "populate--": false
        });
        const parsed3 = this.shim.Parser.detailed(unparsed, Object.assign({}, options, {
          configuration: config
        }));
        if (parsed3.error) {
          yargs.getInternalMethods().getUsageInstance().fail(parsed3.error.message, parsed3.error);
        } else {
          const positionalKeys = Object.keys(positionalMap);
          Object.keys(positionalMap).forEach((key) => {
            positionalKeys.push(...parsed3.aliases[key]);
          });
          Object.keys(parsed3.argv).forEach((key) => {
            if (positionalKeys.includes(key)) {
              if (!positionalMap[key])
                positionalMap[key] = parsed3.argv[key];
              if (!this.isInConfigs(yargs, key) && !this.isDefaulted(yargs, key) && Object.prototype.hasOwnProperty.call(argv, key) && Object.prototype.hasOwnProperty.call(parsed3.argv, key) && (Array.isArray(argv[key]) || Array.isArray(parsed3.argv[key]))) {
                argv[key] = [].concat(argv[key], parsed3.argv[key]);
              } else {
                argv[key] = parsed3.argv[key];
              }
            }
          });
        }
      }
      isDefaulted(yargs, key) {
        const { default: defaults } = yargs.getOptions();
        return Object.prototype.hasOwnProperty.call(defaults, key) || Object.prototype.hasOwnProperty.call(defaults, this.shim.Parser.camelCase(key));
      }
      isInConfigs(yargs, key) {
        const { configObjects } = yargs.getOptions();
        return configObjects.some((c) => Object.prototype.hasOwnProperty.call(c, key)) || configObjects.some((c) => Object.prototype.hasOwnProperty.call(c, this.shim.Parser.camelCase(key)));
      }
      runDefaultBuilderOn(yargs) {
        if (!this.defaultCommand)
          return;
        if (this.shouldUpdateUsage(yargs)) {
          const commandString = DEFAULT_MARKER.test(this.defaultCommand.original) ? this.defaultCommand.original : this.defaultCommand.original.replace(/^[^[\]<>]*/, "$0 ");
          yargs.getInternalMethods().getUsageInstance().usage(commandString, this.defaultCommand.description);
        }
        const builder = this.defaultCommand.builder;
        if (isCommandBuilderCallback(builder)) {
          return builder(yargs, true);
        } else if (!isCommandBuilderDefinition(builder)) {
          Object.keys(builder).forEach((key) => {
            yargs.option(key, builder[key]);
          });
        }
        return void 0;
      }
      moduleName(obj) {
        const mod = whichModule(obj);
        if (!mod)
          throw new Error(`No command name given for module: ${this.shim.inspect(obj)}`);
        return this.commandFromFilename(mod.filename);
      }
      commandFromFilename(filename) {
        return this.shim.path.basename(filename, this.shim.path.extname(filename));
      }
      extractDesc({ describe: describe4, description, desc }) {
        for (const test of [describe4, description, desc]) {
          if (typeof test === "string" || test === false)
            return test;
          assertNotStrictEqual(test, true, this.shim);
        }
        return false;
      }
      freeze() {
        this.frozens.push({
          handlers: this.handlers,
          aliasMap: this.aliasMap,
          defaultCommand: this.defaultCommand
        });
      }
      unfreeze() {
        const frozen = this.frozens.pop();
        assertNotStrictEqual(frozen, void 0, this.shim);
        ({
          handlers: this.handlers,
          aliasMap: this.aliasMap,
          defaultCommand: this.defaultCommand
        } = frozen);
      }
      reset() {
        this.handlers = {};
        this.aliasMap = {};
        this.defaultCommand = void 0;
        this.requireCache = /* @__PURE__ */ new Set();
        return this;
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/obj-filter.js
function objFilter(original = {}, filter = () => true) {
  const obj = {};
  objectKeys(original).forEach((key) => {
    if (filter(key, original[key])) {
      obj[key] = original[key];
    }
  });
  return obj;
}
var init_obj_filter = __esm({
  "node_modules/yargs/build/lib/utils/obj-filter.js"() {
    init_thin_classes();
    init_common_types();
  }
});

// node_modules/yargs/build/lib/utils/set-blocking.js
function setBlocking(blocking) {
  if (typeof process === "undefined")
    return;
  [process.stdout, process.stderr].forEach((_stream) => {
    const stream = _stream;
    if (stream._handle && stream.isTTY && typeof stream._handle.setBlocking === "function") {
      stream._handle.setBlocking(blocking);
    }
  });
}
var init_set_blocking = __esm({
  "node_modules/yargs/build/lib/utils/set-blocking.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/usage.js
function isBoolean(fail2) {
  return typeof fail2 === "boolean";
}
function usage(yargs, shim3) {
  const __ = shim3.y18n.__;
  const self2 = {};
  const fails = [];
  self2.failFn = function failFn(f) {
    fails.push(f);
  };
  let failMessage = null;
  let globalFailMessage = null;
  let showHelpOnFail = true;
  self2.showHelpOnFail = function showHelpOnFailFn(arg1 = true, arg2) {
    const [enabled, message] = typeof arg1 === "string" ? [true, arg1] : [arg1, arg2];
    if (yargs.getInternalMethods().isGlobalContext()) {
      globalFailMessage = message;
    }
    failMessage = message;
    showHelpOnFail = enabled;
    return self2;
  };
  let failureOutput = false;
  self2.fail = function fail2(msg, err) {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (fails.length) {
      for (let i = fails.length - 1; i >= 0; --i) {
        const fail3 = fails[i];
        if (isBoolean(fail3)) {
          if (err)
            throw err;
          else if (msg)
            throw Error(msg);
        } else {
          fail3(msg, err, self2);
        }
      }
    } else {
      if (yargs.getExitProcess())
        setBlocking(true);
      if (!failureOutput) {
        failureOutput = true;
        if (showHelpOnFail) {
          yargs.showHelp("error");
          logger.error();
        }
        if (msg || err)
          logger.error(msg || err);
        const globalOrCommandFailMessage = failMessage || globalFailMessage;
        if (globalOrCommandFailMessage) {
          if (msg || err)
            logger.error("");
          logger.error(globalOrCommandFailMessage);
        }
      }
      err = err || new YError(msg);
      if (yargs.getExitProcess()) {
        return yargs.exit(1);
      } else if (yargs.getInternalMethods().hasParseCallback()) {
        return yargs.exit(1, err);
      } else {
        throw err;
      }
    }
  };
  let usages = [];
  let usageDisabled = false;
  self2.usage = (msg, description) => {
    if (msg === null) {
      usageDisabled = true;
      usages = [];
      return self2;
    }
    usageDisabled = false;
    usages.push([msg, description || ""]);
    return self2;
  };
  self2.getUsage = () => {
    return usages;
  };
  self2.getUsageDisabled = () => {
    return usageDisabled;
  };
  self2.getPositionalGroupName = () => {
    return __("Positionals:");
  };
  let examples = [];
  self2.example = (cmd, description) => {
    examples.push([cmd, description || ""]);
  };
  let commands = [];
  self2.command = function command2(cmd, description, isDefault, aliases, deprecated = false) {
    if (isDefault) {
      commands = commands.map((cmdArray) => {
        cmdArray[2] = false;
        return cmdArray;
      });
    }
    commands.push([cmd, description || "", isDefault, aliases, deprecated]);
  };
  self2.getCommands = () => commands;
  let descriptions = {};
  self2.describe = function describe4(keyOrKeys, desc) {
    if (Array.isArray(keyOrKeys)) {
      keyOrKeys.forEach((k) => {
        self2.describe(k, desc);
      });
    } else if (typeof keyOrKeys === "object") {
      Object.keys(keyOrKeys).forEach((k) => {
        self2.describe(k, keyOrKeys[k]);
      });
    } else {
      descriptions[keyOrKeys] = desc;
    }
  };
  self2.getDescriptions = () => descriptions;
  let epilogs = [];
  self2.epilog = (msg) => {
    epilogs.push(msg);
  };
  let wrapSet = false;
  let wrap2;
  self2.wrap = (cols) => {
    wrapSet = true;
    wrap2 = cols;
  };
  self2.getWrap = () => {
    if (shim3.getEnv("YARGS_DISABLE_WRAP")) {
      return null;
    }
    if (!wrapSet) {
      wrap2 = windowWidth();
      wrapSet = true;
    }
    return wrap2;
  };
  const deferY18nLookupPrefix = "__yargsString__:";
  self2.deferY18nLookup = (str) => deferY18nLookupPrefix + str;
  self2.help = function help() {
    if (cachedHelpMessage)
      return cachedHelpMessage;
    normalizeAliases();
    const base$0 = yargs.customScriptName ? yargs.$0 : shim3.path.basename(yargs.$0);
    const demandedOptions = yargs.getDemandedOptions();
    const demandedCommands = yargs.getDemandedCommands();
    const deprecatedOptions = yargs.getDeprecatedOptions();
    const groups = yargs.getGroups();
    const options = yargs.getOptions();
    let keys2 = [];
    keys2 = keys2.concat(Object.keys(descriptions));
    keys2 = keys2.concat(Object.keys(demandedOptions));
    keys2 = keys2.concat(Object.keys(demandedCommands));
    keys2 = keys2.concat(Object.keys(options.default));
    keys2 = keys2.filter(filterHiddenOptions);
    keys2 = Object.keys(keys2.reduce((acc, key) => {
      if (key !== "_")
        acc[key] = true;
      return acc;
    }, {}));
    const theWrap = self2.getWrap();
    const ui2 = shim3.cliui({
      width: theWrap,
      wrap: !!theWrap
    });
    if (!usageDisabled) {
      if (usages.length) {
        usages.forEach((usage2) => {
          ui2.div({ text: `${usage2[0].replace(/\$0/g, base$0)}` });
          if (usage2[1]) {
            ui2.div({ text: `${usage2[1]}`, padding: [1, 0, 0, 0] });
          }
        });
        ui2.div();
      } else if (commands.length) {
        let u = null;
        if (demandedCommands._) {
          u = `${base$0} <${__("command")}>
`;
        } else {
          u = `${base$0} [${__("command")}]
`;
        }
        ui2.div(`${u}`);
      }
    }
    if (commands.length > 1 || commands.length === 1 && !commands[0][2]) {
      ui2.div(__("Commands:"));
      const context = yargs.getInternalMethods().getContext();
      const parentCommands = context.commands.length ? `${context.commands.join(" ")} ` : "";
      if (yargs.getInternalMethods().getParserConfiguration()["sort-commands"] === true) {
        commands = commands.sort((a, b) => a[0].localeCompare(b[0]));
      }
      const prefix = base$0 ? `${base$0} ` : "";
      commands.forEach((command2) => {
        const commandString = `${prefix}${parentCommands}${command2[0].replace(/^\$0 ?/, "")}`;
        ui2.span({
          text: commandString,
          padding: [0, 2, 0, 2],
          width: maxWidth(commands, theWrap, `${base$0}${parentCommands}`) + 4
        }, { text: command2[1] });
        const hints = [];
        if (command2[2])
          hints.push(`[${__("default")}]`);
        if (command2[3] && command2[3].length) {
          hints.push(`[${__("aliases:")} ${command2[3].join(", ")}]`);
        }
        if (command2[4]) {
          if (typeof command2[4] === "string") {
            hints.push(`[${__("deprecated: %s", command2[4])}]`);
          } else {
            hints.push(`[${__("deprecated")}]`);
          }
        }
        if (hints.length) {
          ui2.div({
            text: hints.join(" "),
            padding: [0, 0, 0, 2],
            align: "right"
          });
        } else {
          ui2.div();
        }
      });
      ui2.div();
    }
    const aliasKeys = (Object.keys(options.alias) || []).concat(Object.keys(yargs.parsed.newAliases) || []);
    keys2 = keys2.filter((key) => !yargs.parsed.newAliases[key] && aliasKeys.every((alias) => (options.alias[alias] || []).indexOf(key) === -1));
    const defaultGroup = __("Options:");
    if (!groups[defaultGroup])
      groups[defaultGroup] = [];
    addUngroupedKeys(keys2, options.alias, groups, defaultGroup);
    const isLongSwitch = (sw) => /^--/.test(getText(sw));
    const displayedGroups = Object.keys(groups).filter((groupName2) => groups[groupName2].length > 0).map((groupName2) => {
      const normalizedKeys = groups[groupName2].filter(filterHiddenOptions).map((key) => {
        if (aliasKeys.includes(key))
          return key;
        for (let i = 0, aliasKey; (aliasKey = aliasKeys[i]) !== void 0; i++) {
          if ((options.alias[aliasKey] || []).includes(key))
            return aliasKey;
        }
        return key;
      });
      return { groupName: groupName2, normalizedKeys };
    }).filter(({ normalizedKeys }) => normalizedKeys.length > 0).map(({ groupName: groupName2, normalizedKeys }) => {
      const switches = normalizedKeys.reduce((acc, key) => {
        acc[key] = [key].concat(options.alias[key] || []).map((sw) => {
          if (groupName2 === self2.getPositionalGroupName())
            return sw;
          else {
            return (/^[0-9]$/.test(sw) ? options.boolean.includes(key) ? "-" : "--" : sw.length > 1 ? "--" : "-") + sw;
          }
        }).sort((sw1, sw2) => isLongSwitch(sw1) === isLongSwitch(sw2) ? 0 : isLongSwitch(sw1) ? 1 : -1).join(", ");
        return acc;
      }, {});
      return { groupName: groupName2, normalizedKeys, switches };
    });
    const shortSwitchesUsed = displayedGroups.filter(({ groupName: groupName2 }) => groupName2 !== self2.getPositionalGroupName()).some(({ normalizedKeys, switches }) => !normalizedKeys.every((key) => isLongSwitch(switches[key])));
    if (shortSwitchesUsed) {
      displayedGroups.filter(({ groupName: groupName2 }) => groupName2 !== self2.getPositionalGroupName()).forEach(({ normalizedKeys, switches }) => {
        normalizedKeys.forEach((key) => {
          if (isLongSwitch(switches[key])) {
            switches[key] = addIndentation(switches[key], "-x, ".length);
          }
        });
      });
    }
    displayedGroups.forEach(({ groupName: groupName2, normalizedKeys, switches }) => {
      ui2.div(groupName2);
      normalizedKeys.forEach((key) => {
        const kswitch = switches[key];
        let desc = descriptions[key] || "";
        let type = null;
        if (desc.includes(deferY18nLookupPrefix))
          desc = __(desc.substring(deferY18nLookupPrefix.length));
        if (options.boolean.includes(key))
          type = `[${__("boolean")}]`;
        if (options.count.includes(key))
          type = `[${__("count")}]`;
        if (options.string.includes(key))
          type = `[${__("string")}]`;
        if (options.normalize.includes(key))
          type = `[${__("string")}]`;
        if (options.array.includes(key))
          type = `[${__("array")}]`;
        if (options.number.includes(key))
          type = `[${__("number")}]`;
        const deprecatedExtra = (deprecated) => typeof deprecated === "string" ? `[${__("deprecated: %s", deprecated)}]` : `[${__("deprecated")}]`;
        const extra = [
          key in deprecatedOptions ? deprecatedExtra(deprecatedOptions[key]) : null,
          type,
          key in demandedOptions ? `[${__("required")}]` : null,
          options.choices && options.choices[key] ? `[${__("choices:")} ${self2.stringifiedValues(options.choices[key])}]` : null,
          defaultString(options.default[key], options.defaultDescription[key])
        ].filter(Boolean).join(" ");
        ui2.span({
          text: getText(kswitch),
          padding: [0, 2, 0, 2 + getIndentation(kswitch)],
          width: maxWidth(switches, theWrap) + 4
        }, desc);
        const shouldHideOptionExtras = yargs.getInternalMethods().getUsageConfiguration()["hide-types"] === true;
        if (extra && !shouldHideOptionExtras)
          ui2.div({ text: extra, padding: [0, 0, 0, 2], align: "right" });
        else
          ui2.div();
      });
      ui2.div();
    });
    if (examples.length) {
      ui2.div(__("Examples:"));
      examples.forEach((example) => {
        example[0] = example[0].replace(/\$0/g, base$0);
      });
      examples.forEach((example) => {
        if (example[1] === "") {
          ui2.div({
            text: example[0],
            padding: [0, 2, 0, 2]
          });
        } else {
          ui2.div({
            text: example[0],
            padding: [0, 2, 0, 2],
            width: maxWidth(examples, theWrap) + 4
          }, {
            text: example[1]
          });
        }
      });
      ui2.div();
    }
    if (epilogs.length > 0) {
      const e = epilogs.map((epilog) => epilog.replace(/\$0/g, base$0)).join("\n");
      ui2.div(`${e}
`);
    }
    return ui2.toString().replace(/\s*$/, "");
  };
  function maxWidth(table2, theWrap, modifier) {
    let width2 = 0;
    if (!Array.isArray(table2)) {
      table2 = Object.values(table2).map((v) => [v]);
    }
    table2.forEach((v) => {
      width2 = Math.max(shim3.stringWidth(modifier ? `${modifier} ${getText(v[0])}` : getText(v[0])) + getIndentation(v[0]), width2);
    });
    if (theWrap)
      width2 = Math.min(width2, parseInt((theWrap * 0.5).toString(), 10));
    return width2;
  }
  function normalizeAliases() {
    const demandedOptions = yargs.getDemandedOptions();
    const options = yargs.getOptions();
    (Object.keys(options.alias) || []).forEach((key) => {
      options.alias[key].forEach((alias) => {
        if (descriptions[alias])
          self2.describe(key, descriptions[alias]);
        if (alias in demandedOptions)
          yargs.demandOption(key, demandedOptions[alias]);
        if (options.boolean.includes(alias))
          yargs.boolean(key);
        if (options.count.includes(alias))
          yargs.count(key);
        if (options.string.includes(alias))
          yargs.string(key);
        if (options.normalize.includes(alias))
          yargs.normalize(key);
        if (options.array.includes(alias))
          yargs.array(key);
        if (options.number.includes(alias))
          yargs.number(key);
      });
    });
  }
  let cachedHelpMessage;
  self2.cacheHelpMessage = function() {
    cachedHelpMessage = this.help();
  };
  self2.clearCachedHelpMessage = function() {
    cachedHelpMessage = void 0;
  };
  self2.hasCachedHelpMessage = function() {
    return !!cachedHelpMessage;
  };
  function addUngroupedKeys(keys2, aliases, groups, defaultGroup) {
    let groupedKeys = [];
    let toCheck = null;
    Object.keys(groups).forEach((group) => {
      groupedKeys = groupedKeys.concat(groups[group]);
    });
    keys2.forEach((key) => {
      toCheck = [key].concat(aliases[key]);
      if (!toCheck.some((k) => groupedKeys.indexOf(k) !== -1)) {
        groups[defaultGroup].push(key);
      }
    });
    return groupedKeys;
  }
  function filterHiddenOptions(key) {
    return yargs.getOptions().hiddenOptions.indexOf(key) < 0 || yargs.parsed.argv[yargs.getOptions().showHiddenOpt];
  }
  self2.showHelp = (level) => {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (!level)
      level = "error";
    const emit = typeof level === "function" ? level : logger[level];
    emit(self2.help());
  };
  self2.functionDescription = (fn) => {
    const description = fn.name ? shim3.Parser.decamelize(fn.name, "-") : __("generated-value");
    return ["(", description, ")"].join("");
  };
  self2.stringifiedValues = function stringifiedValues(values, separator) {
    let string = "";
    const sep = separator || ", ";
    const array = [].concat(values);
    if (!values || !array.length)
      return string;
    array.forEach((value) => {
      if (string.length)
        string += sep;
      string += JSON.stringify(value);
    });
    return string;
  };
  function defaultString(value, defaultDescription) {
    let string = `[${__("default:")} `;
    if (value === void 0 && !defaultDescription)
      return null;
    if (defaultDescription) {
      string += defaultDescription;
    } else {
      switch (typeof value) {
        case "string":
          string += `"${value}"`;
          break;
        case "object":
          string += JSON.stringify(value);
          break;
        default:
          string += value;
      }
    }
    return `${string}]`;
  }
  function windowWidth() {
    const maxWidth2 = 80;
    if (shim3.process.stdColumns) {
      return Math.min(maxWidth2, shim3.process.stdColumns);
    } else {
      return maxWidth2;
    }
  }
  let version = null;
  self2.version = (ver) => {
    version = ver;
  };
  self2.showVersion = (level) => {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (!level)
      level = "error";
    const emit = typeof level === "function" ? level : logger[level];
    emit(version);
  };
  self2.reset = function reset(localLookup) {
    failMessage = null;
    failureOutput = false;
    usages = [];
    usageDisabled = false;
    epilogs = [];
    examples = [];
    commands = [];
    descriptions = objFilter(descriptions, (k) => !localLookup[k]);
    return self2;
  };
  const frozens = [];
  self2.freeze = function freeze() {
    frozens.push({
      failMessage,
      failureOutput,
      usages,
      usageDisabled,
      epilogs,
      examples,
      commands,
      descriptions
    });
  };
  self2.unfreeze = function unfreeze(defaultCommand = false) {
    const frozen = frozens.pop();
    if (!frozen)
      return;
    if (defaultCommand) {
      descriptions = { ...frozen.descriptions, ...descriptions };
      commands = [...frozen.commands, ...commands];
      usages = [...frozen.usages, ...usages];
      examples = [...frozen.examples, ...examples];
      epilogs = [...frozen.epilogs, ...epilogs];
    } else {
      ({
        failMessage,
        failureOutput,
        usages,
        usageDisabled,
        epilogs,
        examples,
        commands,
        descriptions
      } = frozen);
    }
  };
  return self2;
}
function isIndentedText(text2) {
  return typeof text2 === "object";
}
function addIndentation(text2, indent) {
  return isIndentedText(text2) ? { text: text2.text, indentation: text2.indentation + indent } : { text: text2, indentation: indent };
}
function getIndentation(text2) {
  return isIndentedText(text2) ? text2.indentation : 0;
}
function getText(text2) {
  return isIndentedText(text2) ? text2.text : text2;
}
var init_usage = __esm({
  "node_modules/yargs/build/lib/usage.js"() {
    init_thin_classes();
    init_obj_filter();
    init_yerror();
    init_set_blocking();
  }
});

// node_modules/yargs/build/lib/completion-templates.js
var completionShTemplate, completionZshTemplate;
var init_completion_templates = __esm({
  "node_modules/yargs/build/lib/completion-templates.js"() {
    init_thin_classes();
    completionShTemplate = `###-begin-{{app_name}}-completions-###
#
# yargs command completion script
#
# Installation: {{app_path}} {{completion_command}} >> ~/.bashrc
#    or {{app_path}} {{completion_command}} >> ~/.bash_profile on OSX.
#
_{{app_name}}_yargs_completions()
{
    local cur_word args type_list

    cur_word="\${COMP_WORDS[COMP_CWORD]}"
    args=("\${COMP_WORDS[@]}")

    # ask yargs to generate completions.
    type_list=$({{app_path}} --get-yargs-completions "\${args[@]}")

    COMPREPLY=( $(compgen -W "\${type_list}" -- \${cur_word}) )

    # if no match was found, fall back to filename completion
    if [ \${#COMPREPLY[@]} -eq 0 ]; then
      COMPREPLY=()
    fi

    return 0
}
complete -o bashdefault -o default -F _{{app_name}}_yargs_completions {{app_name}}
###-end-{{app_name}}-completions-###
`;
    completionZshTemplate = `#compdef {{app_name}}
###-begin-{{app_name}}-completions-###
#
# yargs command completion script
#
# Installation: {{app_path}} {{completion_command}} >> ~/.zshrc
#    or {{app_path}} {{completion_command}} >> ~/.zprofile on OSX.
#
_{{app_name}}_yargs_completions()
{
  local reply
  local si=$IFS
  IFS=$'
' reply=($(COMP_CWORD="$((CURRENT-1))" COMP_LINE="$BUFFER" COMP_POINT="$CURSOR" {{app_path}} --get-yargs-completions "\${words[@]}"))
  IFS=$si
  _describe 'values' reply
}
compdef _{{app_name}}_yargs_completions {{app_name}}
###-end-{{app_name}}-completions-###
`;
  }
});

// node_modules/yargs/build/lib/completion.js
function completion(yargs, usage2, command2, shim3) {
  return new Completion(yargs, usage2, command2, shim3);
}
function isSyncCompletionFunction(completionFunction) {
  return completionFunction.length < 3;
}
function isFallbackCompletionFunction(completionFunction) {
  return completionFunction.length > 3;
}
var Completion;
var init_completion = __esm({
  "node_modules/yargs/build/lib/completion.js"() {
    init_thin_classes();
    init_command();
    init_common_types();
    init_completion_templates();
    init_is_promise();
    init_parse_command();
    Completion = class {
      constructor(yargs, usage2, command2, shim3) {
        var _a2, _b2, _c2;
        this.yargs = yargs;
        this.usage = usage2;
        this.command = command2;
        this.shim = shim3;
        this.completionKey = "get-yargs-completions";
        this.aliases = null;
        this.customCompletionFunction = null;
        this.indexAfterLastReset = 0;
        this.zshShell = (_c2 = ((_a2 = this.shim.getEnv("SHELL")) === null || _a2 === void 0 ? void 0 : _a2.includes("zsh")) || ((_b2 = this.shim.getEnv("ZSH_NAME")) === null || _b2 === void 0 ? void 0 : _b2.includes("zsh"))) !== null && _c2 !== void 0 ? _c2 : false;
      }
      defaultCompletion(args, argv, current, done) {
        const handlers = this.command.getCommandHandlers();
        for (let i = 0, ii = args.length; i < ii; ++i) {
          if (handlers[args[i]] && handlers[args[i]].builder) {
            const builder = handlers[args[i]].builder;
            if (isCommandBuilderCallback(builder)) {
              this.indexAfterLastReset = i + 1;
              const y = this.yargs.getInternalMethods().reset();
              builder(y, true);
              return y.argv;
            }
          }
        }
        const completions = [];
        this.commandCompletions(completions, args, current);
        this.optionCompletions(completions, args, argv, current);
        this.choicesFromOptionsCompletions(completions, args, argv, current);
        this.choicesFromPositionalsCompletions(completions, args, argv, current);
        done(null, completions);
      }
      commandCompletions(completions, args, current) {
        const parentCommands = this.yargs.getInternalMethods().getContext().commands;
        if (!current.match(/^-/) && parentCommands[parentCommands.length - 1] !== current && !this.previousArgHasChoices(args)) {
          this.usage.getCommands().forEach((usageCommand) => {
            const commandName = parseCommand(usageCommand[0]).cmd;
            if (args.indexOf(commandName) === -1) {
              if (!this.zshShell) {
                completions.push(commandName);
              } else {
                const desc = usageCommand[1] || "";
                completions.push(commandName.replace(/:/g, "\\:") + ":" + desc);
              }
            }
          });
        }
      }
      optionCompletions(completions, args, argv, current) {
        if ((current.match(/^-/) || current === "" && completions.length === 0) && !this.previousArgHasChoices(args)) {
          const options = this.yargs.getOptions();
          const positionalKeys = this.yargs.getGroups()[this.usage.getPositionalGroupName()] || [];
          Object.keys(options.key).forEach((key) => {
            const negable = !!options.configuration["boolean-negation"] && options.boolean.includes(key);
            const isPositionalKey = positionalKeys.includes(key);
            if (!isPositionalKey && !options.hiddenOptions.includes(key) && !this.argsContainKey(args, key, negable)) {
              this.completeOptionKey(key, completions, current, negable && !!options.default[key]);
            }
          });
        }
      }
      choicesFromOptionsCompletions(completions, args, argv, current) {
        if (this.previousArgHasChoices(args)) {
          const choices = this.getPreviousArgChoices(args);
          if (choices && choices.length > 0) {
            completions.push(...choices.map((c) => c.replace(/:/g, "\\:")));
          }
        }
      }
      choicesFromPositionalsCompletions(completions, args, argv, current) {
        if (current === "" && completions.length > 0 && this.previousArgHasChoices(args)) {
          return;
        }
        const positionalKeys = this.yargs.getGroups()[this.usage.getPositionalGroupName()] || [];
        const offset = Math.max(this.indexAfterLastReset, this.yargs.getInternalMethods().getContext().commands.length + 1);
        const positionalKey = positionalKeys[argv._.length - offset - 1];
        if (!positionalKey) {
          return;
        }
        const choices = this.yargs.getOptions().choices[positionalKey] || [];
        for (const choice of choices) {
          if (choice.startsWith(current)) {
            completions.push(choice.replace(/:/g, "\\:"));
          }
        }
      }
      getPreviousArgChoices(args) {
        if (args.length < 1)
          return;
        let previousArg = args[args.length - 1];
        let filter = "";
        if (!previousArg.startsWith("-") && args.length > 1) {
          filter = previousArg;
          previousArg = args[args.length - 2];
        }
        if (!previousArg.startsWith("-"))
          return;
        const previousArgKey = previousArg.replace(/^-+/, "");
        const options = this.yargs.getOptions();
        const possibleAliases = [
          previousArgKey,
          ...this.yargs.getAliases()[previousArgKey] || []
        ];
        let choices;
        for (const possibleAlias of possibleAliases) {
          if (Object.prototype.hasOwnProperty.call(options.key, possibleAlias) && Array.isArray(options.choices[possibleAlias])) {
            choices = options.choices[possibleAlias];
            break;
          }
        }
        if (choices) {
          return choices.filter((choice) => !filter || choice.startsWith(filter));
        }
      }
      previousArgHasChoices(args) {
        const choices = this.getPreviousArgChoices(args);
        return choices !== void 0 && choices.length > 0;
      }
      argsContainKey(args, key, negable) {
        const argsContains = (s) => args.indexOf((/^[^0-9]$/.test(s) ? "-" : "--") + s) !== -1;
        if (argsContains(key))
          return true;
        if (negable && argsContains(`no-${key}`))
          return true;
        if (this.aliases) {
          for (const alias of this.aliases[key]) {
            if (argsContains(alias))
              return true;
          }
        }
        return false;
      }
      completeOptionKey(key, completions, current, negable) {
        var _a2, _b2, _c2, _d;
        let keyWithDesc = key;
        if (this.zshShell) {
          const descs = this.usage.getDescriptions();
          const aliasKey = (_b2 = (_a2 = this === null || this === void 0 ? void 0 : this.aliases) === null || _a2 === void 0 ? void 0 : _a2[key]) === null || _b2 === void 0 ? void 0 : _b2.find((alias) => {
            const desc2 = descs[alias];
            return typeof desc2 === "string" && desc2.length > 0;
          });
          const descFromAlias = aliasKey ? descs[aliasKey] : void 0;
          const desc = (_d = (_c2 = descs[key]) !== null && _c2 !== void 0 ? _c2 : descFromAlias) !== null && _d !== void 0 ? _d : "";
          keyWithDesc = `${key.replace(/:/g, "\\:")}:${desc.replace("__yargsString__:", "").replace(/(\r\n|\n|\r)/gm, " ")}`;
        }
        const startsByTwoDashes = (s) => /^--/.test(s);
        const isShortOption = (s) => /^[^0-9]$/.test(s);
        const dashes = !startsByTwoDashes(current) && isShortOption(key) ? "-" : "--";
        completions.push(dashes + keyWithDesc);
        if (negable) {
          completions.push(dashes + "no-" + keyWithDesc);
        }
      }
      customCompletion(args, argv, current, done) {
        assertNotStrictEqual(this.customCompletionFunction, null, this.shim);
        if (isSyncCompletionFunction(this.customCompletionFunction)) {
          const result = this.customCompletionFunction(current, argv);
          if (isPromise(result)) {
            return result.then((list) => {
              this.shim.process.nextTick(() => {
                done(null, list);
              });
            }).catch((err) => {
              this.shim.process.nextTick(() => {
                done(err, void 0);
              });
            });
          }
          return done(null, result);
        } else if (isFallbackCompletionFunction(this.customCompletionFunction)) {
          return this.customCompletionFunction(current, argv, (onCompleted = done) => this.defaultCompletion(args, argv, current, onCompleted), (completions) => {
            done(null, completions);
          });
        } else {
          return this.customCompletionFunction(current, argv, (completions) => {
            done(null, completions);
          });
        }
      }
      getCompletion(args, done) {
        const current = args.length ? args[args.length - 1] : "";
        const argv = this.yargs.parse(args, true);
        const completionFunction = this.customCompletionFunction ? (argv2) => this.customCompletion(args, argv2, current, done) : (argv2) => this.defaultCompletion(args, argv2, current, done);
        return isPromise(argv) ? argv.then(completionFunction) : completionFunction(argv);
      }
      generateCompletionScript($0, cmd) {
        let script = this.zshShell ? completionZshTemplate : completionShTemplate;
        const name = this.shim.path.basename($0);
        if ($0.match(/\.js$/))
          $0 = `./${$0}`;
        script = script.replace(/{{app_name}}/g, name);
        script = script.replace(/{{completion_command}}/g, cmd);
        return script.replace(/{{app_path}}/g, $0);
      }
      registerFunction(fn) {
        this.customCompletionFunction = fn;
      }
      setParsed(parsed3) {
        this.aliases = parsed3.aliases;
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/levenshtein.js
function levenshtein(a, b) {
  if (a.length === 0)
    return b.length;
  if (b.length === 0)
    return a.length;
  const matrix = [];
  let i;
  for (i = 0; i <= b.length; i++) {
    matrix[i] = [i];
  }
  let j;
  for (j = 0; j <= a.length; j++) {
    matrix[0][j] = j;
  }
  for (i = 1; i <= b.length; i++) {
    for (j = 1; j <= a.length; j++) {
      if (b.charAt(i - 1) === a.charAt(j - 1)) {
        matrix[i][j] = matrix[i - 1][j - 1];
      } else {
        if (i > 1 && j > 1 && b.charAt(i - 2) === a.charAt(j - 1) && b.charAt(i - 1) === a.charAt(j - 2)) {
          matrix[i][j] = matrix[i - 2][j - 2] + 1;
        } else {
          matrix[i][j] = Math.min(matrix[i - 1][j - 1] + 1, Math.min(matrix[i][j - 1] + 1, matrix[i - 1][j] + 1));
        }
      }
    }
  }
  return matrix[b.length][a.length];
}
var init_levenshtein = __esm({
  "node_modules/yargs/build/lib/utils/levenshtein.js"() {
    init_thin_classes();
  }
});

// node_modules/yargs/build/lib/validation.js
function validation(yargs, usage2, shim3) {
  const __ = shim3.y18n.__;
  const __n = shim3.y18n.__n;
  const self2 = {};
  self2.nonOptionCount = function nonOptionCount(argv) {
    const demandedCommands = yargs.getDemandedCommands();
    const positionalCount = argv._.length + (argv["--"] ? argv["--"].length : 0);
    const _s = positionalCount - yargs.getInternalMethods().getContext().commands.length;
    if (demandedCommands._ && (_s < demandedCommands._.min || _s > demandedCommands._.max)) {
      if (_s < demandedCommands._.min) {
        if (demandedCommands._.minMsg !== void 0) {
          usage2.fail(demandedCommands._.minMsg ? demandedCommands._.minMsg.replace(/\$0/g, _s.toString()).replace(/\$1/, demandedCommands._.min.toString()) : null);
        } else {
          usage2.fail(__n("Not enough non-option arguments: got %s, need at least %s", "Not enough non-option arguments: got %s, need at least %s", _s, _s.toString(), demandedCommands._.min.toString()));
        }
      } else if (_s > demandedCommands._.max) {
        if (demandedCommands._.maxMsg !== void 0) {
          usage2.fail(demandedCommands._.maxMsg ? demandedCommands._.maxMsg.replace(/\$0/g, _s.toString()).replace(/\$1/, demandedCommands._.max.toString()) : null);
        } else {
          usage2.fail(__n("Too many non-option arguments: got %s, maximum of %s", "Too many non-option arguments: got %s, maximum of %s", _s, _s.toString(), demandedCommands._.max.toString()));
        }
      }
    }
  };
  self2.positionalCount = function positionalCount(required2, observed) {
    if (observed < required2) {
      usage2.fail(__n("Not enough non-option arguments: got %s, need at least %s", "Not enough non-option arguments: got %s, need at least %s", observed, observed + "", required2 + ""));
    }
  };
  self2.requiredArguments = function requiredArguments(argv, demandedOptions) {
    let missing3 = null;
    for (const key of Object.keys(demandedOptions)) {
      if (!Object.prototype.hasOwnProperty.call(argv, key) || typeof argv[key] === "undefined") {
        missing3 = missing3 || {};
        missing3[key] = demandedOptions[key];
      }
    }
    if (missing3) {
      const customMsgs = [];
      for (const key of Object.keys(missing3)) {
        const msg = missing3[key];
        if (msg && customMsgs.indexOf(msg) < 0) {
          customMsgs.push(msg);
        }
      }
      const customMsg = customMsgs.length ? `
${customMsgs.join("\n")}` : "";
      usage2.fail(__n("Missing required argument: %s", "Missing required arguments: %s", Object.keys(missing3).length, Object.keys(missing3).join(", ") + customMsg));
    }
  };
  self2.unknownArguments = function unknownArguments(argv, aliases, positionalMap, isDefaultCommand, checkPositionals = true) {
    var _a2;
    const commandKeys = yargs.getInternalMethods().getCommandInstance().getCommands();
    const unknown = [];
    const currentContext = yargs.getInternalMethods().getContext();
    Object.keys(argv).forEach((key) => {
      if (!specialKeys.includes(key) && !Object.prototype.hasOwnProperty.call(positionalMap, key) && !Object.prototype.hasOwnProperty.call(yargs.getInternalMethods().getParseContext(), key) && !self2.isValidAndSomeAliasIsNotNew(key, aliases)) {
        unknown.push(key);
      }
    });
    if (checkPositionals && (currentContext.commands.length > 0 || commandKeys.length > 0 || isDefaultCommand)) {
      argv._.slice(currentContext.commands.length).forEach((key) => {
        if (!commandKeys.includes("" + key)) {
          unknown.push("" + key);
        }
      });
    }
    if (checkPositionals) {
      const demandedCommands = yargs.getDemandedCommands();
      const maxNonOptDemanded = ((_a2 = demandedCommands._) === null || _a2 === void 0 ? void 0 : _a2.max) || 0;
      const expected = currentContext.commands.length + maxNonOptDemanded;
      if (expected < argv._.length) {
        argv._.slice(expected).forEach((key) => {
          key = String(key);
          if (!currentContext.commands.includes(key) && !unknown.includes(key)) {
            unknown.push(key);
          }
        });
      }
    }
    if (unknown.length) {
      usage2.fail(__n("Unknown argument: %s", "Unknown arguments: %s", unknown.length, unknown.map((s) => s.trim() ? s : `"${s}"`).join(", ")));
    }
  };
  self2.unknownCommands = function unknownCommands(argv) {
    const commandKeys = yargs.getInternalMethods().getCommandInstance().getCommands();
    const unknown = [];
    const currentContext = yargs.getInternalMethods().getContext();
    if (currentContext.commands.length > 0 || commandKeys.length > 0) {
      argv._.slice(currentContext.commands.length).forEach((key) => {
        if (!commandKeys.includes("" + key)) {
          unknown.push("" + key);
        }
      });
    }
    if (unknown.length > 0) {
      usage2.fail(__n("Unknown command: %s", "Unknown commands: %s", unknown.length, unknown.join(", ")));
      return true;
    } else {
      return false;
    }
  };
  self2.isValidAndSomeAliasIsNotNew = function isValidAndSomeAliasIsNotNew(key, aliases) {
    if (!Object.prototype.hasOwnProperty.call(aliases, key)) {
      return false;
    }
    const newAliases = yargs.parsed.newAliases;
    return [key, ...aliases[key]].some((a) => !Object.prototype.hasOwnProperty.call(newAliases, a) || !newAliases[key]);
  };
  self2.limitedChoices = function limitedChoices(argv) {
    const options = yargs.getOptions();
    const invalid = {};
    if (!Object.keys(options.choices).length)
      return;
    Object.keys(argv).forEach((key) => {
      if (specialKeys.indexOf(key) === -1 && Object.prototype.hasOwnProperty.call(options.choices, key)) {
        [].concat(argv[key]).forEach((value) => {
          if (options.choices[key].indexOf(value) === -1 && value !== void 0) {
            invalid[key] = (invalid[key] || []).concat(value);
          }
        });
      }
    });
    const invalidKeys = Object.keys(invalid);
    if (!invalidKeys.length)
      return;
    let msg = __("Invalid values:");
    invalidKeys.forEach((key) => {
      msg += `
  ${__("Argument: %s, Given: %s, Choices: %s", key, usage2.stringifiedValues(invalid[key]), usage2.stringifiedValues(options.choices[key]))}`;
    });
    usage2.fail(msg);
  };
  let implied = {};
  self2.implies = function implies(key, value) {
    argsert("<string|object> [array|number|string]", [key, value], arguments.length);
    if (typeof key === "object") {
      Object.keys(key).forEach((k) => {
        self2.implies(k, key[k]);
      });
    } else {
      yargs.global(key);
      if (!implied[key]) {
        implied[key] = [];
      }
      if (Array.isArray(value)) {
        value.forEach((i) => self2.implies(key, i));
      } else {
        assertNotStrictEqual(value, void 0, shim3);
        implied[key].push(value);
      }
    }
  };
  self2.getImplied = function getImplied() {
    return implied;
  };
  function keyExists(argv, val) {
    const num = Number(val);
    val = isNaN(num) ? val : num;
    if (typeof val === "number") {
      val = argv._.length >= val;
    } else if (val.match(/^--no-.+/)) {
      val = val.match(/^--no-(.+)/)[1];
      val = !Object.prototype.hasOwnProperty.call(argv, val);
    } else {
      val = Object.prototype.hasOwnProperty.call(argv, val);
    }
    return val;
  }
  self2.implications = function implications(argv) {
    const implyFail = [];
    Object.keys(implied).forEach((key) => {
      const origKey = key;
      (implied[key] || []).forEach((value) => {
        let key2 = origKey;
        const origValue = value;
        key2 = keyExists(argv, key2);
        value = keyExists(argv, value);
        if (key2 && !value) {
          implyFail.push(` ${origKey} -> ${origValue}`);
        }
      });
    });
    if (implyFail.length) {
      let msg = `${__("Implications failed:")}
`;
      implyFail.forEach((value) => {
        msg += value;
      });
      usage2.fail(msg);
    }
  };
  let conflicting = {};
  self2.conflicts = function conflicts(key, value) {
    argsert("<string|object> [array|string]", [key, value], arguments.length);
    if (typeof key === "object") {
      Object.keys(key).forEach((k) => {
        self2.conflicts(k, key[k]);
      });
    } else {
      yargs.global(key);
      if (!conflicting[key]) {
        conflicting[key] = [];
      }
      if (Array.isArray(value)) {
        value.forEach((i) => self2.conflicts(key, i));
      } else {
        conflicting[key].push(value);
      }
    }
  };
  self2.getConflicting = () => conflicting;
  self2.conflicting = function conflictingFn(argv) {
    Object.keys(argv).forEach((key) => {
      if (conflicting[key]) {
        conflicting[key].forEach((value) => {
          if (value && argv[key] !== void 0 && argv[value] !== void 0) {
            usage2.fail(__("Arguments %s and %s are mutually exclusive", key, value));
          }
        });
      }
    });
    if (yargs.getInternalMethods().getParserConfiguration()["strip-dashed"]) {
      Object.keys(conflicting).forEach((key) => {
        conflicting[key].forEach((value) => {
          if (value && argv[shim3.Parser.camelCase(key)] !== void 0 && argv[shim3.Parser.camelCase(value)] !== void 0) {
            usage2.fail(__("Arguments %s and %s are mutually exclusive", key, value));
          }
        });
      });
    }
  };
  self2.recommendCommands = function recommendCommands(cmd, potentialCommands) {
    const threshold = 3;
    potentialCommands = potentialCommands.sort((a, b) => b.length - a.length);
    let recommended = null;
    let bestDistance = Infinity;
    for (let i = 0, candidate; (candidate = potentialCommands[i]) !== void 0; i++) {
      const d = levenshtein(cmd, candidate);
      if (d <= threshold && d < bestDistance) {
        bestDistance = d;
        recommended = candidate;
      }
    }
    if (recommended)
      usage2.fail(__("Did you mean %s?", recommended));
  };
  self2.reset = function reset(localLookup) {
    implied = objFilter(implied, (k) => !localLookup[k]);
    conflicting = objFilter(conflicting, (k) => !localLookup[k]);
    return self2;
  };
  const frozens = [];
  self2.freeze = function freeze() {
    frozens.push({
      implied,
      conflicting
    });
  };
  self2.unfreeze = function unfreeze() {
    const frozen = frozens.pop();
    assertNotStrictEqual(frozen, void 0, shim3);
    ({ implied, conflicting } = frozen);
  };
  return self2;
}
var specialKeys;
var init_validation = __esm({
  "node_modules/yargs/build/lib/validation.js"() {
    init_thin_classes();
    init_argsert();
    init_common_types();
    init_levenshtein();
    init_obj_filter();
    specialKeys = ["$0", "--", "_"];
  }
});

// node_modules/yargs/build/lib/utils/apply-extends.js
function applyExtends(config, cwd, mergeExtends, _shim) {
  shim2 = _shim;
  let defaultConfig = {};
  if (Object.prototype.hasOwnProperty.call(config, "extends")) {
    if (typeof config.extends !== "string")
      return defaultConfig;
    const isPath = /\.json|\..*rc$/.test(config.extends);
    let pathToDefault = null;
    if (!isPath) {
      try {
        pathToDefault = require.resolve(config.extends);
      } catch (_err) {
        return config;
      }
    } else {
      pathToDefault = getPathToDefaultConfig(cwd, config.extends);
    }
    checkForCircularExtends(pathToDefault);
    previouslyVisitedConfigs.push(pathToDefault);
    defaultConfig = isPath ? JSON.parse(shim2.readFileSync(pathToDefault, "utf8")) : require(config.extends);
    delete config.extends;
    defaultConfig = applyExtends(defaultConfig, shim2.path.dirname(pathToDefault), mergeExtends, shim2);
  }
  previouslyVisitedConfigs = [];
  return mergeExtends ? mergeDeep(defaultConfig, config) : Object.assign({}, defaultConfig, config);
}
function checkForCircularExtends(cfgPath) {
  if (previouslyVisitedConfigs.indexOf(cfgPath) > -1) {
    throw new YError(`Circular extended configurations: '${cfgPath}'.`);
  }
}
function getPathToDefaultConfig(cwd, pathToExtend) {
  return shim2.path.resolve(cwd, pathToExtend);
}
function mergeDeep(config1, config2) {
  const target = {};
  function isObject3(obj) {
    return obj && typeof obj === "object" && !Array.isArray(obj);
  }
  Object.assign(target, config1);
  for (const key of Object.keys(config2)) {
    if (isObject3(config2[key]) && isObject3(target[key])) {
      target[key] = mergeDeep(config1[key], config2[key]);
    } else {
      target[key] = config2[key];
    }
  }
  return target;
}
var previouslyVisitedConfigs, shim2;
var init_apply_extends = __esm({
  "node_modules/yargs/build/lib/utils/apply-extends.js"() {
    init_thin_classes();
    init_yerror();
    previouslyVisitedConfigs = [];
  }
});

// node_modules/yargs/build/lib/yargs-factory.js
function YargsFactory(_shim) {
  return (processArgs = [], cwd = _shim.process.cwd(), parentRequire) => {
    const yargs = new YargsInstance(processArgs, cwd, parentRequire, _shim);
    Object.defineProperty(yargs, "argv", {
      get: () => {
        return yargs.parse();
      },
      enumerable: true
    });
    yargs.help();
    yargs.version();
    return yargs;
  };
}
function isYargsInstance(y) {
  return !!y && typeof y.getInternalMethods === "function";
}
var __classPrivateFieldSet, __classPrivateFieldGet, _YargsInstance_command, _YargsInstance_cwd, _YargsInstance_context, _YargsInstance_completion, _YargsInstance_completionCommand, _YargsInstance_defaultShowHiddenOpt, _YargsInstance_exitError, _YargsInstance_detectLocale, _YargsInstance_emittedWarnings, _YargsInstance_exitProcess, _YargsInstance_frozens, _YargsInstance_globalMiddleware, _YargsInstance_groups, _YargsInstance_hasOutput, _YargsInstance_helpOpt, _YargsInstance_isGlobalContext, _YargsInstance_logger, _YargsInstance_output, _YargsInstance_options, _YargsInstance_parentRequire, _YargsInstance_parserConfig, _YargsInstance_parseFn, _YargsInstance_parseContext, _YargsInstance_pkgs, _YargsInstance_preservedGroups, _YargsInstance_processArgs, _YargsInstance_recommendCommands, _YargsInstance_shim, _YargsInstance_strict, _YargsInstance_strictCommands, _YargsInstance_strictOptions, _YargsInstance_usage, _YargsInstance_usageConfig, _YargsInstance_versionOpt, _YargsInstance_validation, kCopyDoubleDash, kCreateLogger, kDeleteFromParserHintObject, kEmitWarning, kFreeze, kGetDollarZero, kGetParserConfiguration, kGetUsageConfiguration, kGuessLocale, kGuessVersion, kParsePositionalNumbers, kPkgUp, kPopulateParserHintArray, kPopulateParserHintSingleValueDictionary, kPopulateParserHintArrayDictionary, kPopulateParserHintDictionary, kSanitizeKey, kSetKey, kUnfreeze, kValidateAsync, kGetCommandInstance, kGetContext, kGetHasOutput, kGetLoggerInstance, kGetParseContext, kGetUsageInstance, kGetValidationInstance, kHasParseCallback, kIsGlobalContext, kPostProcess, kRebase, kReset, kRunYargsParserAndExecuteCommands, kRunValidation, kSetHasOutput, kTrackManuallySetKeys, YargsInstance;
var init_yargs_factory = __esm({
  "node_modules/yargs/build/lib/yargs-factory.js"() {
    init_thin_classes();
    init_command();
    init_common_types();
    init_yerror();
    init_usage();
    init_argsert();
    init_completion();
    init_validation();
    init_obj_filter();
    init_apply_extends();
    init_middleware();
    init_is_promise();
    init_maybe_async_result();
    init_set_blocking();
    __classPrivateFieldSet = function(receiver, state, value, kind, f) {
      if (kind === "m") throw new TypeError("Private method is not writable");
      if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
      if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
      return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
    };
    __classPrivateFieldGet = function(receiver, state, kind, f) {
      if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
      if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
      return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
    };
    kCopyDoubleDash = /* @__PURE__ */ Symbol("copyDoubleDash");
    kCreateLogger = /* @__PURE__ */ Symbol("copyDoubleDash");
    kDeleteFromParserHintObject = /* @__PURE__ */ Symbol("deleteFromParserHintObject");
    kEmitWarning = /* @__PURE__ */ Symbol("emitWarning");
    kFreeze = /* @__PURE__ */ Symbol("freeze");
    kGetDollarZero = /* @__PURE__ */ Symbol("getDollarZero");
    kGetParserConfiguration = /* @__PURE__ */ Symbol("getParserConfiguration");
    kGetUsageConfiguration = /* @__PURE__ */ Symbol("getUsageConfiguration");
    kGuessLocale = /* @__PURE__ */ Symbol("guessLocale");
    kGuessVersion = /* @__PURE__ */ Symbol("guessVersion");
    kParsePositionalNumbers = /* @__PURE__ */ Symbol("parsePositionalNumbers");
    kPkgUp = /* @__PURE__ */ Symbol("pkgUp");
    kPopulateParserHintArray = /* @__PURE__ */ Symbol("populateParserHintArray");
    kPopulateParserHintSingleValueDictionary = /* @__PURE__ */ Symbol("populateParserHintSingleValueDictionary");
    kPopulateParserHintArrayDictionary = /* @__PURE__ */ Symbol("populateParserHintArrayDictionary");
    kPopulateParserHintDictionary = /* @__PURE__ */ Symbol("populateParserHintDictionary");
    kSanitizeKey = /* @__PURE__ */ Symbol("sanitizeKey");
    kSetKey = /* @__PURE__ */ Symbol("setKey");
    kUnfreeze = /* @__PURE__ */ Symbol("unfreeze");
    kValidateAsync = /* @__PURE__ */ Symbol("validateAsync");
    kGetCommandInstance = /* @__PURE__ */ Symbol("getCommandInstance");
    kGetContext = /* @__PURE__ */ Symbol("getContext");
    kGetHasOutput = /* @__PURE__ */ Symbol("getHasOutput");
    kGetLoggerInstance = /* @__PURE__ */ Symbol("getLoggerInstance");
    kGetParseContext = /* @__PURE__ */ Symbol("getParseContext");
    kGetUsageInstance = /* @__PURE__ */ Symbol("getUsageInstance");
    kGetValidationInstance = /* @__PURE__ */ Symbol("getValidationInstance");
    kHasParseCallback = /* @__PURE__ */ Symbol("hasParseCallback");
    kIsGlobalContext = /* @__PURE__ */ Symbol("isGlobalContext");
    kPostProcess = /* @__PURE__ */ Symbol("postProcess");
    kRebase = /* @__PURE__ */ Symbol("rebase");
    kReset = /* @__PURE__ */ Symbol("reset");
    kRunYargsParserAndExecuteCommands = /* @__PURE__ */ Symbol("runYargsParserAndExecuteCommands");
    kRunValidation = /* @__PURE__ */ Symbol("runValidation");
    kSetHasOutput = /* @__PURE__ */ Symbol("setHasOutput");
    kTrackManuallySetKeys = /* @__PURE__ */ Symbol("kTrackManuallySetKeys");
    YargsInstance = class {
      constructor(processArgs = [], cwd, parentRequire, shim3) {
        this.customScriptName = false;
        this.parsed = false;
        _YargsInstance_command.set(this, void 0);
        _YargsInstance_cwd.set(this, void 0);
        _YargsInstance_context.set(this, { commands: [], fullCommands: [] });
        _YargsInstance_completion.set(this, null);
        _YargsInstance_completionCommand.set(this, null);
        _YargsInstance_defaultShowHiddenOpt.set(this, "show-hidden");
        _YargsInstance_exitError.set(this, null);
        _YargsInstance_detectLocale.set(this, true);
        _YargsInstance_emittedWarnings.set(this, {});
        _YargsInstance_exitProcess.set(this, true);
        _YargsInstance_frozens.set(this, []);
        _YargsInstance_globalMiddleware.set(this, void 0);
        _YargsInstance_groups.set(this, {});
        _YargsInstance_hasOutput.set(this, false);
        _YargsInstance_helpOpt.set(this, null);
        _YargsInstance_isGlobalContext.set(this, true);
        _YargsInstance_logger.set(this, void 0);
        _YargsInstance_output.set(this, "");
        _YargsInstance_options.set(this, void 0);
        _YargsInstance_parentRequire.set(this, void 0);
        _YargsInstance_parserConfig.set(this, {});
        _YargsInstance_parseFn.set(this, null);
        _YargsInstance_parseContext.set(this, null);
        _YargsInstance_pkgs.set(this, {});
        _YargsInstance_preservedGroups.set(this, {});
        _YargsInstance_processArgs.set(this, void 0);
        _YargsInstance_recommendCommands.set(this, false);
        _YargsInstance_shim.set(this, void 0);
        _YargsInstance_strict.set(this, false);
        _YargsInstance_strictCommands.set(this, false);
        _YargsInstance_strictOptions.set(this, false);
        _YargsInstance_usage.set(this, void 0);
        _YargsInstance_usageConfig.set(this, {});
        _YargsInstance_versionOpt.set(this, null);
        _YargsInstance_validation.set(this, void 0);
        __classPrivateFieldSet(this, _YargsInstance_shim, shim3, "f");
        __classPrivateFieldSet(this, _YargsInstance_processArgs, processArgs, "f");
        __classPrivateFieldSet(this, _YargsInstance_cwd, cwd, "f");
        __classPrivateFieldSet(this, _YargsInstance_parentRequire, parentRequire, "f");
        __classPrivateFieldSet(this, _YargsInstance_globalMiddleware, new GlobalMiddleware(this), "f");
        this.$0 = this[kGetDollarZero]();
        this[kReset]();
        __classPrivateFieldSet(this, _YargsInstance_command, __classPrivateFieldGet(this, _YargsInstance_command, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_usage, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_validation, __classPrivateFieldGet(this, _YargsInstance_validation, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_options, __classPrivateFieldGet(this, _YargsInstance_options, "f"), "f");
        __classPrivateFieldGet(this, _YargsInstance_options, "f").showHiddenOpt = __classPrivateFieldGet(this, _YargsInstance_defaultShowHiddenOpt, "f");
        __classPrivateFieldSet(this, _YargsInstance_logger, this[kCreateLogger](), "f");
      }
      addHelpOpt(opt, msg) {
        const defaultHelpOpt = "help";
        argsert("[string|boolean] [string]", [opt, msg], arguments.length);
        if (__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")) {
          this[kDeleteFromParserHintObject](__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"));
          __classPrivateFieldSet(this, _YargsInstance_helpOpt, null, "f");
        }
        if (opt === false && msg === void 0)
          return this;
        __classPrivateFieldSet(this, _YargsInstance_helpOpt, typeof opt === "string" ? opt : defaultHelpOpt, "f");
        this.boolean(__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"));
        this.describe(__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"), msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show help"));
        return this;
      }
      help(opt, msg) {
        return this.addHelpOpt(opt, msg);
      }
      addShowHiddenOpt(opt, msg) {
        argsert("[string|boolean] [string]", [opt, msg], arguments.length);
        if (opt === false && msg === void 0)
          return this;
        const showHiddenOpt = typeof opt === "string" ? opt : __classPrivateFieldGet(this, _YargsInstance_defaultShowHiddenOpt, "f");
        this.boolean(showHiddenOpt);
        this.describe(showHiddenOpt, msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show hidden options"));
        __classPrivateFieldGet(this, _YargsInstance_options, "f").showHiddenOpt = showHiddenOpt;
        return this;
      }
      showHidden(opt, msg) {
        return this.addShowHiddenOpt(opt, msg);
      }
      alias(key, value) {
        argsert("<object|string|array> [string|array]", [key, value], arguments.length);
        this[kPopulateParserHintArrayDictionary](this.alias.bind(this), "alias", key, value);
        return this;
      }
      array(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("array", keys2);
        this[kTrackManuallySetKeys](keys2);
        return this;
      }
      boolean(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("boolean", keys2);
        this[kTrackManuallySetKeys](keys2);
        return this;
      }
      check(f, global) {
        argsert("<function> [boolean]", [f, global], arguments.length);
        this.middleware((argv, _yargs) => {
          return maybeAsyncResult(() => {
            return f(argv, _yargs.getOptions());
          }, (result) => {
            if (!result) {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(__classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.__("Argument check failed: %s", f.toString()));
            } else if (typeof result === "string" || result instanceof Error) {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(result.toString(), result);
            }
            return argv;
          }, (err) => {
            __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(err.message ? err.message : err.toString(), err);
            return argv;
          });
        }, false, global);
        return this;
      }
      choices(key, value) {
        argsert("<object|string|array> [string|array]", [key, value], arguments.length);
        this[kPopulateParserHintArrayDictionary](this.choices.bind(this), "choices", key, value);
        return this;
      }
      coerce(keys2, value) {
        argsert("<object|string|array> [function]", [keys2, value], arguments.length);
        if (Array.isArray(keys2)) {
          if (!value) {
            throw new YError("coerce callback must be provided");
          }
          for (const key of keys2) {
            this.coerce(key, value);
          }
          return this;
        } else if (typeof keys2 === "object") {
          for (const key of Object.keys(keys2)) {
            this.coerce(key, keys2[key]);
          }
          return this;
        }
        if (!value) {
          throw new YError("coerce callback must be provided");
        }
        __classPrivateFieldGet(this, _YargsInstance_options, "f").key[keys2] = true;
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").addCoerceMiddleware((argv, yargs) => {
          let aliases;
          const shouldCoerce = Object.prototype.hasOwnProperty.call(argv, keys2);
          if (!shouldCoerce) {
            return argv;
          }
          return maybeAsyncResult(() => {
            aliases = yargs.getAliases();
            return value(argv[keys2]);
          }, (result) => {
            argv[keys2] = result;
            const stripAliased = yargs.getInternalMethods().getParserConfiguration()["strip-aliased"];
            if (aliases[keys2] && stripAliased !== true) {
              for (const alias of aliases[keys2]) {
                argv[alias] = result;
              }
            }
            return argv;
          }, (err) => {
            throw new YError(err.message);
          });
        }, keys2);
        return this;
      }
      conflicts(key1, key2) {
        argsert("<string|object> [string|array]", [key1, key2], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").conflicts(key1, key2);
        return this;
      }
      config(key = "config", msg, parseFn) {
        argsert("[object|string] [string|function] [function]", [key, msg, parseFn], arguments.length);
        if (typeof key === "object" && !Array.isArray(key)) {
          key = applyExtends(key, __classPrivateFieldGet(this, _YargsInstance_cwd, "f"), this[kGetParserConfiguration]()["deep-merge-config"] || false, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = (__classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || []).concat(key);
          return this;
        }
        if (typeof msg === "function") {
          parseFn = msg;
          msg = void 0;
        }
        this.describe(key, msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Path to JSON config file"));
        (Array.isArray(key) ? key : [key]).forEach((k) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").config[k] = parseFn || true;
        });
        return this;
      }
      completion(cmd, desc, fn) {
        argsert("[string] [string|boolean|function] [function]", [cmd, desc, fn], arguments.length);
        if (typeof desc === "function") {
          fn = desc;
          desc = void 0;
        }
        __classPrivateFieldSet(this, _YargsInstance_completionCommand, cmd || __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") || "completion", "f");
        if (!desc && desc !== false) {
          desc = "generate completion script";
        }
        this.command(__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f"), desc);
        if (fn)
          __classPrivateFieldGet(this, _YargsInstance_completion, "f").registerFunction(fn);
        return this;
      }
      command(cmd, description, builder, handler, middlewares, deprecated) {
        argsert("<string|array|object> [string|boolean] [function|object] [function] [array] [boolean|string]", [cmd, description, builder, handler, middlewares, deprecated], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_command, "f").addHandler(cmd, description, builder, handler, middlewares, deprecated);
        return this;
      }
      commands(cmd, description, builder, handler, middlewares, deprecated) {
        return this.command(cmd, description, builder, handler, middlewares, deprecated);
      }
      commandDir(dir, opts) {
        argsert("<string> [object]", [dir, opts], arguments.length);
        const req = __classPrivateFieldGet(this, _YargsInstance_parentRequire, "f") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").require;
        __classPrivateFieldGet(this, _YargsInstance_command, "f").addDirectory(dir, req, __classPrivateFieldGet(this, _YargsInstance_shim, "f").getCallerFile(), opts);
        return this;
      }
      count(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("count", keys2);
        this[kTrackManuallySetKeys](keys2);
        return this;
      }
      default(key, value, defaultDescription) {
        argsert("<object|string|array> [*] [string]", [key, value, defaultDescription], arguments.length);
        if (defaultDescription) {
          assertSingleKey(key, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = defaultDescription;
        }
        if (typeof value === "function") {
          assertSingleKey(key, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          if (!__classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key])
            __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = __classPrivateFieldGet(this, _YargsInstance_usage, "f").functionDescription(value);
          value = value.call();
        }
        this[kPopulateParserHintSingleValueDictionary](this.default.bind(this), "default", key, value);
        return this;
      }
      defaults(key, value, defaultDescription) {
        return this.default(key, value, defaultDescription);
      }
      demandCommand(min = 1, max, minMsg, maxMsg) {
        argsert("[number] [number|string] [string|null|undefined] [string|null|undefined]", [min, max, minMsg, maxMsg], arguments.length);
        if (typeof max !== "number") {
          minMsg = max;
          max = Infinity;
        }
        this.global("_", false);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedCommands._ = {
          min,
          max,
          minMsg,
          maxMsg
        };
        return this;
      }
      demand(keys2, max, msg) {
        if (Array.isArray(max)) {
          max.forEach((key) => {
            assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
            this.demandOption(key, msg);
          });
          max = Infinity;
        } else if (typeof max !== "number") {
          msg = max;
          max = Infinity;
        }
        if (typeof keys2 === "number") {
          assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          this.demandCommand(keys2, max, msg, msg);
        } else if (Array.isArray(keys2)) {
          keys2.forEach((key) => {
            assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
            this.demandOption(key, msg);
          });
        } else {
          if (typeof msg === "string") {
            this.demandOption(keys2, msg);
          } else if (msg === true || typeof msg === "undefined") {
            this.demandOption(keys2);
          }
        }
        return this;
      }
      demandOption(keys2, msg) {
        argsert("<object|string|array> [string]", [keys2, msg], arguments.length);
        this[kPopulateParserHintSingleValueDictionary](this.demandOption.bind(this), "demandedOptions", keys2, msg);
        return this;
      }
      deprecateOption(option, message) {
        argsert("<string> [string|boolean]", [option, message], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").deprecatedOptions[option] = message;
        return this;
      }
      describe(keys2, description) {
        argsert("<object|string|array> [string]", [keys2, description], arguments.length);
        this[kSetKey](keys2, true);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").describe(keys2, description);
        return this;
      }
      detectLocale(detect) {
        argsert("<boolean>", [detect], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, detect, "f");
        return this;
      }
      env(prefix) {
        argsert("[string|boolean]", [prefix], arguments.length);
        if (prefix === false)
          delete __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix;
        else
          __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix = prefix || "";
        return this;
      }
      epilogue(msg) {
        argsert("<string>", [msg], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").epilog(msg);
        return this;
      }
      epilog(msg) {
        return this.epilogue(msg);
      }
      example(cmd, description) {
        argsert("<string|array> [string]", [cmd, description], arguments.length);
        if (Array.isArray(cmd)) {
          cmd.forEach((exampleParams) => this.example(...exampleParams));
        } else {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").example(cmd, description);
        }
        return this;
      }
      exit(code, err) {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        __classPrivateFieldSet(this, _YargsInstance_exitError, err, "f");
        if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
          __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.exit(code);
      }
      exitProcess(enabled = true) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_exitProcess, enabled, "f");
        return this;
      }
      fail(f) {
        argsert("<function|boolean>", [f], arguments.length);
        if (typeof f === "boolean" && f !== false) {
          throw new YError("Invalid first argument. Expected function or boolean 'false'");
        }
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").failFn(f);
        return this;
      }
      getAliases() {
        return this.parsed ? this.parsed.aliases : {};
      }
      async getCompletion(args, done) {
        argsert("<array> [function]", [args, done], arguments.length);
        if (!done) {
          return new Promise((resolve7, reject) => {
            __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(args, (err, completions) => {
              if (err)
                reject(err);
              else
                resolve7(completions);
            });
          });
        } else {
          return __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(args, done);
        }
      }
      getDemandedOptions() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedOptions;
      }
      getDemandedCommands() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedCommands;
      }
      getDeprecatedOptions() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").deprecatedOptions;
      }
      getDetectLocale() {
        return __classPrivateFieldGet(this, _YargsInstance_detectLocale, "f");
      }
      getExitProcess() {
        return __classPrivateFieldGet(this, _YargsInstance_exitProcess, "f");
      }
      getGroups() {
        return Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_groups, "f"), __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f"));
      }
      getHelp() {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_usage, "f").hasCachedHelpMessage()) {
          if (!this.parsed) {
            const parse2 = this[kRunYargsParserAndExecuteCommands](__classPrivateFieldGet(this, _YargsInstance_processArgs, "f"), void 0, void 0, 0, true);
            if (isPromise(parse2)) {
              return parse2.then(() => {
                return __classPrivateFieldGet(this, _YargsInstance_usage, "f").help();
              });
            }
          }
          const builderResponse = __classPrivateFieldGet(this, _YargsInstance_command, "f").runDefaultBuilderOn(this);
          if (isPromise(builderResponse)) {
            return builderResponse.then(() => {
              return __classPrivateFieldGet(this, _YargsInstance_usage, "f").help();
            });
          }
        }
        return Promise.resolve(__classPrivateFieldGet(this, _YargsInstance_usage, "f").help());
      }
      getOptions() {
        return __classPrivateFieldGet(this, _YargsInstance_options, "f");
      }
      getStrict() {
        return __classPrivateFieldGet(this, _YargsInstance_strict, "f");
      }
      getStrictCommands() {
        return __classPrivateFieldGet(this, _YargsInstance_strictCommands, "f");
      }
      getStrictOptions() {
        return __classPrivateFieldGet(this, _YargsInstance_strictOptions, "f");
      }
      global(globals, global) {
        argsert("<string|array> [boolean]", [globals, global], arguments.length);
        globals = [].concat(globals);
        if (global !== false) {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").local = __classPrivateFieldGet(this, _YargsInstance_options, "f").local.filter((l) => globals.indexOf(l) === -1);
        } else {
          globals.forEach((g) => {
            if (!__classPrivateFieldGet(this, _YargsInstance_options, "f").local.includes(g))
              __classPrivateFieldGet(this, _YargsInstance_options, "f").local.push(g);
          });
        }
        return this;
      }
      group(opts, groupName2) {
        argsert("<string|array> <string>", [opts, groupName2], arguments.length);
        const existing = __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName2] || __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName2];
        if (__classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName2]) {
          delete __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName2];
        }
        const seen = {};
        __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName2] = (existing || []).concat(opts).filter((key) => {
          if (seen[key])
            return false;
          return seen[key] = true;
        });
        return this;
      }
      hide(key) {
        argsert("<string>", [key], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").hiddenOptions.push(key);
        return this;
      }
      implies(key, value) {
        argsert("<string|object> [number|string|array]", [key, value], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").implies(key, value);
        return this;
      }
      locale(locale) {
        argsert("[string]", [locale], arguments.length);
        if (locale === void 0) {
          this[kGuessLocale]();
          return __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.getLocale();
        }
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, false, "f");
        __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.setLocale(locale);
        return this;
      }
      middleware(callback, applyBeforeValidation, global) {
        return __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").addMiddleware(callback, !!applyBeforeValidation, global);
      }
      nargs(key, value) {
        argsert("<string|object|array> [number]", [key, value], arguments.length);
        this[kPopulateParserHintSingleValueDictionary](this.nargs.bind(this), "narg", key, value);
        return this;
      }
      normalize(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("normalize", keys2);
        return this;
      }
      number(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("number", keys2);
        this[kTrackManuallySetKeys](keys2);
        return this;
      }
      option(key, opt) {
        argsert("<string|object> [object]", [key, opt], arguments.length);
        if (typeof key === "object") {
          Object.keys(key).forEach((k) => {
            this.options(k, key[k]);
          });
        } else {
          if (typeof opt !== "object") {
            opt = {};
          }
          this[kTrackManuallySetKeys](key);
          if (__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f") && (key === "version" || (opt === null || opt === void 0 ? void 0 : opt.alias) === "version")) {
            this[kEmitWarning]([
              '"version" is a reserved word.',
              "Please do one of the following:",
              '- Disable version with `yargs.version(false)` if using "version" as an option',
              "- Use the built-in `yargs.version` method instead (if applicable)",
              "- Use a different option key",
              "https://yargs.js.org/docs/#api-reference-version"
            ].join("\n"), void 0, "versionWarning");
          }
          __classPrivateFieldGet(this, _YargsInstance_options, "f").key[key] = true;
          if (opt.alias)
            this.alias(key, opt.alias);
          const deprecate = opt.deprecate || opt.deprecated;
          if (deprecate) {
            this.deprecateOption(key, deprecate);
          }
          const demand = opt.demand || opt.required || opt.require;
          if (demand) {
            this.demand(key, demand);
          }
          if (opt.demandOption) {
            this.demandOption(key, typeof opt.demandOption === "string" ? opt.demandOption : void 0);
          }
          if (opt.conflicts) {
            this.conflicts(key, opt.conflicts);
          }
          if ("default" in opt) {
            this.default(key, opt.default);
          }
          if (opt.implies !== void 0) {
            this.implies(key, opt.implies);
          }
          if (opt.nargs !== void 0) {
            this.nargs(key, opt.nargs);
          }
          if (opt.config) {
            this.config(key, opt.configParser);
          }
          if (opt.normalize) {
            this.normalize(key);
          }
          if (opt.choices) {
            this.choices(key, opt.choices);
          }
          if (opt.coerce) {
            this.coerce(key, opt.coerce);
          }
          if (opt.group) {
            this.group(key, opt.group);
          }
          if (opt.boolean || opt.type === "boolean") {
            this.boolean(key);
            if (opt.alias)
              this.boolean(opt.alias);
          }
          if (opt.array || opt.type === "array") {
            this.array(key);
            if (opt.alias)
              this.array(opt.alias);
          }
          if (opt.number || opt.type === "number") {
            this.number(key);
            if (opt.alias)
              this.number(opt.alias);
          }
          if (opt.string || opt.type === "string") {
            this.string(key);
            if (opt.alias)
              this.string(opt.alias);
          }
          if (opt.count || opt.type === "count") {
            this.count(key);
          }
          if (typeof opt.global === "boolean") {
            this.global(key, opt.global);
          }
          if (opt.defaultDescription) {
            __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = opt.defaultDescription;
          }
          if (opt.skipValidation) {
            this.skipValidation(key);
          }
          const desc = opt.describe || opt.description || opt.desc;
          const descriptions = __classPrivateFieldGet(this, _YargsInstance_usage, "f").getDescriptions();
          if (!Object.prototype.hasOwnProperty.call(descriptions, key) || typeof desc === "string") {
            this.describe(key, desc);
          }
          if (opt.hidden) {
            this.hide(key);
          }
          if (opt.requiresArg) {
            this.requiresArg(key);
          }
        }
        return this;
      }
      options(key, opt) {
        return this.option(key, opt);
      }
      parse(args, shortCircuit, _parseFn) {
        argsert("[string|array] [function|boolean|object] [function]", [args, shortCircuit, _parseFn], arguments.length);
        this[kFreeze]();
        if (typeof args === "undefined") {
          args = __classPrivateFieldGet(this, _YargsInstance_processArgs, "f");
        }
        if (typeof shortCircuit === "object") {
          __classPrivateFieldSet(this, _YargsInstance_parseContext, shortCircuit, "f");
          shortCircuit = _parseFn;
        }
        if (typeof shortCircuit === "function") {
          __classPrivateFieldSet(this, _YargsInstance_parseFn, shortCircuit, "f");
          shortCircuit = false;
        }
        if (!shortCircuit)
          __classPrivateFieldSet(this, _YargsInstance_processArgs, args, "f");
        if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
          __classPrivateFieldSet(this, _YargsInstance_exitProcess, false, "f");
        const parsed3 = this[kRunYargsParserAndExecuteCommands](args, !!shortCircuit);
        const tmpParsed = this.parsed;
        __classPrivateFieldGet(this, _YargsInstance_completion, "f").setParsed(this.parsed);
        if (isPromise(parsed3)) {
          return parsed3.then((argv) => {
            if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
              __classPrivateFieldGet(this, _YargsInstance_parseFn, "f").call(this, __classPrivateFieldGet(this, _YargsInstance_exitError, "f"), argv, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
            return argv;
          }).catch((err) => {
            if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f")) {
              __classPrivateFieldGet(this, _YargsInstance_parseFn, "f")(err, this.parsed.argv, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
            }
            throw err;
          }).finally(() => {
            this[kUnfreeze]();
            this.parsed = tmpParsed;
          });
        } else {
          if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
            __classPrivateFieldGet(this, _YargsInstance_parseFn, "f").call(this, __classPrivateFieldGet(this, _YargsInstance_exitError, "f"), parsed3, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
          this[kUnfreeze]();
          this.parsed = tmpParsed;
        }
        return parsed3;
      }
      parseAsync(args, shortCircuit, _parseFn) {
        const maybePromise = this.parse(args, shortCircuit, _parseFn);
        return !isPromise(maybePromise) ? Promise.resolve(maybePromise) : maybePromise;
      }
      parseSync(args, shortCircuit, _parseFn) {
        const maybePromise = this.parse(args, shortCircuit, _parseFn);
        if (isPromise(maybePromise)) {
          throw new YError(".parseSync() must not be used with asynchronous builders, handlers, or middleware");
        }
        return maybePromise;
      }
      parserConfiguration(config) {
        argsert("<object>", [config], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_parserConfig, config, "f");
        return this;
      }
      pkgConf(key, rootPath) {
        argsert("<string> [string]", [key, rootPath], arguments.length);
        let conf = null;
        const obj = this[kPkgUp](rootPath || __classPrivateFieldGet(this, _YargsInstance_cwd, "f"));
        if (obj[key] && typeof obj[key] === "object") {
          conf = applyExtends(obj[key], rootPath || __classPrivateFieldGet(this, _YargsInstance_cwd, "f"), this[kGetParserConfiguration]()["deep-merge-config"] || false, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = (__classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || []).concat(conf);
        }
        return this;
      }
      positional(key, opts) {
        argsert("<string> <object>", [key, opts], arguments.length);
        const supportedOpts = [
          "default",
          "defaultDescription",
          "implies",
          "normalize",
          "choices",
          "conflicts",
          "coerce",
          "type",
          "describe",
          "desc",
          "description",
          "alias"
        ];
        opts = objFilter(opts, (k, v) => {
          if (k === "type" && !["string", "number", "boolean"].includes(v))
            return false;
          return supportedOpts.includes(k);
        });
        const fullCommand = __classPrivateFieldGet(this, _YargsInstance_context, "f").fullCommands[__classPrivateFieldGet(this, _YargsInstance_context, "f").fullCommands.length - 1];
        const parseOptions = fullCommand ? __classPrivateFieldGet(this, _YargsInstance_command, "f").cmdToParseOptions(fullCommand) : {
          array: [],
          alias: {},
          default: {},
          demand: {}
        };
        objectKeys(parseOptions).forEach((pk) => {
          const parseOption = parseOptions[pk];
          if (Array.isArray(parseOption)) {
            if (parseOption.indexOf(key) !== -1)
              opts[pk] = true;
          } else {
            if (parseOption[key] && !(pk in opts))
              opts[pk] = parseOption[key];
          }
        });
        this.group(key, __classPrivateFieldGet(this, _YargsInstance_usage, "f").getPositionalGroupName());
        return this.option(key, opts);
      }
      recommendCommands(recommend = true) {
        argsert("[boolean]", [recommend], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_recommendCommands, recommend, "f");
        return this;
      }
      required(keys2, max, msg) {
        return this.demand(keys2, max, msg);
      }
      require(keys2, max, msg) {
        return this.demand(keys2, max, msg);
      }
      requiresArg(keys2) {
        argsert("<array|string|object> [number]", [keys2], arguments.length);
        if (typeof keys2 === "string" && __classPrivateFieldGet(this, _YargsInstance_options, "f").narg[keys2]) {
          return this;
        } else {
          this[kPopulateParserHintSingleValueDictionary](this.requiresArg.bind(this), "narg", keys2, NaN);
        }
        return this;
      }
      showCompletionScript($0, cmd) {
        argsert("[string] [string]", [$0, cmd], arguments.length);
        $0 = $0 || this.$0;
        __classPrivateFieldGet(this, _YargsInstance_logger, "f").log(__classPrivateFieldGet(this, _YargsInstance_completion, "f").generateCompletionScript($0, cmd || __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") || "completion"));
        return this;
      }
      showHelp(level) {
        argsert("[string|function]", [level], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_usage, "f").hasCachedHelpMessage()) {
          if (!this.parsed) {
            const parse2 = this[kRunYargsParserAndExecuteCommands](__classPrivateFieldGet(this, _YargsInstance_processArgs, "f"), void 0, void 0, 0, true);
            if (isPromise(parse2)) {
              parse2.then(() => {
                __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
              });
              return this;
            }
          }
          const builderResponse = __classPrivateFieldGet(this, _YargsInstance_command, "f").runDefaultBuilderOn(this);
          if (isPromise(builderResponse)) {
            builderResponse.then(() => {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
            });
            return this;
          }
        }
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
        return this;
      }
      scriptName(scriptName) {
        this.customScriptName = true;
        this.$0 = scriptName;
        return this;
      }
      showHelpOnFail(enabled, message) {
        argsert("[boolean|string] [string]", [enabled, message], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelpOnFail(enabled, message);
        return this;
      }
      showVersion(level) {
        argsert("[string|function]", [level], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showVersion(level);
        return this;
      }
      skipValidation(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("skipValidation", keys2);
        return this;
      }
      strict(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strict, enabled !== false, "f");
        return this;
      }
      strictCommands(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strictCommands, enabled !== false, "f");
        return this;
      }
      strictOptions(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strictOptions, enabled !== false, "f");
        return this;
      }
      string(keys2) {
        argsert("<array|string>", [keys2], arguments.length);
        this[kPopulateParserHintArray]("string", keys2);
        this[kTrackManuallySetKeys](keys2);
        return this;
      }
      terminalWidth() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.stdColumns;
      }
      updateLocale(obj) {
        return this.updateStrings(obj);
      }
      updateStrings(obj) {
        argsert("<object>", [obj], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, false, "f");
        __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.updateLocale(obj);
        return this;
      }
      usage(msg, description, builder, handler) {
        argsert("<string|null|undefined> [string|boolean] [function|object] [function]", [msg, description, builder, handler], arguments.length);
        if (description !== void 0) {
          assertNotStrictEqual(msg, null, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          if ((msg || "").match(/^\$0( |$)/)) {
            return this.command(msg, description, builder, handler);
          } else {
            throw new YError(".usage() description must start with $0 if being used as alias for .command()");
          }
        } else {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").usage(msg);
          return this;
        }
      }
      usageConfiguration(config) {
        argsert("<object>", [config], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_usageConfig, config, "f");
        return this;
      }
      version(opt, msg, ver) {
        const defaultVersionOpt = "version";
        argsert("[boolean|string] [string] [string]", [opt, msg, ver], arguments.length);
        if (__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f")) {
          this[kDeleteFromParserHintObject](__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"));
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").version(void 0);
          __classPrivateFieldSet(this, _YargsInstance_versionOpt, null, "f");
        }
        if (arguments.length === 0) {
          ver = this[kGuessVersion]();
          opt = defaultVersionOpt;
        } else if (arguments.length === 1) {
          if (opt === false) {
            return this;
          }
          ver = opt;
          opt = defaultVersionOpt;
        } else if (arguments.length === 2) {
          ver = msg;
          msg = void 0;
        }
        __classPrivateFieldSet(this, _YargsInstance_versionOpt, typeof opt === "string" ? opt : defaultVersionOpt, "f");
        msg = msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show version number");
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").version(ver || void 0);
        this.boolean(__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"));
        this.describe(__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"), msg);
        return this;
      }
      wrap(cols) {
        argsert("<number|null|undefined>", [cols], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").wrap(cols);
        return this;
      }
      [(_YargsInstance_command = /* @__PURE__ */ new WeakMap(), _YargsInstance_cwd = /* @__PURE__ */ new WeakMap(), _YargsInstance_context = /* @__PURE__ */ new WeakMap(), _YargsInstance_completion = /* @__PURE__ */ new WeakMap(), _YargsInstance_completionCommand = /* @__PURE__ */ new WeakMap(), _YargsInstance_defaultShowHiddenOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_exitError = /* @__PURE__ */ new WeakMap(), _YargsInstance_detectLocale = /* @__PURE__ */ new WeakMap(), _YargsInstance_emittedWarnings = /* @__PURE__ */ new WeakMap(), _YargsInstance_exitProcess = /* @__PURE__ */ new WeakMap(), _YargsInstance_frozens = /* @__PURE__ */ new WeakMap(), _YargsInstance_globalMiddleware = /* @__PURE__ */ new WeakMap(), _YargsInstance_groups = /* @__PURE__ */ new WeakMap(), _YargsInstance_hasOutput = /* @__PURE__ */ new WeakMap(), _YargsInstance_helpOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_isGlobalContext = /* @__PURE__ */ new WeakMap(), _YargsInstance_logger = /* @__PURE__ */ new WeakMap(), _YargsInstance_output = /* @__PURE__ */ new WeakMap(), _YargsInstance_options = /* @__PURE__ */ new WeakMap(), _YargsInstance_parentRequire = /* @__PURE__ */ new WeakMap(), _YargsInstance_parserConfig = /* @__PURE__ */ new WeakMap(), _YargsInstance_parseFn = /* @__PURE__ */ new WeakMap(), _YargsInstance_parseContext = /* @__PURE__ */ new WeakMap(), _YargsInstance_pkgs = /* @__PURE__ */ new WeakMap(), _YargsInstance_preservedGroups = /* @__PURE__ */ new WeakMap(), _YargsInstance_processArgs = /* @__PURE__ */ new WeakMap(), _YargsInstance_recommendCommands = /* @__PURE__ */ new WeakMap(), _YargsInstance_shim = /* @__PURE__ */ new WeakMap(), _YargsInstance_strict = /* @__PURE__ */ new WeakMap(), _YargsInstance_strictCommands = /* @__PURE__ */ new WeakMap(), _YargsInstance_strictOptions = /* @__PURE__ */ new WeakMap(), _YargsInstance_usage = /* @__PURE__ */ new WeakMap(), _YargsInstance_usageConfig = /* @__PURE__ */ new WeakMap(), _YargsInstance_versionOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_validation = /* @__PURE__ */ new WeakMap(), kCopyDoubleDash)](argv) {
        if (!argv._ || !argv["--"])
          return argv;
        argv._.push.apply(argv._, argv["--"]);
        try {
          delete argv["--"];
        } catch (_err) {
        }
        return argv;
      }
      [kCreateLogger]() {
        return {
          log: (...args) => {
            if (!this[kHasParseCallback]())
              console.log(...args);
            __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
            if (__classPrivateFieldGet(this, _YargsInstance_output, "f").length)
              __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + "\n", "f");
            __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + args.join(" "), "f");
          },
          error: (...args) => {
            if (!this[kHasParseCallback]())
              console.error(...args);
            __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
            if (__classPrivateFieldGet(this, _YargsInstance_output, "f").length)
              __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + "\n", "f");
            __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + args.join(" "), "f");
          }
        };
      }
      [kDeleteFromParserHintObject](optionKey) {
        objectKeys(__classPrivateFieldGet(this, _YargsInstance_options, "f")).forEach((hintKey) => {
          if (/* @__PURE__ */ ((key) => key === "configObjects")(hintKey))
            return;
          const hint = __classPrivateFieldGet(this, _YargsInstance_options, "f")[hintKey];
          if (Array.isArray(hint)) {
            if (hint.includes(optionKey))
              hint.splice(hint.indexOf(optionKey), 1);
          } else if (typeof hint === "object") {
            delete hint[optionKey];
          }
        });
        delete __classPrivateFieldGet(this, _YargsInstance_usage, "f").getDescriptions()[optionKey];
      }
      [kEmitWarning](warning, type, deduplicationId) {
        if (!__classPrivateFieldGet(this, _YargsInstance_emittedWarnings, "f")[deduplicationId]) {
          __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.emitWarning(warning, type);
          __classPrivateFieldGet(this, _YargsInstance_emittedWarnings, "f")[deduplicationId] = true;
        }
      }
      [kFreeze]() {
        __classPrivateFieldGet(this, _YargsInstance_frozens, "f").push({
          options: __classPrivateFieldGet(this, _YargsInstance_options, "f"),
          configObjects: __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects.slice(0),
          exitProcess: __classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"),
          groups: __classPrivateFieldGet(this, _YargsInstance_groups, "f"),
          strict: __classPrivateFieldGet(this, _YargsInstance_strict, "f"),
          strictCommands: __classPrivateFieldGet(this, _YargsInstance_strictCommands, "f"),
          strictOptions: __classPrivateFieldGet(this, _YargsInstance_strictOptions, "f"),
          completionCommand: __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f"),
          output: __classPrivateFieldGet(this, _YargsInstance_output, "f"),
          exitError: __classPrivateFieldGet(this, _YargsInstance_exitError, "f"),
          hasOutput: __classPrivateFieldGet(this, _YargsInstance_hasOutput, "f"),
          parsed: this.parsed,
          parseFn: __classPrivateFieldGet(this, _YargsInstance_parseFn, "f"),
          parseContext: __classPrivateFieldGet(this, _YargsInstance_parseContext, "f")
        });
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_command, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").freeze();
      }
      [kGetDollarZero]() {
        let $0 = "";
        let default$0;
        if (/\b(node|iojs|electron)(\.exe)?$/.test(__classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv()[0])) {
          default$0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv().slice(1, 2);
        } else {
          default$0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv().slice(0, 1);
        }
        $0 = default$0.map((x) => {
          const b = this[kRebase](__classPrivateFieldGet(this, _YargsInstance_cwd, "f"), x);
          return x.match(/^(\/|([a-zA-Z]:)?\\)/) && b.length < x.length ? b : x;
        }).join(" ").trim();
        if (__classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_") && __classPrivateFieldGet(this, _YargsInstance_shim, "f").getProcessArgvBin() === __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_")) {
          $0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_").replace(`${__classPrivateFieldGet(this, _YargsInstance_shim, "f").path.dirname(__classPrivateFieldGet(this, _YargsInstance_shim, "f").process.execPath())}/`, "");
        }
        return $0;
      }
      [kGetParserConfiguration]() {
        return __classPrivateFieldGet(this, _YargsInstance_parserConfig, "f");
      }
      [kGetUsageConfiguration]() {
        return __classPrivateFieldGet(this, _YargsInstance_usageConfig, "f");
      }
      [kGuessLocale]() {
        if (!__classPrivateFieldGet(this, _YargsInstance_detectLocale, "f"))
          return;
        const locale = __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LC_ALL") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LC_MESSAGES") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LANG") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LANGUAGE") || "en_US";
        this.locale(locale.replace(/[.:].*/, ""));
      }
      [kGuessVersion]() {
        const obj = this[kPkgUp]();
        return obj.version || "unknown";
      }
      [kParsePositionalNumbers](argv) {
        const args = argv["--"] ? argv["--"] : argv._;
        for (let i = 0, arg; (arg = args[i]) !== void 0; i++) {
          if (__classPrivateFieldGet(this, _YargsInstance_shim, "f").Parser.looksLikeNumber(arg) && Number.isSafeInteger(Math.floor(parseFloat(`${arg}`)))) {
            args[i] = Number(arg);
          }
        }
        return argv;
      }
      [kPkgUp](rootPath) {
        const npath = rootPath || "*";
        if (__classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath])
          return __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath];
        let obj = {};
        try {
          let startDir = rootPath || __classPrivateFieldGet(this, _YargsInstance_shim, "f").mainFilename;
          if (!rootPath && __classPrivateFieldGet(this, _YargsInstance_shim, "f").path.extname(startDir)) {
            startDir = __classPrivateFieldGet(this, _YargsInstance_shim, "f").path.dirname(startDir);
          }
          const pkgJsonPath = __classPrivateFieldGet(this, _YargsInstance_shim, "f").findUp(startDir, (dir, names) => {
            if (names.includes("package.json")) {
              return "package.json";
            } else {
              return void 0;
            }
          });
          assertNotStrictEqual(pkgJsonPath, void 0, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          obj = JSON.parse(__classPrivateFieldGet(this, _YargsInstance_shim, "f").readFileSync(pkgJsonPath, "utf8"));
        } catch (_noop) {
        }
        __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath] = obj || {};
        return __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath];
      }
      [kPopulateParserHintArray](type, keys2) {
        keys2 = [].concat(keys2);
        keys2.forEach((key) => {
          key = this[kSanitizeKey](key);
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type].push(key);
        });
      }
      [kPopulateParserHintSingleValueDictionary](builder, type, key, value) {
        this[kPopulateParserHintDictionary](builder, type, key, value, (type2, key2, value2) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] = value2;
        });
      }
      [kPopulateParserHintArrayDictionary](builder, type, key, value) {
        this[kPopulateParserHintDictionary](builder, type, key, value, (type2, key2, value2) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] = (__classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] || []).concat(value2);
        });
      }
      [kPopulateParserHintDictionary](builder, type, key, value, singleKeyHandler) {
        if (Array.isArray(key)) {
          key.forEach((k) => {
            builder(k, value);
          });
        } else if (/* @__PURE__ */ ((key2) => typeof key2 === "object")(key)) {
          for (const k of objectKeys(key)) {
            builder(k, key[k]);
          }
        } else {
          singleKeyHandler(type, this[kSanitizeKey](key), value);
        }
      }
      [kSanitizeKey](key) {
        if (key === "__proto__")
          return "___proto___";
        return key;
      }
      [kSetKey](key, set) {
        this[kPopulateParserHintSingleValueDictionary](this[kSetKey].bind(this), "key", key, set);
        return this;
      }
      [kUnfreeze]() {
        var _a2, _b2, _c2, _d, _e, _f, _g, _h, _j, _k, _l, _m;
        const frozen = __classPrivateFieldGet(this, _YargsInstance_frozens, "f").pop();
        assertNotStrictEqual(frozen, void 0, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
        let configObjects;
        _a2 = this, _b2 = this, _c2 = this, _d = this, _e = this, _f = this, _g = this, _h = this, _j = this, _k = this, _l = this, _m = this, {
          options: { set value(_o) {
            __classPrivateFieldSet(_a2, _YargsInstance_options, _o, "f");
          } }.value,
          configObjects,
          exitProcess: { set value(_o) {
            __classPrivateFieldSet(_b2, _YargsInstance_exitProcess, _o, "f");
          } }.value,
          groups: { set value(_o) {
            __classPrivateFieldSet(_c2, _YargsInstance_groups, _o, "f");
          } }.value,
          output: { set value(_o) {
            __classPrivateFieldSet(_d, _YargsInstance_output, _o, "f");
          } }.value,
          exitError: { set value(_o) {
            __classPrivateFieldSet(_e, _YargsInstance_exitError, _o, "f");
          } }.value,
          hasOutput: { set value(_o) {
            __classPrivateFieldSet(_f, _YargsInstance_hasOutput, _o, "f");
          } }.value,
          parsed: this.parsed,
          strict: { set value(_o) {
            __classPrivateFieldSet(_g, _YargsInstance_strict, _o, "f");
          } }.value,
          strictCommands: { set value(_o) {
            __classPrivateFieldSet(_h, _YargsInstance_strictCommands, _o, "f");
          } }.value,
          strictOptions: { set value(_o) {
            __classPrivateFieldSet(_j, _YargsInstance_strictOptions, _o, "f");
          } }.value,
          completionCommand: { set value(_o) {
            __classPrivateFieldSet(_k, _YargsInstance_completionCommand, _o, "f");
          } }.value,
          parseFn: { set value(_o) {
            __classPrivateFieldSet(_l, _YargsInstance_parseFn, _o, "f");
          } }.value,
          parseContext: { set value(_o) {
            __classPrivateFieldSet(_m, _YargsInstance_parseContext, _o, "f");
          } }.value
        } = frozen;
        __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = configObjects;
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_command, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").unfreeze();
      }
      [kValidateAsync](validation2, argv) {
        return maybeAsyncResult(argv, (result) => {
          validation2(result);
          return result;
        });
      }
      getInternalMethods() {
        return {
          getCommandInstance: this[kGetCommandInstance].bind(this),
          getContext: this[kGetContext].bind(this),
          getHasOutput: this[kGetHasOutput].bind(this),
          getLoggerInstance: this[kGetLoggerInstance].bind(this),
          getParseContext: this[kGetParseContext].bind(this),
          getParserConfiguration: this[kGetParserConfiguration].bind(this),
          getUsageConfiguration: this[kGetUsageConfiguration].bind(this),
          getUsageInstance: this[kGetUsageInstance].bind(this),
          getValidationInstance: this[kGetValidationInstance].bind(this),
          hasParseCallback: this[kHasParseCallback].bind(this),
          isGlobalContext: this[kIsGlobalContext].bind(this),
          postProcess: this[kPostProcess].bind(this),
          reset: this[kReset].bind(this),
          runValidation: this[kRunValidation].bind(this),
          runYargsParserAndExecuteCommands: this[kRunYargsParserAndExecuteCommands].bind(this),
          setHasOutput: this[kSetHasOutput].bind(this)
        };
      }
      [kGetCommandInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_command, "f");
      }
      [kGetContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_context, "f");
      }
      [kGetHasOutput]() {
        return __classPrivateFieldGet(this, _YargsInstance_hasOutput, "f");
      }
      [kGetLoggerInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_logger, "f");
      }
      [kGetParseContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_parseContext, "f") || {};
      }
      [kGetUsageInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_usage, "f");
      }
      [kGetValidationInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_validation, "f");
      }
      [kHasParseCallback]() {
        return !!__classPrivateFieldGet(this, _YargsInstance_parseFn, "f");
      }
      [kIsGlobalContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_isGlobalContext, "f");
      }
      [kPostProcess](argv, populateDoubleDash, calledFromCommand, runGlobalMiddleware) {
        if (calledFromCommand)
          return argv;
        if (isPromise(argv))
          return argv;
        if (!populateDoubleDash) {
          argv = this[kCopyDoubleDash](argv);
        }
        const parsePositionalNumbers = this[kGetParserConfiguration]()["parse-positional-numbers"] || this[kGetParserConfiguration]()["parse-positional-numbers"] === void 0;
        if (parsePositionalNumbers) {
          argv = this[kParsePositionalNumbers](argv);
        }
        if (runGlobalMiddleware) {
          argv = applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), false);
        }
        return argv;
      }
      [kReset](aliases = {}) {
        __classPrivateFieldSet(this, _YargsInstance_options, __classPrivateFieldGet(this, _YargsInstance_options, "f") || {}, "f");
        const tmpOptions = {};
        tmpOptions.local = __classPrivateFieldGet(this, _YargsInstance_options, "f").local || [];
        tmpOptions.configObjects = __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || [];
        const localLookup = {};
        tmpOptions.local.forEach((l) => {
          localLookup[l] = true;
          (aliases[l] || []).forEach((a) => {
            localLookup[a] = true;
          });
        });
        Object.assign(__classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f"), Object.keys(__classPrivateFieldGet(this, _YargsInstance_groups, "f")).reduce((acc, groupName2) => {
          const keys2 = __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName2].filter((key) => !(key in localLookup));
          if (keys2.length > 0) {
            acc[groupName2] = keys2;
          }
          return acc;
        }, {}));
        __classPrivateFieldSet(this, _YargsInstance_groups, {}, "f");
        const arrayOptions = [
          "array",
          "boolean",
          "string",
          "skipValidation",
          "count",
          "normalize",
          "number",
          "hiddenOptions"
        ];
        const objectOptions = [
          "narg",
          "key",
          "alias",
          "default",
          "defaultDescription",
          "config",
          "choices",
          "demandedOptions",
          "demandedCommands",
          "deprecatedOptions"
        ];
        arrayOptions.forEach((k) => {
          tmpOptions[k] = (__classPrivateFieldGet(this, _YargsInstance_options, "f")[k] || []).filter((k2) => !localLookup[k2]);
        });
        objectOptions.forEach((k) => {
          tmpOptions[k] = objFilter(__classPrivateFieldGet(this, _YargsInstance_options, "f")[k], (k2) => !localLookup[k2]);
        });
        tmpOptions.envPrefix = __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix;
        __classPrivateFieldSet(this, _YargsInstance_options, tmpOptions, "f");
        __classPrivateFieldSet(this, _YargsInstance_usage, __classPrivateFieldGet(this, _YargsInstance_usage, "f") ? __classPrivateFieldGet(this, _YargsInstance_usage, "f").reset(localLookup) : usage(this, __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldSet(this, _YargsInstance_validation, __classPrivateFieldGet(this, _YargsInstance_validation, "f") ? __classPrivateFieldGet(this, _YargsInstance_validation, "f").reset(localLookup) : validation(this, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldSet(this, _YargsInstance_command, __classPrivateFieldGet(this, _YargsInstance_command, "f") ? __classPrivateFieldGet(this, _YargsInstance_command, "f").reset() : command(__classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_validation, "f"), __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_completion, "f"))
          __classPrivateFieldSet(this, _YargsInstance_completion, completion(this, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_command, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").reset();
        __classPrivateFieldSet(this, _YargsInstance_completionCommand, null, "f");
        __classPrivateFieldSet(this, _YargsInstance_output, "", "f");
        __classPrivateFieldSet(this, _YargsInstance_exitError, null, "f");
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, false, "f");
        this.parsed = false;
        return this;
      }
      [kRebase](base, dir) {
        return __classPrivateFieldGet(this, _YargsInstance_shim, "f").path.relative(base, dir);
      }
      [kRunYargsParserAndExecuteCommands](args, shortCircuit, calledFromCommand, commandIndex = 0, helpOnly = false) {
        let skipValidation = !!calledFromCommand || helpOnly;
        args = args || __classPrivateFieldGet(this, _YargsInstance_processArgs, "f");
        __classPrivateFieldGet(this, _YargsInstance_options, "f").__ = __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.__;
        __classPrivateFieldGet(this, _YargsInstance_options, "f").configuration = this[kGetParserConfiguration]();
        const populateDoubleDash = !!__classPrivateFieldGet(this, _YargsInstance_options, "f").configuration["populate--"];
        const config = Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_options, "f").configuration, {
          "populate--": true
        });
        const parsed3 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").Parser.detailed(args, Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_options, "f"), {
          configuration: { "parse-positional-numbers": false, ...config }
        }));
        const argv = Object.assign(parsed3.argv, __classPrivateFieldGet(this, _YargsInstance_parseContext, "f"));
        let argvPromise = void 0;
        const aliases = parsed3.aliases;
        let helpOptSet = false;
        let versionOptSet = false;
        Object.keys(argv).forEach((key) => {
          if (key === __classPrivateFieldGet(this, _YargsInstance_helpOpt, "f") && argv[key]) {
            helpOptSet = true;
          } else if (key === __classPrivateFieldGet(this, _YargsInstance_versionOpt, "f") && argv[key]) {
            versionOptSet = true;
          }
        });
        argv.$0 = this.$0;
        this.parsed = parsed3;
        if (commandIndex === 0) {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").clearCachedHelpMessage();
        }
        try {
          this[kGuessLocale]();
          if (shortCircuit) {
            return this[kPostProcess](argv, populateDoubleDash, !!calledFromCommand, false);
          }
          if (__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")) {
            const helpCmds = [__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")].concat(aliases[__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")] || []).filter((k) => k.length > 1);
            if (helpCmds.includes("" + argv._[argv._.length - 1])) {
              argv._.pop();
              helpOptSet = true;
            }
          }
          __classPrivateFieldSet(this, _YargsInstance_isGlobalContext, false, "f");
          const handlerKeys = __classPrivateFieldGet(this, _YargsInstance_command, "f").getCommands();
          const requestCompletions = __classPrivateFieldGet(this, _YargsInstance_completion, "f").completionKey in argv;
          const skipRecommendation = helpOptSet || requestCompletions || helpOnly;
          if (argv._.length) {
            if (handlerKeys.length) {
              let firstUnknownCommand;
              for (let i = commandIndex || 0, cmd; argv._[i] !== void 0; i++) {
                cmd = String(argv._[i]);
                if (handlerKeys.includes(cmd) && cmd !== __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) {
                  const innerArgv = __classPrivateFieldGet(this, _YargsInstance_command, "f").runCommand(cmd, this, parsed3, i + 1, helpOnly, helpOptSet || versionOptSet || helpOnly);
                  return this[kPostProcess](innerArgv, populateDoubleDash, !!calledFromCommand, false);
                } else if (!firstUnknownCommand && cmd !== __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) {
                  firstUnknownCommand = cmd;
                  break;
                }
              }
              if (!__classPrivateFieldGet(this, _YargsInstance_command, "f").hasDefaultCommand() && __classPrivateFieldGet(this, _YargsInstance_recommendCommands, "f") && firstUnknownCommand && !skipRecommendation) {
                __classPrivateFieldGet(this, _YargsInstance_validation, "f").recommendCommands(firstUnknownCommand, handlerKeys);
              }
            }
            if (__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") && argv._.includes(__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) && !requestCompletions) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              this.showCompletionScript();
              this.exit(0);
            }
          }
          if (__classPrivateFieldGet(this, _YargsInstance_command, "f").hasDefaultCommand() && !skipRecommendation) {
            const innerArgv = __classPrivateFieldGet(this, _YargsInstance_command, "f").runCommand(null, this, parsed3, 0, helpOnly, helpOptSet || versionOptSet || helpOnly);
            return this[kPostProcess](innerArgv, populateDoubleDash, !!calledFromCommand, false);
          }
          if (requestCompletions) {
            if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
              setBlocking(true);
            args = [].concat(args);
            const completionArgs = args.slice(args.indexOf(`--${__classPrivateFieldGet(this, _YargsInstance_completion, "f").completionKey}`) + 1);
            __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(completionArgs, (err, completions) => {
              if (err)
                throw new YError(err.message);
              (completions || []).forEach((completion2) => {
                __classPrivateFieldGet(this, _YargsInstance_logger, "f").log(completion2);
              });
              this.exit(0);
            });
            return this[kPostProcess](argv, !populateDoubleDash, !!calledFromCommand, false);
          }
          if (!__classPrivateFieldGet(this, _YargsInstance_hasOutput, "f")) {
            if (helpOptSet) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              skipValidation = true;
              this.showHelp("log");
              this.exit(0);
            } else if (versionOptSet) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              skipValidation = true;
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").showVersion("log");
              this.exit(0);
            }
          }
          if (!skipValidation && __classPrivateFieldGet(this, _YargsInstance_options, "f").skipValidation.length > 0) {
            skipValidation = Object.keys(argv).some((key) => __classPrivateFieldGet(this, _YargsInstance_options, "f").skipValidation.indexOf(key) >= 0 && argv[key] === true);
          }
          if (!skipValidation) {
            if (parsed3.error)
              throw new YError(parsed3.error.message);
            if (!requestCompletions) {
              const validation2 = this[kRunValidation](aliases, {}, parsed3.error);
              if (!calledFromCommand) {
                argvPromise = applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), true);
              }
              argvPromise = this[kValidateAsync](validation2, argvPromise !== null && argvPromise !== void 0 ? argvPromise : argv);
              if (isPromise(argvPromise) && !calledFromCommand) {
                argvPromise = argvPromise.then(() => {
                  return applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), false);
                });
              }
            }
          }
        } catch (err) {
          if (err instanceof YError)
            __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(err.message, err);
          else
            throw err;
        }
        return this[kPostProcess](argvPromise !== null && argvPromise !== void 0 ? argvPromise : argv, populateDoubleDash, !!calledFromCommand, true);
      }
      [kRunValidation](aliases, positionalMap, parseErrors, isDefaultCommand) {
        const demandedOptions = { ...this.getDemandedOptions() };
        return (argv) => {
          if (parseErrors)
            throw new YError(parseErrors.message);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").nonOptionCount(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").requiredArguments(argv, demandedOptions);
          let failedStrictCommands = false;
          if (__classPrivateFieldGet(this, _YargsInstance_strictCommands, "f")) {
            failedStrictCommands = __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownCommands(argv);
          }
          if (__classPrivateFieldGet(this, _YargsInstance_strict, "f") && !failedStrictCommands) {
            __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownArguments(argv, aliases, positionalMap, !!isDefaultCommand);
          } else if (__classPrivateFieldGet(this, _YargsInstance_strictOptions, "f")) {
            __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownArguments(argv, aliases, {}, false, false);
          }
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").limitedChoices(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").implications(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").conflicting(argv);
        };
      }
      [kSetHasOutput]() {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
      }
      [kTrackManuallySetKeys](keys2) {
        if (typeof keys2 === "string") {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").key[keys2] = true;
        } else {
          for (const k of keys2) {
            __classPrivateFieldGet(this, _YargsInstance_options, "f").key[k] = true;
          }
        }
      }
    };
  }
});

// node_modules/yargs/index.mjs
var Yargs, yargs_default;
var init_yargs = __esm({
  "node_modules/yargs/index.mjs"() {
    "use strict";
    init_thin_classes();
    init_esm();
    init_yargs_factory();
    Yargs = YargsFactory(esm_default);
    yargs_default = Yargs;
  }
});

// src/text/wrap.ts
function wrapLines(text2, columns) {
  return text2.split("\n").flatMap((line) => wrapLine(line, columns)).join("\n");
}
function wrapLine(line, columns) {
  const indent = /^\s+\S+(?:, \S+)?\s{2,}|^\s*/.exec(line)?.[0].length ?? 0;
  const lines = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(" ", columns);
    if (at <= indent) break;
    lines.push(rest.slice(0, at));
    rest = " ".repeat(indent) + rest.slice(at + 1);
  }
  return [...lines, rest];
}
var init_wrap = __esm({
  "src/text/wrap.ts"() {
    "use strict";
    init_thin_classes();
  }
});

// src/settings/command-line.ts
function commandLineFrom(parsed3, { bqns, switches }) {
  return { kind: "run", flags: { ...flagTexts(parsed3), ...switches }, bqns, positionals: positionalsOf(parsed3) };
}
function flagTexts(parsed3) {
  const texts = {};
  for (const { name, kind } of FLAGS) {
    const value = parsed3[name];
    if (kind === "count" ? value === 0 : value === void 0) continue;
    if (kind === "text" && String(value).trim() === "") throw new SettingsError(say`--${name}: a value is missing.`);
    texts[name] = String(value);
  }
  return texts;
}
function positionalsOf(parsed3) {
  const positionals = Array.isArray(parsed3["_"]) ? parsed3["_"].map(String) : [];
  if (positionals.length <= 2) return positionals;
  throw new SettingsError(say`${positionals.length} arguments are too many: only IXC-HOST and API-KEY stand alone.`);
}
var init_command_line = __esm({
  "src/settings/command-line.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_flags();
    init_settings();
  }
});

// src/settings/old-forms.ts
function takeOldForms(argv) {
  const rest = [];
  const bqns = [];
  const switches = {};
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? "";
    if (token === "--") {
      rest.push(...argv.slice(at));
      break;
    }
    const withText = switchWithText(token);
    if (token === "-b" || token === "--bqn") {
      bqns.push(bqnValues(argv.slice(at + 1, at + 4)));
      at += 3;
    } else if (token.startsWith("--bqn=")) {
      throw new SettingsError(say`--bqn: give it three values after a blank: IP USER PASSWORD.`);
    } else if (/^--?(_|\$0)(=|$)/.test(token)) {
      throw new SettingsError(
        say`Unknown argument: ${token.replace(/=.*$/s, "")}. --help shows all that can be given.`
      );
    } else if (withText !== void 0) {
      switches[withText.name] = withText.text;
    } else {
      rest.push(...modernForm(token));
    }
  }
  return { rest, bqns, switches };
}
function bqnValues(values) {
  const [ip, user, password] = values;
  if (ip === void 0 || user === void 0 || password === void 0 || values.some(isFlag)) {
    throw new SettingsError(say`-b, --bqn: three values belong to it: IP USER PASSWORD.`);
  }
  return [ip, user, password];
}
function isFlag(token) {
  const flags = FLAGS;
  return flags.some(
    ({ name, alias, oldName }) => token === `--${name}` || alias !== void 0 && token === `-${alias}` || oldName !== void 0 && token === `-${oldName}`
  );
}
function switchWithText(token) {
  const [, name, text2] = /^--?([a-z-]+)=(.*)$/s.exec(token) ?? [];
  const flag = FLAGS.find(
    (entry) => entry.kind === "switch" && [entry.name, entry.alias, entry.oldName].includes(name)
  );
  return flag === void 0 || text2 === void 0 ? void 0 : { name: flag.name, text: text2 };
}
function modernForm(token) {
  for (const { name, oldName, kind } of FLAGS) {
    if (oldName === void 0 || !token.startsWith(`-${oldName}`)) continue;
    const value = token.slice(1 + oldName.length).replace(/^=/, "");
    if (value === "") return [`--${name}`];
    if (kind === "text") return [`--${name}=${value}`];
  }
  return [token];
}
var init_old_forms = __esm({
  "src/settings/old-forms.ts"() {
    "use strict";
    init_thin_classes();
    init_language();
    init_flags();
    init_settings();
  }
});

// src/settings/yargs.ts
var yargs_exports = {};
__export(yargs_exports, {
  parseCommandLine: () => parseCommandLine
});
function parseCommandLine(argv, columns = USUAL_COLUMNS) {
  const { rest, isWhole: isWhole2 } = takeHelpAll(argv);
  const forms = takeOldForms(rest);
  const { parsed: parsed3, failure, information } = parseWithYargs(forms.rest, isWhole2);
  if (failure !== void 0)
    throw new SettingsError(say`${firstLine(failure)}. --help all shows all that can be given.`);
  if (information !== "") return { kind: "information", text: readableHelp(information, columns) };
  if (parsed3["bqn"] !== void 0) {
    throw new SettingsError(say`-b, --bqn: write it by itself, with three words behind it: -b IP USER PASSWORD.`);
  }
  return commandLineFrom(parsed3, forms);
}
function takeHelpAll(argv) {
  const isHelp = (argument) => argument === "--help" || argument === "-h";
  const at = argv.findIndex((argument, place) => isHelp(argument) && argv[place + 1] === "all");
  if (at < 0) return { rest: argv, isWhole: false };
  return { rest: argv.filter((_argument, place) => place !== at + 1), isWhole: true };
}
function parseWithYargs(argv, isWhole2) {
  let failure;
  let information = "";
  const parser2 = configure(yargs_default([]), isWhole2);
  try {
    const parsed3 = parser2.parse([...argv], {}, (error, _argv, output) => {
      if (error != null) failure = error.message;
      else information = output;
    });
    return { parsed: parsed3, failure, information };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { parsed: {}, failure: say`There is an argument that is no flag of this program`, information };
  }
}
function configure(parser2, isWhole2) {
  parser2.scriptName("sync-ixc-bqn").usage(
    say`$0 [options] [IXC-HOST] [API-KEY]\n\nReads plans, logins and contracts from an IXC and brings the rate policies, subscribers and dual-stack groups of a Bequant BQN into agreement, with the fewest writes.`
  ).parserConfiguration(READING).option("bqn", {
    alias: "b",
    type: "string",
    group: say`Where from, where to:`,
    describe: say`IP USER PASSWORD of the BQN, three words; repeat it for several BQNs`
  });
  for (const flag of FLAGS) {
    parser2.option(flag.name, {
      type: flag.kind === "text" ? "string" : flag.kind === "switch" ? "boolean" : "count",
      group: translated(flag.group),
      describe: describe3(flag),
      hidden: !isWhole2 && !EVERYDAY.has(flag.name),
      ...flag.alias !== void 0 && { alias: flag.alias },
      ...flag.kind === "text" && { requiresArg: true }
    });
  }
  return parser2.example((isWhole2 ? EXAMPLES : []).map(([command2, what]) => [command2, translated(what)])).epilogue(epilogue(isWhole2)).group(["help", "version"], say`About:`).version(VERSION2).help().alias("help", "h").strictOptions().detectLocale(false).updateStrings(yargsStrings()).exitProcess(false).wrap(null);
}
function epilogue(isWhole2) {
  const others = FLAGS.filter(({ name }) => !EVERYDAY.has(name)).map(({ name }) => `--${name}`);
  return [
    ...isWhole2 ? [translated(ENVIRONMENT)] : [say`Shown by --help all: ${others.join(" ")}`],
    translated(EXIT_CODES),
    say`README.md explains every step, message and decision.`
  ].join("\n\n");
}
function yargsStrings() {
  const words = {
    "Examples:": say`Examples:`,
    "Show help": say`Show help`,
    "Show version number": say`Show version number`,
    "Not enough arguments following: %s": say`Not enough arguments following: %s`,
    "Unknown argument: %s": { one: say`Unknown argument: %s`, other: say`Unknown arguments: %s` }
  };
  return words;
}
function describe3({ describe: text2, placeholder, oldName, fallback }) {
  const value = placeholder === void 0 ? "" : `${placeholder}: `;
  const usual = fallback === void 0 ? "" : say` [default: ${fallback}]`;
  return `${value}${translated(text2)}${oldName === void 0 ? "" : say` (also -${oldName})`}${usual}`;
}
function readableHelp(help, columns) {
  const width2 = Math.max(60, Math.min(USUAL_COLUMNS, columns));
  return wrapLines(help.replace(/ *\[(?:string|boolean|count)\]$/gm, ""), width2);
}
function firstLine(text2) {
  return text2.trim().split("\n")[0]?.replace(/\.$/, "") ?? "";
}
var USUAL_COLUMNS, READING, EXAMPLES, ENVIRONMENT, EXIT_CODES;
var init_yargs2 = __esm({
  "src/settings/yargs.ts"() {
    "use strict";
    init_thin_classes();
    init_yargs();
    init_language();
    init_wrap();
    init_version();
    init_command_line();
    init_flags();
    init_old_forms();
    init_settings();
    USUAL_COLUMNS = 100;
    READING = {
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "duplicate-arguments-array": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "short-option-groups": true
    };
    EXAMPLES = [
      ["$0 -n ixc.example", phrase`Read IXC (key in IXC_KEY) and show what would be made of it`],
      ["$0 -n", phrase`Everything from the environment, as the wrapper sets it: preview a run`],
      ["$0 --check", phrase`Find out what is missing before the first run`],
      ["$0 --force", phrase`After a mass change in IXC that is really meant`]
    ];
    ENVIRONMENT = phrase`Environment: IXC_SERVER and IXC_KEY stand for IXC-HOST and API-KEY; BQN_OAM_IP (one address, or several with blanks between), BQN_REST_USER and BQN_REST_PW for --bqn; IXC_DUAL_STACK for --dual-stack; and IXC_BQN_ with the flag in capitals for any other, such as IXC_BQN_MAX_DELETE=40. A flag goes before the environment. Secrets belong in the environment or in --env-file: arguments are visible to every user.`;
    EXIT_CODES = phrase`Exit codes:
  0  done                                       5  done, but some entries were refused
  1  a defect of this program                   6  part held back: --max-delete, --max-block
  2  usage or settings                          7  another run is under way
  3  IXC could not be read whole, no write      8  the check failed
  4  a BQN could not be read, or went silent    9  something would change (--detailed-exit-code)
                                                130, 143  interrupted`;
  }
});

// src/main.ts
init_thin_classes();
init_language();

// src/working-folder.ts
init_thin_classes();
try {
  process.cwd();
} catch {
  process.chdir("/");
}

// src/main.ts
var import_node_fs14 = require("node:fs");
init_trust();
init_interrupted();

// src/program.ts
init_thin_classes();
init_lock();
init_trouble();
init_inspection();
init_interrupted();
init_desired();

// src/notify/notify.ts
init_thin_classes();
init_exit_code();
init_language();

// src/notify/channels.ts
init_thin_classes();

// src/http/message.ts
init_thin_classes();
var import_node_http = require("node:http");
var import_node_https = require("node:https");
init_errors();
async function sendMessage({ url, json, limitMs, signal }) {
  const body = json === void 0 ? void 0 : Buffer.from(JSON.stringify(json));
  const headers = body && { "content-type": "application/json", "content-length": body.length };
  const send3 = url.protocol === "http:" ? import_node_http.request : import_node_https.request;
  return await new Promise((resolve7, reject) => {
    const request = send3(url, {
      method: body === void 0 ? "GET" : "POST",
      headers: { "user-agent": "sync-ixc-bqn", connection: "close", ...headers },
      agent: false
    });
    const timer = setTimeout(() => request.destroy(new RequestTimedOut(limitMs)), limitMs);
    const interrupt = () => request.destroy(new Error("interrupted"));
    if (signal.aborted) interrupt();
    signal.addEventListener("abort", interrupt);
    request.on("response", (response) => {
      response.resume();
      resolve7(response.statusCode ?? 0);
      request.destroy();
    });
    request.on("error", reject);
    request.on("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
    });
    request.end(body);
  });
}

// src/report/metrics.ts
init_thin_classes();
init_reading();
init_kinds();
init_desired();
init_exit_code();
init_outcome();

// src/report/report-file.ts
init_thin_classes();
init_reading();
init_kinds();
init_desired();
init_outcome();
init_printable();

// src/report/cause.ts
init_thin_classes();
init_exit_code();
init_language();
init_printable();
init_summary();
function causeOf(exitCode, outcome) {
  return ownWords(exitCode, outcome) ?? translated(EXIT_TEXT[exitCode]);
}
function ownWords(exitCode, outcome) {
  const bqns = outcome?.bqns ?? [];
  switch (exitCode) {
    case EXIT.sourceUnreadable:
      return outcome?.error?.message;
    case EXIT.bqnFailed:
      return outcome?.error?.message ?? bqns.find(({ error }) => error !== void 0)?.error?.message;
    case EXIT.heldBack: {
      const bqn = bqns.find(({ heldBack: heldBack2 }) => heldBack2.length > 0);
      const [part] = bqn?.heldBack ?? [];
      return bqn && part && say`BQN ${bqn.label}: ${heldBackText(part)}`;
    }
    case EXIT.refused:
      return bqns.map(refusedText).find((text2) => text2 !== void 0);
    default:
      return void 0;
  }
}
function refusedText({ label, applied, plan }) {
  const refused2 = (applied?.refused ?? []).map(({ change, reason }) => ({ key: change.key, reason }));
  const stuck = (plan?.stuck ?? []).filter(({ harmful }) => harmful);
  const [first, ...others] = [...refused2, ...stuck];
  if (first === void 0) return void 0;
  const more = others.length === 0 ? "" : say` and ${others.length} more`;
  return say`BQN ${label}: refused: ${cutName(first.key)}${more} (${first.reason})`;
}
function costLines(outcome) {
  return (outcome.costs ?? []).map(({ server, requests, rows: rows2, bytes, waitedMs }) => {
    const sent = rows2 === void 0 ? "" : say`, ${rows2} rows`;
    return say`cost of ${server}: ${requests} requests${sent}, ${bytes} bytes, ${(waitedMs / 1e3).toFixed(1)} s of waiting`;
  });
}

// src/report/report-file.ts
init_fate_lines();

// src/report/preview.ts
init_thin_classes();
var import_picocolors = __toESM(require_picocolors());
init_kinds();
init_language();
init_printable();
var ACTIONS = ["create", "update", "delete"];
var VERBS = { create: phrase`to create`, update: phrase`to change`, delete: phrase`to delete` };
var SIGNS = { create: "+", update: "~", delete: "-" };
function preview(bqn, changes2, options) {
  const paint = painter(options.colour);
  const { most } = options;
  const shown2 = (change) => paint(change.action, `    ${printable(describeChange(change))}`);
  const lines = KINDS.flatMap(
    (kind) => ACTIONS.flatMap((action) => {
      const found2 = changes2.filter((change) => change.kind === kind && change.action === action);
      return found2.length === 0 ? [] : section(`${translated(KIND_NAMES[kind])} ${translated(VERBS[action])}`, found2, most, shown2);
    })
  );
  const held = bqn.heldBack.flatMap(
    (part) => section(say`held back by ${part.flag}: ${part.what}`, part.changes, most, shown2)
  );
  const memberships = bqn.plan?.memberships ?? [];
  const title = say`subscribers to put into the groups of their sites`;
  const sites = memberships.length === 0 ? [] : section(title, memberships, most, membershipLine);
  if (lines.length + held.length + sites.length === 0) return [say`BQN ${bqn.label}: ${nothingToWrite(bqn)}`];
  return [say`BQN ${bqn.label}:`, ...lines, ...sites, ...held];
}
function nothingToWrite({ plan }) {
  const left2 = plan?.stuck.length ?? 0;
  return left2 === 0 ? say`nothing to write, it agrees with IXC` : say`nothing to write; ${left2} left as they are, see below`;
}
function painter(colour) {
  const { green, yellow, red } = import_picocolors.default.createColors(colour);
  const colours = { create: green, update: yellow, delete: red };
  return (action, text2) => colours[action](text2);
}
function section(title, items, most, show) {
  const shown2 = items.slice(0, most).map(show);
  const more = items.length > most ? [say`    ... and ${items.length - most} more; --dry-run -v shows all`] : [];
  return [`  ${title} (${items.length})`, ...shown2, ...more];
}
function membershipLine({ key, who, added }) {
  return `    ~ ${printable(cutName(`${key} ${who}`))}: + ${added.map(cutName).join(" ")}`;
}
function describeChange(change) {
  const { action, key, who, reason } = change;
  const fields = change.action === "delete" ? [] : change.fields;
  const name = who === key ? key : `${key} ${who}`;
  const show = (value) => value ?? "none";
  const told2 = action === "create" ? fields.filter(({ to }) => to !== who) : fields;
  const changed2 = told2.map(
    ({ field, from, to }) => action === "create" ? `${field} ${show(to)}` : `${field} ${show(from)} -> ${show(to)}`
  );
  const what = changed2.length === 0 ? "" : `: ${changed2.map(cutName).join(", ")}`;
  return `${SIGNS[action]} ${cutName(name)}${what} (${cutName(reason)})`;
}

// src/report/report-file.ts
init_summary();
var MOST = 100;
function reportJson(facts, outcome, clean = (text2) => text2) {
  const report = {
    schema: 1,
    program: "sync-ixc-bqn",
    version: facts.version,
    mode: facts.mode,
    started: iso(facts.started),
    ended: iso(facts.ended),
    seconds: Math.round((facts.ended - facts.started) * 1e3) / 1e3,
    exitCode: facts.exitCode,
    result: EXIT_TEXT[facts.exitCode],
    cause: causeOf(facts.exitCode, outcome),
    error: outcome?.error === void 0 ? null : { name: outcome.error.name, message: outcome.error.message },
    paused: facts.pause === void 0 ? null : { until: iso(facts.pause.until), reason: facts.pause.reason },
    lastSuccess: facts.lastSuccess === void 0 ? null : iso(facts.lastSuccess),
    failuresInARow: facts.failuresInARow,
    durationsMs: wholeMs(outcome),
    costs: costsIn(outcome),
    read: readCounts(outcome),
    wanted: wantedCounts(outcome),
    skipped: skippedCounts(outcome),
    overrides: overridesIn(outcome),
    bqns: (outcome?.bqns ?? []).map(bqnReport),
    problems: facts.problems.slice(0, MOST),
    problemsInAll: facts.problems.length
  };
  const cleaned = (_field, value) => typeof value === "string" ? clean(value) : value;
  return `${showUnseen(JSON.stringify(report, cleaned, 2))}
`;
}
function readCounts(outcome) {
  const billing = outcome?.billing;
  if (billing === void 0) return null;
  const entries = LIST_KINDS.map((list) => {
    const { name, rows: rows2, pages, retries, completeness, how, ms } = billing[list];
    return [name, { rows: rows2.length, pages, retries, completeness, how, ms: Math.round(ms) }];
  });
  return Object.fromEntries(entries);
}
function costsIn(outcome) {
  return (outcome?.costs ?? []).map(({ server, requests, rows: rows2 = null, bytes, waitedMs }) => {
    return { server, requests, rows: rows2, bytes, waitedMs: Math.round(waitedMs) };
  });
}
function overridesIn(outcome) {
  const subscribers = outcome?.desired === void 0 ? [] : customersOf(outcome.desired);
  return subscribers.flatMap(({ id, ip, note: note2 }) => note2 === void 0 ? [] : [{ login: id, ip, override: note2 }]);
}
function wholeMs(outcome) {
  return Object.fromEntries(Object.entries(outcome?.durations ?? {}).map(([stage, ms]) => [stage, Math.round(ms)]));
}
function wantedCounts(outcome) {
  const desired = outcome?.desired;
  if (desired === void 0) return null;
  return { policies: desired.policies.size, subscribers: desired.subscribers.size, groups: desired.groups.size };
}
function skippedCounts(outcome) {
  return Object.fromEntries(tally((outcome?.desired?.skipped ?? []).map((skip2) => skip2.reason)));
}
function bqnReport(bqn) {
  const changes2 = bqn.applied?.done ?? bqn.plan?.changes ?? [];
  return {
    bqn: bqn.label,
    exitCode: bqn.exitCode,
    error: bqn.error === void 0 ? null : { name: bqn.error.name, message: bqn.error.message },
    counts: Object.fromEntries(KINDS.map((kind) => [KIND_NAMES[kind], countsOf(bqn, kind)])),
    writes: bqn.applied?.writes ?? 0,
    heldBack: bqn.heldBack.map((part) => ({ ...part, fates: void 0, changes: void 0, text: heldBackText(part) })),
    fates: bqn.fates.filter(({ effect }) => isTold(effect)).slice(0, MOST).map(shortFate),
    fateCounts: countFates(bqn),
    takenOver: bqn.plan?.takenOver ?? [],
    remarks: bqn.plan?.remarks ?? [],
    tugsOfWar: bqn.tugs,
    refused: (bqn.applied?.refused ?? []).slice(0, MOST).map(({ change, reason }) => ({ ...shortChange(change), reason })),
    leftAsItIs: bqn.plan?.stuck.slice(0, MOST) ?? [],
    changes: changes2.slice(0, MOST).map(shortChange),
    changesInAll: changes2.length
  };
}
function shortFate({ login, ip, effect, from, to, contract, status, plan, reason }) {
  return { login, ip, effect, from: fateText(from), to: fateText(to), contract, status, plan, why: reason };
}
function countFates({ fates }) {
  return Object.fromEntries(tally(fates.map(({ effect }) => effect)));
}
function shortChange(change) {
  const { kind, action, key, who, reason } = change;
  const fields = change.action === "delete" ? [] : change.fields;
  return { kind, action, key, who, fields, why: reason, text: describeChange(change) };
}
function iso(seconds) {
  return new Date(seconds * 1e3).toISOString();
}

// src/report/metrics.ts
var PREFIX = "sync_ixc_bqn";
function metricsText(facts, outcome) {
  return [
    gauge("info", "Version of the program", [[{ version: facts.version }, 1]]),
    gauge("last_attempt_timestamp_seconds", "When the last run ended", [[{}, facts.ended]]),
    gauge(
      "last_success_timestamp_seconds",
      "When a run last read and wrote, entries refused or held back included",
      success(facts)
    ),
    gauge("paused_until_timestamp_seconds", "Until when runs only look, 0 for no pause", [
      [{}, facts.pause?.until ?? 0]
    ]),
    gauge("last_exit_code", "Exit code of the last run", [[{}, facts.exitCode]]),
    gauge("consecutive_failures", "Runs in a row that did not read and write", [[{}, facts.failuresInARow]]),
    gauge("run_duration_seconds", "How long the last run took", [[{}, facts.ended - facts.started]]),
    gauge("stage_duration_seconds", "How long each stage of the last run took", stages(outcome)),
    gauge("ixc_rows", "Rows of each IXC table that the last run used", rows(outcome)),
    gauge("entries", "Entries that IXC wants on a BQN", wanted(outcome)),
    gauge("changes", "Entries that the last run created, changed or deleted on each BQN", changes(outcome)),
    gauge("unchanged", "Entries that agreed already", perKind(outcome, "unchanged")),
    gauge("refused", "Entries that a BQN did not take", perKind(outcome, "refused")),
    gauge("held_back", "Entries that the gate held back", heldBack(outcome)),
    gauge("fate_changes", "Customers by what the last run was to them", fateChanges(outcome)),
    gauge("customers", "Customers on each BQN whom billing wants there, by fate", customers(outcome)),
    gauge("skipped", "Entries of IXC that were left out, by reason", skipped(outcome)),
    gauge("bqn_up", "Whether the BQN could be read and written", reachable(outcome))
  ].join("");
}
var SYNCHRONISED = [EXIT.done, EXIT.refused, EXIT.heldBack];
function isSuccess(facts) {
  return SYNCHRONISED.includes(facts.exitCode);
}
function isFailure({ exitCode }) {
  return exitCode === EXIT.sourceUnreadable || exitCode === EXIT.bqnFailed;
}
function gauge(name, help, samples) {
  if (samples.length === 0) return "";
  const full = `${PREFIX}_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labelText(labels)} ${value}`);
  return `# HELP ${full} ${help}.
# TYPE ${full} gauge
${lines.join("\n")}
`;
}
function labelText(labels) {
  const escaped = (text2) => text2.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
function success({ lastSuccess }) {
  return [[{}, lastSuccess ?? 0]];
}
function stages(outcome) {
  return Object.entries(outcome?.durations ?? {}).map(([stage, ms]) => [{ stage }, ms / 1e3]);
}
function rows(outcome) {
  const billing = outcome?.billing;
  if (billing === void 0) return [];
  return LIST_KINDS.map((list) => [{ table: billing[list].name }, billing[list].rows.length]);
}
function wanted(outcome) {
  const desired = outcome?.desired;
  if (desired === void 0) return [];
  return [
    [{ kind: "policies" }, desired.policies.size],
    [{ kind: "subscribers" }, desired.subscribers.size],
    [{ kind: "groups" }, desired.groups.size]
  ];
}
function changes(outcome) {
  return (outcome?.bqns ?? []).flatMap(
    (bqn) => KINDS.flatMap((kind) => {
      const counts = countsOf(bqn, kind);
      const labels = { bqn: bqn.label, kind: KIND_NAMES[kind] };
      return [
        [{ ...labels, action: "created" }, counts.created],
        [{ ...labels, action: "changed" }, counts.changed],
        [{ ...labels, action: "deleted" }, counts.deleted]
      ];
    })
  );
}
function perKind(outcome, field) {
  return (outcome?.bqns ?? []).flatMap(
    (bqn) => KINDS.map((kind) => [{ bqn: bqn.label, kind: KIND_NAMES[kind] }, countsOf(bqn, kind)[field]])
  );
}
function heldBack(outcome) {
  return (outcome?.bqns ?? []).map((bqn) => [
    { bqn: bqn.label },
    bqn.heldBack.reduce((sum, part) => sum + part.count, 0)
  ]);
}
function fateChanges(outcome) {
  return (outcome?.bqns ?? []).flatMap(
    (bqn) => Object.entries(countFates(bqn)).map(([effect, count2]) => [{ bqn: bqn.label, effect }, count2])
  );
}
function customers(outcome) {
  const desired = outcome?.desired;
  if (desired === void 0) return [];
  const all = customersOf(desired);
  const blocked = all.filter(({ standing }) => standing.kind === "blocked").length;
  return (outcome?.bqns ?? []).flatMap((bqn) => [
    [{ bqn: bqn.label, fate: "blocked" }, blocked],
    [{ bqn: bqn.label, fate: "open" }, all.length - blocked]
  ]);
}
function skipped(outcome) {
  return Object.entries(skippedCounts(outcome)).map(([reason, count2]) => [{ reason }, count2]);
}
function reachable(outcome) {
  return (outcome?.bqns ?? []).map((bqn) => [{ bqn: bqn.label }, bqn.error === void 0 ? 1 : 0]);
}

// src/notify/channels.ts
init_exit_code();
init_language();

// src/text/secrets.ts
init_thin_classes();
function redact(text2, secrets2) {
  let clean = text2;
  for (const secret of secrets2) if (clean.includes(secret)) clean = clean.replaceAll(secret, "***");
  return clean;
}

// src/notify/channels.ts
var LIMIT_MS = 1e4;
var TRIES = 2;
var LONGEST2 = 3500;
function pingOf({ ping }, facts) {
  const isCut = facts.exitCode === EXIT.interrupted || facts.exitCode === EXIT.terminated;
  if (ping === void 0 || isCut) return void 0;
  return { flag: "--ping-url", json: void 0, url: isFailure(facts) ? below(ping, String(facts.exitCode)) : ping };
}
function below(url, step) {
  const deeper = new URL(url);
  deeper.pathname = `${url.pathname.replace(/\/$/, "")}/${step}`;
  return deeper;
}
function lettersOf({ notify: notify2, bqns, secrets: secrets2 }, facts, outcome, { events, lines }) {
  const labels = bqns.map(({ label }) => label);
  const body = redact(lines.join("\n"), secrets2);
  const text2 = `sync-ixc-bqn (BQN ${labels.join(", ")}):
${body}`.slice(0, LONGEST2);
  const { post, telegram } = notify2;
  const letters = [];
  if (post !== void 0) {
    const json = {
      program: "sync-ixc-bqn",
      version: facts.version,
      time: new Date(facts.ended * 1e3).toISOString(),
      bqns: labels,
      events,
      exitCode: facts.exitCode,
      text: text2,
      counts: countsIn(outcome)
    };
    letters.push({ flag: "--notify-url", url: post, json });
  }
  if (telegram !== void 0) {
    letters.push({ flag: "--telegram", url: sendUrl(telegram), json: { chat_id: telegram.chat, text: text2 } });
  }
  return letters;
}
function sendUrl({ base, token }) {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, "")}/bot${token}/sendMessage`;
  return url;
}
function countsIn(outcome) {
  return (outcome?.bqns ?? []).map(({ label, heldBack: heldBack2, applied }) => ({
    bqn: label,
    heldBack: Object.fromEntries(heldBack2.map(({ kind, count: count2 }) => [kind, count2])),
    refused: applied?.refused.length ?? 0,
    writes: applied?.writes ?? 0
  }));
}
async function deliver(letters, signal) {
  return await Promise.all(letters.map((letter) => deliverOne(letter, signal)));
}
async function deliverOne(letter, signal) {
  let trouble;
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    trouble = await troubleOf(letter, signal);
    if (trouble === void 0) break;
  }
  return { letter, trouble: signal.aborted ? trouble ?? say`interrupted` : trouble };
}
async function troubleOf({ url, json }, signal) {
  try {
    const status = await sendMessage({ url, json, limitMs: LIMIT_MS, signal });
    return status >= 200 && status < 300 ? void 0 : say`${url.host} answered HTTP ${status}`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NO_WAY_OUT.has(code)) return say`${url.host} cannot be reached (${code}): this machine has no way out to there`;
    return say`${url.host} cannot be reached (${error instanceof Error ? error.message : String(error)})`;
  }
}
var NO_WAY_OUT = /* @__PURE__ */ new Set(["EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ETIMEDOUT"]);

// src/notify/notice.ts
init_thin_classes();

// src/report/pause-command.ts
init_thin_classes();
init_trouble();
init_settings();

// src/state/journal.ts
init_thin_classes();
var import_node_fs5 = require("node:fs");

// src/files/log-file.ts
init_thin_classes();
var import_node_fs4 = require("node:fs");
init_language();
var LARGEST = 5e6;
var KEPT = 3;
var LogFile = class {
  #path;
  constructor(path) {
    this.#path = path;
  }
  /** @throws NodeJS.ErrnoException when nothing can be written there */
  append(text2) {
    for (const part of parts(text2)) this.#appendPart(part);
  }
  #appendPart(text2) {
    const bytes = Buffer.from(text2);
    let file = this.#open();
    try {
      const stat = (0, import_node_fs4.fstatSync)(file);
      const { size } = stat;
      if (stat.isFile() && size > 0 && size + bytes.length > LARGEST) {
        (0, import_node_fs4.closeSync)(file);
        if (size > LARGEST) tryTo(() => keepEnd(this.#path, size));
        this.#rotate();
        file = this.#open();
        if ((0, import_node_fs4.fstatSync)(file).size > 0) (0, import_node_fs4.ftruncateSync)(file);
      }
      for (let at = 0; at < bytes.length; ) at += (0, import_node_fs4.writeSync)(file, bytes, at);
    } finally {
      (0, import_node_fs4.closeSync)(file);
    }
  }
  #open() {
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW, O_NONBLOCK } = import_node_fs4.constants;
    const flags = O_APPEND | O_CREAT | O_WRONLY;
    if (this.#path.startsWith("/dev/")) return (0, import_node_fs4.openSync)(this.#path, flags, 384);
    const file = (0, import_node_fs4.openSync)(this.#path, flags | O_NOFOLLOW | O_NONBLOCK, 384);
    const stat = (0, import_node_fs4.fstatSync)(file);
    const trouble = troubleOf2(stat);
    if (trouble !== void 0) {
      (0, import_node_fs4.closeSync)(file);
      throw new Error(trouble);
    }
    if ((stat.mode & 63) !== 0) tryTo(() => (0, import_node_fs4.fchmodSync)(file, 384));
    return file;
  }
  #rotate() {
    for (let age = KEPT - 1; age >= 1; age--) {
      const younger = age === 1 ? this.#path : `${this.#path}.${age - 1}`;
      tryTo(() => (0, import_node_fs4.renameSync)(younger, `${this.#path}.${age}`));
    }
  }
};
function troubleOf2(stat) {
  if (!stat.isFile()) return say`it is no regular file`;
  if (stat.uid !== (process.getuid?.() ?? stat.uid)) return say`it belongs to another user (${stat.uid})`;
  return stat.nlink > 1 ? say`it has a second name (a hard link)` : void 0;
}
function keepEnd(path, size) {
  const file = (0, import_node_fs4.openSync)(path, import_node_fs4.constants.O_RDWR | import_node_fs4.constants.O_NOFOLLOW);
  try {
    const end = Buffer.alloc(LARGEST);
    const length = (0, import_node_fs4.readSync)(file, end, 0, LARGEST, size - LARGEST);
    (0, import_node_fs4.ftruncateSync)(file);
    (0, import_node_fs4.writeSync)(file, end, 0, length, 0);
  } finally {
    (0, import_node_fs4.closeSync)(file);
  }
}
function tryTo(act2) {
  try {
    act2();
  } catch {
  }
}
function parts(text2) {
  if (text2.length <= LARGEST / 4) return [text2];
  const found2 = [];
  let part = "";
  for (const line of text2.split(/(?<=\n)/)) {
    if (part.length + line.length > LARGEST / 4) {
      found2.push(part);
      part = "";
    }
    part += line;
  }
  return [...found2, part];
}

// src/state/journal.ts
init_regular_file();
init_trouble();
init_json();
init_language();
init_printable();
var LARGEST2 = 2e7;
function parseQuery(text2) {
  const [, contract] = /^(?:contract|contrato):\s*(\d{1,15})$/i.exec(text2) ?? [];
  if (contract !== void 0) return { kind: "contract", contract: Number(contract) };
  return text2 === "all" ? { kind: "all" } : { kind: "name", name: text2.replace(/\s/g, "_") };
}
function matches(query, { login, ip, contract }) {
  if (query.kind === "all") return true;
  return query.kind === "contract" ? contract === query.contract : login === query.name || ip === query.name;
}
function appendToJournal(path, entries, clean, warn) {
  if (entries.length === 0) return;
  const cleaned = (_field, value) => typeof value === "string" ? clean(value) : value;
  try {
    new LogFile(path).append(entries.map((entry) => `${showUnseen(JSON.stringify(entry, cleaned))}
`).join(""));
  } catch (error) {
    warn(say`--journal: ${path} cannot be written (${fileTrouble(error)})`);
  }
}
function readJournal(path) {
  return [`${path}.2`, `${path}.1`, path].filter((file) => (0, import_node_fs5.existsSync)(file)).flatMap(readEntries);
}
function readEntries(path) {
  const lines = readRegularFile(path, LARGEST2).split("\n");
  return lines.map(parseJson).filter(isObject).map(readEntry);
}
function readEntry(line) {
  const text2 = (name) => typeof line[name] === "string" ? line[name] : "";
  const number = (name) => typeof line[name] === "number" ? line[name] : 0;
  return {
    time: text2("time"),
    run: text2("run"),
    bqn: text2("bqn"),
    event: text2("event"),
    login: text2("login"),
    ip: text2("ip"),
    from: text2("from"),
    to: text2("to"),
    contract: number("contract"),
    status: text2("status"),
    plan: number("plan"),
    reason: text2("reason")
  };
}

// src/state/pause.ts
init_thin_classes();
var import_node_fs7 = require("node:fs");
init_atomic_file();
init_regular_file();
init_trouble();
init_settings();
init_json();
init_language();
var PAUSE_MODE = 384;
var LARGEST_FILE = 1e4;
function pauseFile(stateFile) {
  return `${stateFile}.pause`;
}
function pauseNow(stateFile, now, warn) {
  const path = pauseFile(stateFile);
  let text2;
  try {
    text2 = readRegularFile(path, LARGEST_FILE);
  } catch (error) {
    if (!isMissing(error)) warn(say`the pause in ${path} cannot be read (${fileTrouble(error)}), so it does not hold`);
    return void 0;
  }
  const pause = parsed(text2);
  if (pause === void 0 || pause.until - now > LONGEST_PAUSE_S) {
    warn(say`the pause in ${path} is damaged, so it does not hold: --resume takes it away`);
    return void 0;
  }
  return pause.until > now ? pause : void 0;
}
function parsed(text2) {
  try {
    const value = JSON.parse(text2);
    if (!isObject(value)) return void 0;
    const { until, reason } = value;
    return typeof until === "number" && typeof reason === "string" ? { until, reason } : void 0;
  } catch {
    return void 0;
  }
}
function beginPause(stateFile, pause) {
  replaceFile(pauseFile(stateFile), `${JSON.stringify(pause)}
`, PAUSE_MODE);
}
function endPause(stateFile) {
  try {
    (0, import_node_fs7.rmSync)(pauseFile(stateFile));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
function isMissing(error) {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

// src/report/pause-command.ts
init_language();

// src/report/journal-lines.ts
init_thin_classes();
init_language();
init_fate_lines();

// src/report/table.ts
init_thin_classes();
init_printable();
function table(title, head2, entries) {
  const rows2 = entries.map((row) => row.map((cell) => printable(cutName(cell))));
  const widths = head2.map((cell, at) => rows2.reduce((most, row) => Math.max(most, width(row[at] ?? "")), width(cell)));
  const line = (row) => row.map((cell, at) => pad(cell, widths[at] ?? 0)).join("  ").trimEnd();
  return [title, line(head2), widths.map((columns) => "-".repeat(columns)).join("  "), ...rows2.map(line)];
}
function cut(rows2, most) {
  return { shown: rows2.slice(0, most), more: Math.max(0, rows2.length - most) };
}
function width(text2) {
  return [...text2.normalize("NFC")].length;
}
function pad(text2, columns) {
  return text2 + " ".repeat(Math.max(0, columns - width(text2)));
}

// src/report/journal-lines.ts
function journalOf(bqns, { limits }, started, ended) {
  const [run, time] = [started, ended].map((seconds) => new Date(seconds * 1e3).toISOString());
  const stamp = { time: time ?? "", run: run ?? "" };
  const passes = limits.force ? "forced" : "approved";
  const isLet = limits.force || limits.approved.size > 0;
  return bqns.flatMap((bqn) => {
    const at = { ...stamp, bqn: bqn.label };
    const told2 = bqn.fates.filter(({ effect }) => isTold(effect));
    const held = bqn.heldBack.flatMap(({ kind, fates }) => fates.map((fate) => ({ kind, fate })));
    return [
      ...isLet && told2.length > 0 ? [{ ...at, ...NOBODY, event: passes, reason: allowedText(limits) }] : [],
      ...told2.map((fate) => ({ ...at, ...entryOf(fate), event: fate.effect })),
      ...held.map(({ kind, fate }) => ({ ...at, ...entryOf(fate), event: `held back (${kind})` })),
      ...(bqn.applied?.refused ?? []).map(({ change, reason }) => ({
        ...at,
        ...NOBODY,
        event: "refused",
        login: change.who,
        ip: change.key,
        reason
      }))
    ];
  });
}
function settingsEntry(before, now, ended) {
  if (before === void 0) return [];
  const changed2 = Object.keys(now).filter((name) => before[name] !== void 0 && before[name] !== now[name]);
  if (changed2.length === 0) return [];
  const time = new Date(ended * 1e3).toISOString();
  const reason = changed2.map((name) => `--${name}: ${before[name]} -> ${now[name]}`).join(", ");
  return [{ ...NOBODY, time, run: time, bqn: "", event: "settings changed", reason }];
}
function commandEntry(event, reason, now) {
  const time = new Date(now * 1e3).toISOString();
  return { ...NOBODY, time, run: time, bqn: "", event, reason };
}
function allowedText({ force, approved }) {
  return force ? "--force" : say`--approve ${[...approved].map(([kind, count2]) => `${kind}=${count2}`).join(",")}`;
}
var NOBODY = { login: "", ip: "", from: "", to: "", contract: 0, status: "", plan: 0 };
function entryOf({ login, ip, from, to, contract, status, plan, reason }) {
  return { login, ip, from: fateText(from), to: fateText(to), contract, status, plan, reason };
}
var HELD_WORDS = {
  blocks: phrase`blocks`,
  opens: phrase`opens`,
  speeds: phrase`speeds`,
  plans: phrase`plans`,
  deletes: phrase`deletes`,
  policies: phrase`policies`,
  groups: phrase`groups`
};
function eventText(event) {
  const [, kind] = /^held back \((.*)\)$/.exec(event) ?? [];
  return kind === void 0 ? translated(event) : `${say`held back`} (${translated(HELD_WORDS[kind] ?? kind)})`;
}
var EVENTS = [
  phrase`settings changed`,
  phrase`refused`,
  phrase`approved`,
  phrase`forced`,
  phrase`paused`,
  phrase`resumed`
];
function historyLines(entries, asked, after) {
  const query = parseQuery(asked);
  const found2 = entries.filter(
    (entry) => matches(query, entry) && (after === void 0 || Date.parse(entry.time) / 1e3 >= after)
  );
  if (found2.length === 0) return [say`nothing in the journal of ${asked}`];
  const rows2 = found2.map(({ time, bqn, event, login, ip, from, to, reason }) => [
    time.replace("T", " ").replace(/\..*$/, ""),
    bqn,
    eventText(event),
    login,
    ip,
    from === "" && to === "" ? "" : `${from} -> ${to}`,
    reason
  ]);
  return table(
    say`HISTORY of ${asked} (${found2.length}, times in UTC)`,
    [say`time`, "BQN", say`what`, "login", say`address`, say`fate`, say`why`],
    rows2
  );
}

// src/report/pause-command.ts
function pauseText({ until, reason }) {
  const end = localTime(until);
  const why = reason === "" ? "" : ` (${reason})`;
  return say`paused until ${end}${why}: runs look and do not write; --resume ends it`;
}
function pauseOrResume(settings, now, tell) {
  const { mode, stateFile, pause } = settings;
  try {
    if (mode === "pause" && pause !== void 0) {
      const begun = { until: now + pause.seconds, reason: pause.reason };
      beginPause(stateFile, begun);
      note(settings, "paused", pauseText(begun), now, tell);
      tell(pauseText(begun));
      return;
    }
    const wasPaused = endPause(stateFile);
    if (wasPaused) note(settings, "resumed", "", now, tell);
    tell(wasPaused ? say`the pause is over: the next run writes again` : say`there is no pause`);
  } catch (error) {
    throw new SettingsError(say`--${mode}: ${stateFile}.pause cannot be written (${fileTrouble(error)}).`, {
      cause: error
    });
  }
}
function note({ journalFile: journalFile2, secrets: secrets2 }, event, reason, now, tell) {
  if (journalFile2 === void 0) return;
  appendToJournal(journalFile2, [commandEntry(event, reason, now)], (text2) => redact(text2, secrets2), tell);
}
function localTime(unixSeconds) {
  const date = new Date(unixSeconds * 1e3);
  const two = (value) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

// src/notify/notice.ts
init_summary();
init_exit_code();
init_language();
init_printable();
var STILL_FAILING = 3;
var MOST_REFUSED = 500;
var MOST_WHO2 = 10;
function noticeOf(facts, outcome, before, names) {
  const conditions2 = [
    ...failureConditions(facts, outcome),
    ...pauseConditions(facts),
    ...outcome.bqns.flatMap((bqn) => bqnConditions(bqn, names))
  ];
  const known = new Set(before);
  const fresh = conditions2.filter(({ key }) => !known.has(key));
  const over = endings(facts, known);
  const events = [...fresh.map(({ event }) => event), ...over.map(({ event }) => event)];
  const lines = [...grouped(fresh, names), ...over.map(({ line }) => line)];
  const now = [...conditions2.map(({ key }) => key), ...before.filter((key) => stillSo(key, facts, outcome))];
  return {
    notice: lines.length === 0 ? void 0 : { events: [...new Set(events)], lines },
    now: [...new Set(now)]
  };
}
function failureConditions(facts, outcome) {
  if (!isFailure(facts)) return [];
  const cause = causeOf(facts.exitCode, outcome);
  const failed = condition("failing", "failed", say`the run failed: ${cause} (exit code ${facts.exitCode})`);
  if (facts.failuresInARow < STILL_FAILING) return [failed];
  const still = say`${facts.failuresInARow} runs in a row have failed: ${cause} (exit code ${facts.exitCode})`;
  return [{ ...failed, line: () => "" }, condition("failing-still", "failing", still)];
}
function condition(key, event, line) {
  return { key, event, bqn: void 0, who: "", line: () => line };
}
function pauseConditions({ pause }) {
  return pause === void 0 ? [] : [condition("paused", "paused", pauseText(pause))];
}
function bqnConditions(bqn, names) {
  const { label, heldBack: heldBack2, tugs, error } = bqn;
  const about = (event, detail, line, who = "") => {
    return { key: `${event}:${label}:${detail}`, event, bqn: label, line, who };
  };
  return [
    ...error?.name === "BqnCertificateRefused" ? [about("certificate", "", () => say`BQN ${label}: it shows another certificate than the one that is known`)] : [],
    ...heldBack2.map(
      (part) => about("held-back", part.kind, () => `BQN ${label}: ${heldBackText(names ? part : { ...part, who: [] })}`)
    ),
    ...refusedEntries(bqn).map(
      ({ kind, key, who }) => about("refused", `${kind}:${key}`, (alike) => say`BQN ${label}: ${alike.length} entries newly refused`, who)
    ),
    ...tugs.map(
      (tug) => about(
        "tug-of-war",
        tug.split(" ")[0] ?? "",
        (alike) => say`BQN ${label}: tug of war over ${alike.length} entries`
      )
    )
  ];
}
function refusedEntries({ applied, plan }) {
  const refused2 = (applied?.refused ?? []).map(({ change: { kind, key, who } }) => ({ kind, key, who }));
  const stuck = (plan?.stuck ?? []).filter(({ harmful }) => harmful).map(({ kind, key }) => ({ kind, key, who: key }));
  return [...refused2, ...stuck].slice(0, MOST_REFUSED);
}
function grouped(fresh, names) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of fresh) {
    const group = one.event === "held-back" ? one.key : `${one.event}:${one.bqn}`;
    groups.set(group, [...groups.get(group) ?? [], one]);
  }
  return [...groups.values()].flatMap((alike) => {
    const line = alike[0]?.line(alike) ?? "";
    const who = names ? alike.map((one) => cutName(one.who)).filter((name) => name !== "") : [];
    const more = who.length > MOST_WHO2 ? say` and ${who.length - MOST_WHO2} more` : "";
    const named = who.length === 0 ? "" : `: ${who.slice(0, MOST_WHO2).join(", ")}${more}`;
    return line === "" ? [] : [`${line}${named}`];
  });
}
function endings(facts, known) {
  const endings2 = [];
  if (isSuccess(facts) && known.has("failing")) {
    endings2.push({ event: "recovered", line: say`it works again: ${translated(EXIT_TEXT[facts.exitCode])}` });
  }
  if (facts.pause === void 0 && known.has("paused")) {
    endings2.push({ event: "resumed", line: say`the pause is over: runs write again` });
  }
  return endings2;
}
function stillSo(key, facts, { bqns }) {
  const isOfRun = key === "failing" || key === "failing-still" || key === "paused";
  if (isOfRun) return key !== "paused" && !isSuccess(facts);
  const judged = bqns.find(({ label }) => key.startsWith(`${key.split(":")[0]}:${label}:`));
  if (judged === void 0) return facts.exitCode === EXIT.sourceUnreadable;
  return judged.applied === void 0 || judged.error !== void 0;
}

// src/notify/notify.ts
async function notify(settings, facts, outcome, { told: told2, signal, warn }) {
  const ping = pingOf(settings.notify, facts);
  const isCut = facts.exitCode === EXIT.interrupted || facts.exitCode === EXIT.terminated;
  if (isCut) return told2;
  const { notice, now } = noticeOf(facts, outcome, told2, settings.notify.names);
  const letters = notice === void 0 ? [] : lettersOf(settings, facts, outcome, notice);
  const deliveries = await deliver([...ping === void 0 ? [] : [ping], ...letters], signal);
  for (const line of troubleLines(deliveries)) warn(line);
  const arrived = deliveries.filter(({ letter, trouble }) => letter !== ping && trouble === void 0);
  return letters.length > 0 && arrived.length === 0 ? told2 : now;
}
async function testNotices(settings, version, { signal, isSound }) {
  const facts = { exitCode: EXIT.done, version, ended: Date.now() / 1e3 };
  const notice = { events: ["test"], lines: [say`this is a test: notices arrive here`] };
  const ping = isSound ? pingOf(settings.notify, facts) : void 0;
  const letters = [...ping === void 0 ? [] : [ping], ...lettersOf(settings, facts, void 0, notice)];
  const deliveries = await deliver(letters, signal);
  return deliveries.map(
    ({ letter: { flag, url }, trouble }) => trouble === void 0 ? { ok: true, text: say`${flag}: a test was sent to ${url.host}` } : { ok: false, text: say`${flag}: nothing arrives: ${trouble}` }
  );
}
function troubleLines(deliveries) {
  return deliveries.flatMap(
    ({ letter: { flag }, trouble }) => trouble === void 0 ? [] : [say`${flag}: not sent: ${trouble}`]
  );
}

// src/program.ts
init_check_run();

// src/report/desired-tables.ts
init_thin_classes();
init_standing();
init_desired();
init_language();
var SHORT_TABLE = 20;
function desiredTables(desired, most) {
  return [
    ...listed(
      say`POLICIES`,
      [say`policy`, "id", say`downlink Kbps`, say`uplink Kbps`],
      [...desired.policies.values()],
      policyRow,
      most
    ),
    ...listed(
      say`SUBSCRIBERS`,
      [say`address`, say`subscriber`, say`policy`, say`contract`],
      [...desired.subscribers.values()],
      subscriberRow,
      most
    ),
    ...desired.groups.size === 0 ? [] : listed(
      say`GROUPS`,
      [say`group`, say`member`, say`ranges`, say`policy`],
      [...desired.groups.values()],
      groupRow,
      most
    )
  ];
}
function skippedTable(desired, most) {
  if (desired.skipped.length === 0) return [];
  return listed(
    say`SKIPPED`,
    [say`what`, say`reason`, say`detail`],
    desired.skipped,
    ({ what, reason, detail }) => [what, translated(SKIP_REASONS[reason]), detail],
    most
  );
}
function listed(title, head2, rows2, row, most) {
  const { shown: shown2, more } = cut(rows2, most);
  const lines = table(`${title} (${rows2.length})`, head2, shown2.map(row));
  return [...lines, ...more > 0 ? [say`... and ${more} more; --dry-run -v shows all`] : [], ""];
}
function policyRow({ name, id, downKbps, upKbps }) {
  return [name, id, showRate(downKbps), showRate(upKbps)];
}
function subscriberRow(subscriber) {
  const { ip, id, standing } = subscriber;
  const shown2 = standing.contract === 0 ? "-" : `${standing.contract} ${statusText(standing)}`;
  return [ip, id, wantedPolicy(subscriber), shown2];
}
function groupRow({ name, joined = [], ...lead }) {
  const shares = [lead, ...joined];
  const shown2 = shares.map(({ ranges }) => ranges === "last good" ? say`(as they are)` : ranges.join(" "));
  const members = shares.map(({ subscriber }) => subscriber.ip).join(" ");
  return [name, members, shown2.join(" ").trim(), wantedPolicy(lead.subscriber)];
}
function wantedPolicy({ standing, choice }) {
  if (standing.kind === "blocked") return BLOCK_POLICY;
  switch (choice.kind) {
    case "named":
      return choice.name;
    case "ifThere":
      return say`${choice.name} (if the BQN has it)`;
    case "unread":
      return say`(as it is)`;
    case "none":
      return "-";
  }
}
function showRate(kbps) {
  if (kbps === -1) return "unlimited";
  return kbps === 0 ? "blocked" : String(kbps);
}

// src/program.ts
init_fate_lines();

// src/report/open-log.ts
init_thin_classes();
init_trouble();
init_language();

// src/report/log.ts
init_thin_classes();
init_language();
init_printable();
var LEVEL_WORDS = { warning: phrase`warning`, error: phrase`error` };
var Log = class {
  #options;
  /** Warnings and errors so far, for the report. */
  problems = [];
  constructor(options) {
    this.#options = options;
  }
  info(text2) {
    this.#line("info", text2);
  }
  warn(text2) {
    this.#line("warning", text2);
  }
  error(text2) {
    this.#line("error", text2);
  }
  /**
   * Lines that belong together, such as a table; in JSON one line each all the same. They may hold colours of ours, so
   * what comes from IXC or a BQN must be made `printable` before.
   */
  block(lines) {
    if (lines.length === 0) return;
    if (this.#options.format === "json") for (const line of lines) this.#line("info", line);
    else this.#options.write(redact(`${lines.map(oneLine2).join("\n")}
`, this.#options.secrets));
  }
  #line(level, text2) {
    const shown2 = redact(printable(text2), this.#options.secrets);
    if (level !== "info") this.problems.push({ level, text: shown2 });
    const time = timestamp();
    const line = this.#options.format === "json" ? JSON.stringify({ time, level, text: shown2 }) : `${time} ${level === "info" ? "" : `${translated(LEVEL_WORDS[level])}: `}${shown2}`;
    this.#options.write(`${line}
`);
  }
};
function oneLine2(text2) {
  return showUnseen(text2.replace(/\u001b(?!\[\d*m)|[\u0000-\u001a\u001c-\u001f\u007f]/g, " "));
}
function timestamp() {
  const now = performance.timeOrigin + performance.now();
  const date = new Date(now);
  const two = (value) => String(value).padStart(2, "0");
  const micros = String(Math.floor(now % 1e3 * 1e3)).padStart(6, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${micros}`;
}

// src/report/open-log.ts
function openLog({ log, report, secrets: secrets2 }, stdout, stderr) {
  const { file, format: format3 } = log;
  const terminal = (text2) => void (report === "-" ? stderr : stdout).write(text2);
  return new Log({ format: format3, secrets: secrets2, write: file === void 0 ? terminal : fileWriter(file, stderr) });
}
function fileWriter(file, stderr) {
  const logFile = new LogFile(file);
  let broken = false;
  return (text2) => {
    try {
      logFile.append(text2);
    } catch (error) {
      if (!broken) stderr.write(say`sync-ixc-bqn: --log-file ${file} cannot be written (${fileTrouble(error)})\n`);
      broken = true;
      stderr.write(text2);
    }
  };
}

// src/report/progress.ts
init_thin_classes();
init_language();
var INTERVAL_MS = 100;
var Progress = class {
  #terminal;
  #lastShown = 0;
  #visible = false;
  #started = 0;
  #lists = /* @__PURE__ */ new Map();
  constructor(terminal, wanted2) {
    this.#terminal = wanted2 && terminal.isTTY === true ? terminal : void 0;
  }
  page({ list, pages, rows: rows2, total }) {
    this.#lists.set(list, `${list} ${rows2}/${total} (${pages})`);
    this.#show(say`reading ${[...this.#lists.values()].join(", ")}`);
  }
  /** Writes done of those planned, with the rate and the time that is left. */
  written(done, planned) {
    const now = performance.now();
    if (done <= 1) this.#started = now;
    const seconds = (now - this.#started) / 1e3;
    const rate = seconds > 0 ? done / seconds : 0;
    const left2 = rate > 0 ? say`, ${Math.round(rate)}/s, ${Math.ceil((planned - done) / rate)} s left` : "";
    this.#show(say`writing ${done}/${planned}${left2}`);
  }
  /** Takes the line away, so that something lasting can be written. */
  clear() {
    if (!this.#visible) return;
    this.#terminal?.write("\r\x1B[K");
    this.#visible = false;
  }
  #show(text2) {
    const now = performance.now();
    if (this.#terminal === void 0 || now - this.#lastShown < INTERVAL_MS) return;
    this.#lastShown = now;
    this.#visible = true;
    this.#terminal.write(`\r\x1B[K${text2.slice(0, (this.#terminal.columns || 80) - 1)}`);
  }
};

// src/report/publish.ts
init_thin_classes();
var import_node_fs9 = require("node:fs");
var import_node_path6 = require("node:path");
init_atomic_file();
init_trouble();

// src/text/html.ts
init_thin_classes();
init_printable();
function safe(text2) {
  return printable(text2).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
function jsonInScript(value) {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}

// src/report/publish.ts
init_language();

// src/report/page.ts
init_thin_classes();
init_plausibility();
init_desired();
init_language();
init_printable();

// src/report/chart.ts
init_thin_classes();
init_language();
var HOURS = 24;
var HOUR_S = 3600;
var WIDTH = 20;
var HEIGHT = 80;
var SORTS = ["blocks", "opens", "held", "others"];
function chart(day, now) {
  const hours = Array.from({ length: HOURS }, () => /* @__PURE__ */ new Map());
  for (const { time, event, login } of day) {
    if (login === "") continue;
    const hour = hours[HOURS - 1 - Math.floor((now - Date.parse(time) / 1e3) / HOUR_S)];
    const sort = sortOf(event);
    hour?.set(sort, (hour.get(sort) ?? 0) + 1);
  }
  const totals = hours.map((hour) => [...hour.values()].reduce((sum, count2) => sum + count2, 0));
  const most = Math.max(1, ...totals);
  const columns = hours.map((hour, at) => column(hour, at, most)).join("");
  const words = { blocks: say`blocks`, opens: say`opens`, held: say`held back`, others: say`other changes` };
  const legend = SORTS.map((sort) => {
    const count2 = hours.reduce((sum, hour) => sum + (hour.get(sort) ?? 0), 0);
    return `<span class="key ${sort}">${safe(words[sort])} ${count2}</span>`;
  }).join(" ");
  const label = safe(say`changes of fate by hour, the last 24 hours`);
  const box = `0 0 ${HOURS * WIDTH} ${HEIGHT}`;
  return `<p>${legend}</p><svg viewBox="${box}" role="img" aria-label="${label}" preserveAspectRatio="none">${columns}</svg>`;
}
function column(hour, at, most) {
  let top2 = HEIGHT;
  return SORTS.map((sort) => {
    const count2 = hour.get(sort) ?? 0;
    if (count2 === 0) return "";
    const height = Math.max(1, count2 / most * (HEIGHT - 2));
    top2 -= height;
    return `<rect class="${sort}" x="${at * WIDTH + 2}" y="${top2.toFixed(1)}" width="${WIDTH - 4}" height="${height.toFixed(1)}"><title>${count2}</title></rect>`;
  }).join("");
}
function sortOf(event) {
  if (event === "blocks" || event === "opens") return event;
  return event.startsWith("held back") ? "held" : "others";
}

// src/report/page-parts.ts
init_thin_classes();
var STYLE = `
:root{--paper:#fff;--ink:#1c2024;--soft:#5b6470;--line:#dde1e6;--good:#1a7f4b;--look:#9a6400;--bad:#b3261e;--opens:#2f7bd0;--others:#8a8f98}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e7eaee;--soft:#9aa4b0;--line:#2b3138;--good:#5bd394;--look:#f0b54a;--bad:#ff8a80;--opens:#7ab6ff;--others:#767d87}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:62rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header{border-left:.4rem solid var(--soft);padding:.1rem 1rem}
header.good{border-color:var(--good)}header.look{border-color:var(--look)}header.bad{border-color:var(--bad)}
h1{margin:0;font-size:1.4rem}h2{margin:2rem 0 .5rem;font-size:1.1rem}
p{margin:.4rem 0;overflow-wrap:anywhere}
dl{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:.5rem 0}dt{color:var(--soft);font-size:.8rem}dd{margin:0}
.none,.key{color:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:normal}
pre{overflow-x:auto;padding:.5rem;border:1px solid var(--line);border-radius:.3rem}
input{width:100%;padding:.6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.3rem}
svg{width:100%;height:6rem;border-bottom:1px solid var(--line)}
.key::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.3em;background:currentColor}
.key{margin-right:1rem;white-space:nowrap}
rect.blocks{fill:var(--bad)}.key.blocks::before{background:var(--bad)}
rect.opens{fill:var(--opens)}.key.opens::before{background:var(--opens)}
rect.held{fill:var(--look)}.key.held::before{background:var(--look)}
rect.others{fill:var(--others)}.key.others::before{background:var(--others)}
`.trim();
var SCRIPT = `
'use strict';
(() => {
  const groups = JSON.parse(document.getElementById('rows').textContent);
  const rows = groups.flatMap(({ what, rows }) => rows.map(([login, ip, why]) => [login, ip, what, why]));
  const input = document.getElementById('search');
  const found = document.getElementById('found');
  const most = 50;
  const put = (parent, tag, text) => {
    const child = document.createElement(tag);
    child.textContent = text;
    parent.append(child);
    return child;
  };
  // The BQN has underscores where IXC has blanks.
  const plain = (text) => text.toLowerCase().replace(/ /g, '_');
  const show = () => {
    const wanted = plain(input.value.trim());
    found.textContent = '';
    if (wanted === '') return;
    const hits = rows.filter(([login, ip]) => plain(login).includes(wanted) || ip.includes(wanted));
    if (hits.length === 0) {
      put(found, 'p', found.dataset.nobody);
      put(found, 'pre', found.dataset.command + " '" + input.value.trim().replace(/'/g, "'\\\\''") + "'");
      return;
    }
    const table = put(found, 'table', '');
    for (const row of hits.slice(0, most)) {
      const line = put(table, 'tr', '');
      for (const cell of row) put(line, 'td', cell);
    }
    if (hits.length > most) put(found, 'p', found.dataset.more);
  };
  input.addEventListener('input', show);
})();
`.trim();

// src/report/page.ts
init_summary();

// src/report/worklist.ts
init_thin_classes();
var import_papaparse = __toESM(require_papaparse());
init_plausibility();
init_desired();
init_language();
init_printable();
var LOGINS2 = "Provedor > Logins";
var PLANS2 = "Provedor > Planos de velocidade";
var CONTRACTS2 = "Cadastros > Clientes > Contratos";
var OVERRIDES = "--overrides";
var CURES = {
  "no-ip": [LOGINS2, phrase`look why the access server reports no IP; end the session if it is stale`],
  "bad-ip": [LOGINS2, phrase`type an IPv4 address as the fixed IP, or empty the field`],
  "no-name": [LOGINS2, phrase`type a login name`],
  "fixed-ip-taken": [LOGINS2, phrase`give one of the logins another fixed IP`],
  "fixed-ip-blocked": [LOGINS2, phrase`nothing, if the contract is meant to be blocked`],
  "shared-ip": [LOGINS2, phrase`end the stale session, or give one of the logins another IP`],
  "same-ip": [LOGINS2, phrase`end the stale session, or give one of the logins another IP`],
  "no-plan": [LOGINS2, phrase`choose a speed plan`],
  "unknown-plan": [LOGINS2, phrase`choose a speed plan that exists`],
  "unknown-contract": [LOGINS2, phrase`choose a contract that exists`],
  "no-status": [CONTRACTS2, phrase`give the contract an access state`],
  "no-reduced-plan": [PLANS2, phrase`name the plan for arrears (or past the data cap) in the customer's plan`],
  "odd-speed-status": [CONTRACTS2, phrase`set the speed state to normal or reduced`],
  "no-such-plan": [OVERRIDES, phrase`name a plan that IXC has`],
  "unreadable-speed": [PLANS2, phrase`type the speed as a number and k, M or G, such as 300M`],
  "bad-burst": [PLANS2, phrase`type burst, threshold and time, or empty all three`],
  "bad-plan-name": [PLANS2, phrase`give the plan a name of letters and digits`],
  "bad-prefix": [LOGINS2, phrase`type a prefix such as 2001:db8:0:100::/56, or empty the field`],
  "wide-prefix": [LOGINS2, phrase`delegate a prefix of the length that the BQN keys subscribers by`],
  "shared-prefix": [LOGINS2, phrase`give one of the logins another prefix`],
  "shared-group": [LOGINS2, phrase`give one of the logins another name`],
  "other-plan": [LOGINS2, phrase`give the logins of the contract one plan`]
};
function cureOf(reason) {
  return CURES[reason];
}
function worklistCsv({ desired, billing }, judging) {
  const inPortuguese = language() === "pt";
  const head2 = [say`screen`, "id", say`name`, say`problem`, say`detail`, say`what to do`];
  const doubts = billing === void 0 ? [] : doubtsOf(billing, judging);
  const rows2 = [...(desired?.skipped ?? []).map(skipRow), ...doubts.map(({ said }) => ["IXC", "", "", said, "", ""])];
  const cells = [head2, ...rows2].map((row) => row.map((cell) => printable(cell)));
  const csv = import_papaparse.default.unparse(cells, { delimiter: inPortuguese ? ";" : ",", newline: "\r\n", escapeFormulae: true });
  return `${inPortuguese ? "\uFEFF" : ""}${csv}\r
`;
}
function skipRow({ reason, what, detail }) {
  const [screen, cure] = CURES[reason];
  const { id, name } = partsOf(what);
  return [screen, id, name, translated(SKIP_REASONS[reason]), detail, translated(cure)];
}
function partsOf(what) {
  const [, id = "", name = what] = /^\S+ (\d+) \((.*)\)$/s.exec(what) ?? [];
  return { id, name };
}

// src/report/page.ts
var DAY_S = 86400;
var MOST_LISTED = 3e4;
var MOST_SEARCHED = 2e5;
function pageHtml(about) {
  const { facts, outcome, journal } = about;
  const day = journal.filter(({ time }) => Date.parse(time) / 1e3 > facts.ended - DAY_S);
  const title = say`sync-ixc-bqn: ${translated(EXIT_TEXT[facts.exitCode])}`;
  const body = [
    head(about),
    section2(say`Last day`, chart(day, facts.ended)),
    section2(say`Held back`, heldPart(about)),
    section2(say`Newly blocked`, listPart(blockedRows(day))),
    section2(say`To mend in IXC`, mendPart(about)),
    section2(say`Search`, searchPart(about.command)),
    `<script type="application/json" id="rows">${jsonInScript(searchable(outcome, day))}</script>`
  ].join("\n");
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="${language() === "pt" ? "pt-BR" : "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body>
${body}
<script>${SCRIPT}</script>
</body></html>
`;
}
function head({ facts, outcome }) {
  const mood = facts.exitCode === 0 ? "good" : facts.exitCode === 5 || facts.exitCode === 6 ? "look" : "bad";
  const labels = (outcome?.bqns ?? []).map(({ label }) => label).join(", ");
  const parts2 = [
    [say`ended`, new Date(facts.ended * 1e3).toISOString().replace("T", " ").replace(/\..*$/, " UTC")],
    [say`took`, say`${(facts.ended - facts.started).toFixed(1)} s`],
    ["BQN", labels],
    [say`exit code`, String(facts.exitCode)],
    [say`customers online`, String(outcome?.desired === void 0 ? "?" : customersOf(outcome.desired).length)],
    [say`version`, facts.version]
  ];
  const cells = parts2.map(([name, value]) => `<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`).join("");
  return `<header class="${mood}"><h1>${safe(translated(EXIT_TEXT[facts.exitCode]))}</h1>
<p>${safe(causeOf(facts.exitCode, outcome))}</p><dl>${cells}</dl></header>`;
}
function section2(title, inner) {
  return `<section><h2>${safe(title)}</h2>
${inner}</section>`;
}
function heldPart({ outcome, command: command2 }) {
  const parts2 = (outcome?.bqns ?? []).flatMap(
    ({ label, heldBack: heldBack2 }) => heldBack2.map((part) => {
      const approve = `${command2} --approve ${part.kind}=${part.count}`;
      return `<p>BQN ${safe(label)}: ${safe(heldBackText(part))}</p><pre>${safe(approve)}</pre>`;
    })
  );
  return parts2.length === 0 ? none() : parts2.join("\n");
}
function blockedRows(day) {
  const blocked = day.filter(({ event }) => event === "blocks").reverse();
  return blocked.map(({ time, login, ip, reason }) => [login, ip, time.slice(11, 16), reason]);
}
function listPart(rows2) {
  return tableOf([say`login`, say`address`, say`time (UTC)`, say`why`], rows2);
}
function mendPart({ outcome, judging }) {
  const doubts = outcome?.billing === void 0 ? [] : doubtsOf(outcome.billing, judging).map(({ said: said2 }) => said2);
  const rows2 = (outcome?.desired?.skipped ?? []).map(({ reason, what, detail }) => {
    const [screen, cure] = cureOf(reason);
    return [what, translated(SKIP_REASONS[reason]), detail, `${screen}: ${translated(cure)}`];
  });
  const said = doubts.map((doubt) => `<p>${safe(doubt)}</p>`).join("");
  if (rows2.length === 0) return said === "" ? none() : said;
  return said + tableOf([say`what`, say`reason`, say`detail`, say`what to do`], rows2);
}
function tableOf(head2, rows2) {
  if (rows2.length === 0) return none();
  const line = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${safe(cutName(cell))}</${tag}>`).join("")}</tr>`;
  const shown2 = within(
    MOST_LISTED,
    rows2.map((row) => line(row, "td"))
  );
  const more = rows2.length - shown2.length;
  const rest = more > 0 ? `<p>${safe(say`and ${more} more`)}</p>` : "";
  return `<div class="wide"><table>${line(head2, "th")}
${shown2.join("\n")}</table></div>${rest}`;
}
function none() {
  return `<p class="none">${safe(say`nothing`)}</p>`;
}
function searchPart(command2) {
  const label = safe(say`Login or address`);
  return `<p><input id="search" type="search" aria-label="${label}" placeholder="${label}" autocomplete="off"></p>
<div id="found" aria-live="polite" data-nobody="${safe(say`not on this page; ask the program:`)}" data-command="${safe(`${command2} --explain`)}"
 data-more="${safe(say`more are found; type more of it`)}"></div>`;
}
function within(most, texts) {
  let left2 = most;
  return texts.filter((text2) => {
    left2 -= Buffer.byteLength(text2) + 1;
    return left2 >= 0;
  });
}
function searchable(outcome, day) {
  const groups = /* @__PURE__ */ new Map();
  let left2 = MOST_SEARCHED;
  const add = (what, ...texts) => {
    const [login, ip, why] = texts;
    const row = [printable(cutName(login)), printable(ip), printable(cutName(why))];
    left2 -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left2 < 0) return;
    const group = groups.get(what);
    if (group === void 0) groups.set(what, { what, rows: [row] });
    else group.rows.push(row);
  };
  for (const { heldBack: heldBack2 } of outcome?.bqns ?? [])
    for (const { kind, fates } of heldBack2)
      for (const { login, ip, reason } of fates)
        add(say`held back (${translated(HELD_WORDS[kind] ?? kind)})`, login, ip, reason);
  for (const { time, event, login, ip, reason } of [...day].reverse())
    if (login !== "" && !event.startsWith("held back"))
      add(eventText(event), login, ip, `${time.slice(11, 16)} UTC: ${reason}`);
  for (const { id, ip, standing } of outcome?.desired === void 0 ? [] : customersOf(outcome.desired))
    if (standing.kind === "blocked") add(say`blocked`, id, ip, say`contract ${standing.contract}: ${standing.status}`);
  for (const { reason, what, detail } of outcome?.desired?.skipped ?? [])
    add(translated(SKIP_REASONS[reason]), what, "", detail);
  return [...groups.values()];
}

// src/report/publish.ts
var REPORT_MODE = 416;
var METRICS_MODE = 420;
function publish({ report, metricsFile, worklist, html, secrets: secrets2, mapping, journalFile: journalFile2, program }, facts, outcome, log, stdout) {
  if (report !== void 0) {
    const text2 = reportJson(facts, outcome, (part) => redact(part, secrets2));
    if (report === "-") stdout.write(text2);
    else put("--report", report, text2, REPORT_MODE, log);
  }
  if (worklist !== void 0 && outcome?.desired !== void 0)
    put("--worklist", worklist, redact(worklistCsv(outcome, mapping), secrets2), REPORT_MODE, log);
  if (html !== void 0) {
    const page = () => {
      const journal = journalFile2 === void 0 ? [] : readJournal(journalFile2);
      const text2 = pageHtml({ facts, outcome, judging: mapping, journal, command: commandBeside(program) });
      return redact(text2, [...secrets2, ...secrets2.map(safe)]);
    };
    put("--html", html, page, REPORT_MODE, log);
  }
  if (metricsFile !== void 0 && facts.mode !== "dry-run")
    put("--metrics-file", metricsFile, metricsText(facts, outcome), METRICS_MODE, log);
}
function commandBeside(program) {
  const wrapper = (0, import_node_path6.join)((0, import_node_path6.dirname)(program), "sync-ixc-bqn.sh");
  return (0, import_node_fs9.existsSync)(wrapper) ? wrapper : `node ${program}`;
}
function put(flag, path, text2, mode, log) {
  try {
    replaceFile(path, typeof text2 === "string" ? text2 : text2(), mode);
  } catch (error) {
    log.warn(say`${flag}: ${path} cannot be written (${fileTrouble(error)})`);
  }
}

// src/program.ts
init_summary();

// src/report/support-file.ts
init_thin_classes();
var import_node_fs10 = require("node:fs");
init_atomic_file();
init_regular_file();
init_trouble();
init_shape();

// src/settings/decisive.ts
init_thin_classes();
function decisiveSettings({
  mapping,
  scopes,
  fixedIp,
  offlineGraceS,
  prune,
  limits
}) {
  return {
    "allowed-status": [...mapping.allowedStatus].sort().join(","),
    status: statusText2(mapping.statusTable),
    "no-block": mapping.block ? "no" : "yes",
    "dual-stack": mapping.dualStack ? "yes" : "no",
    "ipv6-subscribers": String(mapping.ipv6Subscribers ?? "no"),
    join: mapping.joinContracts === true ? "contract" : "no",
    "speed-base": String(mapping.speedBase),
    "bare-unit": mapping.bareUnit ?? "none",
    "ip-conflict": mapping.ipConflict,
    reduced: mapping.reduced === void 0 ? "no" : mapping.reduced.rate?.download ?? "yes",
    "rate-factor": mapping.rateFactor === void 0 ? "1" : `${mapping.rateFactor.down}/${mapping.rateFactor.up}`,
    scope: [...scopes].map(([label, { said }]) => `${label}: ${said}`).join(" | ") || "everybody",
    "fixed-ip": fixedIp ? "yes" : "no",
    burst: mapping.burst === true ? "yes" : "no",
    overrides: `${mapping.overrides?.size ?? 0} customers`,
    prune,
    "offline-grace": `${offlineGraceS} s`,
    "max-delete": String(limits.maxDelete),
    "max-block": String(limits.maxBlock),
    "max-speed": String(limits.maxSpeed)
  };
}
function statusText2(table2) {
  if (table2 === void 0) return "as allowed-status says";
  return [...table2.codes, ["*", table2.others]].map(([code, treatment]) => `${code}=${treatment}`).join(",");
}

// src/report/support-file.ts
init_printable();
var LOG_LINES = 200;
var LARGEST_LOG = 2e7;
var LONGEST_LINE = 2e3;
var MODE = 384;
var TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ /;
async function writeSupport(path, settings, { source, targets }, facts) {
  const tables = await source.shapes?.() ?? [];
  const lists = [];
  for (const target of targets) lists.push("", ...await target.shapes?.() ?? []);
  const lines = [
    `sync-ixc-bqn ${facts.version}, Node ${facts.node}, ${process.platform} ${process.arch}`,
    outcomeLine(facts.history),
    ...settingLines(settings),
    "",
    ...tables,
    ...lists,
    "",
    "What was asked for this file:",
    ...facts.requests(),
    "",
    "The last lines of the log:",
    ...logLines(settings, facts.program)
  ];
  replaceFile(path, showUnseen(redact(`${lines.join("\n")}
`, settings.secrets)), MODE);
}
function outcomeLine({ lastSuccess, failuresInARow }) {
  const last = lastSuccess === void 0 ? "never" : new Date(lastSuccess * 1e3).toISOString();
  return `last success ${last}; failures in a row ${failuresInARow}`;
}
function settingLines(settings) {
  const { ixc, bqn, bqns, pageSize, maxPages, maxTimeS, journalFile: journalFile2, log } = settings;
  const others = {
    "ixc-trust": ixc.trust.kind,
    "bqn-trust": bqn.trust.kind,
    "ixc-timeout": ixc.timeoutMs / 1e3,
    "bqn-timeout": bqn.timeoutMs / 1e3,
    "page-size": pageSize,
    "max-pages": maxPages ?? "none",
    "max-time": maxTimeS,
    concurrency: bqn.concurrency,
    journal: journalFile2 === void 0 ? "off" : "on",
    "log-format": log.format
  };
  return [
    `BQNs: ${bqns.length}`,
    ...Object.entries({ ...decisiveSettings(settings), ...others }).map(([name, value]) => `--${name} ${value}`)
  ];
}
var HARMLESS = /* @__PURE__ */ new Set([
  "content-type",
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "connection",
  "server",
  "retry-after",
  "x-powered-by"
]);
var LONGEST_HEADER = 60;
function requestLine({ method, path, result, ms, bytes, headers }) {
  const shown2 = Object.entries(headers ?? {}).map(
    ([name, value]) => HARMLESS.has(name) ? `${name} ${printable(String(value)).slice(0, LONGEST_HEADER)}` : name.slice(0, LONGEST_HEADER)
  );
  return `  ${method} ${path}: ${[result, `${ms.toFixed(0)} ms`, `${bytes} bytes`].join(", ")}; ${shown2.join("; ")}`;
}
function logLines({ log: { file } }, program) {
  if (file === void 0) return ["  there is no log file (--log-file)"];
  const known = new Set(program.match(/[A-Za-z]{2,}/g) ?? []);
  try {
    const lines = [`${file}.1`, file].flatMap(
      (path) => (0, import_node_fs10.existsSync)(path) ? readRegularFile(path, LARGEST_LOG).trimEnd().split("\n") : []
    );
    return lines.slice(-LOG_LINES).map((line) => `  ${masked(line.slice(0, LONGEST_LINE), known)}`);
  } catch (error) {
    return [`  the log cannot be read (${error instanceof NoRegularFile ? error.message : fileTrouble(error)})`];
  }
}
function masked(line, known) {
  const [time = ""] = TIME.exec(line) ?? [];
  const rest = line.slice(time.length);
  return `${time}${rest.replace(/[\p{L}\p{N}_.@/:-]+/gu, (word) => isOurs(word, known) ? word : formOf2(word))}`;
}
function isOurs(word, known) {
  return known.has(word.replace(/[:.]$/, ""));
}

// src/program.ts
init_connections();

// src/run/cost.ts
init_thin_classes();
init_reading();
var NOTHING = { requests: 0, bytes: 0, waitedMs: 0 };
var CostBook = class {
  #tallies = /* @__PURE__ */ new Map();
  add({ server, bytes, ms }) {
    const before = this.#tallies.get(server) ?? NOTHING;
    this.#tallies.set(server, {
      requests: before.requests + 1,
      bytes: before.bytes + bytes,
      waitedMs: before.waitedMs + ms
    });
  }
  /** Each server that was asked anything.
   * @param source the label of billing's server, to which the rows belong
   */
  all(source, billing) {
    const rows2 = billing && LIST_KINDS.reduce((sum, list) => sum + billing[list].received, 0);
    return [...this.#tallies].map(([server, tally2]) => ({
      server,
      ...tally2,
      rows: server === source ? rows2 : void 0
    }));
  }
};

// src/program.ts
init_exit_code();

// src/run/explain.ts
init_thin_classes();
init_address();
init_reading();
init_standing();
init_name();
init_skip();
init_language();

// src/run/sync.ts
init_thin_classes();
init_errors2();
init_plausibility();
init_errors3();
init_resources();

// src/changes/apply.ts
init_thin_classes();
init_errors3();
init_interrupted();
init_desired();
init_language();
init_change_plan();
init_diff_policies();

// src/changes/each-of.ts
init_thin_classes();
function eachOf(items, width2, act2) {
  return new Promise((resolve7, reject) => {
    const queue = items[Symbol.iterator]();
    let active = 0;
    let isOver = false;
    let failure;
    const pump = () => {
      while (!isOver && active < width2()) {
        const next = queue.next();
        if (next.done === true) isOver = true;
        else start(next.value);
      }
      if (active > 0) return;
      if (failure === void 0) resolve7();
      else reject(failure);
    };
    const start = (item) => {
      active++;
      act2(item).catch((error) => {
        failure ??= error;
        isOver = true;
      }).finally(() => {
        active--;
        pump();
      });
    };
    pump();
  });
}

// src/changes/handover.ts
init_thin_classes();
init_effect();
init_fate();
init_language();
init_change_plan();
function stagesOf(changes2, bqn, ratesAfter) {
  const writes = changes2.filter(({ action }) => action !== "delete");
  const leavers = leaversOf(writes, harmfulAmong(writes, bqn, ratesAfter), bqn);
  const levels = [FIRST, ...levelsOf(leavers)];
  const levelOf = new Map(levels.flatMap(({ names }, at) => names.map((name) => [name, at])));
  const stageOf = (policy) => levelOf.get(policy ?? "") ?? 0;
  return levels.map(({ names, isCircle }, at) => ({
    policies: writes.filter(({ kind, key }) => kind === "policy" && stageOf(key) === at),
    leavers: new Map([...leavers].filter(([name]) => names.includes(name))),
    isCircle,
    others: writes.filter((change) => change.kind !== "policy" && stageOf(policyAfter(change)) === at)
  }));
}
function harmfulAmong(writes, { policies }, ratesAfter) {
  const updated = writes.filter(({ kind, action }) => kind === "policy" && action === "update").map(({ key }) => key);
  const effectOf = (name) => effectBetween(
    fateUnder(name, (policy) => policies.get(policy)),
    fateUnder(name, ratesAfter)
  );
  return new Set(updated.filter((name) => ["slows", "lifts"].includes(effectOf(name))));
}
function leaversOf(writes, policies, bqn) {
  const leavers = /* @__PURE__ */ new Map();
  if (policies.size === 0) return leavers;
  for (const change of writes) {
    const entry = change.kind === "group" ? bqn.groups.get(change.key) : bqn.subscribers.get(change.key);
    const policy = entry?.policy ?? "";
    if (!policies.has(policy) || policy === policyAfter(change)) continue;
    const known = leavers.get(policy);
    if (known === void 0) leavers.set(policy, [change]);
    else known.push(change);
  }
  return leavers;
}
var FIRST = { names: [], isCircle: false };
function levelsOf(leavers) {
  const levels = [];
  const rest = new Map([...leavers].map(([name, changes2]) => [name, new Set(changes2.map(policyAfter))]));
  while (rest.size > 0) {
    const free = [...rest].filter(([, joined]) => ![...rest.keys()].some((name) => joined.has(name)));
    const isCircle = free.length === 0;
    const names = isCircle ? [leastLeft(leavers, rest)] : free.map(([name]) => name);
    for (const name of names) rest.delete(name);
    levels.push({ names, isCircle });
  }
  return levels;
}
function leastLeft(leavers, among) {
  const all = [...leavers].filter(([name2]) => among.has(name2));
  const [name] = all.reduce((one, other) => other[1].length < one[1].length ? other : one);
  return name;
}
function addressesLeft(leavers = [], done) {
  const left2 = leavers.filter((change) => !done.has(change));
  return new Set(left2.flatMap(({ kind, belongsTo }) => kind === "subscriber" ? belongsTo.slice(-1) : belongsTo));
}
function leftBehind(stages2, done) {
  const left2 = /* @__PURE__ */ new Map();
  const written = new Set(done);
  for (const { policies, leavers } of stages2)
    for (const policy of policies.filter((change) => written.has(change)))
      for (const ip of addressesLeft(leavers.get(policy.key), written)) left2.set(ip, policy.key);
  return left2;
}
function fatesLeftBehind(fates, leftBehind2, ratesAfter) {
  return fates.flatMap((fate) => {
    const policy = leftBehind2.get(fate.ip);
    if (policy === void 0 || policyOf(fate.from) !== policy) return [];
    const to = fateUnder(policy, ratesAfter);
    const reason = say`policy ${policy} changed, and the move away from it was refused`;
    return [{ ...fate, to, effect: effectBetween(fate.from, to), reason }];
  });
}

// src/changes/apply.ts
init_policies_in_use();

// src/changes/site-tally.ts
init_thin_classes();
var ENOUGH = 3;
var SiteTally = class {
  #took = /* @__PURE__ */ new Map();
  #refused = /* @__PURE__ */ new Map();
  #failed = 0;
  #reason;
  took({ length }) {
    this.#took.set(length, (this.#took.get(length) ?? 0) + 1);
  }
  refused({ length }, { status, reason }) {
    this.#failed++;
    this.#reason ??= reason;
    if ([400, 409, 422].includes(status)) this.#refused.set(length, (this.#refused.get(length) ?? 0) + 1);
  }
  /** Whether so many groups, or fewer, were refused often enough. */
  isHopeless({ length }) {
    return this.#hopeless().some((refused2) => refused2 <= length);
  }
  result() {
    const hopeless = this.#hopeless();
    return {
      joined: [...this.#took.values()].reduce((sum, count2) => sum + count2, 0),
      refused: this.#failed,
      reason: this.#reason,
      // The built-in group is among those that were written, and one less may be taken.
      most: hopeless.length === 0 ? void 0 : Math.max(0, Math.min(...hopeless) - 2)
    };
  }
  #hopeless() {
    return [...this.#refused].filter(([length, count2]) => count2 >= ENOUGH && !this.#took.has(length)).map(([length]) => length);
  }
};

// src/changes/writer.ts
init_thin_classes();
init_errors3();
var FAILURES_IN_A_ROW = 20;
var Writer = class {
  #target;
  #writes = 0;
  #failuresInARow = 0;
  constructor(target) {
    this.#target = target;
  }
  /** Requests sent, those tried a second way included. */
  get writes() {
    return this.#writes;
  }
  /** @param otherwise not as planned, but as the change says otherwise @throws {WriteRefused}, {BqnGone} */
  async write(change, otherwise = false) {
    const { kind, path } = change;
    switch (change.action) {
      case "delete":
        return await this.send({ method: "DELETE", kind, key: path });
      case "create":
        return await this.#create(change);
      case "update":
        return await this.#update(change, otherwise ? change.otherwise : void 0);
    }
  }
  /** @throws {WriteRefused}, {BqnGone} */
  async send(write) {
    this.#writes++;
    await this.#target.write(write);
    this.#failuresInARow = 0;
  }
  /** A clear no is an answer; silence and 5xx are not. @throws {BqnGaveUp} after too many without one */
  countFailure({ status, reason }) {
    const isAnswer = status > 0 && status < 500 && status !== 429;
    this.#failuresInARow = isAnswer ? 0 : this.#failuresInARow + 1;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW)
      throw new BqnGaveUp(this.#target.label, this.#failuresInARow, reason);
  }
  /** What should be there may be, though the list did not show it: a POST would reset what others set of it. */
  async #create({ kind, path, body, known }) {
    if (known === true) {
      try {
        return await this.send({ method: "PUT", kind, key: path, body });
      } catch (error) {
        if (!(error instanceof WriteRefused) || !mayBeUnknown(error.status, true)) throw error;
      }
    }
    await this.send({ method: "POST", kind, key: path, body });
  }
  async #update({ kind, path, body, whole, seen }, instead) {
    try {
      await this.send({ method: "PUT", kind, key: path, body: instead ?? body });
    } catch (error) {
      if (!(error instanceof WriteRefused) || !mayBeUnknown(error.status, seen)) throw error;
      await this.send({ method: "POST", kind, key: path, body: { ...whole, ...instead } });
    }
  }
};
function mayBeUnknown(status, seen) {
  if (status === 404 || status === 405) return true;
  return seen && status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

// src/changes/apply.ts
async function apply(plan, bqn, policies, target, options) {
  const { changes: changes2 } = plan;
  const stages2 = stagesOf(changes2, bqn, (name) => policies.get(name));
  const work2 = new Work(target, options, changes2, stages2);
  try {
    const lettingGo = changes2.filter(isLettingGo);
    for (const stage of stages2) {
      await work2.changePolicies(stage, bqn, policies);
      await work2.run(lettingGo.splice(0));
      await work2.run(stage.others.filter(({ kind }) => kind === "subscriber"));
      await work2.run(stage.others.filter((change) => change.kind === "group" && !isLettingGo(change)));
    }
    await work2.checkGroups();
    await work2.putIntoSites(plan.memberships);
    await work2.run(changes2.filter((change) => isDeletion(change, "group") && !isLettingGo(change)));
    await work2.run(changes2.filter((change) => isDeletion(change, "subscriber")));
    await work2.deletePolicies(
      changes2.filter((change) => isDeletion(change, "policy")),
      bqn
    );
    return work2.result(void 0);
  } catch (error) {
    if (error instanceof BqnGone || error instanceof Interrupted) return work2.result(error);
    throw error;
  }
}
function isLettingGo(change) {
  return change.action !== "create" && change.letsGo;
}
function isDeletion(change, kind) {
  return change.kind === kind && change.action === "delete";
}
function isHandedOver(change) {
  if (change.action !== "update") return false;
  const fields = new Set(change.fields.map(({ field }) => field));
  return fields.has("policyId") && (fields.has("downlink") || fields.has("uplink"));
}
var Work = class {
  #target;
  #writer;
  #options;
  #planned;
  /** What the plan writes, by its keys: on the entry at an address a deletion may depend. */
  #plannedKeys;
  /** Policies that the BQN has now. */
  #available = /* @__PURE__ */ new Set();
  /** Policies that are still another plan's, since their change did not happen. */
  #unchanged = /* @__PURE__ */ new Set();
  #stages;
  /** Of those who may be left behind, who is by now. */
  #left = 0;
  /** Policies that something still names. */
  #inUse = /* @__PURE__ */ new Set();
  done = [];
  #doneKeys = /* @__PURE__ */ new Set();
  #refused = [];
  #untaken = /* @__PURE__ */ new Map();
  #dropsGroupPolicy;
  #sites = new SiteTally();
  #settled = 0;
  constructor(target, options, changes2, stages2) {
    this.#target = target;
    this.#writer = new Writer(target);
    this.#options = options;
    this.#stages = stages2;
    this.#planned = changes2.length;
    this.#plannedKeys = new Set(changes2.map(({ key }) => key));
  }
  result(stopped) {
    return {
      done: this.done,
      refused: this.#refused,
      untaken: this.#untaken,
      dropsGroupPolicy: this.#dropsGroupPolicy,
      leftBehind: leftBehind(this.#stages, this.done),
      sites: this.#sites.result(),
      writes: this.#writer.writes,
      stopped
    };
  }
  /**
   * Writes the changes, as many at a time as the BQN takes; those that may not be written are refused with their reason.
   * @throws {BqnGone} when the BQN does not answer any more, {Interrupted}; what is under way is waited for
   */
  async run(changes2) {
    await eachOf(
      changes2,
      () => this.#width(),
      (change) => this.#settle(change)
    );
  }
  #width() {
    return Math.min(this.#options.concurrency, this.#target.width);
  }
  async #settle(change) {
    if (this.#options.signal.aborted) throw new Interrupted();
    const verdict = this.#judge(change);
    if (typeof verdict === "object") {
      this.#refuse(change, verdict.refused);
      this.#tell();
      return;
    }
    try {
      await this.#writer.write(change, verdict === "otherwise");
      this.#doneKeys.add(change.key);
      if (verdict === "otherwise") this.#refuse(change, policyMissing(policyAfter(change)));
      else this.done.push(change);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      this.#refuse(change, error.reason, error.status === 0 || error.status >= 500);
      this.#writer.countFailure(error);
    }
    this.#tell();
  }
  #judge(change) {
    if (change.action === "delete") {
      if (this.#inUse.has(change.key)) return { refused: say`it is still in use` };
      const { after = "" } = change;
      const isWaiting = this.#plannedKeys.has(after) && !this.#doneKeys.has(after);
      return isWaiting ? { refused: say`the customer's entry at ${after} is not there yet` } : "as planned";
    }
    if (change.policy === null) return "as planned";
    if (this.#unchanged.has(change.policy) && this.#mayStay(change.fields))
      return { refused: say`its policy ${change.policy} is still another plan's` };
    if (this.#available.has(change.policy)) return "as planned";
    if (change.action === "update" && change.otherwise !== void 0) return "otherwise";
    return { refused: policyMissing(change.policy) };
  }
  /** Whether it changes nothing but the policy of somebody who has one, and is not blocked by it. */
  #mayStay(fields) {
    const [from = "", ...more] = fields.map((field) => (field.field === "policyRate" ? field.from : null) ?? "");
    return more.length === 0 && from !== BLOCK_POLICY && this.#available.has(from);
  }
  #tell() {
    this.#options.onWrite(++this.#settled, this.#planned);
  }
  #refuse(change, reason, unanswered = false) {
    this.#refused.push({ change, reason, unanswered });
  }
  /**
   * Changes the policies of a stage, but not those that more people are still to leave than may be slowed or let go.
   * @throws {BqnGone}, {Interrupted}
   */
  async changePolicies(stage, bqn, policies) {
    const done = new Set(this.done);
    const changing = [];
    for (const change of stage.policies) {
      const { size } = addressesLeft(stage.leavers.get(change.key), done);
      if (!stage.isCircle && this.#left + size > this.#options.mayBeLeft) {
        this.#refuse(change, say`${size} customers who are to leave it first could not be moved`);
        this.#tell();
        continue;
      }
      if (!stage.isCircle) this.#left += size;
      changing.push(change);
    }
    await this.run(changing);
    this.#noteUnchanged(stage.policies.filter(isHandedOver));
    this.#available = await this.#checkPolicies(bqn, policies);
  }
  /**
   * Deletes policies that nothing names any more. Those that were in use until this run are looked for in the lists
   * first: whoever still names one, since the BQN dropped the write that it had said yes to, would have no limit. They
   * go another day.
   */
  async deletePolicies(deletions, bqn) {
    this.#inUse = policiesInUse(bqn, this.done);
    const usedBefore = deletions.length === 0 ? /* @__PURE__ */ new Set() : policiesInUse(bqn, []);
    const isLeft = ({ key }) => usedBefore.has(key) && !this.#inUse.has(key);
    if (!deletions.some(isLeft)) return await this.run(deletions);
    const stillUsed = policiesInUse(await this.#target.read(), []);
    const isWaiting = (change) => isLeft(change) && stillUsed.has(change.key);
    for (const _one of deletions.filter(isWaiting)) this.#tell();
    await this.run(deletions.filter((change) => !isWaiting(change)));
  }
  #noteUnchanged(handedOver) {
    if (handedOver.length === 0) return;
    const done = new Set(this.done);
    for (const change of handedOver) if (!done.has(change)) this.#unchanged.add(change.key);
  }
  /**
   * After policy writes, looks at what came of them: a static policy takes any write without effect. What a busy BQN only
   * dropped is written once more before it is taken for one.
   * @returns the names that a subscriber may be given
   */
  async #checkPolicies(bqn, policies) {
    const written = this.done.filter((change) => change.kind === "policy");
    if (written.length === 0) return new Set(bqn.policies.keys());
    let now = await this.#target.readPolicies();
    const untakenBy = (list) => written.flatMap((change) => {
      const policy = policies.get(change.key);
      return policy === void 0 || agrees(list.get(change.key), policy) ? [] : [{ change, policy }];
    });
    const doubtful = untakenBy(now).filter(({ change }) => now.has(change.key));
    const refused2 = /* @__PURE__ */ new Map();
    for (const { change } of doubtful) {
      const reason = await this.#writeAgain(change);
      if (reason !== void 0) refused2.set(change, reason);
    }
    if (doubtful.length > 0) now = await this.#target.readPolicies();
    for (const { change, policy } of untakenBy(now)) {
      const reason = refused2.get(change);
      if (reason === void 0 && now.has(change.key)) this.#untaken.set(change.key, writeSignature(policy));
      this.done.splice(this.done.indexOf(change), 1);
      const usual = say`the BQN took the write without effect: a static policy, made in its GUI?`;
      this.#refuse(change, reason ?? usual);
    }
    return new Set(now.keys());
  }
  /** @returns why the BQN refuses it; what comes of it otherwise is seen in the list @throws {BqnGone}, {Interrupted} */
  async #writeAgain(change) {
    if (this.#options.signal.aborted) throw new Interrupted();
    try {
      await this.#writer.write(change);
      return void 0;
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      return error.reason;
    }
  }
  /**
   * Puts subscribers into the groups of their sites. What is refused here is counted, and is no refusal of an entry: nobody's
   * service hangs on it.
   * @throws {BqnGone}, {Interrupted}
   */
  async putIntoSites(memberships) {
    await eachOf(
      memberships,
      () => this.#width(),
      async ({ path, groups }) => {
        if (this.#options.signal.aborted) throw new Interrupted();
        if (this.#sites.isHopeless(groups)) return;
        try {
          const body = { subscriberGroups: [...groups] };
          await this.#writer.send({ method: "PUT", kind: "subscriber", key: path, body });
          this.#sites.took(groups);
        } catch (error) {
          if (!(error instanceof WriteRefused)) throw error;
          this.#sites.refused(groups, error);
          this.#writer.countFailure(error);
        }
      }
    );
  }
  /** After group writes, looks whether they have their policy: a BQN before R4.22 takes the group and drops it. */
  async checkGroups() {
    const written = this.done.filter((change) => change.kind === "group" && policyAfter(change) !== null);
    if (written.length === 0 || !this.#options.lookAtGroups) return;
    const now = await this.#target.readGroups();
    const found2 = written.map((change) => now.get(change.key)).filter((group) => group !== void 0);
    if (found2.length > 0) this.#dropsGroupPolicy = found2.every(({ policy }) => policy === null);
  }
};

// src/run/sync.ts
init_diff();
init_gate();
init_holds();
init_fate();

// src/interruption/breathe.ts
init_thin_classes();
init_interrupted();
async function breathe(signal) {
  await new Promise((resolve7) => setImmediate(resolve7));
  await new Promise((resolve7) => setImmediate(resolve7));
  if (signal.aborted) throw new Interrupted();
}

// src/run/sync.ts
init_interrupted();
init_together();
init_desired();

// src/state/bookkeeping.ts
init_thin_classes();
init_kinds();
init_diff_sites();
init_gate();
init_ownership();
init_fate();
init_desired();
init_language();
var RECENT_S = 3600;
var REMEMBERED_S = 30 * 86400;
var MISSED_ENOUGH = 3;
var TUG_OF_WAR = 3;
function gateMemory({ recent, held }, now) {
  const fresh = (times) => new Set([...times].filter(([, at]) => now - at < RECENT_S).map(([customer]) => customer));
  const all = (times) => new Set(times.keys());
  return { recent: eachKind((kind) => fresh(recent[kind])), held: eachKind((kind) => all(held[kind])) };
}
function rememberedPolicies({ remembered }, now) {
  const found2 = /* @__PURE__ */ new Map();
  for (const [customer, { policy, at }] of remembered) if (now - at < REMEMBERED_S) found2.set(customer, policy);
  return found2;
}
function announced(record, run) {
  const owned = kept(record.owned, run);
  for (const change of run.plan.changes) if (change.action === "create") own(owned, change, idOf(change));
  return { ...record, owned };
}
function settled(record, run, applied, gated) {
  const { policy, subscriber, group } = record.owned;
  const owned = { policy: new Map(policy), subscriber: new Map(subscriber), group: new Map(group) };
  const taken = new Set(run.plan.takenOver.map(({ kind, key }) => `${kind} ${key}`));
  for (const change of applied.done) {
    if (change.action === "delete") missedFrom(owned, change);
    if (change.action === "delete" || !isMadeByUs(change, run.desired)) continue;
    own(owned, change, idOf(change), taken.has(`${change.kind} ${change.key}`));
  }
  for (const { change, unanswered } of applied.refused) {
    if (unanswered && change.action === "create") own(owned, change, idOf(change));
  }
  return {
    ...record,
    owned,
    untaken: untakenAfter(record, run, applied),
    dropsGroupPolicy: droppingAfter(record, run, applied),
    sites: sitesAfter(record, run, applied),
    remembered: rememberedAfter(record, run, gated),
    recent: recentAfter(record, run, gated),
    held: heldAfter(record, run, gated),
    rewrites: rewritesAfter(record, applied)
  };
}
function kept(owned, { plan, bqn, desired, now }) {
  const names = { policy: /* @__PURE__ */ new Map(), subscriber: /* @__PURE__ */ new Map(), group: /* @__PURE__ */ new Map() };
  const listed2 = { policy: bqn.policies, subscriber: bqn.subscribers, group: bqn.groups };
  for (const kind of KINDS) {
    for (const [key, entry] of owned[kind]) {
      const missed = listed2[kind].has(key) ? 0 : entry.missed + 1;
      if (missed >= MISSED_ENOUGH) continue;
      const unseen = unseenAfter(kind, key, entry, desired);
      names[kind].set(key, {
        ...entry,
        missed,
        unseen,
        since: isWanted2(kind, key, desired) ? void 0 : entry.since ?? now
      });
    }
    for (const [key, id] of plan.ours[kind]) {
      const known = underId(names[kind].get(key), id);
      const former = known.former === id ? known.id : void 0;
      names[kind].set(key, { ...known, id, former, by: known.by ?? handOf(kind, key, bqn) });
    }
  }
  return names;
}
function underId(entry, id) {
  const isSame = entry?.id === void 0 || entry.id === id || entry.former === id;
  return isSame ? entry ?? NEWLY_OWNED : NEWLY_OWNED;
}
function unseenAfter(kind, key, { unseen }, desired) {
  if (isWanted2(kind, key, desired) || kind === "policy" || desired.proven.logins === "cut") return 0;
  return unseen + 1;
}
function isWanted2(kind, key, desired) {
  if (kind === "subscriber") return desired.subscribers.has(key) || desired.doubts.has(key);
  return kind === "group" ? wantsGroup(desired, key) : desired.policies.has(key);
}
function handOf(kind, key, { subscribers }) {
  const by = kind === "subscriber" ? subscribers.get(key)?.assignedBy : null;
  return by === null || by === void 0 || /radius|billing|rules/i.test(by) ? void 0 : by;
}
function own(owned, { kind, key }, id, takenOver = false) {
  const known = owned[kind].get(key) ?? NEWLY_OWNED;
  const isSame = known.id === void 0 || known.id === id;
  const entry = isSame ? known : NEWLY_OWNED;
  owned[kind].set(key, {
    ...entry,
    id,
    // Until a list has shown the new one.
    former: isSame ? known.former : known.id,
    missed: 0,
    unseen: 0,
    since: void 0,
    takenOver: takenOver || entry.takenOver
  });
}
function missedFrom(owned, { kind, key }) {
  const known = owned[kind].get(key);
  if (known !== void 0) owned[kind].set(key, { ...known, missed: 1 });
}
function idOf(change) {
  if (change.action === "delete" || change.kind === "group") return change.kind === "group" ? "" : void 0;
  const id = change.body[change.kind === "policy" ? "policyId" : "subscriberId"];
  return typeof id === "string" ? id : void 0;
}
function isMadeByUs({ kind, key }, desired) {
  switch (kind) {
    case "policy":
      return desired.policies.has(key);
    case "subscriber":
      return desired.subscribers.has(key);
    case "group":
      return wantsGroup(desired, key);
  }
}
function untakenAfter({ untaken }, { bqn, plan }, applied) {
  const notes = new Map([...untaken].filter(([name]) => bqn.policies.has(name) && !plan.ours.policy.has(name)));
  for (const [name, signature] of untaken) {
    if (plan.stuck.some(({ kind, key }) => kind === "policy" && key === name)) notes.set(name, signature);
  }
  for (const change of applied.done) if (change.kind === "policy") notes.delete(change.key);
  for (const [name, signature] of applied.untaken) notes.set(name, signature);
  return notes;
}
function droppingAfter({ dropsGroupPolicy }, { bqn }, applied) {
  if (applied.dropsGroupPolicy !== void 0) return applied.dropsGroupPolicy;
  const isKept = [...bqn.groups.values()].some(({ name, policy }) => policy !== null && name.startsWith("DS-"));
  return isKept ? false : dropsGroupPolicy;
}
function sitesAfter({ sites }, { desired, bqn }, { sites: done }) {
  const { most = sites.most } = done;
  const isTried = (sites.isTried || done.joined > 0) && !showsSites(desired.sites, bqn);
  return most === sites.most && isTried === sites.isTried ? sites : { most, isTried };
}
function rememberedAfter({ remembered }, { plan, bqn, now }, gated) {
  const after = new Map([...remembered].filter(([, { at }]) => now - at < REMEMBERED_S));
  const remember = (customer, policy) => after.set(customer, { policy, at: now });
  for (const { id, policy } of bqn.subscribers.values())
    if (id !== null && policy === BLOCK_POLICY) remember(id, policy);
  for (const { customer, effect } of plan.fates) {
    if (effect === "blocks") remember(customer, BLOCK_POLICY);
    else if (effect !== "leaves") after.delete(customer);
  }
  for (const { kind, fates } of gated.heldBack) {
    if (kind === "deletes") continue;
    for (const { customer, from } of fates) {
      const policy = policyOf(from);
      if (policy !== null) remember(customer, policy);
    }
  }
  return after;
}
function recentAfter({ recent }, { now }, { passed }) {
  return eachKind((kind) => {
    const times = new Map([...recent[kind]].filter(([, at]) => now - at < RECENT_S));
    for (const customer of passed[kind]) times.set(customer, now);
    return times;
  });
}
function heldAfter({ held }, { now, desired }, gated) {
  const online = new Set([...desired.subscribers.values()].flatMap(({ id, ip }) => [id, ip]));
  return eachKind((kind) => {
    const times = new Map([...held[kind]].filter(([customer, at]) => !online.has(customer) && now - at < REMEMBERED_S));
    for (const customer of gated.held[kind]) times.set(customer, held[kind].get(customer) ?? now);
    return times;
  });
}
function rewritesAfter({ rewrites }, { done }) {
  const after = /* @__PURE__ */ new Map();
  for (const change of done) {
    if (change.action !== "update") continue;
    const name = `${change.kind} ${change.key}`;
    const what = change.fields.map(({ field, to }) => `${field}=${to}`).join(" ");
    const known = rewrites.get(name);
    after.set(name, { what, runs: known?.what === what ? known.runs + 1 : 1 });
  }
  return after;
}
function tugsOfWar({ rewrites }, { subscribers }) {
  const tugs = [];
  for (const [name, { what, runs }] of rewrites) {
    if (runs < TUG_OF_WAR) continue;
    const by = subscribers.get(name.replace(/^subscriber /, ""))?.assignedBy;
    const who = by === null || by === void 0 ? say`somebody else` : say`somebody else (policyAssignedBy: ${by})`;
    tugs.push(say`${name} had to be set to ${what} in ${runs} runs in a row: ${who} writes it, too`);
  }
  return tugs;
}
function eachKind(make) {
  return Object.fromEntries(LASTING.map((kind) => [kind, make(kind)]));
}

// src/run/sync.ts
init_language();
init_exit_code();

// src/run/sparing.ts
init_thin_classes();
init_errors2();
init_reading();
init_seats();
init_desired();
init_groups();
init_language();
init_wanted();
var RELY_ON_S = 12 * 3600;
var IN_VAIN_S = 6 * 3600;
var LEAST_CONTRACTS = 2e3;
var MOST_ABSENT = 1e3;
var MOST_ASKED = 50;
function sparingOf(settings, memory, now) {
  const { mapping, contracts, worklist, html, bqns } = settings;
  const isForPeople = worklist !== void 0 || html !== void 0 || bqns.length === 0;
  if (contracts === "all" || isForPeople || !mapping.block || mapping.reduced !== void 0) return void 0;
  if (memory === void 0 || memory.count < LEAST_CONTRACTS || memory.absent.length > MOST_ABSENT) return void 0;
  const { at, vainAt = Number.NEGATIVE_INFINITY } = memory;
  if (now < at || now - at >= RELY_ON_S || Math.abs(now - vainAt) < IN_VAIN_S) return void 0;
  const inService = statesInService(mapping);
  return inService.length === 0 ? void 0 : { inService, absent: new Set(memory.absent) };
}
function statesInService({ allowedStatus: allowedStatus2, statusTable }) {
  if (statusTable === void 0) return [...allowedStatus2];
  return [...statusTable.codes].filter(([, treatment]) => treatment === "open").map(([code]) => code);
}
function inVain(memory, now) {
  return memory && { ...memory, vainAt: now };
}
function memoryAfter({ logins, contracts, presumed }, memory, asked, now) {
  if (presumed !== void 0 || !isWhole(contracts)) return memory;
  const known = new Set(contracts.rows.map(({ id }) => id));
  const named = new Set(logins.rows.map(({ contract }) => contract));
  const absent = [...named].filter((contract) => contract !== 0 && !known.has(contract)).slice(0, MOST_ABSENT + 1);
  const vainAt = asked ? now : memory?.vainAt;
  return { at: now, count: contracts.received, absent, ...vainAt !== void 0 && { vainAt } };
}
function contractsThatMatter(desired, bqn, remembered) {
  const blockedGroups = /* @__PURE__ */ new Set();
  for (const { name, policy } of bqn.groups.values()) if (policy === BLOCK_POLICY) blockedGroups.add(name);
  let seats;
  const policyNow = (subscriber) => {
    const here = bqn.subscribers.get(subscriber.ip);
    if (here?.policy === BLOCK_POLICY || here?.id === subscriber.id && here.policy !== null) return here.policy;
    seats ??= new Seats(bqn, desired, remembered);
    return seats.policyBefore(subscriber);
  };
  const contracts = /* @__PURE__ */ new Set();
  const look = (subscriber) => {
    const { standing } = subscriber;
    if (standing.kind !== "open" || standing.isPresumed !== true) return;
    const isInBlockedGroup = blockedGroups.size > 0 && groupNames(subscriber).some((name) => blockedGroups.has(name));
    if (isInBlockedGroup || policyNow(subscriber) === BLOCK_POLICY) contracts.add(standing.contract);
  };
  for (const subscriber of desired.subscribers.values()) look(subscriber);
  for (const rivals of desired.doubts.values()) rivals.forEach(look);
  return [...contracts];
}
var NOTHING_PRESUMED = { absent: /* @__PURE__ */ new Set(), unread: /* @__PURE__ */ new Set() };
var Proven = class {
  #read;
  #billing;
  #settings;
  #ports;
  /** One question after the other, since the next may have its answer by then. */
  #asking = Promise.resolve();
  constructor(billing, settings, ports) {
    this.#read = billing;
    this.#billing = billing;
    this.#settings = settings;
    this.#ports = ports;
  }
  /**
   * Whoever would be let through is asked for: by id, or, of many, in the whole table. What cannot be asked is left as it
   * is.
   * @param desired what the BQN is to hold as far as is known
   * @throws {Interrupted}
   */
  desired(label, desired, bqn, remembered) {
    if (this.#billing.presumed === void 0) return Promise.resolve(desired);
    const asking = this.#asking.then(async () => {
      const now = this.#billing === this.#read ? desired : wantedOf(this.#billing, this.#settings).of(label);
      const ids = contractsThatMatter(now, bqn, remembered);
      if (ids.length === 0) return now;
      this.#billing = await this.#askFor(ids);
      return wantedOf(this.#billing, this.#settings).of(label);
    });
    this.#asking = asking.catch(() => {
    });
    return asking;
  }
  async #askFor(ids) {
    const billing = this.#billing;
    const { source, watch, inVain: inVain2 } = this.#ports;
    try {
      if (ids.length > MOST_ASKED || source.contractsById === void 0) {
        inVain2();
        const { presumed: _presumed, ...read2 } = billing;
        return { ...read2, contracts: await source.readList("contracts", watch) };
      }
      return withContracts(billing, await source.contractsById(ids, watch));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      watch.onNote(
        say`${ids.length} contracts could not be asked for, so their customers stay as they are: ${error.message}`
      );
      const { absent, unread } = billing.presumed ?? NOTHING_PRESUMED;
      return { ...billing, presumed: { absent, unread: /* @__PURE__ */ new Set([...unread, ...ids]) } };
    }
  }
};
function withContracts(billing, found2) {
  const { contracts, presumed = NOTHING_PRESUMED } = billing;
  const rows2 = [...found2.values()].filter((contract) => contract !== void 0);
  const gone = [...found2].filter(([, contract]) => contract === void 0).map(([id]) => id);
  return {
    ...billing,
    contracts: { ...contracts, rows: [...contracts.rows, ...rows2] },
    presumed: { ...presumed, absent: /* @__PURE__ */ new Set([...presumed.absent, ...gone]) }
  };
}

// src/run/sync.ts
init_unreadable_plans();
init_wanted();
async function synchronise(settings, ports) {
  const durations = {};
  const readings = ports.targets.map(readBqn);
  const partial = {};
  try {
    if (settings.removeAll) return await removeAll(readings, settings, ports, durations);
    for (const reading of readings) reading.catch(() => {
    });
    const billing = await timed(durations, "read", () => readSource(settings, ports));
    partial.billing = billing;
    await breathe(ports.signal);
    refuseImplausible(billing, settings);
    if (nobodyOnline(billing)) refuseNobody(billing, await Promise.all(readings), settings, ports.ledger);
    const wanted2 = await timed(durations, "map", async () => wantedOf(billing, settings));
    const desired = wanted2.all;
    partial.desired = desired;
    const unreadable = noReadablePlan(billing, settings.mapping);
    if (unreadable !== void 0) throw new Implausible(unreadable);
    await breathe(ports.signal);
    ports.watch.mapped(desired);
    const proven = new Proven(billing, settings, proofPorts(settings, ports));
    const bqns = await timed(durations, "write", () => bringAll(wanted2.of, readings, settings, ports, proven));
    return { exitCode: gravest(bqns.map((bqn) => bqn.exitCode)), error: void 0, billing, desired, bqns, durations };
  } catch (error) {
    await breakOff(readings, ports);
    const exitCode = exitCodeOf(error);
    if (exitCode === void 0 || !(error instanceof Error)) throw error;
    return { exitCode, error, billing: partial.billing, desired: partial.desired, bqns: [], durations };
  }
}
async function breakOff(readings, { abandon }) {
  abandon();
  await Promise.all(readings.map((reading) => reading.catch(() => {
  })));
}
async function readSource(settings, ports) {
  const { source, ledger, now } = ports;
  const sparing = sparingOf(settings, ledger.contracts, now());
  const billing = await source.read(watchOf(ports), sparing);
  rememberContracts(settings, ledger, memoryAfter(billing, ledger.contracts, sparing !== void 0, now()));
  return billing;
}
function proofPorts(settings, ports) {
  const { source, ledger, now } = ports;
  return {
    source,
    watch: watchOf(ports),
    inVain: () => rememberContracts(settings, ledger, inVain(ledger.contracts, now()))
  };
}
function rememberContracts({ mode }, ledger, memory) {
  if (memory !== void 0 && mode !== "dry-run") ledger.rememberContracts(memory);
}
function watchOf({ watch }) {
  return { onPage: watch.page, onNote: watch.note };
}
function bringAll(wanted2, readings, settings, ports, proven) {
  const bringing = readings.map(async (pending) => {
    const reading = await pending;
    const { label } = reading.target;
    const desired = wanted2(label);
    if (proven === void 0 || reading.state === void 0)
      return bringIntoAgreement(desired, reading, settings, ports);
    const remembered = rememberedPolicies(ports.ledger.bqn(label), ports.now());
    const certain = await proven.desired(label, desired, reading.state, remembered);
    return bringIntoAgreement(certain, reading, settings, ports);
  });
  return together(bringing, ports.abandon);
}
async function removeAll(readings, settings, ports, durations) {
  const owned = { ...settings, prune: "owned" };
  await timed(durations, "read", () => Promise.all(readings));
  const bqns = await timed(durations, "write", () => bringAll(() => NOTHING_DESIRED, readings, owned, ports));
  const exitCode = gravest(bqns.map((bqn) => bqn.exitCode));
  return { exitCode, error: void 0, billing: void 0, desired: void 0, bqns, durations };
}
async function timed(durations, stage, act2) {
  const started = performance.now();
  try {
    return await act2();
  } finally {
    durations[stage] = performance.now() - started;
  }
}
async function readBqn(target) {
  try {
    return { target, state: await target.read() };
  } catch (error) {
    if (error instanceof BqnGone || error instanceof Interrupted) return { target, state: void 0, error };
    throw error;
  }
}
function refuseImplausible(billing, { mapping }) {
  const doubt = doubtsOf(billing, mapping).find(({ stops }) => stops);
  if (doubt !== void 0) throw new Implausible(doubt.said);
}
function refuseNobody({ system }, readings, settings, ledger) {
  if (!readings.some((reading) => holdsOurs(reading, settings, ledger))) return;
  throw new Implausible(say`${system} shows no login online at all, while the BQN holds subscribers of this program`);
}
function holdsOurs(reading, settings, ledger) {
  if (reading.state === void 0) return false;
  const { subscriber: owned } = ledger.bqn(reading.target.label).owned;
  for (const [ip, entry] of reading.state.subscribers) {
    if (owned.has(ip) || settings.prune === "all" && !isFromRules(entry)) return true;
  }
  return false;
}
async function bringIntoAgreement(desired, reading, settings, ports) {
  const { target } = reading;
  const { label } = target;
  if (reading.state === void 0) {
    const { error } = reading;
    const exitCode2 = exitCodeOfBqn({ heldBack: false, refused: false, stopped: error });
    return { label, exitCode: exitCode2, error, plan: void 0, heldBack: [], applied: void 0, fates: [], tugs: [] };
  }
  const { ledger, signal, watch } = ports;
  const bqn = reading.state;
  const record = ledger.bqn(label);
  const now = ports.now();
  await breathe(signal);
  const gated = planAndGate(desired, bqn, record, settings, now);
  const { plan, heldBack: heldBack2 } = gated;
  await breathe(signal);
  const ending = { heldBack: heldBack2.length > 0, refused: plan.stuck.some(({ harmful }) => harmful) };
  if (settings.mode === "dry-run") {
    const exitCode2 = exitCodeOfBqn({ ...ending, stopped: void 0 });
    return { label, exitCode: exitCode2, error: void 0, plan, heldBack: heldBack2, applied: void 0, fates: plan.fates, tugs: [] };
  }
  const run = { desired, bqn, plan, now };
  keep(
    ledger,
    label,
    announced(record, run),
    plan.changes.some(({ action }) => action === "create")
  );
  const applied = await apply(plan, bqn, desired.policies, target, {
    concurrency: settings.bqn.concurrency,
    signal,
    lookAtGroups: record.dropsGroupPolicy === void 0,
    mayBeLeft: gated.mayBeSlowed,
    onWrite: (done, planned) => watch.written(label, done, planned)
  });
  const left2 = fatesLeftBehind(plan.fates, applied.leftBehind, (name) => desired.policies.get(name));
  const after = settled(ledger.bqn(label), run, applied, withLeft(gated, left2));
  keep(ledger, label, after, applied.writes > 0);
  const { stopped } = applied;
  const exitCode = exitCodeOfBqn({ ...ending, refused: ending.refused || applied.refused.length > 0, stopped });
  const fates = [...fatesThatCame(plan, applied), ...left2];
  return { label, exitCode, error: stopped, plan, heldBack: heldBack2, applied, fates, tugs: tugsOfWar(after, bqn) };
}
function withLeft(gated, left2) {
  const speeds = [...gated.passed.speeds, ...left2.map(({ customer }) => customer)];
  return { ...gated, passed: { ...gated.passed, speeds } };
}
function fatesThatCame(plan, { done }) {
  const planned = new Set(plan.changes.filter(({ kind }) => kind === "subscriber").map(({ key }) => key));
  const written = new Set(done.map(({ kind, key }) => `${kind} ${key}`));
  return plan.fates.filter(({ ip, from }) => {
    if (planned.has(ip)) return written.has(`subscriber ${ip}`);
    const policy = policyOf(from);
    return policy !== null && written.has(`policy ${policy}`);
  });
}
function planAndGate(desired, bqn, record, settings, now) {
  const options = {
    prune: settings.prune,
    dualStack: settings.mapping.dualStack || settings.mapping.joinContracts === true,
    untaken: record.untaken,
    dropsGroupPolicy: record.dropsGroupPolicy === true,
    sites: record.sites,
    remembered: rememberedPolicies(record, now),
    grace: { seconds: settings.removeAll ? 0 : settings.offlineGraceS, now },
    ...settings.removeAll && { reason: "--remove-all" }
  };
  const planWith = (holds) => planChanges(desired, bqn, record.owned, { ...options, holds });
  return gate(planWith(NO_HOLDS), settings.limits, gateMemory(record, now), bqn, planWith);
}
function keep(ledger, label, { fingerprint: _, ...record }, isNow) {
  ledger.update(label, record);
  if (isNow) ledger.save();
}

// src/run/explain.ts
init_wanted();
async function explain(settings, ports) {
  const { source, targets } = ports.connections;
  const billing = await source.read({ onPage: () => {
  }, onNote: () => {
  } });
  const wanted2 = wantedOf(billing, settings);
  const logins = loginsOf(billing, wanted2.all, settings.query);
  const whom = whomOf(logins, wanted2.all, settings.query);
  const lines = [...logins.flatMap((login) => loginLines(login, billing, wanted2.all))];
  if (logins.length === 0) {
    lines.push(
      say`${billing.system}: no login that is online is ${settings.query}`,
      ...await offline(ports, settings)
    );
  }
  for (const target of targets) {
    const bqn = await target.read();
    const gated = planAndGate(wanted2.of(target.label), bqn, ports.ledger.bqn(target.label), settings, ports.now());
    lines.push(...bqnLines2(target.label, whom, bqn, gated, ports));
  }
  return lines;
}
async function offline({ connections: { source } }, { query }) {
  const asked = parseQuery(query);
  return asked.kind === "name" && source.lookUp !== void 0 ? await source.lookUp(query) : [];
}
function loginsOf({ logins }, { subscribers }, text2) {
  const query = parseQuery(text2);
  const atPrefix = subscribers.get(keyOf3(text2));
  return logins.rows.filter((login) => {
    if (query.kind === "contract") return login.contract === query.contract;
    const isNamed2 = query.kind === "name" && toBqnName(login.login) === query.name;
    const isThere = query.kind === "name" && parseIpv4(login.ip) === query.name;
    return isNamed2 || isThere || login.id === atPrefix?.loginId;
  });
}
function keyOf3(text2) {
  const address = canonicalAddress(text2);
  return isIpv6(address) ? address.replace(/\/\d+$/, "") : address;
}
function whomOf(logins, { subscribers }, text2) {
  const query = parseQuery(text2);
  const ips = new Set(logins.map(({ ip }) => parseIpv4(ip)).filter((ip) => ip !== void 0));
  const found2 = new Set(logins.map(({ id }) => id));
  for (const [ip, { loginId }] of subscribers) if (found2.has(loginId)) ips.add(ip);
  const ids = new Set(logins.map(({ login }) => toBqnName(login)));
  if (query.kind === "name" && isAddress(query.name)) ips.add(keyOf3(query.name));
  else if (query.kind === "name") ids.add(query.name);
  return { ids, ips };
}
function loginLines(login, billing, desired) {
  const { system, logins, plans, contracts } = billing;
  const ip = parseIpv4(login.ip);
  const plan = plans.rows.find(({ id }) => id === login.plan);
  const contract = contracts.rows.find(({ id }) => id === login.contract);
  const what = loginText(login);
  const planned = plan && say`${plan.name}, tipo ${plan.kind}, down "${plan.download}", up "${plan.upload}"`;
  const lines = [
    say`${system}: ${what}: online, ip "${login.ip}", since ${login.connectedAt || "unknown"}, pd_ipv6 "${login.delegatedPrefix}", framed_pd_ipv6 "${login.linkPrefix}" (${logins.name}, read ${translated(COMPLETENESS_WORDS[logins.completeness])})`,
    say`${system}: plan ${login.plan}: ${planned ?? say`not among the rows read`} (${plans.name}, read ${translated(COMPLETENESS_WORDS[plans.completeness])})`,
    say`${system}: contract ${login.contract}: ${contract === void 0 ? say`not among the rows read` : say`status_internet ${contract.status ?? "NULL"}`} (${contracts.name}, read ${translated(COMPLETENESS_WORDS[contracts.completeness])})`
  ];
  const skipped2 = desired.skipped.filter((skip2) => skip2.what.startsWith(`login ${login.id} (`));
  for (const { reason, detail } of skipped2) lines.push(say`rule: ${reason}: ${detail}`);
  const theirs = [...desired.subscribers.values()].filter(({ loginId }) => loginId === login.id);
  const subscriber = ip === void 0 ? theirs[0] : desired.subscribers.get(ip);
  const prefixes = theirs.filter((one) => one !== subscriber);
  const prefixLines = prefixes.map((one) => wantedLine(one, ""));
  if (ip === void 0 && subscriber === void 0)
    return [...lines, say`rule: without a usable IP there is no subscriber`];
  const rivals = logins.rows.filter((other) => other !== login && parseIpv4(other.ip) === ip);
  if (rivals.length > 0) lines.push(say`rivals at ${ip}: ${rivals.map(({ login: name }) => name).join(", ")}`);
  if (subscriber === void 0 && desired.outside.ids.has(toBqnName(login.login)))
    return [...lines, say`rule: out of scope (--only-..., --skip-...): left alone`];
  if (subscriber === void 0)
    return [
      ...lines,
      say`rule: ${ip ?? ""} is on several logins with different policies: left as it is`,
      ...prefixLines
    ];
  return [...lines, ...ruleLines(subscriber, desired), ...prefixLines];
}
function wantedLine({ ip, id }, group) {
  return say`wanted: subscriber ${ip} as ${id}${group}`;
}
function ruleLines(subscriber, desired) {
  const { standing, choice } = subscriber;
  const { policies } = desired;
  const status = statusText(standing);
  const said = {
    open: say`rule: contract ${standing.contract} is ${status}: has service`,
    blocked: say`rule: contract ${standing.contract} is ${status}, which is not among the allowed states: blocked`,
    none: say`rule: no contract stands behind it: not blocked for it`,
    silent: say`rule: the contract says no status: the customer's fate stays as it is`,
    unread: say`rule: the contract was not read: the customer's fate stays as it is`
  }[standing.kind];
  const policy = "name" in choice ? policies.get(choice.name) : void 0;
  const rates = policy === void 0 ? "" : ` (${policy.downKbps}/${policy.upKbps} Kbps)`;
  const chosen = "name" in choice ? say`policy ${choice.name}${rates}` : say`no policy (${choice.kind})`;
  const group = [...desired.groups.values()].find(
    (one) => one.subscriber === subscriber || one.joined?.some((share) => share.subscriber === subscriber)
  );
  const ranges = group?.ranges === "last good" ? say`the ranges it has` : group?.ranges.join(" ");
  return [
    ...subscriber.note === void 0 ? [] : [say`rule: ${subscriber.note}`],
    said,
    say`rule: plan ${subscriber.plan} gives ${chosen}`,
    wantedLine(subscriber, group === void 0 ? "" : say`, group ${group.name} with ${ranges}`)
  ];
}
function bqnLines2(label, whom, bqn, gated, { describe: describe4 }) {
  const name = `BQN ${label}`;
  const entries = [...bqn.subscribers].filter(([ip, { id }]) => whom.ips.has(ip) || id !== null && whom.ids.has(id));
  const addresses2 = /* @__PURE__ */ new Set([...whom.ips, ...entries.map(([ip]) => ip)]);
  const groups = [...bqn.groups.values()].filter(
    ({ name: group, members }) => [...whom.ids].some((id) => group === `DS-${id}`) || members.some((ip) => addresses2.has(ip))
  );
  const isTheirs = (change) => addresses2.has(change.key) || whom.ids.has(change.who) || change.belongsTo.some((ip) => addresses2.has(ip));
  const changes2 = gated.plan.changes.filter(isTheirs);
  const held = gated.heldBack.filter(
    ({ fates }) => fates.some(({ ip, login }) => addresses2.has(ip) || whom.ids.has(login))
  );
  const stuck = gated.plan.stuck.filter(({ key }) => addresses2.has(key) || groups.some((group) => group.name === key));
  return [
    ...entries.map(
      ([ip, { id, policy, assignedBy }]) => say`${name}: entry ${ip}: id ${id ?? "none"}, policy ${policy ?? "none"}, policyAssignedBy ${assignedBy ?? say`not said`}`
    ),
    ...entries.length === 0 ? [say`${name}: no entry`] : [],
    ...groups.map(
      (group) => say`${name}: group ${group.name}: policy ${group.policy ?? "none"}, members ${group.members.join(" ")}, ranges ${group.ranges.join(" ")}`
    ),
    ...changes2.map((change) => say`${name}: the next run would write: ${describe4(change)}`),
    ...held.map(({ kind, what }) => say`${name}: held back by the gate: ${what}; --approve ${kind}=N lets it pass`),
    ...stuck.map(({ kind, key, reason }) => say`${name}: left as it is: ${kind} ${key}: ${reason}`),
    ...changes2.length + held.length + stuck.length === 0 ? [say`${name}: the next run would write nothing for them`] : []
  ];
}

// src/run/interruption.ts
init_thin_classes();
var import_node_events = require("node:events");
init_language();
init_exit_code();
var Interruption = class {
  #controller = new AbortController();
  #warn;
  #limitS;
  #timer;
  #cause;
  /** @param limitS time that the whole run may take, in s */
  constructor(limitS, warn) {
    this.#warn = warn;
    this.#limitS = limitS;
    (0, import_node_events.setMaxListeners)(0, this.#controller.signal);
    this.#timer = setTimeout(() => this.#stop("time", say`--max-time: ${limitS} s are over`), limitS * 1e3);
  }
  get signal() {
    return this.#controller.signal;
  }
  /** The first signal lets writes under way come to an end and the ledger be saved; the second calls `exit` at once. */
  onSignal(signal, exit) {
    if (this.#cause === "SIGINT" || this.#cause === "SIGTERM") exit(exitCodeOfInterruption(this.#cause, false));
    else this.#stop(signal, say`${signal} received`);
  }
  /** The exit code of a run, when it was ended by this. */
  exitCode(outcome) {
    if (outcome.exitCode !== EXIT.interrupted) return outcome.exitCode;
    return exitCodeOfInterruption(this.#cause, outcome.billing !== void 0);
  }
  /** What to tell in place of a bare "interrupted". */
  explain() {
    return this.#cause === "time" ? say`The run took longer than --max-time (${this.#limitS} s) and was ended; the next run goes on from there.` : say`The run was interrupted; the next run goes on from there.`;
  }
  /** Breaks off all that is under way because something else has failed: what comes of that is no interruption. */
  abandon = () => this.#controller.abort();
  end() {
    clearTimeout(this.#timer);
  }
  #stop(cause, why) {
    this.#cause = cause;
    this.#warn(say`${why}: stopping`);
    this.#controller.abort();
  }
};

// src/run/memory.ts
init_thin_classes();
var import_node_v8 = require("node:v8");
function collectSooner() {
  (0, import_node_v8.setFlagsFromString)("--semi-space-growth-factor=1");
  (0, import_node_v8.setFlagsFromString)("--heap-growing-percent=20");
}
function collectAsUsual() {
  (0, import_node_v8.setFlagsFromString)("--semi-space-growth-factor=2");
  (0, import_node_v8.setFlagsFromString)("--heap-growing-percent=0");
}

// src/run/one-box.ts
init_thin_classes();
var import_node_net3 = require("node:net");
init_address();
init_host_port();
init_language();
var PATIENCE_MS = 5e3;
async function uniteBoxes(settings, ledger, ports) {
  const boxes = [];
  for (const bqn of settings.bqns) {
    const addresses2 = await addressesOf(bqn.host, ports.resolve);
    const same = boxes.find((box) => box.bqn.port === bqn.port && areOne(box.addresses, addresses2));
    if (same === void 0) {
      boxes.push({ bqn, addresses: addresses2 });
      continue;
    }
    same.addresses = [.../* @__PURE__ */ new Set([...same.addresses, ...addresses2])];
    ports.warn(say`BQN ${same.bqn.label} and BQN ${bqn.label} are one box: it is written once`);
  }
  const configured = new Set(settings.bqns.map(({ label }) => label));
  for (const { bqn, addresses: addresses2 } of boxes) {
    const known = ledger.knows(bqn.label) ? void 0 : await knownAs(bqn, addresses2, configured, ledger, ports);
    if (known === void 0) continue;
    ports.warn(say`BQN ${bqn.label} was known as ${known} until now: what was made there stays known`);
    ledger.rename(known, bqn.label);
  }
  return boxes.length === settings.bqns.length ? settings : { ...settings, bqns: boxes.map(({ bqn }) => bqn) };
}
async function knownAs(bqn, addresses2, configured, ledger, ports) {
  for (const other of ledger.labels()) {
    const place = configured.has(other) ? void 0 : splitHostPort(other, 0);
    if (place === void 0 || place.port !== bqn.port) continue;
    if (!areOne(addresses2, await addressesOf(place.host, ports.resolve))) continue;
    const { fingerprint } = ledger.bqn(other);
    if (fingerprint === void 0 || await orNothing(ports.fingerprintOf(bqn)) === fingerprint) return other;
  }
  return void 0;
}
function areOne(one, other) {
  if (one.join() === other.join()) return true;
  return !isForMany(one) && !isForMany(other) && one.some((address) => other.includes(address));
}
function isForMany(addresses2) {
  const v6 = addresses2.filter(isIpv6).length;
  return v6 > 1 || addresses2.length - v6 > 1;
}
async function addressesOf(host, resolve7) {
  if ((0, import_node_net3.isIP)(host) !== 0) return [canonicalAddress(host)];
  const found2 = await orNothing(resolve7(host)) ?? [];
  return found2.length === 0 ? [host] : [...new Set(found2.map(canonicalAddress))].sort();
}
async function orNothing(coming) {
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(() => done(void 0), PATIENCE_MS);
  });
  try {
    return await Promise.race([coming, late]);
  } catch {
    return void 0;
  } finally {
    clearTimeout(timer);
  }
}

// src/program.ts
init_settings();
init_ledger();
init_language();
init_printable();
init_version();
var MANY_CHANGES = 2e3;
var LAST_OF_JOURNAL = 2e4;
var MOST_CHANGES = 50;
async function runProgram(settings, port) {
  if (settings.mode === "history") return showHistory(settings, port);
  if (settings.mode === "pause" || settings.mode === "resume") {
    pauseOrResume(settings, unixNow(), (text2) => void port.stdout.write(`${printable(text2)}
`));
    return EXIT.done;
  }
  const log = openLog(settings, port.stdout, port.stderr);
  const interruption = new Interruption(settings.maxTimeS, (text2) => log.warn(text2));
  port.onSignal((signal) => interruption.onSignal(signal, port.exit));
  log.info(`synchronization script starts (v${VERSION2})`);
  for (const hint of settings.hints) log.warn(hint);
  const pause = pauseNow(settings.stateFile, unixNow(), (text2) => log.warn(text2));
  if (pause !== void 0) log.warn(pauseText(pause));
  try {
    const lock = lockFor(settings, log);
    if (lock === "held") {
      log.info(say`result: ${translated(EXIT_TEXT[EXIT.locked])} (exit code ${EXIT.locked})`);
      return EXIT.locked;
    }
    try {
      const ledger = openLedger(settings, log);
      const warn = (text2) => log.warn(text2);
      const united2 = await uniteBoxes(settings, ledger, { resolve: resolveName, fingerprintOf: shownThere, warn });
      return await act({ settings: united2, port, log, ledger, interruption, pause });
    } finally {
      lock?.release();
    }
  } finally {
    interruption.end();
    log.info("synchronization script ends");
  }
}
var GREETING_LIMIT = 5e3;
async function shownThere({ host, port }) {
  const peer = { host, port, trust: { kind: "anyone" }, oldTls: true, connectLimitMs: GREETING_LIMIT };
  return (await openTls(peer)).fingerprint;
}
async function act(start) {
  const { settings, log, interruption } = start;
  switch (settings.mode) {
    case "check": {
      const exitCode = await runCheck(settings, log, start.ledger, interruption, {
        colour: inColour(settings, start.port),
        testNotices: (isSound) => testNotices(settings, VERSION2, { signal: interruption.signal, isSound })
      });
      return interruption.exitCode({ exitCode, billing: void 0 });
    }
    case "explain":
      return await tellOne(start);
    case "support":
      return await support(start);
    default:
      return await runOnce(settings.mode === "sync" ? start : { ...start, pause: void 0 });
  }
}
function lookingOnly(start) {
  return { ...start, settings: { ...start.settings, mode: "dry-run" } };
}
async function runOnce(given) {
  const start = given.pause === void 0 ? given : lookingOnly(given);
  const { settings, port, log, ledger, interruption, pause } = start;
  const started = unixNow();
  const found2 = await work(start);
  const outcome = { ...found2, exitCode: detailed(settings, interruption.exitCode(found2), found2) };
  port.onOutcome?.(outcome);
  for (const bqn of outcome.bqns) for (const line of fateLines(bqn)) log.info(line);
  conclude(settings, log, outcome, interruption);
  const { exitCode } = outcome;
  const ended = unixNow();
  if (settings.mode === "sync") keepJournal(start, outcome, started, ended);
  const history = historyAfter(settings, ledger, exitCode, ended);
  const mode = pause === void 0 ? settings.mode : "paused";
  const facts = {
    version: VERSION2,
    mode,
    started,
    ended,
    exitCode,
    problems: log.problems,
    pause,
    ...history
  };
  publish(settings, facts, outcome, log, port.stdout);
  if (given.settings.mode === "sync") await tellPeople(start, facts, outcome);
  return exitCode;
}
async function tellPeople({ settings, port, log, ledger }, facts, outcome) {
  const told2 = await notify(settings, facts, outcome, {
    told: ledger.told,
    signal: signalOf(port),
    warn: (text2) => log.warn(text2)
  });
  if (told2.join("\n") === ledger.told.join("\n")) return;
  ledger.rememberTold(told2);
  ledger.save();
}
function signalOf(port) {
  const stop2 = new AbortController();
  port.onSignal(() => stop2.abort());
  return stop2.signal;
}
function detailed({ detailedExitCode: detailedExitCode2 }, exitCode, { bqns }) {
  const wouldWrite = bqns.some(({ plan }) => plan !== void 0 && plan.changes.length + plan.memberships.length > 0);
  return detailedExitCode2 && wouldWrite && exitCode === EXIT.done ? EXIT.wouldChange : exitCode;
}
function keepJournal({ settings, log, ledger }, outcome, started, ended) {
  const now = decisiveSettings(settings);
  if (settings.journalFile !== void 0) {
    const clean = (text2) => redact(text2, settings.secrets);
    const entries = [
      ...settingsEntry(ledger.settings, now, ended),
      ...journalOf(outcome.bqns, settings, started, ended)
    ];
    appendToJournal(settings.journalFile, entries, clean, (text2) => log.warn(text2));
  }
  ledger.rememberSettings(now);
}
async function tellOne({ settings, log, ledger, interruption }) {
  const connections = connect(settings, ledger, interruption, { trace: () => {
  }, note: (text2) => log.info(text2) });
  try {
    const ports = { connections, ledger, now: unixNow, describe: describeChange };
    const lines = await explain(settings, ports);
    const entries = settings.journalFile === void 0 ? [] : readJournal(settings.journalFile).slice(-LAST_OF_JOURNAL);
    log.block([...lines.map(printable), ...historyLines(entries, settings.query, void 0)]);
    return EXIT.done;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === void 0 || !(error instanceof Error)) throw error;
    log.error(describe2(error, interruption));
    return interruption.exitCode({ exitCode, billing: void 0 });
  } finally {
    interruption.abandon();
    connections.close();
  }
}
async function support({ settings, port, log, ledger, interruption }) {
  const requests = [];
  const connections = connect(settings, ledger, interruption, {
    trace: (line) => void requests.push(requestLine(line)),
    note: (text2) => log.info(text2)
  });
  try {
    const { history } = ledger;
    await writeSupport(settings.query, settings, connections, {
      version: VERSION2,
      node: process.version,
      history,
      requests: () => requests,
      program: port.program
    });
    log.info(say`written to ${settings.query}: look through it, and send it with your report`);
    return EXIT.done;
  } catch (error) {
    if (error instanceof Interrupted) return interruption.exitCode({ exitCode: EXIT.interrupted, billing: void 0 });
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new SettingsError(say`--support: ${settings.query} cannot be written (${fileTrouble(error)}).`, {
      cause: error
    });
  } finally {
    interruption.abandon();
    connections.close();
  }
}
function showHistory({ journalFile: journalFile2, query, sinceS }, { stdout }) {
  if (journalFile2 === void 0) throw new SettingsError(say`--history: there is no journal, since --journal is off.`);
  const after = sinceS === void 0 ? void 0 : unixNow() - sinceS;
  const lines = historyLines(readJournal(journalFile2), query, after);
  stdout.write(`${lines.map(printable).join("\n")}
`);
  return EXIT.done;
}
async function work(start) {
  const { settings, port, log, ledger, interruption } = start;
  const costs = new CostBook();
  const progress = new Progress(port.stderr, settings.log.progress);
  const note2 = (text2) => {
    progress.clear();
    log.info(text2);
  };
  const connections = connect(settings, ledger, interruption, {
    note: note2,
    trace(line) {
      costs.add(line);
      if (settings.log.verbosity < 2) return;
      const { server, method, path, result, ms, bytes } = line;
      note2(`${server}: ${method} ${cutName(path)} ${result} ${ms.toFixed(0)} ms ${bytes} bytes`);
    }
  });
  try {
    const { source, targets } = connections;
    const watch = watchFor(settings, log, progress);
    const { signal, abandon } = interruption;
    const ports = { source, targets, ledger, signal, abandon, now: unixNow, watch };
    const done = await synchronise(settings, ports);
    const outcome = { ...done, costs: costs.all(source.label, done.billing) };
    progress.clear();
    showChanges(start, outcome);
    return outcome;
  } finally {
    progress.clear();
    connections.close();
  }
}
function watchFor(settings, log, progress) {
  return {
    page: (news) => progress.page(news),
    note: (text2) => log.info(say`note: ${text2}`),
    mapped(desired) {
      progress.clear();
      const policies = desired.policies.size - (desired.policies.has(BLOCK_POLICY) ? 1 : 0);
      log.info(`synchronization of ${policies} policies and ${desired.subscribers.size} subscribers`);
      const verbose = settings.log.verbosity > 0;
      if (!verbose && settings.bqns.length > 0) return;
      const most = verbose ? Number.POSITIVE_INFINITY : SHORT_TABLE;
      log.block([...desiredTables(desired, most), ...skippedTable(desired, most)]);
    },
    written(_label, done, planned) {
      if (done === 1 && planned > MANY_CHANGES) collectAsUsual();
      progress.written(done, planned);
    }
  };
}
function showChanges({ settings, port, log, pause }, outcome) {
  const verbose = settings.log.verbosity > 0;
  if ((settings.mode !== "dry-run" || pause !== void 0) && !verbose) return;
  const most = verbose ? Number.POSITIVE_INFINITY : MOST_CHANGES;
  for (const bqn of outcome.bqns) {
    if (bqn.plan === void 0) continue;
    log.block(preview(bqn, bqn.applied?.done ?? bqn.plan.changes, { colour: inColour(settings, port), most }));
  }
}
function inColour({ log, report }, { colour }) {
  return colour && log.file === void 0 && log.format === "text" && report !== "-";
}
function conclude(settings, log, outcome, interruption) {
  const errors = [outcome.error, ...outcome.bqns.map((bqn) => bqn.error)].filter((error) => error !== void 0);
  for (const text2 of new Set(errors.map((error) => describe2(error, interruption)))) log.error(text2);
  if (settings.log.verbosity > 1) for (const line of costLines(outcome)) log.info(line);
  for (const line of summary(outcome, settings.mode === "dry-run", settings.mapping)) log.info(line);
}
function describe2(error, interruption) {
  return error instanceof Interrupted ? interruption.explain() : error.message;
}
function historyAfter(settings, ledger, exitCode, now) {
  const { lastSuccess, failuresInARow } = ledger.history;
  if (settings.mode !== "sync" || settings.bqns.length === 0) return ledger.history;
  const history = isSuccess({ exitCode }) ? { lastSuccess: now, failuresInARow: 0 } : { lastSuccess, failuresInARow: failuresInARow + (isFailure({ exitCode }) ? 1 : 0) };
  ledger.remember(history);
  ledger.save();
  return history;
}
function openLedger(settings, log) {
  try {
    const writes = settings.mode === "sync" && settings.bqns.length > 0;
    return Ledger.open(settings.stateFile, (text2) => log.warn(text2), writes);
  } catch (error) {
    if (error instanceof StateFileUnusable) throw new SettingsError(error.message, { cause: error });
    throw error;
  }
}
function lockFor(settings, log) {
  if (settings.mode !== "sync" || settings.bqns.length === 0) return void 0;
  try {
    return takeLock(settings.stateFile, (text2) => log.warn(text2));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    log.error(error.message);
    return "held";
  }
}
function unixNow() {
  return Date.now() / 1e3;
}

// src/main.ts
init_exit_code();

// src/settings/env-file.ts
init_thin_classes();
var import_dotenv = __toESM(require_dist());
init_regular_file();
init_trouble();
init_language();
init_settings();
function withEnvFile(path, env2, uid) {
  if (path === void 0 || path.trim() === "") return env2;
  return { ...(0, import_dotenv.parse)(quoteHashes(readPrivate(path, uid))), ...withoutEmpty(env2) };
}
var LARGEST4 = 1e6;
function readPrivate(path, uid) {
  try {
    return readRegularFile(path, LARGEST4, ({ mode, uid: owner }) => {
      if ((mode & 63) !== 0)
        throw new SettingsError(say`--env-file: others may read or write ${path}. Close it first: chmod 600 ${path}`);
      if (uid !== void 0 && owner !== uid)
        throw new SettingsError(
          say`--env-file: ${path} belongs to another user. Make it yours first: chown ${uid} ${path}`
        );
    });
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(say`--env-file: ${path} cannot be read (${fileTrouble(error)}).`, { cause: error });
  }
}
function quoteHashes(text2) {
  let open;
  return text2.split(/\r?\n/).map((line) => {
    if (open !== void 0) {
      if (line.includes(open)) open = void 0;
      return line;
    }
    const [, name = "", value = ""] = /^(\s*(?:export\s+)?[\w.-]+\s*=\s*)(.*)$/.exec(line) ?? [];
    const first = value.charAt(0);
    if (first === '"' || first === "'" || first === "`") {
      if (value.indexOf(first, 1) < 0) open = first;
      return line;
    }
    const plain = value.replace(/\s#.*$/, "").trim();
    if (!plain.includes("#") || plain.startsWith("#")) return line;
    const quote2 = ["'", "`", '"'].find((mark) => !plain.includes(mark));
    if (quote2 === void 0) throw new SettingsError(say`--env-file: put the value of ${name.trim()} in quotes.`);
    return `${name}${quote2}${plain}${quote2}`;
  }).join("\n");
}
function withoutEmpty(env2) {
  return Object.fromEntries(Object.entries(env2).filter(([, value]) => value !== void 0 && value !== ""));
}

// src/main.ts
init_flags();
init_settings();
init_to_settings();
init_version();
async function main() {
  collectSooner();
  speak(languageOf(process.argv.slice(2)) ?? process.env["IXC_BQN_LANG"]);
  const commandLine = await commandLineOf(process.argv.slice(2));
  if (commandLine.kind === "information") {
    process.stdout.write(`${commandLine.text}
`);
    return EXIT.done;
  }
  const env2 = withEnvFile(
    commandLine.flags["env-file"] ?? process.env["IXC_BQN_ENV_FILE"],
    process.env,
    process.getuid?.()
  );
  speak(new FlagValues(commandLine.flags, env2).text("lang"));
  const around = { env: env2, program: (0, import_node_fs14.realpathSync)(process.argv[1] ?? ".") };
  const port = thisProcess();
  if (!new FlagValues(commandLine.flags, env2).on("init")) {
    const settings = settingsFrom2(commandLine, around);
    return process.stdin.isTTY && process.stdout.isTTY ? await byHand(settings, port) : await runProgram(settings, port);
  }
  const [{ initialise: initialise2 }, { TERMINAL_ASKER: TERMINAL_ASKER2 }] = await Promise.all([
    Promise.resolve().then(() => (init_init(), init_exports)),
    Promise.resolve().then(() => (init_terminal_asker(), terminal_asker_exports))
  ]);
  return await initialise2(commandLine, around, {
    asker: process.stdin.isTTY ? TERMINAL_ASKER2 : void 0,
    say: (text2) => void process.stdout.write(`${text2}
`),
    run: (settings, onOutcome) => runProgram(settings, { ...port, ...onOutcome && { onOutcome } })
  });
}
function languageOf(argv) {
  const at = argv.indexOf("--lang");
  if (at >= 0) return argv[at + 1];
  return argv.find((argument) => argument.startsWith("--lang="))?.slice("--lang=".length);
}
async function byHand(settings, port) {
  const [{ firstRunByHand: firstRunByHand2, isFirstByHand: isFirstByHand2 }, { TERMINAL_ASKER: TERMINAL_ASKER2 }] = await Promise.all([
    Promise.resolve().then(() => (init_first_run(), first_run_exports)),
    Promise.resolve().then(() => (init_terminal_asker(), terminal_asker_exports))
  ]);
  if (!isFirstByHand2(settings)) return await runProgram(settings, port);
  return await firstRunByHand2(settings, {
    asker: TERMINAL_ASKER2,
    say: (text2) => void process.stdout.write(`${text2}
`),
    run: (wanted2, onOutcome) => runProgram(wanted2, { ...port, ...onOutcome && { onOutcome } })
  });
}
async function commandLineOf(argv) {
  if (argv.length === 0) return { kind: "run", flags: {}, bqns: [], positionals: [] };
  if (argv.length === 1 && argv[0] === "--version") return { kind: "information", text: VERSION2 };
  const { parseCommandLine: parseCommandLine2 } = await Promise.resolve().then(() => (init_yargs2(), yargs_exports));
  return parseCommandLine2(argv, process.stdout.columns);
}
var secrets = [];
function settingsFrom2(commandLine, around) {
  const settings = toSettings(commandLine, around);
  secrets = settings.secrets;
  const open = exchangeable([around.program, (0, import_node_fs14.realpathSync)(process.execPath)]);
  if (open.length === 0) return settings;
  const hint = say`others may write to ${open.join(", ")}: whatever they put there runs as this user; close it (chmod go-w)`;
  return { ...settings, hints: [...settings.hints, hint] };
}
function thisProcess() {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    colour: process.stdout.isTTY === true && process.env["NO_COLOR"] === void 0,
    get program() {
      return (0, import_node_fs14.readFileSync)(process.argv[1] ?? "", "utf8");
    },
    onSignal(act2) {
      process.on("SIGINT", () => act2("SIGINT"));
      process.on("SIGTERM", () => act2("SIGTERM"));
      process.on("SIGHUP", () => act2("SIGTERM"));
    },
    exit: (code) => process.exit(code)
  };
}
process.stdout.on("error", () => {
});
process.stderr.on("error", () => {
});
function fail(error) {
  if (error instanceof SettingsError) {
    process.stderr.write(`sync-ixc-bqn: ${error.message}
`);
    process.exitCode = EXIT.usage;
  } else if (error instanceof Interrupted) {
    process.exitCode = EXIT.interrupted;
  } else {
    const stack = error instanceof Error && error.stack || String(error);
    process.stderr.write(say`sync-ixc-bqn: this is a defect of the program, please report it:\n`);
    process.stderr.write(`${redact(stack, secrets)}
`);
    process.exitCode = EXIT.defect;
  }
}
process.on("SIGUSR1", () => {
});
process.on("uncaughtException", (error) => {
  fail(error);
  process.exit();
});
function endWith(code) {
  process.exitCode = code;
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
main().then(endWith, (error) => {
  fail(error);
  process.stderr.write("", () => process.exit());
});

/*
This file contains the following packages.

--------------------------------------------------------------------------------
cliui 8.0.1 (ISC)

Copyright (c) 2015, Contributors

Permission to use, copy, modify, and/or distribute this software
for any purpose with or without fee is hereby granted, provided
that the above copyright notice and this permission notice
appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE
LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES
OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

--------------------------------------------------------------------------------
dotenv 18.0.10 (BSD-2-Clause)

Copyright (c) 2015, Scott Motte
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

* Redistributions of source code must retain the above copyright notice, this
  list of conditions and the following disclaimer.

* Redistributions in binary form must reproduce the above copyright notice,
  this list of conditions and the following disclaimer in the documentation
  and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

--------------------------------------------------------------------------------
escalade 3.2.0 (MIT)

MIT License

Copyright (c) Luke Edwards <luke.edwards05@gmail.com> (lukeed.com)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

--------------------------------------------------------------------------------
ipaddr.js 2.5.0 (MIT)

Copyright (C) 2011-2017 whitequark <whitequark@whitequark.org>

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--------------------------------------------------------------------------------
ky 1.14.3 (MIT)

MIT License

Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> (https://sindresorhus.com)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

--------------------------------------------------------------------------------
mute-stream 1.0.0 (ISC)

The ISC License

Copyright (c) Isaac Z. Schlueter and Contributors

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR
IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

--------------------------------------------------------------------------------
papaparse 5.7.1 (MIT)

The MIT License (MIT)

Copyright (c) 2015 Matthew Holt

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

--------------------------------------------------------------------------------
picocolors 1.1.1 (ISC)

ISC License

Copyright (c) 2021-2024 Oleksii Raspopov, Kostiantyn Denysov, Anton Verinov

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

--------------------------------------------------------------------------------
read 3.0.1 (ISC)

The ISC License

Copyright (c) Isaac Z. Schlueter and Contributors

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR
IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

--------------------------------------------------------------------------------
y18n 5.0.8 (ISC)

Copyright (c) 2015, Contributors

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

--------------------------------------------------------------------------------
yargs 17.7.3 (MIT)

MIT License

Copyright 2010 James Halliday (mail@substack.net); Modified work Copyright 2014 Contributors (ben@npmjs.com)

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--------------------------------------------------------------------------------
yargs-parser 21.1.1 (ISC)

Copyright (c) 2016, Contributors

Permission to use, copy, modify, and/or distribute this software
for any purpose with or without fee is hereby granted, provided
that the above copyright notice and this permission notice
appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE
LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES
OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
*/
