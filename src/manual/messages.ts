import type { Language } from '../text/language.ts';
import { PORTUGUESE } from '../text/portuguese.ts';
import { type Both, code, table } from './cells.ts';

/** Messages, and what to do; more than fits on a line of the log. */
export interface Told extends Both {
  /** Each a piece of one text of the program that no other has. */
  readonly says?: readonly string[];
  /** Of the wrapper, whose texts are in no catalogue: as it says it in both languages. */
  readonly wrapper?: Both;
  /** Of the system. */
  readonly system?: string;
}

/** What ends or limits a run, in the order in which one meets it: the start, IXC, the BQN, the run itself. */
export const MESSAGES: readonly Told[] = [
  {
    says: ['a quote is missing or ends the value too early'],
    en: "The wrapper names its line: put the value between single quotes, and write a single quote in it as `'\\''`.",
    pt: "O wrapper diz a linha: ponha o valor entre aspas simples, e escreva uma aspa simples dentro dele como `'\\''`.",
  },
  {
    says: ['nothing fills in $NAME'],
    en: "The settings are data, which nothing runs: write the value itself, or let a script write it into a file of lines `NAME='value'` that `IXC_BQN_ENV_FILE` names (0600).",
    pt: "As configurações são dados, que nada executa: escreva o próprio valor, ou deixe um script gravá-lo num arquivo de linhas `NOME='valor'` indicado por `IXC_BQN_ENV_FILE` (0600).",
  },
  {
    says: ['this is no setting'],
    en: "Among the settings stand `NAME='value'`, comments and empty lines, and nothing else; a command that is to run before the program belongs into cron's line.",
    pt: "Entre as configurações ficam `NOME='valor'`, comentários e linhas vazias, e mais nada; um comando que deva rodar antes do programa vai na linha do cron.",
  },
  {
    says: ['is no setting of this program, and does nothing'],
    en: 'A name in the wrapper is misspelt, or belongs to something else: take the line out.',
    pt: 'Um nome no wrapper está escrito errado, ou é de outra coisa: tire a linha.',
  },
  {
    says: ['{1} is not used: {2}'],
    en: 'The log is a link, has a second name, or belongs to another user, or a link of another user leads to its folder: give it a place where only root writes.',
    pt: 'O log é um link, tem um segundo nome, é de outro usuário, ou um link de outro usuário leva à pasta: dê a ele um lugar onde só o root grava.',
  },
  {
    says: ['is a copy with other settings'],
    en: 'A wrapper elsewhere, such as in the folder of cron, holds others than the one in `/root/ixc`, which count. Delete the copy; `--init` lays a start without settings.',
    pt: 'Um wrapper em outro lugar, como a pasta do cron, tem outras que não as de `/root/ixc`, que são as que valem. Apague a cópia; o `--init` põe lá um início sem configurações.',
  },
  {
    wrapper: { en: 'no Node found', pt: 'nenhum Node encontrado' },
    en: 'The package holds one; unpack it whole. A Node of your own, 16.20 or later, goes beside the program under the name `node`.',
    pt: 'O pacote traz um; descompacte-o inteiro. Um Node seu, 16.20 ou mais novo, vai para o lado do programa com o nome `node`.',
  },
  {
    system: 'bad interpreter, ^M',
    en: "An editor of Windows saved the wrapper. `sed -i 's/\\r$//; 1s/^\\xef\\xbb\\xbf//' /root/ixc/sync-ixc-bqn.sh`; the start in cron's folder, as `--init` lays it, and `bash sync-ixc-bqn.sh` work all the same.",
    pt: "Um editor do Windows salvou o wrapper. `sed -i 's/\\r$//; 1s/^\\xef\\xbb\\xbf//' /root/ixc/sync-ixc-bqn.sh`; o início que o `--init` põe na pasta do cron, e `bash sync-ixc-bqn.sh`, funcionam mesmo assim.",
  },
  {
    says: ['refused the API key. Create a new one', 'refused the API key, and it'],
    en: 'IXC answered 401: a changed password or a moved server kills a key. Make a new one (Configurações > Usuários), put it in `IXC_KEY`.',
    pt: 'O IXC respondeu 401: trocar a senha do usuário ou migrar o servidor mata a chave. Gere outra (Configurações > Usuários) e ponha em `IXC_KEY`.',
  },
  {
    says: ["does not let this machine's IP address use its API", '{1} answered 403'],
    en: "The key's group has a list of allowed networks. Add the address of the BQN (or of its NAT).",
    pt: 'O grupo da chave tem uma lista de redes permitidas. Inclua o endereço do BQN (ou do NAT dele).',
  },
  {
    says: ['does not let this key read'],
    en: "The user's group lacks the permission to list that table. Give it. `--check` tries each of the three tables.",
    pt: 'O grupo do usuário não tem permissão de listar essa tabela. Dê a permissão. O `--check` testa as três tabelas, uma a uma.',
  },
  {
    says: ['refuses the API key for'],
    en: "Only the route of this table is not released for the key's user.",
    pt: 'Só a rota dessa tabela não está liberada para o usuário da chave.',
  },
  {
    says: ['could not carry out the query on'],
    en: "IXC refused also the plain form of the request. If it stays so, ask IXC's support.",
    pt: 'O IXC recusou até a forma simples da requisição. Se continuar, fale com o suporte do IXC.',
  },
  {
    says: ['does not answer as an IXC API'],
    en: "A web page, a redirect or another server. Check `IXC_SERVER`: the server's own name, without a path.",
    pt: 'Uma página web, um redirecionamento ou outro servidor. Confira `IXC_SERVER`: o nome do próprio servidor, sem caminho.',
  },
  {
    says: ['gave no complete answer for'],
    en: 'Five timeouts, or 504s, with ever smaller pages. IXC or its database is overloaded: try `IXC_BQN_PAGE_SIZE=1000`, or a longer `IXC_BQN_IXC_TIMEOUT`.',
    pt: 'Cinco timeouts, ou 504, com páginas cada vez menores. O IXC ou o banco dele está sobrecarregado: tente `IXC_BQN_PAGE_SIZE=1000`, ou um `IXC_BQN_IXC_TIMEOUT` maior.',
  },
  {
    says: ['Check that IXC is up and reachable from here'],
    en: '5xx, refused or broken connections. See that IXC is up and reachable from the BQN (`--check`).',
    pt: '5xx, conexões recusadas ou interrompidas. Veja se o IXC está no ar e se o BQN chega até ele (`--check`).',
  },
  {
    says: ['is not known to the DNS', 'The DNS settings of this machine are to be checked, not IXC_SERVER'],
    en: 'The name does not resolve. Check its spelling, and the DNS server of the BQN (step 2 of the installation).',
    pt: 'O nome não resolve. Confira como ele está escrito, e o servidor DNS do BQN (passo 2 da instalação).',
  },
  {
    says: ['shows a certificate that cannot be trusted'],
    en: 'It says what is wrong: name, time, the clock of this machine, or whoever signed it. The SHA-256 that it shows can be pinned: [Security](../README.md#security).',
    pt: 'Ela diz o que está errado: nome, validade, o relógio desta máquina, ou quem assinou. O SHA-256 que ela mostra pode ser fixado: [Segurança](../LEIAME.md#segurança).',
  },
  {
    says: ['for {2} with something that cannot be used'],
    en: 'Damaged, cut or unknown JSON, five times. If it stays so, run it with `-vv` and report it.',
    pt: 'JSON danificado, cortado ou desconhecido, cinco vezes. Se continuar, rode com `-vv` e reporte.',
  },
  {
    says: ['Nothing is written from half a list'],
    en: 'Rows are missing, and IXC knows it. Usually it passes with the next run. If not, report it.',
    pt: 'Faltam linhas, e o IXC sabe disso. Em geral passa na próxima execução. Se não passar, reporte.',
  },
  {
    says: [
      'has no speed plan at all',
      'shows no login online at all',
      'has no contract at all',
      'Nothing is written from that',
    ],
    en: 'Read whole, yet so empty that obeying it would hurt everybody. Look in IXC whether it is so. Often the user of the key was limited to a branch (filial).',
    pt: 'Lido inteiro, mas tão vazio que obedecer prejudicaria todo mundo. Veja no IXC se é isso mesmo. É comum o usuário da chave ter ficado limitado a uma filial.',
  },
  {
    says: ['leave nobody of {2} online logins'],
    en: 'The filters fit nobody: more likely a slip of the pen than a wish. `--check` lists sites and plans as they are spelt.',
    pt: 'Os filtros não servem para ninguém: parece mais engano do que vontade. O `--check` lista os sites e planos como estão escritos.',
  },
  {
    says: ['no speed of {1}', 'the speed of {1} plans cannot be read'],
    en: 'Typed without a unit? `--bare-unit k` or `M` says what they count in.',
    pt: 'Digitadas sem unidade? `--bare-unit k` ou `M` diz em que elas contam.',
  },
  {
    says: ['{1} online logins {2} ('],
    en: 'IXC says something that may surprise; it is obeyed. The line begins with `look:`.',
    pt: 'O IXC diz algo que pode surpreender; é obedecido. A linha começa com `atenção:`.',
  },
  {
    says: ['BQN {1} refused the REST user or its password'],
    en: "401 or 403. Check `BQN_REST_USER`, `BQN_REST_PW` and the REST API's list of allowed addresses.",
    pt: '401 ou 403. Confira `BQN_REST_USER`, `BQN_REST_PW` e a lista de endereços permitidos da API REST.',
  },
  {
    says: ['BQN {1} is not trusted', 'its certificate is not the one we know'],
    en: 'It shows another certificate than before. If you renewed it: once `--bqn-fingerprint` with the new SHA-256, which the message shows. If not: find out who answers there.',
    pt: 'Ele mostra um certificado diferente do de antes. Se você o renovou: uma vez `--bqn-fingerprint` com o novo SHA-256, que a mensagem mostra. Se não: descubra quem está respondendo ali.',
  },
  {
    says: ['BQN {1} does not answer', 'BQN {1} cannot be looked up', 'BQN {1} stopped answering'],
    en: 'Refused, silent, or 5xx. Check the address, the port and that the REST API is switched on; a very busy box needs a longer `--bqn-timeout`.',
    pt: 'Recusa a conexão, não responde, ou 5xx. Confira o endereço, a porta e se a API REST está ligada; um BQN muito carregado precisa de um `--bqn-timeout` maior.',
  },
  {
    says: ['BQN {1} took no write'],
    en: 'Its lists answer, and each write failed by a broken connection or a 5xx: a BQN that is full, upgrading or overloaded. The next run tries all of them again; if it stays so, look at the BQN.',
    pt: 'As listas respondem, e cada gravação falhou por conexão interrompida ou 5xx: um BQN cheio, em atualização ou sobrecarregado. A próxima execução tenta todas de novo; se continuar, olhe o BQN.',
  },
  {
    says: ['Nothing is written to this BQN'],
    en: 'Cut, or of a shape that this program does not know. If it stays so, report it with the version of the BQN.',
    pt: 'Cortada, ou num formato que este programa não conhece. Se continuar, reporte, com a versão do BQN.',
  },
  {
    says: ['held back: {1} of {2}'],
    en: '[The gate](#the-gate) took hold. `--held` shows whom it concerns, since when and what they have in common. If it is meant: once with the `--approve` that the line names.',
    pt: '[A trava](#a-trava) reteve uma parte. O `--held` mostra quem é, desde quando e o que têm em comum. Se for isso mesmo: uma vez com o `--approve` que a linha mostra.',
  },
  {
    says: ['Nothing was written; --held shows what is held back'],
    en: 'More was approved than is held back: a line that was forgotten in a crontab, or somebody else was faster. `--held` has the command as it is now.',
    pt: 'Foi aprovado mais do que está retido: uma linha esquecida num crontab, ou outra pessoa foi mais rápida. O `--held` tem o comando como é agora.',
  },
  {
    says: ['{1} customers who are offline keep their entries since {2}'],
    en: 'Put off, not held back: nothing to do after a power cut. What is left after a day is held back.',
    pt: 'Adiado, não retido: nada a fazer depois de uma queda de energia. O que sobra depois de um dia é retido.',
  },
  {
    says: ['a fifth of all or more, are offline since'],
    en: 'Two hours is long for a power cut. See in IXC whether sessions are still opened and closed (RADIUS, accounting).',
    pt: 'Duas horas é muito para uma queda de energia. Veja no IXC se as sessões ainda abrem e fecham (RADIUS, accounting).',
  },
  {
    says: [
      '{1} {1|plan has|plans have} another speed than {1|its|their} name says',
      'online logins get less than 1 Mbps by their plan',
    ],
    en: 'Obeyed as it is: was it typed rightly in IXC? A whole plan in the wrong unit is `--bare-unit`.',
    pt: 'Obedecido como está: foi digitado certo no IXC? Um plano inteiro na unidade errada é `--bare-unit`.',
  },
  {
    says: ['BQN {1}: refused: '],
    en: 'The BQN did not take this entry; the text is its own. Mostly a name that the BQN does not like: change the name of the plan or login in IXC.',
    pt: 'O BQN não aceitou este item; o texto é dele. Quase sempre um nome de que o BQN não gosta: mude o nome do plano ou do login no IXC.',
  },
  {
    says: ['the BQN took the write without effect', 'the BQN took the last such write without effect'],
    en: "A policy of that name was made in the BQN's GUI; the API cannot change it. Remove it there, or give the plan another name. Until then it is left as it is, and tried again once a day.",
    pt: 'Uma política com esse nome foi criada na interface do BQN; a API não consegue alterá-la. Remova-a lá, ou dê outro nome ao plano. Até lá ela fica como está, e se tenta de novo uma vez por dia.',
  },
  {
    says: ['paused until {1}{2}'],
    en: 'Somebody gave `--pause`. `--resume` ends it; by itself it ends after 24 hours at most.',
    pt: 'Alguém deu `--pause`. O `--resume` a encerra; sozinha ela acaba em no máximo 24 horas.',
  },
  {
    says: ['Another run holds the lock'],
    en: 'The one before is still at work. Nothing to do: a lock whose process is gone is taken over.',
    pt: 'A execução anterior ainda está trabalhando. Não faça nada: um lock cujo processo já morreu é assumido.',
  },
  {
    says: ['the state file {1} cannot be written'],
    en: 'Full disk or read-only folder. The run goes on. Make room; or `--state-file` elsewhere.',
    pt: 'Disco cheio ou pasta somente leitura. A execução continua. Libere espaço, ou aponte `--state-file` para outro lugar.',
  },
  {
    says: ['belongs to another program or version'],
    en: 'The name points to some other file, which is left untouched. Name another one.',
    pt: 'O nome aponta para outro arquivo, que não é tocado. Indique outro.',
  },
  {
    says: ['The run took longer than --max-time'],
    en: 'It was ended; the next one goes on from there. A first run on a slow BQN may need a longer `--max-time`.',
    pt: 'Foi encerrada; a próxima continua dali. Uma primeira execução num BQN lento pode precisar de um `--max-time` maior.',
  },
  {
    says: ['sync-ixc-bqn: this is a defect of the program', 'changes withheld, the rest goes on'],
    en: 'Report the lines below it. They hold no secrets.',
    pt: 'Reporte as linhas abaixo dela. Elas não contêm segredos.',
  },
];

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['the message says', 'cause, and what to do'],
  pt: ['a mensagem diz', 'causa, e o que fazer'],
};

/** @param wrapper the text of sync-ixc-bqn.sh */
export function messageTable(language: Language, wrapper: string): string {
  const rows = MESSAGES.map((told) => [shown(language, told, wrapper).map(code).join(', '), told[language]]);
  return table(TITLES[language], rows);
}

function shown(language: Language, { wrapper: piece, system, says = [] }: Told, wrapper: string): string[] {
  const ofProgram = says.map((text) => firstSentence(inLanguage(language, keyWith(text))));
  const ofWrapper = piece === undefined ? [] : [wrapperText(language, piece, wrapper)];
  return [...ofWrapper, ...(system === undefined ? [] : [system]), ...ofProgram];
}

/** What the wrapper says before there is a Node. */
function wrapperText(language: Language, piece: Both, wrapper: string): string {
  if (wrapper.includes(piece[language])) return piece[language];
  throw new Error(`sync-ixc-bqn.sh does not say "${piece[language]}": mend src/manual/messages.ts`);
}

function inLanguage(language: Language, key: string): string {
  return language === 'pt' ? (PORTUGUESE[key] ?? key) : key;
}

/** The one text of the program that has this piece. @throws {Error} for none, or several */
export function keyWith(piece: string): string {
  const [key, ...more] = Object.keys(PORTUGUESE).filter((text) => text.includes(piece));
  if (key === undefined || more.length > 0) {
    throw new Error(
      `${key === undefined ? 'no text' : 'more than one text'} of the program has "${piece}": mend src/manual/messages.ts`,
    );
  }
  return key;
}

/** The first sentence that has words, with dots for what differs from one message to the next. */
function firstSentence(text: string): string {
  const sentences = text.trim().replace(/\.$/, '').split('. ');
  const first = sentences.find((sentence) => /\p{L}/u.test(sentence)) ?? text;
  return first
    .replace(/\{\d+\}/g, '...')
    .replace(/(?:\.\.\.){2,}/g, '...')
    .replace(/[:\s]+$/, '');
}
