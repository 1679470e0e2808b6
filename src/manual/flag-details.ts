import type { FlagName } from '../settings/flags.ts';
import type { Both } from './cells.ts';

/** What the manual adds to the one sentence that `--help` has of a flag. */
export const FLAG_DETAILS: Readonly<Partial<Record<FlagName, Both>>> = {
  'dual-stack': {
    en: 'A group `DS-<login>` each; the wrapper takes `--dual-stack` as the value. Needs a BQN of R4.22 or later.',
    pt: 'Um grupo `DS-<login>` para cada um; no wrapper o valor é `--dual-stack`. Precisa de um BQN R4.22 ou mais novo.',
  },
  status: {
    en: '`keep` leaves what the BQN has; `*` stands for all states that are not named. In the place of `--allowed-status`.',
    pt: '`keep` deixa o que o BQN tem; `*` vale para todos os status não citados. No lugar de `--allowed-status`.',
  },
  'bare-unit': {
    en: 'Of an unreadable speed the policy stays as it is.',
    pt: 'Com uma velocidade ilegível, a política fica como está.',
  },
  'reduced-rate': {
    en: '`10%` is of what the policy of the plan has, both ways (`10%/20%` down and up), and 1 Kbps at least; an unlimited plan has no part, and keeps its speed. `2M/1M` makes nobody faster: what is slower in the plan stays. In a crontab a `%` ends the line: put it into the wrapper.',
    pt: '`10%` é do que a política do plano tem, nos dois sentidos (`10%/20%` descida e subida), e no mínimo 1 Kbps; um plano ilimitado não tem parte, e fica com a velocidade. `2M/1M` não deixa ninguém mais rápido: o que no plano é mais lento fica. Num crontab um `%` termina a linha: coloque no wrapper.',
  },
  'ipv6-subscribers': {
    en: 'Beside `--dual-stack` or instead of it.',
    pt: 'Junto com `--dual-stack` ou no lugar dele.',
  },
  join: {
    en: 'The group has the name of the first login of the contract.',
    pt: 'O grupo leva o nome do primeiro login do contrato.',
  },
  'site-groups': {
    en: "`pop` goes by a login's `id_transmissor`, `descricao` and `id_pop` of `radpop_radio`, and `pop` of `radpop`, not yet seen on a real IXC. They stand in the customer's own list of groups, beside those it has, three at most, from the run after the entry was made. Whoever moves to another site, or to none, leaves the group of before; with the flag switched off or changed, all are taken out of the groups that the program had put them into. Groups that others put them into stay.",
    pt: '`pop` segue o `id_transmissor` do login, `descricao` e `id_pop` de `radpop_radio` e `pop` de `radpop`, ainda não vistos num IXC real. Entram na lista de grupos do próprio cliente, ao lado dos que ele tem, no máximo três, a partir da execução seguinte à criação do item. Quem muda de local, ou fica sem nenhum, sai do grupo de antes; com a opção desligada ou mudada, todos saem dos grupos em que o programa os tinha colocado. Os grupos em que outros os colocaram ficam.',
  },
  'fixed-ip': {
    en: '`H` is "as the general settings say": `--fixed-ip all` is right where these say that every IP is fixed, and else gives customers who are off an entry at an IP that may be somebody\'s soon.',
    pt: '`H` é "conforme a configuração geral": `--fixed-ip all` é certo onde esta diz que todo IP é fixo; senão quem está desligado ganha um item num IP que logo pode ser de outro.',
  },
  burst: {
    en: "Of a plan: `download_busrt`, `_th` and `_time`, and the same of upload. Each way by itself; a threshold below the plan's speed is the usual case, an empty one means that speed; a burst rate below the plan's speed is left out and told. When IXC drops the burst, the plan's speed passes it, the name goes to another plan, or the flag is off, the policy gets back what it had before; what you changed on the BQN since is yours. What version 2 wrote cannot be told from your own, and stays. All other burst fields stay yours.",
    pt: 'Do plano: `download_busrt`, `_th` e `_time`, e os mesmos de upload. Cada sentido por si; um limiar abaixo da velocidade do plano é o caso normal, vazio quer dizer essa velocidade; uma taxa de burst abaixo da velocidade do plano fica de fora e é avisada. Quando o IXC tira o burst, a velocidade do plano o ultrapassa, o nome passa a outro plano, ou a opção é desligada, a política volta ao que tinha; o que você mudou no BQN depois disso é seu. O que a versão 2 gravou não se distingue do seu, e fica. Os demais campos de burst continuam seus.',
  },
  overrides: {
    en: 'A line each: `login,what,until,by,why`; 90 days at most. A login by its name or as `id:12`; a name that several online logins have counts for none of them. A name that IXC does not have is told in every run, and once a day in notices. A line that is wrong (a day that no calendar has, four fields, a login with a blank in front, bytes that are not UTF-8) counts for nobody and is told by its number in every run; the others hold. A file without a single line of fields by commas is refused (exit code 2).',
    pt: 'Uma por linha: `login,o quê,até,quem,por quê`; 90 dias no máximo. O login pelo nome ou como `id:12`; um nome que vários logins online têm não vale para nenhum. Um nome que o IXC não tem é avisado em cada execução, e uma vez por dia nos avisos. Uma linha errada (um dia que não existe, quatro campos, um login com espaço na frente, bytes que não são UTF-8) não vale para ninguém e é avisada pelo número em cada execução; as outras valem. Um arquivo sem nenhuma linha com campos por vírgula é recusado (código de saída 2).',
  },
  'skip-login': {
    en: '`"silva, maria",jose,id:12`: a name with a comma in quotes, a login by its id. A name of several logins leaves all of them alone, and is told, as is one that IXC does not have.',
    pt: '`"silva, maria",jose,id:12`: um nome com vírgula entre aspas, um login pelo id. Um nome de vários logins deixa todos como estão, e é avisado, assim como um que o IXC não tem.',
  },
  from: {
    en: 'Read as bash reads it (quotes, `$NAME` of the same file, the last of two lines), but nothing is run: what a command gives, or what hangs on a condition, is named with its line, and asked for.',
    pt: 'Lido como o bash lê (aspas, `$NOME` do mesmo arquivo, a última de duas linhas), mas nada é executado: o que um comando daria, ou o que depende de uma condição, é indicado com a sua linha, e perguntado.',
  },
  restore: {
    en: 'What stood there is kept once, before the first write, in `sync-ixc-bqn.before.<bqn>.json.gz` beside the state file. What others changed since is left alone, and named. On a terminal it asks; elsewhere it stands behind the gate (`--force`).',
    pt: 'O que havia é guardado uma vez, antes da primeira gravação, em `sync-ixc-bqn.before.<bqn>.json.gz`, ao lado do arquivo de estado. O que outros mudaram depois fica como está, e é indicado. No terminal ele pergunta; fora dele vale a trava (`--force`).',
  },
  prune: {
    en: '`all` deletes groups only with `--dual-stack`.',
    pt: '`all` apaga grupos só com `--dual-stack`.',
  },
  adopt: {
    en: 'On a terminal it shows what it found, and asks. It takes entries and `DS-` groups under policies of plans that are wanted, `Billing-Block` or `Billing-Slow`; from then on they may be pruned, through the gate as ever. Look with `-n` first.',
    pt: 'Num terminal mostra o que achou, e pergunta. Pega itens e grupos `DS-` com políticas de planos em uso, `Billing-Block` ou `Billing-Slow`; daí em diante podem ser apagados, pela trava como sempre. Veja antes com `-n`.',
  },
  'offline-grace': {
    en: 'Somebody else on the address takes it at once.',
    pt: 'Outro cliente no mesmo endereço o toma na hora.',
  },
  'max-delete': { en: 'See [the gate](#the-gate).', pt: 'Veja [a trava](#a-trava).' },
  'max-block': { en: 'See [the gate](#the-gate).', pt: 'Veja [a trava](#a-trava).' },
  'max-speed': { en: 'See [the gate](#the-gate).', pt: 'Veja [a trava](#a-trava).' },
  approve: {
    en: 'Kinds are `blocks`, `opens`, `speeds`, `plans`, `leaves`, and with `--prune all` `policies` and `groups`. More than is held back is refused (exit code 2). See [the gate](#the-gate).',
    pt: 'Os tipos são `blocks`, `opens`, `speeds`, `plans`, `leaves`, e com `--prune all` `policies` e `groups`. Mais do que está retido é recusado (código de saída 2). Veja [a trava](#a-trava).',
  },
  held: { en: 'The first 20; with `-v` all.', pt: 'Os primeiros 20; com `-v` todos.' },
  expect: {
    en: 'It raises the limit to that number, once; the journal has who and why.',
    pt: 'Sobe o limite até esse número, uma vez; o histórico guarda quem e por quê.',
  },
  contracts: {
    en: 'Many are more than 2,000; whoever would be let through is asked for by id.',
    pt: 'Muitos são mais de 2.000; quem seria liberado é consultado pelo id.',
  },
  full: {
    en: 'With 1,000 customers or more, a run passes over those of whom nothing has changed since they were found in agreement, kept as numbers in `<state file>.agreed.<bqn>.bin`. Every sixth hour, on a new day, and whenever anything is unusual, it looks at all by itself.',
    pt: 'Com 1.000 clientes ou mais, a execução não olha aqueles de quem nada mudou desde que estavam em acordo, guardados como números em `<arquivo de estado>.agreed.<bqn>.bin`. A cada seis horas, em um novo dia, e quando há algo incomum, ela olha todos por si.',
  },
  concurrency: { en: 'Fewer when it slows down.', pt: 'Menos quando ele fica lento.' },
  'bqn-timeout': { en: 'A list has four times as long.', pt: 'Uma lista tem quatro vezes mais.' },
  'ixc-ca': { en: 'See [Security](../README.md#security).', pt: 'Veja [Segurança](../LEIAME.md#segurança).' },
  'ixc-fingerprint': {
    en: 'It pins the certificate, whatever its name, time and authority.',
    pt: 'Fixa o certificado, sejam quais forem o nome, a validade e a autoridade.',
  },
  'ixc-insecure': { en: 'Every run says so.', pt: 'Toda execução avisa disso.' },
  lang: {
    en: 'The first and the last line of the log stay as they are.',
    pt: 'A primeira e a última linha do log ficam como são.',
  },
  'log-file': {
    en: 'Put aside at 5 MB, three kept, for `--journal-keep`; mode 0600.',
    pt: 'Trocado aos 5 MB, guarda três, por `--journal-keep`; modo 0600.',
  },
  report: { en: 'See [the report](#the-report).', pt: 'Veja [o relatório](#o-relatório).' },
  worklist: {
    en: 'For a spreadsheet, in the language of `--lang`; no cell is a formula, by commas or semicolons.',
    pt: 'Para abrir na planilha, na língua de `--lang`; nenhuma célula é fórmula, por vírgulas ou ponto e vírgula.',
  },
  html: { en: 'See [a page](#a-page).', pt: 'Veja [uma página](#uma-página).' },
  fleet: { en: 'See [many boxes](#many-boxes).', pt: 'Veja [muitas máquinas](#muitas-máquinas).' },
  'metrics-file': { en: 'See [monitoring](#monitoring).', pt: 'Veja [monitoramento](#monitoramento).' },
  'ping-url': { en: 'See [being told](#being-told).', pt: 'Veja [avisos](#avisos).' },
  'notify-url': { en: 'See [being told](#being-told).', pt: 'Veja [avisos](#avisos).' },
  'notify-names': {
    en: 'Without it a message holds counts and words of this program only, nothing that a server said.',
    pt: 'Sem isso uma mensagem só tem números e palavras deste programa, nada que um servidor tenha dito.',
  },
  support: {
    en: 'What the program itself wrote, and of everything else only the form.',
    pt: 'O que o próprio programa escreveu e, de todo o resto, só a forma.',
  },
  telegram: { en: 'See [being told](#being-told).', pt: 'Veja [avisos](#avisos).' },
  'env-file': {
    en: "Lines `NAME='value'`, read as the wrapper's are; a line that is none is refused with its number. Mode 0600.",
    pt: "Linhas `NOME='valor'`, lidas como as do wrapper; uma linha que não é assim é recusada com o seu número. Modo 0600.",
  },
};
