# Sourced by the scripts beside it: finds a JDK and Maven, builds benchmarks.jar and starts a class of it.
# shellcheck shell=bash

required_java=25
root=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
jar=$root/benchmarks/target/benchmarks.jar

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the version of the JDK in directory $1, such as 25.0.3, or nothing if there is none.
jdk_version() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1/p' "$1/release"
}

is_recent_jdk() {
  local version
  version=$(jdk_version "$1")
  [[ -n $version && ${version%%.*} -ge $required_java ]]
}

# Prints the home of the JDK to use.
find_jdk() {
  local java home version variable
  if [[ -n ${JAVA_HOME:-} ]] && is_recent_jdk "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if java=$(command -v java); then
    java=$(readlink -f "$java")
    home=${java%/bin/java}
    if is_recent_jdk "$home"; then
      printf '%s\n' "$home"
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
  for home in "${homes[@]}"; do
    if is_recent_jdk "$home"; then
      version=$(jdk_version "$home")
      printf '%s\t%s\n' "$version" "$home"
    fi
  done | sort -t. -k1,1nr -k2,2nr -k3,3nr | head -n 1 | cut -f2-
}

# The jar carries the time at which its build began: what is newer is not in it.
is_current() {
  local newer
  [[ -f $jar ]] || return 1
  newer=$(find "$root"/pom.xml "$root"/{engine,benchmarks}/{pom.xml,src/main} "$root"/.mvn "$root"/src-test-data -newer "$jar") || return 1
  [[ -z $newer ]]
}

build() {
  local log=$root/benchmarks/target/build.log
  command -v mvn >/dev/null || fail "Lanewise is built with Maven: install Apache Maven 3.8 or newer (https://maven.apache.org)"
  echo "Building Lanewise ..." >&2
  touch "$jar.begin"
  if ! (cd "$root" && mvn -q -B -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip package) >"$log" 2>&1 </dev/null; then
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

# Usage: run CLASS ARGUMENT...
run() {
  local terminal=false
  [[ -t 2 ]] && terminal=true
  # Java takes the encoding of file names from the locale; in the POSIX locale it would lose all but ASCII.
  [[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
  JAVA_HOME=$(find_jdk)
  [[ -n $JAVA_HOME ]] ||
    fail "Lanewise needs a JDK $required_java or newer: install Eclipse Temurin $required_java (https://adoptium.net)"
  export JAVA_HOME
  if ! is_current; then
    mkdir -p "${jar%/*}"
    (
      # Where there is no flock, calls at the same time are up to the caller.
      if command -v flock >/dev/null; then flock 9; fi
      is_current || build
    ) 9>"$jar.lock"
  fi
  # JMH reads fields with Unsafe, and OpenBLAS, a peer of a benchmark, is native: Java would warn of both.
  exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED \
    -Djava.awt.headless=true "-Dlanewise.home=$root" "-Dlanewise.terminal=$terminal" -cp "$jar" "$@" \
    2> >(without_announcement)
}
