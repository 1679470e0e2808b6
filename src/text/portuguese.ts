/**
 * What the program says in Brazilian Portuguese, by its English text: as a technician of an ISP would say it, and not word
 * for word. {1} is the first value of the English text, and so on. test/told/language.test.ts looks that nothing is missing.
 */
export const PORTUGUESE: Readonly<Record<string, string>> = {
  'others may write to {1}, whose certificates are believed: whoever does so can be the server; close it (chown, chmod go-w)':
    'outros podem gravar em {1}, em cujos certificados se acredita: quem o fizer pode se passar pelo servidor; feche (chown, chmod go-w)',
  '--journal: {1} cannot be read ({2})': '--journal: não dá para ler {1} ({2})',
  '--journal: {1} cannot be packed ({2})': '--journal: não dá para compactar {1} ({2})',
  '--journal: {1} is damaged; it is kept as {2} for 30 days, and what could be read of it goes on':
    '--journal: {1} está danificado; fica guardado como {2} por 30 dias, e o que deu para ler continua no histórico',
  '--journal: what became of customers in {1} is removed, since more than {2} MB would be kept in all':
    '--journal: o histórico de {1} foi apagado, pois ao todo passaria de {2} MB',
  'it is damaged': 'está danificado',
  'no longer held': 'não está mais retido',
  '{1} under {2}': '{1} em {2}',
  'and {1} older ones: ask for one customer, or for less with --since':
    'e mais {1} anteriores: consulte um só cliente, ou um tempo menor com --since',
  'under the same contract there are lines of {1}, as it may have been called before: --history contract:{2}':
    'no mesmo contrato há linhas de {1}, que pode ter sido o nome dele antes: --history contract:{2}',
  'nothing asks for it any more': 'nada mais pede isso',
  'written by a run that was killed': 'gravado por uma execução que foi morta',
  'let pass, and not written yet': 'liberado, e ainda não gravado',
  'a time of a day or more, such as 400d': 'um tempo de um dia ou mais, como 400d',
  'How long journal (50 MB in all at most) and log are kept, such as 400d':
    'Por quanto tempo ficam guardados o histórico (no máximo 50 MB ao todo) e o log, como 400d',
  'others may write to {1}: whatever they put there runs as this user; close it (chmod go-w)':
    'outros podem gravar em {1}: o que puserem lá roda como este usuário; feche (chmod go-w)',
  'sync-ixc-bqn: this is a defect of the program, please report it:':
    'sync-ixc-bqn: isto é um defeito do programa, por favor reporte:',
  'result: {1} (exit code {2})': 'resultado: {1} (código de saída {2})',
  'written to {1}: look through it, and send it with your report':
    'gravado em {1}: dê uma olhada e mande junto com o seu relato',
  '--support: {1} cannot be written ({2}).': '--support: não dá para gravar {1} ({2}).',
  '--history: there is no journal, since --journal is off.':
    '--history: não há histórico, pois o --journal está em off.',
  'note: {1}': 'nota: {1}',
  '{1}. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.':
    '{1}. Nada é gravado a partir disso. Veja lá se é isso mesmo, e se o usuário da chave enxerga todas as filiais e cidades.',
  '{1} has no speed plan at all ({2} is empty)': 'o {1} não tem nenhum plano de velocidade ({2} está vazia)',
  '{1} has no contract at all ({2} is empty), though logins name some':
    'o {1} não tem nenhum contrato ({2} está vazia), embora haja logins que indicam contratos',
  ', which is all of them': ', ou seja, todos',
  'name no contract{1}: they are never blocked': 'logins online que não indicam contrato{1}, nunca bloqueados',
  'are unblocked on trust, and blocked all the same by their status':
    'logins online com desbloqueio de confiança, e mesmo assim bloqueados pelo status',
  'have a suspended contract, and service all the same by its status':
    'logins online com o contrato suspenso, e mesmo assim com serviço pelo status',
  'have a contract that is not active, and service all the same by its status':
    'logins online com um contrato que não está ativo, e mesmo assim com serviço pelo status',
  'are cut (ativo = N), and online all the same': 'logins desativados (ativo = N), e mesmo assim online',
  'an empty contract status': 'o status do contrato vazio',
  'contract status {1}': 'o status de contrato {1}',
  'have {1}, which {2} does not document: {3}': 'logins online com {1}, que o {2} não documenta ({3})',
  'they have service': 'têm serviço',
  'they are blocked': 'são bloqueados',
  'they are not blocked': 'não são bloqueados',
  'they keep what they have': 'ficam com o que têm',
  '{1} online logins {2} ({3}{4})': '{2}: {1} ({3}{4})',
  whole: 'inteira',
  moving: 'mudando',
  cut: 'cortada',
  'no status': 'sem status',
  'it is not there, though this program has entries in it': 'ela não está lá, embora este programa tenha itens nela',
  'an item is no object': 'um item não é um objeto',
  'it is not JSON, or cut short': 'não é JSON, ou veio cortado',
  'it has no `items`': 'não tem `items`',
  "BQN {1} refused the REST user or its password (HTTP {2}). Check BQN_REST_USER and BQN_REST_PW, and in the BQN the REST API's users and its list of allowed addresses.":
    'O BQN {1} recusou o usuário REST ou a senha dele (HTTP {2}). Confira BQN_REST_USER e BQN_REST_PW e, no BQN, os usuários da API REST e a lista de endereços permitidos.',
  'BQN {1} is not trusted: {2}. If the certificate was renewed on purpose, start once with --bqn-fingerprint and the new SHA-256; if not, somebody may stand between you and the BQN.':
    'O BQN {1} não é confiável: {2}. Se o certificado foi renovado de propósito, rode uma vez com --bqn-fingerprint e o novo SHA-256; se não, pode haver alguém entre você e o BQN.',
  'BQN {1} cannot be looked up: {2}. Check the DNS settings of this machine, or name its address.':
    'Não dá para resolver o nome do BQN {1}: {2}. Confira o DNS desta máquina, ou use o endereço dele.',
  'BQN {1} does not answer: {2}. Check the address, that the REST API is switched on, and --bqn-port and --bqn-timeout.':
    'O BQN {1} não responde: {2}. Confira o endereço, se a API REST está ligada, e --bqn-port e --bqn-timeout.',
  'BQN {1}: the list of {2} cannot be used ({3}). Nothing is written to this BQN.':
    'BQN {1}: a lista {2} não pode ser usada ({3}). Nada é gravado neste BQN.',
  'BQN {1} stopped answering: {2} writes failed in a row, the last with "{3}". The rest is left for the next run.':
    'O BQN {1} parou de responder: {2} gravações seguidas falharam, a última com "{3}". O resto fica para a próxima execução.',
  policies: 'políticas',
  subscribers: 'assinantes',
  groups: 'grupos',
  'subscriber "{1}" is not under an address': 'o assinante "{1}" não está sob um endereço',
  'a {1} has no name': 'um item do tipo {1} não tem nome',
  'a {1} is named "{2}"': 'um item do tipo {1} se chama "{2}"',
  'the policy of an entry is no name': 'a política de um item não é um nome',
  'group "{1}" has {2} that are no list of addresses': 'o grupo "{1}" tem {2} que não são uma lista de endereços',
  'it is still in use': 'ainda está em uso',
  "the customer's entry at {1} is not there yet": 'o item do cliente em {1} ainda não está lá',
  'the BQN said yes to the last such write and kept nothing of it; it is tried again within a day':
    'o BQN disse sim à última gravação assim e não guardou nada dela; tenta-se de novo dentro de um dia',
  'the BQN said yes and kept nothing of it': 'o BQN disse sim e não guardou nada',
  'the BQN said yes and kept nothing of what was written: it may not write now (cluster, upgrade, full disk)?':
    'o BQN disse sim e não guardou nada do que foi gravado: ele não pode gravar agora (cluster, atualização, disco cheio)?',
  'the BQN took the write without effect: a static policy, made in its GUI?':
    'o BQN aceitou a gravação sem efeito: uma política estática, criada na interface dele?',
  'its policy {1} is not on the BQN': 'a política dele, {1}, não está no BQN',
  '{1} {1|customer|customers} to be put into the groups of their sites':
    '{1} {1|cliente|clientes} a colocar nos grupos dos seus locais',
  '{1} {1|customer|customers} put into the groups of their sites':
    '{1} {1|cliente colocado|clientes colocados} nos grupos dos seus locais',
  '{1} {1|customer|customers} to be taken out of groups of sites':
    '{1} {1|cliente|clientes} a retirar de grupos de locais',
  '{1} {1|customer|customers} taken out of groups of sites':
    '{1} {1|cliente retirado|clientes retirados} de grupos de locais',
  '{1} {1|customer|customers} could not be put into the groups of their sites ({2})':
    '{1} {1|cliente não pôde ser colocado|clientes não puderam ser colocados} nos grupos dos seus locais ({2})',
  'it seems to take no more than {1} groups for a subscriber: those of sites beyond that are left out':
    'parece que ele não aceita mais de {1} grupos por assinante: os de locais além disso ficam de fora',
  'under a policy of this program: {1}': 'com uma política deste programa: {1}',
  'groups of sites that it does not know as its own: {1}': 'grupos de locais que ele não reconhece como seus: {1}',
  "what stays, since it is not this program's to delete: {1}": 'o que fica, por não caber a este programa apagar: {1}',
  "group {1} has a policy, {2}, which is not its customers': {3} of them {3|is|are} not put into it":
    'o grupo {1} tem uma política, {2}, que não é a dos seus clientes: {3} deles não {3|entra|entram} nele',
  'it does not show the groups that its subscribers are put into, so those of sites are not written again':
    'ele não mostra os grupos em que os assinantes são colocados, por isso os de locais não são gravados de novo',
  'the site of its customers': 'o local dos clientes dele',
  'subscribers to put into the groups of their sites': 'assinantes a colocar nos grupos dos seus locais',
  'subscribers to take out of groups of sites': 'assinantes a retirar de grupos de locais',
  '{1} moved while it was read: the groups of sites stay as they are':
    '{1} mudou durante a leitura: os grupos de locais ficam como estão',
  '{1} cannot be read, so the groups of sites stay as they are: {2}':
    '{1} não pode ser lida, por isso os grupos de locais ficam como estão: {2}',
  'Also groups L1-<access server> (nas), or L1-<transmitter> and L2-<POP> (pop), without a limit of their own':
    'Também grupos L1-<concentrador> (nas), ou L1-<transmissor> e L2-<POP> (pop), sem limite próprio',
  "its policy {1} is still another plan's": 'a política dele, {1}, ainda é a de outro plano',
  '{1} customers who are to leave it first could not be moved':
    '{1} {1|cliente que deve sair dela antes não pôde ser mudado|clientes que devem sair dela antes não puderam ser mudados}',
  'policy {1} changed, and the move away from it was refused': 'a política {1} mudou, e a saída dela foi recusada',
  'no online login has this IP; it holds a quota, so it stays':
    'nenhum login online tem este IP; há uma cota nele, então fica',
  'no online login has this IP': 'nenhum login online tem este IP',
  '{1} is at {2} now': '{1} agora está em {2}',
  'no plan in IXC has this name': 'nenhum plano do IXC tem este nome',
  '{1} logins show this IP, and this is due to none of them':
    '{1} logins mostram este IP, e isto não cabe a nenhum deles',
  "it held what is somebody else's now: {1}": 'tinha o que agora é de outro: {1}',
  'no online login needs it': 'nenhum login online precisa dele',
  "lets go of what is somebody else's now: {1}": 'solta o que agora é de outro: {1}',
  'dual stack of {1}{2}': 'pilha dupla de {1}{2}',
  'policy {1}, members {2}, ranges {3}': 'política {1}, membros {2}, faixas {3}',
  ' and {1} more': ' e mais {1}',
  'group {1}, which another hand made, goes: it holds {2}': 'o grupo {1}, que outra mão criou, é apagado: tem {2}',
  'group {1}, which another hand made, lets go of {2}': 'o grupo {1}, que outra mão criou, solta {2}',
  'group {1} gives policy {2} to {3}, who should have another':
    'o grupo {1} dá a política {2} a {3}, que deveriam ter outra',
  'the BQN took the last such write without effect: a static policy, made in its GUI':
    'o BQN aceitou a última gravação igual sem efeito: uma política estática, criada na interface dele',
  'id {1}, {2}/{3} Kbps': 'id {1}, {2}/{3} Kbps',
  'no limit': 'sem limite',
  'for blocked customers': 'para clientes bloqueados',
  'plan {1}': 'plano {1}',
  'held back': 'retido',
  "without a plan, it keeps the policy of the BQN's rules": 'sem plano, fica com a política das regras do BQN',
  'it was made for another login of this name, who was not among the rows read':
    'foi feito para outro login deste nome, que não estava entre as linhas lidas',
  'its contract or plan was not among the rows read': 'o contrato ou o plano dele não estava entre as linhas lidas',
  'contract {1}: {2} -> blocked': 'contrato {1}: {2} -> bloqueado',
  'contract {1}: {2}, stays blocked': 'contrato {1}: {2}, continua bloqueado',
  'no contract, stays blocked': 'sem contrato, continua bloqueado',
  'not read': 'não lido',
  'contract {1}: {2} -> service': 'contrato {1}: {2} -> liberado',
  'no contract -> service': 'sem contrato -> liberado',
  'login {1}': 'login {1}',
  'no plan': 'sem plano',
  'plan {1} gives no policy': 'o plano {1} não dá política',
  '{1} online logins are out of its scope: left alone':
    '{1} {1|login online não é|logins online não são} deste BQN (filtros): nada muda para {1|ele|eles}',
  '{1} customers who are offline keep their entries a while (--offline-grace)':
    '{1} {1|cliente offline fica|clientes offline ficam} mais um tempo com o item {1|dele|deles} (--offline-grace)',
  '{1} entries are passed over, as they are not what they should be: {2}':
    '{1} {1|item é ignorado, por não ser o que deveria|itens são ignorados, por não serem o que deveriam} ser: {2}',
  'it takes groups without their policy (BQN before R4.22?), so the IPv6 of {1} customers is neither limited nor blocked; update the BQN, or switch dual stack off':
    'ele aceita grupos sem a política (BQN anterior ao R4.22?), então o IPv6 de {1} {1|cliente|clientes} não é limitado nem bloqueado; atualize o BQN, ou desligue a pilha dupla',
  'subscribers newly blocked': 'assinantes com novo bloqueio',
  'blocked subscribers whose contract is gone': 'assinantes bloqueados cujo contrato sumiu',
  'subscribers slowed to less than half, or let go without a limit':
    'assinantes com menos da metade da velocidade, ou sem limite',
  'subscribers losing their plan': 'assinantes que perderiam o plano',
  '{1} to delete': '{1} a apagar',
  'subscribers to delete': 'assinantes a apagar',
  'policy {1}, {2}': 'política {1}, {2}',
  'it was exchanged while it was looked at': 'foi trocado enquanto era conferido',
  'Another run holds the lock {1} (process {2}). It ends by itself; the next run takes over.':
    'Outra execução está com o lock {1} (processo {2}). Ela termina sozinha; a próxima execução assume.',
  'no lock can be taken at {1} ({2}): make sure that two runs never meet':
    'não dá para criar um lock em {1} ({2}): cuide para que duas execuções nunca se encontrem',
  "{1} is not this user's own folder": '{1} não é uma pasta deste usuário',
  'it is no regular file': 'não é um arquivo comum',
  'it belongs to another user ({1})': 'pertence a outro usuário ({1})',
  'it has a second name (a hard link)': 'tem um segundo nome (hard link)',
  'BQN {1} took no write: of {2} none was answered but with errors of its own, the last with "{3}". All are tried again by the next run.':
    'O BQN {1} não aceitou nenhuma gravação: de {2}, nenhuma teve resposta a não ser erros dele mesmo, a última com "{3}". A próxima execução tenta todas de novo.',
  'not answered': 'sem resposta',
  "BQN {1}: its own billing integration is on: it gave {2} of {3} subscribers their policy (policyAssignedBy: billing); the two would overwrite each other, run after run, and who is blocked would change with who wrote last: switch it off in the BQN's GUI before the first run, or do not start this program":
    'BQN {1}: a integração de billing do próprio BQN está ligada: deu a política de {2} de {3} assinantes (policyAssignedBy: billing); um sobrescreveria o outro a cada execução, e quem está bloqueado mudaria conforme quem gravou por último: desligue essa integração na tela do BQN antes da primeira execução, ou não use este programa',
  'SYNC_EVERY_MINUTES: what it holds ({1} characters) is no number of minutes.':
    'SYNC_EVERY_MINUTES: o que está lá ({1} caracteres) não é um número de minutos.',
  'Write the outcome in at most 4 kB as JSON, for the template of Zabbix':
    'Grava o resultado em JSON de no máximo 4 kB, para o modelo do Zabbix',
  '{1}: not answered': '{1}: sem resposta',
  'BQN {1}: not answered: {2}{3} ({4})': 'BQN {1}: sem resposta: {2}{3} ({4})',
  'done, but some writes were not answered': 'feito, mas algumas gravações ficaram sem resposta',
  "{1} is a link of another user's": '{1} é um link de outro usuário',
  'it is a folder': 'é uma pasta',
  'it has {1} bytes, more than such a file can have': 'tem {1} bytes, mais do que um arquivo desses pode ter',
  'the disk is full': 'o disco está cheio',
  'writing there is not allowed': 'não há permissão para gravar ali',
  'its folder does not exist': 'a pasta dele não existe',
  'it is a link': 'é um link',
  'it belongs to user {1}': 'pertence ao usuário {1}',
  'mode {1}': 'modo {1}',
  'no complete answer within {1} s': 'sem resposta completa em {1} s',
  'the answer is larger than {1} MB': 'a resposta passa de {1} MB',
  'no answer within {1} s': 'sem resposta em {1} s',
  'the DNS server does not answer ({1})': 'o servidor DNS não responde ({1})',
  'the name cannot be resolved ({1})': 'o nome não resolve ({1})',
  'the connection broke before the answer was whole': 'a conexão caiu antes de a resposta chegar inteira',
  'the answer is packed in a way nobody asked for ({1})':
    'a resposta veio compactada de um jeito que ninguém pediu ({1})',
  'it shows no certificate': 'ele não mostra certificado',
  'its certificate is not the one we know: it shows SHA-256 {1}, expected {2}':
    'o certificado não é o que conhecemos: mostra SHA-256 {1}, esperado {2}',
  'the connection was closed while it was being opened': 'a conexão foi fechada enquanto era aberta',
  'a row cannot be read': 'uma linha não pode ser lida',
  'it has more than {1} rows': 'tem mais de {1} linhas',
  'it redirects to {1}, and the key must not go there': 'ele redireciona para {1}, e a chave não pode ir para lá',
  'it has no usable `total`': 'não tem um `total` que se possa usar',
  'it has no usable `registros`': 'não tem `registros` que se possam usar',
  'its JSON is damaged or cut short': 'o JSON está danificado ou veio cortado',
  'it is empty': 'está vazio',
  'its database does not answer': 'o banco de dados dele não responde',
  'it shows a web page, such as its login page': 'ele mostra uma página web, como a tela de login',
  'it is not JSON': 'não é JSON',
  'another page': 'outra página',
  '{1} refused the API key, and it {2}: copy it again from IXC, whole and in one line, into IXC_KEY.':
    '{1} recusou a chave da API, e ela {2}: copie de novo do IXC, inteira e numa linha só, para IXC_KEY.',
  "{1} refused the API key. Create a new one in IXC under Configurações > Usuários and put it in IXC_KEY: a key stops working when its user's password changes or the server moves.":
    '{1} recusou a chave da API. Gere outra no IXC em Configurações > Usuários e ponha em IXC_KEY: a chave morre quando a senha do usuário muda ou o servidor é migrado.',
  '{1} does not let this machine\'s IP address use its API ("{2}"). Add the address to the allowed networks of the key\'s user group in IXC.':
    '{1} não deixa o IP desta máquina usar a API ("{2}"). Inclua o endereço nas redes permitidas do grupo do usuário da chave, no IXC.',
  "{1} answered 403. Either this machine's IP address is not among the allowed networks of the key's user group, or the key is of a server that was migrated: then make a new one and put it in IXC_KEY.":
    '{1} respondeu 403. Ou o IP desta máquina não está nas redes permitidas do grupo do usuário da chave, ou a chave é de um servidor que foi migrado: nesse caso gere outra e ponha em IXC_KEY.',
  '{1} does not let this key read {2} ("{3}"). Give the key\'s user group in IXC the permission to list {4}.':
    '{1} não deixa esta chave ler {2} ("{3}"). Dê ao grupo do usuário da chave, no IXC, a permissão de listar {4}.',
  "{1} refuses the API key for {2}, though not for {3}. Release the route {4} (listing) for the key's user in IXC, under Configurações > Usuários.":
    '{1} recusa a chave da API para {2}, mas não para {3}. Libere a rota {4} (listar) para o usuário da chave, no IXC, em Configurações > Usuários.',
  '{1} could not carry out the query on {2} ("{3}"). If it stays so, ask IXC\'s support whether the API of this installation works.':
    '{1} não conseguiu fazer a consulta em {2} ("{3}"). Se continuar, pergunte ao suporte do IXC se a API desta instalação funciona.',
  '{1} does not answer as an IXC API: {2}. Check IXC_SERVER: it is the name of the IXC server itself.':
    '{1} não responde como uma API do IXC: {2}. Confira IXC_SERVER: é o nome do próprio servidor IXC.',
  '{1} gave no complete answer for {2} in {3} tries ({4}). Try a smaller --page-size or a larger --ixc-timeout.':
    '{1} não deu resposta completa para {2} em {3} tentativas ({4}). Tente um --page-size menor ou um --ixc-timeout maior.',
  '{1} could not be read: {2} failed {3} ({4}). Check that IXC is up and reachable from here; the next run tries again.':
    'Não deu para ler {1}: {2} falhou {3} ({4}). Veja se o IXC está no ar e acessível daqui; a próxima execução tenta de novo.',
  once: 'uma vez',
  '{1} times': '{1} vezes',
  '{1} cannot be looked up: {2}. The DNS settings of this machine are to be checked, not IXC_SERVER.':
    'Não dá para resolver o nome {1}: {2}. O que se deve conferir é o DNS desta máquina, não o IXC_SERVER.',
  '{1} is not known to the DNS ({2}). Check IXC_SERVER and the DNS settings of this machine.':
    'O DNS não conhece {1} ({2}). Confira IXC_SERVER e o DNS desta máquina.',
  '{1} answered for {2} with something that cannot be used: {3}. Nothing is assumed from it.':
    '{1} respondeu para {2} com algo que não se pode usar: {3}. Nada é concluído disso.',
  '{1} could not be read whole: {2}, {3}. Nothing is written from half a list.':
    'Não deu para ler {1} por inteiro: {2}, {3}. Nada é gravado a partir de meia lista.',
  'never seen by the RADIUS': 'nunca vistos pelo RADIUS',
  'no longer known to the RADIUS': 'que o RADIUS não conhece mais',
  '{1} logins with a fixed IP (fixar_ip = S) are {2} (online = {3}): they are not online for IXC, so their customers are neither limited nor blocked':
    'há {1} {1|login|logins} com IP fixo (fixar_ip = S) {2} (online = {3}): para o IXC não {1|está|estão} online, então {1|o cliente dele não é limitado nem bloqueado|os clientes deles não são limitados nem bloqueados}',
  "has no colon in it, where IXC's are number:64 hexadecimal digits ({1} characters came)":
    'não tem dois-pontos; as do IXC são número:64 dígitos hexadecimais (chegaram {1} caracteres)',
  "does not begin with a user's number and a colon": 'não começa com o número de um usuário e dois-pontos',
  "has {1} characters behind its colon, where IXC's have 64 hexadecimal digits":
    'tem {1} caracteres depois dos dois-pontos; as do IXC têm 64 dígitos hexadecimais',
  '{1} rows are announced but do not come': '{1} linhas são anunciadas mas não vêm',
  '{1} rows came, {2} are announced': 'vieram {1} linhas, {2} são anunciadas',
  'rows come that were not asked for': 'vêm linhas que não foram pedidas',
  'ids do not rise': 'os ids não sobem',
  '{1} rows come, {2} are announced': 'vêm {1} linhas, {2} são anunciadas',
  'IXC: {1}': 'IXC: {1}',
  'IXC: there is no login {1}': 'IXC: não existe o login {1}',
  '{1} rows have no column {2}, which counts as empty there (id {3})':
    '{1} {1|linha não tem|linhas não têm} a coluna {2}, que ali conta como vazia (id {3})',
  '{1} of {2} rows after {3} attempts; a --page-size above {4} may help':
    '{1} de {2} linhas depois de {3} tentativas; um --page-size acima de {4} pode ajudar',
  '{1}: rows came and went while it was read, so nothing is concluded from a missing one':
    '{1}: linhas entraram e saíram durante a leitura, então nada se conclui de uma que falta',
  '{1} rows came at first, and then none': 'primeiro vieram {1} linhas, e depois nenhuma',
  'no row has the column {1}': 'nenhuma linha tem a coluna {1}',
  '{1}: this IXC does not page by id ({2}); reading plain pages instead':
    '{1}: este IXC não pagina por id ({2}); lendo páginas simples no lugar',
  '{1}: this IXC refuses to page by id; reading plain pages instead':
    '{1}: este IXC se recusa a paginar por id; lendo páginas simples no lugar',
  'a row has no usable `id`': 'uma linha não tem um `id` que se possa usar',
  'a row has no column `{1}`': 'uma linha não tem a coluna `{1}`',
  'column `{1}` is neither text nor number': 'a coluna `{1}` não é texto nem número',
  'it is nested without end': 'está aninhado sem fim',
  'it ends in the middle of a row': 'termina no meio de uma linha',
  'it is not a listing': 'não é uma listagem',
  'a row has no end': 'uma linha não tem fim',
  'it holds bytes that are not UTF-8': 'tem bytes que não são UTF-8',
  'plan {1} ({2})': 'plano {1} ({2})',
  'the plan has no limit to go beyond': 'o plano não tem limite que se possa ultrapassar',
  'burst "{1}", threshold "{2}", time "{3}"': 'burst "{1}", limiar "{2}", tempo "{3}"',
  '{1}: write a number and k, M or G in IXC': '{1}: escreva no IXC um número e k, M ou G',
  '{1}: the time is no whole number of seconds': '{1}: o tempo não é um número inteiro de segundos',
  "{1}: below the plan's own speed": '{1}: abaixo da velocidade do próprio plano',
  'login without an IP': 'login sem IP',
  'login with an unusable IP': 'login com IP que não se pode usar',
  'login without a usable name': 'login sem um nome que se possa usar',
  'fixed IP that another login has': 'IP fixo que é de outro login',
  'login with a fixed IP, blocked only once it is online': 'login com IP fixo, bloqueado só quando estiver online',
  'IP on several logins with different policies': 'IP em vários logins com políticas diferentes',
  'IP on several logins with the same policy': 'IP em vários logins com a mesma política',
  'login without a plan': 'login sem plano',
  'login put on a plan that is left alone': 'login posto num plano que fica de fora',
  'plan {1}, by an override or at reduced speed: its policy only where the BQN has it':
    'plano {1}, por uma exceção ou por velocidade reduzida: a política dele só onde o BQN a tem',
  'take the plan out, or give the login another one': 'tire o plano de lá, ou dê outro ao login',
  'login with an unknown plan': 'login com plano desconhecido',
  'login with an unknown contract': 'login com contrato desconhecido',
  'contract without a status': 'contrato sem status',
  'login without a reduced plan': 'login sem plano reduzido',
  'contract with an unknown speed status': 'contrato com status de velocidade desconhecido',
  'override with an unknown plan': 'exceção com plano desconhecido',
  '{1} {2}': '{2} ({1})',
  'plan with an unreadable speed': 'plano com velocidade ilegível',
  'plan with a burst that cannot be had': 'plano com um burst que não dá para usar',
  'plan without a usable name': 'plano sem um nome que se possa usar',
  'unusable IPv6 prefix': 'prefixo IPv6 que não se pode usar',
  'IPv6 prefix that holds another login': 'prefixo IPv6 que contém outro login',
  'group name on several logins': 'nome de grupo em vários logins',
  'override {1} until {2} by {3}: {4}': 'exceção {1} até {2} por {3}: {4}',
  'rate {1}/{2} Kbps': 'rate {1}/{2} Kbps',
  '{1}: it keeps its plan': '{1}: fica com o plano dele',
  'its subscribers get no policy': 'os assinantes dele ficam sem política',
  'download "{1}", upload "{2}": write a number and k, M or G in IXC':
    'download "{1}", upload "{2}": escreva no IXC um número e k, M ou G',
  '{1}: entry {2} stays: {3}': '{1}: o item {2} fica: {3}',
  'wishes that decided about it: {1}': 'desejos que decidiram sobre ele: {1}',
  "{1}: group {2}, which is not this program's, holds them and says policy {3}: which of entry and group a BQN follows is not known":
    '{1}: o grupo {2}, que não é deste programa, o contém e diz a política {3}: não se sabe qual dos dois o BQN segue, o item ou o grupo',
  'another hand made it, or the box merely sees the address': 'outra mão o criou, ou o BQN só vê o endereço',
  'another BQN serves the customer': 'outro BQN atende o cliente',
  'the customer is left alone by your own word (--skip-..., an override)':
    'o cliente fica de fora por ordem sua (--skip-..., uma exceção)',
  'several logins show the address': 'vários logins mostram o endereço',
  'its customer is online without an address, and may have this one':
    'o cliente dele está online sem endereço, e pode ter este',
  'its customer is not offline for long (--offline-grace)': 'o cliente dele saiu há pouco (--offline-grace)',
  'the list of logins was not read whole': 'a lista de logins não foi lida inteira',
  'it holds a quota': 'ele tem uma cota',
  'it is not to be deleted (--prune, or it stood there before this program)':
    'ele não deve ser apagado (--prune, ou já estava lá antes deste programa)',
  'After a lost state file: what names a policy of ours and nobody who is online elsewhere is ours again':
    'Depois de perder o arquivo de estado: o que tem uma política nossa e ninguém que esteja online em outro lugar volta a ser nosso',
  '--adopt and --{1} exclude each other.': '--adopt e --{1} se excluem.',
  '--adopt belongs to a run.': '--adopt vale só para uma execução.',
  "taken up again as this program's (--adopt): {1} entries and groups: {2}{3}":
    'de novo deste programa (--adopt): {1} {1|item ou grupo|itens e grupos}: {2}{3}',
  'There is nothing to take up again. Nothing was written.': 'Não há nada para retomar. Nada foi gravado.',
  "Are these {1} this program's again, and may they go? (yes or no)":
    'Estes {1} voltam a ser deste programa, e podem sair? (sim ou não)',
  'Nothing was written.': 'Nada foi gravado.',
  adopted: 'retomado',
  'put {1} ({2}) into {3}': 'colocar {1} ({2}) em {3}',
  'take {1} ({2}) out of {3}': 'tirar {1} ({2}) de {3}',
  'put {1} ({2}) into {3}, and out of {4}': 'colocar {1} ({2}) em {3} e tirar de {4}',
  'wishes: {1}': 'desejos: {1}',
  grouped: 'agrupado',
  'override for {1}': 'exceção para {1}',
  '{1}: IXC has no such login': '{1}: o IXC não tem esse login',
  '{1}: no such login is online': '{1}: nenhum login assim está online',
  '{1}: IXC has no such plan': '{1}: o IXC não tem esse plano',
  '{1}: nobody who is online is of such a site': '{1}: ninguém que esteja online é desse site',
  '{1}: {2} online logins have this name, so it counts for none of them; name one in its place: {3}':
    '{1}: {2} logins online têm esse nome, então não vale para nenhum; no lugar dele indique um: {3}',
  '{1}: {2} online logins have this name, and all are left alone; to name one: {3}':
    '{1}: {2} logins online têm esse nome, e todos ficam como estão; para indicar um: {3}',
  'look: {1} more names of overrides or filters': 'atenção: mais {1} {1|nome|nomes} de exceções ou filtros',
  '{1} {1|name|names} of overrides or filters {1|needs|need} a look: IXC does not have {1|it|them}, or several logins do':
    '{1} {1|nome|nomes} de exceções ou filtros {1|pede|pedem} atenção: o IXC não {1|o tem|os tem}, ou vários logins {1|o têm|os têm}',
  'plan {1} is unlimited, of which there is no part': 'o plano {1} é ilimitado, do que não há uma parte',
  'plan {1} names no reduced plan': 'o plano {1} não indica plano reduzido',
  'plan {1} is not there': 'o plano {1} não existe',
  'contract {1}: status_velocidade {2} is not obeyed': 'contrato {1}: status_velocidade {2} não é obedecido',
  '{1}: it keeps its speed': '{1}: fica com a velocidade dele',
  'contract {1}': 'contrato {1}',
  '{1}, left as it is on the BQN': '{1}, fica como está no BQN',
  '{1}, taken by {2}': '{1}, é de {2}',
  'no policy': 'sem política',
  'plan {1}: no policy': 'plano {1}: sem política',
  '{1}: not blocked for it': '{1}: não é bloqueado por isso',
  '{1}: left as it is': '{1}: fica como está',
  'the check passed': 'a conferência passou',
  POLICIES: 'POLÍTICAS',
  policy: 'política',
  'downlink Kbps': 'download Kbps',
  'uplink Kbps': 'upload Kbps',
  SUBSCRIBERS: 'ASSINANTES',
  address: 'endereço',
  subscriber: 'assinante',
  contract: 'contrato',
  GROUPS: 'GRUPOS',
  group: 'grupo',
  member: 'membro',
  ranges: 'faixas',
  SKIPPED: 'DE FORA',
  what: 'o quê',
  reason: 'motivo',
  detail: 'detalhe',
  '... and {1} more; --dry-run -v shows all': '... e mais {1}; --dry-run -v mostra tudo',
  '(as they are)': '(como estão)',
  '{1} (if the BQN has it)': '{1} (se o BQN a tiver)',
  '(as it is)': '(como está)',
  blocks: 'bloqueios',
  opens: 'liberações',
  slows: 'mais lentos',
  lifts: 'sem limite',
  'loses plan': 'sem plano',
  changes: 'mudanças',
  comes: 'chegadas',
  leaves: 'saídas',
  none: 'nada',
  blocked: 'bloqueado',
  'nothing said': 'nada definido',
  '{1}, unlimited': '{1}, sem limite',
  unlimited: 'sem limite',
  ', before at {1}': ', antes em {1}',
  'BQN {1}: {2}': 'BQN {1}: {2}',
  'BQN {1}: and {2} more': 'BQN {1}: e mais {2}',
  'would block {1} of {2}{3}': 'bloquearia {1} de {2}{3}',
  '--approve {1}': '--approve {1}',
  'settings changed': 'configuração mudada',
  refused: 'recusado',
  withheld: 'não enviado',
  approved: 'aprovado',
  forced: 'forçado',
  'nothing in the journal of {1}': 'nada no histórico de {1}',
  'HISTORY of {1} ({2}, local time)': 'HISTÓRICO de {1} ({2}, hora local)',
  time: 'horário',
  fate: 'situação',
  why: 'por quê',
  'sync-ixc-bqn: --log-file {1} cannot be written ({2})': 'sync-ixc-bqn: não dá para gravar --log-file {1} ({2})',
  'to create': 'a criar',
  'to change': 'a mudar',
  'to delete': 'a apagar',
  'held back by {1}: {2}': 'retido por {1}: {2}',
  'BQN {1}:': 'BQN {1}:',
  'nothing to write': 'nada a gravar',
  'nothing to write, it agrees with IXC': 'nada a gravar, está de acordo com o IXC',
  'nothing to write; {1} left as they are, see below': 'nada a gravar; {1} ficam como estão, veja abaixo',
  '    ... and {1} more; --dry-run -v shows all': '    ... e mais {1}; --dry-run -v mostra tudo',
  'reading {1}': 'lendo {1}',
  ', {1}/s, {2} s left': ', {1}/s, faltam {2} s',
  'writing {1}/{2}{3}': 'gravando {1}/{2}{3}',
  '{1}: {2} cannot be written ({3})': '{1}: não dá para gravar {2} ({3})',
  done: 'feito',
  'a defect of this program': 'um defeito deste programa',
  'settings refused': 'configuração recusada',
  'IXC could not be read whole, nothing written': 'não deu para ler o IXC por inteiro, nada foi gravado',
  'a BQN could not be read or stopped answering': 'não deu para ler um BQN, ou ele parou de responder',
  'done, but some entries were refused': 'feito, mas alguns itens foram recusados',
  'part held back by the gate': 'uma parte foi retida pela trava',
  'another run is under way': 'há outra execução em andamento',
  'the check failed': 'a conferência falhou',
  interrupted: 'interrompido',
  terminated: 'encerrado',
  'read: {1}': 'lido: {1}',
  '1 page': '1 página',
  '{1} pages': '{1} páginas',
  ', {1} asked again': ', {1} pedidas de novo',
  '{1} {2} {2|row|rows} ({3}{4}{5}{6})': '{1} {2} {2|linha|linhas} ({3}{4}{5}{6})',
  'look: {1}': 'atenção: {1}',
  'look: {1} logins with a fixed IP are not online, and neither limited nor blocked: --fixed-ip gives them their plan':
    'atenção: {1} {1|login com IP fixo não está online, nem é limitado ou bloqueado: --fixed-ip dá a ele|logins com IP fixo não estão online, nem são limitados ou bloqueados: --fixed-ip dá a eles} o plano',
  'skipped: {1}': 'de fora: {1}',
  'policies {1} created, {2} changed, {3} deleted, {4} unchanged':
    'políticas: {1} {1|criada|criadas}, {2} {2|mudada|mudadas}, {3} {3|apagada|apagadas}, {4} {4|igual|iguais}',
  'subscribers {1} created, {2} changed, {3} deleted, {4} unchanged':
    'assinantes: {1} {1|criado|criados}, {2} {2|mudado|mudados}, {3} {3|apagado|apagados}, {4} {4|igual|iguais}',
  'groups {1} created, {2} changed, {3} deleted, {4} unchanged':
    'grupos: {1} {1|criado|criados}, {2} {2|mudado|mudados}, {3} {3|apagado|apagados}, {4} {4|igual|iguais}',
  '{1} {1|policy|policies} created': '{1} {1|política criada|políticas criadas}',
  '{1} {1|policy|policies} changed': '{1} {1|política mudada|políticas mudadas}',
  '{1} {1|policy|policies} deleted': '{1} {1|política apagada|políticas apagadas}',
  '{1} {1|policy|policies}': '{1} {1|política|políticas}',
  '{1} {1|subscriber|subscribers} created': '{1} {1|assinante criado|assinantes criados}',
  '{1} {1|subscriber|subscribers} changed': '{1} {1|assinante mudado|assinantes mudados}',
  '{1} {1|subscriber|subscribers} deleted': '{1} {1|assinante apagado|assinantes apagados}',
  '{1} {1|subscriber|subscribers}': '{1} {1|assinante|assinantes}',
  '{1} {1|group|groups} created': '{1} {1|grupo criado|grupos criados}',
  '{1} {1|group|groups} changed': '{1} {1|grupo mudado|grupos mudados}',
  '{1} {1|group|groups} deleted': '{1} {1|grupo apagado|grupos apagados}',
  '{1} {1|group|groups}': '{1} {1|grupo|grupos}',
  'nothing changed': 'nada mudou',
  'nothing changed: {1}': 'nada mudou: {1}',
  '; as they were: {1}': '; como antes: {1}',
  'blocks {1}': 'bloqueia {1}',
  'opens {1}': 'libera {1}',
  'slows {1}': 'deixa mais lento {1}',
  'lifts {1}': 'tira o limite de {1}',
  'loses plan {1}': 'fica sem plano {1}',
  'changes {1}': 'muda {1}',
  '{1} blocks': '{1} {1|bloqueio|bloqueios}',
  '{1} opens': '{1} {1|liberação|liberações}',
  '{1} slows': '{1} mais {1|lento|lentos}',
  '{1} changes': '{1} {1|mudança|mudanças}',
  '{1} comes': '{1} {1|chegada|chegadas}',
  '{1} leaves': '{1} {1|saída|saídas}',
  ' Did you mean {1}?': ' Você quis dizer {1}?',
  '{1}: did you mean {2}?': '{1}: você quis dizer {2}?',
  '{1} is no IXC-HOST: did you mean {2}?': '{1} não é um IXC-HOST: você quis dizer {2}?',
  'there is no such file': 'esse arquivo não existe',
  'reading it is not allowed': 'não é permitido lê-lo',
  ' (dry run, nothing written)': ' (simulação, nada gravado)',
  '{1}: customers: {2}': '{1}: clientes: {2}',
  '{1}: tug of war: {2}': '{1}: cabo de guerra: {2}',
  '{1}: refused': '{1}: recusado',
  '{1}: {2} {2|change|changes} left for the next run':
    '{1}: {2} {2|mudança fica|mudanças ficam} para a próxima execução',
  'if this is meant, run once with --approve {1}={2} (or --force for everything)':
    'se for isso mesmo, rode uma vez com --approve {1}={2} (ou --force para tudo)',
  ', used by {1} {1|entry|entries}': ', usado por {1} {1|item|itens}',
  'takes over {1} {2}, which stood there before: was {3}; becomes {4}{5}; it will never be deleted':
    'assume {1} {2}, que já estava lá: era {3}; passa a {4}{5}; nunca será apagado',
  '{1}: {2} further reasons': '{1}: mais {2} motivos',
  'durations: {1}': 'tempos: {1}',
  read: 'leitura',
  map: 'mapeamento',
  write: 'gravação',
  'the API key of IXC {1}: copy it again from IXC, whole and in one line, into IXC_KEY':
    'a chave da API do IXC {1}: copie de novo do IXC, inteira e numa linha só, para IXC_KEY',
  'no BQN is given, so nothing would be written: set BQN_OAM_IP':
    'nenhum BQN foi informado, então nada seria gravado: defina BQN_OAM_IP',
  'Node {1}': 'Node {1}',
  'Node {1} is too old: put a Node {2} or later beside the program':
    'o Node {1} é velho demais: ponha um Node {2} ou mais novo ao lado do programa',
  '{1} {2} can be written': '{1} {2} pode ser gravado',
  '{1} {2}: others may write into its folder ({3}), and could remove or replace it':
    '{1} {2}: outros podem gravar na pasta dele ({3}), e poderiam apagá-lo ou trocá-lo',
  '{1} {2} cannot be written ({3}): choose another place': 'não dá para gravar {1} {2} ({3}): escolha outro lugar',
  'the name cannot be resolved, since the DNS server does not answer ({1}); check the DNS settings of this machine':
    'o nome não resolve, porque o servidor DNS não responde ({1}); confira o DNS desta máquina',
  'the name cannot be resolved ({1}); check its spelling and the DNS settings of this machine':
    'o nome não resolve ({1}); confira como está escrito e o DNS desta máquina',
  '{1}: the name is {2}': '{1}: o nome é {2}',
  'port {1} cannot be reached ({2}); check address, port, routes and firewalls':
    'não dá para chegar à porta {1} ({2}); confira endereço, porta, rotas e firewalls',
  '{1}: port {2} answers in {3} ms': '{1}: a porta {2} responde em {3} ms',
  'no TLS ({1}); check that this is the HTTPS port': 'sem TLS ({1}); confira se esta é a porta HTTPS',
  expired: 'vencido',
  'valid until': 'válido até',
  '{1}: {2}, certificate SHA-256 {3}, {4}': '{1}: {2}, certificado SHA-256 {3}, {4}',
  'the certificate is not trusted ({1}); {2} says which one to trust':
    'o certificado não é confiável ({1}); {2} diz em qual confiar',
  'IXC table {1}': 'tabela {1} do IXC',
  '{1}: {2} {2|row|rows} in {3} s, {4} {4|page|pages}, read {5}':
    '{1}: {2} {2|linha|linhas} em {3} s, {4} {4|página|páginas}, lida {5}',
  'BQN {1}: login accepted; {2} policies, {3} subscribers and {4} groups read in {5} s':
    'BQN {1}: login aceito; {2} {2|política|políticas}, {3} {3|assinante|assinantes} e {4} {4|grupo|grupos}; leitura em {5} s',
  'BQN {1} and BQN {2} show the same certificate: if they are one box, name it once':
    'o BQN {1} e o BQN {2} mostram o mesmo certificado: se são a mesma caixa, informe uma vez só',
  'clock of {1}: within {2} s of ours': 'relógio de {1}: a {2} s do nosso',
  'clock of {1}: {2} s from ours; set the clocks by NTP, or logs will mislead':
    'relógio de {1}: a {2} s do nosso; acerte os relógios por NTP, ou os logs vão enganar',
  'the IPv6 of {1} customers is neither limited nor blocked: --dual-stack joins it to their IPv4':
    'o IPv6 de {1} {1|cliente|clientes} não é limitado nem bloqueado: --dual-stack junta com o IPv4 deles',
  'transmitters: id_transmissor is filled for {1} of {2} online logins':
    'transmissores: id_transmissor está preenchido em {1} de {2} logins online',
  '{1}: --site-groups pop puts nobody into a group': '{1}: o --site-groups pop não coloca ninguém em grupo nenhum',
  'sites: {1} is filled for {2} of {3} online logins: {4}{5}':
    'sites: {1} está preenchido em {2} de {3} logins online: {4}{5}',
  'sites: {1} online logins have none: --only-site leaves them alone':
    'sites: {1} {1|login online não tem|logins online não têm} nenhum: o --only-site não mexe {1|nele|neles}',
  '{1} (login {2})': '{1} (login {2})',
  '{1}: no login of that name is online': '{1}: nenhum login com esse nome está online',
  'scope{1} ({2}): {3} subscribers, {4} online logins left alone':
    'filtros{1} ({2}): {3} assinantes, nada muda para {4} logins online',
  ' of BQN {1}': ' do BQN {1}',
  '{1}: a run would stop here': '{1}: uma execução pararia aqui',
  'no login is online: a run would stop if the BQN holds subscribers of ours':
    'nenhum login está online: uma execução pararia se o BQN tiver assinantes nossos',
  '{1}; a run would stop here': '{1}; uma execução pararia aqui',
  'a run would want {1} policies, {2} subscribers ({3} blocked) and {4} groups':
    'uma execução pediria {1} {1|política|políticas}, {2} {2|assinante|assinantes} ({3} {3|bloqueado|bloqueados}) e {4} {4|grupo|grupos}',
  '{1} x {2}; -n -v lists them': '{1} x {2}; -n -v mostra quais',
  'first sight of BQN {1}, SHA-256 {2}': 'primeiro contato com o BQN {1}, SHA-256 {2}',
  '{1} has no line for bqncron, so nothing starts what lies in {2}: copy {3} to /bqn/root/etc/crontab, add "*/5 * * * * root run-parts /etc/cron.5" to the copy, then: ln -sf /bqn/root/etc/crontab {4}; ln -sfn {5} /etc/cron.5; systemctl restart cron':
    '{1} não tem a linha do bqncron, então nada inicia o que está em {2}: copie {3} para /bqn/root/etc/crontab, inclua "*/5 * * * * root run-parts /etc/cron.5" na cópia e depois: ln -sf /bqn/root/etc/crontab {4}; ln -sfn {5} /etc/cron.5; systemctl restart cron',
  '{1}: no login that is online is {2}': '{1}: nenhum login online é {2}',
  '{1}, tipo {2}, down "{3}", up "{4}"': '{1}, tipo {2}, download "{3}", upload "{4}"',
  '{1}: {2}: online, ip "{3}", since {4}, pd_ipv6 "{5}", framed_pd_ipv6 "{6}" ({7}, read {8})':
    '{1}: {2}: online, ip "{3}", desde {4}, pd_ipv6 "{5}", framed_pd_ipv6 "{6}" ({7}, lida {8})',
  '{1}: plan {2}: {3} ({4}, read {5})': '{1}: plano {2}: {3} ({4}, lida {5})',
  'not among the rows read': 'não está entre as linhas lidas',
  'the login names none': 'o login não indica nenhum',
  '{1}: contract {2}: {3} ({4}, read {5})': '{1}: contrato {2}: {3} ({4}, lida {5})',
  'status_internet {1}': 'status_internet {1}',
  '{1}: {2}: not online, fixed ip "{3}", pd_ipv6 "{4}", framed_pd_ipv6 "{5}" ({6}, read {7})':
    '{1}: {2}: não está online, ip fixo "{3}", pd_ipv6 "{4}", framed_pd_ipv6 "{5}" ({6}, lida {7})',
  'many left of late, and the entries of blocked customers go last':
    'muitos saíram há pouco, e os itens de clientes bloqueados saem por último',
  'so many are offline at once that deletions are put off since {1} (--max-delete)':
    'há tantos offline de uma vez que as exclusões esperam desde {1} (--max-delete)',
  'rule: {1}: {2}': 'regra: {1}: {2}',
  'rule: without a usable IP there is no subscriber': 'regra: sem um IP que se possa usar não há assinante',
  'rivals at {1}: {2}': 'rivais em {1}: {2}',
  'rule: out of scope (--only-..., --skip-...): left alone':
    'regra: fora dos filtros (--only-..., --skip-...): nada muda para ele',
  'rule: {1} is on several logins with different policies: left as it is':
    'regra: {1} está em vários logins com políticas diferentes: fica como está',
  'rule: {1}: has service': 'regra: {1}: tem serviço',
  'contract {1} is {2}': 'o contrato {1} está {2}',
  'contract {1} says no status': 'o contrato {1} não diz status',
  'no contract stands behind it': 'não há contrato por trás',
  'rule: contract {1} is {2}: blocked only once it is online':
    'regra: o contrato {1} está {2}: bloqueado só quando estiver online',
  'rule: contract {1} is {2}, which is not among the allowed states: blocked':
    'regra: o contrato {1} está {2}, que não é um dos status liberados: bloqueado',
  'rule: no contract stands behind it: not blocked for it': 'regra: não há contrato por trás: não é bloqueado por isso',
  "rule: the contract says no status: the customer's fate stays as it is":
    'regra: o contrato não diz o status: a situação do cliente fica como está',
  "rule: the contract was not read: the customer's fate stays as it is":
    'regra: o contrato não foi lido: a situação do cliente fica como está',
  'the ranges it has': 'as faixas que tem',
  'rule: {1}': 'regra: {1}',
  'rule: {1}: has service, in the slow lane': 'regra: {1}: tem serviço, na faixa lenta',
  "rule: contract {1} is {2}, of which --status says keep: the customer's fate stays as it is":
    'regra: o contrato {1} está {2}, de que o --status diz keep: a situação do cliente fica como está',
  'rule: the slow lane is policy {1}{2}': 'regra: a faixa lenta é a política {1}{2}',
  'rule: the override gives policy {1}{2}': 'regra: a exceção dá a política {1}{2}',
  'rule: plan {1} gives policy {2}{3}': 'regra: o plano {1} dá a política {2}{3}',
  'rule: the speed of plan {1} cannot be read: policy {2} if the BQN has it, and nobody loses a limit by it':
    'regra: a velocidade do plano {1} não pode ser lida: política {2}, se o BQN a tem, e ninguém perde um limite por isso',
  'rule: plan {1}, or what decides about it, cannot be read: the customer keeps what they have':
    'regra: o plano {1}, ou o que decide sobre ele, não pode ser lido: o cliente fica com o que tem',
  'rule: plan {1} gives no policy': 'regra: o plano {1} não dá política',
  'wanted: subscriber {1} as {2}{3}': 'pedido: assinante {1} como {2}{3}',
  ', group {1} with {2}': ', grupo {1} com {2}',
  '{1}: entry {2}: id {3}, policy {4}, policyAssignedBy {5}':
    '{1}: item {2}: id {3}, política {4}, policyAssignedBy {5}',
  'not said': 'não diz',
  '{1}: no entry': '{1}: nenhum item',
  '{1}: group {2}: policy {3}, members {4}, ranges {5}': '{1}: grupo {2}: política {3}, membros {4}, faixas {5}',
  '{1}: the next run would write: {2}': '{1}: a próxima execução gravaria: {2}',
  '{1}: held back by the gate: {2}; --approve {3}=N lets it pass':
    '{1}: retido pela trava: {2}; --approve {3}=N deixa passar',
  '{1}: left as it is: {2} {3}: {4}': '{1}: fica como está: {2} {3}: {4}',
  '{1}: the next run would write nothing for them': '{1}: a próxima execução não gravaria nada para ele',
  '--max-time: {1} s are over': '--max-time: passaram os {1} s',
  '{1} received': '{1} recebido',
  'The run took longer than --max-time ({1} s) and was ended; the next run goes on from there.':
    'A execução passou do --max-time ({1} s) e foi encerrada; a próxima continua dali.',
  'The run was interrupted; the next run goes on from there.': 'A execução foi interrompida; a próxima continua dali.',
  '{1}: stopping': '{1}: parando',
  'BQN {1} and BQN {2} are one box: it is written once':
    'o BQN {1} e o BQN {2} são a mesma caixa: é gravada uma vez só',
  'BQN {1} was known as {2} until now: what was made there stays known':
    'o BQN {1} era conhecido como {2} até agora: o que foi criado lá continua conhecido',
  '{1} shows no login online at all, while the BQN holds subscribers of this program':
    'o {1} não mostra nenhum login online, enquanto o BQN tem assinantes deste programa',
  "no speed of {1}'s {2} Internet plans can be read ({3}): {4}":
    'nenhuma velocidade dos {2} planos de Internet do {1} pode ser lida ({3}): {4}',
  'the speed of {1} plans cannot be read ({2}), and their {3} online logins get no new speed: {4}':
    'a velocidade de {1} {1|plano|planos} não pode ser lida ({2}), e {3} {3|login online não recebe|logins online não recebem} velocidade nova: {4}',
  'they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M':
    'são números sem unidade: diga em que unidade com --bare-unit k ou --bare-unit M',
  'type them in like 100M': 'digite como 100M',
  'the filters': 'os filtros',
  'the filters of BQN {1}': 'os filtros do BQN {1}',
  '{1} (--only-..., --skip-...) leave nobody of {2} online logins, so nothing is written: compare them with what --check lists':
    '{1} (--only-..., --skip-...) não deixam ninguém dos {2} logins online, então nada é gravado: compare com o que o --check lista',
  '--{1}: a value is missing.': '--{1}: falta um valor.',
  '{1} arguments are too many: only IXC-HOST and API-KEY stand alone.':
    '{1} argumentos é demais: só IXC-HOST e API-KEY ficam sozinhos.',
  '--env-file: others may read or write {1}. Close it first: chmod 600 {2}':
    '--env-file: outros podem ler ou gravar {1}. Feche antes: chmod 600 {2}',
  '--env-file: {1} belongs to another user. Make it yours first: chown {2} {3}':
    '--env-file: {1} pertence a outro usuário. Torne-o seu antes: chown {2} {3}',
  '{1}, line {2}': '{1}, linha {2}',
  '{1}, line {2}, {3}': '{1}, linha {2}, {3}',
  ', or into a file that IXC_BQN_ENV_FILE names': ', ou num arquivo que IXC_BQN_ENV_FILE indica',
  "{1}: a quote is missing or ends the value too early, or a command stands behind it, which nothing runs; put the value between single quotes, and write a single quote in it as '\\''":
    "{1}: falta uma aspa, ou ela fecha cedo demais, ou há atrás do valor um comando, que nada executa; ponha o valor entre aspas simples, e escreva uma aspa simples dentro dele como '\\''",
  '{1}: nothing fills in $NAME, $(...), `...` or ~ here; put the value itself between single quotes{2}':
    '{1}: aqui nada preenche $NOME, $(...), `...` ou ~; ponha o próprio valor entre aspas simples{2}',
  "{1}: this is no setting, which is NAME='value', and nothing runs a command that stands here":
    "{1}: isto não é uma configuração, que é NOME='valor', e nada executa um comando que esteja aqui",
  'the settings of {1} cannot be read ({2}).': 'não dá para ler as configurações de {1} ({2}).',
  '{1} cannot be written, so every start acts, not one in {2} minutes':
    'não dá para gravar {1}, então toda partida age, e não uma a cada {2} minutos',
  'it is a link, or the file of another user, or cannot be written':
    'é um link, é de outro usuário, ou não dá para gravar nele',
  'warning: {1} is not used: {2} ({3})': 'aviso: {1} não é usado: {2} ({3})',
  'warning: the program said more outside its log, which is left out':
    'aviso: o programa disse mais fora do log, o que fica de fora',
  '{1} holds no settings: start the file {2} itself, and not a part of it.':
    '{1} não tem configurações: inicie o próprio arquivo {2}, e não uma parte dele.',
  'error: {1}': 'erro: {1}',
  '{1} belongs to another user, so the settings of {2} count':
    '{1} é de outro usuário, então valem as configurações de {2}',
  '{1} has no settings, so those of {2} count: {3} --init --from {4}':
    '{1} não tem configurações, então valem as de {2}: {3} --init --from {4}',
  '{1} is a copy with other settings ({2}); those of {3} count':
    '{1} é uma cópia com outras configurações ({2}); valem as de {3}',
  '{1} holds secrets and other users may read it (mode {2}): chmod 700 {3}':
    '{1} tem segredos e outros usuários podem ler (modo {2}): chmod 700 {3}',
  '{1}, which the wrapper sets, is no setting of this program, and does nothing':
    '{1}, que o wrapper define, não é uma configuração deste programa, e não faz nada',
  'a whole number': 'um número inteiro',
  'a number': 'um número',
  'one of {1}': 'um destes: {1}',
  'yes or no': 'yes ou no (sim ou não)',
  '{1} from {2} to {3}': '{1} de {2} a {3}',
  '{1}: {2} is not {3}.': '{1}: {2} não é {3}.',
  'a flag': 'uma opção',
  'what it holds ({1} characters)': 'o que está lá ({1} caracteres)',
  '{1}: --{2} is for one start only: give it on the command line, and take this out.':
    '{1}: --{2} vale para uma execução só: use na linha de comando, e tire isto daí.',
  '{1}: there is no such setting. --help lists them all.': '{1}: não existe essa configuração. --help mostra todas.',
  '--reduced-rate belongs to --reduced.': '--reduced-rate vai junto com --reduced.',
  "a speed such as 2M/1M (down/up), a part of the plan's such as 10%, or one for both":
    'uma velocidade como 2M/1M (descida/subida), uma parte da do plano como 10%, ou uma para as duas',
  'a factor from 0.1 to 3 such as 1.1, or two such as 1.1/1.2 (down/up)':
    'um fator de 0.1 a 3 como 1.1, ou dois como 1.1/1.2 (download/upload)',
  'An override is slow: --slow-rate says how slow.': 'Uma exceção é slow: --slow-rate diz quão lento.',
  '--slow-rate belongs to --status with a state that is slow.':
    '--slow-rate vai junto com um --status em que algum status é slow.',
  '--status and --allowed-status exclude each other.': '--status e --allowed-status não podem ser usados juntos.',
  '--slow-rate and a state that is slow (--status FA=slow) belong together.':
    '--slow-rate e um status que seja slow (--status FA=slow) vão juntos.',
  'a list such as A=open,FA=slow,*=block, of {1}': 'uma lista como A=open,FA=slow,*=block, com {1}',
  'a speed such as 256k, or 256k/128k (down/up)': 'uma velocidade como 256k, ou 256k/128k (download/upload)',
  'a list of contract states such as A,FA': 'uma lista de status de contrato como A,FA',
  '--bqn: give it three values after a blank: IP USER PASSWORD.':
    '--bqn: informe três valores depois de um espaço: IP USUÁRIO SENHA.',
  'Unknown argument: {1}. --help shows all that can be given.':
    'Argumento desconhecido: {1}. --help mostra tudo o que se pode usar.',
  '-b, --bqn: three values belong to it: IP USER PASSWORD.': '-b, --bqn: pede três valores: IP USUÁRIO SENHA.',
  'open, slow, rate 300M/150M, plan NAME, or skip': 'open, slow, rate 300M/150M, plan NOME ou skip',
  'a day such as 2026-12-31 (or 31/12/2026)': 'um dia como 31/12/2026 (ou 2026-12-31)',
  '{1}: {2}, line {3} is passed over: {4}.': '{1}: {2}, a linha {3} é ignorada: {4}.',
  '{1}: {2} is no file of overrides: it has no line with fields by commas.':
    '{1}: {2} não é um arquivo de exceções: não tem nenhuma linha com campos separados por vírgula.',
  'it is not in UTF-8: save the file as UTF-8': 'não está em UTF-8: salve o arquivo em UTF-8',
  'login "{1}" begins or ends with a blank: take it away': 'o login "{1}" começa ou termina com um espaço: tire-o',
  'until {1} is more than {2} days away: what lasts longer belongs into IXC':
    'até {1} são mais de {2} dias: o que dura mais deve ser feito no IXC',
  'login {1} has a line already': 'o login {1} já tem uma linha',
  '{1}: {2} cannot be read ({3}).': '{1}: não dá para ler {2} ({3}).',
  'it needs login, what, until, by whom and why, five fields by commas':
    'precisa de login, o quê, até quando, por quem e por quê: cinco campos separados por vírgula',
  '"{1}" is not {2}': '"{1}" não é {2}',
  "a list, or a list for each BQN that is given: '192.0.2.7=3,4 192.0.2.8=9'":
    "uma lista, ou uma lista para cada BQN informado: '192.0.2.7=3,4 192.0.2.8=9'",
  'a list by commas, without an empty place': 'uma lista separada por vírgulas, sem lugar vazio',
  '--{1} says nothing of BQN {2}: name it as well, as {3}={4} if it serves everybody.':
    '--{1} não diz nada do BQN {2}: informe-o também, como {3}={4} se ele atende todo mundo.',
  'IPv4 networks such as 100.64.0.0/16, several by commas':
    'redes IPv4 como 100.64.0.0/16, várias separadas por vírgula',
  '--remove-all: no BQN is given, so there is nothing to remove from: set BQN_OAM_IP.':
    '--remove-all: nenhum BQN foi informado, então não há de onde remover: defina BQN_OAM_IP.',
  'no BQN is given: IXC is read and shown, nothing is written':
    'nenhum BQN foi informado: o IXC é lido e mostrado, nada é gravado',
  '--{1} and --{2} exclude each other.': '--{1} e --{2} não podem ser usados juntos.',
  '--since belongs to --history.': '--since vai junto com --history.',
  'a time such as 7d, 12h or 30m': 'um tempo como 7d, 12h ou 30m',
  'others may write to {1}, and so give anybody service: close it (chmod go-w)':
    'outros podem gravar em {1}, e assim liberar qualquer um: feche (chmod go-w)',
  'of {1} it is over: {2}; take the line out of {3}': 'de {1} acabou: {2}; tire a linha de {3}',
  'a list such as blocks=64, of {1}': 'uma lista como blocks=64, com {1}',
  'The IXC server is missing: give IXC-HOST, or set IXC_SERVER.':
    'Falta o servidor IXC: informe IXC-HOST, ou defina IXC_SERVER.',
  'The API key of IXC is missing: give API-KEY, or set IXC_KEY.':
    'Falta a chave da API do IXC: informe API-KEY, ou defina IXC_KEY.',
  'IXC-HOST and API-KEY seem to be swapped: the host comes first, then the key.':
    'IXC-HOST e API-KEY parecem trocados: primeiro o servidor, depois a chave.',
  'IXC-HOST is "{1}", which seems to belong to the flag before it: write --flag={2}.':
    'IXC-HOST é "{1}", que parece pertencer à opção anterior: escreva --flag={2}.',
  'IXC-HOST (IXC_SERVER) is no host name: write it like ixc.example or ixc.example:8443.':
    'IXC-HOST (IXC_SERVER) não é um nome de servidor: escreva como ixc.example ou ixc.example:8443.',
  'API-KEY (IXC_KEY) holds blanks or characters that no key has: paste it again from IXC.':
    'API-KEY (IXC_KEY) tem espaços ou caracteres que nenhuma chave tem: cole de novo do IXC.',
  'the API key is visible to other users of this machine in `ps`: set IXC_KEY instead':
    'a chave da API fica visível no `ps` para outros usuários desta máquina: use IXC_KEY',
  'the BQN password is visible to other users of this machine in `ps`: set BQN_REST_PW instead':
    'a senha do BQN fica visível no `ps` para outros usuários desta máquina: use BQN_REST_PW',
  'BQN_OAM_IP is set, so BQN_REST_USER and BQN_REST_PW must be set as well.':
    'BQN_OAM_IP está definido, então BQN_REST_USER e BQN_REST_PW também precisam estar.',
  '{1}: this is no address of a BQN: write it like 192.0.2.7 or 192.0.2.7:3443.':
    '{1}: isto não é o endereço de um BQN: escreva como 192.0.2.7 ou 192.0.2.7:3443.',
  '{1}: the REST password is an address: it seems to be swapped with another setting.':
    '{1}: a senha REST é um endereço: parece trocada com outra configuração.',
  '{1}: the REST user is empty or holds a colon.': '{1}: o usuário REST está vazio ou tem dois-pontos.',
  '{1}: the REST password is empty.': '{1}: a senha REST está vazia.',
  '--{1}-ca, --{2}-fingerprint and --{3}-insecure exclude each other.':
    '--{1}-ca, --{2}-fingerprint e --{3}-insecure não podem ser usados juntos.',
  '--bqn-insecure: anyone between here and the BQN can read its password; --bqn-fingerprint would prevent it':
    '--bqn-insecure: quem estiver entre aqui e o BQN pode ler a senha; --bqn-fingerprint evitaria isso',
  'a SHA-256 of 64 hexadecimal digits': 'um SHA-256 de 64 dígitos hexadecimais',
  '{1}: {2} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).':
    '{1}: {2} não tem um certificado no formato PEM (-----BEGIN CERTIFICATE-----).',
  'Read IXC (key in IXC_KEY) and show what would be made of it':
    'Lê o IXC (chave em IXC_KEY) e mostra o que seria feito disso',
  'Everything from the environment, as the wrapper sets it: preview a run':
    'Tudo do ambiente, como o wrapper define: prévia de uma execução',
  'Find out what is missing before the first run': 'Descobre o que falta antes da primeira execução',
  'After a mass change in IXC that is really meant': 'Depois de uma mudança em massa no IXC que é isso mesmo',
  '{1}.{2} --help all shows all that can be given.': '{1}.{2} --help all mostra tudo o que se pode usar.',
  '-b, --bqn: write it by itself, with three words behind it: -b IP USER PASSWORD.':
    '-b, --bqn: escreva sozinho, com três palavras depois: -b IP USUÁRIO SENHA.',
  'There is an argument that is no flag of this program': 'Há um argumento que não é uma opção deste programa',
  '$0 [options] [IXC-HOST] [API-KEY]\n\nReads plans, logins and contracts from an IXC and brings the rate policies, subscribers and dual-stack groups of a Bequant BQN into agreement, with the fewest writes.':
    '$0 [opções] [IXC-HOST] [API-KEY]\n\nLê planos, logins e contratos de um IXC e deixa as políticas de velocidade, os assinantes e os grupos de pilha dupla de um BQN da Bequant de acordo, com o mínimo de gravações.',
  'Where from, where to:': 'De onde, para onde:',
  'IP USER PASSWORD of the BQN, three words; repeat it for several BQNs':
    'IP USUÁRIO SENHA do BQN, três palavras; repita para vários BQNs',
  'About:': 'Sobre:',
  ' [default: {1}]': ' [padrão: {1}]',
  ' (also -{1})': ' (também -{1})',
  'This is the first run here. Write this to the BQN? (yes or no)':
    'Esta é a primeira execução aqui. Gravar isto no BQN? (sim ou não)',
  'Nothing was written. Start it again when it is meant; --dry-run -v shows every change.':
    'Nada foi gravado. Rode de novo quando for isso mesmo; --dry-run -v mostra cada mudança.',
  'IXC server (name or address)': 'Servidor IXC (nome ou endereço)',
  'IXC API key (user id:hash)': 'Chave da API do IXC (id do usuário:hash)',
  'BQN management address (several with blanks between)': 'Endereço de gerência do BQN (vários separados por espaço)',
  'BQN REST user': 'Usuário REST do BQN',
  'BQN REST password': 'Senha REST do BQN',
  'Join IPv4 and IPv6 of each customer (yes or no)': 'Juntar o IPv4 e o IPv6 de cada cliente (sim ou não)',
  '--init: {1} is not the wrapper of this version: copy it again.':
    '--init: {1} não é o wrapper desta versão: copie de novo.',
  'The check failed. Save these settings all the same? (yes or no)':
    'A conferência falhou. Salvar estas configurações mesmo assim? (sim ou não)',
  'Nothing was saved. Mend what is marked failed and start --init again.':
    'Nada foi salvo. Conserte o que está marcado com falhou e rode o --init de novo.',
  'That is what the first run would do. Save these settings? (yes or no)':
    'É isso que a primeira execução faria. Salvar estas configurações? (sim ou não)',
  'Nothing was saved.': 'Nada foi salvo.',
  '--init: {1} holds a line break, or a control character: type it in one line.':
    '--init: {1} tem uma quebra de linha, ou um caractere de controle: digite numa linha só.',
  'its value comes from a command or from a variable that is not set there':
    'o valor vem de um comando, ou de uma variável que não é definida ali',
  'a quote is missing': 'falta uma aspa',
  'it is set only under a condition': 'só é definido sob uma condição',
  'a command changes it': 'um comando o muda',
  'it is another file, which may set more': 'é outro arquivo, que pode definir mais',
  '{1}: not taken: {2}; nothing of that file is run': '{1}: não foi levado: {2}; nada desse arquivo é executado',
  '--init: {1} cannot be read ({2}). Copy the wrapper beside the program.':
    '--init: não dá para ler {1} ({2}). Copie o wrapper para o lado do programa.',
  '--init: the wrapper knows one REST user and password for all BQNs.':
    '--init: o wrapper conhece um só usuário e uma só senha REST para todos os BQNs.',
  '--init: nobody is there to ask, and these are not set: {1}.':
    '--init: não há ninguém para responder, e isto não está definido: {1}.',
  'somebody else': 'outra pessoa ou programa',
  'somebody else (policyAssignedBy: {1})': 'outra pessoa ou programa (policyAssignedBy: {1})',
  '{1} had to be set to {2} in {3} runs in a row: {4} writes it, too':
    '{1} precisou voltar a {2} em {3} execuções seguidas: {4} também grava ali',
  '--journal-keep: what is too old stays in {1} ({2})':
    '--journal-keep: o que já passou do tempo continua em {1} ({2})',
  '--journal: {1} cannot be written ({2})': '--journal: não dá para gravar {1} ({2})',
  'what was made on the BQNs is not known any more, and their certificates are taken anew at first sight':
    'não se sabe mais o que foi criado nos BQNs, e os certificados deles são aceitos de novo no primeiro contato',
  'the state file {1} cannot be written ({2}): entries made now may stay on the BQN when their customers leave, and its certificate is not remembered':
    'não dá para gravar o arquivo de estado {1} ({2}): itens criados agora podem ficar no BQN quando os clientes saírem, e o certificado dele não é lembrado',
  'the state file {1} is full of zeros (a power cut?); {2}':
    'o arquivo de estado {1} está cheio de zeros (queda de energia?); {2}',
  '--state-file {1} belongs to another program or version; it is not touched, and nothing is remembered':
    '--state-file {1} é de outro programa ou versão; não é tocado, e nada é lembrado',
  '--state-file: {1}: {2}; name a file of this program.': '--state-file: {1}: {2}; informe um arquivo deste programa.',
  'the state file {1} cannot be read ({2}); nothing is remembered':
    'não dá para ler o arquivo de estado {1} ({2}); nada é lembrado',
  'the state file {1} is damaged; the next run begins a new one':
    'o arquivo de estado {1} está danificado; a próxima execução começa um novo',
  'the state file was damaged; it is kept as {1}, and a new one is begun: {2}':
    'o arquivo de estado estava danificado; fica guardado como {1}, e um novo é começado: {2}',
  'the state file {1} is damaged and cannot be replaced ({2})':
    'o arquivo de estado {1} está danificado e não pode ser trocado ({2})',
  'text that is not shown, as it may hold secrets': 'texto que não é mostrado, pois pode conter segredos',
  'Also groups that join the IPv4 and IPv6 of each subscriber':
    'Também grupos que juntam o IPv4 e o IPv6 de cada assinante',
  'Contract states that have service; all others are blocked':
    'Status de contrato que têm serviço; os outros são bloqueados',
  'What becomes of each contract state: A=open,FA=slow,*=block; of open, slow, block, keep':
    'O que vira cada status de contrato: A=open,FA=slow,*=block; com open, slow, block, keep',
  'The speed of the slow lane, such as 256k or 256k/128k; policy Billing-Slow':
    'A velocidade da faixa lenta, como 256k ou 256k/128k; política Billing-Slow',
  'Never block anybody, whatever the contract': 'Nunca bloqueia ninguém, seja qual for o contrato',
  'What k, M and G count in': 'Em que k, M e G contam',
  'What a speed without a unit counts in': 'Em que conta uma velocidade sem unidade',
  'it is unreadable': 'é ilegível',
  'Obey reduced speed: the plan that a plan names for arrears (R) or for customers past their data cap':
    'Obedece à velocidade reduzida: o plano que um plano indica para atraso (R) ou para quem passou da franquia',
  'With --reduced: the speed where a plan names no reduced one, such as 2M/1M, or 10% of the plan; policy <plan>_RED':
    'Com --reduced: a velocidade onde o plano não indica um reduzido, como 2M/1M, ou 10% do plano; política <plano>_RED',
  'Multiply the speeds of all plans, such as 1.1 or 1.1/1.2 (0.1 to 3)':
    'Multiplica as velocidades de todos os planos, como 1.1 ou 1.1/1.2 (0.1 a 3)',
  'Also logins with a fixed IP that are not online (fixar_ip = S, with all H as well; ativo = S): their plan, never a block':
    'Também logins com IP fixo que não estão online (fixar_ip = S, com all também H; ativo = S): o plano deles, nunca um bloqueio',
  "Also the plans' bursts (download_busrt and the like); a plan without one keeps what the BQN has":
    'Também o burst dos planos (download_busrt e afins); um plano sem burst fica com o que o BQN tem',
  'Exceptions with an end, as CSV: login, open | slow | rate 300M/150M | plan NAME | skip, until, by, why':
    'Exceções com data para acabar, em CSV: login, open | slow | rate 300M/150M | plan NOME | skip, até, quem, por quê',
  'An IP on several logins with different policies: leave it as it is, or take the newest session':
    'Um IP em vários logins com políticas diferentes: deixa como está, ou vale a sessão mais nova',
  'Only logins with an IP in these IPv4 networks, such as 100.64.0.0/16; several by commas':
    'Só logins com IP nestas redes IPv4, como 100.64.0.0/16; várias separadas por vírgula',
  'Leave logins with an IP in these networks alone, and what the BQN holds there':
    'Não mexe em logins com IP nestas redes, nem no que o BQN tem nelas',
  'Only logins of these sites (id_concentrador, else concentrador, else conexao; --check lists them)':
    'Só logins destes sites (id_concentrador, senão concentrador, senão conexao; o --check os lista)',
  'Leave logins of these sites alone': 'Não mexe em logins destes sites',
  'Leave these plans (id or name) and their logins alone': 'Não mexe nestes planos (id ou nome) nem nos logins deles',
  'Leave these logins alone': 'Não mexe nestes logins',
  'What may be deleted: entries this program made, everything as the old script did, nothing':
    'O que pode ser apagado: o que este programa criou, tudo como o script antigo fazia, nada',
  'An entry goes only after its customer was offline that long, such as 15m':
    'Um item só sai depois que o cliente ficou offline esse tempo, como 15m',
  'at once': 'na hora',
  everybody: 'todos',
  'Let so many held-back changes pass, this once: blocks=64, as the held-back line says; several by commas':
    'Deixa passar, só desta vez, tantas mudanças retidas: blocks=64, como diz a linha; várias separadas por vírgula',
  'Let all held-back changes pass, this once': 'Deixa passar, só desta vez, tudo o que está retido',
  'Show what would be written, write nothing': 'Mostra o que seria gravado, não grava nada',
  'Set up: ask for settings, check them, preview a run, fill in sync-ixc-bqn.sh':
    'Instala: pergunta as configurações, confere, mostra a prévia e preenche o sync-ixc-bqn.sh',
  'Write a file for a bug report: versions, settings, the shape of what came; no secrets, no customers':
    'Grava um arquivo para relatar um defeito: versões, configurações, o formato do que veio; sem segredos, sem clientes',
  'Remove from the BQN all that this program made, to uninstall it; look with -n first':
    'Remove do BQN tudo o que este programa criou, para desinstalar; veja antes com -n',
  'Test access, permissions and data step by step, write nothing':
    'Testa acesso, permissões e dados passo a passo, não grava nada',
  'Say what IXC and the BQN say of one customer (LOGIN, id:N, IP or contract:N), and what a run would do; write nothing':
    'Diz o que o IXC e o BQN dizem de um cliente (LOGIN, id:N, IP ou contract:N), e o que uma execução faria; não grava nada',
  'Show what became of a customer (LOGIN, IP or contract:N) or of all':
    'Mostra o que aconteceu com um cliente (LOGIN, IP ou contract:N) ou com todos, pelo histórico',
  'With --history: only what is younger, such as 7d, 12h or 30m':
    'Com --history: só o que é mais recente, como 7d, 12h ou 30m',
  'Rows asked of IXC at a time': 'Linhas pedidas ao IXC de cada vez',
  'Read at most N pages of each table; when that cuts one short, delete nothing':
    'Lê no máximo N páginas de cada tabela; se isso cortar uma, não apaga nada',
  'all of them': 'todas',
  'Writes to a BQN under way at a time': 'Gravações simultâneas num BQN',
  'Seconds for one answer of IXC': 'Segundos para uma resposta do IXC',
  'Seconds for one answer of a BQN': 'Segundos para uma resposta de um BQN',
  'Seconds for the whole run; what is left then waits for the next one':
    'Segundos para a execução inteira; o que sobrar espera a próxima',
  "Port of the BQN's REST API": 'Porta da API REST do BQN',
  'Certificate (PEM) of IXC, or of the authority that signed it':
    'Certificado (PEM) do IXC, ou da autoridade que o assinou',
  'Do not verify the certificate of IXC': 'Não confere o certificado do IXC',
  "Certificate (PEM) of the authority that signed the BQN's": 'Certificado (PEM) da autoridade que assinou o do BQN',
  'the first certificate seen is kept': 'guarda o primeiro que vê',
  "SHA-256 of the BQN's certificate; several separated by commas":
    'SHA-256 do certificado do BQN; vários separados por vírgula',
  'Do not verify the certificate of the BQN': 'Não confere o certificado do BQN',
  'Show policies, subscribers and groups; -vv also each request':
    'Mostra políticas, assinantes e grupos; -vv também cada requisição',
  'Write the log there': 'Grava o log ali',
  'standard output': 'saída padrão',
  'Lines for people or for machines': 'Linhas para pessoas ou para máquinas',
  'No progress display on a terminal': 'Sem indicador de progresso no terminal',
  'Write what happened as JSON; - is standard output': 'Grava o que aconteceu em JSON; - é a saída padrão',
  "Write metrics for node_exporter's textfile collector": 'Grava métricas para o textfile collector do node_exporter',
  'Read environment variables from there too; nobody else may read the file':
    'Lê variáveis de ambiente dali também; ninguém mais pode ler o arquivo',
  'What became of each customer, a line of JSON each': 'O que aconteceu com cada cliente, uma linha JSON por vez',
  'beside the state file': 'ao lado do arquivo de estado',
  'What this program made on each BQN': 'O que este programa criou em cada BQN',
  'beside this program': 'ao lado deste programa',
  'Language: English (en) or Brazilian Portuguese (pt)':
    'Idioma de tudo o que é dito: inglês (en) ou português do Brasil (pt)',
  'What is synchronised:': 'O que é sincronizado:',
  "Whom it concerns, per BQN ('192.0.2.7=3,4 192.0.2.8=9') or for all:":
    "A quem diz respeito, por BQN ('192.0.2.7=3,4 192.0.2.8=9') ou para todos:",
  'Safety:': 'Segurança das gravações:',
  'Who, when and why:': 'Quem, quando e por quê:',
  'Pace and limits:': 'Ritmo e limites:',
  'Trust:': 'Confiança:',
  'Output:': 'Saída:',
  failed: 'falhou',
  look: 'atenção',
  error: 'erro',
  warning: 'aviso',
  deletes: 'exclusões',
  speeds: 'velocidades',
  plans: 'planos',
  'Language: en for English, pt para português': 'Idioma: en for English, pt para português',
  'Examples:': 'Exemplos:',
  'Show help': 'Mostra esta ajuda',
  'Show version number': 'Mostra a versão',
  'Not enough arguments following: %s': 'Faltam valores depois de: %s',
  'Unknown argument: %s': 'Argumento desconhecido: %s',
  'Unknown arguments: %s': 'Argumentos desconhecidos: %s',
  'Saved in {1}.': 'Salvo em {1}.',
  'laid {1}, which starts it every 5 minutes': 'criado {1}, que o inicia a cada 5 minutos',
  'laid {1}, which starts it every 5 minutes; what lay there is kept as {2}':
    'criado {1}, que o inicia a cada 5 minutos; o que estava lá fica guardado como {2}',
  'To start it every 5 minutes, a line for crontab: */5 * * * * {1}':
    'Para rodar a cada 5 minutos, uma linha para o crontab: */5 * * * * {1}',
  '--from: {1} holds no settings: name the wrapper that has them.':
    '--from: {1} não tem configurações: informe o wrapper que tem.',
  '--from belongs to --init.': '--from vai junto com --init.',
  "With --init: take the settings from an older wrapper, the old Python script's included":
    'Com --init: pega as configurações de um wrapper antigo, o do script em Python incluído',
  '{1} holds secrets, and other users may read it: chmod 700 {2}':
    '{1} tem segredos, e outros usuários podem ler: chmod 700 {2}',
  '{1} holds settings of its own: those of {2} count where it has any; --init lays a start without settings there':
    '{1} tem configurações próprias: valem as de {2}, se ele tiver; o --init põe lá um início sem configurações',
  'paused until {1}{2}: runs look and do not write; --resume ends it':
    'em pausa até {1}{2}: as execuções olham e não gravam; --resume encerra',
  'there is no pause': 'não há pausa',
  '{1} does nothing in a pause: say it again once it is over':
    '{1} não faz nada em uma pausa: repita depois que ela acabar',
  'the pause is over: the next run writes again': 'a pausa acabou: a próxima execução volta a gravar',
  'the pause in {1} cannot be read ({2}), so it does not hold':
    'não dá para ler a pausa em {1} ({2}), então ela não vale',
  'the pause in {1} is damaged, so it does not hold: --resume takes it away':
    'a pausa em {1} está danificada, então não vale: --resume a remove',
  'a time from 1m to 24h': 'um tempo de 1m a 24h',
  '--detailed-exit-code belongs to --dry-run.': '--detailed-exit-code vai junto com --dry-run.',
  'something would change': 'algo mudaria',
  paused: 'pausa',
  resumed: 'retomada',
  'With --dry-run: exit code 9 when something would change': 'Com --dry-run: código de saída 9 quando algo mudaria',
  'For so long, such as 2h (24h at most), runs look and do not write':
    'Por esse tempo, como 2h (24h no máximo), as execuções olham e não gravam',
  'End a pause before its time': 'Encerra uma pausa antes da hora',
  "it expired on {1}, where this machine's clock says {2}: renew it there, or set the clock":
    'venceu em {1}, e o relógio desta máquina diz {2}: renove lá, ou acerte o relógio',
  "it begins on {1}, where this machine's clock says {2}: set the clock (NTP)":
    'só vale a partir de {1}, e o relógio desta máquina diz {2}: acerte o relógio (NTP)',
  'it is for another name ({1}): use that name': 'é de outro nome ({1}): use esse nome',
  'it is of its own making: no authority signed it': 'é autoassinado: nenhuma autoridade o assinou',
  'no authority that this machine knows signed it ({1})': 'nenhuma autoridade que esta máquina conhece o assinou ({1})',
  "{1} shows a certificate that cannot be trusted: {2}. If it is your IXC's all the same, pin it with --ixc-fingerprint {3}; an authority of yours is named with --ixc-ca FILE. --ixc-insecure believes everybody.":
    '{1} mostra um certificado em que não se pode confiar: {2}. Se mesmo assim é o do seu IXC, fixe-o com --ixc-fingerprint {3}; uma autoridade sua é informada com --ixc-ca FILE. --ixc-insecure acredita em qualquer um.',
  '--ixc-insecure: anyone between here and IXC can read the key; --ixc-fingerprint would prevent it':
    '--ixc-insecure: quem estiver entre aqui e o IXC pode ler a chave; --ixc-fingerprint evitaria isso',
  "SHA-256 of IXC's certificate; several separated by commas":
    'SHA-256 do certificado do IXC; vários separados por vírgula',
  'BQN {1}: refused: {2}{3} ({4})': 'BQN {1}: recusado: {2}{3} ({4})',
  ', {1} rows': ', {1} linhas',
  'cost of {1}: {2} requests{3}, {4} bytes, {5} s of waiting':
    'custo em {1}: {2} requisições{3}, {4} bytes, {5} s de espera',
  '{1}: this is no address of the web: write it like https://hc.example/ping/the-code.':
    '{1}: isto não é um endereço da web: escreva como https://hc.example/ping/o-codigo.',
  "{1}: write the bot's token, a blank and the chat's number, as in '123456:the-token -100123'.":
    "{1}: escreva o token do bot, um espaço e o número do chat, como em '123456:o-token -100123'.",
  'the run failed: {1} (exit code {2})': 'a execução falhou: {1} (código de saída {2})',
  '{1} runs in a row have failed: {2} (exit code {3})': '{1} execuções seguidas falharam: {2} (código de saída {3})',
  'BQN {1}: it shows another certificate than the one that is known':
    'BQN {1}: mostra um certificado diferente do conhecido',
  'BQN {1}: {2} {2|entry|entries} newly refused': 'BQN {1}: {2} {2|item recusado|itens recusados} desde agora',
  'BQN {1}: tug of war over {2} {2|entry|entries}': 'BQN {1}: cabo de guerra por {2} {2|item|itens}',
  'it works again: {1}': 'voltou a funcionar: {1}',
  'the pause is over: runs write again': 'a pausa acabou: as execuções voltam a gravar',
  '{1} answered HTTP {2}': '{1} respondeu HTTP {2}',
  '{1} cannot be reached ({2}): this machine has no way out to there':
    'não dá para chegar a {1} ({2}): esta máquina não tem saída até lá',
  '{1} cannot be reached ({2})': 'não dá para chegar a {1} ({2})',
  'this is a test: notices arrive here': 'isto é um teste: os avisos chegam aqui',
  '{1}: a test was sent to {2}': '{1}: um teste foi enviado para {2}',
  '{1}: nothing arrives: {2}': '{1}: nada chega: {2}',
  '{1}: not sent: {2}': '{1}: não enviado: {2}',
  'Being told:': 'Avisos:',
  'Call this address after each run: with /3 or /4 behind it when the run failed':
    'Chama este endereço depois de cada execução: com /3 ou /4 no fim quando ela falhou',
  'Send a message in JSON when a run fails, works again, is held back or is newly refused something':
    'Envia uma mensagem em JSON quando uma execução falha, volta a funcionar, é retida ou tem algo recusado',
  "The same to a chat of Telegram; a third word is the address of a Bot API of one's own":
    'O mesmo para um chat do Telegram; uma terceira palavra é o endereço de uma Bot API própria',
  'Name customers in these messages': 'Dá os nomes dos clientes nessas mensagens',
  'look why the access server reports no IP; end the session if it is stale':
    'veja por que o concentrador não informa o IP; derrube a sessão se ela estiver presa',
  'type an IPv4 address as the fixed IP, or empty the field':
    'digite um endereço IPv4 no IP fixo, ou deixe o campo vazio',
  'type a login name': 'digite um nome de login',
  'give one of the logins another fixed IP': 'dê outro IP fixo a um dos logins',
  'nothing, if the contract is meant to be blocked': 'nada, se o contrato deve mesmo ficar bloqueado',
  'end the stale session, or give one of the logins another IP':
    'derrube a sessão presa, ou dê outro IP a um dos logins',
  'choose a speed plan': 'escolha um plano de velocidade',
  'choose a speed plan that exists': 'escolha um plano de velocidade que exista',
  'choose a contract that exists': 'escolha um contrato que exista',
  'give the contract an access state': 'preencha o status de acesso do contrato',
  "name the plan for arrears (or past the data cap) in the customer's plan":
    'no plano do cliente, indique o plano de atraso (ou o de franquia atingida)',
  'set the speed state to normal or reduced': 'ponha o status da velocidade em normal ou reduzida',
  'name a plan that IXC has': 'escreva um plano que exista no IXC',
  'type the speed as a number and k, M or G, such as 300M':
    'digite a velocidade como número e k, M ou G, por exemplo 300M',
  'type burst, threshold and time, or empty all three': 'digite burst, limiar e tempo, ou deixe os três vazios',
  'give the plan a name of letters and digits': 'dê ao plano um nome com letras e números',
  'type a prefix such as 2001:db8:0:100::/56, or empty the field':
    'digite um prefixo como 2001:db8:0:100::/56, ou deixe o campo vazio',
  'give one of the logins another prefix': 'dê outro prefixo a um dos logins',
  'give one of the logins another name': 'dê outro nome a um dos logins',
  screen: 'tela',
  name: 'nome',
  problem: 'problema',
  'what to do': 'o que fazer',
  'Write what there is to mend in IXC: what was skipped or is odd, with ids, screens and what to type':
    'Grava o que há para corrigir no IXC: o que ficou de fora ou é estranho, com ids, telas e o que digitar',
  'Environment: IXC_SERVER and IXC_KEY stand for IXC-HOST and API-KEY; BQN_OAM_IP (one address, or several with blanks between), BQN_REST_USER and BQN_REST_PW for --bqn; IXC_DUAL_STACK for --dual-stack; and IXC_BQN_ with the flag in capitals for any other, such as IXC_BQN_MAX_DELETE=40. A flag goes before the environment. Secrets belong in the environment or in --env-file: arguments are visible to every user.':
    'Ambiente: IXC_SERVER e IXC_KEY valem por IXC-HOST e API-KEY; BQN_OAM_IP (um endereço, ou vários separados por espaço), BQN_REST_USER e BQN_REST_PW por --bqn; IXC_DUAL_STACK por --dual-stack; e IXC_BQN_ com a opção em maiúsculas por qualquer outra, como IXC_BQN_MAX_DELETE=40. A opção vale antes do ambiente. Segredos vão no ambiente ou no --env-file: argumentos são visíveis para todo usuário.',
  'Exit codes:': 'Códigos de saída:',
  'Shown by --help all: {1}': 'Com --help all aparecem também: {1}',
  'manual.en.md, in every release, explains every setting, message and decision.':
    'O manual.pt.md, que vem em cada versão, explica cada configuração, mensagem e decisão.',
  'sync-ixc-bqn: {1}': 'sync-ixc-bqn: {1}',
  'Last day': 'Último dia',
  'Held back': 'Retido',
  'Newly blocked': 'Bloqueados no último dia',
  'To mend in IXC': 'A corrigir no IXC',
  Search: 'Busca',
  took: 'durou',
  '{1} s': '{1} s',
  'exit code': 'código de saída',
  'customers online': 'clientes online',
  version: 'versão',
  login: 'login',
  nothing: 'nada',
  'Login or address': 'Login ou endereço',
  'not on this page; ask the program:': 'não está nesta página; pergunte ao programa:',
  'more are found; type more of it': 'há mais resultados; digite mais',
  'and {1} more': 'e mais {1}',
  'other changes': 'outras mudanças',
  'Write a page for the browser: the last run, the last day, who is held back or blocked, what to mend':
    'Grava uma página para o navegador: a última execução, o último dia, quem foi retido ou bloqueado, o que corrigir',
  'this key {1}: it may have been cut by a line break, so paste it in one line':
    'esta chave {1}: talvez uma quebra de linha a tenha cortado; cole-a numa linha só',
  'IXC takes this key, and lets it read all three tables': 'o IXC aceita esta chave, e deixa ler as três tabelas',
  'BQN {1}: login accepted': 'BQN {1}: login aceito',
  '({1} {1|character|characters})': '({1} {1|caractere|caracteres})',
  'Type it again, or press Enter to keep it as it is.': 'Digite de novo, ou tecle Enter para deixar como está.',
  '{1}: its certificate is of "{2}", valid until {3}, with the SHA-256 fingerprint':
    '{1}: o certificado é de "{2}", válido até {3}, com a impressão digital SHA-256',
  '{1}: trust this certificate? (yes or no)': '{1}: confia neste certificado? (sim ou não)',
  'Also an entry for each IPv6 prefix, as long as the BQN keys them (64 unless changed); for BQNs before R4.22':
    'Também um item para cada prefixo IPv6, do tamanho com que o BQN os identifica (64, se não foi mudado); para BQNs anteriores ao R4.22',
  'One limit for all online logins of a contract: a group DS-<login>; where the plan is sold per contract':
    'Um limite só para todos os logins online de um contrato: um grupo DS-<login>; onde o plano é vendido por contrato',
  'IPv6 prefix wider than a subscriber': 'prefixo IPv6 maior que um assinante',
  "login with another policy than its contract's first": 'login com política diferente da do primeiro do contrato',
  '{1}: a subscriber here is a /{2}': '{1}: aqui um assinante é um /{2}',
  'delegate a prefix of the length that the BQN keys subscribers by':
    'delegue um prefixo do tamanho com que o BQN identifica os assinantes',
  'give the logins of the contract one plan': 'dê o mesmo plano aos logins do contrato',
  'the new speed of policy {1} is held back': 'a nova velocidade da política {1} está retida',
  '{1} is at this IP now': '{1} está neste IP agora',
  'contract {1}: service, out of its scope now': 'contrato {1}: serviço, fora dos filtros agora',
  'no contract: service, out of its scope now': 'sem contrato: serviço, fora dos filtros agora',
  '{1} has this entry as well': '{1} também tem este item',
  "its prefix is somebody else's now": 'o prefixo agora é de outro',
  'in service': 'com serviço',
  'another contract came than {1}': 'veio outro contrato em vez do {1}',
  '{1} contracts could not be asked for, so their customers stay as they are: {2}':
    'não deu para consultar {1} {1|contrato, então o cliente dele fica como está|contratos, então os clientes deles ficam como estão}: {2}',
  'auto: of many contracts only those out of service are asked for, and twice a day all; all: always all':
    'auto: de muitos contratos só se pedem os sem serviço, e duas vezes por dia todos; all: sempre todos',
  'those out of service, ': 'os sem serviço, ',
  'IXC refused the API key: look at IXC_KEY': 'o IXC recusou a chave da API: confira IXC_KEY',
  'IXC does not let the address of this machine use its API': 'o IXC não deixa o endereço desta máquina usar a API',
  'IXC does not let the key read a table': 'o IXC não deixa a chave ler uma tabela',
  'IXC could not carry out a query': 'o IXC não conseguiu executar uma consulta',
  'what answers at IXC_SERVER is no IXC': 'o que responde em IXC_SERVER não é um IXC',
  'IXC gave no complete answer in time': 'o IXC não deu uma resposta completa a tempo',
  'IXC cannot be reached, or fails': 'o IXC não está acessível, ou está falhando',
  'the name of IXC cannot be looked up': 'não dá para resolver o nome do IXC',
  'IXC shows a certificate that is not trusted': 'o IXC mostra um certificado que não é confiável',
  'IXC answered with something that cannot be used': 'o IXC respondeu algo que não dá para usar',
  'IXC could not be read whole': 'não deu para ler o IXC por inteiro',
  'what IXC says is too odd to be obeyed': 'o que o IXC diz é estranho demais para ser seguido',
  'the filters leave nobody': 'os filtros não deixam ninguém',
  'it refused the REST user or its password': 'ele recusou o usuário REST ou a senha dele',
  'its certificate is not the one that is known': 'o certificado dele não é o conhecido',
  'it cannot be reached, or fails': 'não está acessível, ou está falhando',
  'a list of it cannot be used': 'uma lista dele não pode ser usada',
  'it stopped answering': 'ele parou de responder',
  'it answered none of the writes': 'ele não respondeu a nenhuma gravação',
  'nobody online is under the block, plan or limit of another':
    'ninguém online fica sob o bloqueio, o plano ou o limite de outro',
  'nobody blocked is let through whose contract was not seen in service':
    'nenhum bloqueado é liberado sem que o contrato tenha sido visto com serviço',
  'nobody is blocked but by a contract that was seen out of service':
    'ninguém é bloqueado a não ser por um contrato visto sem serviço',
  'every policy that is named is there': 'toda política que é usada existe',
  'a policy says the speed of its plan': 'cada política tem a velocidade do seu plano',
  'nobody loses their limit but by a plan without one': 'ninguém fica sem limite a não ser por um plano sem limite',
  'nothing that belongs to others is changed': 'nada que é de outros é alterado',
  'no field of others is changed': 'nenhum campo de outros é alterado',
  'whoever is not served keeps what they have': 'quem não é atendido por aqui fica com o que tem',
  'no more harm than the limits let pass': 'não há mais dano do que os limites deixam passar',
  'what is told is what the writes make': 'o que se informa é o que as gravações fazem',
  'entries and groups of a customer say the same': 'as entradas e os grupos de um cliente dizem o mesmo',
  'whoever is to have something gets it': 'quem deve receber algo recebe',
  'Look at every customer anew, not only at those of whom something has changed':
    'Olhar todos os clientes de novo, e não só aqueles em que algo mudou',
  'BQN {1}: a look at everybody found {2} changes that a look at what had changed would have missed ({3}{4}); they are made; this is a defect of the program, please report this line, and run with --full until it is mended':
    'BQN {1}: ao olhar todos, {2} {2|alteração apareceu|alterações apareceram} que um olhar só para o que mudou não teria visto ({3}{4}); {2|ela é feita|elas são feitas}; isto é um defeito do programa: relate esta linha, e rode com --full até a correção',
  'BQN {1}: the plan of changes was wrong: {2}': 'BQN {1}: o plano de alterações estava errado: {2}',
  'BQN {1}: the plan of changes was wrong in {2} further places':
    'BQN {1}: o plano de alterações estava errado em mais {2} pontos',
  'BQN {1}: {2} changes withheld, the rest goes on; this is a defect of the program, please report these lines':
    'BQN {1}: {2} alterações não enviadas, o resto segue; isto é um defeito do programa, por favor mande estas linhas',
  ', login {1}{2}': ', login {1}{2}',
  'BQN {1}: proved by {2} rules: {3} changes at {4} customers, {5} wanted entries; {6} changes withheld':
    'BQN {1}: provado por {2} regras: {3} {3|alteração|alterações} em {4} {4|cliente|clientes}, {5} {5|item desejado|itens desejados}; {6} {6|alteração não enviada|alterações não enviadas}',
  'BQN {1}: let pass by --approve: {2}={3}': 'BQN {1}: liberado por --approve: {2}={3}',
  'BQN {1}: no longer held back: {2}, {3} at most': 'BQN {1}: não está mais retido: {2}, {3} no máximo',
  'expected until {1}: {2}{3}': 'esperado até {1}: {2}{3}',
  'BQN {1}: nothing is held back': 'BQN {1}: nada está retido',
  ', since {1}': ', desde {1}',
  'held back: {1} of {2} {3} ({4}){5}{6}{7}; {8}': 'retido: {1} de {2} {3} ({4}){5}{6}{7}; {8}',
  'limit {1} % within a day, {2}': 'limite {1} % em um dia, {2}',
  'never before: the most of any hour so far was {1}': 'nunca antes: o máximo em uma hora até hoje foi {1}',
  "a plan's speed that looks like a slip, whatever its share":
    'velocidade de plano que parece erro de digitação, seja qual for a parcela',
  'limit {1} %, {2}': 'limite {1} %, {2}',
  'a plan: {1} -> {2} Kbps ({3} {3|customer|customers})': 'um plano: {1} -> {2} Kbps ({3} {3|cliente|clientes})',
  'plan {1}: {2} -> {3} Kbps ({4} {4|customer|customers})': 'plano {1}: {2} -> {3} Kbps ({4} {4|cliente|clientes})',
  '{1} blocked {1|customer who is|customers who are} offline {1|keeps the entry|keep their entries}: many left of late, and they go last':
    '{1} {1|cliente bloqueado que está|clientes bloqueados que estão} offline {1|mantém o seu item|mantêm os seus itens}: muitos saíram há pouco, e {1|ele sai|eles saem} por último',
  '{1} customers who are offline keep their entries since {2} ({3} of them blocked): so many at once are more likely a power cut, or accounting that is down, than customers who left':
    '{1} {1|cliente que está offline mantém os seus itens|clientes que estão offline mantêm os seus itens} desde {2} ({3} {3|bloqueado|deles bloqueados}): tantos de uma vez são mais provavelmente uma queda de energia, ou o accounting fora do ar, do que clientes que saíram',
  "{1} customers, a fifth of all or more, are offline since {2}: look whether IXC's accounting still works":
    '{1} clientes, um quinto do total ou mais, estão offline desde {2}: veja se o accounting do IXC ainda funciona',
  '  since {1}, {2} at most, {3} with those who are away': '  desde {1}, {2} no máximo, {3} com os que estão fora',
  '    ... and {1} more; --held -v shows all': '    ... e mais {1}; --held -v mostra todos',
  '  if this is meant: --approve {1}={2}': '  se for isso mesmo: --approve {1}={2}',
  '{1} of {2} turned {3}': '{1} de {2} {1|passou|passaram} para {3}',
  '{1} of {2} {1|has|have} contract state {3}': '{1} de {2} {1|tem|têm} o contrato em {3}',
  '{1} {1|has|have} plan {2}': '{1} {1|tem|têm} o plano {2}',
  '{1} {1|is|are} of site {2}': '{1} {1|é|são} do site {2}',
  '{1} {1|subscriber|subscribers} newly blocked': '{1} {1|assinante|assinantes} com novo bloqueio',
  '{1} blocked {1|subscriber|subscribers} whose contract is gone':
    '{1} {1|assinante bloqueado|assinantes bloqueados} cujo contrato sumiu',
  '{1} {1|subscriber|subscribers} slowed to less than half, or let go without a limit':
    '{1} {1|assinante|assinantes} com menos da metade da velocidade, ou sem limite',
  '{1} {1|subscriber|subscribers} losing their plan': '{1} {1|assinante que perderia|assinantes que perderiam} o plano',
  '{1} {1|subscriber|subscribers} to delete': '{1} {1|assinante|assinantes} a apagar',
  '{1} {1|policy|policies} to delete': '{1} {1|política|políticas} a apagar',
  '{1} {1|group|groups} to delete': '{1} {1|grupo|grupos} a apagar',
  '{1} since {2}': '{1} desde {2}',
  'BQN {1} lacks {2} {3} that another has: --held shows them': 'Ao BQN {1} faltam {2} {3} que outro tem: --held mostra',
  expected: 'esperado',
  '{1}: no longer held back: {2}, {3} at most since {4}': '{1}: não está mais retido: {2}, {3} no máximo desde {4}',
  '--approve {1}={2}: nothing of that is held back': '--approve {1}={2}: nada disso está retido',
  '--approve {1}={2}: {3} {3|is|are} held back, and no more can be approved':
    '--approve {1}={2}: há {3} {3|retido|retidos}, e não dá para liberar mais do que isso',
  'BQN {1}: {2}. Nothing was written; --held shows what is held back.':
    'BQN {1}: {2}. Nada foi gravado; --held mostra o que está retido.',
  'a number from 0 to 100, or two such as 20/25: within an hour, and no fewer within a day':
    'um número de 0 a 100, ou dois como 20/25: em uma hora, e não menos em um dia',
  '--until belongs to --expect.': '--until vai junto com --expect.',
  '--expect needs --until: a time such as 12:00 or 2026-01-08T12:00, no further ahead than 24 hours.':
    '--expect precisa de --until: um horário como 12:00 ou 2026-01-08T12:00, no máximo 24 horas à frente.',
  '--reason belongs to --pause or --expect.': '--reason vai junto com --pause ou --expect.',
  'what is announced in {1} cannot be read ({2}), so it does not hold':
    'não dá para ler o que está anunciado em {1} ({2}), então não vale',
  'what is announced in {1} is damaged, so it does not hold: announce it again':
    'o que está anunciado em {1} está danificado, então não vale: anuncie de novo',
  'Put off deletions, and hold back plans taken, beyond this percentage of the customers an hour, half as much again a day; or 30/40':
    'Adia exclusões, e retém planos perdidos, acima desta porcentagem dos clientes por hora, uma vez e meia isso por dia; ou 30/40',
  'Hold back new blocks beyond this percentage of the customers within an hour; half as much again within a day, or 20/25':
    'Retém novos bloqueios acima desta porcentagem dos clientes em uma hora; uma vez e meia isso em um dia, ou 20/25',
  'Hold back changes of speed that slow customers to less than half, or lift their limit, beyond this percentage; as --max-block':
    'Retém mudanças que deixam clientes com menos da metade da velocidade, ou sem limite, acima desta porcentagem; como --max-block',
  'Show what is held back: who, since when, what they have in common, and how to let it pass; write nothing':
    'Mostra o que está retido: quem, desde quando, o que têm em comum e como liberar; não grava nada',
  'Announce a billing day: so many may be met until --until, this once, such as blocks=3000':
    'Anuncia um dia de bloqueio: até --until podem ser atingidos tantos, só desta vez, como blocks=3000',
  'With --expect: until when, such as 12:00; 24 hours ahead at most':
    'Com --expect: até quando, como 12:00; no máximo 24 horas à frente',
  'With --pause or --expect: why, for the log and the journal':
    'Com --pause ou --expect: o motivo, para o log e o histórico',
  'Let this pass: {1}? (yes or no)': 'Liberar isto: {1}? (sim ou não)',
  '{1} {1|plan has|plans have} another speed than {1|its|their} name says ({2}): look whether it was typed rightly':
    '{1} {1|plano tem|planos têm} outra velocidade do que o nome diz ({2}): veja se foi digitada certo',
  '{1} online logins get less than 1 Mbps by their plan ({2}): look at the unit, and at --bare-unit':
    '{1} {1|login online fica|logins online ficam} com menos de 1 Mbps pelo plano ({2}): veja a unidade, e o --bare-unit',
  'not known': 'não se sabe',
  'not known, since it was not read': 'não se sabe, pois não foi lido',
  'not known, since there is no journal': 'não se sabe, pois não há histórico',
  'BQN {1}: not known, since it was not read': 'BQN {1}: não se sabe, pois não foi lido',
  copy: 'copiar',
  copied: 'copiado',
  who: 'quem',
  'as it is': 'como está',
  'would be': 'ficaria',
  never: 'nunca',
  'of them blocked': 'deles, bloqueados',
  'customers held back': 'clientes retidos',
  'last success': 'último sucesso',
  'paused until': 'em pausa até',
  'last day': 'último dia',
  'Late: nothing was heard for longer than two runs take; load the page again':
    'Atrasada: passou o tempo de duas execuções sem novidade; recarregue a página',
  'Old: nothing is heard any more; nobody knows whether what stands here is still so':
    'Velha: não chega mais nada; ninguém sabe se o que está aqui ainda vale',
  'The clock of this device is behind that of the box, so that the age shown here is wrong':
    'O relógio deste aparelho está atrasado em relação ao da máquina, por isso a idade mostrada aqui está errada',
  'IXC was not read in this run: only what happened in the last day is found':
    'O IXC não foi lido nesta execução: só se acha o que aconteceu no último dia',
  'BQN {1} could not be read and written: what it holds may differ from what IXC asks for':
    'não deu para ler e gravar o BQN {1}: o que está nele pode ser diferente do que o IXC pede',
  'not seen in the last run': 'não visto na última execução',
  'not for this BQN': 'não é deste BQN',
  "left alone by the operator's word": 'deixado como está, por ordem do operador',
  'online without an address': 'online sem endereço',
  'held back ({1}): {2}': 'retido ({1}): {2}',
  'as it is: its contract has no status': 'como está: o contrato dele não tem status',
  'as it is: --status says keep of {1}': 'como está: o --status diz keep de {1}',
  'as it is: its contract was not read': 'como está: o contrato não foi lido',
  'as it is: its plan was not read': 'como está: o plano não foi lido',
  '{1}, at the speed that the BQN has': '{1}, na velocidade que o BQN tem',
  'Customers by hour, the last 24 hours; at most {1} in one':
    'Clientes por hora, nas últimas 24 horas; no máximo {1} em uma',
  'BQN {1}: {2} of {3} {4} ({5}).': 'BQN {1}: {2} de {3} {4} ({5}).',
  'Held since': 'Retido desde',
  'If this is meant, type:': 'Se é isso mesmo, digite:',
  'it is no JSON object': 'não é um objeto JSON',
  'it is no report of sync-ixc-bqn': 'não é um relatório do sync-ixc-bqn',
  'its schema is not 1': 'o schema não é 1',
  'it does not say when the run ended': 'não diz quando a execução terminou',
  'it is of the future: look at the clock of that box': 'é do futuro: confira o relógio daquela máquina',
  'it has no exit code': 'não tem código de saída',
  'it has no version': 'não tem versão',
  'its report cannot be used': 'o relatório dela não pode ser usado',
  'no report: it was never heard of': 'sem relatório: nunca se soube dela',
  'silent: nothing is heard any more': 'muda: não chega mais nada',
  'runs, and does not synchronise: {1}': 'executa e não sincroniza: {1}',
  'only looked ({1})': 'só olhou ({1})',
  '{1} red, {2} amber, {3} green': '{1} em vermelho, {2} em amarelo, {3} em verde',
  red: 'vermelho',
  amber: 'amarelo',
  green: 'verde',
  '{1} {1|box|boxes}: {2}': '{1} {1|máquina|máquinas}: {2}',
  box: 'máquina',
  state: 'estado',
  since: 'desde',
  'last run': 'última execução',
  customers: 'clientes',
  'what to type': 'o que digitar',
  Boxes: 'Máquinas',
  Look: 'Atenção',
  old: 'antiga',
  '--fleet and --{1} exclude each other.': '--fleet e --{1} se excluem.',
  '--fleet reads report files, and asks no IXC and no BQN: leave these out.':
    'O --fleet lê arquivos de relatório e não consulta nenhum IXC nem BQN: deixe-os de fora.',
  'its name is none that a box can have': 'o nome não é um que uma máquina possa ter',
  '{1} is passed over: {2}': '{1} foi deixado de lado: {2}',
  '{1} further files are passed over': 'mais {1} {1|arquivo foi deixado|arquivos foram deixados} de lado',
  'not in {1}: {2}': 'não está em {1}: {2}',
  'there is no {1} in {2}: a box that sends nothing is not missed':
    'não há {1} em {2}: não se sente falta de uma máquina que não manda nada',
  '{1}, line {2} is passed over: it begins with no name that a box can have':
    '{1}, a linha {2} foi deixada de lado: não começa com um nome que uma máquina possa ter',
  '{1}, line {2} is passed over: {3} stands there already': '{1}, a linha {2} foi deixada de lado: {3} já está lá',
  '{1}: {2} cannot be written ({3}).': '{1}: não dá para gravar {2} ({3}).',
  '{1}, since {2}': '{1}, desde {2}',
  'Merge the report files of several boxes in that folder into one --html and one --metrics-file':
    'Junta os relatórios de várias máquinas, nessa pasta, em um só --html e um só --metrics-file',
  "BQN {1} stands in another state file, too: {2}; two copies of this program that write to one BQN take each other's entries for a stranger's: keep one, and take the other out of cron":
    'o BQN {1} está também em outro arquivo de estado: {2}; duas cópias deste programa que gravam num mesmo BQN tomam os itens uma da outra por alheios: fique com uma e tire a outra do cron',
  'BQN {1}: {2} entries are as this program writes them, and it did not write them: the old script did, or another copy of this program writes there with equal settings: if one still does, stop it, as two would undo each other':
    'BQN {1}: {2} {2|item está como este programa o grava|itens estão como este programa os grava}, e não foi ele que gravou: foi o script antigo, ou outra cópia deste programa grava lá com configurações iguais: se ainda há uma, pare-a, pois duas se desfariam',
  restored: 'restauração',
  'Put back what stood on the BQN before the first run, as far as nobody changed it since; look with -n first':
    'Devolve ao BQN o que havia antes da primeira execução, onde ninguém mudou desde então; veja antes com -n',
  '--restore: no BQN is given, so there is nothing to put back: set BQN_OAM_IP.':
    '--restore: nenhum BQN foi informado, então não há o que devolver: defina BQN_OAM_IP.',
  'as it stood before the first run': 'como estava antes da primeira execução',
  'somebody else deleted it since, so it stays away': 'outro o apagou depois, então continua apagado',
  'somebody else changed {1} since: it stays {2}': 'outro mudou {1} depois: fica {2}',
  'BQN {1}: an earlier version wrote there first and kept nothing of what stood there before: --restore cannot put it back, --remove-all can remove what was made':
    'BQN {1}: uma versão anterior gravou primeiro e não guardou o que havia antes: --restore não pode devolver isso; --remove-all pode remover o que foi criado',
  'BQN {1}: what stands there before the first write is kept in {2}; --restore puts it back':
    'BQN {1}: o que há ali antes da primeira gravação fica guardado em {2}; --restore o devolve',
  'BQN {1}: what stands there before the first write cannot be kept ({2}): --restore will not be able to put it back':
    'BQN {1}: não deu para guardar o que há ali antes da primeira gravação ({2}): --restore não poderá devolver isso',
  '--restore: nothing was kept of what stood on BQN {1} before the first run (an earlier version made it, or the file could not be written). --remove-all removes what this program made there.':
    '--restore: nada foi guardado do que havia no BQN {1} antes da primeira execução (foi uma versão anterior, ou não deu para gravar o arquivo). --remove-all remove o que este programa criou ali.',
  '--restore: {1} was kept of another box than BQN {2} (of {3}, with certificate {4}). Nothing was written.':
    '--restore: {1} foi guardado de outro equipamento, não do BQN {2} (de {3}, com o certificado {4}). Nada foi gravado.',
  '--restore: {1}. Nothing was written.': '--restore: {1}. Nada foi gravado.',
  'note: what stood there before the first run is kept: --restore puts that back, too':
    'nota: o que havia ali antes da primeira execução está guardado: --restore devolve também isso',
  'Put this back on the BQN, what the gate would hold back included? (yes or no)':
    'Devolver isso ao BQN, inclusive o que a trava reteria? (sim ou não)',
  '--restore: nothing is known here of a write to BQN {1}, and nothing was kept: there is nothing to put back.':
    '--restore: não há registro aqui de nenhuma gravação no BQN {1}, e nada foi guardado: não há o que devolver.',
  'there is no file {1}': 'o arquivo {1} não existe',
  '{1} is damaged: it does not hold what this program wrote':
    '{1} está danificado: não contém o que este programa gravou',
  '{1} is no such file of this program, or of a later version':
    '{1} não é um desses arquivos deste programa, ou é de uma versão posterior',
  '{1} is damaged: {2}': '{1} está danificado: {2}',
  '{1} cannot be read ({2})': '{1} não pode ser lido ({2})',
  '{1} is damaged: it cannot be unpacked': '{1} está danificado: não dá para descompactar',
  'a list is missing in it': 'falta uma lista nele',
  unknown: 'desconhecido',
  yes: 'sim',
  no: 'não',
  'Enter keeps it': 'Enter mantém',
  '< goes one question back; Enter keeps what stands in brackets.':
    '< volta uma pergunta; Enter mantém o que está entre parênteses.',
  'Done. The first run starts within {1} minutes, or now, by hand: {2}':
    'Pronto. A primeira execução começa em até {1} minutos, ou agora, à mão: {2}',
  'Where to look: what it writes on the terminal.': 'Onde olhar: o que ele escreve no terminal.',
  'Where to look: {1}': 'Onde olhar: {1}',
  'One customer: {1} --explain LOGIN. Back to how the BQN was: --restore':
    'Um cliente: {1} --explain LOGIN. Para o BQN voltar a ser como era: --restore',
  'There are no settings yet. Set it up now? (yes or no)': 'Ainda não há configurações. Configurar agora? (sim ou não)',
};
