"""One end of a cable between two network namespaces: a TUN device here, and a Unix socket for the other end.

    cable.py DEVICE OWN_SOCKET OTHER_SOCKET     until it is killed; the device exists already

Needs nothing of the kernel but /dev/net/tun, where a pair of veth devices would need their module.
"""
import fcntl
import os
import selectors
import socket
import struct
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
LONGEST = 65_536

device, own, other = sys.argv[1:]
tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
cable = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
cable.bind(own)

ready = selectors.DefaultSelector()
ready.register(tun, selectors.EVENT_READ)
ready.register(cable, selectors.EVENT_READ)
while True:
    for key, _ in ready.select():
        if key.fileobj is cable:
            os.write(tun, cable.recv(LONGEST))
            continue
        packet = os.read(tun, LONGEST)
        try:
            cable.sendto(packet, other)
        except (FileNotFoundError, ConnectionRefusedError):
            pass  # The other end is not plugged in yet.
