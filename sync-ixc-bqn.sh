#!/bin/bash
# Brings a BQN into agreement with IXC. cron starts this every 5 minutes, and what is said goes to LOG_FILE; by hand it is
# shown, and arguments go to the program: ./sync-ixc-bqn.sh --help. bash only finds a Node and starts the program, which
# reads the settings below: bash leaves this file before them, so that whatever stands there is never run.
# Each line of bash ends in a #: to that comment the line ends belong that an editor of Windows leaves.
# shellcheck disable=SC2034,SC2317
[ -n "${BASH_VERSION:-}" ] || for file in "$0" /dev/stdin; do [ -f "$file" ] && exec /bin/bash "$file" "$@"; done #
[ -n "${BASH_VERSION:-}" ] || { echo 'sync-ixc-bqn.sh: through a pipe only bash / por um pipe só o bash' >&2; exit 2; } #
umask 077; ulimit -c 0; unset -v "${!NODE_@}" "${!LD_@}" # no core file; nothing that changes how Node runs
export PATH="${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin" #
readonly USUAL_FOLDERS='/usr/local/bin:/usr/bin:/bin:/opt/node/bin:/opt/nodejs/bin:/usr/local/node/bin' #
self=${BASH_SOURCE[0]:-/dev/stdin} here=$PWD dir=/root/ixc only='' log='' lang=${IXC_BQN_LANG:-en} bundle='' refused='' #
case $self in /dev/fd/*) self=${SYNC_SELF:-$self} ;; esac # so does a version 2 in cron's folder start this one
case $self in /dev/*) ;; /*) here=${self%/*} ;; */*) here=$PWD/${self%/*} && self=$PWD/$self ;; *) self=$PWD/$self ;; esac #
if [ "$#" -eq 0 ] && [ ! -t 1 ]; then cron=yes; else cron=no; fi #
[ -f "$self" ] && while read -r line || [ -n "$line" ]; do # the settings that are needed before there is a Node
  line=${line#export[[:blank:]]} && line=${line#"${line%%[![:blank:]]*}"} && value=${line#*=} #
  case $value in [\'\"]*) value=${value#?} && value=${value%%[\'\"]*} ;; *) value=${value%%[[:space:]]*} ;; esac #
  case $line in SYNC_DIR=*) dir=${value:-$dir} ;; SYNC_NODE=*) only=$value ;; LOG_FILE=*) log=$value ;; esac #
  case $line in IXC_BQN_LANG=*) lang=$value ;; esac #
done <"$self" #
plain() { local LC_ALL=C word=${!1:0:200} && printf -v "$1" %s "${word//[^ -~]/?}"; } # what a terminal may be shown
words() { if [ "$lang" = pt ]; then printf %s "$2"; else printf %s "$1"; fi; } #
give_up() { # to a log that is a file of this user's under one name, and not full, else to standard error
  for ((at = ${#log}; at > 1; at--)); do [ "${log:at-1:1}" != / ] || [ ! -L "${log:0:at-1}" ] || case $(stat -c %u -- "${log:0:at-1}") in 0 | "$EUID") ;; *) cron=no ;; esac; done # not through a link of another user
  [ "$cron" = no ] || [ -e "$log" ] || [ -L "$log" ] || (set -C && : >"$log") 2>/dev/null #
  case $cron$(stat -c ' %h %u %F %s' -- "$log" 2>/dev/null) in *[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) ;; "yes 1 $EUID regular"*) #
    printf '%(%Y-%m-%d %H:%M:%S)T.000000 %s\n' -1 "$(words "$@")" 2>/dev/null >>"$log" && exit 2 ;; esac #
  printf 'sync-ixc-bqn.sh: %s\n' "$(words "$@")" >&2; exit 2 #
} #
for folder in "$here/dist" "$here" "$dir"; do [ -f "$folder/sync-ixc-bqn.js" ] && bundle=$folder/sync-ixc-bqn.js; done #
[ -n "$bundle" ] || { plain dir && plain here && give_up "error: sync-ixc-bqn.js is neither in $dir (SYNC_DIR) nor in $here: copy it there" "erro: o sync-ixc-bqn.js não está em $dir (SYNC_DIR) nem em $here: copie para lá"; } #
IFS=: read -r -a folders <<<"$PATH:$USUAL_FOLDERS" #
if [ -n "$only" ]; then nodes=("$only"); else nodes=("${bundle%/*}/node" "${folders[@]/%//node}"); fi #
for node in "${nodes[@]}"; do name=$node && plain name #
  [[ -f $node && $node == /* && $refused != *"; $name "* ]] || continue #
  if [ ! -x "$node" ]; then why=$(words "may not be executed (chmod 755 $name)" "não pode ser executado (chmod 755 $name)") #
  elif ! answer=$("$node" --version 2>&1 </dev/null); then answer=${answer%%$'\n'*} && plain answer && why="$(words 'does not start here' 'não roda aqui') ($answer)" #
  elif plain answer && ! [[ $answer =~ ^v([0-9]{1,4})\.([0-9]{1,4})\. ]]; then why="$(words 'is no Node' 'não é um Node') ($answer)" #
  elif ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] < 1620)); then why="$(words 'is too old' 'é velho demais') ($answer)" #
  else # the box forwards live traffic: that comes first; and behind -- nothing is an option of Node itself
    renice -n 19 -p $$ >/dev/null 2>&1; ionice -c 3 -p $$ 2>/dev/null #
    SYNC_WRAPPER=$self exec "$node" -- "$bundle" "$@" #
  fi #
  refused="$refused; $name $why" #
done #
[ -z "$refused" ] || give_up "error: no Node that will do (16.20 or later is needed): ${refused#; }" "erro: nenhum Node que sirva (precisa ser 16.20 ou mais novo): ${refused#; }" #
plain bundle && give_up "error: no Node found: put one, 16.20 or later, as ${bundle%/*}/node (README: Install, step 4)" "erro: nenhum Node encontrado: ponha um, 16.20 ou mais novo, como ${bundle%/*}/node (LEIAME: Instalação, passo 4)" #

# ---- Settings -------------------------------------------------------------------------------------------------------
# Put each value between single quotes: then every character stands for itself. Only a single quote has to be written
# in another way, as '\'' (four characters). Nothing here is run: what a command is to give belongs into a file of such
# lines that IXC_BQN_ENV_FILE names. This file holds secrets: chmod 700 sync-ixc-bqn.sh

# BQN management IP address; of several BQNs: '192.168.0.121 192.168.0.122'; with a port: '192.168.0.121:3443'
BQN_OAM_IP=''
# Name of the REST user in the BQN server
BQN_REST_USER=''
# Password of the REST user in the BQN server
BQN_REST_PW=''
# IP address or domain of the IXC server
IXC_SERVER=''
# REST API key of the IXC server
IXC_KEY=''
# Dual stack: '--dual-stack' joins the IPv4 and IPv6 of each customer under one limit; empty leaves IPv6 alone
IXC_DUAL_STACK=''

# Minutes between two runs. cron starts this file every 5 minutes; with 15 it acts every third time.
SYNC_EVERY_MINUTES=5
# Where sync-ixc-bqn.js is. When it is not there, it is looked for beside this file.
SYNC_DIR='/root/ixc'
# The log of the runs that cron starts, where only root writes. It is put aside at 5 MB; three are kept in all.
LOG_FILE='/root/ixc/sync-ixc-bqn.log'
# The Node to use. Empty: the file node beside sync-ixc-bqn.js, else the first good one on PATH or in the usual folders.
SYNC_NODE=''

# The language of all that is said: 'en' or 'pt' / O idioma de tudo o que é dito: 'en' ou 'pt'
#export IXC_BQN_LANG='en'

# Everything else has a good default. To change one, take away its #. Files need their whole path, from /.
# Contract states that have service; all others are blocked
#export IXC_BQN_ALLOWED_STATUS='A,FA'
# Never block anybody
#export IXC_BQN_NO_BLOCK='yes'
# What k, M and G count in: 1000 or 1024
#export IXC_BQN_SPEED_BASE='1000'
# An IP on several logins with different policies: skip, or newest
#export IXC_BQN_IP_CONFLICT='skip'
# What may be deleted on the BQN: owned (what this program made), all, none
#export IXC_BQN_PRUNE='owned'
# Hold back deletions, and new blocks, beyond these percentages
#export IXC_BQN_MAX_DELETE='30'
#export IXC_BQN_MAX_BLOCK='20'
# Rows asked of IXC at a time; less when IXC answers with timeouts
#export IXC_BQN_PAGE_SIZE='10000'
# Writes to a BQN under way at a time
#export IXC_BQN_CONCURRENCY='8'
# Seconds for one answer
#export IXC_BQN_IXC_TIMEOUT='120'
#export IXC_BQN_BQN_TIMEOUT='15'
# Seconds for a whole run; what is left then waits for the next one
#export IXC_BQN_MAX_TIME='3600'
# Port of the BQN's REST API
#export IXC_BQN_BQN_PORT='3443'
# IXC with a certificate of its own: that certificate in a file, or (unsafe) no verification
#export IXC_BQN_IXC_CA='/root/ixc/ixc-ca.pem'
#export IXC_BQN_IXC_INSECURE='yes'
# Certificate of the BQN: its SHA-256, or its authority in a file. Otherwise the first one seen is kept.
#export IXC_BQN_BQN_FINGERPRINT=''
#export IXC_BQN_BQN_CA='/root/ixc/bqn-ca.pem'
# What this program made on each BQN
#export IXC_BQN_STATE_FILE='/root/ixc/sync-ixc-bqn.state.json'
# For monitoring: the last run as JSON, and metrics for node_exporter
#export IXC_BQN_REPORT='/root/ixc/report.json'
#export IXC_BQN_METRICS_FILE='/root/ixc/sync-ixc-bqn.prom'
# Who is told how runs end: an address to call, one for messages in JSON, a chat of Telegram (token, blank, number)
#export IXC_BQN_PING_URL=''
#export IXC_BQN_NOTIFY_URL=''
#export IXC_BQN_TELEGRAM=''
# The log for people (text) or machines (json)
#export IXC_BQN_LOG_FORMAT='text'
# More settings, from a file that only this user may read
#export IXC_BQN_ENV_FILE='/root/ixc/settings.env'

# ---- End of the settings -------------------------------------------------------------------------------------------
