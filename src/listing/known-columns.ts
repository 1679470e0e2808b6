/**
 * Names of columns and fields that are IXC's and the BQN's own (src/ixc/README.md, src/bqn/README.md), by which a table can
 * be talked of. A name that is not among them may be somebody's, used as a key.
 */
const OF_IXC = [
  'id, login, online, ativo, ip, mac, senha, tipo, grupo, download, upload, obs, uf, cep, bairro, cidade, endereco, numero',
  'complemento, latitude, longitude, email, fone, cpf, cnpj, razao, fantasia, contrato, contato, status, pop, agent, metodo',
  'pd_ipv6, framed_pd_ipv6, id_contrato, id_grupo, ultima_conexao_inicial, franquia_atingida, fixar_ip, id_concentrador',
  'id_transmissor, id_pop, qos_ativo, red_ativo, id_plano_atraso, id_plano_franquia, status_internet, status_velocidade',
  'contrato_suspenso, desbloqueio_confianca_ativo, download_busrt, download_busrt_th, download_busrt_time, upload_busrt',
  'upload_busrt_th, upload_busrt_time, red_download, red_upload, rate_limit, ultima_atualizacao',
  'franquia, prioridade, descricao, nome, valor, data, hora, usuario, filial, concentrador, conexao, transmissor, porta, vlan',
].join(', ');
const OF_BQN = [
  'policyName, name, ratePolicyName, policyRateName, policy, policyId, policyRate, policyMonitor, policyFlow, policyAssignedBy',
  'rateLimitDownlink, rateLimitUplink, rate, burstRate, burstDuration, burstThreshold, burstThresholdWindow, congestionMgmt',
  'burstTransitionDuration, subscriberIp, ip, subscriberIP, ipAddress, subscriberAddress, address, subscriberId, quota, volume',
  'volumeIncrement, time, note, radiusSessionId, subscriberGroupName, groupName, subscriberGroup, group, subscriberGroupType',
  'subscriberMembers, subscriberRanges, subscriberAll, subscriberGroups, members, ranges, items, code, message, error, type',
].join(', ');
const KNOWN: ReadonlySet<string> = new Set(`${OF_IXC}, ${OF_BQN}`.split(', '));

/** As IXC names columns and the BQN fields: several words, which no list knows whole. */
const COMPOUND = /^[a-z][a-z0-9]{0,40}(?:_[a-z0-9]{1,40}){1,8}$|^[a-z]{1,40}(?:[A-Z][a-z]{1,40}){1,6}$/;
const LONGEST = 60;

/** Whether this is a name of the system's own, whatever table it comes from. */
export function isKnownColumn(name: string): boolean {
  return KNOWN.has(name);
}

/** Whether this may be a column that no list knows, such as those of a newer version. */
export function looksLikeColumn(name: string): boolean {
  return name.length <= LONGEST && COMPOUND.test(name);
}
