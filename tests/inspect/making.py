"""Makes what the tests of `inspect` look at: certificates with the names and purposes of ACS below a root of our own, and programs,
packages and cabinets signed with them."""

import pathlib
import shutil
import struct
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
PINNED_ROOT = TOP / "policies/certificates/microsoft-identity-verification-root-2020.pem"
NOW = "2026-11-22T12:00:00Z"
STAMPED = "1786019649"  # 2026-08-06T12:34:09Z, while the ended leaf was valid
LATE = "1795000000"  # 2026-11-18, after it

CODE_SIGNING = "1.3.6.1.5.5.7.3.3"
PUBLIC_TRUST = f"{CODE_SIGNING},1.3.6.1.4.1.311.97.1.0,1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583"
PRIVATE_TRUST = f"{CODE_SIGNING},1.3.6.1.4.1.311.97.1.3.1.29433.35007.34545.16815"
PRIVATE_POLICY = f"{CODE_SIGNING},1.3.6.1.4.1.311.97.1.4.1.29433.35007.34545.16815"
LIFETIME = f"{PUBLIC_TRUST},1.3.6.1.4.1.311.10.3.13"

FRESH = ("20261121000000Z", "20261124000000Z")
ENDED = ("20260805034050Z", "20260808034050Z")
LONG = ("20200416183616Z", "20450416184440Z")

CONFIG = """
[ca]
default_ca = made_up
[made_up]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
unique_subject = no
preserve = yes
[any]
countryName = optional
stateOrProvinceName = optional
localityName = optional
organizationName = optional
commonName = optional
[req]
distinguished_name = none
[none]
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[narrow]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
[mail-authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
extendedKeyUsage = emailProtection
[signless]
basicConstraints = critical,CA:true
keyUsage = critical,cRLSign
[leaf]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
extendedKeyUsage = {purposes}
[stamper]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


def call(*command, **options):
    run = subprocess.run([str(word) for word in command], capture_output=True, check=False, **options)
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{run.stdout.decode('utf-8', 'replace')}{run.stderr.decode('utf-8', 'replace')}")
    return run.stdout


class Authority:
    """Certificates of our own, in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        (self.folder / "index.txt").write_text("")
        (self.folder / "index.txt.attr").write_text("unique_subject = no\n")
        (self.folder / "serial").write_text("330003F0BF99606483E497BBBC00000003F0BF\n")

    def path(self, name, kind):
        return self.folder / f"{name}.{kind}"

    def certify(self, name, subject, issuer, dates, extensions, purposes=CODE_SIGNING, key="rsa:2048", options=()):
        config = self.folder / "openssl.cnf"
        config.write_text(CONFIG.format(folder=self.folder, purposes=purposes), encoding="utf-8")
        kind = ["-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{key}"] if key.startswith("P-") else ["-newkey", key]
        request = self.path(name, "csr")
        call("openssl", "req", "-new", "-nodes", *kind, "-config", config, "-subj", subject, "-keyout", self.path(name, "key"), "-out", request)
        signed_by = ["-selfsign", "-keyfile", self.path(name, "key")] if issuer is None else ["-cert", self.path(issuer, "pem"), "-keyfile", self.path(issuer, "key")]
        call(
            "openssl", "ca", "-batch", "-notext", "-config", config, "-extensions", extensions, "-in", request, "-out", self.path(name, "pem"),
            "-startdate", dates[0], "-enddate", dates[1], *signed_by, *options,
        )  # fmt: skip

    def chain_of(self, *names):
        """A file with several certificates; of the pinned root's name, the true one."""
        text = "".join((PINNED_ROOT if name == "pinned" else self.path(name, "pem")).read_text() for name in names)
        path = self.folder / ("-".join(names) + ".chain.pem")
        path.write_text(text)
        return path


def make_authority(folder):
    """The chain of ACS with keys of our own, and leaves of every kind."""
    made = Authority(folder)
    microsoft = "/C=US/O=Microsoft Corporation/CN="
    publisher = "/C=US/ST=California/L=San Diego/O=Example Inc./CN=Example Inc."
    made.certify("root", microsoft + "Microsoft Identity Verification Root Certificate Authority 2020", None, LONG, "authority")
    made.certify("pca", microsoft + "Microsoft ID Verified Code Signing PCA 2021", "root", LONG, "authority")
    made.certify("issuer", microsoft + "Microsoft ID Verified CS EOC CA 04", "pca", LONG, "authority")
    for name, dates, purposes in (
        ("fresh", FRESH, PUBLIC_TRUST),
        ("ended", ENDED, PUBLIC_TRUST),
        ("private", FRESH, PRIVATE_TRUST),
        ("policy", FRESH, PRIVATE_POLICY),
        ("lifetime", ENDED, LIFETIME),
        ("plain", FRESH, CODE_SIGNING),
        ("mail", FRESH, "emailProtection"),
        ("ended-mail", ENDED, "emailProtection"),
    ):
        made.certify(name, publisher, "issuer", dates, "leaf", purposes)
    made.certify("early", publisher, "issuer", ("20270101000000Z", "20270104000000Z"), "leaf", PUBLIC_TRUST)
    made.certify("curve", publisher, "issuer", FRESH, "leaf", PUBLIC_TRUST, key="P-256")
    made.certify("curve384", publisher, "issuer", FRESH, "leaf", PUBLIC_TRUST, key="P-384", options=("-md", "sha384"))
    made.certify("pss", publisher, "issuer", FRESH, "leaf", PUBLIC_TRUST, options=("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"))
    made.certify("alone", "/CN=Self-made", None, FRESH, "leaf", PUBLIC_TRUST)
    made.certify("below-leaf", publisher, "fresh", FRESH, "leaf", PUBLIC_TRUST)  # issued by one who may not
    # Authorities that may not issue what they do: none below the next one, not for code, or nothing at all.
    for name in ("narrow", "mail-authority", "signless"):
        made.certify(name, f"/CN={name}", "root", LONG, name)
        if name == "narrow":
            made.certify("below-narrow", "/CN=below narrow", "narrow", LONG, "authority")
        made.certify(f"of-{name}", publisher, "below-narrow" if name == "narrow" else name, FRESH, "leaf", PUBLIC_TRUST)
    made.certify("stamp-issuer", microsoft + "Microsoft Public RSA Timestamping CA 2020", "root", LONG, "authority")
    made.certify("stamper", microsoft + "Microsoft Public RSA Time Stamping Authority", "stamp-issuer", LONG, "stamper")
    return made


PROGRAM = "int main(void) { return 0; }\n"
RESOURCE = """1 VERSIONINFO
FILEVERSION 20,0,0,6690
PRODUCTVERSION 20,0,6690,1
BEGIN
END
"""
WXS = """<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Name="Example" Id="12345678-1234-1234-1234-123456789012" UpgradeCode="22345678-1234-1234-1234-123456789012"
    Language="1033" Version="20.0.6690" Manufacturer="Example Inc.">
    <Package InstallerVersion="300" Compressed="yes"/>
    <Media Id="1" Cabinet="files.cab" EmbedCab="yes"/>
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFilesFolder"><Directory Id="INSTALLDIR" Name="Example">
      <Component Id="Files" Guid="32345678-1234-1234-1234-123456789012">
        {files}
      </Component>
    </Directory></Directory></Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="Files"/></Feature>
  </Product>
</Wix>
"""


def make_program(folder, name, wide, checked):
    compiler = "x86_64-w64-mingw32" if wide else "i686-w64-mingw32"
    source, resource = folder / "program.c", folder / "program.rc"
    source.write_text(PROGRAM)
    resource.write_text(RESOURCE)
    compiled = folder / f"{name}.res.o"
    call(f"{compiler}-windres", resource, compiled)
    path = folder / name
    flags = ["-Wl,--forceinteg"] if checked else []
    call(f"{compiler}-gcc", "-s", "-Os", "-Wl,--no-insert-timestamp", *flags, "-o", path, source, compiled)
    return path


def make_package(folder, name, files):
    """An .msi that installs the files, from an embedded cabinet."""
    rows = "".join(f'<File Id="F{i}" Name="{file.name}" Source="{file.name}"/>' for i, file in enumerate(files))
    source = folder / f"{name}.wxs"
    source.write_text(WXS.format(files=rows))
    path = folder / name
    call("wixl", "-a", "x64", "-o", path, source, cwd=folder)
    return path


def make_cabinet(folder, name, files, compress=True):
    path = folder / name
    call("gcab", "-c", *(["-z"] if compress else []), "-n", path, *files)
    return path


def sign(made, source, target, leaf, *options, hash_name="sha256", chain=("issuer", "pca", "root"), stamp=None):
    """Signs with a leaf; `stamp`: the time that a stamp of our own authority says."""
    certificates = made.chain_of(leaf, *chain)
    stamping = []
    if stamp:
        stamping = ["-TSA-certs", made.chain_of("stamper", "stamp-issuer"), "-TSA-key", made.path("stamper", "key"), "-TSA-time", stamp]
    call(
        "osslsigncode", "sign", "-certs", certificates, "-key", made.path(leaf, "key"), "-h", hash_name, "-time", "1795200000", *options, *stamping,
        "-in", source, "-out", target,
    )  # fmt: skip
    return target


def certificate_table(data):
    """Where the certificate table of a PE lies, and where its entry in the header does."""
    header = struct.unpack_from("<I", data, 0x3C)[0]
    wide = struct.unpack_from("<H", data, header + 24)[0] == 0x20B
    entry = header + (168 if wide else 152)
    return (*struct.unpack_from("<II", data, entry), entry)


def with_second_entry(source, other, target):
    """The first file with the certificate table's first entry of the second appended to its own."""
    data, donor = bytearray(source.read_bytes()), other.read_bytes()
    begin, size, entry = certificate_table(data)
    from_, length, _ = certificate_table(donor)
    data += donor[from_ : from_ + length]
    struct.pack_into("<II", data, entry, begin, size + length)
    target.write_bytes(data)
    return target


def place_of_small_stream(path, name):
    """Where the bytes of a stream of less than 4 KB lie in a compound file whose mini stream is in one piece."""
    data = path.read_bytes()
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    start_of = lambda entry: struct.unpack_from("<I", data, data.index(entry.encode("utf-16-le")) + 116)[0]
    return (start_of("Root Entry") + 1) * sector + start_of(name) * 64


def flipped(source, target, at):
    data = bytearray(source.read_bytes())
    data[at] ^= 1
    target.write_bytes(data)
    return target


def can_stamp():
    """osslsigncode has an authority of its own to stamp with since 2.6."""
    return "-TSA-certs" in subprocess.run(["osslsigncode", "sign", "--help"], capture_output=True, text=True, check=False).stdout


def missing_tools():
    return [tool for tool in ("openssl", "osslsigncode", "wixl", "gcab", "x86_64-w64-mingw32-gcc", "i686-w64-mingw32-gcc") if not shutil.which(tool)]
