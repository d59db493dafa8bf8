#include "artifact/pe_file.hpp"

#include "artifact/little_endian.hpp"

#include <algorithm>
#include <cstdio>

namespace acsgate {

namespace {

constexpr std::size_t k_dos_header = 64;
constexpr std::size_t k_max_new_header = 0x100000; ///< where the PE header may begin at the latest
constexpr std::size_t k_coff = 24;                 ///< signature and COFF header
constexpr std::size_t k_checksum = 64;             ///< in the optional header, both kinds
constexpr std::size_t k_characteristics = 70;
constexpr std::uint16_t k_force_integrity = 0x0080;
constexpr std::uint16_t k_pe32 = 0x10B;
constexpr std::uint16_t k_pe32_plus = 0x20B;
constexpr std::size_t k_section_header = 40;
constexpr std::size_t k_max_sections = 96; // the loader's own limit
constexpr std::size_t k_max_table = std::size_t{16} << 20U;
constexpr std::uint16_t k_pkcs7 = 0x0002;

struct Header {
  std::size_t optional = 0;    ///< where the optional header begins in the file
  std::string bytes;           ///< of the optional header
  std::size_t directories = 0; ///< where they begin in the optional header
  std::uint32_t directory_count = 0;
  std::vector<PeSection> sections;
};

tl::unexpected<std::string> damaged(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

std::string machine_name(std::uint16_t machine) {
  switch (machine) {
  case 0x014C:
    return "x86";
  case 0x8664:
    return "x64";
  case 0xAA64:
    return "arm64";
  case 0x01C4:
    return "arm";
  default:
    break;
  }
  char text[8];
  std::snprintf(text, sizeof text, "0x%04x", machine);
  return text;
}

Readable<std::vector<PeSection>> read_sections(ByteSource &source, std::size_t at, std::size_t count) {
  if (count > k_max_sections) {
    return damaged("it has more than 96 sections");
  }
  const std::string table = source.bytes(at, count * k_section_header);
  if (table.size() != count * k_section_header) {
    return damaged("its section table is cut off");
  }
  std::vector<PeSection> sections;
  sections.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view row = std::string_view(table).substr(i * k_section_header, k_section_header);
    const PeSection section{u32_at(row, 12), u32_at(row, 16), u32_at(row, 20)};
    if (section.size != 0 && std::uint64_t{section.offset} + section.size > source.size()) {
      return damaged("a section goes beyond its end");
    }
    sections.push_back(section);
  }
  return sections;
}

Readable<Header> read_header(ByteSource &source, PeFile &file) {
  Header header;
  const std::string dos = source.bytes(0, k_dos_header);
  const std::size_t start = u32_at(dos, 0x3C);
  const std::string coff = start > k_max_new_header ? std::string() : source.bytes(start, k_coff);
  if (!coff.starts_with(std::string_view("PE\0\0", 4))) {
    return damaged("it has no PE header");
  }
  file.machine = machine_name(u16_at(coff, 4));
  header.optional = start + k_coff;
  header.bytes = source.bytes(header.optional, u16_at(coff, 20));
  const std::uint16_t magic = u16_at(header.bytes, 0);
  file.wide = magic == k_pe32_plus;
  header.directories = file.wide ? 112 : 96;
  if ((magic != k_pe32 && !file.wide) || header.bytes.size() < header.directories) {
    return damaged("its optional header is cut off, or of no known kind");
  }
  header.directory_count = u32_at(header.bytes, header.directories - 4);
  if (header.directory_count > (header.bytes.size() - header.directories) / 8) {
    return damaged("its data directories are cut off");
  }
  file.integrity_check = (u16_at(header.bytes, k_characteristics) & k_force_integrity) != 0;
  auto sections = read_sections(source, header.optional + header.bytes.size(), u16_at(coff, 6));
  if (!sections) {
    return tl::unexpected(std::move(sections.error()));
  }
  header.sections = std::move(*sections);
  return header;
}

/// WIN_CERTIFICATE records, each padded to 8 bytes.
Readable<void> read_table(std::string_view table, PeFile &file) {
  while (table.size() >= 8) {
    const std::size_t length = u32_at(table, 0);
    if (length < 8 || length > table.size()) {
      return damaged("its certificate table is ill-formed");
    }
    if (file.signatures.size() == k_max_signatures) {
      return damaged("its certificate table has too many entries");
    }
    if (u16_at(table, 6) != k_pkcs7) {
      return damaged("its certificate table has an entry that is no PKCS #7 signature");
    }
    file.signatures.emplace_back(table.substr(8, length - 8));
    table.remove_prefix(std::min(table.size(), (length + 7) / 8 * 8));
  }
  if (table.find_first_not_of('\0') != std::string_view::npos) {
    return damaged("its certificate table is ill-formed");
  }
  return {};
}

Readable<void> read_certificates_of(ByteSource &source, const Header &header, PeFile &file) {
  const std::uint64_t checksum = header.optional + k_checksum;
  file.hashed = {{0, checksum}};
  if (header.directory_count < 5) {
    file.hashed.push_back({checksum + 4, source.size()});
    return {};
  }
  const std::size_t entry = header.directories + std::size_t{4} * 8;
  const std::uint64_t begin = u32_at(header.bytes, entry); // an offset in the file, unlike those of all other directories
  const std::uint64_t size = u32_at(header.bytes, entry + 4);
  file.hashed.push_back({checksum + 4, header.optional + entry});
  file.hashed.push_back({header.optional + entry + 8, source.size()});
  if (begin == 0 && size == 0) {
    return {};
  }
  // What the table covers is not hashed: so it must be the very end (MS12-024), and nothing that is loaded may lie in it.
  std::uint64_t loaded = header.optional + header.bytes.size() + header.sections.size() * k_section_header;
  for (const PeSection &section : header.sections) {
    loaded = std::max(loaded, section.size == 0 ? 0 : std::uint64_t{section.offset} + section.size);
  }
  if (size == 0 || begin < loaded || begin + size != source.size()) {
    return damaged("its certificate table is not at its end, where Windows wants it");
  }
  if (size > k_max_table) {
    return damaged("its certificate table is larger than 16 MiB");
  }
  file.hashed.back().end = begin;
  const std::string table = source.bytes(begin, static_cast<std::size_t>(size));
  return table.empty() ? damaged("it can't be read to its end") : read_table(table, file);
}

} // namespace

bool is_pe_file(std::string_view head) { return head.starts_with("MZ"); }

Readable<PeFile> read_pe_file(ByteSource &source) {
  PeFile file;
  const auto header = read_header(source, file);
  if (!header) {
    return tl::unexpected(header.error());
  }
  if (auto read = read_certificates_of(source, *header, file); !read) {
    return tl::unexpected(std::move(read.error()));
  }
  if (header->directory_count >= 3) {
    read_pe_version(source, header->sections, u32_at(header->bytes, header->directories + std::size_t{2} * 8), file);
  }
  return file;
}

} // namespace acsgate
