#!/usr/bin/env bash
# Proves that the end of dispatch's way is a delete: on a scratch copy of what is committed, dispatch goes from the monolith and
# its transition from everywhere; all the rest compiles, and the two applications concerned pass their tests. What went is
# printed. See docs/adr/0017-retired-and-returning.md.
#
#   legacy-monolith/without-dispatch.sh [Maven's arguments, as -o]
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone --quiet --no-hardlinks "$checkout" "$scratch/orkestro"
cd "$scratch/orkestro"

# The monolith's module, and what it tells dispatch-service's copies.
git rm -rq legacy-monolith/src/main/java/io/orkestro/monolith/dispatch
git rm -rq legacy-monolith/src/test/java/io/orkestro/monolith/dispatch
git rm -rq legacy-monolith/src/main/java/io/orkestro/monolith/account/transition
git rm -rq legacy-monolith/src/test/java/io/orkestro/monolith/account/transition
sed -i '/"dispatch", Capability.DISPATCH,/d' legacy-monolith/src/main/java/io/orkestro/monolith/transition/Parts.java
sed -i -e '/^      dispatch-service:$/,+2d' -e '/^      dispatch: dispatch-service$/d' \
  legacy-monolith/src/main/resources/application.yml

# The service's side of it.
git rm -rq dispatch-service/src/main/java/io/orkestro/dispatch/transition
sed -i -e '/^      legacy-monolith:$/,+2d' -e '/^  handover:$/,$d' dispatch-service/src/main/resources/application.yml

git add --all
git diff --cached --shortstat HEAD
git diff --cached --dirstat=lines,0 HEAD

mvn -B -ntp -q "$@" -DskipTests package
echo "Everything compiles without it."
mvn -B -ntp "$@" verify -pl legacy-monolith,dispatch-service -am
echo "Both applications pass without it."
