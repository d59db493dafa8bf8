#pragma once

#include "artifact/container.hpp"

namespace acsgate {

/// What a Windows program, library or driver says of itself (Microsoft, "PE Format").
struct PeFile {
  std::string machine;          ///< `x64`, `x86`, `arm64`, `arm`, else the number: `0x01f0`
  bool wide = false;            ///< PE32+
  bool integrity_check = false; ///< IMAGE_DLLCHARACTERISTICS_FORCE_INTEGRITY, which /INTEGRITYCHECK sets
  std::string file_version;     ///< four parts; empty: no version resource
  std::string product_version;
  std::vector<ByteRange> hashed;       ///< what the digest of a signature covers
  std::vector<std::string> signatures; ///< PKCS #7 of the certificate table
};

[[nodiscard]] bool is_pe_file(std::string_view head);

[[nodiscard]] Readable<PeFile> read_pe_file(ByteSource &source);

/// A section as far as its raw data goes.
struct PeSection {
  std::uint32_t address = 0;
  std::uint32_t size = 0;
  std::uint32_t offset = 0;
};

/// The versions of the fixed part of the version resource, or nothing; never a reason to refuse a file.
void read_pe_version(ByteSource &source, std::span<const PeSection> sections, std::uint32_t resources, PeFile &file);

} // namespace acsgate
