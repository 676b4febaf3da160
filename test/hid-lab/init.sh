#!/bin/busybox sh
# First program of the lab's machine: loads the modules, takes the host's files (read only) as its own, and runs the
# checks with the host's Node. Its words go to the first serial line, the reports of the checks to the second.
export PATH=/bin
busybox mount -t proc proc /proc
busybox mount -t sysfs sysfs /sys
busybox mount -t devtmpfs devtmpfs /dev
for module in $(busybox cat /modules/order); do
  busybox insmod "/modules/$module.ko" || echo "lab: $module cannot be loaded"
done
echo 'lab: modules loaded'
busybox mount -t configfs configfs /sys/kernel/config
busybox mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro host /host || echo "lab: no host files"
for place in dev proc sys; do
  busybox mount -o bind "/$place" "/host/$place"
done
busybox mount -o bind /sys/kernel/config /host/sys/kernel/config
busybox mount -t tmpfs tmpfs /host/tmp
busybox stty -F /dev/ttyS1 raw
echo 'lab: starting the checks'
busybox chroot /host "$(busybox cat /program/node)" "$(busybox cat /program/main)" "$(busybox cat /program/part)" >/dev/ttyS1
echo "lab: the checks ended with $?"
busybox poweroff -f
