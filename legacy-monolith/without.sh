#!/usr/bin/env bash
# Proves that the end of a capability's way is a delete: on a scratch copy of what is committed, its module goes from the monolith
# and its transition from everywhere; then all the rest compiles, and the two applications concerned pass their tests, in one run
# of Maven. What went is printed. See docs/adr/0017-retired-and-returning.md.
#
#   legacy-monolith/without.sh dispatch|marketplace|tracking|notification [Maven's arguments, as -o or -Dit.test=RehearsalIT]
set -euo pipefail

module=${1:-}
case $module in
  dispatch | tracking | notification) slug=$module ;;
  marketplace) slug=courier-marketplace ;;
  *)
    sed -n 's/^#   /usage: /p' "$0" >&2
    exit 2
    ;;
esac
shift

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone --quiet --no-hardlinks "$checkout" "$scratch/orkestro"
cd "$scratch/orkestro"

# The monolith's module.
monolith=legacy-monolith/src
git rm -rq {$monolith/main,$monolith/test}/java/io/orkestro/monolith/"$module"
sed -i "/case \"$module\" -> /d" $monolith/main/java/io/orkestro/monolith/transition/Parts.java
sed -i -e "/^      $slug-service:\$/,+2d" -e "/^      $slug: $slug-service\$/d" $monolith/main/resources/application.yml
if [ "$module" = dispatch ]; then
  # What accounts tell dispatch-service's copies.
  git rm -rq {$monolith/main,$monolith/test}/java/io/orkestro/monolith/account/transition
fi

# The service's side of it.
git rm -rq --ignore-unmatch "$slug-service"/src/{main,test}/java/io/orkestro/"$module"/transition
sed -i -e '/^      legacy-monolith:$/,+2d' -e '/^  handover:$/,$d' "$slug-service/src/main/resources/application.yml"

git add --all
git diff --cached --shortstat HEAD
git diff --cached --dirstat=lines,0 HEAD

mvn -B -ntp verify -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dtest="io/orkestro/monolith/**/*Tests,io/orkestro/$module/**/*Tests" \
  -Dit.test="io/orkestro/monolith/**/*IT,io/orkestro/$module/**/*IT" "$@"
echo "All the rest compiles without $module, and both applications pass."
