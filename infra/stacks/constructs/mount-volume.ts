/** An XFS label has 12 characters at most. */
const LABEL = 'usher-work';

/**
 * Shell lines that mount an EBS volume (`vol-...`) at `folder`, now and after every boot. They wait for the volume, which is
 * attached only once the instance runs, and make a file system only where there is none: mkfs.xfs itself refuses all else. The
 * agent's own service does not start until the folder is mounted, or work would be written under it.
 */
export const mountVolume = (volume: string, folder: string): string => `volume=${volume}
mkdir -p ${folder} /etc/systemd/system/ecs.service.d
cat > /etc/systemd/system/ecs.service.d/usher.conf <<'EOF'
[Service]
ExecStartPre=/usr/bin/mountpoint -q ${folder}
EOF
systemctl daemon-reload
echo 'LABEL=${LABEL} ${folder} xfs defaults,nofail 0 2' >> /etc/fstab
device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_$(echo "$volume" | tr -d -)
until [ -e "$device" ]; do
  if [ -e /dev/xvdf ]; then device=/dev/xvdf; break; fi
  echo "waiting for $volume"
  sleep 2
done
blkid -p "$device" >/dev/null || mkfs.xfs -q -L ${LABEL} "$device"
mount "$device" ${folder}
`;
