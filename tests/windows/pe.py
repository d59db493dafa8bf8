"""Reads what the tests look at in a Windows program (Microsoft: PE Format)."""

import struct

EXPORT, IMPORT, RESOURCE, RELOCATION, DEBUG, DELAY_IMPORT = 0, 1, 2, 5, 6, 13  # data directories
HIGH_ENTROPY_VA, DYNAMIC_BASE, NX_COMPAT = 0x20, 0x40, 0x100
X64, X86 = 0x8664, 0x14C
CONSOLE = 3


class Image:
    def __init__(self, path):
        self.bytes = path.read_bytes()
        pe = self.u32(0x3C)
        if self.bytes[pe : pe + 4] != b"PE\0\0":
            raise ValueError(f"{path} is not a Windows program")
        self.machine, sections, self.timestamp, _, _, optional_size, _ = struct.unpack_from("<HHIIIHH", self.bytes, pe + 4)
        optional = pe + 24
        self.wide = self.u16(optional) == 0x20B
        self.os_version = struct.unpack_from("<2H", self.bytes, optional + 40)
        self.subsystem_version = struct.unpack_from("<2H", self.bytes, optional + 48)
        self.subsystem, self.characteristics = struct.unpack_from("<2H", self.bytes, optional + 68)
        table = optional + (112 if self.wide else 96)
        self.directories = [struct.unpack_from("<2I", self.bytes, table + 8 * i) for i in range(self.u32(table - 4))]
        first = optional + optional_size
        # virtual address, virtual size, size in the file, place in the file
        self.sections = [struct.unpack_from("<8x4I", self.bytes, first + 40 * i) for i in range(sections)]

    def u16(self, at):
        return struct.unpack_from("<H", self.bytes, at)[0]

    def u32(self, at):
        return struct.unpack_from("<I", self.bytes, at)[0]

    def place(self, address):
        """Where in the file lies what is loaded at this address (relative to the image)."""
        for virtual_size, start, size, at in self.sections:
            if start <= address < start + max(size, virtual_size):
                return address - start + at
        raise ValueError(f"no section holds {address:#x}")

    def text(self, address):
        at = self.place(address)
        return self.bytes[at : self.bytes.index(b"\0", at)].decode("ascii")

    def has(self, directory):
        return len(self.directories) > directory and self.directories[directory][1] != 0

    def imports(self):
        """(dll in lower case, function) of the import table; functions by number are #N."""
        entry = self.place(self.directories[IMPORT][0])
        width, by_number = ("<Q", 1 << 63) if self.wide else ("<I", 1 << 31)
        while self.u32(entry + 12):
            dll = self.text(self.u32(entry + 12)).lower()
            at = self.place(self.u32(entry) or self.u32(entry + 16))
            while thunk := struct.unpack_from(width, self.bytes, at)[0]:
                yield dll, f"#{thunk & 0xFFFF}" if thunk & by_number else self.text(thunk + 2)
                at += struct.calcsize(width)
            entry += 20

    def resources(self):
        """The bytes of all resources: enough to look for a text in them."""
        address, size = self.directories[RESOURCE]
        at = self.place(address)
        return self.bytes[at : at + size]
