#pragma once

#include "artifact/compound_file.hpp"

namespace acsgate {

/// What a Windows Installer package carries of signatures.
struct MsiPackage {
  std::string signature;            ///< PKCS #7 of the stream \5DigitalSignature; empty: none
  std::optional<std::string> extra; ///< the stream \5MsiDigitalSignatureEx: a digest over names, sizes and times
};

/// True if the root's class is that of a package, a patch or a transform.
[[nodiscard]] bool is_msi_package(const CompoundFile &file);

[[nodiscard]] Readable<MsiPackage> read_msi_package(CompoundFile &file);

/// The digests of a package: of all streams in the order of their names, and of the classes of storages; of the extra digest
/// first where the package has one. Without a wanted digest it still reads all streams, and so finds what is cut off.
[[nodiscard]] Readable<FileDigests> digest_msi_package(CompoundFile &file, const MsiPackage &package, const HashSet &wanted);

} // namespace acsgate
