# Sourced by the scripts beside it: finds a JDK and Maven, builds benchmarks.jar and starts a class of it.
# shellcheck shell=bash

# The next file to be opened would take the number of a closed descriptor and receive its output. Writing to standard
# output now fails instead.
true 9>&2 || exec 2>/dev/null
{ true 9<&0; } 2>/dev/null || exec 0</dev/null
{ true 9>&1; } 2>/dev/null || exec 1</dev/null

# Exported variables, functions and shell options that change the commands below: with CDPATH, for example, cd prints a
# path.
unset CDPATH GLOBIGNORE GREP_OPTIONS
unset -f cd find grep touch
set +o noclobber +o noglob +o posix
shopt -u dotglob failglob nocaseglob nocasematch nullglob

required_java=25
root=$(cd -P -- "${BASH_SOURCE[0]%lib.sh}.." && printf '%s/' "$PWD") # a name may end with a line break
root=${root%/}
jar=$root/benchmarks/target/benchmarks.jar
peers=$root/benchmarks/target/peers # the jars of other libraries, after a build with the profile "peers"

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# A colon separates the entries of a class path, and Java has no way to quote it.
[[ $root != *:* ]] || fail "Lanewise cannot run in $root, whose path contains a colon: move or rename the directory"
pwd -P &>/dev/null || fail "The current directory does not exist: change to another one with cd"

# Sets version to that of the JDK in directory $1, such as 25.0.3, or to nothing if there is none. Without other
# programs, of which each takes longer to start than all of this.
read_jdk_version() {
  local line
  version=
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9.]+) ]]; then version=${BASH_REMATCH[1]}; fi
  done <"$1/release"
}

is_recent_jdk() {
  local version
  read_jdk_version "$1"
  [[ -n $version && ${version%%.*} -ge $required_java ]]
}

# Sets JAVA_HOME to the home of the JDK to use, or to nothing if there is none.
find_jdk() {
  local java home version variable
  if [[ -n ${JAVA_HOME:-} ]] && is_recent_jdk "$JAVA_HOME"; then
    return
  fi
  if java=$(type -P java); then
    java=$(readlink -f "$java")
    home=${java%/bin/java}
    if is_recent_jdk "$home"; then
      JAVA_HOME=$home
      return
    fi
  fi
  local -a homes=()
  for variable in "${!JAVA@}" "${!JDK@}"; do
    if [[ $variable == *_HOME ]]; then homes+=("${!variable}"); fi
  done
  # Where Maven's toolchains plugin looks, and some more.
  homes+=(/usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/jdk/* /usr/jdk/instances/* /opt/* /opt/java/*
    /opt/jdk/* /opt/hostedtoolcache/*/*/x64 /Library/Java/JavaVirtualMachines/*/Contents/Home ~/.m2/jdks/*
    ~/.gradle/jdks/* ~/.jdks/* ~/.sdkman/candidates/java/* ~/.jenv/versions/* ~/.jbang/cache/jdks/* ~/.jabba/jdk/*
    ~/.asdf/installs/java/* ~/.local/share/mise/installs/java/*)
  JAVA_HOME=
  local -a parts
  local key best=
  for home in "${homes[@]}"; do
    if is_recent_jdk "$home"; then
      read_jdk_version "$home"
      IFS=. read -ra parts <<<"$version.0.0"
      printf -v key '%05d%05d%05d' "${parts[@]:0:3}"
      if [[ $key > $best ]]; then
        best=$key
        JAVA_HOME=$home
      fi
    fi
  done
}

require_jdk() {
  find_jdk
  [[ -n $JAVA_HOME ]] ||
    fail "Lanewise needs a JDK $required_java or newer: install Eclipse Temurin $required_java (https://adoptium.net)"
  export JAVA_HOME
}

# The jar carries the time at which its build began: what is newer is not in it.
is_current() {
  local newer
  local -a sources=("$root"/pom.xml "$root"/{engine,benchmarks}/{pom.xml,src/main} "$root"/src-test-data)
  [[ ! -e $root/.mvn ]] || sources+=("$root"/.mvn) # a copy of all files but hidden ones lacks it
  [[ -f $jar ]] || return 1
  if [[ -d $peers ]]; then
    grep -qF lanewise/benchmarks/peers/ "$jar" || return 1 # built without them since
    sources+=("$root"/benchmarks/src/peers/java)
  fi
  newer=$(find "${sources[@]}" -newer "$jar" -print -quit) || return 1
  [[ -z $newer ]]
}

build() {
  local log=$root/benchmarks/target/build.log
  command -v mvn >/dev/null || fail "Lanewise is built with Maven: install Apache Maven 3.8 or newer (https://maven.apache.org)"
  echo "Building Lanewise ..." >&2
  touch "$jar.begin"
  local -a options=(-q -B -pl benchmarks -am -DskipTests -Dmaven.source.skip)
  if [[ -d $peers ]]; then options+=(-Ppeers); fi # once there, they stay
  if ! (cd "$root" && mvn "${options[@]}" package) >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    fail "The build of Lanewise failed"
  fi
  touch -r "$jar.begin" "$jar"
}

# Copies standard input to standard error, all but the JVM's announcement of its incubator module, which no option turns
# off and which is no error. What follows passes as it comes: a progress bar is not made of lines.
without_announcement() {
  local line
  while IFS= read -r line; do
    case $line in
      "WARNING: Using incubator modules: "*) exec cat >&2 ;;
      *"Picked up "*) printf '%s\n' "$line" >&2 ;; # options from the environment, announced before
      *) printf '%s\n' "$line" >&2 && exec cat >&2 ;;
    esac
  done
  printf '%s' "$line" >&2
}

# Usage: use_archive NAME
# Sets aot to the option that uses an archive of classes (JEP 483, 514), if there is one of this jar and this JDK. If not,
# one is made in the background once this command should have ended; where it cannot be, nothing is said: commands take a
# few tenths of a second longer. Java loads all classes of an archive at the start: so each command has its own, and
# training has three.
use_archive() {
  aot=()
  ((${#quick_java[@]} > 0)) || return 0
  local version target=${jar%/*}
  read_jdk_version "$JAVA_HOME"
  local archive=$target/${1,,}-$version.aot
  if [[ $archive -nt $jar ]]; then
    aot=("-XX:AOTCache=$archive" -Xlog:aot=off -Xlog:cds=off)
  elif [[ -w $target ]]; then
    (
      if command -v flock; then flock -n 8; fi # one at a time
      sleep 1
      work=$(mktemp -d "$target/archive.XXXXXX") || exit
      trap 'rm -rf "$work"' EXIT
      cd "$work" || exit
      unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JDK_AOT_VM_OPTIONS
      nice -n 19 "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$work/archive" "${quick_java[@]}" "${java_options[@]}" \
        -cp "$jar" lanewise.benchmarks.cli.ArchiveRun "$1" && mv "$work/archive" "$archive"
    ) </dev/null &>/dev/null 8>"$archive.lock" &
  fi
}

# The fastest start for a short command: C2, and the vectors that need it, would not pay. Java rejects two collectors,
# and an archive with -Xshare:off. So if the environment may choose any of these, also in a file of options, only the
# options of the environment apply.
quick_java=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
if [[ "${JAVA_TOOL_OPTIONS:-} ${_JAVA_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" =~ -XX|-Xshare|@ ]]; then
  quick_java=()
fi

# JMH reads fields with Unsafe, and OpenBLAS, a peer of a benchmark, is native: Java would warn of both.
full_java=(--add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)

prepare() {
  local terminal=false
  [[ -t 2 ]] && terminal=true
  # Java takes the encoding of file names from the locale; in the POSIX locale, or one that is not installed, it would
  # lose all but ASCII.
  export LC_ALL=C.UTF-8
  require_jdk
  if ! is_current; then
    mkdir -p "${jar%/*}" 2>/dev/null || true
    [[ -d ${jar%/*} && -w ${jar%/*} ]] ||
      fail "Lanewise cannot be built, because ${jar%/*} cannot be written: allow it, or copy the checkout and use that"
    (
      # Where there is no flock, calls at the same time are up to the caller.
      if command -v flock >/dev/null; then flock 9; fi
      is_current || build
    ) 9>"$jar.lock"
  fi
  java_options=(-Djava.awt.headless=true "-Dlanewise.home=$root" "-Dlanewise.terminal=$terminal")
}

# Usage: is_question ARGUMENT...
is_question() {
  [[ $# == 1 && ($1 == --help || $1 == -h || $1 == --version || $1 == -V) ]]
}

# Usage: run CLASS ARGUMENT...
run() {
  if is_question "${@:2}"; then run_quick "$@"; fi
  prepare
  local class_path=$jar
  if [[ -d $peers ]]; then class_path+=":$peers/*"; fi
  exec "$JAVA_HOME/bin/java" "${full_java[@]}" "${java_options[@]}" -cp "$class_path" "$@" 2> >(without_announcement)
}

# Usage: is_large FILE
# Whether C1 takes more than half a second to read it.
is_large() {
  [[ -f $1 && -n $(find -L "$1" -prune \( -size +8M -o -name '*.gz' -size +2M \)) ]]
}

# Usage: run_quick CLASS ARGUMENT...
# For a command whose work is mostly short; if it is not, the command itself continues in a JVM with the options of run.
run_quick() {
  local argument archive=${1##*.}
  if [[ $archive == Train ]] && ! is_question "${@:2}"; then
    case " ${*:2} " in
      " --no-plots " | " --json --no-plots " | " --no-plots --json ") archive=Classic ;; # without picocli
      *" --no-plots "*) ;;
      *) archive=Charts ;;
    esac
  fi
  for argument in "${@:2}"; do
    argument=${argument#*=}
    # A pipe cannot be read again, and other descriptors than the standard ones end with the first JVM.
    if [[ $argument == /dev/* || $argument == /proc/* || -p $argument ]] || is_large "$argument"; then run "$@"; fi
  done
  prepare
  use_archive "$archive"
  exec "$JAVA_HOME/bin/java" ${aot[@]+"${aot[@]}"} ${quick_java[@]+"${quick_java[@]}"} "-Dlanewise.fullJvm=${full_java[*]}" \
    "${java_options[@]}" -cp "$jar" "$@"
}
