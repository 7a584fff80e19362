# SPDX-License-Identifier: Apache-2.0
"""The machine of a guest: what qemu is told. guest.py runs it."""
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / ".build" / "vm"

# What costs time at boot and gives a guest nothing is off. The clock is read in the processor and not from a device,
# which would leave the emulated code each time.
KERNEL_ARGUMENTS = ("console=ttyS0 panic=-1 quiet mitigations=off audit=0 rodata=off lsm=landlock,yama tsc=reliable "
                    "cryptomgr.notests 8250.nr_uarts=1 nokaslr numa=off swiotlb=noforce")


class GuestError(Exception):
    """The guest could not be run, or did not end as it should."""


class Machine:
    """How one virtual machine is made up."""

    def __init__(self, suite, job=None, out=None, *, image=None, virtual_time=False, shift=3, shares=None, ports=None,
                 memory=1024, kernel=None, append="", qemu_args=(), usb=False, shell=False):
        self.suite, self.image, self.shell = suite, image and pathlib.Path(image), shell
        self.job, self.out = (pathlib.Path(p).resolve() if p else None for p in (job, out))
        self.virtual_time, self.shift, self.memory, self.append, self.usb = virtual_time, shift, memory, append, usb
        self.shares, self.ports = dict(shares or {}), dict(ports or {})
        self.kernel = pathlib.Path(kernel) if kernel else BUILD / "kernel"
        self.qemu_args = list(qemu_args)
        self.console_log = self.out and self.out / "console.log"

    def command(self, qmp_fd, temporary):
        """The command line; needs a folder for images until qemu has opened them."""
        disk = BUILD / self.suite / "root.img"
        for path in (disk, self.kernel / "initrd.img"):
            if not path.exists():
                raise GuestError(f"no {path}: run {HERE / 'rootfs'} {self.suite}")
        if self.image:
            # A power cut is qemu killed. What is lost then is the guest's memory, and of its writes those which it
            # has not flushed and which went to parts of the overlay not allocated before: qemu keeps the overlay's
            # tables in memory until the guest flushes, like the volatile cache of a disk. What the guest did flush
            # is in the file. cache=unsafe would lose that too; writethrough would never lose anything.
            if not self.image.exists():
                subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", str(disk.resolve()),
                                str(self.image)], check=True)
            drive = f"file={_escape(self.image)},format=qcow2,cache=writeback,l2-cache-size=8M,cache-clean-interval=0"
        else:
            drive = f"file={_escape(disk)},format=raw,snapshot=on,cache=unsafe"
        root = ["-drive", f"if=none,id=root,{drive}", "-device", "virtio-blk-pci,drive=root"]
        kind = "kept" if self.image else "thrown"
        if self.virtual_time and not self.image:
            # While the guest waits for a disk of the host's, virtual time runs on by however much the host takes. So
            # the disk is memory: a private mapping of the image, for which there is no waiting.
            root, kind = self._pmem("root", disk), "pmem"
        machine, memory, accel = "q35", f"{self.memory}M", ["-accel", "tcg"]
        if self.virtual_time:
            machine, memory = "q35,nvdimm=on", f"{self.memory}M,slots=16,maxmem=64G"
            # Time is the count of instructions, and skips what nobody waits for: the same each run, host busy or not.
            accel = ["-accel", "tcg,thread=single", "-icount", f"shift={self.shift},sleep=off", "-rtc", "clock=vm"]
        arguments = (f"{KERNEL_ARGUMENTS} rig.suite={self.suite} rig.root={kind}"
                     f" rig.time={'virtual' if self.virtual_time else 'wall'}")
        command = ["qemu-system-x86_64", "-machine", machine, "-cpu", "max", "-smp", "1", "-m", memory, *accel,
                   "-name", f"rig-{self.suite}", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
                   "-kernel", str(self.kernel / "vmlinux"), "-initrd", str(self.kernel / "initrd.img"),
                   *root, "-chardev", f"socket,id=qmp,fd={qmp_fd}", "-mon", "chardev=qmp,mode=control"]
        if self.shell:
            command += ["-chardev", "stdio,id=console,mux=on,signal=off", "-mon", "chardev=console,mode=readline"]
        else:
            command += ["-chardev", f"file,id=console,path={_escape(self.console_log)}"]
            arguments += " rig.job=1"
        command += ["-serial", "chardev:console"]
        inputs = {"job": self.job} if self.job else {}
        inputs |= {f"share-{name}": pathlib.Path(path).resolve() for name, path in self.shares.items()}
        for number, (tag, path) in enumerate(inputs.items()):
            if self.virtual_time:
                command += self._pmem(tag, self._pack(pathlib.Path(temporary) / f"input-{number}", path), readonly=True)
            else:
                command += self._virtfs(tag, path, readonly=True)
        if self.out:
            command += self._virtfs("out", self.out)
        if self.shares:
            arguments += " rig.shares=" + ",".join(self.shares)
        if self.ports:
            command += ["-device", "virtio-serial-pci"]
        for number, (name, path) in enumerate(self.ports.items()):
            command += ["-chardev", f"file,id=port{number},path={_escape(path)}",
                        "-device", f"virtserialport,chardev=port{number},name={name}"]
        if self.usb:
            command += ["-device", "qemu-xhci,id=xhci"]
        return command + ["-append", f"{arguments} {self.append}".strip(), *self.qemu_args]

    @staticmethod
    def _virtfs(tag, path, readonly=False):
        return ["-virtfs", f"local,path={_escape(path)},mount_tag={tag},security_model=none,multidevs=remap,"
                f"readonly={'on' if readonly else 'off'}"]

    @staticmethod
    def _pmem(name, path, readonly=False):
        backend = f"memory-backend-file,id=m-{name},mem-path={_escape(path)},size={path.stat().st_size},share=off"
        return ["-object", backend + (",readonly=on" if readonly else ""),
                "-device", f"nvdimm,id=d-{name},memdev=m-{name}" + (",unarmed=on" if readonly else "")]

    @staticmethod
    def _pack(image, folder):
        """Makes an image of a folder, labelled with its own name."""
        sizes = [entry.lstat().st_size for entry in folder.rglob("*")]
        mib = (sum(sizes) * 11 // 10 + len(sizes) * 8192 >> 20) + 4
        with open(image, "wb") as file:
            file.truncate((mib + mib % 2) << 20)
        subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-O", "^has_journal", "-m", "0",
                        "-L", image.name, "-d", folder, image], check=True, stdin=subprocess.DEVNULL)
        return image


def _escape(path):
    """A path as the value of one of qemu's options, in which a comma ends the value."""
    return str(pathlib.Path(path).absolute()).replace(",", ",,")
