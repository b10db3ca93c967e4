#!/usr/bin/env bash
# inside.sh SECONDS: runs inside the virtual machine, where this folder holds the built tests and uv. Runs the tests of the rows; what they found is in /out/rows.
set -euo pipefail
lab=/scratch/lab
mkdir -p $lab/artifacts/test-tools $lab/dotnet/shared/Microsoft.NETCore.App /scratch/tmp
mv uv-* $lab/artifacts/test-tools/
mv tests $lab/tests
mv global.json $lab/
version=$(cat runtime)
cp -r /ro/dotnet /ro/host $lab/dotnet/
cp -r "/ro/shared/Microsoft.NETCore.App/$version" $lab/dotnet/shared/Microsoft.NETCore.App/

set +eu # vmlib.sh is written without, and the servers' start asks for more than each kernel has
. /vmlib.sh
nfsd
modprobe cifs
modprobe fuse
cat > /etc/samba/smb.conf << 'END'
[global]
server role = standalone server
log level = 0
usershare path = /srv/shares
usershare max shares = 9
usershare owner only = no
END
mkdir -m 1770 /srv/shares
printf 'secret\nsecret\n' | smbpasswd -s -a root > /dev/null
smbd -D
mkdir -p /mnt/host
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 hsnone /mnt/host

export DOTNET_ROOT=$lab/dotnet DOTNET_HOST_PATH=$lab/dotnet/dotnet DOTNET_TieredPGO=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 TMPDIR=/scratch/tmp
export CACHETASKS_TEST_REQUIRE_LAB=1
cd $lab/tests
echo "tests begin after $(cut -d' ' -f1 /proc/uptime) s"
# One process: two at a time take longer than one after the other as soon as the host has other work.
CACHETASKS_TEST_ROWS=/out/rows timeout --kill-after=5 "$1" \
  ./CacheTasks.FilesystemTests --filter "FullyQualifiedName~SharedRowTests" --progress off --no-ansi > /out/log 2>&1
echo "tests end after $(cut -d' ' -f1 /proc/uptime) s"
