# Shared by the scripts: finds a JDK, builds what is missing. Sourced from the project's folder.

say() { printf 'keygate: %s\n' "$*" >&2; }

# Sets JAVA and JAVA_HOME to a JDK 17 or later; installs one where that is possible, else names the command.
require_jdk() {
  if find_jdk; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing a JDK 17 …"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless; } >/dev/null 2>&1 || true
    if find_jdk; then return; fi
  fi
  say "A JDK 17 or later is needed. Install one, for instance: sudo apt-get install openjdk-17-jdk-headless"
  exit 1
}

# Sets CHROMIUM to a browser; installs one where that is possible, else names the command.
require_chromium() {
  if find_chromium; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium …"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
    if find_chromium; then return; fi
  fi
  say "Chromium is needed. Install it, for instance: sudo apt-get install chromium"
  exit 1
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    CHROMIUM=$(command -v $name || true)
    [ -n "$CHROMIUM" ] && return 0
  done
  return 1
}

find_jdk() {
  local javac
  for javac in "${JAVA_HOME:-/nowhere}/bin/javac" "$(command -v javac || true)"; do
    [ -n "$javac" ] && [ -x "$javac" ] || continue
    local version
    version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    if [ "${version:-0}" -ge 17 ]; then
      JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$javac" 2>/dev/null || echo "$javac")")")
      export JAVA_HOME
      JAVA="$JAVA_HOME/bin/java"
      return 0
    fi
  done
  return 1
}

# Builds the server and the launcher where they are missing or older than their sources.
build_if_needed() {
  if is_built; then return; fi
  take_the_build
  if ! is_built; then build; fi
  release_the_build
}

# Of two that want to build in this folder, the second one waits.
take_the_build() {
  mkdir -p target
  if command -v flock >/dev/null; then
    exec 9>target/.lock
    flock -n 9 || { say "Waiting for another build in this folder …"; flock 9; }
  fi
}

release_the_build() { exec 9>&-; }

is_built() {
  [ -f target/.built ] && [ -z "$(find pom.xml src/main wildfly-config -newer target/.built -print -quit)" ]
}

# A build takes the server's files away from under an instance that runs from this folder.
refuse_while_running() {
  local running
  running=$(ps -ww -eo pid,args 2>/dev/null |
    awk -v t="$PWD/target" 'index($0, "launcher.Launcher " t) || index($0, "home.dir=" t "/server ") {printf " %s", $1}' || true)
  if [ -n "$running" ]; then
    say "An instance runs from this folder, and a build would take its files away. Use another clone, or stop it: kill$running"
    exit 1
  fi
}

build() {
  refuse_while_running
  say "Building; the first time this downloads the server and takes some minutes …"
  if ! ./mvnw -P quick package 2>&1 | tee target/build.log | build_progress; then
    tail -n 40 target/build.log >&2
    say "The build failed; all of its output is in target/build.log"
    exit 1
  fi
  touch target/.built
}

# One line for each step of the build, as it begins.
build_progress() {
  sed -nu 's/^\[INFO\] --- \([a-z0-9]*\):[^:]*:\([a-z-]*\).*/keygate:   \1 \2 …/p' >&2
}
