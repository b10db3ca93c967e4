#!/bin/sh
# Makes registry/ of packages/: one package called greeting for each tool, in the form in which the tool fetches it. Needs tar and python3.
set -eu
cd "$(dirname "$0")"
rm -rf registry
mkdir -p registry/python registry/node registry/java/example/greeting-parent/1.0.0 registry/go/example.test/greeting/@v

tar -czf registry/python/greeting-1.0.0.tar.gz --transform 's,^\.,greeting-1.0.0,' -C packages/python .
tar -czf registry/node/greeting-1.0.0.tgz --transform 's,^\.,package,' -C packages/node .
cp packages/java/greeting-parent-1.0.0.pom registry/java/example/greeting-parent/1.0.0

# As the module proxy protocol has it (go.dev/ref/mod): a zip without entries for folders.
python3 - packages/go registry/go/example.test/greeting/@v << 'END'
import os
import shutil
import sys
import zipfile

source, target = sys.argv[1:]
with zipfile.ZipFile(os.path.join(target, "v1.0.0.zip"), "w") as archive:
    for name in sorted(os.listdir(source)):
        archive.write(os.path.join(source, name), f"example.test/greeting@v1.0.0/{name}")
shutil.copy(os.path.join(source, "go.mod"), os.path.join(target, "v1.0.0.mod"))
for name, text in (("list", "v1.0.0\n"), ("v1.0.0.info", '{"Version":"v1.0.0"}\n')):
    with open(os.path.join(target, name), "w") as file:
        file.write(text)
END
