#!/bin/bash
# Brings a BQN into agreement with IXC. Started by cron every 5 minutes, or by hand:
#
#   ./sync-ixc-bqn.sh              on a terminal: one run, shown here
#   ./sync-ixc-bqn.sh --dry-run    with arguments: they go to the program, and its output is shown here
#
# Started by cron, without arguments and without a terminal, it writes to LOG_FILE instead.
# The exit code is the program's own (--help lists them); 2 when the program cannot be started.

# "sh sync-ixc-bqn.sh" is another shell, or bash without some of what follows.
if [ -z "${BASH_VERSION:-}" ] || shopt -qo posix; then exec /bin/bash "$0" "$@"; fi

# This file, also when bash reads it through a pipe: then what is started has said its name.
case $0 in /dev/fd/*) self=${SYNC_SELF:-$0} ;; *) self=$0 ;; esac

# ---- Before the settings: whether bash can take each of their lines for one. Nothing to change here ------------------

# Prints the first line below that looks like a setting and is none: `line 29, BQN_REST_PW`. A quote that ends too early
# would make a command of what stands behind it.
odd_setting() {
  local line number=0 inside=no
  local piece="'[^']*'"'|"([^"\\]|\\.)*"|\\.|\$\([^()]*\)|[^][:space:]'"'"'"\\;&|<>()`]'
  local setting="^(export[[:space:]]+)?[A-Za-z_][A-Za-z0-9_]*=($piece)*[[:space:]]*(#.*)?\$"
  while IFS= read -r line; do
    number=$((number + 1))
    case $line in
      '# ---- Settings'*) inside=yes ;;
      '# ---- End of the settings'*) return ;;
    esac
    if [ "$inside" = no ] || [[ $line =~ $setting ]]; then continue; fi
    if [[ $line =~ ^(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)= ]]; then
      printf 'line %s, %s' "$number" "${BASH_REMATCH[2]}"
      return
    fi
  done <"$self"
}

SETTINGS_TROUBLE=
if [ -f "$self" ]; then SETTINGS_TROUBLE=$(odd_setting); fi
if [ -n "$SETTINGS_TROUBLE" ]; then
  # What is below the settings tells of it, and needs no more of them than these two.
  SYNC_SELF=$self
  LOG_FILE=$(sed -n "s/^LOG_FILE='\([^']*\)'.*/\1/p" "$self")
  IXC_BQN_LANG=$(sed -n "s/^export IXC_BQN_LANG='\([^']*\)'.*/\1/p" "$self")
  export SETTINGS_TROUBLE SYNC_SELF LOG_FILE IXC_BQN_LANG
  exec /bin/bash <(sed -n -e 's/\r$//' -e '/^# ---- End of the settings/,$p' "$self") "$@"
fi

# ---- Settings -------------------------------------------------------------------------------------------------------
# Put each value between single quotes: then every character stands for itself. Only a single quote has to be written
# in another way, as '\'' (four characters). This file holds secrets: chmod 700 sync-ixc-bqn.sh

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
# The log of the runs that cron starts. The program puts it aside at 5 MB and keeps three in all.
LOG_FILE='/tmp/sync-ixc-bqn.log'
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

# ---- End of the settings: nothing below needs a change --------------------------------------------------------------

set -u
umask 077

# A setting whose line was taken out.
: "${BQN_OAM_IP=}" "${BQN_REST_USER=}" "${BQN_REST_PW=}" "${IXC_SERVER=}" "${IXC_KEY=}" "${IXC_DUAL_STACK=}"
: "${SYNC_EVERY_MINUTES=5}" "${SYNC_DIR=/root/ixc}" "${LOG_FILE:=/tmp/sync-ixc-bqn.log}" "${SYNC_NODE=}"
case $0 in /dev/fd/*) self=${SYNC_SELF:-$0} ;; *) self=$0 ;; esac

readonly EXIT_USAGE=2
readonly LARGEST_LOG=5000000
# What the program says outside its log is a few lines; in a bad case the log must not be flooded.
readonly MOST_LINES=200
readonly LONGEST_LINE=2000
# cron is a few seconds early or late; a start counts for the multiple of 5 minutes that is nearest.
readonly HALF_A_TICK=150
readonly USUAL_FOLDERS='/usr/local/bin:/usr/bin:/bin:/opt/node/bin:/opt/nodejs/bin:/usr/local/node/bin'

# Only a file of our own, so that no link, pipe or file that others put into /tmp is written to.
own_log() {
  # With noclobber a file that does not exist yet is made by us or not at all.
  [ -e "$LOG_FILE" ] || [ -L "$LOG_FILE" ] || (set -C; : >"$LOG_FILE") 2>/dev/null
  [ ! -L "$LOG_FILE" ] && [ -f "$LOG_FILE" ] && [ -O "$LOG_FILE" ] && [ -w "$LOG_FILE" ]
}

# One line for the log, else for standard error.
say() {
  local line
  printf -v line '%(%Y-%m-%d %H:%M:%S)T.000000 %s' -1 "$*"
  if [ "$to_log" = yes ] && own_log && printf '%s\n' "$line" 2>/dev/null >>"$LOG_FILE"; then return; fi
  printf 'sync-ixc-bqn.sh: %s\n' "$*" >&2
}

# A text in the language of the settings: English, Portuguese.
words() {
  case ${IXC_BQN_LANG:-en} in pt) printf '%s' "$2" ;; *) printf '%s' "$1" ;; esac
}

# Every line that arrives, up to a limit. It outlives a signal that ends the program, to log its last words.
say_each() {
  local line count=0
  trap '' HUP INT TERM
  while IFS= read -r -n "$LONGEST_LINE" line || [ -n "$line" ]; do
    count=$((count + 1))
    if [ "$count" -gt "$MOST_LINES" ]; then
      say "$(words 'warning: the program said more outside its log, which is left out' \
        'aviso: o programa disse mais fora do log, o que fica de fora')"
      while IFS= read -r -n "$LONGEST_LINE" line || [ -n "$line" ]; do :; done
      return
    fi
    [ -z "$line" ] || say "$line"
  done
}

prepare_log() {
  local size
  if ! own_log; then
    say "$(words "warning: $LOG_FILE is not used: it is a link, or the file of another user, or cannot be written" \
      "aviso: $LOG_FILE não é usado: é um link, é de outro usuário, ou não dá para gravar nele")"
    return 1
  fi
  # The program does the same, but not when it cannot be started. Another start may be doing it right now.
  chmod 600 "$LOG_FILE" 2>/dev/null
  size=$(stat -c %s "$LOG_FILE" 2>/dev/null) || size=0
  [ "$size" -gt "$LARGEST_LOG" ] || return 0
  mv -f "$LOG_FILE.1" "$LOG_FILE.2" 2>/dev/null
  mv -f "$LOG_FILE" "$LOG_FILE.1" 2>/dev/null
  return 0
}

warn_when_readable() {
  local mode
  [ -n "$IXC_KEY$BQN_REST_PW" ] || return
  mode=$(stat -L -c %a "$self" 2>/dev/null) || return
  case $mode in
    *00) ;;
    *)
      say "$(words "warning: $self holds secrets and other users may read it (mode $mode): chmod 700 $self" \
        "aviso: $self tem segredos e outros usuários podem ler (modo $mode): chmod 700 $self")"
      ;;
  esac
}

# Whether this start is the one that acts. A clock that was set back, or a stamp that is no number, makes it act.
is_due() {
  local stamp="$1/sync-ixc-bqn.stamp" now last='' least
  case $SYNC_EVERY_MINUTES in
    '' | *[!0-9]* | ??????*)
      say "$(words "error: SYNC_EVERY_MINUTES: '$SYNC_EVERY_MINUTES' is no number of minutes" \
        "erro: SYNC_EVERY_MINUTES: '$SYNC_EVERY_MINUTES' não é um número de minutos")"
      exit "$EXIT_USAGE"
      ;;
  esac
  least=$((10#$SYNC_EVERY_MINUTES * 60 - HALF_A_TICK))
  # 5 minutes are cron's own pace.
  [ "$least" -gt "$HALF_A_TICK" ] || return 0
  printf -v now '%(%s)T' -1
  { IFS= read -r last <"$stamp"; } 2>/dev/null
  case $last in
    '' | *[!0-9]* | ????????????*) ;;
    *) if [ "$((10#$last))" -le "$now" ] && [ "$((now - 10#$last))" -lt "$least" ]; then return 1; fi ;;
  esac
  if ! { printf '%s\n' "$now" >"$stamp"; } 2>/dev/null; then
    say "$(words "warning: $stamp cannot be written, so every start acts, not one in $SYNC_EVERY_MINUTES minutes" \
      "aviso: não dá para gravar $stamp, então toda partida age, e não uma a cada $SYNC_EVERY_MINUTES minutos")"
  fi
}

# The settings of a wrapper that are not empty, a line each.
settings_of() {
  sed -n '/^# ---- Settings/,/^# ---- End of the settings/p' "$1" | sed -e 's/\r$//' -e 's/^export  *//' |
    grep -E '^[A-Za-z_][A-Za-z0-9_]*=.' | grep -vE "^[A-Za-z_0-9]+=(''|\"\")? *(#.*)?$" | sort
}

# There is one copy of the settings: that of the wrapper in SYNC_DIR, whatever else is started, such as an old copy in
# cron's folder.
hand_over() {
  local other="$SYNC_DIR/sync-ixc-bqn.sh" differing
  if [ "${SYNC_HANDED:-}" = yes ] || [ ! -f "$other" ] || [ "$other" -ef "$self" ]; then return; fi
  # A wrapper of before this program, of another hand, or without settings has nothing to say.
  grep -q '^# -* End of the settings' "$other" || return
  if [ ! -O "$other" ]; then
    say "$(words "warning: $other belongs to another user, so the settings of $self count" \
      "aviso: $other é de outro usuário, então valem as configurações de $self")"
    return
  fi
  if ! settings_of "$other" | grep -q '^IXC_SERVER='; then
    say "$(words "warning: $other has no settings, so those of $self count: $other --init --from $self" \
      "aviso: $other não tem configurações, então valem as de $self: $other --init --from $self")"
    return
  fi
  if settings_of "$self" | grep -q '^IXC_SERVER='; then
    differing=$(comm -3 <(settings_of "$self") <(settings_of "$other") | sed -e 's/^[[:space:]]*//' -e 's/=.*//' | uniq)
    differing=${differing//$'\n'/, }
    if [ -n "$differing" ]; then
      say "$(words "warning: $self is a copy with other settings ($differing); those of $other count" \
        "aviso: $self é uma cópia com outras configurações ($differing); valem as de $other")"
    fi
  fi
  export SYNC_HANDED=yes SYNC_SELF="$other"
  # What a Windows editor leaves is passed over: a mark at the beginning, and its line ends.
  exec /bin/bash <(LC_ALL=C sed -e $'1s/^\xef\xbb\xbf//' -e 's/\r$//' "$other") "$@"
}

find_bundle() {
  local here folder
  here=$(cd -- "$(dirname -- "$self")" && pwd)
  for folder in "$SYNC_DIR" "$here" "$here/dist"; do
    if [ -f "$folder/sync-ixc-bqn.js" ]; then
      bundle="$folder/sync-ixc-bqn.js"
      return
    fi
  done
  say "$(words "error: sync-ixc-bqn.js is neither in $SYNC_DIR (SYNC_DIR) nor in $here: copy it there" \
    "erro: o sync-ixc-bqn.js não está em $SYNC_DIR (SYNC_DIR) nem em $here: copie para lá")"
  exit "$EXIT_USAGE"
}

# Sets `node`, or ends with a line that says what was tried and why it would not do.
find_node() {
  local candidate folder folders refused='' known=''
  if [ -n "$SYNC_NODE" ]; then
    candidates=("$SYNC_NODE")
  else
    candidates=("${bundle%/*}/node")
    IFS=: read -r -a folders <<<"$PATH:$USUAL_FOLDERS"
    for folder in "${folders[@]}"; do
      case $folder in /*) candidates+=("$folder/node") ;; esac
    done
  fi
  for candidate in "${candidates[@]}"; do
    case $known in *":$candidate:"*) continue ;; esac
    known="$known:$candidate:"
    [ -f "$candidate" ] || continue
    if will_do "$candidate"; then
      node=$candidate
      return
    fi
    refused="$refused; $candidate $trouble"
  done
  if [ -n "$refused" ]; then
    say "$(words "error: no Node that will do (16.20 or later is needed): ${refused#; }" \
      "erro: nenhum Node que sirva (precisa ser 16.20 ou mais novo): ${refused#; }")"
  else
    say "$(words "error: no Node found: put one, 16.20 or later, as ${bundle%/*}/node (README: a box without Node)" \
      "erro: nenhum Node encontrado: ponha um, 16.20 ou mais novo, como ${bundle%/*}/node (LEIAME: um BQN sem Node)")"
  fi
  exit "$EXIT_USAGE"
}

# Whether this Node starts here and is not too old; else `trouble` says why.
will_do() {
  local answer major minor
  if [ ! -x "$1" ]; then
    trouble=$(words "may not be executed (chmod 755 $1)" "não pode ser executado (chmod 755 $1)")
    return 1
  fi
  if ! answer=$("$1" --version 2>&1 </dev/null); then
    trouble="$(words 'does not start here' 'não roda aqui') (${answer%%$'\n'*})"
    return 1
  fi
  if ! [[ $answer =~ ^v([0-9]{1,4})\.([0-9]{1,4})\. ]]; then
    trouble="$(words 'is no Node' 'não é um Node') (${answer%%$'\n'*})"
    return 1
  fi
  major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  if [ "$major" -lt 16 ] || { [ "$major" -eq 16 ] && [ "$minor" -lt 20 ]; }; then
    trouble="$(words 'is too old' 'é velho demais') ($answer)"
    return 1
  fi
}

main() {
  local candidates=() command=() log_mode=no
  # What would change how Node runs, or what it loads, is no setting of ours; and no core file with secrets is left.
  unset -v "${!NODE_@}" "${!LD_@}"
  ulimit -c 0 2>/dev/null
  to_log=no bundle='' node='' trouble=''
  # cron may give no PATH at all.
  PATH="${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin"
  export PATH
  if [ "$#" -eq 0 ] && [ ! -t 1 ]; then
    log_mode=yes
    if prepare_log; then to_log=yes; fi
  fi
  if [ -n "${SETTINGS_TROUBLE:-}" ]; then
    say "$(words "error: $self, $SETTINGS_TROUBLE: a quote is missing or ends the value too early; put the value between" \
      "erro: $self, ${SETTINGS_TROUBLE/line/linha}: falta uma aspa, ou ela fecha cedo demais; ponha o valor entre aspas") $(
      words "single quotes, and write a single quote in it as '\\''" "simples, e escreva uma aspa simples dentro dele como '\\''"
    )"
    exit "$EXIT_USAGE"
  fi
  hand_over "$@"
  find_bundle
  if [ "$log_mode" = yes ]; then is_due "${bundle%/*}" || exit 0; fi
  warn_when_readable
  find_node

  # The box forwards live traffic: it comes first.
  if nice -n 19 true 2>/dev/null; then command+=(nice -n 19); fi
  if ionice -c 3 true 2>/dev/null; then command+=(ionice -c 3); fi
  # --: from here on nothing is an option of Node itself, such as --env-file.
  command+=("$node" -- "$bundle")

  # In the environment, which only root and this user can read, and not in the arguments, which everybody can.
  # Of the log that cron's starts have, --check tells.
  export SYNC_LOG_FILE="$LOG_FILE"
  export BQN_OAM_IP BQN_REST_USER BQN_REST_PW IXC_SERVER IXC_KEY IXC_DUAL_STACK
  # exec: signals reach the program, and its exit code is ours.
  if [ "$log_mode" = no ]; then exec "${command[@]}" "$@"; fi
  cd -- "${bundle%/*}" || exit "$EXIT_USAGE"
  if [ "$to_log" = yes ]; then export IXC_BQN_LOG_FILE="$LOG_FILE"; fi
  exec "${command[@]}" > >(say_each) 2>&1 </dev/null
}

# On one line, read as a whole: this file may be replaced while it runs.
main "$@"; exit
